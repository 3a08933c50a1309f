"""Where talking and contesting go wrong, as figures: each exact, with what it is made from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from auzolan.policy.safe_cells import MEMBERS_LEAST
from auzolan.views.pitfalls import TOP, Indicator

WORDS, STALL, CONTESTS, IN_TIME, SILENCE = "words", "stall", "contests", "in_time", "silence"
HUNDRED = 100
ROUNDS = 3  # from so many new wordings on, seeking consent stalls even where it is found in the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One contest as the figures need it. opened, due: days; answered: the day of the answer, or empty."""

    opened: str
    due: str
    answered: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One decision that sought consent and is closed. carried: whether it came to a yes; rounds: how often its words
    were changed on the way."""

    carried: bool
    rounds: int = 0


def talk_indicators(
    *, said: Sequence[str], sought: Sequence[Sought], objections: Sequence[Objection], runs: int, members: int,
    today: str, since: str, year_ago: str,
) -> tuple[Indicator, ...]:
    """All figures. said: who made each statement and comment and proposed each thing in a year; sought: the closed
    decisions of a year by consent or consensus; objections: every contest; runs: how many were published since
    `since`, the first day of the last thirteen weeks; members: of today; year_ago: a day."""
    lately = [one for one in objections if one.opened >= year_ago]
    owed = [one for one in lately if one.answered or one.due < today]
    in_time = sum(bool(one.answered) and one.answered <= one.due for one in owed)
    quarter = sum(since <= one.opened <= today for one in objections)
    stalled = sum(not one.carried or one.rounds >= ROUNDS for one in sought)
    return (
        _loudest(said),
        Indicator(name=STALL, value=Fraction(stalled, len(sought)) if sought else None, of=len(sought)),
        Indicator(
            name=CONTESTS, value=Fraction(len(lately) * HUNDRED, members) if members else None, of=len(lately)
        ),
        Indicator(name=IN_TIME, value=Fraction(in_time, len(owed)) if owed else None, of=len(owed)),
        # Nothing to object to is no silence: without a run there is no figure.
        Indicator(name=SILENCE, value=Fraction(quarter) if runs else None, of=runs),
    )


def _loudest(said: Sequence[str]) -> Indicator:
    """The share of the three who said most; nothing where fewer than five said anything, for it would tell of them."""
    voices = Counter(said)
    if len(voices) < MEMBERS_LEAST:
        return Indicator(name=WORDS, value=None, of=len(said))
    most = sum(many for _, many in voices.most_common(TOP))
    return Indicator(name=WORDS, value=Fraction(most, len(said)), of=len(said))
