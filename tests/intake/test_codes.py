from __future__ import annotations

import pytest
from support.markdown_workbook import workbook

from engine.intake.codes import CodeBook, column_number, expected_codes, is_numbered
from engine.intake.grids import CellContent, Sheet
from engine.rulebook.forms import Form
from engine.rulebook.rulebook import Rulebook


@pytest.fixture
def form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("101", "101"),
        (101.0, "101"),
        (" 101\u00a0", "101"),
        ("'101", "101"),
        ("001", "001"),
        ("7001", "7001"),
        (7012.0, "7012"),
    ],
)
def test_a_code_is_known_in_every_way_a_cell_may_hold_it(form: Form, cell: CellContent, code: str) -> None:
    assert CodeBook(form).on(Sheet("A", [[None, cell]])).hits == {1: {code: [0]}}


@pytest.mark.parametrize(
    "cell", ["1О1", "101 чел.", 101.5, True, "199", 199.0, "70012", "٧٠٠١", None, float("nan"), "101-102"]
)
def test_other_contents_are_no_codes(form: Form, cell: CellContent) -> None:
    assert CodeBook(form).on(Sheet("A", [[cell]])).hits == {}


def test_codes_without_their_zeros_are_kept_apart(form: Form) -> None:
    coded = CodeBook(form).on(Sheet("A", [[1.0, "13", "101"]]))
    assert coded.short == {0: {"001": [0]}, 1: {"013": [0]}}
    assert coded.rows_by_column == {2: (0,)}


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1", "1"),
        (7.0, "7"),
        (" 2 ", "2"),
        ("(3)", "3"),
        ("А", None),
        (0.0, None),
        (1.5, None),
        (True, None),
        (None, None),
        (float("inf"), None),
        ("01", None),
    ],
)
def test_column_numbers_are_small_whole_numbers(cell: CellContent, number: str | None) -> None:
    assert column_number(cell) == number


def test_computed_lines_need_not_be_there(form: Form) -> None:
    assert "290" not in expected_codes(form.section("2"))
    assert expected_codes(form.section("practices"))[-1] == "815"
    assert is_numbered(form.section("roadmap"))


def test_a_sheet_that_lists_relations_to_explain_is_a_list(form: Form) -> None:
    book = workbook("# Проверка\n| № | Пояснение |\n| K06 | |\n# Показатели\n| Код | 1 | Пояснение |\n| '101 | 5 | |")
    assert [CodeBook(form).on(sheet).is_list for sheet in book.sheets] == [True, False]
