from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.older_forms import OLDER, with_older_form
from support.plain_forms import Grid, as_workbook, plain_form, stamp_for

from engine.intake.grids import CellContent
from engine.intake.older import homes_of, locate_older, said_of_dropped, said_of_new
from engine.intake.snapshot import snapshot_of
from engine.intake.submissions import read_submission
from engine.rulebook.forms import Form
from engine.rulebook.rulebook import Owed, Rulebook
from engine.validation.judge import validate
from engine.vocabulary.fields import Address, Submission, Unplaced
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding

READING = FileReading("а.xlsx", 1, "", "xlsx")
PLACE = "0501"
TYPED: dict[str, CellContent] = {
    "001": PLACE,
    "101": 400.0,
    "102": "300 чел",
    "310": 5.0,
    "601.1": "да",
    "601.2": "№ 5",
}


@pytest.fixture(scope="module")
def rules(rulebook: Rulebook) -> Rulebook:
    return with_older_form(rulebook)


@pytest.fixture(scope="module")
def older(rules: Rulebook) -> Form:
    return rules.forms["school", OLDER]


@pytest.fixture(scope="module")
def form(rules: Rulebook) -> Form:
    return rules.form("school", rules.periods["2024"])


def _grid(form: Form, values: dict[str, CellContent], version: str = OLDER) -> Grid:
    return plain_form(form, {**TYPED, **values}, stamp_for(PLACE, form_version=version))


def _roadmap(grid: Grid, owed: Owed, columns: int, *answers: CellContent) -> None:
    heads: list[CellContent] = ["Код", "№", "Мероприятие", "Статус", "Дата", "Документ", "Примечание"][: 3 + columns]
    numbers: list[CellContent] = ["А", "Б", "В", "1", "2", "3", "4"][: 3 + columns]
    line: list[CellContent] = ["7001", owed.activity.number, owed.activity.title, *answers]
    line += [None] * (3 + columns - len(line))
    grid["Дорожная карта"] = [[*heads, "roadmap", "key"], numbers, [*line, owed.key.roadmap, owed.key.key]]


def _read(rules: Rulebook, grid: Grid) -> FileReading:
    return read_submission(as_workbook(grid), READING, snapshot_of(b"x", 5), rules)


def _submission(reading: FileReading) -> Submission:
    assert reading.submission is not None
    return reading.submission


def _said(reading: FileReading, *left_out: str) -> list[Finding]:
    return [each for each in reading.findings if each.code not in {"T39", "T41", *left_out}]


def _typed(submission: Submission) -> dict[str, object]:
    return {str(each.address): each.value for each in submission.values if each.raw and each.line > "005"}


def test_fields_of_the_same_address_and_type_have_a_home_in_the_older_form(older: Form, form: Form) -> None:
    homes = homes_of(older, form)
    assert (homes[Address("310")], homes[Address("101")]) == ("4", "1")
    assert not {Address("311"), Address("012"), Address("601", "3"), Address("403")} & homes.keys()
    assert homes_of(form, form) == {each.address: each.section_id for each in form.fields}


def test_answers_on_an_older_form_are_placed_in_the_periods_form(rules: Rulebook, older: Form) -> None:
    reading = _read(rules, _grid(older, {}))
    submission = _submission(reading)
    expected = {"101.1": 400, "102.1": 300, "310.1": 5, "601.1": "да", "601.2": "№ 5"}
    assert _typed(submission) == expected
    assert (submission.form_version, reading.form_version, submission.period_id) == (OLDER, OLDER, "2024")
    assert submission.cells[Address("310")][0] == "Показатели"


def test_it_is_said_what_the_older_form_lacked(rules: Rulebook, older: Form) -> None:
    reading = _read(rules, _grid(older, {}))
    assert [each.code for each in _said(reading, "V02")] == ["T02", "T45"]
    assert reading.findings[0].facts["expected"] == "2024-1"
    (new,) = [each for each in reading.findings if each.code == "T45"]
    assert new.facts["lines"] == "012, 311, 601–607"
    assert Address("311") in _submission(reading).unreadable


def test_what_the_newer_form_does_not_ask_is_kept_and_said(rules: Rulebook, older: Form) -> None:
    reading = _read(rules, _grid(older, {"403": 7.0, "012": date(2024, 5, 1)}))
    unplaced = [(str(each.address), each.raw) for each in _submission(reading).unplaced]
    assert unplaced == [("012.1", "01.05.2024"), ("403.1", "7")]
    dropped = [(each.line, each.facts["label"]) for each in reading.findings if each.code == "T44"]
    assert dropped == [("012", "Вид отчёта"), ("403", "Семинаров")]
    assert "V23" not in {each.code for each in reading.findings}


def test_the_periods_form_decides_what_a_cell_may_hold(rules: Rulebook, older: Form) -> None:
    reading = _read(rules, _grid(older, {"310": "пять"}))
    submission = _submission(reading)
    assert [(str(each.address), each.raw) for each in submission.unplaced] == [("310.1", "пять")]
    assert Address("310") in submission.unreadable


def test_values_moved_to_the_periods_form_are_judged_by_it(rules: Rulebook, older: Form) -> None:
    submission = _submission(_read(rules, _grid(older, {"306": 3.0})))
    judged = validate([submission], rules, rules.periods["2024"])
    assert [each.line for each in judged if each.code == "K07d"] == [
        "310"
    ]  # 5 of 3: the line moved, the relation holds on
    blank = {each.line for each in judged if each.code in {"V40", "V45", "V46"}}
    assert "301" in blank
    assert not {"311", "012"} & blank  # T45 has said that they were not asked there


def test_the_roadmap_of_an_older_form_is_read_by_its_keys(rules: Rulebook, older: Form) -> None:
    owed = next(each for each in rules.answers_for(PLACE) if each.activity.target is None)
    grid = _grid(older, {})
    _roadmap(grid, owed, 3, "выполнено", date(2024, 5, 1), "№ 5")
    submission = _submission(_read(rules, grid))
    assert submission.occurrences == {"7001": owed.key}
    assert [submission.get("7001", column) for column in "1234"] == ["выполнено", date(2024, 5, 1), "№ 5", None]


def test_a_column_of_the_roadmap_that_is_gone_is_kept(rules: Rulebook) -> None:
    # The other way round: the period asks for the form with three columns, the report has four.
    period = rules.periods["2024"]
    forms = period.forms.model_copy(update={"school": OLDER})
    turned = replace(rules, periods={**rules.periods, "2024": period.model_copy(update={"forms": forms})})
    owed = next(each for each in turned.answers_for(PLACE) if each.activity.target is None)
    grid = _grid(rules.form("school", period), {}, "2024-1")
    _roadmap(grid, owed, 4, "выполнено", date(2024, 5, 1), "№ 5", "прошло хорошо")
    reading = _read(turned, grid)
    submission = _submission(reading)
    assert [submission.get("7001", column) for column in "123"] == ["выполнено", date(2024, 5, 1), "№ 5"]
    assert ("7001.4", "прошло хорошо") in [(str(each.address), each.raw) for each in submission.unplaced]
    assert "V23" in {each.code for each in reading.findings}


def test_a_version_that_the_rules_do_not_know_is_read_by_the_codes_that_are_there(rulebook: Rulebook) -> None:
    reading = _read(rulebook, _grid(with_older_form(rulebook).forms["school", OLDER], {"403": 7.0}))
    submission = _submission(reading)
    assert submission.form_version == OLDER
    assert {"101.1": 400, "102.1": 300, "601.1": "да"}.items() <= _typed(submission).items()
    assert {"T02", "T45"} <= {each.code for each in reading.findings}
    assert not {"T05", "T08", "T29", "T32"} & {each.code for each in reading.findings}


def test_a_line_that_was_damaged_in_an_older_form_is_still_said(rules: Rulebook, older: Form) -> None:
    grid = _grid(older, {"302": 7.0})
    next(row for row in grid["Показатели"] if row[1:2] == ["302"])[:2] = ["???", None]
    reading = _read(rules, grid)
    assert ("T08", "302") in [(each.code, each.line) for each in reading.findings]
    assert next(each.facts["lines"] for each in reading.findings if each.code == "T45") == "012, 311, 601–607"
    assert [each.raw for each in _submission(reading).unplaced] == ["7", "???"]


def test_a_blank_older_form_is_a_blank_form(rules: Rulebook, older: Form) -> None:
    grid = plain_form(older, {"001": PLACE}, stamp_for(PLACE, form_version=OLDER))
    reading = _read(rules, grid)
    assert ([each.code for each in reading.findings], reading.submission) == (["T02", "T10"], None)


def test_a_workbook_without_any_code_of_the_form_cannot_be_read(rulebook: Rulebook) -> None:
    grid: Grid = {"Лист": [["Всего", 5.0]], "_svod": [[key, value] for key, value in stamp_for(PLACE).items()]}
    grid["_svod"][1][1] = "2019-1"
    reading = _read(rulebook, grid)
    assert ([each.code for each in reading.findings], reading.submission) == (["T43"], None)


def test_lines_are_told_in_printed_order_with_neighbours_together(older: Form, form: Form) -> None:
    lost = [field for field in form.fields if field.address.line in {"402", "102", "103", "104", "311"}]
    (said,) = said_of_new(lost, form, form, "a.xlsx")
    assert said.facts["lines"] == "102–104, 311, 402"
    (said,) = said_of_new(lost, older, form, "a.xlsx")
    assert said.facts["lines"] == "311"
    assert said_of_new([], older, form, "a.xlsx") == []


def test_what_is_dropped_from_one_line_is_one_finding(older: Form, form: Form) -> None:
    cells = [Unplaced(Address("403"), "7", "Показатели", "C9"), Unplaced(Address("403"), "8", "Показатели", "C10")]
    (said,) = said_of_dropped([*cells, Unplaced(None, "9", "Показатели", "C11")], older, form, "a.xlsx")
    assert (said.code, said.cell, [each.address for each in said.also]) == ("T44", "C9", ["C10"])


def test_locating_by_the_form_itself_finds_every_field(form: Form) -> None:
    book = as_workbook(plain_form(form))
    location = locate_older(book, form, form, "a.xlsx")
    assert all(location.place_of(each) is not None for each in form.fields)
    assert all(locate_older(book, None, form, "a.xlsx").place_of(each) is not None for each in form.fields)
