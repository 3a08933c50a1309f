"""The words of a proposal as they stand: those it was opened with, or those it was amended to before the ballot."""

from msgspec.structs import replace

from auzolan.charter.around import Around
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.procedure_facts import ProposalAmended
from auzolan.governance.state import Decision


def first_words(decision: Decision, around: Around) -> ProposalOpened:
    """The entry that opened it. Raises TypeError where it is none."""
    fact = around.fact(decision.opened)
    if not isinstance(fact, ProposalOpened):
        raise TypeError(f"entry {decision.opened} opened no proposal")
    return fact


def amended(proposal: ProposalOpened, fact: ProposalAmended) -> ProposalOpened:
    """A proposal with other words; everything that was fixed at its opening stays."""
    return replace(
        proposal, title=fact.title, text=fact.text, summary=fact.summary, articles=fact.articles, retires=fact.retires,
    )


def proposal_of(decision: Decision, around: Around) -> ProposalOpened:
    """The proposal as it stands."""
    proposal = first_words(decision, around)
    return _version(proposal, decision.versions[-1], around) if decision.versions else proposal


def versions(decision: Decision, around: Around) -> tuple[tuple[int, ProposalOpened], ...]:
    """Every version with its entry, the first one first."""
    first = first_words(decision, around)
    return ((decision.opened, first), *((seq, _version(first, seq, around)) for seq in decision.versions))


def _version(proposal: ProposalOpened, seq: int, around: Around) -> ProposalOpened:
    fact = around.fact(seq)
    if not isinstance(fact, ProposalAmended):
        raise TypeError(f"entry {seq} amended no proposal")
    return amended(proposal, fact)
