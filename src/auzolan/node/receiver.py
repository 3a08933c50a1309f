"""The README.txt in a bundle: what somebody holds in their hands, in plain words."""

from collections.abc import Mapping
from typing import Any

WORDS = {
    "all": "It holds words about people (names, addresses, reasons): keep it as you would keep those.",
    "books": "It holds the words of the books (payees, what for, names of accounts), and no words about people.",
    "none": "It holds no words at all: amounts, accounts and numbers only.",
}


def readme(manifest: Mapping[str, Any]) -> str:
    """The text. manifest: of the bundle."""
    return f"""This is the whole journal of {manifest['name']}:
{manifest['entries']} entries, with everything computed from them.

{WORDS[str(manifest['words'])]}

What is in it
  journal.jsonl   every entry, one a line, in order: what happened, when, by whom, under which article
  charter.toml    the articles in force: what the members have agreed, readable, and what the software obeys
  tables/         the open tables with every row they ever had, as Parquet, for any spreadsheet or SQL shell
  runs/           the newest runs as SQL: `duckdb < runs/RUN.sql` in this folder prints the digest that was published
  checkpoints/    signed statements of how long the journal was and what its root was
  keys.txt        the public keys that signed them
  vault.jsonl     words that the entries only commit to, where they were given along
  manifest.json   the figures above, for programs

How to check it, on a machine of your own
  auzolan verify THIS-FOLDER-OR-FILE

It reads every entry again, checks each against the charter of its time, computes every run again to the last cent,
and holds the result against the signed checkpoints. The root must be
  {manifest['root']}
as the checkpoint of {manifest['origin']} over {manifest['entries']} entries says. Compare it with
one that you, or somebody you trust, kept before: only that shows that nothing was rewritten as a whole.

How to go on with it
  auzolan import bundle THIS-FOLDER-OR-FILE --data NEW-FOLDER
The history stays the same, entry by entry, and so does the root. To write on, the signing key is needed too; it is not
in here.

The format is described in docs/formats/bundle.md and docs/formats/journal.md of the software.
"""
