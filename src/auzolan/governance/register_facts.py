"""What can have happened to a decision afterwards: somebody took it on, it was carried out, a delegate is bound."""

from auzolan.journal.entry import Fact


class OwnerNamed(Fact, frozen=True, kw_only=True, tag="governance.owner_named.1"):
    """Somebody sees to it that a decision is carried out. due: the day by which, or empty."""

    decision: str
    member: str
    due: str = ""


class CarriedOut(Fact, frozen=True, kw_only=True, tag="governance.carried_out.1"):
    """What was decided was done. vault: commitment to a word about it, or empty."""

    decision: str
    vault: str = ""


class DelegateBound(Fact, frozen=True, kw_only=True, tag="governance.delegate_bound.1"):
    """Members bound their delegate: what they answer elsewhere is what was decided here.

    mandate: the seat or mandate by which they are sent; answer: the answer they are bound to, in a few words; the
    question is the title of the decision.
    """

    decision: str
    mandate: str
    member: str
    answer: str


REGISTER_FACTS = (OwnerNamed, CarriedOut, DelegateBound)
