"""Groups of people who stand near each other on the opinion map, and how many groups there are.

k-means for 2, 3, 4 and 5 groups, each begun twenty times from fixed numbers and kept where people are nearest to the
middle of their group; then the number of groups whose silhouette is highest. Few people have few groups: two, and one
more for every twelve. Where more than 400 places are held, nearby people are first taken together into a hundred, the
groups are found among those, and every person is then put right one by one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree  # type: ignore[import-untyped]

from auzolan.kernels.opinion_luck import SEED, numbers

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

GROUPS_MIN, GROUPS_MAX, PEOPLE_A_GROUP = 2, 5, 12
STARTS = 20
ROUNDS = 100
PLACES_MAX = 400
BASES, BASE_ROUNDS = 100, 10
SAME = 1e-9  # nearer than this, relative, two figures are one and the earlier is taken
DECIMALS = 9  # places that agree so far are one place


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouped:
    """group: the group of each person, from 0, the largest first; silhouette: by number of groups, from -1 to 1."""

    group: Whole
    silhouette: dict[int, float]


def grouped(place: Floats) -> Grouped:
    """People by their places (people x 2) in groups; one group where all stand together."""
    spots, spot, weight = _spots(place)
    if len(spots) < GROUPS_MIN + 1:
        return Grouped(group=_by_size(spot), silhouette={})
    apart = np.sqrt(_squares(spots, spots))
    most = min(GROUPS_MAX, GROUPS_MIN + len(place) // PEOPLE_A_GROUP, len(spots) - 1)
    best, chosen, figures = -2.0, np.zeros((1, 2)), {}
    for many in range(GROUPS_MIN, most + 1):
        centres, group = _nearest_middles(spots, weight, many)
        if len(np.unique(group)) < many:
            continue
        figures[many] = silhouette(apart, weight, group)
        if figures[many] > best + SAME:
            best, chosen = figures[many], centres
    group = _settled(place, chosen)
    return Grouped(group=_by_size(group), silhouette=figures)


def silhouette(apart: Floats, weight: Floats, group: Whole) -> float:
    """How much nearer people stand to their own group than to the next one, on average, from -1 to 1."""
    many = int(group.max()) + 1
    members = np.zeros((len(group), many))
    members[np.arange(len(group)), group] = weight
    sums, size = apart @ members, members.sum(axis=0)
    rows = np.arange(len(group))
    own = sums[rows, group] / np.maximum(size[group] - 1, 1)
    others = sums / size
    others[rows, group] = np.inf
    nearest = others.min(axis=1)
    larger = np.maximum(own, nearest)
    score = np.where((size[group] > 1) & (larger > 0), (nearest - own) / np.where(larger > 0, larger, 1), 0.0)
    return float((score * weight).sum() / weight.sum())


def adjusted_rand(one: Whole, other: Whole) -> float:
    """How alike two groupings of the same people are: 1 the same, about 0 as by chance."""
    pairs = np.zeros((int(one.max(initial=0)) + 1, int(other.max(initial=0)) + 1))
    np.add.at(pairs, (one, other), 1)
    both = _two_of(pairs).sum()
    first, second = _two_of(pairs.sum(axis=1)).sum(), _two_of(pairs.sum(axis=0)).sum()
    chance = first * second / max(_two_of(np.array([float(len(one))])).sum(), 1.0)
    most = (first + second) / 2
    return 1.0 if most == chance else float((both - chance) / (most - chance))


def _two_of(many: Floats) -> Floats:
    return many * (many - 1) / 2


def _spots(place: Floats) -> tuple[Floats, Whole, Floats]:
    """The places that are held, which one each person holds, and how many hold it; a hundred where there are many."""
    spots, spot = np.unique(np.round(place, DECIMALS) + 0.0, axis=0, return_inverse=True)
    spot = spot.reshape(-1).astype(np.int64)
    if len(spots) > PLACES_MAX:
        spots, spot = _bases(place)
    return spots, spot, np.bincount(spot, minlength=len(spots)).astype(np.float64)


def _bases(place: Floats) -> tuple[Floats, Whole]:
    """A hundred middles of people near each other, begun from people all along the first direction."""
    order = np.lexsort((np.arange(len(place)), place[:, 1], place[:, 0]))
    middles = place[order[np.linspace(0, len(place) - 1, BASES).astype(np.int64)]]
    near = np.zeros(len(place), dtype=np.int64)
    for turn in range(BASE_ROUNDS):
        now = cKDTree(middles).query(place)[1].astype(np.int64)
        if turn and bool((now == near).all()):
            break
        near = now
        middles = _middles(place, near, middles)
    used, near = np.unique(near, return_inverse=True)
    return middles[used], near.reshape(-1).astype(np.int64)


def _middles(place: Floats, near: Whole, before: Floats) -> Floats:
    """The mean place of each group; where nobody is, the place from before."""
    many = np.bincount(near, minlength=len(before))
    sums = np.stack([np.bincount(near, weights=place[:, axis], minlength=len(before)) for axis in (0, 1)], axis=1)
    return np.where(many[:, None] > 0, sums / np.maximum(many, 1)[:, None], before)


def _squares(one: Floats, other: Floats) -> Floats:
    """The squared distance of each to each; the last two dimensions are places and their two numbers."""
    across = one[..., :, None, 0] - other[..., None, :, 0]
    along = one[..., :, None, 1] - other[..., None, :, 1]
    return np.asarray(across * across + along * along)


def _begun(spots: Floats, weight: Floats, many: int) -> Floats:
    """STARTS times so many first middles: each next one is drawn by how far it is from those before."""
    luck = numbers(STARTS * many, SEED + many).reshape(STARTS, many)
    far = np.broadcast_to(weight, (STARTS, len(spots))).copy()
    centres = np.empty((STARTS, many, 2))
    for turn in range(many):
        sums = np.cumsum(far, axis=1)
        drawn = (sums <= (luck[:, turn] * sums[:, -1])[:, None]).sum(axis=1)
        centres[:, turn] = spots[np.minimum(drawn, len(spots) - 1)]
        near = _squares(spots[None], centres[:, turn : turn + 1])[..., 0] * weight
        far = near if turn == 0 else np.minimum(far, near)
    return centres


def _nearest_middles(spots: Floats, weight: Floats, many: int) -> tuple[Floats, Whole]:
    """The best of all starts: its middles, and whose group each spot is in."""
    centres = _begun(spots, weight, many)
    weighed = spots * weight[:, None]
    near = np.zeros((STARTS, len(spots)), dtype=np.int64)
    for turn in range(ROUNDS):
        now = _squares(spots[None], centres).argmin(axis=2)
        if turn and bool((now == near).all()):
            break
        near = now
        flat = (near + np.arange(STARTS)[:, None] * many).ravel()
        size = np.bincount(flat, weights=np.tile(weight, STARTS), minlength=STARTS * many)
        sums = [
            np.bincount(flat, weights=np.tile(weighed[:, axis], STARTS), minlength=STARTS * many) for axis in (0, 1)
        ]
        means = np.stack(sums, axis=1) / np.where(size > 0, size, 1)[:, None]
        centres = np.where((size > 0)[:, None], means, centres.reshape(-1, 2)).reshape(STARTS, many, 2)
    cost = (_squares(spots[None], centres).min(axis=2) * weight).sum(axis=1)
    best = int(np.flatnonzero(cost <= cost.min() * (1 + SAME))[0])
    return centres[best], near[best]


def _settled(place: Floats, centres: Floats) -> Whole:
    """Every person with the nearest middle, until nobody changes."""
    group = np.zeros(len(place), dtype=np.int64)
    for turn in range(ROUNDS):
        now = _squares(place, centres).argmin(axis=1)
        if turn and bool((now == group).all()):
            break
        group = now
        centres = _middles(place, group, centres)
    return group


def _by_size(group: Whole) -> Whole:
    """The same groups numbered from 0: the largest first, of equals the one whose first member stands first."""
    names, first, which, size = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -size))
    number = np.empty(len(names), dtype=np.int64)
    number[order] = np.arange(len(names))
    return number[which.reshape(-1)]
