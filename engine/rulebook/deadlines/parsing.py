"""From a phrase to its clauses, by the grammar of grammar.lark."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from lark import Lark, UnexpectedInput
from lark.exceptions import VisitError

from engine.rulebook.deadlines.clauses import clauses_of
from engine.rulebook.deadlines.syntax import Clause, NotUnderstoodError


@cache
def parse(phrase: str) -> tuple[Clause, ...]:
    """Read a phrase as `phrasing.phrase` makes it.

    Raises:
        NotUnderstoodError: it is no deadline.
    """
    try:
        return clauses_of(_parser().parse(phrase))
    except (UnexpectedInput, VisitError) as error:
        raise NotUnderstoodError(phrase) from error


@cache
def _parser() -> Lark:
    grammar = files("engine.rulebook.deadlines").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="basic")  # no two terminals match alike, and one scanner is made faster
