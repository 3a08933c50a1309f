"""A formula's text becomes its tree, or a sentence that says why not.

Our lexer has cut it into words, and brackets, functions and `case` are taken apart here, level by level. What is left
of each level, only operators between placeholders, goes to a SQL parser for its order of precedence. Its tree is
walked against a list of what is allowed; so nothing else of SQL can come in, and nothing of the parser gets out.
"""

from collections.abc import Callable

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from auzolan.formula.bounds import bounded
from auzolan.formula.function import row_function
from auzolan.formula.lexer import Token, read_tokens
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.tree import (
    FOUND_TOTALS,
    ROW_FUNCTIONS,
    Between,
    Call,
    Case,
    Comparison,
    Day,
    Literal,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    OneOf,
    Operation,
    Text,
)

PREFIX_MAX = 4  # "not not not not": more is a slip of the key, and each costs the parser a level
_ARGUMENTS = {
    "coalesce": (2, 20),
    "least": (2, 20),
    "greatest": (2, 20),
    "round": (2, 2),
    "floor": (1, 1),
    "abs": (1, 1),
    "sum": (1, 1),
    "count": (0, 1),
    "min": (1, 1),
    "max": (1, 1),
} | dict.fromkeys(FOUND_TOTALS, (1, 1))
_ARITHMETIC: dict[type[exp.Expression], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/"}
_COMPARE: dict[type[exp.Expression], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
_LOGIC: dict[type[exp.Expression], str] = {exp.And: "and", exp.Or: "or"}
_Options = tuple[Literal, ...]


def parse(formula: str) -> Node:
    """Read a formula such as "hours * index". Raises FormulaRefused with the place and what to write instead."""
    node = _Level(read_tokens(formula)).read()
    bounded(node)
    return node


class _Level:
    """One level of brackets: its words, and the parts already read that stand in it as placeholders."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.at = tokens[0].at
        self.place = 0
        self.flat: list[str] = []
        self.parts: list[Node | _Options] = []

    def read(self) -> Node:
        prefixes = 0
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            is_prefix = token.text in ("-", "+", "not") and token.kind != "literal" and not self._after_operand()
            prefixes = prefixes + 1 if is_prefix else 0
            if prefixes > PREFIX_MAX:
                raise FormulaRefused(at=token.at, why="Too many signs stand in a row.", next="Remove those not needed.")
            self._take(token)
        return self._walk(self._ask_parser())

    def _after_operand(self) -> bool:
        return bool(self.flat) and self.flat[-1].startswith("v")

    def _take(self, token: Token) -> None:
        if token.literal is not None:
            self._put(token.literal, token.at)
        elif token.kind == "name":
            self._put(Name(name=token.text, at=token.at), token.at)
        elif token.kind == "function":
            self.place += 1
            self._put(_call(token, self._group()), token.at, step=0)
        elif token.text == "case":
            self._put(_case(token, self._group()), token.at, step=0)
        elif token.text == "(":
            after_in = bool(self.flat) and self.flat[-1] == "in"
            inner = self._group()
            self._put(_options(token, inner) if after_in else _bracketed(token, inner), token.at, step=0, wrap=after_in)
        elif token.text in (")", ",", "when", "then", "else", "end"):
            raise FormulaRefused(
                at=token.at, why=f"`{token.text}` stands alone here.", next="Remove it, or open what it closes."
            )
        else:
            self.flat.append(token.text)
            self.place += 1

    def _put(self, part: Node | _Options, at: int, *, step: int = 1, wrap: bool = False) -> None:
        if self._after_operand():
            raise FormulaRefused(
                at=at,
                why="Two values stand side by side with no sign between them.",
                next="Write + - * / or a comparison between them.",
            )
        self.flat.append(f"v{len(self.parts)}")
        if wrap:
            self.flat[-1:] = ["(", self.flat[-1], ")"]
        self.parts.append(part)
        self.place += step

    def _group(self) -> tuple[Token, ...]:
        """The words inside the bracket or `case` that opens here; the place moves behind its end."""
        opener = self.tokens[self.place]
        depth = 0
        for place in range(self.place, len(self.tokens)):
            depth += (self.tokens[place].text in ("(", "case")) - (self.tokens[place].text in (")", "end"))
            if depth == 0:
                inner = self.tokens[self.place + 1 : place]
                self.place = place + 1
                return inner
        raise FormulaRefused(
            at=opener.at,
            why=f"`{opener.text}` opens here and is never closed.",
            next=f"Close it with `{'end' if opener.text == 'case' else ')'}`.",
        )

    def _ask_parser(self) -> exp.Expression:
        try:
            read = sqlglot.parse_one(" ".join(self.flat))
        except SqlglotError as why:
            raise self._unread() from why
        if not isinstance(read, exp.Expression):
            raise self._unread()
        return read

    def _unread(self) -> FormulaRefused:
        return FormulaRefused(
            at=self.at,
            why="Its signs and values do not make a formula from here on.",
            next="Each of + - * / and each comparison needs a value on both sides; text stands between single quotes.",
        )

    def _walk(self, read: exp.Expression) -> Node:
        kind = type(read)
        if kind is exp.Column:
            return self._node(read)
        if kind is exp.Neg:
            of = self._walk(read.this)
            return Negative(of=of, at=of.at)
        if kind is exp.Not:
            of = self._walk(read.this)
            return Not(of=of, at=of.at)
        if kind is exp.Between:
            value, low, high = (self._walk(read.args[name]) for name in ("this", "low", "high"))
            return Between(value=value, low=low, high=high, at=value.at)
        if kind is exp.In and len(read.expressions) == 1:
            value = self._walk(read.this)
            return OneOf(value=value, options=self._options(read.expressions[0]), at=value.at)
        return self._walk_pair(read)

    def _walk_pair(self, read: exp.Expression) -> Node:
        kind = type(read)
        if kind not in _ARITHMETIC and kind not in _COMPARE and kind not in _LOGIC:
            raise self._unread()
        left, right = self._walk(read.this), self._walk(read.expression)
        if kind in _ARITHMETIC:
            return Operation(sign=_ARITHMETIC[kind], left=left, right=right, at=left.at)
        if kind in _COMPARE:
            return Comparison(sign=_COMPARE[kind], left=left, right=right, at=left.at)
        return Logic(word=_LOGIC[kind], left=left, right=right, at=left.at)

    def _part(self, read: exp.Expression) -> Node | _Options:
        name = read.name
        if not name.startswith("v") or not name[1:].isdecimal() or int(name[1:]) >= len(self.parts):
            raise self._unread()
        return self.parts[int(name[1:])]

    def _node(self, read: exp.Expression) -> Node:
        part = self._part(read)
        if isinstance(part, tuple):
            raise self._unread()
        return part

    def _options(self, read: exp.Expression) -> _Options:
        part = self._part(read)
        if not isinstance(part, tuple):
            raise self._unread()
        return part


def _bracketed(opener: Token, inner: tuple[Token, ...]) -> Node:
    if not inner:
        raise FormulaRefused(at=opener.at, why="These brackets are empty.", next="Write a value between them.")
    return _Level(inner).read()


def _split(inner: tuple[Token, ...], cut: Callable[[Token], bool]) -> list[tuple[Token | None, tuple[Token, ...]]]:
    """The words between separators of this level, each with the separator before it."""
    pieces: list[tuple[Token | None, tuple[Token, ...]]] = []
    depth, start, before = 0, 0, None
    for place, token in enumerate(inner):
        if depth == 0 and cut(token):
            pieces.append((before, inner[start:place]))
            start, before = place + 1, token
        depth += (token.text in ("(", "case")) - (token.text in (")", "end"))
    return [*pieces, (before, inner[start:])]


def _commas(opener: Token, inner: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    pieces = [piece for _, piece in _split(inner, lambda token: token.text == "," and token.kind == "sign")]
    if not all(pieces):
        raise FormulaRefused(
            at=opener.at, why="A value is missing between commas.", next="Write it, or remove the comma."
        )
    return pieces


def _call(function: Token, inner: tuple[Token, ...]) -> Call:
    name = function.text
    if name == "count" and [token.text for token in inner] == ["*"]:
        inner = ()
    pieces = _commas(function, inner) if inner else []
    least, most = row_function(name).takes if name in ROW_FUNCTIONS else _ARGUMENTS[name]
    if not least <= len(pieces) <= most:
        wanted = f"{least}" if least == most else f"{least} to {most}"
        raise FormulaRefused(
            at=function.at,
            why=f"{name} takes {wanted} values, not {len(pieces)}.",
            next="Separate values by commas; no comma inside a number.",
        )
    call = Call(name=name, args=tuple(_Level(piece).read() for piece in pieces), at=function.at)
    return row_function(name).form(call) if name in ROW_FUNCTIONS else call


def _options(opener: Token, inner: tuple[Token, ...]) -> _Options:
    if not inner:
        raise FormulaRefused(at=opener.at, why="The list after `in` is empty.", next="Write in ('a', 'b').")
    options: list[Literal] = []
    for piece in _commas(opener, inner):
        node = _Level(piece).read()
        if isinstance(node, Negative) and isinstance(node.of, Number):
            node = Number(value=-node.of.value, unit=node.of.unit, percent=node.of.percent, at=node.at)
        if not isinstance(node, Number | Text | Day):
            raise FormulaRefused(
                at=piece[0].at,
                why="The list after `in` holds fixed values only.",
                next="Compare with a column by = and `or`.",
            )
        options.append(node)
    return tuple(options)


def _case(opener: Token, inner: tuple[Token, ...]) -> Case:
    pieces = _split(inner, lambda token: token.kind == "word" and token.text in ("when", "then", "else"))
    words = [before.text if before else "" for before, _ in pieces]
    pairs = (len(words) - 1) // 2
    has_else = words[-1] == "else"
    if pieces[0][1] or pairs < 1 or words[1:] != ["when", "then"] * pairs + ["else"] * has_else:
        raise FormulaRefused(
            at=opener.at,
            why="This `case` has not the form that is read.",
            next="Write: case when a > b then x else y end.",
        )
    if not all(piece for _, piece in pieces[1:]):
        raise FormulaRefused(
            at=opener.at, why="A value is missing in this `case`.", next="Write one after each when, then and else."
        )
    read = [_Level(piece).read() for _, piece in pieces[1:]]
    branches = tuple((read[2 * pair], read[2 * pair + 1]) for pair in range(pairs))
    return Case(branches=branches, otherwise=read[-1] if has_else else None, at=opener.at)
