"""round and floor"""

from language_house import gives, refused


def test_round_takes_a_tie_to_the_even_digit() -> None:
    """`round(x, places)` rounds half to even, as every division does: up and down as often, for either sign."""
    gives("round(2.5, 0)", "2")
    gives("round(3.5, 0)", "4")
    gives("round(- 2.5, 0)", "-2")
    gives("round(18.505 EUR, 2)", "18.5 EUR")


def test_floor_goes_down_to_the_whole_number_below() -> None:
    """Also below zero, where down is away from zero."""
    gives("floor(index)", ane="1", bea="1", carla="1", dora="1")
    gives("floor(- 1.5)", "-2")


def test_the_places_are_a_whole_number_up_to_twelve() -> None:
    """They are written out, so that everybody sees how fine the result is."""
    refused("round(index, 13)", "round(index, 13): the places to round to are not a whole number from 0 to 12.")
