"""What can be wrong with the steps of a split, all of it at once, and the steps in plain words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from auzolan.charter.account_name import template_faults
from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault, sound_fields
from auzolan.charter.kinds import Field
from auzolan.charter.say import say as worded
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.scope import PlainColumn, Scope
from auzolan.rules.formula_findings import OPEN_TABLES, formula_findings, over_findings, scope_of
from auzolan.rules.steps import DEPTH_MAX, REST, SOURCE, Step, is_plain, over
from auzolan.values.finding import Finding
from auzolan.values.quantity import parse_amount, parse_share


def split_findings(
    article: Article, sound: Mapping[str, Any], charter: Charter, step: tuple[Field, ...]
) -> list[Finding]:
    """Every fault in a split. step: the fields that a step may have."""
    unit, findings = _source(article, sound, charter)
    if "when" in sound:
        findings += _amount_formula(article, "when", sound["when"], charter, unit, truth=True)
    if "steps" in sound:
        findings += _listed(article, sound["steps"], "steps", charter, _Place(fields=step, unit=unit))
    return findings


def _source(article: Article, sound: Mapping[str, Any], charter: Charter) -> tuple[str, list[Finding]]:
    """The unit that is shared, as far as it can be told from the text, and what is wrong with the source."""
    source = sound.get("source", "")
    figure, _, code = source.partition(" ")
    if code and ":" not in source:
        if code not in charter.units:
            why = f"The charter has no unit {code}."
            return "", [fault(article, "source", "This unit is not known", why, f'Write ["unit.{code}"].', source)]
        try:
            parse_amount(figure, charter.units[code].places)
        except ValueError as why_not:
            why, after = f"{why_not}.", 'Write an amount such as "500.00 EUR".'
            return code, [fault(article, "source", "This is no amount", why, after, source)]
        if "pays_from" not in sound:
            why = "A fixed amount must come from somewhere."
            after = 'Write pays_from = "Assets:Bank" or another account.'
            return code, [fault(article, "pays_from", "The account that pays is missing", why, after, figure)]
        return code, _account(article, "pays_from", sound["pays_from"], charter, _EVERYWHERE)
    money = [unit.code for unit in charter.units.values() if unit.dimension == "money"]
    findings = _account(article, "source", source, charter, _EVERYWHERE) if source else []
    return (money[0] if len(money) == 1 else _unit_said(article)), findings


def _unit_said(article: Article) -> str:
    words = str(article.fields.get("when", "")).replace(")", " ").split()
    return next((word for word in reversed(words) if word.isupper() and word.isalpha()), "")


def _amount_formula(
    article: Article, field: str, text: str, charter: Charter, unit: str, *, truth: bool
) -> list[Finding]:
    """What is wrong with a formula over `source` and `rest`; its unit is skipped where it cannot be told."""
    if not unit:
        try:
            parse(text)
        except FormulaRefused as refused:
            return [fault(article, field, "The formula was not accepted", refused.why, refused.next, text)]
        return []
    columns = {one: PlainColumn(name=one, unit=unit) for one in (SOURCE, REST)}
    scope = Scope(columns=columns, units=frozenset(charter.units))
    return formula_findings(article, field, text, scope, "truth" if truth else unit)


_EVERYWHERE = frozenset(("year",))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a list of steps stands. fields: of a step; given: what an account's places can be filled with there."""

    fields: tuple[Field, ...]
    unit: str
    depth: int = 1
    given: frozenset[str] = _EVERYWHERE


def _account(article: Article, field: str, template: str, charter: Charter, given: frozenset[str]) -> list[Finding]:
    """What is wrong with an account that a run must be able to fill in."""
    if findings := template_faults(article, field, template, charter):
        return findings
    strange = [place for place in re.findall(r"\{([^{}]*)\}", template) if place not in given]
    if not strange:
        return []
    why = f"Nothing says here what {{{strange[0]}}} stands for."
    after = f"Share it `among` rows that have a column {strange[0]}, or write the account out."
    return [fault(article, field, "This place cannot be filled", why, after, template)]


def _listed(
    article: Article, listed: Sequence[Mapping[str, Any]], at: str, charter: Charter, here: _Place
) -> list[Finding]:
    if not listed or here.depth > DEPTH_MAX:
        what, after = ("There is no step", "Write one.") if not listed else ("Steps lie too deep", "Flatten them.")
        return [fault(article, at, what, f"A split has steps, at most {DEPTH_MAX} deep.", after)]
    findings: list[Finding] = []
    for number, said in enumerate(listed, 1):
        place = f"{at}[{number}]"
        sound = sound_fields(article, said, here.fields, charter, findings, at=f"{place}.")
        findings += _step(article, sound, place, charter, here)
    return findings + _comes_out(article, listed, at)


def _step(article: Article, sound: Mapping[str, Any], at: str, charter: Charter, here: _Place) -> Iterator[Finding]:
    yield from _take(article, sound, at, charter, here.unit)
    given = here.given | _columns(sound.get("among", ""))
    if "to" in sound and "steps" in sound:
        why = "What a step takes goes to one account, or on to steps of its own."
        yield fault(article, f"{at}.to", "It cannot go to both", why, "Leave out to, or the steps.", sound["to"])
    elif "to" in sound:
        yield from _account(article, f"{at}.to", sound["to"], charter, given)
    elif "steps" not in sound:
        why = "What a step takes goes to an account, or on to steps of its own."
        yield fault(article, f"{at}.to", "Nobody receives it", why, "Write the account.")
    yield from _among(article, sound, at, charter)
    if "steps" in sound:
        inner = replace(here, depth=here.depth + 1, given=given)
        yield from _listed(article, sound["steps"], f"{at}.steps", charter, inner)


def _columns(among: str) -> frozenset[str]:
    table = OPEN_TABLES.get(among.strip().partition(" ")[0])
    return frozenset(table.names) if table else frozenset()


def _take(article: Article, sound: Mapping[str, Any], at: str, charter: Charter, unit: str) -> Iterator[Finding]:
    take = sound.get("take", REST)
    percent = _reads_as_share(take)
    if percent and "of" not in sound:
        why = "A percentage is of the whole source, or of what the steps before it left."
        yield fault(article, f"{at}.of", "It must be said of what", why, 'Write of = "source" or of = "rest".', take)
    if percent and not _is_share(take):
        yield fault(article, f"{at}.take", "This is no share", "A share lies between 0 and all.", 'Write "45%".', take)
    if not percent and take != REST:
        yield from _amount_formula(article, f"{at}.take", take, charter, unit, truth=False)
    if "up_to" in sound:
        yield from _amount_formula(article, f"{at}.up_to", sound["up_to"], charter, unit, truth=False)
        if take == REST:
            why, after = "What is left has to go somewhere, all of it.", "Cap a step before it."
            yield fault(article, f"{at}.up_to", "The rest cannot be capped", why, after, sound["up_to"])
    if "round" in sound and not percent:
        why = "Only a percentage can be a least part."
        yield fault(article, f"{at}.round", "There is nothing to round up", why, "Leave it out.", sound["round"])


def _among(article: Article, sound: Mapping[str, Any], at: str, charter: Charter) -> Iterator[Finding]:
    if "by" in sound and "among" not in sound:
        why = "A weight needs rows to weigh."
        yield fault(article, f"{at}.by", "Among whom is not said", why, 'Write among = "members".', sound["by"])
    if "among" not in sound:
        return
    table, findings = over_findings(article, f"{at}.among", sound["among"], charter)
    yield from findings
    if table and "by" in sound:
        yield from formula_findings(article, f"{at}.by", sound["by"], scope_of(table, charter))


def _reads_as_share(take: str) -> bool:
    """Whether it is written as a share, such as 45% or 2/3; "source * 10%" is a formula."""
    return re.fullmatch(r"\s*-?[0-9.]+\s*(?:%|/\s*[0-9]+)\s*", take) is not None


def _is_share(take: str) -> bool:
    try:
        return 0 <= parse_share(take) <= 1
    except ValueError:
        return False


def _comes_out(article: Article, listed: Sequence[Mapping[str, Any]], at: str) -> list[Finding]:
    takes = [str(one.get("take", "")) for one in listed]
    if REST in takes[:-1]:
        why = "After a step that takes the rest nothing is left."
        return [fault(article, at, "The rest is taken too early", why, "Put that step last.")]
    if REST in takes:
        return []
    shares = [parse_share(take) for take in takes if _is_share(take)]
    plain = all(one.get("of") == SOURCE and "up_to" not in one and "round" not in one for one in listed)
    whole = plain and len(shares) == len(takes)
    if whole and sum(shares, Fraction(0)) == 1:
        return []
    # What is rounded up or capped does not come out even where the percentages do.
    why = "A split gives every unit away; these steps would leave something, or give more than there is."
    return [fault(article, at, "The steps do not come out", why, 'Let the last step take "rest".', ", ".join(takes))]


def split_words(listed: Sequence[Step]) -> str:
    """The steps in plain words, one after the other."""
    return " ".join(_sentence(step, place == 0) for place, step in enumerate(listed))


def _sentence(step: Step, first: bool) -> str:
    take = {True: "What is left", False: step.said}[step.takes_rest]
    if step.share is not None:
        take = f"{step.said} of {'the whole' if step.of == SOURCE else 'what is left'}"
    if step.up_to is not None:
        take += f", at most {say(step.up_to)},"
    if step.among is not None:
        weight = "equally" if step.by is None or is_plain(step.by) else f"by {say(step.by)}"
        rows = over(step.among.said)
        chosen = f" where {say(rows.where)}" if rows.where is not None else ""
        said = worded("{take} is shared among {table}{chosen} {weight}", take=take, table=rows.table, chosen=chosen,
                      weight=weight)
        goes = f", to {step.to}" if step.to else ""
    else:
        said, goes = worded("{take} goes", take=take), f" to {step.to}" if step.to else " on"
    inner = f" Of that: {split_words(step.steps)}" if step.steps else ""
    return f"{said}{goes}.{inner}"
