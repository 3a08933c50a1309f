"""What an adopted rule says besides its steps: contest days, approval, who may hold a line, who pays for mistakes."""

from dataclasses import dataclass
from functools import lru_cache

from auzolan.charter.around import Around
from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.load import read_text
from auzolan.charter.state import versions
from auzolan.rules.state import Run

STAYS, RETURNED = "stays", "returned"
NEXT_RUN = "next run"
COSTS = "Expenses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a rule.

    contest_days: how long a line can be contested before it is posted; approval: whether a decision must approve
    each run; held_by: the bodies and classes whose members can hold back a portion too; overpaid: whether what
    somebody got too much stays with them or is returned; corrections_from: the account that makes it good where it
    stays, "next run" or empty; pot: the account that is shared out, empty where each row is paid on its own; costs:
    whether it pays for work or goods, which is never held back.
    """

    article: Article
    contest_days: int
    approval: bool
    held_by: tuple[str, ...] = ()
    overpaid: str = STAYS
    corrections_from: str = ""
    pot: str = ""
    costs: bool = False


def terms(text: str, charter: Charter) -> Terms:
    """The terms of a rule's text; what it leaves out is as its procedure says."""
    article = read_text(text)
    procedure = charter.get(str(article.fields.get("procedure", "")))
    fallback = int(procedure.fields.get("contest_days", 0)) if procedure else 0
    return _terms(article, fallback)


def rule_terms(run: Run, around: Around) -> Terms:
    """The terms of the text under which a run was made."""
    for version in versions(around.states["charter"], run.rule):
        if version.version == run.version:
            return terms(version.text, around.charter)
    raise LookupError(f"{run.rule} has no version {run.version}")


def pays_costs(article: Article) -> bool:
    """Whether a rule pays for work or goods: wages, or what producers are owed."""
    accounts = (article.fields.get(name) for name in ("from", "source", "pays_from"))
    return any(str(account).partition(":")[0] == COSTS for account in accounts)


@lru_cache(maxsize=1024)
def _terms(article: Article, fallback: int) -> Terms:
    fields = article.fields
    source = str(fields.get("source", ""))
    return Terms(
        article=article,
        contest_days=int(fields.get("contest_days", fallback)),
        approval=bool(fields.get("approval", False)),
        held_by=tuple(str(one) for one in fields.get("held_by", ())),
        overpaid=str(fields.get("overpaid", STAYS)),
        corrections_from=str(fields.get("corrections_from", "")),
        pot=str(fields.get("pays_from", source)) if source else "",
        costs=pays_costs(article),
    )
