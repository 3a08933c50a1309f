"""The opinion map says what slow and readable code says, and the same whoever voted first."""

import random

import numpy as np
import opinions_readably as readable
import pytest

from auzolan.kernels import opinion_axes, opinion_groups
from auzolan.kernels.opinion_axes import axes
from auzolan.kernels.opinion_groups import adjusted_rand, grouped, silhouette
from auzolan.kernels.opinion_map import OpinionMap, opinion_map
from auzolan.kernels.opinion_votes import Votes, gather
from auzolan.values.refusal import Refusal

Row = tuple[str, str, int]


def talk(people: int, statements: int, seed: int, cast: float = 0.7) -> list[Row]:
    """Votes of two camps that are of one mind on every third statement."""
    luck = random.Random(seed)
    rows = []
    for person in range(people):
        camp = 1 if person % 5 < 3 else -1
        for statement in range(statements):
            if luck.random() < cast:
                sure = 1 if statement % 3 == 0 else camp * (1 if statement % 2 else -1)
                rows.append((str(person), str(statement), sure if luck.random() < 0.8 else luck.choice((-1, 0, 1))))
    return rows


def full(rows: list[Row], people: int, statements: int) -> list[list[int | None]]:
    table: list[list[int | None]] = [[None] * statements for _ in range(people)]
    for person, statement, vote in rows:
        table[int(person)][int(statement)] = vote
    return table


def same(one: OpinionMap, other: OpinionMap) -> bool:
    arrays = all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ("x", "y", "group", "direction"))
    told = ("groups", "uniting", "dividing", "silhouette", "stability")
    return arrays and all(getattr(one, name) == getattr(other, name) for name in told)


@pytest.mark.parametrize("out", [set(), {2, 5}])
def test_directions_and_places_are_those_of_the_full_table(out: set[int]) -> None:
    rows = talk(20, 9, 1)
    directions, places = readable.places(full(rows, 20, 9), out)
    found = axes(gather(rows, left_out={str(one) for one in out}))
    assert np.allclose(found.direction, directions, atol=1e-9)
    assert np.allclose(found.place, places, atol=1e-9)


def test_many_statements_in_steps_give_what_few_give_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = gather(talk(300, 150, 2, cast=0.3))
    at_once = axes(votes)
    monkeypatch.setattr(opinion_axes, "FEW_STATEMENTS", 0)
    in_steps = axes(votes)
    assert np.allclose(at_once.direction, in_steps.direction, atol=1e-9)
    assert np.allclose(at_once.spread, in_steps.spread, rtol=1e-12)


def test_two_camps_that_never_met_are_found_in_steps_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinion_axes, "FEW_STATEMENTS", 0)
    rows = [(f"{half}{one}", f"{half}{what}", 1 if one % 2 else -1)
            for half in "ab" for one in range(8) for what in range(4)]
    found = axes(gather(rows))
    assert found.spread == pytest.approx([32.0, 32.0])


def test_no_way_of_grouping_is_nearer_than_the_one_found() -> None:
    for seed in range(5):
        luck = random.Random(seed)
        points = [(luck.gauss(0, 1), luck.gauss(0, 1)) for _ in range(9)]
        for many in (2, 3):
            spots = np.array(points)
            _, group = opinion_groups._nearest_middles(spots, np.ones(9), many)
            assert readable.cost(points, group.tolist()) == pytest.approx(readable.best_split(points, many))


def test_the_silhouette_and_the_rand_index_are_those_of_their_definitions() -> None:
    luck = random.Random(4)
    points = [(luck.gauss(0, 1), luck.gauss(0, 1)) for _ in range(25)]
    one, other = ([luck.randrange(3) for _ in points] for _ in range(2))
    spots = np.array(points)
    apart = np.sqrt(((spots[:, None] - spots[None]) ** 2).sum(axis=2))
    assert silhouette(apart, np.ones(25), np.array(one)) == pytest.approx(readable.silhouette(points, one))
    assert adjusted_rand(np.array(one), np.array(other)) == pytest.approx(readable.alike(one, other))
    assert adjusted_rand(np.array(one), np.array(one)) == 1.0


def test_people_at_one_place_count_as_many_as_they_are() -> None:
    luck = random.Random(5)
    points = [(luck.gauss(0, 1), luck.gauss(0, 1)) for _ in range(8)]
    weights = [1, 3, 1, 2, 1, 1, 4, 1]
    spots, group = np.array(points), np.array([0, 1, 0, 1, 1, 0, 1, 0])
    apart = np.sqrt(((spots[:, None] - spots[None]) ** 2).sum(axis=2))
    repeated = [point for point, times in zip(points, weights, strict=True) for _ in range(times)]
    names = [int(name) for name, times in zip(group, weights, strict=True) for _ in range(times)]
    said = silhouette(apart, np.array(weights, dtype=float), group)
    assert said == pytest.approx(readable.silhouette(repeated, names))


def test_the_same_votes_give_the_same_map_in_any_order() -> None:
    rows = talk(60, 12, 6)
    first = opinion_map(gather(rows))
    assert same(first, opinion_map(gather(rows)))
    for seed in range(3):
        mixed = random.Random(seed).sample(rows, len(rows))
        assert same(first, opinion_map(gather(mixed)))


def test_two_camps_are_two_groups_and_they_are_stable() -> None:
    found = opinion_map(gather(talk(60, 12, 7, cast=1.0)))
    camps = np.array([0 if int(name) % 5 < 3 else 1 for name in found.votes.participants])
    assert [group.size for group in found.groups] == [36, 24]
    assert adjusted_rand(found.group - 1, camps) == 1.0
    assert found.stability is not None
    assert found.stability.alike > 0.95
    assert found.stability.groups == ((2, 10),)


def test_what_nobody_holds_together_is_told_as_unstable() -> None:
    luck = random.Random(8)
    rows = [(str(one), str(what), luck.choice((-1, 0, 1))) for one in range(80) for what in range(30)]
    found = opinion_map(gather(rows))
    assert found.stability is not None
    assert found.stability.alike < 0.6


def test_what_all_groups_hold_unites_and_what_they_hold_against_each_other_divides() -> None:
    found = opinion_map(gather(talk(60, 12, 9)))
    assert {found.votes.statements[one.statement] for one in found.uniting} == {"0", "3", "6", "9"}
    assert all(one.agree for one in found.uniting)
    apart = {found.votes.statements[one.statement] for one in found.dividing}
    assert apart == {"1", "2", "4", "5", "7", "8", "10", "11"}
    assert {one.agrees for one in found.dividing if int(found.votes.statements[one.statement]) % 2} == {0}


def test_a_statement_that_was_taken_out_moves_nobody_and_is_told_nowhere() -> None:
    rows = talk(40, 10, 10)
    turned = [(person, what, -vote if what == "3" else vote) for person, what, vote in rows]
    one, other = (opinion_map(gather(these, left_out={"3"})) for these in (rows, turned))
    assert same(one, other)
    told = {each.statement for group in one.groups for each in group.speaking}
    assert 3 not in told | {each.statement for each in one.uniting} | {each.statement for each in one.dividing}


def test_who_voted_on_little_is_placed_and_in_no_group() -> None:
    found = opinion_map(gather([*talk(30, 12, 11), ("999", "1", 1)]))
    assert found.group[found.votes.participants.index("999")] == 0
    assert abs(found.x[-1]) > 0


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        ([], []), ([("a", "1", 1)], [1]), ([("a", "1", 1), ("b", "1", -1)], [1, 1]),
        ([(str(one), "1", 1) for one in range(9)], [9]),
        ([(str(one), str(what), 0) for one in range(4) for what in range(3)], [4]),
    ],
)
def test_too_few_people_or_all_of_one_mind_are_told_without_a_guess(rows: list[Row], groups: list[int]) -> None:
    found = opinion_map(gather(rows))
    assert [group.size for group in found.groups] == groups
    assert np.isfinite(found.x).all()


def test_a_vote_twice_or_of_another_kind_is_refused() -> None:
    with pytest.raises(Refusal, match="twice"):
        gather([("a", "1", 1), ("a", "1", 1)])
    with pytest.raises(Refusal, match="neither"):
        gather([("a", "1", 2)])


def test_ids_stand_by_size_and_then_by_letters() -> None:
    votes: Votes = gather([(name, "1", 1) for name in ("10", "b", "9", "a", "2")])
    assert votes.participants == ("2", "9", "10", "a", "b")


def test_more_people_than_places_are_grouped_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    luck = np.random.default_rng(1)
    middles = np.array([(0, 0), (6, 1), (2, 7)])
    place = middles[luck.choice(3, 900, p=(0.5, 0.3, 0.2))] + luck.normal(0, 1, (900, 2))
    taken_together = grouped(place)
    monkeypatch.setattr(opinion_groups, "PLACES_MAX", 1_000)
    one_by_one = grouped(place)
    assert adjusted_rand(taken_together.group, one_by_one.group) == 1.0
    assert len(np.unique(one_by_one.group)) == 3
