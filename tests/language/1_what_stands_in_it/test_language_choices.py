"""Choices"""

from language_house import gives, refused


def test_the_first_condition_that_holds_decides() -> None:
    """`case` goes from the left and stops at the first that holds; only that value is worked out."""
    gives("case when index > 1.5 then 1.5 when index > 1 then index else 1 end", ane="1", bea="1.5", carla="1.25",
          dora="1")
    refused("case when index > 1 then index else 1 h end",
            "case when index > 1 then index else 1 h end: a pure number and an amount of h cannot be held against each "
            "other.")


def test_what_is_not_known_is_not_zero() -> None:
    """Dora's hours were never recorded. A formula that meets them stops, unless `coalesce` says what they count as."""
    refused("hours * rate", "The value of hours is not known for one of its rows.")
    gives("coalesce(hours, 0 h) * rate", ane="1000 EUR", bea="750 EUR", carla="370 EUR", dora="0 EUR")
    gives("case when index > 1.5 then index end", ane="unknown", bea="1.7", carla="unknown", dora="unknown")
