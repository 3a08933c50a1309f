"""May this be said about a decision: who sees to it, and that it was done?"""

from typing import Any

from auzolan.charter.around import Around
from auzolan.governance.register_facts import CarriedOut, DelegateBound, OwnerNamed
from auzolan.governance.register_state import Register, Task
from auzolan.journal.entry import NODE, Entry
from auzolan.values.instant import is_day
from auzolan.values.refusal import Refusal

COMMITMENT_LENGTH = 64
ANSWER_MAX = 200


def register_fault(register: Register, decision: Any, entry: Entry[Any], around: Around) -> Refusal | None:
    """What speaks against an entry: None, or the refusal. decision: the one it is about, or None."""
    fact = entry.fact
    if isinstance(fact, DelegateBound):
        if entry.by == NODE and around.decided(fact, entry.because):
            return None
        return _no(fact.decision, "Only a carried decision binds a delegate.", "Propose it: effect bind_delegate.")
    if decision is None or decision.status != "carried":
        why = "There is no such decision." if decision is None else f"It is {decision.status}."
        return _no(fact.decision, why, "Only what was carried is carried out.")
    task = register.tasks.get(fact.decision, Task())
    if task.done:
        return _no(fact.decision, f"It was carried out on {task.done}.", "There is nothing to add.")
    if isinstance(fact, OwnerNamed):
        return _named(task, decision, fact, entry, around)
    return _done(task, fact, entry, around)


def _named(task: Task, decision: Any, fact: OwnerNamed, entry: Entry[Any], around: Around) -> Refusal | None:
    who = entry.for_ or entry.by
    known = around.states["members"].members.get(fact.member)
    if known is None or not known.belongs(entry.at[:10]):
        return _no(fact.member, "They are no member today.", "Name a member.")
    if (task.owner, task.due) == (fact.member, fact.due):
        return _no(fact.decision, "It stands so already.", "There is nothing to add.")
    if fact.due and not is_day(fact.due):
        return _no(fact.due, "This is no day.", "Write it like 2027-01-31.")
    # Whoever proposed it hands it on, whoever has it may pass it on, and anybody may take on what nobody has.
    if who in (decision.proposer, task.owner) or (not task.owner and who == fact.member):
        return None if entry.by == who else around.may("governance.owner_named", {})
    return around.may("governance.owner_named", {})


def _done(task: Task, fact: CarriedOut, entry: Entry[Any], around: Around) -> Refusal | None:
    if fact.vault and len(fact.vault) != COMMITMENT_LENGTH:
        return _no(fact.decision, "The commitment to the words is not one.", "Say it again.")
    if entry.by == task.owner and entry.for_ in (None, entry.by):
        return None
    if not task.owner:
        why = "Nobody has taken it on, so that nobody could be asked about it."
        return around.may("governance.carried_out", {}) and _no(fact.decision, why, "Name who sees to it first.")
    return around.may("governance.carried_out", {})



def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The register was not changed", where=where, why=why, next=next)
