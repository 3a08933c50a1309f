"""auzolan export: everything goes out, in open formats."""

import argparse
from pathlib import Path

from auzolan.charter.charter import charter_of
from auzolan.charter.decide import read_charter
from auzolan.charter.preset import preset
from auzolan.cli.console import Console, Unreadable
from auzolan.export import charter
from auzolan.node.exporting import Wanted, aside, formats, text, write
from auzolan.node.exporting_member import write_member

name = "export"
summary = "Write everything out: charter, bundle, beancount, hledger, csv, parquet, or all about one member."
example = (
    "auzolan export bundle harvest-hands.zip\n         auzolan export charter our.toml --preset mondragon\n"
    "         auzolan export member m7f3k2q9xwabcdef ane.zip"
)
MEMBER, PARQUET = "member", "parquet"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Format, place, which words go along."""
    parser.add_argument("format", choices=sorted((*formats(), MEMBER, PARQUET)))
    parser.add_argument("words", nargs="+", metavar="[ID] OUT", help="a new file or folder; for member the id first")
    parser.add_argument("--preset", default="", help="charter: of this preset; needs no node")
    parser.add_argument("--with-people", action="store_true", help="with the words about people, such as names")
    parser.add_argument("--without-words", action="store_true", help="without any words from the vault")


def run(said: argparse.Namespace, console: Console) -> int:
    """Write, and say where and how much."""
    *ids, last = said.words
    out = Path(last)
    if len(ids) != (said.format == MEMBER):
        wants = "an id and a place" if said.format == MEMBER else "one place"
        raise Unreadable(f"export {said.format} takes {wants}: {example.splitlines()[0].strip()}")
    if said.with_people and said.without_words:
        raise Unreadable("--with-people and --without-words contradict each other; choose one.")
    wanted = Wanted(books=not said.without_words, people=said.with_people, member=said.member)
    try:
        if said.preset:
            count = _preset(said, out)
        elif said.format == MEMBER:
            count = write_member(console.office, ids[0], out)
        else:
            count = write(console.office, said.format, out, wanted)
    except FileExistsError as why:
        raise Unreadable(f"{out} is there already. Name another; nothing is overwritten.") from why
    except OSError as why:
        raise Unreadable(f"{out} cannot be written: {why.strerror}.") from why
    return console.answer({"path": str(out), "entries": count}, [f"{said.format} written to {out} ({count})."])


def _preset(said: argparse.Namespace, out: Path) -> int:
    if said.format != charter.name:
        raise Unreadable(f"--preset is for the charter: auzolan export charter {out} --preset {said.preset}")
    articles = read_charter(preset(said.preset))
    with aside(out) as place:
        text(place, charter.write(charter_of(articles), f"the preset {said.preset}"))
    return len(articles)
