from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from support.returning import Change, filled, next_version, sent, type_into

from engine.report.returns import fresh_form
from engine.report.returnvalues import Carried, carried
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, Value


def carry(
    folder: Path, rulebook: Rulebook, period: Period, changes: dict[str, Value], change: Change | None = None
) -> Carried:
    submission, _ = sent(folder, filled(rulebook, period, "0206", changes), rulebook, period, change)
    return carried(submission, fresh_form("school", "0206", rulebook, period))


def in_cell(cells: Carried, address: str) -> Value:
    return cells.values.get(Address.parse(address))


def test_values_stand_in_their_cells_and_printed_ones_are_the_engines(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    moved = carry(tmp_path, rulebook, period, {"602.2": "Приказ № 1", "7001.2": date(2024, 5, 6), "308": "9 чел."})
    assert in_cell(moved, "101") == 300
    assert in_cell(moved, "602.2") == "Приказ № 1"
    assert in_cell(moved, "7001.2") == date(2024, 5, 6)
    assert in_cell(moved, "308") == 9
    assert not {"001", "002", "003", "004", "005"} & {address.line for address in moved.values}
    assert moved.homeless == ()


def test_the_date_of_filling_in_is_left_for_the_curator(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    assert in_cell(carry(tmp_path / "a", rulebook, period, {"011": date(2025, 1, 9)}), "011") is None
    assert in_cell(carry(tmp_path / "b", rulebook, period, {"011": "вчера"}), "011") is None


def test_implied_zeros_stay_blank(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    assert in_cell(carry(tmp_path, rulebook, period, {}), "202.1") is None


@pytest.mark.parametrize(
    ("address", "typed"), [("502", "70%"), ("204.3", "много"), ("310", "нет данных за год"), ("7001.2", "весной")]
)
def test_what_could_not_be_read_stands_in_its_cell_as_it_was_typed(
    tmp_path: Path, rulebook: Rulebook, period: Period, address: str, typed: str
) -> None:
    assert in_cell(carry(tmp_path, rulebook, period, {address: typed}), address) == typed


def test_a_long_text_is_cut_in_its_cell_and_still_no_number(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    cell = in_cell(carry(tmp_path, rulebook, period, {"502": f"12{' ' * 300}и ещё трое"}), "502")
    assert isinstance(cell, str)
    assert len(cell) == 200
    assert cell.endswith("…")


def test_an_error_in_a_cell_for_free_text_does_not_become_an_answer(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    moved = carry(tmp_path, rulebook, period, {"602.2": "сюда"}, type_into("Показатели", "сюда", "#N/A"))
    assert in_cell(moved, "602.2") is None


def test_a_lost_line_that_would_turn_into_zeros_gets_a_question_mark(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    def lose(book: openpyxl.Workbook) -> None:
        type_into("Показатели", "204", "х")(book)
        type_into("Показатели", "студент – ученик", "что-то другое")(book)

    moved = carry(tmp_path, rulebook, period, {}, lose)
    assert moved.questions == (Address("204"),)
    assert in_cell(moved, "204.1") == "?"
    assert in_cell(moved, "204.2") is None


@pytest.mark.parametrize(("changes", "asked"), [({}, "208.2"), ({"013": "да"}, "208.2"), ({"013": "да"}, "303")])
def test_an_unread_formula_does_not_turn_into_a_zero(
    tmp_path: Path, rulebook: Rulebook, period: Period, changes: dict[str, Value], asked: str
) -> None:
    def calculate(book: openpyxl.Workbook) -> None:
        type_into("Показатели", 5555, "=5+8")(book)

    moved = carry(tmp_path, rulebook, period, {**changes, asked: 5555}, calculate)
    assert moved.questions == (Address.parse(asked),)
    assert in_cell(moved, asked) == "?"


@pytest.mark.parametrize(
    ("sheet", "changes", "question"),
    [
        ("Практики", {"801.1": "Наша практика"}, "801.2"),
        ("Дорожная карта", {"7001.4": "Примечание"}, "7001.1"),
        ("Титул", {"013": "нет"}, "013"),
    ],
)
def test_an_optional_section_that_stands_twice_gets_a_question_mark(
    tmp_path: Path, rulebook: Rulebook, period: Period, sheet: str, changes: dict[str, Value], question: str
) -> None:
    def copy(book: openpyxl.Workbook) -> None:
        book.copy_worksheet(book[sheet])
        (typed,) = changes.values()
        type_into(sheet, typed, "иначе")(book)

    moved = carry(tmp_path, rulebook, period, changes, copy)
    assert moved.questions == (Address.parse(question),)
    assert in_cell(moved, question) == "?"


def test_an_optional_section_that_stands_nowhere_gets_none(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    def drop(book: openpyxl.Workbook) -> None:
        del book["Практики"]

    assert carry(tmp_path, rulebook, period, {}, drop).questions == ()


def test_no_question_is_asked_where_there_was_no_mentoring(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    changes: dict[str, Value] = {"013": "да"}
    assert carry(tmp_path, rulebook, period, changes, type_into("Показатели", "204", "х")).questions == ()


def test_of_a_line_that_stands_twice_nothing_is_guessed(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    twelve = {f"202.{column}": 12 for column in range(1, 8)}

    def double(book: openpyxl.Workbook) -> None:
        type_into("Показатели", "203", "202")(book)
        type_into("Показатели", "учитель – учитель (педагог – педагог)", "учитель – ученик")(book)

    moved = carry(tmp_path, rulebook, period, dict(twelve), double)
    assert in_cell(moved, "202.1") == "?"
    assert 12 not in {in_cell(moved, f"202.{column}") for column in range(1, 8)}


def test_roadmap_answers_follow_their_occurrence_not_the_line_code(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    submission, _ = sent(tmp_path, filled(rulebook, period, "0206", {"7002.1": "выполнено"}), rulebook, period)
    content = fresh_form("school", "0206", rulebook, period)
    first, second = submission.occurrences["7001"], submission.occurrences["7002"]
    swapped = replace(submission, occurrences={**submission.occurrences, "7001": second, "7002": first})
    moved = carried(swapped, content)
    assert in_cell(moved, "7001.1") == "выполнено"
    assert in_cell(moved, "7002.1") == "в работе"


def test_answers_to_what_the_form_does_not_ask_have_no_home(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    newer, changed = next_version(rulebook, period)
    content = filled(rulebook, period, "0206", {f"207.{column}": 3 for column in range(1, 8)})
    submission, _ = sent(tmp_path, content, newer, changed)
    moved = carried(submission, fresh_form("school", "0206", newer, changed))
    assert [(each.address and each.address.line, each.raw) for each in moved.homeless] == [("207", "3")] * 7
    assert moved.questions == (Address("209"),)
