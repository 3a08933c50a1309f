"""Account names with places to fill ("Equity:Capital:{member}:{year}"), and the branches a charter has for them."""

import re

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.values.finding import Finding

PLACES = (
    "member", "year", "receiver", "provider", "producer", "agent", "customer", "supplier", "place", "season", "pool",
)


def places_said() -> str:
    """The places that an account name may have, for a finding."""
    return ", ".join(f"{{{one}}}" for one in PLACES)


def branches_of(article: Article) -> tuple[str, ...]:
    """The branches that an account article names."""
    one, many = article.fields.get("branch"), article.fields.get("branches", ())
    return ((one,) if isinstance(one, str) else ()) + tuple(many)


def names_branch(template: str, charter: Charter) -> bool:
    """Whether an account template ("Equity:Capital:{member}:{year}") lies on a branch of this charter."""
    wanted = template.split(":")
    for article in charter.of_kind("account"):
        if article.fields.get("any"):
            return True
        if any(_lies_on(wanted, branch.split(":")) for branch in branches_of(article)):
            return True
    return False


def _lies_on(wanted: list[str], branch: list[str]) -> bool:
    """A place stands for any word and for any other place of a person; `*` for one leaf."""
    if len(wanted) != len(branch):
        return False
    return all(_fits(want, there) for want, there in zip(wanted, branch, strict=True))


def _fits(want: str, there: str) -> bool:
    if want == there or there == "*":
        return True
    return there.startswith("{") and (want == "*" or want.startswith("{") or want.isalnum())


def template_faults(article: Article, field: str, template: str, charter: Charter) -> list[Finding]:
    """What is wrong with an account template in a rule or posting: a place nobody fills, or a branch nobody named."""
    for place in re.findall(r"\{([^{}]*)\}", template):
        if place not in PLACES:
            why = f"What {{{place}}} stands for is not known."
            after = f"Use one of {places_said()}."
            return [fault(article, field, "This place in the account is not known", why, after, template)]
    if names_branch(template, charter):
        return []
    why = "No article of kind account names this branch."
    return [fault(article, field, "This account is not in the charter", why, "Add the branch to an account.", template)]
