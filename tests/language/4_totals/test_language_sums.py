"""sum, count, min and max"""

from language_house import gives, refused


def test_a_total_is_over_all_rows_and_the_same_for_each() -> None:
    """What is not known is passed over. `count(*)` counts rows, `count(x)` those whose x is known."""
    gives("sum(hours)", "90 h")
    gives("count(*)", "4")
    gives("count(hours)", "3")
    gives("min(saved)", "-50 EUR")
    gives("max(joined)", "2026-03-01")


def test_a_total_takes_a_whole_formula() -> None:
    """It is worked out for each row first; a total inside a total is refused."""
    gives("sum(coalesce(hours, 0 h) * rate)", "2120 EUR")
    refused("sum(hours / sum(hours))", "sum(hours) stands inside another total.")
    refused("sum(class)", "sum(class): a text cannot be summed.")


def test_a_related_table_is_totalled_for_each_row() -> None:
    """`sales.weight` is a column of another table, whose lines point to a member. Where there is none the sum is 0; the
    least of none is not known.
    """
    gives("sum(sales.weight * sales.price)", ane="0 EUR", bea="0 EUR", carla="39 EUR", dora="20 EUR")
    gives("min(sales.price)", ane="unknown", bea="unknown", carla="2.4 EUR/kg", dora="2.5 EUR/kg")
    refused("sales.weight", "sales has several lines for each of these rows, so sales.weight alone is not one value.")
