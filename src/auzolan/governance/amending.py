"""Changing the words of a proposal before the ballot: by who proposed it, in the days that the procedure gives."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request
from auzolan.governance.closing import proposal_of, terms
from auzolan.governance.opening import words_fault
from auzolan.governance.procedure_facts import ProposalAmended
from auzolan.governance.state import OPEN, Decision, State
from auzolan.governance.times import days_after
from auzolan.governance.wording import amended
from auzolan.governance.written import articles_of
from auzolan.journal.entry import Entry
from auzolan.values.refusal import Refusal

AMENDMENT = "The proposal was not changed"


class AmendProposal(Request, frozen=True, kw_only=True, tag="governance.amend_proposal"):
    """Change the words of one's proposal before anybody can answer.

    title, text, summary, articles, retires: all of it as it shall be; suggested_by: the member whose amendment is
    taken up.
    """

    decision: str
    title: str
    text: str
    articles: tuple[str, ...] = ()
    retires: tuple[str, ...] = ()
    suggested_by: str = ""
    summary: str = ""


def amend_proposal(state: State, request: AmendProposal, around: Around) -> Sequence[Draft]:
    """The new version; whether it may be is judged."""
    return [Draft(fact=ProposalAmended(
        decision=request.decision, title=request.title.strip(), text=request.text, summary=request.summary.strip(),
        articles=articles_of(request.articles), retires=request.retires, suggested_by=request.suggested_by,
    ))]


def window(decision: Decision, state: State, around: Around) -> tuple[str, str]:
    """From when until just before when its words can be changed; twice the same where they cannot."""
    asked = terms(state, decision, around)
    if not asked.amendment_days:
        return decision.opens_at, decision.opens_at
    return days_after(decision.opens_at, -asked.amendment_days), decision.opens_at


def amendment_fault(state: State, fact: ProposalAmended, entry: Entry[Any], around: Around) -> Refusal | None:
    """What speaks against a new version: None, or the refusal."""
    decision = state.decisions.get(fact.decision)
    if decision is None:
        return _no(fact.decision, "There is no such decision.", "Look at the list of decisions for its id.")
    if decision.status != OPEN or not decision.whole:
        return _no(fact.decision, f"The decision is {decision.status}.", "Propose a correction that names it.")
    if refused := _by_whom(decision, fact, entry, around):
        return refused
    begins, ends = window(decision, state, around)
    if begins == ends:
        why = "Its procedure gives no days in which words are changed."
        return _no(fact.decision, why, "Take it back before anybody answers, and propose it anew.")
    if not begins <= entry.at < ends or decision.ballots:
        why = f"Its words can be changed from {begins} until just before {ends}."
        after = "Talk about it until then." if entry.at < begins else "What is voted on stays as it is."
        return _no(fact.decision, why, after)
    before = proposal_of(decision, around)
    after_it = amended(before, fact)
    if after_it == before:
        return _no(fact.decision, "Nothing would be different.", "Change what should be.")
    return words_fault(state, after_it, around)


def _by_whom(decision: Decision, fact: ProposalAmended, entry: Entry[Any], around: Around) -> Refusal | None:
    if not around.in_person(entry):
        return _no(fact.decision, "From the terminal nobody speaks in a member's name.", "Sign in to do it.")
    if entry.for_ or entry.by != decision.proposer:
        return _no(fact.decision, "Only who proposed it changes its words.", "Suggest it to them.")
    if fact.suggested_by and (fact.suggested_by == entry.by or fact.suggested_by not in decision.roll):
        return _no(fact.decision, f"{fact.suggested_by} is nobody else on its roll.", "Name who suggested it.")
    return None


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what=AMENDMENT, where=where, why=why, next=next)
