"""Bind a delegate: what they answer elsewhere is what the members decided here."""

from collections.abc import Sequence

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.register_facts import DelegateBound
from auzolan.governance.register_judging import ANSWER_MAX
from auzolan.journal.entry import Fact
from auzolan.members.body import holding
from auzolan.values.finding import Finding
from auzolan.values.refusal import Refusal

name = "bind_delegate"
summary = "Our delegate answers the question elsewhere as we decided; it stands in the register."
FIELDS = (
    Field(name="mandate", type="article", of=("mandate", "body"), required=True,
          means="the seat or mandate by which they are sent"),
    Field(name="member", type="text", required=True, means="who is sent"),
    Field(name="answer", type="text", required=True, means="what they are to answer, in a few words"),
)


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """They hold that mandate today, and the answer is one line."""
    given = details(proposal)
    mandate, member, answer = given.get("mandate", ""), given.get("member", ""), given.get("answer", "")
    if mandate and member and not _sent(mandate, member, around):
        return [_finding(proposal, "member", "They are not sent by it", "They do not hold it today.", member)]
    if len(answer) > ANSWER_MAX or "\n" in answer or (answer and not answer.strip()):
        why = f"It is one line of at most {ANSWER_MAX} letters; more is said in the text."
        return [_finding(proposal, "answer", "This is no answer to give", why, answer)]
    return []


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """The instruction. Raises Refusal when they are not sent by that mandate any more."""
    given = details(proposal)
    if not _sent(given["mandate"], given["member"], around):
        raise Refusal(
            what="The delegate was not bound", where=given["mandate"], why="They do not hold it any more.",
            next="Decide again about whoever is sent now.",
        )
    return (DelegateBound(
        decision=proposal.decision, mandate=given["mandate"], member=given["member"], answer=given["answer"],
    ),)


def _sent(mandate: str, member: str, around: Around) -> bool:
    grants = holding(around.states["members"], mandate, around.at[:10])
    return any(grant.member == member for grant in grants)


def _finding(proposal: ProposalOpened, field: str, what: str, why: str, excerpt: str) -> Finding:
    return Finding(
        where=proposal.title, field=field, what=what, why=why, next="Look at who holds it.", excerpt=excerpt[:80],
    )
