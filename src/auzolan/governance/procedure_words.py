"""Says a procedure in plain words: "Two thirds of those voting must say yes, with half of all members taking part"."""

from fractions import Fraction

from auzolan.charter.say import say
from auzolan.values.quantity import print_fraction

_SHARES = {
    Fraction(1, 4): "a quarter", Fraction(1, 3): "a third", Fraction(1, 2): "half", Fraction(2, 3): "two thirds",
    Fraction(3, 4): "three quarters", Fraction(3, 5): "three fifths", Fraction(4, 5): "four fifths",
    Fraction(1, 5): "a fifth", Fraction(1, 10): "a tenth", Fraction(9, 10): "nine tenths",
}
_OF = {"cast": "those voting", "eligible": "all members", "present": "those present"}


def share_words(share: Fraction, of: str) -> str:
    """A share of people in words: half of all members, 55 % of those voting, all of those present."""
    if share == 1:
        return say("all {of}", of=of.removeprefix("all "))
    if share in _SHARES:
        return say("{share} of {of}", share=_SHARES[share], of=of)
    return say("{share} % of {of}", share=print_fraction(share * 100), of=of)


def days_words(days: int) -> str:
    """A number of days in words."""
    return "one day" if days == 1 else say("{days} days", days=days)


def spoken(
    *, method: str, body: str, quorum: Fraction | int | None, quorum_base: str, threshold: Fraction, strict: bool,
    threshold_base: str, talk: int, vote: int, cool: int, veto: str, fallback: str,
    amend: int = 0, hidden: bool = False, weight: str = "", override: str = "", way_out: str = "",
    way_out_after: int = 0, quorum_of: str = "heads", threshold_of: str = "weight",
) -> str:
    """The sentences that say a procedure, from its parts; names as people call them."""
    if method == "consent":
        said = say("Nobody in {body} may have a reasoned objection", body=body)
    elif method == "majority":
        yes = share_words(threshold, _OF[threshold_base])
        said = say("More than {yes} must say yes" if strict else "{yes} must say yes", yes=yes)
        said += ", counted by weight" if weight and threshold_of == "weight" else ", counted by heads" if weight else ""
    else:
        said = say("{body} decides by {method}", body=body, method=method.replace("_", " "))
    said += quorum_words(quorum, quorum_base) + (" by weight" if quorum and quorum_of == "weight" else "")
    said += say(", within {days}", days=days_words(vote))
    if talk:
        said += say(" after {days} of talking it over", days=days_words(talk))
    if amend:
        before = "and" if talk else "after"
        said += say(" {before} {days} in which its words can be changed", before=before, days=days_words(amend))
    later = say("it takes effect {days} later", days=days_words(cool)) if cool else "it takes effect at once"
    said += f"; {later}"
    said += say(", unless {veto} vetoes it with reasons.", veto=veto) if veto else "."
    said += say(" The veto can be put aside: {override}.", override=override) if veto and override else ""
    said += say(" If that comes to nothing: {fallback}.", fallback=fallback) if fallback else ""
    said += say(" Each ballot weighs {weight}.", weight=weight) if weight else ""
    said += " Nobody sees how it stands before the close." if hidden else ""
    said += _way_out_words(way_out, way_out_after)
    return said[0].upper() + said[1:]


def ballot_words(ballot: str) -> str:
    """How ballots are given, as it follows the rest; empty where they are open."""
    if ballot == "sealed":
        return " Ballots go into a sealed box that nobody can link to people."
    return " It is voted on elsewhere, with Belenios, and two people verify the result." if ballot == "external" else ""


def quorum_words(quorum: Fraction | int | None, base: str) -> str:
    """How many must take part, as it follows a comma; empty where nobody must."""
    if quorum is None or not quorum:
        return ""
    if isinstance(quorum, int):
        return say(", with at least {count} taking part", count=quorum)
    return say(", with {share} taking part", share=share_words(quorum, _OF[base]))


def _way_out_words(way_out: str, after: int) -> str:
    if not way_out:
        return ""
    times = "once" if after == 1 else "twice in a row" if after == 2 else say("{after} times in a row", after=after)
    return say(
        " When its quorum cannot be met any more, or was missed {times}: {way_out}.", times=times, way_out=way_out
    )
