"""Articles as people write them, read into their one canonical spelling."""

from auzolan.charter.article import Article
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load
from auzolan.governance.choices import no
from auzolan.governance.opening import BYTES_MAX, ProposalUnsound
from auzolan.governance.proposed import ProposedArticle
from auzolan.values.finding import Finding


def articles_of(texts: tuple[str, ...]) -> tuple[ProposedArticle, ...]:
    """The articles in TOML texts, each with one or more. Raises Refusal with every fault."""
    if sum(len(text) for text in texts) > BYTES_MAX:
        why = f"The articles are longer than the {BYTES_MAX} bytes that fit into one proposal."
        raise no("articles", why, "Make several proposals, one for each article.")
    found: list[Article] = []
    findings: list[Finding] = []
    for text in texts:
        articles, faults = load(text, Kinds.find(), where="the proposal")
        found += articles
        findings += faults
    if findings:
        raise ProposalUnsound(findings)
    return tuple(ProposedArticle(article=one.id, text=one.text) for one in found)
