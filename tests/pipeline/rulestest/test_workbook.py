from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from support.libreoffice import cached
from support.spreadsheet_formulas import WELL_KNOWN, formulas_of, shape_of
from support.trying import Subjects

from engine.pipeline.rulestest.compared import said_of
from engine.pipeline.rulestest.trials import trials_of
from engine.pipeline.rulestest.workbook import FIRST_ROW, NUMBERS_SHEET, SHEET, Example, write_workbook

RULES = ("[302] <= [102]", "max([201.1]..[208.1]) <= [291.1]", "[101] within 30 % or 5 of prev([101])")


@pytest.fixture(scope="module")
def examples(subjects: Subjects) -> list[Example]:
    trials = [trial for rule in RULES for trial in trials_of(subjects(rule)[0]).trials]
    return [Example(trial, said) for trial, said in zip(trials, said_of(trials), strict=True)]


@pytest.fixture(scope="module")
def path(examples: list[Example], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("rules") / "new folder" / "rules-test.xlsx"
    write_workbook(target, examples, "Ведомство", date(2024, 12, 31))
    return target


def test_each_example_has_a_row_with_what_must_be_said(path: Path, examples: list[Example]) -> None:
    sheet = openpyxl.load_workbook(path)[SHEET]

    expected = [sheet.cell(FIRST_ROW + number, 5).value for number in range(1, len(examples) + 1)]
    assert expected == [each.expected for each in examples]
    assert {"верно", "нарушено", "не проверяется"} == set(expected)


def test_no_formula_holds_a_result_that_could_pass_for_agreement(path: Path) -> None:
    assert set(cached(path).values()) == {""}


def test_formulas_read_the_numbers_beside(path: Path, examples: list[Example]) -> None:
    workbook = openpyxl.load_workbook(path)
    numbers = workbook[NUMBERS_SHEET]

    assert workbook[SHEET].cell(FIRST_ROW + 1, 7).value == (
        f"=IF(COUNT('{NUMBERS_SHEET}'!$E$3,'{NUMBERS_SHEET}'!$E$4)<2,\"\","
        f"IF('{NUMBERS_SHEET}'!$E$3<='{NUMBERS_SHEET}'!$E$4,0,1))"
    )
    assert [numbers.cell(row, 3).value for row in (3, 4)] == ["302", "102"]
    assert [numbers.cell(row, 5).value for row in (3, 4)] == list(examples[0].trial.fill.counts.values())


def test_lines_that_the_kind_does_not_fill_stand_as_zeros(path: Path) -> None:
    numbers = openpyxl.load_workbook(path)[NUMBERS_SHEET]
    rows = [row for row in numbers.iter_rows(values_only=True) if "(не заполняют)" in str(row[3])]

    assert rows
    assert {row[4] for row in rows} == {0}


def test_it_uses_only_functions_that_every_program_has(path: Path) -> None:
    used = frozenset().union(*(shape_of(each.text).functions for each in formulas_of(path)))

    assert used <= WELL_KNOWN | {"ISERROR"}


def test_the_same_examples_give_the_same_bytes(path: Path, examples: list[Example], tmp_path: Path) -> None:
    write_workbook(tmp_path / "again.xlsx", examples, "Ведомство", date(2024, 12, 31))

    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_without_examples_it_is_still_a_workbook(tmp_path: Path) -> None:
    write_workbook(tmp_path / "none.xlsx", [], "Ведомство", date(2024, 12, 31))

    assert openpyxl.load_workbook(tmp_path / "none.xlsx").sheetnames == [SHEET, NUMBERS_SHEET]
