"""The charter as one TOML file: the articles in force, each in its one spelling, with what they mean in plain words."""

from collections.abc import Iterator

from auzolan.charter.charter import Charter
from auzolan.charter.diff import plain_words

name = "charter"
summary = "The articles in force as one TOML file, which `auzolan check` and `auzolan found` read."
suffix = ".toml"
WIDTH = 118


def write(charter: Charter, title: str) -> Iterator[str]:
    """The file in pieces of text, an article each. title: whose charter it is, for the first line."""
    yield f"# The charter of {_line(title)}\n"
    for id in sorted(charter.articles):
        article = charter.articles[id]
        words = _line(plain_words(article, charter))
        comment = "".join(f"# {line}\n" for line in _wrapped(words))
        yield f"\n{comment}{article.text}"


def _line(words: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())


def _wrapped(words: str) -> Iterator[str]:
    line = ""
    for word in words.split():
        if line and len(line) + 1 + len(word) > WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line
