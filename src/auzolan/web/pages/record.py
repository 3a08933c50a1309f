"""The treasurer's day: record a flow by a published posting, pay what is owed in whole or in part, correct an entry."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
from auzolan.flows.requests import CorrectEntry, PayClaim, RecordFlow
from auzolan.values.refusal import Refusal
from auzolan.views.record import Form, choices, form, open_claims
from auzolan.web.asked import Asked
from auzolan.web.page import Go, Page, Shown

PAYS = ("pays", "reduces")


def get(asked: Asked) -> Shown:
    """The list of postings, or the form of the chosen one."""
    charter = asked.org.charter
    chosen = form(charter, asked.chosen.get("posting", ""))
    people = asked.org.states["members"]
    may = asked.around.may("flows.postings_made", {}) is None
    # Who owes what is for those who are trusted to read it, and for whoever has to take the payment in.
    owed = chosen is not None and chosen.claim in PAYS and (may or asked.may_see("mandate", shows="claims"))
    ids = [*people.members, *people.agents] if chosen and chosen.other else []
    return Shown(
        view=chosen or choices(charter),
        template="pages/record.html",
        title=chosen.name if chosen else _("Record"),
        more={
            "form": chosen,
            "choices": choices(charter),
            "people": sorted(((asked.called.anyone(id), id) for id in ids), key=lambda one: one[0].casefold()),
            "claims": [
                {"one": one, "debtor": asked.called.anyone(one.debtor), "creditor": asked.called.anyone(one.creditor)}
                for one in open_claims(asked.org.states["flows"], charter)
            ] if owed else [],
            "parts": [
                (name, must, asked.typed.get(f"part {name}", "")) for name, must in (chosen.parts if chosen else ())
            ],
            "leaves": [
                (place, branch, asked.typed.get(f"leaf {place}", ""))
                for place, branch in (chosen.leaves if chosen else ())
            ],
            "today": asked.at[:10],
            "may": may,
        },
        crumbs=((asked.url("books"), _("Books")), ("", chosen.name if chosen else _("Record"))),
    )


def post(asked: Asked) -> Go:
    """Ask the office; what was typed stays when it refuses."""
    typed = asked.typed
    if typed.get("do") == "correct":
        answer = asked.do(_correction(typed))
        return Go(to=asked.url("entry", seq=answer.seqs[-1]), said=_("The entry was reversed; both stay readable."))
    asking = form(asked.org.charter, typed.get("posting", ""))
    if asking is None:
        raise Refusal(
            what=gettext("Nothing was recorded"), why=gettext("The charter has no such posting."),
            next=gettext("Choose one from the list."),
        )
    answer = asked.do(_request(asking, typed))
    return Go(to=asked.url("entry", seq=answer.seqs[-1]), said=_("It is in the books."))


def _correction(typed: Any) -> Request:
    entry = typed.get("entry", "")
    if not entry.isdecimal() or len(entry) > 12:
        raise Refusal(
            what=gettext("Nothing was corrected"), where=entry[:40], why=gettext("An entry is named by its number."),
            next=gettext("Write the number that stands on its page."),
        )
    return CorrectEntry(entry=int(entry), words=_words(typed))


def _words(typed: Any) -> dict[str, str]:
    return {name: typed[name].strip() for name in ("payee", "narration") if typed.get(name, "").strip()}


def _amount(typed: Any, field: str) -> str:
    said = typed.get(field, "").strip().replace(" ", "")
    return f"{said} {typed.get('unit', '')}".strip() if said else ""


def _request(asking: Form, typed: Any) -> Request:
    claim = typed.get("claim", "")
    if asking.claim == "pays" and claim:
        return PayClaim(
            claim=claim, posting=asking.id, amount=_amount(typed, "amount"), date=typed.get("date", ""),
            rate=typed.get("rate", "").strip(), rate_source=typed.get("rate_source", "").strip(),
            book_unit=typed.get("book_unit", ""), leaves=_leaves(asking, typed), words=_words(typed),
        )
    parts = {name: said for name, _must in asking.parts if (said := _amount(typed, f"part {name}"))}
    other = {asking.other: typed.get("other", "")} if asking.other and typed.get("other") else {}
    return RecordFlow(
        posting=asking.id, amount="" if asking.parts else _amount(typed, "amount"), parts=parts, claim=claim,
        date=typed.get("date", ""), due=typed.get("due", ""), rate=typed.get("rate", "").strip(),
        rate_source=typed.get("rate_source", "").strip(), book_unit=typed.get("book_unit", ""),
        leaves=_leaves(asking, typed), words=_words(typed), pending=typed.get("pending") == "yes",
        places={"year": typed["year"]} if asking.year and typed.get("year") else {}, **other,
    )


def _leaves(asking: Form, typed: Any) -> dict[str, str]:
    return {place: typed[f"leaf {place}"].strip() for place, _branch in asking.leaves if typed.get(f"leaf {place}")}


PAGE = Page(name="record", path="record", seen_by="members", get=get, post=post, under="books")
