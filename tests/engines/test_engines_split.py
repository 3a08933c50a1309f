"""A split worked out in DuckDB has the amounts, the digests and the refusals of the plain evaluator."""

import pytest
from engines_house import PEOPLE, equal, posting, surplus
from hypothesis import given, settings
from hypothesis import strategies as st

from auzolan.charter.preset import preset


def with_steps(steps: str, *, head: str = "") -> str:
    """The preset with other steps in its rule of the surplus."""
    before, _, rest = preset("mondragon").partition('[["rule.surplus".steps]]')
    after = rest.partition('["limit.pay_ratio"]')[2]
    assert after
    steps = steps.replace("[[steps", '[["rule.surplus".steps').replace("[[given", '[["rule.surplus".given')
    return f'{before}{head}\n{steps}\n["limit.pay_ratio"]{after}'


ALL = """
[[steps]]
take = "rest"
to = "{to}"
among = "{among}"
by = "{by}"
{more}
"""


def rest(by: str, among: str = "members", to: str = "Equity:Capital:{member}:{year}", more: str = "") -> str:
    return with_steps(ALL.format(by=by, among=among, to=to, more=more))


def test_the_preset_is_shared_the_same_by_both_engines() -> None:
    plain = equal(surplus(1_234_567, PEOPLE))
    assert [one.amount for one in plain.portions if one.member] != []
    assert sum(one.amount for one in plain.portions) == 1_234_567


def test_a_loss_is_shared_with_the_sign_turned() -> None:
    text = with_steps("""
[[steps]]
to = "Equity:Collective:Legal"
take = "45%"
of = "source"
[[steps]]
to = "Equity:Capital:{member}:{year}"
take = "rest"
among = "members where class = 'worker'"
by = "hours * index"
""").replace('when = "source > 0 EUR"', "")
    assert equal(surplus(-777_777, PEOPLE), text).amount == -777_777


@pytest.mark.parametrize("by", [
    "1", "hours", "hours / 3", "hours / sum(hours)", "round(hours / 7 h, 2)",
    "case when index > 1.5 then 2 else 1 end", "greatest(hours, 1000 h)", "floor(hours / 1 h) * index", "index * 10%",
    "coalesce(index, 1)", "count(contributions.entry)",
    "sum(contributions.amount)", "least(index, 1.2) * (1 + 1 / 3)", "abs(0 - index)", "max(hours) - hours",
    "case when class in ('worker') and joined <= 2026-01-01 then 1 else 0 end",
    "case when not (index between 1 and 1.5) then hours else 0.5 * hours end",
])
@pytest.mark.parametrize("number", [1, 2, 5])
def test_every_weight_gives_the_same_portions(by: str, number: int) -> None:
    text = rest(by).replace('does = "split"', 'does = "split"\nties = "rotate"') if number > 1 else rest(by)
    plain = equal(surplus(100_001, PEOPLE), text, number=number)
    assert len(plain.portions) == 4


@pytest.mark.parametrize(("by", "among", "says"), [
    ("hours", "members where class = 'nobody'", "Nobody among"),
    ("hours - 1000 h", "members where class = 'worker'", "below zero"),
    ("0 * hours", "members", "has any weight"),
    ("1 / (index - 1)", "members", "divides by zero"),
    ("index", "members where 1 / (index - 1) > 0", "divides by zero"),
    ("case when index > 1.2 then index end", "members", "not known"),
    ("1 + case when index > 1.2 then index end", "members", "not known"),
])
def test_what_stops_one_stops_the_other_with_the_same_sentence(by: str, among: str, says: str) -> None:
    assert says in equal(surplus(100_001, PEOPLE), rest(by, among))[2]


@pytest.mark.parametrize("excess", ["", 'excess = "others"', 'excess = "on"'])
@pytest.mark.parametrize("most", ["100 EUR", "5 EUR * index", "case when hours > 1000 h then 1 EUR else 900 EUR end",
                                  "1 EUR - 2 EUR * index", "1 EUR / 3 * index"])
def test_the_most_of_each_row_is_kept_and_what_is_over_goes_where_the_step_says(most: str, excess: str) -> None:
    more = f'each_up_to = "{most}"\n{excess}\nbeyond = "Equity:Collective:Legal"'
    assert equal(surplus(100_001, PEOPLE), rest("hours", more=more)).amount == 100_001


def test_steps_inside_a_step_among_rows_are_the_same() -> None:
    text = with_steps("""
[[steps]]
take = "rest"
among = "members where class = 'worker'"
by = "hours * index"
[[steps.steps]]
to = "Equity:Capital:{member}:{year}"
take = "33.3%"
of = "source"
[[steps.steps]]
to = "Liabilities:Pay:{member}"
take = "rest"
""")
    plain = equal(surplus(100_001, PEOPLE), text)
    assert {one.to.split(":")[0] for one in plain.portions} == {"Equity", "Liabilities"}


def test_one_account_for_several_rows_is_one_portion() -> None:
    assert len(equal(surplus(100_001, PEOPLE), rest("hours", to="Equity:Capital:{class}")).portions) == 2


def test_what_an_account_holds_is_a_weight_like_any_other() -> None:
    text = with_steps(ALL.format(by="capital", among="members where class = 'worker'", more="",
                                 to="Liabilities:Pay:{member}") + """
[[given]]
name = "capital"
account = "Equity:Capital:{member}:*"
unit = "EUR"
""")
    held = [posting(-5_000, "Equity:Capital:mane:2025"), posting(-2_500, "Equity:Capital:mdani:2024"),
            posting(-1, "Equity:Capital:mane:2024")]
    assert [one.amount for one in equal(surplus(10_000, PEOPLE, *held), text).portions] == [6_667, 3_333, 0]


def test_nothing_to_share_is_refused_in_the_same_words() -> None:
    assert "does not hold" in equal(surplus(-500, PEOPLE))[2]


people_ = st.lists(
    st.tuples(st.from_regex(r"m[a-z0-9]{1,3}", fullmatch=True), st.sampled_from(("worker", "affected")),
              st.integers(1, 10**6), st.integers(1, 900)),
    max_size=8, unique_by=lambda one: one[0],
)


@settings(max_examples=150, deadline=None)
@given(people_, st.integers(1, 10**12), st.sampled_from(("hours * index", "index / 3", "1", "hours / sum(hours)")),
       st.booleans(), st.integers(1, 9), st.sampled_from(("", "99.99 EUR * index", "1000000 EUR")),
       st.sampled_from(("others", "on")))
def test_members_hours_and_amounts_made_up_come_out_the_same(
    people: list[tuple[str, str, int, int]], amount: int, by: str, rotate: bool, number: int, most: str, excess: str
) -> None:
    more = f'each_up_to = "{most}"\nexcess = "{excess}"\nbeyond = "Equity:Collective:Legal"' if most else ""
    text = rest(by, "members where class = 'worker'", more=more)
    if rotate:
        text = text.replace('does = "split"', 'does = "split"\nties = "rotate"')
    equal(surplus(amount, people), text, number=number)


def test_the_first_step_that_pays_an_account_says_whose_it_is() -> None:
    text = with_steps("""
[[steps]]
take = "50%"
of = "source"
to = "Equity:Capital:{member}:{year}"
among = "members where class = 'worker'"
by = "hours"
[[steps]]
take = "rest"
to = "Equity:Capital:mane:2026"
""")
    (mine,) = (one for one in equal(surplus(100_000, PEOPLE), text).portions if one.to == "Equity:Capital:mane:2026")
    assert mine.member == "mane"


def test_of_several_faults_the_first_row_s_is_told() -> None:
    by = "sum(1 / (index - 1) + case when index < 1.5 then hours / 1 h end)"
    first = [("mane", "worker", 100, 133), ("mdani", "worker", 100, 100)]
    assert "divides by zero" in equal(surplus(100, first), rest(by))[2]
    unknown = "sum(case when index > 1.2 then 1 / (index - 1) else 1 + case when index > 9 then 1 end end)"
    assert "not known" in equal(surplus(100, [("ma", "worker", 1, 110), ("mb", "worker", 1, 100)]), rest(unknown))[2]
    both_ = "sum(1 / (index - 1) + case when index < 1.2 then 1 + case when index > 9 then 1 end else 0 end)"
    assert "not known" in equal(surplus(100, [("ma", "worker", 1, 110), ("mb", "worker", 1, 100)]), rest(both_))[2]
    assert "by zero" in equal(surplus(100, [("ma", "worker", 1, 100), ("mb", "worker", 1, 110)]), rest(both_))[2]
