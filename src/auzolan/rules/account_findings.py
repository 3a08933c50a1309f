"""Finds what is wrong with the accounts that a rule pays to or from, before anybody votes on it."""

import re

from auzolan.charter.account_name import template_faults
from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.rules.formula_findings import OPEN_TABLES
from auzolan.values.finding import Finding

EVERYWHERE = frozenset(("year",))


def account_findings(
    article: Article, field: str, template: str, charter: Charter, given: frozenset[str]
) -> list[Finding]:
    """What is wrong with an account that a run must be able to fill in."""
    if findings := template_faults(article, field, template, charter):
        return findings
    strange = [place for place in re.findall(r"\{([^{}]*)\}", template) if place not in given]
    if not strange:
        return []
    why = f"Nothing says here what {{{strange[0]}}} stands for."
    after = f"Share it `among` rows that have a column {strange[0]}, or write the account out."
    return [fault(article, field, "This place cannot be filled", why, after, template)]


def columns_of(among: str) -> frozenset[str]:
    """The columns of the table that "TABLE where EXPR" names: what an account's places can be filled with."""
    table = OPEN_TABLES.get(among.strip().partition(" ")[0])
    return frozenset(table.names) if table else frozenset()
