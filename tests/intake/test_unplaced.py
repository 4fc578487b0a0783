from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.plain_forms import Grid, as_workbook, plain_form, stamp_for

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue, Workbook
from engine.intake.parsed import cleaned, no, nothing
from engine.intake.snapshot import snapshot_of
from engine.intake.submissions import read_submission
from engine.rulebook.closed import ClosedPeriod, ClosedPeriods
from engine.rulebook.rulebook import Owed, Rulebook
from engine.template.words import BY_COVERAGE
from engine.vocabulary.fields import Address, FieldType, Submission, Unplaced
from engine.vocabulary.files import FileReading
from engine.vocabulary.roadmap import RoadmapAnswer, TypedStatus

READING = FileReading("а.xlsx", 1, "", "xlsx")
PLACE = "0501"
ROADMAP = "Дорожная карта"
_HEADS: list[CellContent] = [
    *("Код строки", "№ по плану", "Мероприятие", "Срок, как в документе", "Выполнить до"),
    *("Статус", "Дата выполнения", "Подтверждающий документ", "Примечание (основание)"),
]


def _owed(rulebook: Rulebook, place_id: str = PLACE) -> list[Owed]:
    return [each for each in rulebook.answers_for(place_id) if each.activity.target is None]


def _line(code: str, owed: Owed, *answers: CellContent) -> list[CellContent]:
    due_on = owed.occurrence.due_on
    printed: list[CellContent] = [code, owed.activity.number, owed.activity.title, owed.activity.deadline, due_on]
    return [*printed, *answers, *[None] * (4 - len(answers)), owed.key.roadmap, owed.key.key]


def _grid(
    rulebook: Rulebook, values: Mapping[str, CellContent], *lines: list[CellContent], place_id: str = PLACE
) -> Grid:
    form = rulebook.form("school", rulebook.periods["2024"])
    grid = plain_form(form, {"001": place_id, "101": 400.0, **values}, stamp_for(place_id))
    if lines:
        numbers: list[CellContent] = ["А", "Б", "В", "Г", "Д", "1", "2", "3", "4"]
        grid[ROADMAP] = [[*_HEADS, "roadmap", "key"], numbers, *lines]
    return grid


def _submission(rulebook: Rulebook, book: Workbook) -> tuple[Submission, FileReading]:
    reading = read_submission(book, READING, snapshot_of(b"x", 5), rulebook)
    assert reading.submission is not None
    return reading.submission, reading


def _read(rulebook: Rulebook, grid: Grid) -> list[tuple[str | None, str]]:
    submission, reading = _submission(rulebook, as_workbook(grid))
    _each_has_a_finding(reading, submission.unplaced)
    return [(each.address and str(each.address), each.raw) for each in submission.unplaced]


def _each_has_a_finding(reading: FileReading, unplaced: tuple[Unplaced, ...]) -> None:
    named = {(each.sheet, each.cell) for each in reading.findings}
    named |= {(cell.sheet, cell.address) for each in reading.findings for cell in each.also}
    assert {(each.sheet, each.cell) for each in unplaced} <= named


def _row(grid: Grid, code: str) -> list[CellContent]:
    return next(row for rows in grid.values() for row in rows if code in row[:2])


@pytest.mark.parametrize(
    ("address", "content", "raw"),
    [
        ("102", "12 чел. Иванова и ещё очень-очень длинный текст, больше сорока знаков", None),
        ("102", " две\nстроки ", " две\nстроки "),
        ("102", 12.5, "12,5"),
        ("102", 0.1 + 0.2, "0,3"),
        ("102", -3.0, "-3"),
        ("102", date(2024, 5, 12), "12.05.2024"),
        ("102", datetime(2024, 5, 12, 14, 30), "12.05.2024 14:30"),  # noqa: DTZ001  a cell has no time zone
        ("102", True, "ИСТИНА"),
        ("102", CellError("#ДЕЛ/0!"), "#ДЕЛ/0!"),
        ("102", "1О", "1О"),
        ("011", "31.02.2024", "31.02.2024"),
        ("011", 45.0, "45"),
        ("012", "третий", "третий"),
        ("601.1", "частично", "частично"),
    ],
)
def test_what_could_not_be_read_is_kept_word_for_word(
    planless: Rulebook, address: str, content: CellContent, raw: str | None
) -> None:
    where = str(Address.parse(address))
    assert _read(planless, _grid(planless, {address: content})) == [(where, raw or str(content))]


def test_a_percentage_is_kept_as_the_cell_shows_it(planless: Rulebook) -> None:
    sheets = as_workbook(_grid(planless, {"102": 0.15})).sheets
    book = Workbook(tuple(replace(each, percents=frozenset((row, 2) for row in range(90))) for each in sheets))
    submission, _ = _submission(planless, book)
    assert Unplaced(Address("102"), "15%", "Показатели", "C7") in submission.unplaced


@pytest.mark.parametrize("content", ["-", "нет", "н/д", "  ", "\u200b", FormulaWithoutValue(), "12 чел", 5.0])
def test_values_and_signs_for_nothing_are_not_unplaced(planless: Rulebook, content: CellContent) -> None:
    assert _read(planless, _grid(planless, {"102": content})) == []


def test_marks_that_nobody_sees_are_left_out(planless: Rulebook) -> None:
    assert _read(planless, _grid(planless, {"102": "a\x00б\ud800"})) == [("102.1", "aб")]


def test_what_stands_where_nothing_is_asked_is_kept(planless: Rulebook) -> None:
    grid = _grid(planless, {"206.1": 5.0, "206.2": "-", "206.3": "не заполняется", "290.1": "х5"})
    assert _read(planless, grid) == [("206.1", "5")]


def test_cells_that_the_form_leaves_grey_are_kept_and_said_once_a_sheet(planless: Rulebook) -> None:
    grid = _grid(planless, {})
    _row(grid, "291")[4] = "ещё 5"
    at = grid["Показатели"].index(_row(grid, "203"))
    grid["Показатели"].insert(at, ["в том числе девочек", None, 3.0, 4.0])
    _, reading = _submission(planless, as_workbook(grid))
    assert _read(planless, grid) == [
        *(("291.3", "ещё 5"), (None, "3"), (None, "4")),
        (None, "в том числе девочек"),
    ]
    (said,) = [each for each in reading.findings if each.code == "V23"]
    assert (said.sheet, said.line, said.column, len(said.also)) == ("Показатели", "291", "3", 3)
    assert "T33" in {each.code for each in reading.findings}


def test_practices_below_the_last_line_are_kept(planless: Rulebook) -> None:
    grid = _grid(planless, {})
    grid["Практики"][-1] = [16.0, "816", "Наставник рядом", "иная форма", None]
    assert _read(planless, grid) == [
        *(("816.1", "Наставник рядом"), ("816.2", "иная форма")),
        *((None, "16"), (None, "816")),
    ]


def test_both_lines_of_a_code_that_stands_there_twice_are_kept(planless: Rulebook) -> None:
    grid = _grid(planless, {"302": 7.0})
    at = grid["Показатели"].index(_row(grid, "302"))
    grid["Показатели"].insert(at, ["из них в возрасте 10–19 лет", "302", 8.0])
    _, reading = _submission(planless, as_workbook(grid))
    assert "T28" in {each.code for each in reading.findings}
    assert _read(planless, grid) == [("302.1", "8"), ("302.1", "7")]


def test_a_line_that_lost_code_and_label_is_kept_without_an_address(planless: Rulebook) -> None:
    grid = _grid(planless, {"302": 7.0})
    _row(grid, "302")[:2] = ["???", None]
    assert _read(planless, grid) == [(None, "7"), (None, "???")]


def test_of_a_section_that_stands_twice_both_variants_are_kept(planless: Rulebook) -> None:
    grid = _grid(planless, {"302": "семь"})
    grid["Показатели (2)"] = [list(row) for row in grid["Показатели"]]
    _row({"": grid["Показатели (2)"]}, "302")[2] = 8.0
    assert _read(planless, grid) == [("302.1", "семь"), ("302.1", "8")]


def test_a_section_that_says_the_same_twice_leaves_nothing(planless: Rulebook) -> None:
    grid = _grid(planless, {})
    grid["Практики"][5][2] = "Наставник рядом"
    grid["Практики (2)"] = [list(row) for row in grid["Практики"]]
    assert _read(planless, grid) == []


def test_what_stands_in_two_different_roadmaps_is_kept(rulebook: Rulebook) -> None:
    grid = _grid(rulebook, {}, _line("7001", _owed(rulebook)[0], "в работе"))
    grid["Лист2"] = [*grid[ROADMAP][:2], _line("7001", _owed(rulebook)[0], "выполнено")]
    assert _read(rulebook, grid) == [("7001.1", "в работе"), ("7001.1", "выполнено")]


def test_lines_of_the_roadmap_that_are_read_leave_nothing(rulebook: Rulebook) -> None:
    first = _owed(rulebook)[0]
    assert _read(rulebook, _grid(rulebook, {}, _line("7001", first, "выполнено", date(2024, 5, 1), "№ 5", "х"))) == []


def test_what_could_not_be_read_in_the_roadmap_is_kept(rulebook: Rulebook) -> None:
    first = _owed(rulebook)[0]
    grid = _grid(rulebook, {}, _line("7001", first, "почти", "весной"))
    assert _read(rulebook, grid) == [("7001.1", "почти"), ("7001.2", "весной")]


def _foreign(rulebook: Rulebook) -> list[CellContent]:
    line = _line("7002", _owed(rulebook)[0], "выполнено", date(2024, 5, 1), "№ 5", "-")
    return [*line[:-1], "нет такого"]


def _twice(rulebook: Rulebook) -> list[CellContent]:
    return _line("7002", _owed(rulebook)[0], "выполнено", date(2024, 5, 1), "№ 5")


@pytest.mark.parametrize(("line", "code"), [(_foreign, "T17"), (_twice, "T30")])
def test_lines_of_the_roadmap_that_are_not_taken_are_kept(
    rulebook: Rulebook, line: Callable[[Rulebook], list[CellContent]], code: str
) -> None:
    grid = _grid(rulebook, {}, _line("7001", _owed(rulebook)[0], "в работе"), line(rulebook))
    assert code in {each.code for each in _submission(rulebook, as_workbook(grid))[1].findings}
    assert _read(rulebook, grid) == [("7002.1", "выполнено"), ("7002.2", "01.05.2024"), ("7002.3", "№ 5")]


def test_lines_whose_print_and_key_were_torn_apart_are_kept(rulebook: Rulebook) -> None:
    first, second = _owed(rulebook)[:2]
    torn = [*_line("7001", second, "выполнено")[:-2], first.key.roadmap, first.key.key]
    grid = _grid(rulebook, {}, torn)
    assert "T42" in {each.code for each in _submission(rulebook, as_workbook(grid))[1].findings}
    assert _read(rulebook, grid) == [("7001.1", "выполнено")]


def test_lines_that_are_not_owed_any_more_are_kept(rulebook: Rulebook) -> None:
    first, second = _owed(rulebook)[:2]
    answers = {(PLACE, first.key): RoadmapAnswer(TypedStatus.DONE, date(2023, 5, 1))}
    closed = ClosedPeriods((ClosedPeriod(rulebook.periods["2023"], 1, date(2023, 12, 31), answers),))
    rules = replace(rulebook, closed=closed)
    grid = _grid(rules, {}, _line("7001", first, "в работе"), _line("7002", second))
    assert _read(rules, grid) == [("7001.1", "в работе")]


def test_target_rows_keep_only_what_a_person_typed(rulebook: Rulebook) -> None:
    target = next(each for each in rulebook.answers_for(PLACE) if each.activity.target is not None)
    printed = _line("7002", target, BY_COVERAGE, None, None, "По вашему отчёту: 70,0 % при цели 70 %")
    kept_in_xls = _line("7003", target, BY_COVERAGE, None, None, 0.0)
    typed = _line("7004", target, "выполнено")
    grid = _grid(rulebook, {}, _line("7001", _owed(rulebook)[0], "в работе"), printed, kept_in_xls, typed)
    assert _read(rulebook, grid) == [("7004.1", "выполнено")]


def test_another_organisations_line_of_a_universal_blank_is_passed_over_where_it_says_so(rulebook: Rulebook) -> None:
    other = _owed(rulebook, "0301")[0]
    own = _line("7001", _owed(rulebook)[0], "в работе")
    passed = _line("7002", other, "неприменимо", None, None, "не наш план")
    assert _read(rulebook, _grid(rulebook, {}, own, passed)) == []
    answered = _line("7002", other, "неприменимо", None, "№ 5", "не наш план")
    assert _read(rulebook, _grid(rulebook, {}, own, answered)) == [("7002.3", "№ 5")]


def test_lines_added_to_the_roadmap_are_kept(rulebook: Rulebook) -> None:
    added: list[CellContent] = [None, "9", "Ещё мероприятие", None, None, "выполнено", date(2024, 5, 1)]
    grid = _grid(rulebook, {}, _line("7001", _owed(rulebook)[0], "в работе"), added)
    assert _read(rulebook, grid) == [
        *((None, "выполнено"), (None, "01.05.2024")),
        *((None, "9"), (None, "Ещё мероприятие")),
    ]


def test_answers_only_in_lines_that_are_not_asked_are_no_blank_form(planless: Rulebook) -> None:
    grid = _grid(planless, {"101": None, "206.1": 5.0})
    assert _read(planless, grid) == [("206.1", "5")]


TYPED = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["12 чел", "-", "нет", "1 234", "15%", "да", "01.05.2024", "1О", "выполнено", "=1+1", "не заполняется"]
    ),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_nothing_that_was_typed_is_lost(rulebook: Rulebook, data: st.DataObject) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    others = [each for each in form.fields if each.address.line != "101"]
    inputs = [each for each in others if each.filled_by == "curator" and each.computed is None]
    chosen = data.draw(st.lists(st.sampled_from(inputs), max_size=12, unique=True))
    typed: dict[str, CellContent] = {str(each.address): data.draw(TYPED) for each in chosen}
    owed = _owed(rulebook)[:3]
    lines = [_line(f"700{at}", each, *(data.draw(TYPED) for _ in range(4))) for at, each in enumerate(owed, start=1)]
    submission, reading = _submission(rulebook, as_workbook(_grid(rulebook, {"101": 400.0, **typed}, *lines)))
    _each_has_a_finding(reading, submission.unplaced)
    types = {str(each.address): each.type for each in inputs}
    typed |= {f"{line[0]}.{number}": line[number + 4] for line in lines for number in (1, 2, 3, 4)}  # type: ignore[operator]  # an int
    placed = {str(each.address) for each in submission.values}
    unplaced = [str(each.address) for each in submission.unplaced]
    assert len(unplaced) == len({*unplaced})
    assert not placed & {*unplaced}
    for address, content in typed.items():
        is_known = address in placed or address in unplaced
        assert is_known or _says_nothing(content, types.get(address, FieldType.TEXT)), (address, content)


def _says_nothing(content: CellContent, asked: FieldType) -> bool:
    """Blank, a sign for nothing or, where nothing is asked, the form's own word for that."""
    if not isinstance(content, str):
        return content is None
    text = cleaned(content)
    is_no = asked is FieldType.COUNT and no(text) is not None
    return not text.strip("-–—−_ ") or nothing(text) is not None or is_no or text == "не заполняется"
