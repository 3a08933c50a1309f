"""Consent: it carries when nobody has a reasoned objection."""

from auzolan.governance.ballot import Ballots, Outcome, Outlook, Roll, Round, in_words, quorum, tallied
from auzolan.governance.terms import Terms

name = "consent"
title = "Consent"
summary = "Carries when enough have answered, somebody consents and nobody objects. An objection needs a reason."
OPTIONS = ("consent", "stand_aside", "object")
ABSTAINING = ("stand_aside",)
REASONED = ("object",)
CRITERIA = {
    "purpose": "it would lead us away from our purpose",
    "people": "it would harm somebody",
    "means": "we cannot carry it out with what we have",
    "charter": "it contradicts what we have agreed",
}
PARAMETERS = {
    "rounds": "how many proposals, each mending the one before, are tried before the fallback may decide",
    "fallback": "the procedure that may decide when consent was not found",
}


def count(ballots: Ballots, roll: Roll, terms: Terms) -> Outcome:
    """Look for objections. Standing aside is neither consent nor objection."""
    counts = tallied(OPTIONS, ballots, roll)
    enough = quorum(counts, roll, terms, ABSTAINING)
    consent, _, objections = (one.heads for one in counts)
    if enough.missing:
        why = f"the quorum was missed by {in_words(enough.missing)}"
    elif objections:
        why = f"{in_words(objections)} {'objection stands' if objections == 1 else 'objections stand'}"
    else:
        why = "nobody objected" if consent else "nobody consented"
    return Outcome(
        carried=enough.reached and objections == 0 and consent > 0, counts=counts, quorum=enough, why=why,
        rounds=(Round(title="answers", counts=counts),),
    )


def outlook(ballots: Ballots, roll: Roll, terms: Terms) -> Outlook:
    """How it stands. An objection can be met and taken back until the close, so it alone settles nothing."""
    outcome = count(ballots, roll, terms)
    consent, _, objections = (one.heads for one in outcome.counts)
    if objections:
        stand = "objection stands" if objections == 1 else "objections stand"
        says = f"{in_words(objections).capitalize()} {stand}: it carries only if the reason is met and taken back."
        return Outlook(settled=None, says=says)
    if all(member in ballots for member in roll):
        says = "Nobody objects: it carries." if outcome.carried else "It does not carry: nobody consents."
        return Outlook(settled=outcome.carried, says=says)
    if not consent:
        return Outlook(settled=None, says="It needs at least one consent, and no objection.")
    more = " and enough answer" if outcome.quorum.missing else ""
    return Outlook(settled=None, says=f"Nobody objects so far: it carries if that stays so{more}.")
