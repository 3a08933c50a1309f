"""The one judge of conduct: each step follows the one before, in its time, by those whose step it is."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.secret import is_commitment
from auzolan.conduct.agreed import deciders, hears, later, said, within
from auzolan.conduct.articles.conduct import DAYS_MAX, Conduct
from auzolan.conduct.facts import (
    CHANGED,
    IMPROVED,
    MEDIATIONS,
    NOTHING,
    OUTCOMES,
    PARTING,
    STANDS,
    SUSPENSION,
    AppealAnswered,
    AppealRaised,
    ConductDecided,
    ImprovementAgreed,
    NoticeGiven,
    PersonHeard,
)
from auzolan.conduct.mediating import mediated
from auzolan.conduct.refusing import in_person, no
from auzolan.conduct.state import APPEALED, DECIDED, HEARD, IMPROVING, NOTICE, Case, State
from auzolan.governance.facts import ProposalOpened
from auzolan.journal.entry import Entry
from auzolan.values.instant import is_day
from auzolan.values.refusal import Refusal

JUDGES_ALSO = (ProposalOpened,)
PROPOSED = {"suspend_member": (SUSPENSION, PARTING), "part_member": (PARTING,)}
NO_ARTICLE = "The charter says nothing about conduct."


def allowed(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """Whether this entry about conduct, or a mediation, may follow."""
    fact = entry.fact
    if isinstance(fact, ProposalOpened):
        return _proposed(state, fact, around)
    if isinstance(fact, MEDIATIONS):
        return mediated(state, entry, around)
    agreed = said(around)
    if agreed is None:
        return no("charter", NO_ARTICLE, "Propose an article of the kind `conduct`, or ask for a mediation.")
    if refused := in_person(entry, around):
        return refused
    if isinstance(fact, NoticeGiven):
        return _noticed(state, fact, entry, around, agreed)
    case = state.cases.get(fact.case)
    if case is None:
        return no(fact.case[:60], "There is no such case.", "Look at the page on conduct.")
    return _words(fact) or _step(case, fact, entry, around, agreed)


def _words(fact: Any) -> Refusal | None:
    silent = isinstance(fact, PersonHeard) and not fact.came and not fact.vault
    if silent or is_commitment(fact.vault):
        return None
    return no("words", "There are no words in it.", "Say in a sentence why.")


def _step(case: Case, fact: Any, entry: Entry[Any], around: Around, agreed: Conduct) -> Refusal | None:
    match fact:
        case PersonHeard():
            return _heard(case, entry)
        case ImprovementAgreed():
            return _decides(case, entry, around, agreed) or _improves(case, fact, around, agreed)
        case ConductDecided():
            return _decides(case, entry, around, agreed) or _decided(case, fact, entry, around, agreed)
        case AppealRaised():
            return _appealed(case, fact, entry, around, agreed)
        case AppealAnswered():
            return _answered(case, fact, entry, around, agreed)
    return no("", "This is no step of a case.", "Ask for something this area knows.")


def _noticed(state: State, fact: NoticeGiven, entry: Entry[Any], around: Around, agreed: Conduct) -> Refusal | None:
    people, day = around.states["members"].members, entry.at[:10]
    if not fact.case or fact.case in state.cases or fact.case in state.mediations:
        return no(fact.case, "This case is written already.", "Look at the page on conduct.")
    if entry.by not in people or not people[entry.by].belongs(day):
        return no("notice", "Only members give notice.", "Sign in as a member.")
    if agreed.notice_by and not within(around, agreed.notice_by, entry.by):
        return no("notice", "The charter lets others give notice.", f"Ask somebody of {agreed.notice_by}.")
    if fact.about not in people or not people[fact.about].belongs(day):
        return no("about", "Nobody who belongs today has that id.", "Choose a member.")
    if fact.about == entry.by:
        return no("about", "Nobody gives notice about themselves.", "Talk with somebody you trust, or ask for help.")
    if not deciders(around, agreed, fact.about, entry.by):
        why = "Nobody sits in the body that decides but the two of you."
        return no("about", why, "Ask for a mediation, or see that its seats are taken.")
    if fact.hear_by != (last := later(around, agreed.hear_days)):
        return no(fact.hear_by[:20], f"They can say their side until {last}.", "Write it so.")
    return _words(fact)


def _heard(case: Case, entry: Entry[Any]) -> Refusal | None:
    if entry.by != case.about:
        return no("hearing", "Only the person concerned says their side.", "Leave it to them.")
    if case.stage != NOTICE:
        return no("hearing", "They were heard, or it went on without them.", "Look at what follows.")
    return None  # also after its days, as long as nobody went on: a late word is better than none


def _decides(case: Case, entry: Entry[Any], around: Around, agreed: Conduct) -> Refusal | None:
    """Whether this is somebody who decides, and the person was heard or did not come in time."""
    if entry.by == case.about:
        return no("decision", "Nobody decides about themselves.", "Say your side, and appeal if it is not right.")
    if entry.by == case.by:
        return no("decision", "Who gave notice does not decide about it.", "Leave it to the others.")
    if entry.by not in deciders(around, agreed, case.about, case.by):
        return no("decision", f"Only who sits in {agreed.decides} decides about it.", "Leave it to them.")
    if case.stage == NOTICE and entry.at[:10] <= case.hear_by:
        why = f"The person was not heard yet and can say their side until {case.hear_by}."
        return no("hearing", why, "Hear them first.")
    if case.stage not in (NOTICE, HEARD, IMPROVING):
        return no("decision", "It was decided already.", "Look at what follows.")
    return None


def _improves(case: Case, fact: ImprovementAgreed, around: Around, agreed: Conduct) -> Refusal | None:
    if case.stage == IMPROVING:
        return no("until", f"There is time to improve until {case.until} already.", "Wait until it is over.")
    least, most = later(around, agreed.improve_days), later(around, DAYS_MAX)
    if not is_day(fact.until) or not least <= fact.until <= most:
        return no("until", f"The time to improve ends between {least} and {most}.", "Name a day between them.")
    helper = around.states["members"].members.get(fact.helper)
    if helper is None or not helper.belongs(around.at[:10]):
        return no("helper", "Nobody who belongs today has that id.", "Name a member who helps.")
    if fact.helper in (case.about, case.by):
        return no("helper", "Who helps is neither the person concerned nor who gave notice.", "Name somebody else.")
    return None


def _decided(case: Case, fact: ConductDecided, entry: Entry[Any], around: Around, agreed: Conduct) -> Refusal | None:
    if fact.outcome not in OUTCOMES:
        return no("outcome", f"An outcome is one of {', '.join(OUTCOMES)}.", "Choose one of them.")
    if fact.outcome in (IMPROVED, SUSPENSION, PARTING) and not case.until:
        return no("outcome", "There was no time to improve yet.", "Agree on it first, with somebody who helps.")
    if case.until and entry.at[:10] <= case.until and fact.outcome not in (IMPROVED, NOTHING):
        return no("outcome", f"The time to improve lasts until {case.until}.", "Wait until it is over.")
    if fact.appeal_by != later(around, agreed.appeal_days):
        return no("appeal", f"They can appeal until {later(around, agreed.appeal_days)}.", "Write it so.")
    if fact.decided_by != deciders(around, agreed, case.about, case.by):
        return no("decision", "These are not the people who decide today.", "Decide once more.")
    return None


def _appealed(case: Case, fact: AppealRaised, entry: Entry[Any], around: Around, agreed: Conduct) -> Refusal | None:
    if entry.by != case.about:
        return no("appeal", "Only the person concerned appeals.", "Leave it to them.")
    if case.stage != DECIDED:
        return no("appeal", "There is nothing to appeal against, or it was done.", "Look at how far it has come.")
    if entry.at[:10] > case.appeal_by:
        return no("appeal", f"An appeal was possible until {case.appeal_by}.", "Ask for a mediation, if it helps.")
    if fact.answer_by != later(around, agreed.answer_days):
        return no("appeal", f"It is answered by {later(around, agreed.answer_days)}.", "Write it so.")
    return None


def _answered(case: Case, fact: AppealAnswered, entry: Entry[Any], around: Around, agreed: Conduct) -> Refusal | None:
    if case.stage != APPEALED:
        return no("answer", "No appeal waits for an answer.", "Look at how far it has come.")
    if not hears(around, agreed, case, entry.by):
        why = f"An appeal is heard by people of {agreed.hears_appeal} who had no part in it before."
        return no("answer", why, "Leave it to others than those who decided.")
    if fact.answer not in (STANDS, CHANGED):
        return no("answer", f"An answer is `{STANDS}` or `{CHANGED}`.", "Say which.")
    return None


def _proposed(state: State, fact: ProposalOpened, around: Around) -> Refusal | None:
    """Where the charter says so, nobody is parted with by one step: the steps before are over and came to it."""
    agreed = said(around)
    outcomes = PROPOSED.get(fact.effect, ())
    if agreed is None or not agreed.before_parting or not outcomes:
        return None
    member = next((one.value for one in fact.details if one.name == "member"), "")
    day = around.at[:10]
    if any(one.about == member and one.came_to(day) in outcomes for one in state.cases.values()):
        return None
    return Refusal(
        what="The proposal was not opened", where=agreed.id,
        why="Before it there is a notice, a hearing, time to improve, a decision that comes to it and time to appeal.",
        next="Give notice on the page on conduct, or wait until those steps are over.",
    )
