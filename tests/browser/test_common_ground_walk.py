"""In a real browser, on a phone and by keyboard alone: two camps talk, find what they share, and both vote for it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from walk_place import Hand, Walk, axe_script, looked, moment

from auzolan.charter.decide import DoWhatIsDue
from auzolan.charter.preset import preset
from auzolan.deliberation.decide import MakeStatement, VoteStatement
from auzolan.deliberation.facts import StatementMade
from auzolan.governance.decide import CastBallot
from auzolan.values.instant import parse_instant

pytestmark = pytest.mark.browser

EARLY = ("Ane", "Benat", "Carmen", "Dani", "Eneko", "Fermin")
LATE = ("Garazi", "Haizea", "Iker", "Jone", "Koldo", "Leire")
OF_THE_EARLY = ("The shop should open at six", "Deliveries should leave by seven", "Meetings should be in the morning")
OF_THE_LATE = ("The shop should open until nine", "Saturdays should go in turn", "Meetings should be in the evening")
SHARED = "More should go to learning than one tenth"
STATEMENTS = (*OF_THE_EARLY, *OF_THE_LATE, SHARED)
BEGAN = moment("2031-03-03T10:00")
PROPOSED = BEGAN + timedelta(days=2)
PICTURES = Path(__file__).resolve().parents[2] / "test-artefacts"


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    made = Walk(tmp_path, "forge")
    made.begin("The Forge", preset("mondragon"), dict.fromkeys([*EARLY, *LATE], "worker"), BEGAN)
    made.serve(BEGAN)
    yield made
    made.stop()


def opens(hand: Hand) -> str:
    """Ask a question, and say the first thing; gives the talk."""
    hand.go("talks")
    hand.type("#title", "How we want to work")
    hand.choose("#body", "The assembly")
    hand.press("#open .acts .btn")
    hand.type("#text", STATEMENTS[0])
    hand.press("#say .acts .btn")
    return str(hand.page.url.rpartition("/talks/")[2].partition("#")[0].partition("?")[0])


def holds(who: str, statement: str) -> str:
    if statement == SHARED:
        return "agree"
    return "agree" if (who in EARLY) == (statement in OF_THE_EARLY) else "disagree"


def answers(hand: Hand, talk: str) -> None:
    """Answer one after the other, and see nothing of the others before enough is answered."""
    for number in range(len(STATEMENTS)):
        said = hand.go(f"talks/{talk}")
        assert ("What unites" in said) == (number >= 5), (hand.who, number)
        asks = hand.page.inner_text("#asks")
        hand.press(f'button[name="vote"][value="{holds(hand.who, asks)}"]')
    assert "You have answered everything." in hand.go(f"talks/{talk}")


def the_others(walk: Walk, talk: str) -> None:
    """Everybody else says and answers through the same office, as their own browsers would."""
    made = {}
    for number, text in enumerate(STATEMENTS[1:]):
        who = (*EARLY, *LATE)[number]
        said = walk.ask(MakeStatement(talk=talk, text=text), at=BEGAN, by=walk.people[who])
        made[said.fact(StatementMade).statement] = text
    node = walk.node()
    first = node.office(walk.org).now().states["deliberation"].talks[talk].standing[0]
    node.close()
    made[first] = STATEMENTS[0]
    for who in (*EARLY[1:], *LATE[1:]):
        votes = [VoteStatement(talk=talk, statement=id, vote=holds(who, text)) for id, text in made.items()]
        walk.ask(*votes, at=BEGAN, by=walk.people[who])


def decision_of(walk: Walk, id: str) -> Any:
    node = walk.node()
    found = node.office(walk.org).now().states["governance"].decisions[id]
    node.close()
    return found


def test_two_camps_find_what_they_share_and_both_vote_for_it(browser: Any, walk: Walk) -> None:
    axe = axe_script()
    with Hand(browser, walk, EARLY[0]) as ane:
        looked_at = ane.go("talks")
        assert "Talk about something" in looked_at
        talk = opens(ane)
    walk.stop()
    the_others(walk, talk)
    walk.serve(PROPOSED)

    # One of each camp answers on the phone; the second without scripts.
    with Hand(browser, walk, EARLY[0]) as ane:
        ane.go(f"talks/{talk}")
        looked(ane, axe, "common-1-one-by-one", PICTURES)
        answers(ane, talk)
        looked(ane, axe, "common-2-what-unites", PICTURES)
    with Hand(browser, walk, LATE[0], scripts=False) as garazi:
        answers(garazi, talk)
        said = garazi.read()
        assert "Group A" in said and "Group B" in said and "Group C" not in said
        unites = garazi.page.inner_text("#unites")
        assert SHARED in unites and "12" in unites
        assert not any(text in unites for text in (*OF_THE_EARLY, *OF_THE_LATE))
        assert OF_THE_EARLY[0] in garazi.page.inner_text("#divides")

        # From there one button leads to a proposal that says what it rests on.
        garazi.press('#unites a[href*="propose?talk="]')
        assert SHARED in garazi.page.input_value("#why")
        garazi.type("#title", "Twelve per cent for learning")
        garazi.type("#text", more_for_learning(walk))
        said = garazi.press('button[name="do"][value="look"]')
        assert "12%" in said.replace(" ", "") or "12 %" in said
        garazi.press('button[name="do"][value="open"]')
        decision = str(garazi.page.url.rpartition("/")[2])

    # Both camps vote for it, and the charter changes by itself.
    for who in (EARLY[0], LATE[0]):
        with Hand(browser, walk, who) as hand:
            said = hand.go(f"decisions/{decision}")
            assert SHARED in said
            if who == EARLY[0]:
                looked(hand, axe, "common-3-the-proposal", PICTURES)
            hand.pick("option", "yes")
            hand.press('button[name="do"][value="cast"]')
    walk.stop()
    for who in (*EARLY[1:4], *LATE[1:4]):
        walk.ask(CastBallot(decision=decision, option="yes"), at=PROPOSED, by=walk.people[who])
    closes = parse_instant(decision_of(walk, decision).closes_at) + timedelta(minutes=1)
    walk.ask(DoWhatIsDue(), at=closes, by="node")
    after = parse_instant(decision_of(walk, decision).effect_from) + timedelta(minutes=1)
    walk.ask(DoWhatIsDue(), at=after, by="node")
    walk.serve(after)
    with Hand(browser, walk, LATE[0]) as garazi:
        assert "8 yes" in garazi.go(f"decisions/{decision}")
        assert "12%" in garazi.go("charter/rule.surplus").replace(" ", "")
    walk.stop()
    assert walk.holds()


def more_for_learning(walk: Walk) -> str:
    """The rule in force with twelve per cent instead of ten."""
    node = walk.node()
    text = node.office(walk.org).now().charter.get("rule.surplus").text
    node.close()
    assert text.count('take = "10%"') == 1
    return str(text.replace('take = "10%"', 'take = "12%"'))
