"""Units are reckoned with"""

from language_house import gives, refused


def test_units_are_multiplied_and_divided_like_numbers() -> None:
    """Hours times euros per hour are euros."""
    gives("20 h * rate", ane="500 EUR", carla="370 EUR")
    gives("saved / rate", bea="12 h")


def test_what_does_not_go_together_is_refused() -> None:
    """Before anybody votes on it, with a sentence that names both units."""
    refused("hours + saved", "hours + saved: an amount of h cannot be added to an amount of EUR.")
    refused("hours > 0", "hours > 0: an amount of h and a pure number cannot be held against each other.")


def test_a_result_must_have_the_unit_of_its_place() -> None:
    """Where euros are paid, a formula must come out in euros."""
    refused("hours * index", "hours * index: h is not an amount of EUR.", wanted="EUR")
