"""avg and median"""

from language_house import gives, not_on, refused


def test_the_average_is_the_sum_by_the_number_of_what_is_known() -> None:
    """Rounded half to even at 12 decimals, as the division that it is. Of nothing it is not known."""
    gives("avg(hours)", "30 h")
    gives("avg(index)", "1.2375")
    gives("avg(rate * index / 3)", "9.09375 EUR/h")
    gives("avg(sales.price)", ane="unknown", bea="unknown", carla="2.7 EUR/kg", dora="2.5 EUR/kg")


def test_the_median_is_the_value_in_the_middle() -> None:
    """As many have more as have less. Of an even number it lies halfway between the two in the middle. One very large
    amount moves the average and leaves the median where it was.
    """
    gives("median(hours)", "30 h")
    gives("median(saved)", "50 EUR")
    gives("median(sales.weight)", ane="unknown", bea="unknown", carla="7.5 kg", dora="8 kg")


def test_only_numbers_have_an_average() -> None:
    """Dates have a first and a last, and no sum."""
    refused("avg(joined)", "avg(joined): a date cannot be reckoned with.")
    refused("median(avg(hours))", "avg(hours) stands inside another total.")


def test_spark_divides_only_up_to_63_bits() -> None:
    """An average that could be above nine million cannot be kept there at 12 decimals, so it is refused."""
    not_on("spark", "avg(saved * 100000)",
           "avg(saved * 100000) can come to 30000000000000000001 in smallest parts; a quotient here is at most "
           "9223372036854775807.", ane="8750000 EUR")
