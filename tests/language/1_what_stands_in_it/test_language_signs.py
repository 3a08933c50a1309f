"""Signs and conditions"""

from language_house import gives, refused


def test_times_and_by_come_before_plus_and_minus() -> None:
    """As at school: `*` and `/` before `+` and `-`, from the left, brackets first."""
    gives("2 + 3 * 4", "14")
    gives("(2 + 3) * 4", "20")
    gives("7 - 2 - 1", "4")


def test_a_quotient_is_rounded_half_to_even_at_twelve_decimals() -> None:
    """Every `/` keeps 12 decimals, and a tie goes to the even digit. It is the rounding that favours nobody over many
    rows, and with a fixed number of decimals every engine can give the same. So three times a third is not quite one.
    """
    gives("1 / 3", "0.333333333333")
    gives("3 * (1 / 3)", "0.999999999999")
    gives("0.000000000001 / 2", "0")
    gives("0.000000000003 / 2", "0.000000000002")


def test_a_division_by_zero_stops() -> None:
    """It is not infinite, and not nothing: somebody must say what such a row gets."""
    refused("saved / (index - 1)", "saved / (index - 1) divides by zero: index - 1 is 0 for one of its rows.")
    gives("case when index > 1 then saved / (index - 1) else 0 EUR end", ane="0 EUR", carla="-200 EUR")


def test_conditions_are_joined_by_and_or_and_not() -> None:
    """`not` before `and` before `or`. The second side is not looked at where the first decides."""
    gives("not active or class = 'worker' and index > 1", ane="no", bea="yes", carla="yes", dora="no")


def test_between_takes_both_ends_and_in_takes_a_list() -> None:
    """A span holds both its ends; a list holds fixed values only."""
    gives("index between 1 and 1.25", ane="yes", bea="no", carla="yes", dora="yes")
    gives("class in ('worker', 'grower')", "yes")
    refused("hours in (rate)", "The list after `in` holds fixed values only.")
