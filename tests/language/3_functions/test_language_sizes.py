"""least, greatest and abs"""

from language_house import gives, refused


def test_least_and_greatest_choose_among_values_of_one_unit() -> None:
    """A cap is `least`, a floor is `greatest`. Dates are chosen among too."""
    gives("least(saved, 250 EUR)", ane="0 EUR", bea="250 EUR", carla="-50 EUR", dora="100 EUR")
    gives("greatest(saved, 0 EUR)", ane="0 EUR", bea="300 EUR", carla="0 EUR", dora="100 EUR")
    gives("greatest(joined, 2025-01-01)", ane="2025-01-01", carla="2026-01-15")
    refused("least(saved, 250)",
            "least(saved, 250): an amount of EUR and a pure number cannot be held against each other.")


def test_abs_leaves_the_sign_away() -> None:
    """How much it is, whichever way."""
    gives("abs(saved)", ane="0 EUR", bea="300 EUR", carla="50 EUR", dora="100 EUR")
