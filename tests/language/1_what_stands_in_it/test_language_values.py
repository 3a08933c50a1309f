"""Columns and fixed values"""

from language_house import gives, refused


def test_a_column_is_named_by_its_name() -> None:
    """A name stands for what the table says of each row. In a rule over members `members.hours` is `hours`."""
    gives("rate", ane="25 EUR/h", carla="18.5 EUR/h")
    gives("members.index", ane="1", bea="1.7", carla="1.25", dora="1")
    refused("hour", "There is no column hour here.")


def test_a_number_is_exact() -> None:
    """A number is written with a point and without commas, and means exactly what is written."""
    gives("0.1 + 0.2", "0.3")
    refused("1,000", "000 begins with a zero.")
    refused("1e6", "Numbers with an exponent such as 1e308 are not read.")


def test_a_percentage_is_a_hundredth_part() -> None:
    """`10%` is one tenth, whatever it is taken of."""
    gives("10% * 25 EUR", "2.5 EUR")


def test_an_amount_carries_its_unit() -> None:
    """A space stands before the unit. A unit that the organisation does not have is refused."""
    gives("12 EUR / 3 kg", "4 EUR/kg")
    refused("12EUR", "12 runs into what follows it.")
    refused("12 USD", "12 USD: USD is not a unit known here.")


def test_a_date_is_compared_and_a_text_is_matched() -> None:
    """A date is written year, month, day; a text stands between single quotes."""
    gives("joined < 2026-01-01", ane="yes", bea="yes", carla="no", dora="no")
    gives("class = 'worker'", ane="yes", bea="yes", carla="no", dora="no")
    refused("class > 'worker'", "class > 'worker': a text has no order of size.")
