"""Which cells of a return are marked, by which problems: cells to fill in, and the line codes beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from engine.template.checks.calcsheet import link_name
from engine.template.content import FormContent
from engine.template.layout import FormLayout
from engine.template.returned import Problem
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Severity

MARK_SHEET = "_marks"
#: Defined name of the levels: the one way for a conditional format to look at another sheet that every program accepts.
LEVELS = "return_marks"
#: Levels of a mark: put right, something to check, something wrong.
CLEAR, WARNING, ERROR = 0, 1, 2
#: Where a mark stands: sheet, row and column, zero-indexed.
Spot = tuple[str, int, int]

_MARKED = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked cell.

    ``number`` is its place in the hidden list of marks, from 1; ``problems`` are positions among the listed problems;
    ``address`` is None for a line code; ``is_main`` says that some problem is to be put right in this cell or line.
    """

    number: int
    name: str
    spot: Spot
    address: Address | None
    problems: tuple[int, ...]
    severity: Severity
    is_main: bool

    @property
    def level(self) -> str:
        """The formula of the mark's live level, for a conditional format on any sheet."""
        return f"INDEX({LEVELS},{self.number})"

    @property
    def returned_cell(self) -> str:
        """Reference to what stood in the cell when the form was returned."""
        return f"'{MARK_SHEET}'!$C${self.number + 1}"


@dataclass(frozen=True)
class Marks:
    """All marks of a form: those of fields first, then those of line codes; empty where it is no return."""

    marks: tuple[Mark, ...] = ()

    @cached_property
    def by_spot(self) -> dict[Spot, Mark]:
        """The marks by the cell in which they stand."""
        return {mark.spot: mark for mark in self.marks}

    @cached_property
    def by_address(self) -> dict[Address, Mark]:
        """The marks of fields."""
        return {mark.address: mark for mark in self.marks if mark.address is not None}

    def on(self, sheet: str) -> tuple[Mark, ...]:
        """The marks of one sheet."""
        return tuple(mark for mark in self.marks if mark.spot[0] == sheet)


def marks_of(content: FormContent, layout: FormLayout) -> Marks:
    """Collect the marks of a return."""
    if content.returned is None:
        return Marks()
    problems = content.returned.listed
    fields: dict[Address, list[int]] = {}
    lines: dict[str, list[int]] = {}
    for number, problem in enumerate(problems):
        for address in problem.cells if problem.severity in _MARKED else ():
            fields.setdefault(address, []).append(number)
            lines.setdefault(address.line, []).append(number)
    found = [
        *((link_name(address), layout.position_of(address), address, at) for address, at in fields.items()),
        *((_code_name(line), spot, None, at) for line, at in lines.items() for spot in _codes(line, layout)),
    ]
    return Marks(
        tuple(
            Mark(
                number=number,
                name=name,
                spot=spot,
                address=address,
                problems=tuple(dict.fromkeys(at)),
                severity=_worst(problems, at),
                is_main=any(_begins_at(problems[each], name, address) for each in at),
            )
            for number, (name, spot, address, at) in enumerate(found, start=1)
        )
    )


def _code_name(line: str) -> str:
    return f"code_{line}"


def _begins_at(problem: Problem, name: str, address: Address | None) -> bool:
    if address is not None:
        return address in problem.main_cells
    return any(_code_name(each.line) == name for each in problem.main_cells)


def _codes(line: str, layout: FormLayout) -> Iterator[Spot]:
    for sheet, section in layout.sections.values():
        if line in section.rows:
            yield sheet.name, section.rows[line], section.code


def _worst(problems: tuple[Problem, ...], numbers: list[int]) -> Severity:
    return min((problems[number].severity for number in numbers), key=_MARKED.index)
