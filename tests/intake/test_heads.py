from __future__ import annotations

import pytest
from support.markdown_workbook import workbook

from engine.intake.heads import Heads, find_heads, is_lettered
from engine.rulebook.forms import Column, Section

SECTION = Section(
    source="–",
    id="9",
    sheet="Лист1",
    title="Раздел",
    columns=tuple(Column(column=str(at), label=f"Графа {at}") for at in (1, 2, 3)),
)


def _heads(table: str, code_column: int = 1) -> Heads | None:
    (sheet,) = workbook(table).sheets
    return find_heads(sheet, SECTION, code_column, range(len(sheet.rows)))


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("| А | Б | '1 | '2 | '3 |", {"1": 2, "2": 3, "3": 4}),
        ("| А | Б | 1 | 2 | 3 |", {"1": 2, "2": 3, "3": 4}),
        ("| А | Б |  | 1 |  | 2 | 3 | 17 |", {"1": 3, "2": 5, "3": 6}),
    ],
)
def test_the_row_of_numbers_gives_the_columns(table: str, columns: dict[str, int]) -> None:
    assert _heads(table) == Heads(0, columns)


def test_the_nearest_row_with_letters_is_taken() -> None:
    heads = _heads("| А | Б | 1 | 2 | 3 |\n| А | Б | | 1 | 2 | 3 |\n| | | 1 | 2 | 3 |")
    assert heads == Heads(1, {"1": 3, "2": 4, "3": 5})


def test_numbers_left_of_the_codes_are_none() -> None:
    assert _heads("| 1 | 2 | 3 |", code_column=2) is None


@pytest.mark.parametrize("table", ["| А | Б | 3 | 2 | 1 |", "| А | Б | 1 | 1 | 2 | 3 |"])
def test_numbers_out_of_order_or_repeated_are_none(table: str) -> None:
    assert _heads(table) is None


def test_a_lost_number_is_found_by_its_head() -> None:
    heads = _heads("| | | Графа 1 | Графа 2 | Графа 3 |\n| А | Б | 1 |  | 3 |")
    assert heads == Heads(1, {"1": 2, "3": 4, "2": 3}, ("2",))


def test_a_lost_number_without_its_head_stays_lost() -> None:
    assert _heads("| А | Б | 1 |  | 3 |") == Heads(0, {"1": 2, "3": 4})


def test_without_any_numbers_the_heads_decide() -> None:
    assert _heads("| | | ГРАФА 1 | графа 2 | Графа 3 |") == Heads(0, {"1": 2, "2": 3, "3": 4}, ("1", "2", "3"))


def test_the_printed_row_of_letters_and_numbers_is_known_by_its_letters() -> None:
    (sheet,) = workbook("| А | Б | '1 |\n| Всего | '101 | 5 |").sheets
    assert (is_lettered(sheet, 0, 1), is_lettered(sheet, 1, 1)) == (True, False)
