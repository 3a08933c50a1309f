"""power"""

from language_house import gives, not_on, refused


def test_a_power_is_exact() -> None:
    """`power(x, n)` is x times itself, n times over, and is never rounded: interest of ten years is exact to its last
    digit. Round it where an amount is needed.
    """
    gives("power(index, 2)", ane="1", bea="2.89", carla="1.5625", dora="1")
    gives("power(1.02, 10)", "1.21899441999475713024")
    gives("round(100 EUR * power(1.02, 10), 2)", "121.9 EUR")
    gives("power(index, 0)", "1")


def test_the_unit_is_multiplied_as_often() -> None:
    """The square of hours is no number of hours."""
    gives("power(2 h, 3)", "8 h^3")
    refused("power(saved, 2) + saved",
            "power(saved, 2) + saved: an amount of EUR^2 cannot be added to an amount of EUR.")


def test_the_exponent_is_written_out_and_at_most_a_hundred() -> None:
    """So the size of the result is known from the text, before anything is computed."""
    refused("power(index, 101)", "power(index, 101): the exponent is not a whole number from 0 to 100.")
    refused("power(2, index)", "power(2, index): the exponent is not a whole number from 0 to 100.")
    refused("power(power(index, 50), 3)",
            "power(power(index, 50), 3) could grow to 6,300 digits; at most 4,200 are kept.")


def test_what_an_engine_cannot_hold_it_refuses() -> None:
    """The plain evaluator has no largest number; the fast engines keep 37 digits, and give no near value instead."""
    not_on("duckdb", "power(index, 20)",
           "power(index, 20) can have 45 digits in the worst case of 4 rows; 37 are kept.", ane="1")
