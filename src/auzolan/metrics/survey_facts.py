"""What can have happened to a survey: somebody answered it, and the answers of a period were counted."""

import msgspec

from auzolan.journal.entry import Fact, Whole

ALL = "all"


class SurveyAnswered(Fact, frozen=True, kw_only=True, tag="metrics.survey_answered.1"):
    """A member answered a survey. What they answered is in the vault under their own key, never in the journal.

    article: seq of the survey's text; period: as people write it.
    """

    survey: str
    article: Whole
    period: str
    vault: str


class AnswerCell(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How many people gave one answer."""

    answer: Whole
    people: Whole


class Counted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one question came to. who: all, or a class; people: how many answered it; total: the sum of their answers,
    -1 where it is not shown or the answers are choices; cells: the answers that enough people gave."""

    question: str
    who: str
    people: Whole
    total: Whole = -1
    cells: tuple[AnswerCell, ...] = ()


class SurveyCounted(Fact, frozen=True, kw_only=True, tag="metrics.survey_counted.1"):
    """The answers of a period were counted by the node after its last day; only what hides everybody is written.

    asked: how many were asked; answered: how many of their answers could be read; results: empty when too few did.
    """

    survey: str
    article: Whole
    period: str
    asked: Whole
    answered: Whole
    results: tuple[Counted, ...] = ()


FACTS = (SurveyAnswered, SurveyCounted)
