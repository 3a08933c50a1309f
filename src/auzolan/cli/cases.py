"""Cases of conduct and mediations in a terminal: to those concerned alone, and to nobody outside an exercise."""

from auzolan.cli.console import Console, table_lines
from auzolan.cli.looking import around_them, whose_eyes
from auzolan.values.refusal import Refusal
from auzolan.views.conduct import CasePage, case_page, own


def shown(case: str, console: Console, *, mediation: bool) -> int:
    """One case, or those in which whoever looks has a part. Raises Refusal where it is not for them."""
    org, near, member = console.office.now(), around_them(console), whose_eyes(console)
    if not member:
        raise Refusal(
            what="Nothing is shown", where="terminal",
            why="Only those concerned read it, and anybody with the machine in hand could name one of them.",
            next="Sign in and read it on the page on conduct; in an exercise say with --as who reads.",
        )
    if not case:
        rows = [
            {"case": one.case, "part": one.part, "stage": one.stage, "opened": one.opened, "until": one.until}
            for one in own(org, near, member) if one.mediation == mediation
        ]
        head = ("case", "part", "stage", "opened", "until")
        return console.answer(rows, table_lines(head, ([one[key] for key in head] for one in rows)))
    view = case_page(org, case, near, member)
    if view is None or view.mediation != mediation:
        raise Refusal(
            what="Nothing is shown", where=case, why="There is no such case, or none that you may read.",
            next=f"auzolan {'mediation' if mediation else 'conduct'} lists yours.",
        )
    return _told(view, console)


def _told(view: CasePage, console: Console) -> int:
    said = console.office.vault.opened(one.vault for one in view.steps if one.vault)
    steps = [
        {"day": one.day, "what": one.what, "by": one.by, "said": str(said.get(one.vault, {}).get("said", ""))}
        for one in view.steps
    ]
    document = {
        "case": view.case, "stage": view.stage, "part": view.part, "people": [list(one) for one in view.people],
        "steps": steps, "outcome": view.outcome, "answer": view.answer, "hear_by": view.hear_by, "until": view.until,
        "appeal_by": view.appeal_by, "answer_by": view.answer_by, "may": sorted(view.may),
    }
    words = [
        f"{view.case}: {view.stage}; you: {view.part}.",
        *(f"{part}: {id}" for part, id in view.people),
        *(f"{one['day']} {one['what']}, {one['by']}: {one['said']}" for one in steps),
        f"Now you can: {', '.join(sorted(view.may)) or 'nothing'}.",
    ]
    return console.answer(document, words)
