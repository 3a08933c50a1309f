"""What deciding bodies of presets decide: an assembly, its council and the congress of a group, by their own rules."""

from pathlib import Path
from typing import Any

import pytest
from golden_house import Golden

from auzolan.charter.facts import ArticleAdopted
from auzolan.charter.preset import preset
from auzolan.cli.bundles import check_signed, given, looked_into
from auzolan.cli.recorded import counted_again
from auzolan.flows.requests import RecordContribution, RecordEntry
from auzolan.governance.decide import CastBallot, CloseDecision, OpenProposal
from auzolan.governance.facts import DecisionClosed, ProposalOpened
from auzolan.governance.state import CARRIED, NOT_CARRIED, Decision
from auzolan.node.exporting import Wanted, write
from auzolan.values.refusal import Refusal
from auzolan.views.wordings import wordings


def proposed(house: Golden, by: str, title: str, text: str, **more: Any) -> str:
    fact = house.ask(OpenProposal(title=title, text=text, **more), by=by).fact(ProposalOpened)
    return str(fact.decision)


def answered(house: Golden, id: str, **options: str) -> None:
    """answered(house, id, consent="mana mbo", object="mcleo")"""
    for option, members in options.items():
        for member in members.split():
            objects = option == "object"
            house.ask(CastBallot(
                decision=id, option=option, reason="We cannot pay that in winter." if objects else "",
                criterion="means" if objects else "",
            ), by=member)


def decision(house: Golden, id: str) -> Decision:
    found: Decision = house.states["governance"].decisions[id]
    return found


def closed(house: Golden, id: str, by: str) -> DecisionClosed:
    house.wait(15)
    answer = house.ask(CloseDecision(decision=id), by=by)
    return next(entry.fact for entry in answer.entries if isinstance(entry.fact, DecisionClosed))


def counted_elsewhere(house: Golden, folder: Path) -> None:
    """Verify holds, and whoever has nothing but the bundle counts every closed decision again, round for round."""
    house.verified()
    write(house.office, "bundle", folder / "away.zip", Wanted())
    bundle = given(folder / "away.zip")
    check_signed(bundle)
    closed = [id for id, one in house.states["governance"].decisions.items() if one.status in (CARRIED, NOT_CARRIED)]
    assert closed
    with looked_into(bundle) as elsewhere:
        for id in closed:
            here, there = counted_again(house.office, id), counted_again(elsewhere, id)
            assert here == there and there[0]["equal"] and there[0]["rounds"], id


def reworded(house: Golden, article: str, before: str, after: str) -> str:
    text = str(house.office.now().charter.articles[article].text)
    assert before in text
    return text.replace(before, after)


def test_loomio_an_objection_is_integrated_in_the_second_round(tmp_path: Path) -> None:
    house = Golden(tmp_path, preset("loomio"))
    for member in ("mana", "mbo", "mcleo", "mdee"):
        house.admit(member)
    first = proposed(
        house, "mana", "Pay 50 an hour", "Prices went up.", effect="adopt_articles",
        articles=(reworded(house, "rule.pay", "45.00 NZD/h", "50.00 NZD/h"),),
    )
    assert decision(house, first).procedure == "procedure.consent"
    with pytest.raises(Refusal, match="An objection needs a reason"):
        house.ask(CastBallot(decision=first, option="object", criterion="means"), by="mcleo")
    answered(house, first, consent="mana mbo", object="mcleo")
    assert not closed(house, first, "mana").carried
    second = proposed(
        house, "mana", "Pay 47 an hour", "Prices went up; winter is thought of.", effect="adopt_articles",
        articles=(reworded(house, "rule.pay", "45.00 NZD/h", "47.00 NZD/h"),), replaces=first,
    )
    told = wordings(house.office.now(), second, _near(house), house.office.reader())
    assert (told.round, told.fallback) == (2, "procedure.ordinary")
    assert [one.member for one in told.objections] == ["mcleo"] and told.earlier is not None
    assert {one.how for one in told.earlier.text} == {"kept", "removed", "added"}
    assert "50.00" in "".join(one.text for one in told.earlier.articles[0].text if one.how == "removed")
    answered(house, second, consent="mana mbo mcleo mdee")
    answer = house.ask(CloseDecision(decision=second), by="mana")
    assert any(isinstance(entry.fact, ArticleAdopted) for entry in answer.entries), "settled: it closes at once"
    assert decision(house, first).status == NOT_CARRIED and decision(house, second).status == CARRIED
    assert "47.00 NZD/h" in house.office.now().charter.articles["rule.pay"].text
    counted_elsewhere(house, tmp_path)


def test_loomio_without_agreement_the_fallback_decides_and_nothing_else_may(tmp_path: Path) -> None:
    house = Golden(tmp_path, preset("loomio"))
    for member in ("mana", "mbo", "mcleo", "mdee"):
        house.admit(member)
    words = {"effect": "adopt_articles", "articles": (reworded(house, "rule.pay", "45.00 NZD/h", "50.00 NZD/h"),)}
    with pytest.raises(Refusal, match="is decided by Consent"):
        proposed(house, "mana", "Pay 50", "Now.", procedure="procedure.ordinary", **words)
    first = proposed(house, "mana", "Pay 50", "Now.", **words)
    answered(house, first, consent="mana mbo", object="mcleo")
    closed(house, first, "mana")
    second = proposed(house, "mana", "Pay 50", "Now.", procedure="procedure.ordinary", replaces=first, **words)
    answered(house, second, yes="mana mbo mdee", no="mcleo")
    assert closed(house, second, "mana").carried
    counted_elsewhere(house, tmp_path)


def test_stocksy_founders_staff_and_artists_vote_on_the_fees(tmp_path: Path) -> None:
    house = Golden(tmp_path, preset("stocksy"))
    for member, class_ in (("mfay", "founder"), ("msam", "staff"), ("mana", "artist"), ("mbob", "artist")):
        house.admit(member, class_)
    text = reworded(house, "rule.royalty_standard", 'take = "50%"', 'take = "55%"')
    id = proposed(
        house, "mana", "Artists keep 55 %", "Licences sell well.", effect="adopt_articles", articles=(text,)
    )
    assert decision(house, id).procedure == "procedure.ordinary" and decision(house, id).voters == 4
    answered(house, id, yes="mana mbob mfay", no="msam")
    assert closed(house, id, "mana").carried
    assert 'take = "55%"' in house.office.now().charter.articles["rule.royalty_standard"].text
    for member, sold in (("mana", "60.00"), ("mbob", "40.00")):
        house.ask(RecordContribution(contribution="contribution.standard", amount=sold, member=member))
    legs = (("Assets:Bank", "100.00 USD"), ("Liabilities:Licences:Standard", "-100.00 USD"))
    house.ask(RecordEntry(legs=legs, date=house.at.date().isoformat()))
    counted_elsewhere(house, tmp_path)


def test_fairbnb_hosts_and_neighbours_of_the_place_choose_its_project(tmp_path: Path) -> None:
    house = Golden(tmp_path, preset("fairbnb"))
    for member, class_ in (("mhal", "host"), ("mhea", "host"), ("mnia", "neighbour"), ("mwil", "worker")):
        house.admit(member, class_)
    first = proposed(house, "mhal", "A garden", "The half of May goes to it.", procedure="procedure.place")
    assert set(decision(house, first).roll) == {"mhal", "mhea", "mnia"}, "workers have no voice in the place's half"
    with pytest.raises(Refusal, match="mwil is not on it"):
        answered(house, first, consent="mwil")
    with pytest.raises(Refusal, match="you are not in it"):
        proposed(house, "mwil", "Our office", "It needs paint.", procedure="procedure.place")
    answered(house, first, consent="mhal mhea", object="mnia")
    assert not closed(house, first, "mhal").carried
    second = proposed(
        house, "mhal", "A garden", "The half of May goes to it, open to all.", procedure="procedure.place",
        replaces=first,
    )
    answered(house, second, consent="mhal mnia", stand_aside="mhea")
    assert closed(house, second, "mhal").carried
    counted_elsewhere(house, tmp_path)


def _near(house: Golden) -> Any:
    from auzolan.journal.entry import TERMINAL, Entry
    from auzolan.organisation import around

    org = house.office.now()
    probe: Entry[Any] = Entry(seq=org.seq, at=org.at, by=TERMINAL, charter=org.charter_seq, fact=None)
    return around(org, probe, house.office.fact)
