from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from support.markdown_workbook import workbook

from engine.intake.explanations import control_id, has_explanations, read_explanations
from engine.intake.grids import CellContent, CellError, FormulaWithoutValue, Sheet, Workbook
from engine.vocabulary.fields import Explanation

CONTROLS = {"K06", "K13", "K20a", "K20b"}
RETURN = """
# Исправьте здесь
| Исправьте здесь | | | |
| №   | Что не так | Как исправить | Пояснение |
| 1   | Не число   | Впишите число | |
| K20a | Резкое изменение | Проверьте | Слияние школ |

# Проверка
| №    | Состояние | Что должно выполняться | Пояснение |
| K06  | верно | Сумма ролей | |
| K20a | пояснено | Изменение | Слияние школ |
| K20b | предупреждение | Изменение | Выпуск |

# _given
| note | control | text | given_for |
| x | K20a | Слияние школ | 00ff |
| x | K20b | Прежнее | 77aa |
"""


def _read(rows: list[list[CellContent]], **sheet: object) -> list[tuple[str, str]]:
    book = Workbook((replace(Sheet("Лист", rows), **sheet),))  # type: ignore[arg-type]  # fields of a sheet
    return [(each.control, each.text) for each in read_explanations(book, CONTROLS)]


def test_a_return_gives_each_relation_one_text_with_what_it_was_given_for() -> None:
    assert read_explanations(workbook(RETURN), CONTROLS) == (
        Explanation("K20a", "Слияние школ", "Исправьте здесь", "D4", "Слияние школ", "00ff"),
        Explanation("K20b", "Выпуск", "Проверка", "D4", "Прежнее", "77aa"),
    )


def test_names_and_order_of_sheets_make_no_difference() -> None:
    sheets = workbook(RETURN).sheets
    turned = Workbook(tuple(replace(each, name=f"Лист {at}") for at, each in enumerate(reversed(sheets))))
    said = [(each.control, each.text, each.given_for) for each in read_explanations(turned, CONTROLS)]
    assert said == [("K20a", "Слияние школ", "00ff"), ("K20b", "Выпуск", "77aa")]


def test_inserted_rows_and_columns_make_no_difference() -> None:
    sheets = [
        replace(sheet, rows=[[], *([None, *row[:1], None, *row[1:]] for row in sheet.rows), []])
        for sheet in workbook(RETURN).sheets
    ]
    said = [(each.control, each.text, each.given_for) for each in read_explanations(Workbook(tuple(sheets)), CONTROLS)]
    assert said == [("K20a", "Слияние школ", "00ff"), ("K20b", "Выпуск", "77aa")]


def test_a_form_without_a_return_has_given_nothing() -> None:
    book = workbook("| № | Пояснение |\n| K13 | Две ставки |")
    assert read_explanations(book, CONTROLS) == (Explanation("K13", "Две ставки", "Лист1", "B2"),)


def test_a_mirror_by_formula_is_no_second_explanation_even_when_it_is_stale() -> None:
    typed = Sheet("Исправьте здесь", [["№", "Пояснение"], ["K13", "Новое"]])
    mirror = Sheet("Проверка", [["№", "Пояснение"], ["K13", "Старое"]], formulas=frozenset({(1, 1)}))
    assert [each.text for each in read_explanations(Workbook((mirror, typed)), CONTROLS)] == ["Новое"]
    emptied = replace(typed, rows=[["№", "Пояснение"], ["K13", None]])
    assert read_explanations(Workbook((emptied, mirror)), CONTROLS) == ()


def test_a_text_that_a_curator_computes_is_a_text_where_there_is_no_other_cell() -> None:
    assert _read([["№", "Пояснение"], ["K13", "Две ставки"]], formulas=frozenset({(1, 1)})) == [("K13", "Две ставки")]


def test_different_texts_for_one_relation_are_put_together() -> None:
    rows: list[list[CellContent]] = [["№", "Пояснение"], ["K13", "Одно"], ["K13", "Другое"], ["K13", " Одно "]]
    assert _read(rows) == [("K13", "Одно; Другое")]


@pytest.mark.parametrize(
    "content",
    [None, "", "   ", "\u200b", "\u00a0", True, CellError("#ССЫЛКА!"), FormulaWithoutValue()],
)
def test_a_cell_without_anything_in_it_holds_no_explanation(content: CellContent) -> None:
    assert _read([["№", "Пояснение"], ["K13", content]]) == []


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("—", "—"),
        ("...", "..."),
        ("н/д", "н/д"),
        (0.0, "0"),
        (5.0, "5"),
        (12.5, "12,5"),
        (89123456789.0, "89123456789"),
        (datetime(2024, 1, 1), "01.01.2024"),  # noqa: DTZ001  a cell knows no time zone
    ],
)
def test_what_has_no_words_is_kept_as_text(content: CellContent, text: str) -> None:
    assert _read([["№", "Пояснение"], ["K13", content]]) == [("K13", text)]


def test_what_has_no_words_is_not_put_beside_words() -> None:
    rows: list[list[CellContent]] = [["№", "Пояснение"], ["K13", "—"], ["K13", "Две ставки"], ["K13", 5.0]]
    assert _read(rows) == [("K13", "Две ставки")]


def test_a_text_in_several_lines_is_one_text_and_a_very_long_one_is_cut() -> None:
    assert _read([["№", "Пояснение"], ["K13", " Две\n ставки "]]) == [("K13", "Две ставки")]
    ((_, text),) = _read([["№", "Пояснение"], ["K13", "а" * 5000]])
    assert len(text) == 2000


@pytest.mark.parametrize("head", ["Пояснение", " пояснение ", "Пояснение:", "ПОЯСНЕНИЕ"])
def test_the_head_is_known_by_its_word(head: str) -> None:
    assert _read([[None, head, "№"], [None, "Две ставки", "K13"]]) == [("K13", "Две ставки")]


@pytest.mark.parametrize(
    "rows",
    [
        [["№", "Примечание"], ["K13", "Две ставки"]],
        [["K13", "Две ставки"], ["№", "Пояснение"]],
        [["№", "Пояснение"], ["K99", "Две ставки"]],
        [["№", "Пояснение"], ["201", "Две ставки"]],
        [["№", "Пояснение"], [None, "K13"]],
    ],
    ids=["other head", "above the head", "unknown relation", "line code", "id as text"],
)
def test_other_rows_hold_no_explanations(rows: list[list[CellContent]]) -> None:
    assert _read(rows) == []


def test_the_word_of_the_head_may_be_an_explanation() -> None:
    assert _read([["№", "Пояснение"], ["K13", "Пояснение"], ["K06", "Да так"]]) == [
        ("K06", "Да так"),
        ("K13", "Пояснение"),
    ]


def test_each_table_of_a_sheet_has_its_own_head() -> None:
    rows: list[list[CellContent]] = [
        ["№", "Пояснение", None],
        ["K13", "Первая", None],
        ["№", None, "Пояснение"],
        ["K06", "не здесь", "Вторая"],
    ]
    assert _read(rows) == [("K06", "Вторая"), ("K13", "Первая")]


@pytest.mark.parametrize(
    ("cell", "control"),
    [
        ("K06", "K06"),
        (" к06 ", "K06"),
        ("К20А", "K20a"),
        ("K20В", "K20b"),
        ("✗ K06", "K06"),
        ("K 06", "K06"),
        ("K6", None),
        ("K061", None),
        ("06", None),
        ("по K06", None),
        (6.0, None),
        (None, None),
    ],
)
def test_ids_of_relations_are_forgiven_their_alphabet(cell: CellContent, control: str | None) -> None:
    assert control_id(cell) == control


def test_a_sheet_with_explanations_is_a_list_and_no_form() -> None:
    here = [has_explanations(sheet) for sheet in workbook(RETURN).sheets]
    assert here == [True, True, False]
    assert not has_explanations(Sheet("Показатели", [["Показатель", "Код", "1", "Пояснение"], ["Всего", "101", 5.0]]))
