"""share_of and gini"""

from language_house import gives, refused


def test_the_share_of_a_row_is_its_part_of_the_whole() -> None:
    """`share_of(x)` is x by the sum of x over all rows, rounded half to even at 12 decimals. So shares need not
    sum to quite 1. Who gives an amount away uses a [split](rules/split.md), which gives every cent.
    """
    gives("share_of(index)", ane="0.20202020202", bea="0.343434343434", carla="0.252525252525", dora="0.20202020202")
    gives("share_of(coalesce(hours, 0 h)) * 900 EUR", ane="399.9999999996 EUR", bea="299.9999999997 EUR",
          carla="199.9999999998 EUR", dora="0 EUR")


def test_a_share_of_nothing_stops() -> None:
    """Where the whole is zero nobody's part of it can be said."""
    refused("share_of(index - index)",
            "share_of(index - index) divides by zero: sum(index - index) is 0 for one of its rows.")
    refused("share_of(sum(hours))", "share_of holds another total between its brackets: sum(hours).")


def test_gini_says_how_unequal_amounts_are() -> None:
    """It is 0 where all have the same and comes near to 1 where one has all: half the mean difference between any two,
    by the mean. It is a pure number, rounded half to even at 12 decimals.
    """
    gives("gini(rate)", "0.074712643678")
    gives("gini(index - index)", "0")
    gives("gini(case when class = 'worker' then index end)", "0.12962962963")


def test_gini_takes_no_amount_below_zero() -> None:
    """A share of less than nothing has no meaning; say what a debt counts as."""
    refused("gini(saved)", "gini(saved) compares amounts that people have: saved is below zero for one of its rows.")
    gives("gini(greatest(saved, 0 EUR))", "0.625")
