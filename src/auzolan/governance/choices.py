"""Is there something to choose from? The options of a proposal, their costs and their number, judged at the opening."""

import re

from auzolan.charter.around import Around
from auzolan.governance.facts import ProposalOpened, ProposedOption
from auzolan.governance.methods import Method
from auzolan.governance.several import LOT, OPTIONS_MAX
from auzolan.governance.terms import Terms
from auzolan.values.quantity import canonical_amount, print_amount
from auzolan.values.refusal import Refusal

WHAT = "The proposal was not opened"
OPTION_TITLE_MAX = 200
LOT_LENGTH = 64
SHORT_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")


def no(where: str, why: str, next: str) -> Refusal:
    """A refusal to open."""
    return Refusal(what=WHAT, where=where, why=why, next=next)


def options_fault(fact: ProposalOpened, method: Method, asked: Terms, around: Around) -> Refusal | None:
    """What speaks against the options: None, or the refusal."""
    if not method.shape:
        if fact.asks or fact.seats or fact.budget or fact.lot:
            return no("options", f"{method.title} asks for yes or no; it chooses nothing else.", "Leave options out.")
        if (fact.method, fact.options) != (method.name, method.options):
            said = ", ".join(method.options)
            return no("options", f"{method.title} asks for {said}.", "Leave the options as they are.")
        return None
    ids = tuple(one.option for one in fact.asks)
    if (fact.method, fact.options) != (method.name, ids):
        return no("options", "The options are not those of its list.", "Propose it again.")
    return _listed(fact, around) or _number(fact, method, asked) or _money(fact, method, around)


def _listed(fact: ProposalOpened, around: Around) -> Refusal | None:
    members = around.states["members"].members
    seen: set[str] = set()
    for one in fact.asks:
        if not SHORT_NAME.fullmatch(one.option):
            why = f"{one.option[:40]!r} is no short name: small letters, digits, - and _, at most 40."
            return no("options", why, "Give each option a short name of its own.")
        if one.option in seen:
            return no(one.option, "Two options have the same name.", "Give each option a name of its own.")
        seen.add(one.option)
        if one.option in members:
            if one.title:
                return no(one.option, "Names of members stay out of the journal.", "Leave the candidate's title out.")
        elif refused := _titled(one):
            return refused
    return None


def _titled(one: ProposedOption) -> Refusal | None:
    if not one.title.strip() or len(one.title) > OPTION_TITLE_MAX or "\n" in one.title:
        why = f"A title is one line of at most {OPTION_TITLE_MAX} letters, and this is no member's number."
        return no(one.option, why, "Say in a few words what it is.")
    return None


def _number(fact: ProposalOpened, method: Method, asked: Terms) -> Refusal | None:
    count = len(fact.asks)
    if not method.least <= count <= OPTIONS_MAX:
        why = (
            f"There are {count} options; there is something to choose from {method.least} on, and {OPTIONS_MAX} is "
            "the most."
        )
        return no("options", why, "Name the options, each with a short name and a title.")
    if not 0 <= fact.seats <= count:
        return no("seats", f"{fact.seats} of {count} cannot be chosen.", f"Name a number from 1 to {count}.")
    if (asked.tie == LOT) != (len(fact.lot) == LOT_LENGTH):
        return no("lot", "The order of equal options is not committed to as the procedure asks.", "Propose it again.")
    return None


def _money(fact: ProposalOpened, method: Method, around: Around) -> Refusal | None:
    if not method.prices:
        if fact.budget or fact.unit or any(one.cost for one in fact.asks):
            return no("budget", f"{method.title} knows no costs.", "Leave costs and budget out, or use equal_shares.")
        return None
    unit = around.charter.units.get(fact.unit)
    if unit is None:
        known = ", ".join(around.charter.units)
        return no("unit", f"{fact.unit[:20]!r} is no unit of the charter.", f"Name one of: {known}.")
    for where, amount in (("budget", fact.budget), *((one.option, one.cost) for one in fact.asks)):
        try:
            if canonical_amount(amount, unit.places) <= 0:
                return no(where, "It must be more than nothing.", "Write what it costs.")
        except ValueError:
            why = f"{amount[:40]!r} is no amount with {unit.places} decimals."
            return no(where, why, f"Write it like {'100.' + '0' * unit.places if unit.places else '100'}.")
    costs = sum(canonical_amount(one.cost, unit.places) for one in fact.asks)
    if method.few and costs != canonical_amount(fact.budget, unit.places):
        why = f"Together {print_amount(costs, unit.places)} is needed, and the budget says {fact.budget}."
        return no("budget", why, "Write what is needed in all.")
    return None
