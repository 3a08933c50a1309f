"""The kind `account`: a branch of the account tree, and who may see it."""

import re
from dataclasses import dataclass

from auzolan.charter.account_name import PLACES, branches_of, places_said
from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.values.finding import Finding

name = "account"
summary = "a branch of the account tree and who may see it"
LIVELY = False
ROOTS = ("Assets", "Liabilities", "Equity", "Income", "Expenses")
SEEN_BY = ("public", "members", "mandate", "own")
FIELDS = (
    Field(name="branch", type="text", means='the branch, such as "Equity:Capital:{member}:{year}" or "Assets:Bank:*"'),
    Field(name="branches", type="texts", means="several branches that are alike"),
    Field(name="any", type="truth", means="whether any account name is accepted and kept as written"),
    Field(name="unit", type="texts", means="the units it is kept in; without it any unit of the charter"),
    Field(name="seen_by", type="text", choices=SEEN_BY, means="who sees it: members, unless said"),
    Field(name="root", type="text", choices=(*ROOTS, "Unclassified"), means="which of the five roots it belongs to"),
)
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]*|\{[a-z]+\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Branches of the account tree. any: every name is accepted; unit: codes, empty for all of the charter."""

    branches: tuple[str, ...]
    any: bool
    unit: tuple[str, ...]
    seen_by: str
    root: str


def read(article: Article) -> Account:
    """The article as a typed value."""
    fields = article.fields
    return Account(
        branches=branches_of(article), any=fields.get("any", False), unit=tuple(fields.get("unit", ())),
        seen_by=fields.get("seen_by", "members"), root=fields.get("root", ""),
    )


def check(article: Article, charter: Charter) -> list[Finding]:
    """A branch begins with a root, its words are plain, and its units are known."""
    branches = branches_of(article)
    findings = []
    if not branches and not article.fields.get("any"):
        after = 'Write branch = "Assets:Bank:*", or any = true.'
        findings.append(fault(article, "branch", "The account names no branch", "It would hold nothing.", after))
    for branch in branches:
        field = "branch" if branch == article.fields.get("branch") else "branches"
        findings += _branch_faults(article, field, branch)
    units = {unit.fields.get("code", unit.id.partition(".")[2]) for unit in charter.of_kind("unit")}
    for code in article.fields.get("unit", ()):
        if code not in units:
            why = f"The charter has no unit {code}."
            findings.append(fault(article, "unit", "This unit is not known", why, f'Write ["unit.{code}"].', code))
    return findings


def _branch_faults(article: Article, field: str, branch: str) -> list[Finding]:
    words = branch.split(":")
    if words[0] not in ROOTS and not article.fields.get("root"):
        why = "An account belongs to one of " + ", ".join(ROOTS) + "."
        return [fault(article, field, "The branch has no root", why, "Begin with one of them.", branch)]
    inner = words[1:-1] if words[-1] == "*" else words[1:]
    if not all(_WORD.fullmatch(word) for word in inner):
        why = "Words of an account are letters, digits, - and _, joined by colons; a * may stand at the end."
        return [fault(article, field, "This is not an account's name", why, "Rewrite it.", branch)]
    strange = [word for word in inner if word.startswith("{") and word[1:-1] not in PLACES]
    if strange:
        why = f"What {strange[0]} stands for is not known."
        after = f"Use one of {places_said()}."
        return [fault(article, field, "This place in the account is not known", why, after, branch)]
    return []


_SEEN = {
    "public": "anyone", "members": "members", "mandate": "those with a mandate, each look being noted",
    "own": "only the person it is about",
}


def words(article: Article, charter: Charter) -> str:
    """The branch in one sentence."""
    account = read(article)
    seen = _SEEN[account.seen_by]
    if account.any:
        return say("Any account name is accepted and kept as written; {seen} may see the books.", seen=seen)
    said = say("{name} is kept at {branches}", name=article.name, branches=", ".join(account.branches))
    said += say(" in {units}", units=", ".join(account.unit)) if account.unit else ""
    return said + say("; {seen} may see it.", seen=seen)
