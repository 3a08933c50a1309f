"""Computing a rule for a period from the open tables as of one position: who gets what, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from auzolan.charter.charter import Charter
from auzolan.charter.load import read_text
from auzolan.charter.state import State as CharterState
from auzolan.charter.state import version_at
from auzolan.rules.articles.rule import rule_kinds
from auzolan.rules.digest import outputs
from auzolan.rules.facts import RunPublished, Share
from auzolan.rules.gathering import Gathering, Tables, amount_of
from auzolan.values.figure import Figure
from auzolan.values.period import Period, parse_period
from auzolan.values.quantity import Unit, print_amount
from auzolan.values.refusal import Refusal
