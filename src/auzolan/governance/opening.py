"""Opening a decision: who may propose, by which procedure, to which roll, for how long, and whether it is sound."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.article import Article
from auzolan.charter.state import newest
from auzolan.governance import effects, methods
from auzolan.governance.budget_ballot import budget_ballot_fault, budget_of
from auzolan.governance.choices import WHAT, no, options_fault
from auzolan.governance.closing import proposal_of
from auzolan.governance.effects.end_mandate import recall_share
from auzolan.governance.election_ballot import ballot_fault, election_of
from auzolan.governance.facts import INLINE_VOTERS_MAX, VOTERS_PER_ENTRY, ProposalOpened, RollFrozen, Voter
from auzolan.governance.particulars import details_fault
from auzolan.governance.sealed_facts import ELIGIBLE_LEAST
from auzolan.governance.state import NOT_CARRIED, Decision, State
from auzolan.governance.terms import EXTERNAL_BALLOT, SEALED_BALLOT, Terms, terms_of
from auzolan.governance.times import days_after
from auzolan.governance.way_out import way_out_of
from auzolan.governance.weighing import weights_fault
from auzolan.journal.entry import NODE, TERMINAL, Entry, encode
from auzolan.members.body import roll
from auzolan.rules.meanwhile import overtaken
from auzolan.values.finding import Finding
from auzolan.values.kept import Kept
from auzolan.values.refusal import Refusal

TITLE_LENGTH_MAX = 200
SUMMARY_LENGTH_MAX = 300
BYTES_MAX = 50_000  # what a roll and the other fields leave of an entry
_VOTERS: Kept[tuple[Voter, ...]] = Kept()


class ProposalUnsound(Refusal):
    """A proposal that could not have its effect. findings: every fault, each with its place and its mend."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        first = findings[0]
        more = f" And {len(findings) - 1} more." if len(findings) > 1 else ""
        super().__init__(
            what=WHAT, where=f"{first.where} {first.field}".strip(), why=f"{first.what}: {first.why}{more}",
            next=first.next,
        )
        self.findings = tuple(findings)


def procedure_article(id: str, around: Around) -> Article | Refusal:
    """The procedure's article in force, or the refusal that names those there are."""
    article = around.charter.get(id)
    if article is not None and article.kind == "procedure":
        return article
    known = ", ".join(one.id for one in around.charter.of_kind("procedure")) or "none yet"
    return no(id, "The charter has no procedure of that name.", f"Name one of: {known}.")


def voters(terms: Terms, around: Around) -> tuple[Voter, ...]:
    """The roll of the procedure's body at this moment, or of its chambers, one vote each.

    Whoever sits in two chambers is on the roll of the one that is named first.
    """
    state, charter = around.states["members"], around.charter
    if not terms.chambers:
        people = roll(state, charter, terms.body, around.at)
        return _VOTERS.get(people, (), lambda: tuple(Voter(member=member) for member in people))
    bodies = tuple((chamber.body, roll(state, charter, chamber.body, around.at)) for chamber in terms.chambers)
    return _VOTERS.get(None, bodies, lambda: _seated_once(bodies))


def _seated_once(bodies: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Voter, ...]:
    placed: dict[str, str] = {}
    for body, people in bodies:
        for member in people:
            placed.setdefault(member, body)
    return tuple(Voter(member=member, chamber=placed[member]) for member in sorted(placed))


def needed_support(fact: ProposalOpened, asked: Terms, around: Around) -> int:
    """How many others must support a proposal before it is put to the body.

    The candidates of an election had their supporters when they were named; a recall needs the share that the article
    of the body says, where it says one.
    """
    if election_of(fact) or budget_of(fact):
        return 0
    share = recall_share(fact, around)
    return asked.support if share is None else max(asked.support, ceil(share * len(voters(asked, around))))


def rolls(decision: str, everybody: Sequence[Voter]) -> list[RollFrozen]:
    """The entries that a roll needs which is too large to stand in the opening itself."""
    if len(everybody) <= INLINE_VOTERS_MAX:
        return []
    return [
        RollFrozen(decision=decision, voters=tuple(everybody[first : first + VOTERS_PER_ENTRY]))
        for first in range(0, len(everybody), VOTERS_PER_ENTRY)
    ]


def unsound(state: State, fact: ProposalOpened, entry: Entry[Any], around: Around) -> Refusal | None:
    """What speaks against this opening: None, or the refusal. The same when it is asked and when it is read."""
    if not fact.decision or fact.decision in state.decisions:
        return no(fact.decision, "A decision of that id was opened before.", "Propose it once more.")
    article = procedure_article(fact.procedure, around)
    if isinstance(article, Refusal):
        return article
    asked = terms_of(article)
    return (
        _bounded(fact)
        or _opened_by(state, fact, asked, entry, around)
        or _as_the_procedure_says(fact, asked, around)
        or _effect(state, fact, around)
    )


def _bounded(fact: ProposalOpened) -> Refusal | None:
    if not fact.title.strip() or len(fact.title) > TITLE_LENGTH_MAX or "\n" in fact.title:
        why = f"A title is one line of at most {TITLE_LENGTH_MAX} letters."
        return no("title", why, "Say in a few words what is asked.")
    if len(fact.summary) > SUMMARY_LENGTH_MAX or "\n" in fact.summary:
        why = f"A summary is one sentence of at most {SUMMARY_LENGTH_MAX} letters."
        return no("summary", why, "Say in one plain sentence what would be different, or leave it out.")
    size = len(encode([fact.title, fact.text, fact.summary, fact.articles, fact.retires, fact.asks, fact.details]))
    if size > BYTES_MAX:
        why = f"All its texts have {size} bytes; {BYTES_MAX} is the most that fits into one proposal."
        return no("text", why, "Shorten the text, or make several proposals.")
    return None


def _opened_by(
    state: State, fact: ProposalOpened, asked: Terms, entry: Entry[Any], around: Around
) -> Refusal | None:
    """The ballots of elections and of budgets are opened by the node; everything else by who may propose."""
    if election_of(fact):
        return ballot_fault(state, fact, entry, around)
    if budget_of(fact):
        return budget_ballot_fault(state, fact, entry, around)
    effect = effects.find().get(fact.effect)
    if effect is not None and effect.opens is not None:
        return effect.opens(fact, entry, around)
    return _proposer(asked, entry, around)


def _proposer(asked: Terms, entry: Entry[Any], around: Around) -> Refusal | None:
    if entry.by in (NODE, TERMINAL):
        return no(asked.procedure, "Only a member can propose.", "Sign in, or say with --as who proposes.")
    speaker = entry.for_ or entry.by
    if speaker != entry.by:
        why = "Nobody proposes in another's name."
        return no(asked.procedure, why, "Let them propose it, or propose it as your own.")
    if speaker not in roll(around.states["members"], around.charter, asked.propose, around.at):
        why = f"{_name(asked.propose, around)} may propose by {asked.title}, and you are not in it."
        return no(asked.procedure, why, "Ask somebody who is to propose it.")
    return None


def _name(id: str, around: Around) -> str:
    article = around.charter.get(id)
    return id if article is None else article.name


def _as_the_procedure_says(fact: ProposalOpened, asked: Terms, around: Around) -> Refusal | None:
    in_force = newest(around.states["charter"], fact.procedure)
    if in_force is None or in_force.seq != fact.procedure_seq:
        return no(fact.procedure, "It names another version of the procedure.", "Propose it by the version in force.")
    method = methods.find().get(asked.method)
    if method is None:
        return no(fact.procedure, f"This node has no method called {asked.method}.", "Upgrade the node.")
    if refused := options_fault(fact, method, asked, around):
        return refused
    opens = days_after(around.at, asked.discussion_days + asked.amendment_days)
    if (fact.opens_at, fact.closes_at) != (opens, days_after(opens, asked.vote_days)):
        return no("closes_at", "The times are not those of the procedure.", "Propose it by the version in force.")
    if fact.support != (support := needed_support(fact, asked, around)):
        return no("support", f"{support} others must support it.", "Propose it by the version in force.")
    everybody = voters(asked, around)
    if not everybody:
        why = f"Nobody is in {_name(asked.body, around)} today."
        return no(asked.body, why, "Choose a procedure of another body, or fill its seats first.")
    return _roll(fact, asked, everybody, around)


def _roll(fact: ProposalOpened, asked: Terms, everybody: tuple[Voter, ...], around: Around) -> Refusal | None:
    inline = everybody if len(everybody) <= INLINE_VOTERS_MAX else ()
    if why := weights_fault(asked, fact.roll, inline):
        return no("roll", why, "Propose it again.")
    if fact.voters != len(everybody):
        return no("roll", "The roll is not that of the body.", "Propose it again.")
    if bool(asked.weight) != bool(fact.weighed):
        return no("weighed", "It does not say up to which entry its weights were read.", "Propose it again.")
    if fact.sealed and fact.voters < ELIGIBLE_LEAST:
        why = f"{fact.voters} could vote, and among so few a sealed box hides nobody."
        return no(fact.procedure, why, f"Let it be decided openly, or by {ELIGIBLE_LEAST} at least.")
    said = (asked.hidden, asked.ballot == SEALED_BALLOT, asked.ballot == EXTERNAL_BALLOT)
    if (fact.hidden, fact.sealed, fact.external) != said:
        return no("hidden", "Its procedure says otherwise about what is seen before the close.", "Propose it again.")
    return overtaken(fact.weighed, around) if asked.weight else None


def _effect(state: State, fact: ProposalOpened, around: Around) -> Refusal | None:
    effect = effects.find().get(fact.effect)
    if effect is None:
        return no("effect", f"There is no effect called {fact.effect}.", f"Name one of: {', '.join(effects.find())}.")
    if refused := details_fault(fact, effect, around):
        return refused
    if fact.replaces and fact.replaces not in state.decisions:
        return no("replaces", f"There is no decision {fact.replaces}.", "Name the decision that this one corrects.")
    return _sound(state, fact, effect, around)


def _sound(state: State, fact: ProposalOpened, effect: effects.Effect, around: Around) -> Refusal | None:
    if findings := effect.check(fact, around):
        return ProposalUnsound(findings)
    needed = effect.procedure(fact, around)
    fallen = bool(needed) and fact.procedure != needed and _fallen_back(state, fact, needed, around)
    if fact.way_out != ("" if fallen else way_out_of(state, needed, fact.procedure, around)):
        why = "Whoever takes the way out of a procedure says so, and only when it can be taken."
        return no("way_out", why, "Propose it again.")
    if needed and fact.procedure != needed and not fallen and not fact.way_out:
        why = f"What it changes is decided by {_name(needed, around)}, not by {_name(fact.procedure, around)}."
        return no(fact.procedure, why, f"Propose it by {needed}.")
    return None


def words_fault(state: State, fact: ProposalOpened, around: Around) -> Refusal | None:
    """What speaks against other words of an open proposal: they are sound and decided by the same procedure."""
    effect = effects.find()[fact.effect]
    if refused := _bounded(fact):
        return refused
    if findings := effect.check(fact, around):
        return ProposalUnsound(findings)
    decision = state.decisions[fact.decision]
    needed, before = effect.procedure(fact, around), effect.procedure(proposal_of(decision, around), around)
    if needed != before:
        why = f"It would be decided by {_name(needed, around)} then, and it is open by {_name(before, around)}."
        return no(fact.procedure, why, "Propose that by itself.")
    return None


def taken_way_out(state: State, fact: ProposalOpened, around: Around) -> str:
    """The procedure whose way out a proposal takes at this moment, or empty."""
    effect = effects.find().get(fact.effect)
    needed = "" if effect is None else effect.procedure(fact, around)
    if not needed or needed == fact.procedure or _fallen_back(state, fact, needed, around):
        return ""
    return way_out_of(state, needed, fact.procedure, around)


def _fallen_back(state: State, fact: ProposalOpened, needed: str, around: Around) -> bool:
    """Whether the procedure that is needed was tried as often as it says, and names this one to decide instead."""
    article = procedure_article(needed, around)
    if isinstance(article, Refusal):
        return False
    asked = terms_of(article)
    tries = int(asked.parameters.get("rounds", 1))
    return asked.fallback == fact.procedure and len(tried(state, fact, needed, around)) >= max(1, tries)


def tried(state: State, fact: ProposalOpened, procedure: str, around: Around) -> list[str]:
    """The decisions about the same articles or run that this one corrects, step by step, and that did not carry."""
    about = ({one.article for one in fact.articles} | set(fact.retires), fact.run)
    found: list[str] = []
    id = fact.replaces
    while id and (before := state.decisions.get(id)) is not None:
        if before.procedure != procedure or before.status != NOT_CARRIED or _about(before, around) != about:
            break
        found.append(id)
        id = before.replaces
    return found


def _about(decision: Decision, around: Around) -> tuple[set[str], str]:
    proposal = proposal_of(decision, around)
    return {one.article for one in proposal.articles} | set(proposal.retires), proposal.run
