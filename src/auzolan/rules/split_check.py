"""What can be wrong with the steps of a split, all of it at once, and the steps in plain words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault, sound_fields
from auzolan.charter.kinds import Field
from auzolan.charter.say import say as worded
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.scope import PlainColumn, Scope
from auzolan.rules.account_findings import EVERYWHERE, account_findings, columns_of
from auzolan.rules.formula_findings import formula_findings, over_findings
from auzolan.rules.given import Given, scope_with, sound_given, widened
from auzolan.rules.steps import DEPTH_MAX, REST, SOURCE, Step, is_plain, over
from auzolan.values.finding import Finding
from auzolan.values.quantity import parse_amount, parse_share


def split_findings(
    article: Article, sound: Mapping[str, Any], charter: Charter, step: tuple[Field, ...]
) -> list[Finding]:
    """Every fault in a split. step: the fields that a step may have."""
    unit, findings = _source(article, sound, charter)
    given, wrong = sound_given(article, sound, charter)
    findings += wrong
    here = _Place(fields=step, unit=unit, known=given)
    if "when" in sound:
        findings += _amount_formula(article, "when", sound["when"], charter, here, truth=True)
    if "steps" in sound:
        findings += _listed(article, sound["steps"], "steps", charter, here)
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
        return code, account_findings(article, "pays_from", sound["pays_from"], charter, EVERYWHERE)
    money = [unit.code for unit in charter.units.values() if unit.dimension == "money"]
    findings = account_findings(article, "source", source, charter, EVERYWHERE) if source else []
    return (money[0] if len(money) == 1 else _unit_said(article)), findings


def _unit_said(article: Article) -> str:
    words = str(article.fields.get("when", "")).replace(")", " ").split()
    return next((word for word in reversed(words) if word.isupper() and word.isalpha()), "")


def _amount_formula(
    article: Article, field: str, text: str, charter: Charter, here: "_Place", *, truth: bool
) -> list[Finding]:
    """What is wrong with a formula over `source` and `rest`; its unit is skipped where it cannot be told."""
    if not here.unit:
        try:
            parse(text)
        except FormulaRefused as refused:
            return [fault(article, field, "The formula was not accepted", refused.why, refused.next, text)]
        return []
    columns = {one: PlainColumn(name=one, unit=here.unit) for one in (SOURCE, REST)}
    scope = widened(Scope(columns=columns, units=frozenset(charter.units)), here.known, "")
    return formula_findings(article, field, text, scope, "truth" if truth else here.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a list of steps stands. fields: of a step; given: what an account's places can be filled with there;
    known: what the article lets its formulas know beyond the tables."""

    fields: tuple[Field, ...]
    unit: str
    known: tuple[Given, ...] = ()
    depth: int = 1
    given: frozenset[str] = EVERYWHERE


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
    yield from _take(article, sound, at, charter, here)
    given = here.given | columns_of(sound.get("among", ""))
    if "to" in sound and "steps" in sound:
        why = "What a step takes goes to one account, or on to steps of its own."
        yield fault(article, f"{at}.to", "It cannot go to both", why, "Leave out to, or the steps.", sound["to"])
    elif "to" in sound:
        yield from account_findings(article, f"{at}.to", sound["to"], charter, given)
    elif "steps" not in sound:
        why = "What a step takes goes to an account, or on to steps of its own."
        yield fault(article, f"{at}.to", "Nobody receives it", why, "Write the account.")
    yield from _among(article, sound, at, charter, here)
    yield from _each(article, sound, at, charter, here)
    if "steps" in sound:
        inner = replace(here, depth=here.depth + 1, given=given)
        yield from _listed(article, sound["steps"], f"{at}.steps", charter, inner)


def _take(
    article: Article, sound: Mapping[str, Any], at: str, charter: Charter, here: _Place
) -> Iterator[Finding]:
    take = sound.get("take", REST)
    percent = _reads_as_share(take)
    if percent and "of" not in sound:
        why = "A percentage is of the whole source, or of what the steps before it left."
        yield fault(article, f"{at}.of", "It must be said of what", why, 'Write of = "source" or of = "rest".', take)
    if percent and not _is_share(take):
        yield fault(article, f"{at}.take", "This is no share", "A share lies between 0 and all.", 'Write "45%".', take)
    if not percent and take != REST:
        yield from _amount_formula(article, f"{at}.take", take, charter, here, truth=False)
    if "up_to" in sound:
        yield from _amount_formula(article, f"{at}.up_to", sound["up_to"], charter, here, truth=False)
        if take == REST:
            why, after = "What is left has to go somewhere, all of it.", "Cap a step before it."
            yield fault(article, f"{at}.up_to", "The rest cannot be capped", why, after, sound["up_to"])
    if "round" in sound and not percent:
        why = "Only a percentage can be a least part."
        yield fault(article, f"{at}.round", "There is nothing to round up", why, "Leave it out.", sound["round"])


def _among(
    article: Article, sound: Mapping[str, Any], at: str, charter: Charter, here: _Place
) -> Iterator[Finding]:
    if "by" in sound and "among" not in sound:
        why = "A weight needs rows to weigh."
        yield fault(article, f"{at}.by", "Among whom is not said", why, 'Write among = "members".', sound["by"])
    if "among" not in sound:
        return
    def scope(name: str) -> Scope:
        return scope_with(name, charter, here.known)

    table, findings = over_findings(article, f"{at}.among", sound["among"], charter, scope)
    yield from findings
    if table and "by" in sound:
        yield from formula_findings(article, f"{at}.by", sound["by"], scope(table))
    if table and "each_up_to" in sound:
        yield from formula_findings(article, f"{at}.each_up_to", sound["each_up_to"], scope(table), here.unit or None)


def _each(
    article: Article, sound: Mapping[str, Any], at: str, charter: Charter, here: _Place
) -> Iterator[Finding]:
    """What each row takes at most needs rows, a word about what is over, and a place for what nobody can take."""
    if "beyond" in sound:
        yield from account_findings(article, f"{at}.beyond", sound["beyond"], charter, EVERYWHERE)
    if "each_up_to" not in sound:
        for field in ("excess", "beyond"):
            if field in sound:
                why = "Something is over only where each row takes at most so much."
                after = "Write each_up_to, or leave it out."
                yield fault(article, f"{at}.{field}", "Nothing can be over", why, after, sound[field])
        return
    if "among" not in sound:
        why = "What each row takes at most needs rows."
        yield fault(article, f"{at}.each_up_to", "Among whom is not said", why, 'Write among = "members".')
    if "excess" not in sound:
        why = "What is over is spread over the other rows, or it goes on: to `beyond`, or to the next step."
        yield fault(article, f"{at}.excess", "Where the rest goes is not said", why, 'Write excess = "others" or "on".')
    if "beyond" not in sound and sound.get("take") == REST:
        why = "Every row can be at its most, and after this step there is none."
        yield fault(article, f"{at}.beyond", "The rest has nowhere to go", why, 'Write beyond = "Equity:Carried".')


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
    plain = all(one.get("of") == SOURCE and not {"up_to", "round", "each_up_to"} & set(one) for one in listed)
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
        if step.each is not None:
            goes += worded(", each at most {most}", most=say(step.each))
            goes += worded("; what is over is spread over the others") if step.others else ""
            goes += worded("; what nobody can take goes to {account}", account=step.beyond) if step.beyond else ""
    else:
        said, goes = worded("{take} goes", take=take), f" to {step.to}" if step.to else " on"
    inner = f" Of that: {split_words(step.steps)}" if step.steps else ""
    return f"{said}{goes}.{inner}"
