"""A method is one file in a folder; nothing lists them."""

import sys

import pytest
from house_of_decisions import House, procedure

from auzolan.governance import methods

TOY = '''"""Unanimity: one no is enough."""

from auzolan.governance.ballot import Outcome, quorum, tallied

name = "unanimous"
title = "Unanimity"
summary = "Carries when everybody says aye."
OPTIONS = ("aye", "nay")


def count(ballots, roll, terms):
    counts = tallied(OPTIONS, ballots, roll)
    enough = quorum(counts, roll, terms, ())
    return Outcome(carried=counts[0].heads == len(roll), counts=counts, quorum=enough, why="everybody must say aye")
'''


@pytest.fixture
def toy_method(tmp_path, monkeypatch):
    (tmp_path / "unanimous.py").write_text(TOY, encoding="utf-8")
    monkeypatch.setattr(methods, "__path__", [*methods.__path__, str(tmp_path)])
    yield
    sys.modules.pop("auzolan.governance.methods.unanimous", None)


def test_the_methods_of_the_house_are_found():
    assert {"majority", "consent"} <= set(methods.find())
    for name, method in methods.find().items():
        assert (method.name, bool(method.title), bool(method.summary)) == (name, True, True)
        assert set(method.reasoned) <= set(method.options)


@pytest.mark.usefixtures("toy_method")
def test_a_toy_method_needs_one_file_and_decides():
    house = House(procedure("ordinary", 'method = "unanimous"\nearly_close = true'), members=2)
    id = house.propose()
    house.answers(id, aye="anna")
    assert house.standing(id).text == "1 of 2 has answered. As it stands it does not carry."
    house.answers(id, aye="bilal")
    (closed, _) = house.close(id, house.at)
    assert closed.carried
    assert [(one.option, one.heads) for one in closed.counts] == [("aye", 2), ("nay", 0)]


def test_without_its_file_the_toy_method_is_gone():
    assert "unanimous" not in methods.find()
