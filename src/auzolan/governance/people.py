"""What effects about people share: whether somebody belongs, and until when a seat is held."""

from auzolan.charter.around import Around
from auzolan.governance.facts import ProposalOpened
from auzolan.members.mandate import last_day
from auzolan.values.finding import Finding


def belongs(around: Around, member: str) -> bool:
    """Whether they are a member on the day."""
    known = around.states["members"].members.get(member)
    return known is not None and known.belongs(around.at[:10])


def is_member(proposal: ProposalOpened, around: Around, member: str) -> list[Finding]:
    """No finding where they are a member now."""
    if belongs(around, member):
        return []
    return [Finding(
        where=proposal.title, field="member", what="This is no member", why=f"{member[:40]!r} is no member today.",
        next="Give the number of a member; the list of members has it.", excerpt=member[:80],
    )]


def term(article: str, around: Around) -> str:
    """The last day of a term that begins now, or empty where the article sets none or ended in the meantime."""
    if article not in around.charter:
        return ""
    months = around.charter.value(article).term_months
    return last_day(around.at, months) if months else ""
