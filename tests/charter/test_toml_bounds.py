"""A small text that stands for an enormous tree is refused before it is parsed, wherever it comes in."""

import pytest

from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load
from auzolan.flows.flow_file import read

BOMBS = {
    "a name of a thousand parts": ".".join(["a"] * 1000) + " = 1\n",
    "many names of many parts": "".join(f"a{n}.b.c.d.e.f.g = 1\n" for n in range(6000)),
    "a hundred thousand fields": "".join(f"a{n} = 1\n" for n in range(20_000)),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_as_a_charter_and_as_a_flow(bomb: str) -> None:
    articles, findings = load(BOMBS[bomb], Kinds.find(), where="ours.toml")
    assert articles == () and [one.what for one in findings] == ["The charter cannot be read"]
    requests, findings = read(BOMBS[bomb])
    assert requests == () and [one.what for one in findings] == ["The file cannot be read"]


def test_a_number_of_thousands_of_digits_is_a_finding_of_a_flow() -> None:
    requests, (finding,) = read(f"posting = 'sale'\namount = {'9' * 5000}\n")
    assert requests == () and finding.what == "This is not TOML"


def test_dots_inside_words_and_comments_are_not_names() -> None:
    text = '["purpose"]\nsays = "' + "a.b.c. " * 2000 + '"\n# ' + "x.y.z " * 2000 + "\n"
    _articles, findings = load(text, Kinds.find(), where="ours.toml")
    assert not any("nests names" in one.why for one in findings)
