"""The form of a proposal with particulars: from what was typed to the request, and from an earlier one back to it."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from auzolan.charter.article import Article
from auzolan.charter.fields import form_of
from auzolan.charter.kinds import Field
from auzolan.governance import effects, methods
from auzolan.governance.effects import Effect
from auzolan.governance.facts import Detail, ProposalOpened, ProposedOption
from auzolan.governance.proposing import OpenProposal
from auzolan.values.refusal import Refusal
from auzolan.web.asked import Asked

# These have pages of their own, where what they are about is seen first.
ELSEWHERE = ("adopt_articles", "approve_run", "correct_run", "override_veto")
SHORT_MAX = 40
FIELDS = ("effect", "title", "summary", "why", "procedure", "replaces", "options", "seats", "budget", "unit")
DETAIL, OPTION = "d-", "m-"  # before the name of a particular, and of a candidate


def offered() -> Mapping[str, Effect]:
    """What can be proposed by a form, by its name; words alone come first."""
    found = {name: one for name, one in effects.find().items() if name not in ELSEWHERE and _asks(one)}
    return dict(sorted(found.items(), key=lambda pair: (pair[0] != "text_only", pair[0])))


def _asks(effect: Effect) -> bool:
    return bool(effect.asks) or effect.name == "text_only"


def title_of(effect: str) -> str:
    """An effect as people call it: "Grant a mandate" is grant_mandate."""
    return effect.replace("_", " ").capitalize()


def procedures(asked: Asked, effect: Effect) -> list[Article]:
    """The procedures by which it can be decided: among several, or yes or no, as the effect needs it."""
    found = []
    for article in asked.org.charter.of_kind("procedure"):
        method = methods.find().get(str(article.fields.get("method")))
        several = method is not None and bool(method.shape)
        if effect.several is None or effect.several == several:
            found.append(article)
    return found


def fields(asked: Asked, effect: Effect) -> list[dict[str, Any]]:
    """Every particular with what there is to choose from: articles, members, or nothing but a line to write."""
    return [
        {"name": DETAIL + one.name, "means": f"{one.means[:1].upper()}{one.means[1:]}", "required": one.required,
         "type": "date" if one.type == "date" else "text",
         # Quotation marks belong to files, not to forms.
         "help": form_of(one).replace('"', "") if one.form or one.type == "amount" else "",
         "choices": _choices(asked, one)}
        for one in effect.asks
    ]


def _choices(asked: Asked, field: Field) -> list[tuple[str, str]]:
    charter = asked.org.charter
    if field.type == "article":
        return [(one.id, one.name) for id, one in sorted(charter.articles.items()) if id.partition(".")[0] in field.of]
    if field.choices:
        return [(one, one) for one in field.choices]
    if field.name == "member":
        return people(asked)
    if field.name == "receiver":
        agents = sorted((str(asked.called.agent(id)), id) for id in asked.org.states["members"].agents)
        return [*people(asked), *((id, name) for name, id in agents)]
    return []


def people(asked: Asked) -> list[tuple[str, str]]:
    """(number, name) of everybody who belongs today, by name."""
    here = asked.org.states["members"].members.items()
    return [(id, name) for name, id in sorted(
        (str(asked.called.member(id)), id) for id, one in here if one.belongs(asked.at[:10])
    )]


def request(typed: Mapping[str, Any]) -> OpenProposal:
    """What is asked for. Raises Refusal where an option cannot be read."""
    effect = effects.find().get(str(typed.get("effect", "")))
    if effect is None or effect.name not in offered():
        raise Refusal(
            what=gettext("The proposal was not opened"), where=str(typed.get("effect", ""))[:40],
            why=gettext("This cannot be proposed here."), next=gettext("Choose what a yes should do."),
        )
    given = {one.name: str(typed.get(DETAIL + one.name, "")).strip() for one in effect.asks}
    seats = str(typed.get("seats", "")).strip() or "0"
    if not (seats.isascii() and seats.isdecimal() and len(seats) < 5):
        raise Refusal(
            what=gettext("The proposal was not opened"), where=seats[:40], why=gettext("This is no whole number."),
            next=gettext("Say how many can be chosen at most."),
        )
    asks = options(str(typed.get("options", ""))) + tuple(
        ProposedOption(option=name.removeprefix(OPTION)) for name in sorted(typed) if name.startswith(OPTION)
    )
    return OpenProposal(
        title=str(typed.get("title", "")).strip(), summary=str(typed.get("summary", "")).strip(),
        text=str(typed.get("why", "")).replace("\r\n", "\n").strip(),
        effect=effect.name, procedure=str(typed.get("procedure", "")), replaces=str(typed.get("replaces", "")),
        asks=asks, seats=int(seats), budget=str(typed.get("budget", "")).strip(),
        unit=str(typed.get("unit", "")) if str(typed.get("budget", "")).strip() else "",
        details=tuple(Detail(name=name, value=value) for name, value in given.items() if value),
    )


def fields_of(typed: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the form, without what belongs to its sending."""
    return {
        name: str(value).replace("\r\n", "\n") for name, value in typed.items()
        if name in FIELDS or name.startswith((DETAIL, OPTION))
    }


def options(text: str) -> tuple[ProposedOption, ...]:
    """One option from each line, "Title | cost | words"; its short name is made from its title, and is its own."""
    found: list[ProposedOption] = []
    for line in text.splitlines():
        title, _, rest = (part.strip() for part in line.partition("|"))
        cost, _, words = (part.strip() for part in rest.partition("|"))
        if title:
            taken = {one.option for one in found}
            found.append(ProposedOption(option=short_name(title, taken), title=title, cost=cost, text=words))
    return tuple(found)


def short_name(title: str, taken: set[str]) -> str:
    """A short name of small letters and digits for a title, different from those that are taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SHORT_MAX] or "option"
    number, made = 2, name
    while made in taken:
        made = f"{name[: SHORT_MAX - 4]}-{number}"
        number += 1
    return made


def as_typed(proposal: ProposalOpened, members: Mapping[str, Any]) -> dict[str, str]:
    """An earlier proposal as it would be typed, to be changed and put again. What was about a person is chosen anew."""
    lines = [
        " | ".join(part for part in (one.title, one.cost, one.text) if part) for one in proposal.asks
        if one.option not in members
    ]
    return {
        "effect": proposal.effect, "procedure": proposal.procedure, "title": proposal.title,
        "summary": proposal.summary, "why": proposal.text, "seats": str(proposal.seats or ""),
        "budget": proposal.budget, "unit": proposal.unit,
        "options": "\n".join(lines), **{OPTION + one.option: "1" for one in proposal.asks if one.option in members},
        **{DETAIL + one.name: one.value for one in proposal.details},
    }
