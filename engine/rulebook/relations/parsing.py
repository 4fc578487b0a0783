"""From the text of a control relation to its syntax tree, with mistakes that name the place and what was expected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, cast

from lark import Lark, Token, Tree, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from engine.rulebook.relations.errors import RelationError
from engine.rulebook.relations.syntax import (
    And,
    Binary,
    Call,
    Comparison,
    Condition,
    Equivalent,
    Expression,
    Implies,
    LineRange,
    Not,
    Number,
    Or,
    Ref,
    Relation,
    Span,
    Within,
    walk,
)

_REF = re.compile(r"\[\s*(?P<line>[0-9]{3,4})?(?:\.(?P<column>[0-9]{1,2}))?\s*\]")
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "−": "-", "–": "-", "×": "*"}

#: What is said for each terminal of the grammar; several terminals may share a word.
_EXPECTED = {
    "REF": "ref",
    "NUMBER": "number",
    "PERCENT": "percent",
    "FUNCTION": "function",
    "LPAR": "open",
    "RPAR": "close",
    "_NOT": "not",
    "SIGN": "sign",
    "FACTOR": "sign",
    "COMPARATOR": "comparator",
    "_WITHIN": "within",
    "_OF": "of",
    "_AND": "connective",
    "_OR": "connective",
    "_IMPLIES": "connective",
    "_EQUIVALENT": "connective",
    "_DOTS": "dots",
    "COMMA": "comma",
    "COLON": "colon",
    "LINE": "line",
    "_FOR": "for",
    "$END": "end",
}
#: Where an amount may begin, a long list of signs would only confuse.
_BEGINS_AMOUNT = {"REF", "NUMBER", "FUNCTION", "LPAR"}


@cache
def parse_relation(text: str) -> Relation:
    """Read a control relation.

    Raises:
        RelationError: the text is none; says where and what was expected.
    """
    head, body = _tree(text, "relation").children
    lines = None if head is None else _Reader(text).lines(cast("Tree[Token]", head))
    reader = _Reader(text, in_for=lines is not None)
    return Relation(lines, reader.condition(cast("Tree[Token]", body)))


@cache
def parse_expression(text: str) -> Expression:
    """Read the expression of a computed line, such as ``sum([201]..[208])``.

    Raises:
        RelationError: the text is none; says where and what was expected.
    """
    return _Reader(text).amount(cast("Tree[Token]", _tree(text, "computed").children[0]))


@cache
def _parser() -> Lark:
    grammar = files("engine.rulebook.relations").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(
        grammar, parser="lalr", start=["relation", "computed"], propagate_positions=True, maybe_placeholders=True
    )


def _tree(text: str, start: str) -> Tree[Token]:
    try:
        return _parser().parse(text, start=start)
    except UnexpectedInput as error:
        raise _explained(text, error) from None


def _explained(text: str, error: UnexpectedInput) -> RelationError:
    if isinstance(error, UnexpectedToken):
        names = set(error.accepts or error.expected)
        at_end = error.token.type == "$END"
        position = len(text.rstrip()) if at_end else cast("int", error.token.start_pos)
        found = "" if at_end else str(error.token)
    else:
        names = set(error.allowed) if isinstance(error, UnexpectedCharacters) else set()
        at_end, position = False, cast("int", error.pos_in_stream)
        found = re.match(r"\w+|.|$", text[position:])[0]  # type: ignore[index]  # the empty alternative always matches
    if names >= _BEGINS_AMOUNT:
        names &= {*_BEGINS_AMOUNT, "_NOT"}
    expected = tuple(dict.fromkeys(word for name, word in _EXPECTED.items() if name in names))
    return RelationError(
        "unfinished" if at_end else "syntax", text, position=position + 1, found=found, expected=expected
    )


@dataclass(frozen=True)
class _Reader:
    """Turns the parse tree of one text into syntax; knows whether it is inside a ``for``."""

    text: str
    in_for: bool = False

    def lines(self, tree: Tree[Token]) -> tuple[LineRange, ...]:
        return tuple(self._line_range(cast("Tree[Token]", child)) for child in tree.children)

    def _line_range(self, tree: Tree[Token]) -> LineRange:
        first, last = tree.children
        bounds = LineRange(str(first), str(first if last is None else last))
        if int(bounds.first) > int(bounds.last):
            raise self._error("backwards", tree)
        return bounds

    def condition(self, tree: Tree[Token]) -> Condition:  # noqa: PLR0911  one return per kind of node
        children = cast("list[Any]", tree.children)
        match tree.data:
            case "equivalence":
                sides = [self.condition(child) for child in children]
                return _joined([Equivalent(left, right) for left, right in pairwise(sides)])
            case "implication":
                return Implies(self.condition(children[0]), self.condition(children[1]))
            case "disjunction":
                return Or(tuple(self.condition(child) for child in children))
            case "conjunction":
                return And(tuple(self.condition(child) for child in children))
            case "negated":
                return Not(self.condition(children[0]))
            case "comparison":
                return self._chain(children)
            case "within":
                return self._within(*children)
        raise self._error("condition", tree, "comparator" if tree.data in {"ref", "number", "call"} else "condition")

    def _chain(self, children: list[Any]) -> Condition:
        amounts = [self.amount(child) for child in children[::2]]
        signs = [_SIGNS.get(sign, str(sign)) for sign in children[1::2]]
        return _joined(
            [
                Comparison(cast("Any", sign), left, right)
                for sign, left, right in zip(signs, amounts, amounts[1:], strict=False)
            ]
        )

    def _within(self, value: Tree[Token], margin: Tree[Token], of: Tree[Token]) -> Within:
        given = {token.type: Decimal(token.rstrip("% \t\n")) for token in margin.children if isinstance(token, Token)}
        return Within(self.amount(value), given.get("PERCENT"), given.get("NUMBER"), self.amount(of))

    def amount(self, tree: Tree[Token]) -> Expression:
        expression = self._operand(tree)
        if isinstance(expression, Span):
            raise self._error("span", tree)
        return expression

    def _operand(self, tree: Tree[Token]) -> Expression:  # noqa: PLR0911  one return per kind of node
        children = cast("list[Any]", tree.children)
        match tree.data:
            case "number":
                return Number(Decimal(children[0]))
            case "percentage":
                return Number(Decimal(children[0].rstrip("% \t\n")) / 100, percent=True)
            case "ref":
                return self._ref(children[0])
            case "span":
                return Span(self._ref(children[0]), self._ref(children[1]))
            case "call":
                return self._call(tree, children)
            case "sum" | "product":
                return self._arithmetic(children)
            case "signed":
                sign = _SIGNS.get(children[0], str(children[0]))
                return Binary(cast("Any", sign), Number(Decimal(0)), self.amount(children[1]))
        raise self._error("amount", tree, "amount")

    def _arithmetic(self, children: list[Any]) -> Expression:
        amount = self.amount(children[0])
        for sign, right in zip(children[1::2], children[2::2], strict=True):
            amount = Binary(cast("Any", _SIGNS.get(sign, str(sign))), amount, self.amount(right))
        return amount

    def _call(self, tree: Tree[Token], children: list[Any]) -> Call:
        name, *arguments = children
        call = Call(cast("Any", str(name)), tuple(self._operand(argument) for argument in arguments))
        if name == "prev" and (
            len(arguments) != 1
            or any(isinstance(each, Span) for each in call.arguments)
            or any(isinstance(node, Call) and node.name == "prev" for node in walk(call.arguments[0]))
        ):
            raise self._error("prev", tree)
        return call

    def _ref(self, token: Token) -> Ref:
        match = _REF.fullmatch(token)
        if match is None or match.group("line", "column") == (None, None):
            raise self._error("ref", token, "ref")
        if match["line"] is None and not self.in_for:
            raise self._error("line", token)
        return Ref(match["line"], match["column"])

    def _error(self, problem: str, at: Tree[Token] | Token, *expected: str) -> RelationError:
        start, end = (at.start_pos, at.end_pos) if isinstance(at, Token) else (at.meta.start_pos, at.meta.end_pos)
        position = cast("int", start)
        return RelationError(
            problem, self.text, position=position + 1, found=self.text[position:end], expected=expected
        )


def _joined(conditions: list[Any]) -> Condition:
    return cast("Condition", conditions[0]) if len(conditions) == 1 else And(tuple(conditions))
