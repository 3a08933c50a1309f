"""auzolan VERB ...: every verb in a file of its own, found by looking."""

import argparse
import importlib
import os
import pkgutil
import sys
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from auzolan.cli import verbs
from auzolan.cli.console import Console, Unreadable
from auzolan.journal.fault import JournalFault
from auzolan.node.database import DRIVER_ERRORS
from auzolan.values.refusal import Refusal

JSON = "--json"


def found_verbs() -> dict[str, ModuleType]:
    """Verb -> its module, by name."""
    modules = (importlib.import_module(f"auzolan.cli.verbs.{one.name}") for one in pkgutil.iter_modules(verbs.__path__))
    return {module.name: module for module in modules if hasattr(module, "name")}


class WrongUsage(Exception):
    """The words of a command do not fit; usage: how they would."""

    def __init__(self, why: str, usage: str) -> None:
        super().__init__(why)
        self.usage = usage


class Grammar(argparse.ArgumentParser):
    """A grammar that answers wrong words like everything else: one JSON document where that was asked for."""

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the words."""
        raise WrongUsage(message, self.format_usage())


def parser() -> argparse.ArgumentParser:
    """The whole grammar of the command line."""
    top = Grammar(
        prog="auzolan", description="The open house of a solidarity-economy organisation.",
        epilog="auzolan VERB --help shows an example of each verb.",
    )
    below = top.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, module in sorted(found_verbs().items()):
        one = below.add_parser(
            name, help=module.summary, description=module.summary, epilog=f"example: {module.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        one.add_argument("--data", type=Path, default=Path(os.environ.get("AUZOLAN_DATA", "auzolan-data")),
                         help="the node's folder (default ./auzolan-data, or AUZOLAN_DATA)")
        one.add_argument("--org", default="", help="which organisation, where the node holds several")
        one.add_argument("--as", dest="member", default="", help="act as this member")
        one.add_argument("--key", default="", help="idempotency key: the same request again changes nothing")
        one.add_argument(JSON, action="store_true", help="print one JSON document and nothing else")
        module.add_arguments(one)
        one.set_defaults(module=module)
    return top


def main(words: list[str] | None = None) -> int:
    """Run one verb. Exit status 0 done or holds, 1 refused or does not hold, 2 wrong usage or unreadable input."""
    words = sys.argv[1:] if words is None else words
    wants_json = JSON in (words[: words.index("--")] if "--" in words else words)
    console = Console(argparse.Namespace(json=wants_json))
    try:
        said = parser().parse_args(_readable(words))
        console.said = said
        return int(said.module.run(said, console))
    except Refusal as refusal:
        return console.refused(refusal)
    except JournalFault as fault:
        return console.refused(Refusal(
            what="Nothing was done", where="" if fault.seq is None else f"entry {fault.seq}",
            why=f"{str(fault)[:1].upper()}{str(fault)[1:]}.".replace("..", "."),
            next="Run `auzolan verify`, and compare with another copy.",
        ))
    except WrongUsage as wrong:
        console.tell(wrong.usage.rstrip())
        return console.unreadable(f"Wrong usage: {wrong}.")
    except Unreadable as why:
        return console.unreadable(str(why))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except DRIVER_ERRORS as why:
        return console.unreadable(f"The store cannot be used: {why}. Run `auzolan verify`, or take a newer copy.")
    except OSError as why:
        return console.unreadable(f"{why.filename or 'A file'} cannot be used: {why.strerror or why}.")
    except KeyboardInterrupt:
        return console.unreadable("Stopped.")
    finally:
        console.close()


def _readable(words: list[str]) -> list[str]:
    """The words as they are. Raises Unreadable where one holds what no text can."""
    for word in words:
        if "\0" in word or any("\ud800" <= letter <= "\udfff" for letter in word):
            raise Unreadable(f"{word[:40]!r} is not text in UTF-8.")
    return words


if __name__ == "__main__":
    sys.exit(main())
