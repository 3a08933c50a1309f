"""The kind `limit`: something that must stay true; what would break it is refused, or raises an alarm."""

from collections.abc import Iterator

from auzolan.charter.account_name import names_branch
from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.nearest import nearest
from auzolan.charter.say import say
from auzolan.formula.parse import parse
from auzolan.rules.formula_findings import OPEN_TABLES, OPEN_TO_READERS, formula_findings, over_findings
from auzolan.rules.limits import ALARM, REFUSE, ROW, Limit, bare_names, limit_scope, unit_in, watched
from auzolan.values.finding import Finding

name = "limit"
summary = "something that must stay true"
LIVELY = True
BREACHES = (REFUSE, ALARM)
PERIODS = ("year", "quarter", "month")
FIELDS = (
    Field(name="must", type="text", required=True, means="what must stay true, as a formula"),
    Field(name="over", type="text", means="over which rows: a table, and where"),
    Field(name="account", type="text", means="or which accounts, each by itself: Liabilities:Credit:{member}"),
    Field(name="unit", type="text", means="what these accounts are held in, where the condition does not say it"),
    Field(name="per", type="text", means='whose figures are held apart: a column, or "row" for each row by itself'),
    Field(name="period", type="text", choices=PERIODS, means="which spans of days are held apart"),
    Field(name="breach", type="text", required=True, choices=BREACHES, means="whether a breach is refused or told"),
)
_ROW_FORM = 'Write per = "row", or put it into a sum, count, min or max.'


def read(article: Article) -> Limit:
    """The article as a typed value; its charter says what an account is held in where it does not."""
    fields = article.fields
    return Limit(
        id=article.id, name=article.name, must=fields["must"], over=fields.get("over", ""), breach=fields["breach"],
        account=fields.get("account", ""), unit=fields.get("unit", "") or unit_in(fields["must"]),
        per=fields.get("per", ""), period=fields.get("period", ""), decides=str(fields.get("decides", "")),
    )


def check(article: Article, charter: Charter) -> list[Finding]:
    """Its formula can be read; what needs a look at every row may only raise an alarm."""
    fields = article.fields
    if "must" not in fields or "breach" not in fields:
        return []
    limit = read(article)
    findings = list(_about(article, limit, charter))
    table = ""
    if limit.over:
        table, wrong = over_findings(article, "over", limit.over, charter)
        findings += wrong
    if findings or not (table or limit.account):
        return findings
    findings += formula_findings(article, "must", limit.must, limit_scope(limit, charter), "truth")
    return findings or [*_apart(article, limit)] or [*_scans(article, limit, charter)]


def _about(article: Article, limit: Limit, charter: Charter) -> Iterator[Finding]:
    if bool(limit.over) == bool(limit.account):
        why = "It is about the rows of a table, or about accounts."
        yield fault(article, "over", "It is not said what the limit is about", why, "Write either over or account.")
    if limit.account and not names_branch(limit.account, charter):
        why = f"No account article has a branch {limit.account}."
        yield fault(article, "account", "This account is not known", why, "Name a branch of the charter's accounts.",
                    limit.account)
    if limit.account and limit.unit not in charter.units:
        why = "A balance is in one unit, and neither `unit` nor an amount in the condition says which."
        yield fault(article, "unit", "The unit is not said", why, f"Name one of: {', '.join(sorted(charter.units))}.")


def _apart(article: Article, limit: Limit) -> Iterator[Finding]:
    """Columns named by themselves need a row to stand in; what is held apart must be a column of the table."""
    if limit.account:
        if limit.per or limit.period:
            why = "Each account is held apart already."
            yield fault(article, "per", "An account needs no per or period", why, "Leave it out.", limit.per)
        return
    table = OPEN_TABLES[limit.over.partition(" ")[0]]
    if limit.per and limit.per != ROW and limit.per not in table.names:
        why = f"{table.name} has no column {limit.per[:40]}."
        after = f"{nearest(limit.per, table.names)!r} is the nearest."
        yield fault(article, "per", "This cannot be held apart", why, after, limit.per)
    elif limit.per and limit.per != ROW and table.column(limit.per).seen_by not in OPEN_TO_READERS:
        why = f"{limit.per} may not be seen by those who may see the limit."
        yield fault(article, "per", "This cannot be held apart", why, "Name a column that they may see.", limit.per)
    if limit.period and (not table.day or limit.per == ROW):
        why = f"Its rows {'are tested one by one' if table.day else 'have no day'}."
        yield fault(article, "period", "There are no periods to hold apart", why, "Leave it out.", limit.period)
    known = (table.name + "." + limit.per, limit.per)
    bare = [one for one in bare_names(parse(limit.must)) if one not in known]
    if bare and limit.per != ROW:
        why = f"{bare[0]} has a value for each row, not one for all of them."
        yield fault(article, "must", "It is not said which row is meant", why, _ROW_FORM, limit.must)


def _scans(article: Article, limit: Limit, charter: Charter) -> Iterator[Finding]:
    if limit.breach == REFUSE and (scan := watched(limit, charter).scan):
        why = f"{scan}, which cannot be done before each entry.".capitalize()
        yield fault(article, "breach", "This limit can only raise an alarm", why, 'Write breach = "alarm".', limit.must)


def words(article: Article, charter: Charter) -> str:
    """The limit in plain words."""
    limit = read(article)
    refuse = limit.breach == REFUSE
    then = "An entry that would break it is refused." if refuse else "When it is broken, all are told."
    return f"{article.says or _in_words(limit)} {then}"


def _in_words(limit: Limit) -> str:
    about = limit.account or limit.over
    if limit.per == ROW:
        about = say("each row of {over}", over=limit.over)
    elif limit.per:
        about = say("{over}, each {per} by itself", over=limit.over, per=limit.per)
    if limit.period:
        about = say("{about}, each {period} by itself", about=about, period=limit.period)
    return say("It must stay true that {must}, over {over}.", must=limit.must, over=about)
