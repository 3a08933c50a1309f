"""Answers to what is asked of the charter itself: founding an organisation, and counting anew after an upgrade."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request
from auzolan.charter.article import Article
from auzolan.charter.charter import charter_of
from auzolan.charter.check import check_text
from auzolan.charter.facts import ArticleAdopted, MeaningRaised, OrganisationFounded, SigningKeyChanged
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load
from auzolan.charter.meaning import NEWEST
from auzolan.charter.state import State
from auzolan.journal.entry import NODE, TERMINAL
from auzolan.values.refusal import Refusal

NAME_LENGTH_MAX = 200


class FoundOrganisation(Request, frozen=True, kw_only=True, tag="organisation.found"):
    """Begin an organisation with a whole charter.

    name: public; charter: TOML; preset: its name where the text is one; origin: HOST/ORG on every checkpoint; key: the
    public key of its checkpoints; exercise: whether its clock may be bent, for training and tests.
    """

    name: str
    charter: str
    origin: str
    preset: str = ""
    key: str = ""
    exercise: bool = False
    meaning: int = NEWEST


class RaiseMeaning(Request, frozen=True, kw_only=True, tag="organisation.raise_meaning"):
    """Let a newer version of evaluator and counts judge from here on."""

    meaning: int


class DoWhatIsDue(Request, frozen=True, kw_only=True, tag="organisation.do_what_is_due"):
    """Ask for nothing but what the node owes at this moment: decisions to close, effects whose time has come."""


class ChangeSigningKey(Request, frozen=True, kw_only=True, tag="organisation.change_signing_key"):
    """Sign checkpoints with another key from here on. because: the entry of a decision, where the old key is lost."""

    key: str
    origin: str
    note: str
    because: int | None = None


def found(state: State, request: FoundOrganisation, around: Around) -> Sequence[Draft]:
    """The founding, then every article's first version in the order of ids. Raises Refusal with the first finding."""
    if state.founding is not None:
        raise _no("It was founded before.", "Found another one in a folder of its own.")
    name = request.name.strip()
    if not name or len(name) > NAME_LENGTH_MAX:
        raise _no(f"A name has 1 to {NAME_LENGTH_MAX} characters.", "Give it a name with --name.")
    articles = read_charter(request.charter)
    charter = charter_of(articles)
    founded = OrganisationFounded(
        meaning=request.meaning, charter_digest=charter.digest, articles=len(charter.articles), origin=request.origin,
        name=name, preset=request.preset, exercise=request.exercise, key=request.key,
    )
    adopted = (
        Draft(fact=ArticleAdopted(article=id, version=1, text=charter.articles[id].text), because_draft=0)
        for id in sorted(charter.articles)
    )
    return (Draft(fact=founded), *adopted)


def read_charter(text: str | bytes) -> tuple[Article, ...]:
    """The articles of a sound charter. Raises Refusal that names the first finding and how many there are."""
    findings = check_text(text)
    if findings:
        first, count = findings[0], len(findings)
        place = f"{first.where} {first.field}".strip()
        more = f" It is the first of {count} findings; `auzolan check` shows all." if count > 1 else ""
        raise Refusal(
            what="The charter was not accepted", where=f"{place}, line {first.line}" if first.line else place,
            why=f"{first.what}. {first.why}{more}", next=first.next,
        )
    return load(text, Kinds.find())[0]


def _no(why: str, next: str) -> Refusal:
    return Refusal(what="The organisation was not founded", why=why, next=next)


def raise_meaning(state: State, request: RaiseMeaning, around: Around) -> Sequence[Draft]:
    """One fact, by the node; whoever works at the machine lets it, after the upgrade."""
    if around.by not in (TERMINAL, NODE):
        raise Refusal(
            what="The meaning of figures was not raised", where=around.by,
            why="Only the node itself learns to count anew.", next="Let whoever keeps the node upgrade it.",
        )
    return (Draft(fact=MeaningRaised(meaning=request.meaning), by=NODE),)


def do_what_is_due(state: State, request: DoWhatIsDue, around: Around) -> Sequence[Draft]:
    """Nothing of its own: what is due comes first in every append, and here it is all there is."""
    return ()


def change_signing_key(state: State, request: ChangeSigningKey, around: Around) -> Sequence[Draft]:
    """One fact; whether both keys or a decision stand behind it is judged with it."""
    fact = SigningKeyChanged(key=request.key, origin=request.origin, note=request.note)
    return (Draft(fact=fact, because=request.because),)


Handler = Callable[[State, Any, Around], Sequence[Draft]]

HANDLERS: Mapping[type[Request], Handler] = {
    FoundOrganisation: found,
    RaiseMeaning: raise_meaning,
    ChangeSigningKey: change_signing_key,
    DoWhatIsDue: do_what_is_due,
}
