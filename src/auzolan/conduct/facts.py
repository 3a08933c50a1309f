"""What can have happened when somebody broke what was agreed, and in a mediation; ids only, the words are sealed."""

from auzolan.journal.entry import Fact

NOTHING, IMPROVED, WARNED, SUSPENSION, PARTING = "nothing", "improved", "warned", "suspension", "parting"
OUTCOMES = (NOTHING, IMPROVED, WARNED, SUSPENSION, PARTING)
STANDS, CHANGED = "stands", "changed"


class NoticeGiven(Fact, frozen=True, kw_only=True, tag="conduct.notice_given.1"):
    """Somebody gave notice that a member broke what was agreed. hear_by: until when that member can say their side."""

    case: str
    about: str
    hear_by: str
    vault: str


class PersonHeard(Fact, frozen=True, kw_only=True, tag="conduct.person_heard.1"):
    """The person concerned said their side, or that they do not come."""

    case: str
    came: bool
    vault: str = ""


class ImprovementAgreed(Fact, frozen=True, kw_only=True, tag="conduct.improvement_agreed.1"):
    """There is time to improve, until a day, and a member who helps."""

    case: str
    until: str
    helper: str
    vault: str


class ConductDecided(Fact, frozen=True, kw_only=True, tag="conduct.conduct_decided.1"):
    """Those who decide said what follows. decided_by: who sat in the body then; appeal_by: the last day to appeal.

    outcome: nothing, improved, warned, or that a suspension or a parting is proposed: which takes its own vote.
    """

    case: str
    outcome: str
    appeal_by: str
    decided_by: tuple[str, ...]
    vault: str


class AppealRaised(Fact, frozen=True, kw_only=True, tag="conduct.appeal_raised.1"):
    """The person concerned appealed to others than those who decided. answer_by: until when they answer."""

    case: str
    answer_by: str
    vault: str


class AppealAnswered(Fact, frozen=True, kw_only=True, tag="conduct.appeal_answered.1"):
    """Others than those who decided answered the appeal. answer: stands, or changed, which sets the outcome aside."""

    case: str
    answer: str
    vault: str


class MediationAsked(Fact, frozen=True, kw_only=True, tag="conduct.mediation_asked.1"):
    """Somebody asked for a mediation with another, a member or somebody outside, and for who mediates."""

    case: str
    other: str
    mediator: str
    vault: str


class MediationAccepted(Fact, frozen=True, kw_only=True, tag="conduct.mediation_accepted.1"):
    """The other, or who mediates, accepted the mediation."""

    case: str


class MediationNoted(Fact, frozen=True, kw_only=True, tag="conduct.mediation_noted.1"):
    """One of the three wrote something down for the three."""

    case: str
    vault: str


class MediationEnded(Fact, frozen=True, kw_only=True, tag="conduct.mediation_ended.1"):
    """A mediation ended, agreed or not. What was said is nowhere in the journal."""

    case: str
    agreed: bool


CASES = (NoticeGiven, PersonHeard, ImprovementAgreed, ConductDecided, AppealRaised, AppealAnswered)
MEDIATIONS = (MediationAsked, MediationAccepted, MediationNoted, MediationEnded)
FACTS = (*CASES, *MEDIATIONS)
