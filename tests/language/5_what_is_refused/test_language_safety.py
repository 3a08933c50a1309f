"""What a formula cannot do"""

from language_house import refused


def test_nothing_else_of_sql_is_read() -> None:
    """No subquery, no comment, no second statement, no function that is not in this manual."""
    refused("(select 1)", "A formula has no subquery: `select` is not read.")
    refused("hours; hours", "`;` is not a sign of formulas.")
    refused("hours -- all", "`--` begins a comment, and a formula has none.")
    refused("now()", "There is no function now.")
    refused("random()", "There is no function random.")


def test_a_column_that_readers_may_not_see_is_refused() -> None:
    """Who may see a result may see what it was made of; a hidden column is never offered as the nearest name either."""
    refused("illness = 'none'", "The column illness may not be seen by those who may see the result.")


def test_a_formula_is_short() -> None:
    """At most 2,000 characters, 40 levels of brackets, 120 signs and words: it is read aloud before it is voted on."""
    refused("(" * 41 + "1" + ")" * 41, "Its brackets are nested more than 40 deep.")
