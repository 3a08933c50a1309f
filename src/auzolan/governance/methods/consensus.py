"""Consensus with blocks: it carries when enough agree and nobody blocks, or no more than the procedure bears."""

from auzolan.governance.ballot import Ballots, Outcome, Outlook, Roll, Round, in_words, quorum, tallied
from auzolan.governance.counting_parameters import whole
from auzolan.governance.terms import Terms

name = "consensus"
title = "Consensus with blocks"
summary = "Carries when enough have answered, most of them agree and nobody blocks. A block needs a reason."
OPTIONS = ("agree", "reservation", "stand_aside", "block")
ABSTAINING = ("stand_aside",)
REASONED = ("block",)
CRITERIA = {
    "purpose": "it goes against what we are here for",
    "values": "it breaks with what we hold to be right",
    "harm": "it would do lasting harm to us or to others",
}
PARAMETERS = {
    "blocks": "how many blocks stop it; 1 where nothing is said",
    "aside": "how many standing aside stop it as well, since a decision that few carry is none; 0: it never does",
}


def count(ballots: Ballots, roll: Roll, terms: Terms) -> Outcome:
    """Look for blocks. Who has a reservation agrees and wants it written down."""
    counts = tallied(OPTIONS, ballots, roll)
    enough = quorum(counts, roll, terms, ABSTAINING)
    agree, reserved, aside, blocks = (one.heads for one in counts)
    many = whole(terms.parameters, "aside", 0, 0, 10**6)
    if enough.missing:
        why = f"the quorum was missed by {in_words(enough.missing)}"
    elif blocks >= _stopping(terms):
        why = f"{in_words(blocks)} {'block stands' if blocks == 1 else 'blocks stand'}"
    elif many and aside >= many:
        why = f"{in_words(aside)} stand aside, and {in_words(many)} are enough to stop it"
    elif not agree + reserved:
        why = "nobody agreed"
    else:
        why = f"{in_words(blocks)} blocked, and it takes {in_words(_stopping(terms))}" if blocks else "nobody blocked"
    stopped = blocks >= _stopping(terms) or bool(many and aside >= many)
    return Outcome(
        carried=enough.reached and not stopped and agree + reserved > 0, counts=counts, quorum=enough, why=why,
        rounds=(Round(title="answers", counts=counts),),
    )


def _stopping(terms: Terms) -> int:
    return whole(terms.parameters, "blocks", 1, 1, 10**6)


def outlook(ballots: Ballots, roll: Roll, terms: Terms) -> Outlook:
    """How it stands. A block can be met and taken back until the close, so it alone settles nothing."""
    outcome = count(ballots, roll, terms)
    agree, reserved, _, blocks = (one.heads for one in outcome.counts)
    if blocks:
        stand = "block stands" if blocks == 1 else "blocks stand"
        meets = "It carries as it is" if outcome.carried else "It carries only if the reason is met and taken back"
        return Outlook(settled=None, says=f"{in_words(blocks).capitalize()} {stand}. {meets}.")
    if all(member in ballots for member in roll):
        says = "Nobody blocks: it carries." if outcome.carried else f"It does not carry: {outcome.why}."
        return Outlook(settled=outcome.carried, says=says)
    if not agree + reserved:
        return Outlook(settled=None, says="It needs at least one who agrees, and no block.")
    more = " and enough answer" if outcome.quorum.missing else ""
    return Outlook(settled=None, says=f"Nobody blocks so far: it carries if that stays so{more}.")
