"""What is wrong with what a rule says about mistakes: who pays for them, and who can hold a portion back."""

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.rules.account_findings import EVERYWHERE, account_findings
from auzolan.rules.terms import NEXT_RUN, RETURNED, pays_costs
from auzolan.values.finding import Finding


def correction_findings(article: Article, charter: Charter) -> list[Finding]:
    """What is wrong with the account that pays for what others got too much."""
    said, field = article.fields.get("corrections_from"), "corrections_from"
    if not isinstance(said, str):
        return []
    source = str(article.fields.get("source", ""))
    pot = str(article.fields.get("pays_from", source))
    if not source:
        why = "Each row is paid on its own here: nobody's mistake is paid by another's portion."
        return [fault(article, field, "Nothing is ever paid from this account", why, "Leave it out.", said)]
    if article.fields.get("overpaid") == RETURNED:
        why = "What somebody got too much is taken back, so that no other account pays for it."
        return [fault(article, field, "This is said in two ways", why, "Leave out overpaid or corrections_from.", said)]
    if said == NEXT_RUN:
        if "{year}" in pot:
            return []
        why = f"{pot or 'What is shared'} is the same account every time: the next run would not know of it."
        return [fault(article, field, "The next run cannot pay for it", why, "Name a reserve, such as Equity:Reserve.")]
    if said == pot:
        why = "What is shared out cannot pay for what of it went to the wrong account."
        return [fault(article, field, "This account cannot pay for it", why, 'Name a reserve, or "next run".', said)]
    return account_findings(article, field, said, charter, EVERYWHERE)


def holding_findings(article: Article) -> list[Finding]:
    """Pay and what producers are owed is never held back by others."""
    if not article.fields.get("held_by") or not pays_costs(article):
        return []
    why = "It pays for work or goods: that is never held back by others; it is paid, and corrected after."
    return [fault(article, "held_by", "Nobody else can hold this back", why, "Leave held_by out.")]
