from __future__ import annotations

from dataclasses import replace

import pytest
from support.plain_forms import as_workbook, plain_form

from engine.intake.entries import Entry, fields_without_cell, finding_of, read_entries, said_of_merges
from engine.intake.grids import CellContent, Workbook
from engine.intake.locate import locate
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Finding
from engine.vocabulary.places import Kind


def _entries(
    rulebook: Rulebook, values: dict[str, CellContent], kind: Kind = Kind.SCHOOL, **sheet: object
) -> tuple[dict[str, Entry], list[Finding]]:
    form = rulebook.form("school", rulebook.periods["2024"])
    book = as_workbook(plain_form(form, values))
    book = Workbook(tuple(replace(each, **sheet) for each in book.sheets))  # type: ignore[arg-type]  # fields of a sheet
    entries, findings = read_entries(locate(book, form, "a.xlsx"), form, kind, "a.xlsx")
    return {str(each.asked.address): each for each in entries}, findings


def test_computed_and_foreign_lines_are_not_read(rulebook: Rulebook) -> None:
    entries, findings = _entries(rulebook, {"290.1": 5.0, "206.1": "не заполняется"})
    assert not {"290.1", "206.1"} & entries.keys()
    assert findings == []


def test_what_is_typed_where_nothing_is_asked_is_one_warning_a_line(rulebook: Rulebook) -> None:
    _, findings = _entries(rulebook, {"206.1": 0.0, "206.2": 5.0, "206.3": "-", "206.4": "да"})
    assert [(each.code, each.line, each.column, len(each.also)) for each in findings] == [("V22", "206", "2", 2)]


def test_a_number_from_a_formula_says_so(rulebook: Rulebook) -> None:
    entries, _ = _entries(rulebook, {"101": 5.0}, formulas=frozenset((row, 2) for row in range(200)))
    finding = finding_of(entries["101.1"], "a.xlsx")
    assert finding is not None
    assert (finding.code, finding.severity) == ("V18", "info")
    assert finding_of(entries["006.1"], "a.xlsx") is None
    assert finding_of(entries["102.1"], "a.xlsx") is None  # a formula that gives nothing gives no number


def test_a_cell_that_a_merge_swallows_is_named(rulebook: Rulebook) -> None:
    entries, _ = _entries(rulebook, {"101": 5.0})
    row = int(entries["102.1"].cell[1:]) - 1
    entries, _ = _entries(rulebook, {"101": 5.0}, merges=((row - 1, 2, row, 2),))
    (finding,) = [each for each in said_of_merges(entries.values(), "a.xlsx") if each.line == "102"]
    assert (finding.code, finding.facts["merged"]) == ("T14", entries["101.1"].cell)


def test_a_number_that_a_merged_cell_hides_is_an_error_and_a_hidden_word_a_warning(rulebook: Rulebook) -> None:
    values: dict[str, CellContent] = {"310": 5.0, "008": "8 49112"}
    entries, _ = _entries(rulebook, values)
    for address in values:
        row = int(entries[f"{address}.1"].cell[1:]) - 1
        merged, _ = _entries(rulebook, values, merges=((row - 1, 2, row, 2),))
        (finding,) = [each for each in said_of_merges(merged.values(), "a.xlsx") if each.line == address]
        assert finding.severity == ("error" if address == "310" else "warning")


@pytest.mark.parametrize(
    ("address", "content", "quoted"),
    [
        ("101", "12 чел. Иванова", None),
        ("101", "12 шт", "12 шт"),
        ("101", "12 обучающихся", "12 обучающихся"),
        ("101", "Отсутствует", "Отсутствует"),
        ("101", "x" * 50, None),
        ("601", "отсутствует частично и вообще", None),
        ("011", "31.02.2024", "31.02.2024"),
    ],
)
def test_only_what_cannot_be_a_name_is_quoted(
    rulebook: Rulebook, address: str, content: str, quoted: str | None
) -> None:
    entries, _ = _entries(rulebook, {address: content})
    finding = finding_of(entries[f"{address}.1"], "a.xlsx")
    assert finding is not None
    assert finding.value == quoted


def test_fields_without_a_cell_are_those_asked(rulebook: Rulebook) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    grid = plain_form(form)
    grid["Показатели"] = [row for row in grid["Показатели"] if "305" not in row and "206" not in row]
    location = locate(as_workbook(grid), form, "a.xlsx")
    assert fields_without_cell(location, form.fields, Kind.SCHOOL) == {Address("305")}
