"""One account: every posting with what the account held after it, each line to its entry."""

from auzolan.views.account_page import account_page
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import Page, Shown

LINES_MAX = 500  # a page that a phone still opens; the CSV has every line


def get(asked: Asked, account: str) -> Shown:
    """The account's postings, newest first."""
    view = asked.kept("account", lambda: account_page(asked.reader, asked.org, account), account)
    if not view.lines:
        raise NotSeen(account)
    name = asked.called.account(account)
    reads = asked.may_see("mandate", shows="names")
    shown = view.lines[:LINES_MAX]
    words = asked.office.vault.opened(one.vault for one in shown) if reads else {}
    return Shown(
        view=view,
        template="pages/account.html",
        title=name,
        rows=[
            {"date": one.date, "entry": one.entry, "amount": one.amount, "unit": one.unit, "balance": one.balance,
             "status": one.status}
            for one in view.lines
        ],
        more={
            "name": name,
            "lines": [
                {"one": one, "words": " · ".join(
                    str(said[key]) for key in ("payee", "narration") if (said := words.get(one.vault, {})).get(key)
                )}
                for one in shown
            ],
            "more_lines": max(len(view.lines) - LINES_MAX, 0),
        },
        crumbs=((asked.url("books"), "Books"), ("", name)),
    )


PAGE = Page(name="account", path="books/<path:account>", seen_by="members", get=get, under="books", csv=True)
