from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.small_region import AS_OF, PERIOD, reading, school, small_rulebook
from support.transmittals import sent_file, sent_up

from engine.consolidation.result import Consolidation
from engine.consolidation.run import consolidate
from engine.report.sentup import Missing, edited_words, missing, missing_words, refusals, transmittal_words
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding
from engine.vocabulary.language import speaking
from engine.vocabulary.messages import found
from engine.vocabulary.transmittal import Edit, Transmittal

RULES = small_rulebook()
KIND = {"kind_ru": "муниципальный свод", "kind_en": "district workbook"}


def of(*files: FileReading, rules: Rulebook = RULES) -> Consolidation:
    findings: list[Finding] = [finding for each in files for finding in each.findings]
    return consolidate(files, findings, rules, PERIOD, AS_OF)


def sent_by(district_id: str) -> Transmittal:
    return sent_up(of(reading(school(f"{district_id}01", 100, 60))), RULES, district_id)


def own_workbook(district_id: str, path: str = "книга.xlsx") -> FileReading:
    """The workbook that stays in the district, sent by mistake."""
    why = found("G08", path, place_id=district_id, **KIND)
    return FileReading(path, 1000, f"sha256 of {path}", "xlsx", findings=(why,), place_id=district_id)


def test_district_is_missing_once_another_sent_a_transmittal_and_nothing_came_from_it() -> None:
    assert missing(of(sent_file(sent_by("01")))) == (Missing("02"),)
    assert missing(of(sent_file(sent_by("01")), reading(school("0201", 100, 60)))) == ()
    assert missing(of()) == ()


def test_district_that_sent_its_own_workbook_is_missing_and_it_is_said_what_came() -> None:
    made = of(own_workbook("02"))

    (lacking,) = missing(made)
    assert lacking.district_id == "02"
    assert missing_words(lacking, "Второй район") == "Второй район (прислан муниципальный свод)"
    with speaking("en"):
        assert missing_words(lacking, "02") == "02 (the district workbook came instead)"
    assert [(each.code, each.path) for each in refusals(made)] == [("G08", "книга.xlsx")]


def test_refused_transmittal_is_told_apart_from_none() -> None:
    damaged = replace(sent_file(sent_by("02"), found("G01", "02 передаточный.xlsx", place_id="02")), transmittal=None)
    (lacking,) = missing(of(sent_file(sent_by("01")), damaged))

    assert missing_words(lacking, "Второй") == "Второй (присланный файл не принят, см. «Замечания»)"
    assert missing_words(Missing("02"), "Второй") == "Второй"


def test_transmittal_is_named_by_its_code_with_its_version_day_and_edits() -> None:
    sent = sent_by("01")
    closed = replace(
        sent, sha256="a" * 64, version=2, closed_on=date(2025, 1, 20), edits=(Edit("Охват", "B9", "1", "2"),)
    )
    draft = replace(sent, sha256="b" * 64, version=0)

    assert transmittal_words(of(), closed) == (
        "файл aaaaaaaaaaaa, версия 2, закрыт 20.01.2025, исправлено вручную ячеек: 1"
    )
    assert transmittal_words(of(), draft) == "файл bbbbbbbbbbbb, черновик: период не закрыт"


def test_rows_added_by_hand_are_an_edit_without_cells() -> None:
    sent = sent_by("01")
    added = found("G11", sent.path, place_id="01", sheet="Охват", rows="9")

    assert edited_words(of(sent_file(sent, added)), sent) == "вручную изменены строки, столбцы или листы"
    assert edited_words(of(sent_file(sent)), sent) is None
