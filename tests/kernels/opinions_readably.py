"""The opinion map in slow code that is easy to read: plain loops, the full table, the definitions and nothing else."""

import math

Place = tuple[float, float]


def filled(rows: list[list[int | None]], out: set[int]) -> tuple[list[list[float]], list[float]]:
    """The full table less the mean of each statement, a missing vote at the mean; and the means."""
    many = len(rows[0])
    means = []
    for one in range(many):
        given = [row[one] for row in rows if row[one] is not None]
        means.append(0.0 if one in out or not given else sum(given) / len(given))
    table = [
        [0.0 if one in out or row[one] is None else row[one] - means[one] for one in range(many)] for row in rows
    ]
    return table, means


def first_direction(table: list[list[float]], without: list[list[float]]) -> list[float]:
    """The direction of the largest spread that is at right angles to those before, by turning a vector into it."""
    many = len(table[0])
    vector = [math.sin(1 + one) for one in range(many)]
    for _ in range(4_000):
        for other in without:
            along = sum(a * b for a, b in zip(vector, other, strict=True))
            vector = [a - along * b for a, b in zip(vector, other, strict=True)]
        size = math.sqrt(sum(a * a for a in vector))
        vector = [a / size for a in vector]
        scores = [sum(a * b for a, b in zip(row, vector, strict=True)) for row in table]
        vector = [sum(row[one] * score for row, score in zip(table, scores, strict=True)) for one in range(many)]
    size = math.sqrt(sum(a * a for a in vector))
    vector = [a / size for a in vector]
    return vector if max(vector, key=abs) > 0 else [-a for a in vector]


def places(rows: list[list[int | None]], out: set[int]) -> tuple[list[list[float]], list[Place]]:
    """The two directions and where everybody stands."""
    table, _ = filled(rows, out)
    one = first_direction(table, [])
    two = first_direction(table, [one])
    found = []
    for row, centred in zip(rows, table, strict=True):
        voted = sum(1 for number, vote in enumerate(row) if vote is not None or number in out)
        wide = math.sqrt(len(row) / max(voted, 1))
        x, y = (wide * sum(a * b for a, b in zip(centred, axis, strict=True)) for axis in (one, two))
        found.append((x, y))
    return [one, two], found


def silhouette(points: list[Place], group: list[int]) -> float:
    """How much nearer everybody is to their own group than to the next."""
    scores = []
    for one, point in enumerate(points):
        far: dict[int, list[float]] = {}
        for other, there in enumerate(points):
            if other != one:
                far.setdefault(group[other], []).append(math.dist(point, there))
        if group[one] not in far:
            scores.append(0.0)
            continue
        own = sum(far[group[one]]) / len(far[group[one]])
        next_to = min(sum(all_) / len(all_) for number, all_ in far.items() if number != group[one])
        scores.append((next_to - own) / max(own, next_to))
    return sum(scores) / len(scores)


def cost(points: list[Place], group: list[int]) -> float:
    """The sum of squared distances to the middle of the group."""
    total = 0.0
    for number in set(group):
        mine = [point for point, one in zip(points, group, strict=True) if one == number]
        middle = (sum(x for x, _ in mine) / len(mine), sum(y for _, y in mine) / len(mine))
        total += sum(math.dist(point, middle) ** 2 for point in mine)
    return total


def best_split(points: list[Place], many: int) -> float:
    """The least cost of any way to make so many groups, by trying them all."""
    best = math.inf
    group = [0] * len(points)

    def put(place: int, used: int) -> None:
        nonlocal best
        if place == len(points):
            best = min(best, cost(points, group)) if used == many else best
            return
        for number in range(min(used + 1, many)):
            group[place] = number
            put(place + 1, max(used, number + 1))

    put(0, 0)
    return best


def alike(one: list[int], other: list[int]) -> float:
    """The adjusted Rand index, from its definition over all pairs of people."""
    pairs = [(a, b) for a in range(len(one)) for b in range(a)]
    both = sum(one[a] == one[b] and other[a] == other[b] for a, b in pairs)
    first = sum(one[a] == one[b] for a, b in pairs)
    second = sum(other[a] == other[b] for a, b in pairs)
    chance = first * second / len(pairs)
    return (both - chance) / ((first + second) / 2 - chance)
