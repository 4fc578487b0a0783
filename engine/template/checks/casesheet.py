"""The hidden sheet `_checks`: one row per case of each check, and what «Проверка» counts from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.worksheet import Worksheet

from engine.template import words
from engine.template.checks.calcsheet import Calc, link_name
from engine.template.checks.cases import Verdict
from engine.template.checks.verdicts import Check, Summary, first_wrong
from engine.template.checks.workingheads import CASE_HEADS, CASE_SHEET, CHECK_HEADS
from engine.template.formats import Formats

_LETTERS = dict(zip(CASE_HEADS, "ABCDEF", strict=True))
_FIRST_CHECK_COLUMN = 6
_COUNT_NAMES = ("filled", "required", "errors", "warnings", "explained")
#: Cells of the counts, below one another.
COUNTS = {name: f"'{CASE_SHEET}'!$M${row}" for row, name in enumerate(_COUNT_NAMES, 1)}


@dataclass(frozen=True)
class Cases:
    """Where the cases of each check stand; the row of wrong cells comes first among the checks."""

    calc: Calc
    checks: tuple[Check, ...]

    @cached_property
    def rows(self) -> tuple[tuple[int, int], ...]:
        """First row and row after the last one of each check's cases, zero-indexed."""
        rows, row = [], 1
        for check in self.checks:
            rows.append((row, row + len(check.cases)))
            row += len(check.cases)
        return tuple(rows)

    def range_of(self, number: int, head: str) -> str:
        """Reference to a column of the cases of the check with this number."""
        first, end = self.rows[number]
        letter = _LETTERS[head]
        return f"'{CASE_SHEET}'!${letter}${first + 1}:${letter}${end}"

    def position(self, number: int, case: int, head: str) -> tuple[int, int]:
        """Row and column, zero-indexed, of a working of one case of the check with this number."""
        return self.rows[number][0] + case, CASE_HEADS.index(head)

    def cell(self, number: int, case: int, head: str) -> str:
        """Reference to a working of one case of the check with this number."""
        return f"'{CASE_SHEET}'!${_LETTERS[head]}${self.rows[number][0] + case + 1}"

    def check_column(self, head: str) -> str:
        """Reference to a column of the checks: the row of wrong cells, then each check."""
        letter = "GHIJ"[CHECK_HEADS.index(head)]
        return f"'{CASE_SHEET}'!${letter}$2:${letter}${2 + len(self.checks)}"

    def check_cell(self, number: int, head: str) -> str:
        """Reference to one cell of the checks; number -1 is the row of wrong cells."""
        letter = "GHIJ"[CHECK_HEADS.index(head)]
        return f"'{CASE_SHEET}'!${letter}${number + 3}"


def write_cases(sheet: Worksheet, cases: Cases, formats: Formats) -> None:
    """Write the hidden sheet but for the counts, which need the cells of «Проверка»."""
    plain, calc = formats["plain"], cases.calc
    for column, head in enumerate(CASE_HEADS):
        sheet.write_string(0, column, head, plain)
    for check, (first, _) in zip(cases.checks, cases.rows, strict=True):
        for row, case in enumerate(check.cases, start=first):
            sheet.write_string(row, 0, check.control.id, plain)
            sheet.write_formula(row, 1, f"={case.verdict_formula}", plain, case.verdict.result)
            detail = case.detail if case.verdict is Verdict.BROKEN else ""
            sheet.write_formula(row, 2, f'=IF(B{row + 1}=1,{case.detail_formula},"")', plain, detail)
            sheet.write_string(row, 3, link_name(case.at), plain)
            sheet.write_string(row, 4, calc.label(case.at), plain)
    _write_checks(sheet, cases, formats)
    sheet.hide()
    sheet.protect()


def write_counts(sheet: Worksheet, states: str, cases: Cases, summary: Summary, formats: Formats) -> None:
    """Write the counts over the range that holds the states of all checks."""
    calc = cases.calc
    filled = f"COUNTIFS({calc.range_of('required')},1,{calc.range_of('content')},1)"
    counts = (
        (filled, summary.filled),
        (f"SUM({calc.range_of('required')})", summary.required),
        (f'COUNTIF({states},"{words.ERROR}")', summary.errors),
        (f'COUNTIF({states},"{words.WARNING}")', summary.warnings),
        (f'COUNTIF({states},"{words.EXPLAINED}")', summary.explained),
    )
    for row, (name, (formula, value)) in enumerate(zip(COUNTS, counts, strict=True)):
        sheet.write_string(row, 11, name, formats["plain"])
        sheet.write_formula(row, 12, f"={formula}", formats["plain"], value)


def _write_checks(sheet: Worksheet, cases: Cases, formats: Formats) -> None:
    plain, calc, start = formats["plain"], cases.calc, _FIRST_CHECK_COLUMN
    for column, head in enumerate(CHECK_HEADS, start=start):
        sheet.write_string(0, column, head, plain)
    sheet.write_string(1, start, words.WRONG_CELLS_ID, plain)
    sheet.write_string(1, start + 1, words.WRONG_CELLS_MESSAGE, plain)
    wrong = first_wrong(calc)
    for column, head in ((start + 2, "link"), (start + 3, "label")):
        found = f"MATCH(2,{calc.range_of('content')},0)"
        formula = f'=IFERROR(INDEX({calc.range_of(head)},{found}),"")'
        shown = "" if wrong is None else link_name(wrong) if head == "link" else calc.label(wrong)
        sheet.write_formula(1, column, formula, plain, shown)
    for number, check in enumerate(cases.checks):
        sheet.write_string(number + 2, start, check.control.id, plain)
        sheet.write_string(number + 2, start + 1, check.control.message, plain)
        if not check.cases:
            continue
        at = (check.broken or check.cases)[0].at
        position = f"IFERROR(MATCH(1,{cases.range_of(number, 'verdict')},0),1)"
        for column, head, shown in (
            (start + 2, "link", link_name(at)),
            (start + 3, "label", calc.label(at)),
        ):
            formula = f"=INDEX({cases.range_of(number, head)},{position})"
            sheet.write_formula(number + 2, column, formula, plain, shown)
