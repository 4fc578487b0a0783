from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from engine.pipeline.demo import DemoReport, make_demo
from engine.pipeline.demo.story import PUPILS, Mess
from engine.rulebook.rulebook import Rulebook
from engine.template.content import school_content
from engine.template.layout import layout_of
from engine.vocabulary.fields import Address
from engine.workspace.errors import WorkspaceError


def file_of(demo: DemoReport, mess: Mess) -> Path:
    (place_id,) = demo.with_mess(mess)
    return demo.workspace / "incoming" / demo.sent[place_id]


def test_a_demo_is_a_workspace(demo: DemoReport) -> None:
    folders = {path.name for path in demo.workspace.iterdir()}

    assert folders >= {"rules", "incoming", "outgoing", "workbook_templates"}
    assert list((demo.workspace / "outgoing").iterdir()) == []


def test_every_form_lies_in_the_folder_of_the_day_it_came(demo: DemoReport) -> None:
    days = {path.split("/")[0] for path in demo.files}

    assert all(re.fullmatch(r"2025-01-(1[3-7]|22|23)", day) for day in days)
    assert demo.sent["0406"].startswith("2025-01-22/")
    assert demo.sent["05"].startswith("2025-01-23/")


def test_all_but_the_silent_have_sent_a_form(demo: DemoReport) -> None:
    expected = {place_id for district in PUPILS.values() for place_id in district} - {*demo.with_mess(Mess.SILENT)}

    assert demo.sent.keys() == demo.answers.keys() == expected | {"01", "02", "03", "04", "05"}
    assert len(demo.with_mess(Mess.SILENT)) == 2


def test_the_report_names_every_file(demo: DemoReport) -> None:
    there = {
        path.relative_to(demo.workspace / "incoming").as_posix() for path in (demo.workspace / "incoming").rglob("*.*")
    }

    assert {*demo.files} == there
    assert {re.sub(r"(?<=\.zip)/.*", "", path) for path in demo.sent.values()} <= there


def test_names_of_files_open_on_windows(demo: DemoReport) -> None:
    parts = {part for path in demo.files for part in path.split("/")}

    assert all(len(part) < 80 and not re.search(r'[<>:"\\|?*\x00-\x1f]|[ .]$', part) for part in parts)


def test_the_numbers_stand_in_the_cells_of_the_form(demo: DemoReport, rulebook: Rulebook) -> None:
    layout = layout_of(school_content(rulebook, rulebook.periods["2024"], "0101"))
    book = load_workbook(demo.workspace / "incoming" / demo.sent["0101"])

    for address, value in demo.expected_values("0101").items():
        sheet, cell = layout.cell_of(address)
        assert book[sheet][cell].value == value, address


def test_the_correction_was_sent_after_the_version_that_it_replaces(demo: DemoReport) -> None:
    (place_id,) = demo.with_mess(Mess.CORRECTED)
    versions = [path for path in demo.files if f"/{place_id} " in path]

    assert [path.split("/")[0] for path in versions] == ["2025-01-14", "2025-01-16"]
    assert demo.sent[place_id] == versions[1]
    assert demo.answers[place_id][Address("012")] == "уточнённый № 1"


def test_what_was_sent_twice_is_the_same_to_the_byte(demo: DemoReport) -> None:
    (place_id,) = demo.with_mess(Mess.SENT_TWICE)
    contents = [(demo.workspace / "incoming" / path).read_bytes() for path in demo.files if f"{place_id} МБОУ" in path]

    assert len(contents) == 2
    assert contents[0] == contents[1]


def test_the_form_with_errors_breaks_what_it_is_said_to_break(demo: DemoReport) -> None:
    (place_id,) = demo.with_mess(Mess.ERRORS)
    answers, typed = demo.answers[place_id], demo.expected_values(place_id)

    assert answers[Address("502")] == "70%"
    assert typed[Address("302")] > typed[Address("102")]
    assert typed[Address("306")] != typed[Address("301")] + typed[Address("303")] - typed[Address("305")]
    assert typed[Address("308")] > typed[Address("104")]
    assert place_id not in demo.counted


def test_a_number_was_typed_with_its_unit(demo: DemoReport) -> None:
    (place_id,) = demo.with_mess(Mess.UNIT_IN_NUMBER)
    values = [cell.value for row in load_workbook(file_of(demo, Mess.UNIT_IN_NUMBER))["Показатели"] for cell in row]

    assert f"{demo.expected_values(place_id)[Address('308')]} чел." in values


def test_one_sheet_was_renamed_and_one_form_has_rows_of_its_own(demo: DemoReport) -> None:
    assert "Показатели за 2024 год" in load_workbook(file_of(demo, Mess.RENAMED_SHEET)).sheetnames
    counts = load_workbook(file_of(demo, Mess.INSERTED_ROWS))["Показатели"]
    assert "Рассмотрено на педагогическом совете 10.01.2025" in [row[0].value for row in counts]


def test_in_the_universal_blank_the_name_was_picked(demo: DemoReport, rulebook: Rulebook) -> None:
    (place_id,) = demo.with_mess(Mess.UNIVERSAL_BLANK)
    book = load_workbook(file_of(demo, Mess.UNIVERSAL_BLANK))

    picked = [cell.value for row in book["Титул"] for cell in row]
    assert rulebook.registry[place_id].name in picked
    assert place_id not in picked


def test_the_archive_holds_two_forms(demo: DemoReport) -> None:
    places = demo.with_mess(Mess.ARCHIVE)
    archives = {demo.sent[place_id].rsplit("/", 1)[0] for place_id in places}

    assert len(places) == 2
    with zipfile.ZipFile(demo.workspace / "incoming" / archives.pop()) as archive:
        assert sorted(archive.namelist()) == sorted(demo.sent[place_id].rsplit("/", 1)[1] for place_id in places)
    assert not archives


def test_enclosures_and_system_files_lie_about(demo: DemoReport) -> None:
    assert [path.rsplit("/", 1)[1] for path in demo.files if not path.endswith((".xlsx", ".zip"))] == [
        "0103 подписанный отчёт, скан.pdf",
        "Thumbs.db",
    ]


def test_making_the_demo_again_gives_the_same_bytes(
    demo: DemoReport, tmp_path: Path, rules_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    again = make_demo(tmp_path / "again", rules_dir)

    assert again.answers == demo.answers
    assert digests(again) == digests(demo)


def digests(demo: DemoReport) -> dict[str, str]:
    incoming = demo.workspace / "incoming"
    return {path: hashlib.sha256((incoming / path).read_bytes()).hexdigest() for path in demo.files}


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, rules_dir: Path) -> None:
    (tmp_path / "важное.txt").write_text("не трогать", encoding="utf-8")

    with pytest.raises(WorkspaceError):
        make_demo(tmp_path, rules_dir)
    assert [path.name for path in tmp_path.iterdir()] == ["важное.txt"]
