"""A transmittal as a file among others: who it is of, whether it is believed, what becomes of what it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.small_region import AS_OF, PERIOD, reading, school, small_rulebook
from support.transmittals import Rows, data_of, hand_made, sent_up

from engine.consolidation.run import consolidate
from engine.intake.grids import Workbook
from engine.intake.transmittal import read_output_workbook
from engine.vocabulary.files import FileReading
from engine.vocabulary.transmittal import Edit

RULES = small_rulebook()
SENT = sent_up(consolidate([reading(school("0101", 200, 140))], [], RULES, PERIOD, AS_OF), RULES, "01")
DATA = data_of(SENT)
SHEETS: dict[str, Rows] = {"Охват": [["Код", "Всего"], ["0101", 200.0]]}
FOUND = FileReading("почта/район.xlsx", 5, "f" * 64, "xlsx", received_on=date(2025, 1, 24))


def read(workbook: Workbook) -> FileReading:
    found = read_output_workbook(workbook, FOUND, RULES)
    assert found is not None
    return found


def codes(found: FileReading) -> list[str]:
    return [each.code for each in found.findings]


def stamp_of(workbook: Workbook) -> dict[str, str]:
    (sheet,) = (each for each in workbook.sheets if each.name == "_svod")
    return {str(key): str(value) for key, value in sheet.rows}


def without(workbook: Workbook, name: str) -> Workbook:
    return Workbook(tuple(sheet for sheet in workbook.sheets if sheet.name != name))


def test_a_transmittal_is_read_whole() -> None:
    found = read(hand_made(SHEETS, DATA))
    assert (found.form, found.form_version, found.place_id, found.period_id, found.revision) == (
        "transmittal",
        "transmittal",
        "01",
        "2024",
        2,
    )
    sent = found.transmittal
    assert sent is not None
    assert (sent.path, sent.sha256, sent.district_id, sent.period_id) == (FOUND.path, FOUND.sha256, "01", "2024")
    assert (sent.as_of, sent.version, sent.facts_sheet, sent.facts_column) == (AS_OF, 2, "Данные", "G")
    assert (sent.rules, sent.closed_on) == ({"forms": "abc"}, date(2025, 1, 20))
    assert sent.tables == SENT.tables
    assert (found.findings, found.usable, found.received_on) == ((), True, date(2025, 1, 24))


def test_edits_are_told_and_change_no_number() -> None:
    came: dict[str, Rows] = {"Охват": [["Код", "Всего"], ["0101", 999.0]]}
    found = read(hand_made(came, DATA, SHEETS))
    assert found.transmittal is not None
    assert found.transmittal.edits == (Edit("Охват", "B2", "200", "999"),)
    assert found.transmittal.tables == SENT.tables
    assert [(each.code, each.place_id, each.sheet, each.cell) for each in found.findings] == [
        ("G10", "01", "Охват", "B2")
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"place_id": "99"}, "G05"),
        ({"place_id": "0101"}, "G05"),  # a school sends nothing up
        ({"place_id": ""}, "G05"),
        ({"version": "вторая"}, "G07"),
        ({"version": "-1"}, "G07"),
        ({"as_of": "31.12.2024"}, "G07"),
        ({"period": ""}, "G07"),
        ({"facts_column": "7"}, "G07"),
        ({"transmittal_sha256": "0" * 64}, "G01"),
        ({"transmittal_sha256": ""}, "G01"),
    ],
)
def test_a_stamp_that_cannot_be_believed_is_refused_with_a_code(changes: dict[str, str], code: str) -> None:
    found = read(hand_made(SHEETS, DATA, **changes))
    assert (found.transmittal, codes(found), found.form) == (None, [code], "transmittal")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("place_id", "02"),
        ("period", "2023"),
        ("version", "9"),
        ("closed_on", "2025-02-20"),
        ("as_of", "2025-01-31"),
        ("engine_version", "0.0.1"),
        ("data_sha256", "1" * 64),
        ("facts_sheet", "Охват"),
        ("facts_column", "H"),
        ("rules.forms", "abd"),
        ("rules.targets", "abc"),
    ],
)
def test_a_stamp_that_was_altered_is_refused_as_damaged_data_are(key: str, value: str) -> None:
    sealed = stamp_of(hand_made(SHEETS, DATA))["transmittal_sha256"]
    found = read(hand_made(SHEETS, DATA, **{key: value, "transmittal_sha256": sealed}))
    assert (found.transmittal, codes(found)) == (None, ["G01"])


def test_a_period_that_we_do_not_have_is_for_the_choice_to_say() -> None:
    found = read(hand_made(SHEETS, DATA, period="2031"))
    assert (found.period_id, found.transmittal is not None) == ("2031", True)


def test_without_its_hidden_sheets_a_transmittal_is_refused_and_recognised_all_the_same() -> None:
    whole = hand_made(SHEETS, DATA)
    assert codes(read(without(whole, "_data"))) == ["G02"]
    lost = read(without(whole, "_svod"))
    assert (codes(lost), lost.form, lost.place_id) == (["G02"], "transmittal", None)
    assert codes(read(without(whole, "_cells"))) == ["G26"]


@pytest.mark.parametrize(
    ("kind", "words"), [("region_workbook", "региональный свод"), ("district_workbook", "муниципальный свод")]
)
def test_another_workbook_of_ours_is_refused_and_said_to_be_one(kind: str, words: str) -> None:
    found = read(hand_made(SHEETS, DATA, form=kind))
    assert (codes(found), found.form, found.period_id, found.transmittal) == (["G08"], None, None, None)
    assert found.findings[0].facts["kind_ru"] == words


def test_a_result_of_a_newer_engine_is_refused_too() -> None:
    assert codes(read(hand_made(SHEETS, DATA, form="novelty"))) == ["G08"]


def test_any_other_workbook_is_for_others_to_read() -> None:
    plain = without(without(hand_made(SHEETS, DATA), "_svod"), "_data")
    assert read_output_workbook(plain, FOUND, RULES) is None


def test_what_was_said_of_the_file_before_stays_said() -> None:
    macros = replace(FOUND, findings=tuple(read(hand_made(SHEETS, DATA, place_id="99")).findings))
    found = read_output_workbook(hand_made(SHEETS, DATA), macros, RULES)
    assert found is not None
    assert codes(found) == ["G05"]
