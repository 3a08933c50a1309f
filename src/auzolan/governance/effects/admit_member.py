"""Admit a member: the members say yes to somebody, whose name and address stay in the vault."""

from collections.abc import Mapping, Sequence

from auzolan.charter.around import Around, Secret
from auzolan.charter.kinds import Field
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.journal.entry import Fact
from auzolan.members.decide import AdmitMember, admission
from auzolan.members.facts import MemberAdmitted, SigninBound
from auzolan.values.finding import Finding

name = "admit_member"
summary = "The person becomes a member on the day the decision takes effect; their address opens their door."
ASKS = (
    Field(name="name", type="text", required=True, means="who is to be admitted; it stays out of the journal"),
    Field(name="email", type="text", means="the address that opens their door; it stays out of the journal"),
    Field(name="class", type="article", of=("class",), required=True, means="as what they are admitted"),
)
FIELDS = (
    Field(name="member", type="text", required=True, means="the number they will have"),
    Field(name="class", type="article", of=("class",), required=True, means="as what they are admitted"),
    Field(name="vault", type="text", means="commitment to their name"),
    Field(name="signin", type="text", means="commitment to their address"),
)


def prepare(asked: Mapping[str, str], around: Around) -> tuple[Mapping[str, str], tuple[Secret, ...]]:
    """The person's words go to the vault under a key of their own; the proposal carries a number."""
    person = {key: word.strip() for key, word in asked.items() if key in ("name", "email")}
    admitted, *bound = admission(AdmitMember(class_=asked.get("class", ""), person=person), around, "applicant")
    fact = admitted.fact
    if not isinstance(fact, MemberAdmitted):
        raise TypeError("an admission begins with the member")
    said = {"member": fact.member, "class": fact.class_, "vault": fact.vault}
    for draft in bound:
        if isinstance(draft.fact, SigninBound):
            said["signin"] = draft.fact.commitment
    unknown = {key: word for key, word in asked.items() if key not in ("name", "email", "class")}
    kept = {key: value for key, value in {**said, **unknown}.items() if value}
    return kept, (*admitted.secrets, *(secret for draft in bound for secret in draft.secrets))


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """The class must take members, and the person must have a name."""
    given = details(proposal)
    findings = []
    if "vault" not in given:
        findings.append(Finding(
            where=proposal.title, field="name", what="The proposal does not say who it is", why="Nobody has no name.",
            next="Give their name; it stays out of the journal.",
        ))
    class_ = given.get("class", "")
    if class_ in around.charter and around.charter.value(class_).affected:
        findings.append(Finding(
            where=proposal.title, field="class", what="Nobody is admitted to this class",
            why="It is for people outside.", next="Name a class of members.", excerpt=class_,
        ))
    return findings


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """The admission, and the address that opens their door."""
    given = details(proposal)
    member, door = given["member"], given.get("signin", "")
    joined = MemberAdmitted(
        member=member, class_=given["class"], joined=around.at[:10], vault=given.get("vault", "")
    )
    return (joined, *((SigninBound(member=member, commitment=door),) if door else ()))
