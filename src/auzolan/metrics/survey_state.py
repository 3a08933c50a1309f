"""What is known of surveys: who answered in a period that is not counted yet, and which periods were counted."""

from typing import Any

import msgspec
from immutables import Map

from auzolan.charter.facts import ArticleAdopted, ArticleRetired
from auzolan.journal.entry import Entry
from auzolan.metrics.survey_facts import SurveyAnswered, SurveyCounted


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """One member's answers. seq: the entry; article: seq of the text answered to; vault: the commitment to them."""

    seq: int
    article: int
    vault: str


class Surveys(msgspec.Struct, frozen=True, kw_only=True):
    """given: (survey, period, member) -> the answers that will be counted; counted: (survey, period) -> the entry."""

    given: Map[tuple[str, str, str], Given] = Map()
    counted: Map[tuple[str, str], int] = Map()


def surveyed(known: Surveys, entry: Entry[Any]) -> Surveys:
    """What is known after one entry."""
    match entry.fact:
        case SurveyAnswered() as fact:
            given = Given(seq=entry.seq, article=fact.article, vault=fact.vault)
            return msgspec.structs.replace(known, given=known.given.set((fact.survey, fact.period, entry.by), given))
        case SurveyCounted() as fact:
            return Surveys(
                given=_without(known.given, fact.survey, fact.period),
                counted=known.counted.set((fact.survey, fact.period), entry.seq),
            )
        # What was answered to a text that is no more is asked anew, and not counted for another.
        case ArticleAdopted(article=id) | ArticleRetired(article=id):
            return msgspec.structs.replace(known, given=_without(known.given, id, "")) if known.given else known
    return known


def _without(given: Map[tuple[str, str, str], Given], survey: str, period: str) -> Map[tuple[str, str, str], Given]:
    for key in [key for key in given if key[0] == survey and period in ("", key[1])]:
        given = given.delete(key)
    return given
