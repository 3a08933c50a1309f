"""A formula cut into words, before any parser sees it; what the language does not have is refused here."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from auzolan.formula.refuse import FormulaRefused, nearest
from auzolan.formula.tree import FUNCTIONS, Day, Literal, Number, Text

LENGTH_MAX = 2_000
DEPTH_MAX = 40
OPERATORS_MAX = 120  # keeps every walk over a formula far from the interpreter's own limit
DIGITS_MAX = 30

WORDS = ("and", "or", "not", "case", "when", "then", "else", "end", "between", "in")
_FOREIGN = {
    *("from", "where", "join", "union", "having", "over", "distinct", "exists", "filter", "with", "group"),
    *("null", "is", "like", "cast", "interval", "as", "true", "false"),
}

_SPACE = re.compile(r"[ \t\n]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?")
_UNIT = re.compile(r" ?([A-Za-z_][A-Za-z0-9_]*(?:/[A-Za-z_][A-Za-z0-9_]*)?)")
_TEXT = re.compile(r"'((?:[^']|'')*)'")
_SIGN = re.compile(r"<>|!=|<=|>=|[-+*/=<>(),]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_COMMENT = re.compile(r"--|/\*|#|//")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word of a formula. kind: literal, name, function, word, sign; at: its first character, from 1."""

    kind: str
    text: str
    at: int
    literal: Literal | None = None


def read_tokens(formula: str) -> tuple[Token, ...]:
    """Cut a formula into its words. Raises FormulaRefused, with the place, for what is not in the language."""
    _bound(formula)
    tokens: list[Token] = []
    place = 0
    while place < len(formula):
        if space := _SPACE.match(formula, place):
            place = space.end()
            continue
        token, place = _next(formula, place, tokens)
        tokens.append(token)
    if not tokens:
        raise FormulaRefused(why="There is nothing in it.", next="Write a column such as hours, or a number.")
    _bound_tokens(tokens)
    return tuple(tokens)


def _bound(formula: str) -> None:
    if len(formula) > LENGTH_MAX:
        raise FormulaRefused(
            why=f"It has {len(formula):,} characters; a formula has at most {LENGTH_MAX:,}.",
            next="Split it into several steps or rules that members can read.",
        )
    if found := _CONTROL.search(formula):
        raise FormulaRefused(
            at=found.start() + 1,
            why=f"It contains the invisible character U+{ord(found[0]):04X}.",
            next="Type the formula again without it.",
        )


def _bound_tokens(tokens: list[Token]) -> None:
    depth = operators = 0
    for token in tokens:
        depth += (token.text in ("(", "case")) - (token.text in (")", "end"))
        operators += token.kind in ("sign", "word", "function") and token.text not in (")", ",", "end", "then")
        if depth > DEPTH_MAX:
            raise FormulaRefused(
                at=token.at,
                why=f"Its brackets are nested more than {DEPTH_MAX} deep.",
                next="Remove brackets that are not needed, or split it into steps.",
            )
    if operators > OPERATORS_MAX:
        raise FormulaRefused(
            why=f"It has {operators} signs and words; a formula has at most {OPERATORS_MAX}.",
            next="Split it into several steps or rules that members can read.",
        )


def _next(formula: str, place: int, before: list[Token]) -> tuple[Token, int]:
    at = place + 1
    if found := _COMMENT.match(formula, place):
        raise FormulaRefused(
            at=at,
            why=f"`{found[0]}` begins a comment, and a formula has none.",
            next="Put the words into `says`; write `- -` for minus minus.",
        )
    if found := _DAY.match(formula, place):
        return _day(found[0], at), found.end()
    if found := _NUMBER.match(formula, place):
        return _number(formula, found, at)
    if found := _NAME.match(formula, place):
        return _word(formula, found, at), found.end()
    if formula[place] == "'":
        return _text(formula, place)
    if found := _SIGN.match(formula, place):
        return Token(kind="sign", text="<>" if found[0] == "!=" else found[0], at=at), found.end()
    raise _unknown_character(formula[place], at)


def _unknown_character(character: str, at: int) -> FormulaRefused:
    advice = {
        '"': "Put text between single quotes: 'worker'.",
        ";": "Write one formula only, without a semicolon.",
        "%": "Write a percentage as a number directly followed by %: 10%.",
        "{": "Names in braces belong into `to`, not into a formula.",
        "^": "Write power(x, 2).",
    }
    return FormulaRefused(
        at=at,
        why=f"`{character}` is not a sign of formulas.",
        next=advice.get(
            character, "Use + - * / = <> < <= > >= and brackets; column names are plain letters, digits and _."
        ),
    )


def _day(text: str, at: int) -> Token:
    try:
        return Token(kind="literal", text=text, at=at, literal=Day(value=date.fromisoformat(text), at=at))
    except ValueError as why:
        raise FormulaRefused(
            at=at, why=f"{text} is not a day: {why}.", next="Write a date such as 2026-01-31."
        ) from why


def _number(formula: str, found: re.Match[str], at: int) -> tuple[Token, int]:
    digits, place = found[0], found.end()
    _bound_number(formula, digits, place, at)
    value = Fraction(digits)
    if formula[place : place + 1] == "%" or formula[place : place + 2] == " %":
        place = formula.index("%", place) + 1
        literal = Number(value=value / 100, percent=True, at=at)
    elif (unit := _UNIT.match(formula, place)) and unit[0][0] == " " and unit[1].lower() not in WORDS:
        place = unit.end()
        literal = Number(value=value, unit=unit[1], at=at)
    else:
        literal = Number(value=value, at=at)
    return Token(kind="literal", text=formula[at - 1 : place], at=at, literal=literal), place


def _bound_number(formula: str, digits: str, place: int, at: int) -> None:
    if len(digits) > 1 and digits[0] == "0" and digits[1] != ".":
        raise FormulaRefused(
            at=at, why=f"{digits[:12]} begins with a zero.", next="Write 1000, without a comma or zeros in front."
        )
    if len(digits) > DIGITS_MAX:
        raise FormulaRefused(at=at, why=f"A number has at most {DIGITS_MAX} digits.", next="Write a smaller number.")
    if re.match(r"[eE][-+]?[0-9]", formula[place:]):
        raise FormulaRefused(
            at=at, why="Numbers with an exponent such as 1e308 are not read.", next="Write the number out: 1000000."
        )
    if re.match(r"[A-Za-z_.]", formula[place:]):
        raise FormulaRefused(
            at=at,
            why=f"{digits} runs into what follows it.",
            next="Write a space between a number and its unit: 12 EUR.",
        )


def _word(formula: str, found: re.Match[str], at: int) -> Token:
    word, lower = found[0], found[0].lower()
    called = formula[found.end() :].lstrip(" \t\n").startswith("(")
    if lower == "select":
        raise FormulaRefused(
            at=at,
            why="A formula has no subquery: `select` is not read.",
            next="Use sum, count, min or max over a related table, such as sum(contributions.hours).",
        )
    if lower in WORDS:
        return Token(kind="word", text=lower, at=at)
    if called and lower in FUNCTIONS:
        return Token(kind="function", text=lower, at=at)
    if lower in _FOREIGN:
        raise FormulaRefused(
            at=at,
            why=f"`{lower}` is not a word of formulas.",
            next="Use and, or, not, case, between, in; coalesce(x, 0) says what an unknown value counts as.",
        )
    if called:
        raise FormulaRefused(at=at, why=f"There is no function {word}.", next=nearest(lower, FUNCTIONS))
    return Token(kind="name", text=word, at=at)


def _text(formula: str, place: int) -> tuple[Token, int]:
    found = _TEXT.match(formula, place)
    if not found:
        raise FormulaRefused(
            at=place + 1, why="A text begins here and never ends.", next="Close it with a single quote."
        )
    literal = Text(value=found[1].replace("''", "'"), at=place + 1)
    return Token(kind="literal", text=found[0], at=place + 1, literal=literal), found.end()
