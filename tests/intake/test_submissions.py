from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from support.plain_forms import as_workbook, plain_form, stamp_for

from engine.intake.grids import CellContent, Workbook
from engine.intake.snapshot import snapshot_of
from engine.intake.submissions import read_submission
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, Explanation, Source
from engine.vocabulary.files import FileReading

READING = FileReading("2025-01-15/а.xlsx", 1, "", "xlsx", received_on=date(2025, 1, 15))


@pytest.fixture(scope="module")
def rulebook(planless: Rulebook) -> Rulebook:
    """Rules without roadmaps: these forms have no such sheet."""
    return planless


def _read(rulebook: Rulebook, values: dict[str, CellContent], **stamp: str) -> FileReading:
    form = rulebook.form("school", rulebook.periods["2024"])
    grid = plain_form(form, {"001": "0101", **values}, stamp_for("0101", **stamp))
    book = Workbook(as_workbook(grid).sheets, datetime(2025, 1, 14, tzinfo=UTC))
    return read_submission(book, READING, snapshot_of(b"x", 5), rulebook)


def test_a_submission_carries_all_that_orders_it(rulebook: Rulebook) -> None:
    submission = _read(rulebook, {"101": 5.0, "011": date(2025, 1, 13)}, revision="3").submission
    assert submission is not None
    assert (submission.path, submission.place_id, submission.period_id, submission.revision) == (
        READING.path,
        "0101",
        "2024",
        3,
    )
    assert (submission.filled_on, submission.saved_at) == (date(2025, 1, 13), datetime(2025, 1, 14, tzinfo=UTC))
    assert (submission.modified_ns, submission.received_on) == (5, date(2025, 1, 15))


def test_a_return_without_its_date_of_filling_in_has_none(rulebook: Rulebook) -> None:
    submission = _read(rulebook, {"101": 5.0}, revision="2").submission
    assert submission is not None
    assert (submission.revision, submission.filled_on) == (2, None)


@pytest.mark.parametrize("revision", ["-1", "1000", "2а", "9" * 60])
def test_a_damaged_revision_is_said_and_counts_as_none(rulebook: Rulebook, revision: str) -> None:
    reading = _read(rulebook, {"101": 5.0}, revision=revision)
    assert [(each.code, each.severity.value, each.value) for each in reading.findings] == [
        ("T46", "warning", revision[:40])
    ]
    assert reading.submission is not None
    assert (reading.submission.revision, reading.revision) == (0, 0)


def test_explanations_come_with_the_submission(rulebook: Rulebook) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    grid = plain_form(form, {"001": "0101", "101": 5.0}, stamp_for("0101", revision="1"))
    grid["Проверка"] = [["№", "Пояснение"], ["K13", "Две ставки"], ["K99", "Чего нет"]]
    submission = read_submission(as_workbook(grid), READING, snapshot_of(b"x", 5), rulebook).submission
    assert submission is not None
    assert submission.explanations == (Explanation("K13", "Две ставки", "Проверка", "B2"),)


def test_every_located_field_has_its_cell_and_every_value_its_source(rulebook: Rulebook) -> None:
    submission = _read(rulebook, {"101": 5.0, "201.1": 2.0}).submission
    assert submission is not None
    assert {Address("102"), Address("201", "7"), Address("815", "3")} <= submission.cells.keys()
    assert Address("290") not in submission.cells
    sources = {str(each.address): each.source for each in submission.values}
    assert (sources["101.1"], sources["201.1"], sources["202.1"]) == (Source.TYPED, Source.TYPED, Source.IMPLIED)
    assert "102.1" not in sources


@pytest.mark.parametrize(
    ("values", "unreadable", "codes"),
    [
        ({"101": "-"}, {"101.1"}, [("V05", "error")]),
        ({"101": 5.0, "310": "-"}, set(), [("V05", "warning")]),
        ({"101": 5.0, "601": "-"}, {"601.1"}, [("V05", "warning")]),
        ({"101": 5.0, "012": "-", "801.1": "-"}, set(), []),
        ({"013": "да", "301": "-"}, set(), [("V05", "info")]),
        ({"101": 5.0, "013": "иногда"}, {"013.1"}, [("V11", "error")]),
        ({"101": 5.0, "012": "третий"}, {"012.1"}, [("V11", "warning")]),
        ({"013": "да", "301": 7.0}, set(), [("T21", "error")]),
    ],
)
def test_a_cell_is_judged_by_what_hangs_on_it(
    rulebook: Rulebook, values: dict[str, CellContent], unreadable: set[str], codes: list[tuple[str, str]]
) -> None:
    reading = _read(rulebook, values)
    assert [(each.code, each.severity.value) for each in reading.findings] == codes
    assert reading.submission is not None
    assert {str(each) for each in reading.submission.unreadable} == unreadable


def test_a_blank_form_is_known_but_no_submission(rulebook: Rulebook) -> None:
    reading = _read(rulebook, {"006": "Иванова"})
    assert ([each.code for each in reading.findings], reading.submission, reading.place_id) == (["T10"], None, "0101")
    assert (reading.usable, reading.period_id, reading.form, reading.revision) == (True, "2024", "school", 0)


def test_a_contradiction_of_identity_leaves_the_place_open(rulebook: Rulebook) -> None:
    reading = _read(rulebook, {"001": "0102", "101": 5.0})
    assert ([each.code for each in reading.findings], reading.submission, reading.place_id) == (["T16"], None, None)


def test_fields_of_a_lost_section_are_unreadable_and_said_once(rulebook: Rulebook) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    grid = plain_form(form, {"001": "0101"}, stamp_for("0101"))
    del grid["Показатели"]
    grid["Практики"][5][2] = "Наставник рядом"
    reading = read_submission(as_workbook(grid), READING, snapshot_of(b"x", 5), rulebook)
    assert [each.code for each in reading.findings] == ["T05"] * 6
    assert reading.submission is not None
    assert {"101.1", "201.7", "607.3"} <= {str(each) for each in reading.submission.unreadable}


def test_a_form_whose_sections_stand_there_twice_is_not_called_blank(rulebook: Rulebook) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    grid = plain_form(form, {"001": "0101", "101": 400.0}, stamp_for("0101"))
    grid["Показатели (2)"] = [[401.0 if cell == 400.0 else cell for cell in row] for row in grid["Показатели"]]
    reading = read_submission(as_workbook(grid), READING, snapshot_of(b"x", 5), rulebook)
    assert {each.code for each in reading.findings} == {"T06", "T47"}


@pytest.mark.parametrize(
    ("line", "severity", "unreadable"), [("102", "error", True), ("006", "warning", True), ("007", "warning", False)]
)
def test_a_field_under_a_merged_cell_is_lost_and_not_blank(
    rulebook: Rulebook, line: str, severity: str, *, unreadable: bool
) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    sheets = []
    for sheet in as_workbook(plain_form(form, {"001": "0101", "101": 400.0}, stamp_for("0101"))).sheets:
        merges = tuple((row - 1, 2, row, 2) for row, cells in enumerate(sheet.rows) if line in cells[1:2])
        sheets.append(replace(sheet, merges=merges))
    reading = read_submission(Workbook(tuple(sheets)), READING, snapshot_of(b"x", 5), rulebook)
    assert [(each.code, each.line, each.severity.value) for each in reading.findings] == [("T14", line, severity)]
    assert reading.submission is not None
    assert (Address(line) in reading.submission.unreadable) is unreadable
