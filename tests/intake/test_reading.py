from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.forms import written, written_anew
from support.markdown_workbook import ods, xlsx
from support.plain_forms import plain_form, stamp_for
from support.real_forms import filled, insert_columns, insert_rows
from support.returns import returned

from engine.intake.grids import CellContent, CellError
from engine.intake.incoming import read_incoming, read_paths
from engine.intake.listing import list_files
from engine.intake.reading import read_file
from engine.rulebook.forms import Field
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, blank_contents, district_content, school_content, universal_content
from engine.vocabulary.fields import Address, FieldType, Submission, Value
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Severity
from engine.vocabulary.messages import catalogue, sentence
from engine.vocabulary.places import Level


def _content(rulebook: Rulebook, place_id: str = "0501") -> FormContent:
    return school_content(rulebook, rulebook.periods["2024"], place_id)


def _typical(asked: Field) -> Value:
    match asked.type:
        case FieldType.COUNT:
            return int(asked.address.line) % 40
        case FieldType.DATE:
            return date(2024, 11, 5)
        case FieldType.YES_NO:
            return "нет" if asked.address.line == "013" else "да"
        case _:
            return asked.choices[0] if asked.choices else f"текст {asked.address}"


def _typical_values(content: FormContent) -> dict[Address, Value]:
    return {
        each.address: _typical(each)
        for each in content.fields
        if content.is_input(each) and each.filled_by == "curator"
    }


def _read_one(folder: Path, content: bytes, rulebook: Rulebook, name: str = "a.xlsx") -> FileReading:
    (folder / name).write_bytes(content)
    (reading,) = read_incoming(folder, rulebook)
    return reading


def _values(submission: Submission | None) -> dict[Address, Value]:
    assert submission is not None
    return {each.address: each.value for each in submission.values if each.address.line > "005"}


def _codes(reading: FileReading) -> list[str]:
    return [finding.code for finding in reading.findings]


@pytest.fixture(scope="module")
def content(rulebook: Rulebook) -> FormContent:
    return _content(rulebook)


@pytest.fixture(scope="module")
def whole(content: FormContent) -> bytes:
    """The form filled in, written once."""
    return filled(content, _typical_values(content))


def test_a_real_form_is_read_as_it_was_filled(tmp_path: Path, rulebook: Rulebook, content: FormContent) -> None:
    values = _typical_values(content)
    reading = _read_one(tmp_path, filled(content, values), rulebook)
    assert _codes(reading) == []
    assert _values(reading.submission) == values
    assert (reading.place_id, reading.period_id, reading.form, reading.form_version, reading.revision) == (
        "0501",
        "2024",
        "school",
        "2024-1",
        0,
    )
    assert reading.submission is not None
    assert reading.submission.filled_on == date(2024, 11, 5)
    assert reading.submission.occurrences.keys() == {
        line.line for line, owed in content.roadmap_lines if owed.activity.target is None
    }
    assert len(reading.submission.occurrences) >= 1


def _rename(book: openpyxl.Workbook) -> None:
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Лист {number}"


def _reorder(book: openpyxl.Workbook) -> None:
    book._sheets.reverse()  # noqa: SLF001  openpyxl has no other way to turn the order round


def _no_stamp(book: openpyxl.Workbook) -> None:
    del book["_svod"]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (lambda book: insert_rows(book, "Показатели", 1), set()),
        (lambda book: insert_rows(book, "Показатели", 28, 3), {"T33"}),
        (lambda book: insert_rows(book, "Дорожная карта", 3), set()),
        (lambda book: insert_columns(book, "Показатели", 1), set()),
        (lambda book: insert_columns(book, "Показатели", 5), {"T34"}),
        (lambda book: insert_columns(book, "Дорожная карта", 4, 2), set()),
        (_rename, {"T07"}),
        (_reorder, set()),
        (_no_stamp, {"T24"}),
    ],
    ids=[
        "row above",
        "rows inside",
        "row above roadmap",
        "column left",
        "column inside",
        "columns in roadmap",
        "renamed",
        "reordered",
        "no stamp",
    ],
)
def test_what_a_curator_changes_in_a_real_form_changes_nothing(
    tmp_path: Path,
    rulebook: Rulebook,
    content: FormContent,
    change: Callable[[openpyxl.Workbook], None],
    codes: set[str],
) -> None:
    values = _typical_values(content)
    reading = _read_one(tmp_path, filled(content, values, change), rulebook)
    assert _values(reading.submission) == values
    assert set(_codes(reading)) == codes
    assert reading.place_id == "0501"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_values_written_are_the_values_read(
    tmp_path: Path, rulebook: Rulebook, content: FormContent, data: st.DataObject
) -> None:
    kinds: dict[FieldType, st.SearchStrategy[Value]] = {
        FieldType.COUNT: st.integers(0, 10**6),
        FieldType.DATE: st.dates(date(2020, 1, 1), date(2026, 1, 1)),
        FieldType.YES_NO: st.sampled_from(["да", "нет"]),
        FieldType.TEXT: st.text(alphabet="абвгд №5", min_size=1, max_size=9).map(str.split).map(" ".join).filter(bool),
    }
    kinds[FieldType.LINK] = kinds[FieldType.TEXT]
    values: dict[Address, Value] = {Address("101"): 1}
    for asked in content.fields:
        if content.is_input(asked) and asked.filled_by == "curator" and asked.address.line != "013":
            kind = st.sampled_from(asked.choices) if asked.choices else kinds[asked.type]
            value = data.draw(st.one_of(st.none(), kind))
            if value is not None:
                values[asked.address] = value
    reading = _read_one(tmp_path, written_anew(replace(content, values=values)), rulebook)
    implied = {
        each.address for each in (reading.submission.values if reading.submission else ()) if each.source == "implied"
    }
    assert {
        address: value for address, value in _values(reading.submission).items() if address not in implied
    } == values
    assert all(address.line.startswith("20") for address in implied)


def test_the_forms_of_workbook_templates_are_blank(tmp_path: Path, rulebook: Rulebook, content: FormContent) -> None:
    for name, blank in {**blank_contents(rulebook), "именная.xlsx": content}.items():
        (tmp_path / name).write_bytes(written(blank))
    readings = read_incoming(tmp_path, rulebook)
    assert [(_codes(each), each.usable, each.submission) for each in readings] == [(["T10"], True, None)] * 4


def test_a_universal_blank_is_the_form_of_the_school_picked(tmp_path: Path, rulebook: Rulebook) -> None:
    content = universal_content(rulebook, rulebook.periods["2024"], "05")
    place = rulebook.registry["0502"]
    values = _typical_values(_content(rulebook, "0502"))
    values = {address: value for address, value in values.items() if address.line < "7001"}
    reading = _read_one(tmp_path, filled(content, {**values, Address("002"): place.name}), rulebook)
    assert reading.place_id == "0502"
    assert _values(reading.submission) == values
    assert not any(finding.severity is Severity.ERROR for finding in reading.findings)


def test_a_districts_form_is_the_districts(tmp_path: Path, rulebook: Rulebook) -> None:
    content = district_content(rulebook, rulebook.periods["2024"], "05")
    values = _typical_values(content)
    reading = _read_one(tmp_path, filled(content, values), rulebook)
    assert (reading.place_id, reading.form, _values(reading.submission)) == ("05", "district", values)


def test_a_kindergarten_is_asked_only_what_is_its_own(tmp_path: Path, rulebook: Rulebook) -> None:
    place = next(each for each in rulebook.registry.places.values() if each.kind == "kindergarten")
    content = _content(rulebook, place.id)
    values = _typical_values(content)
    reading = _read_one(tmp_path, filled(content, values), rulebook)
    assert _codes(reading) == []
    assert Address("302") not in _values(reading.submission)
    assert reading.submission is not None
    assert Address("302") not in reading.submission.cells
    reading = _read_one(tmp_path, filled(content, {**values, Address("302"): 5, Address("303"): 0}), rulebook)
    assert [(each.code, each.line, each.severity.value) for each in reading.findings] == [
        ("V22", "302", "warning"),
        ("V22", "303", "info"),
    ]
    assert Address("302") not in _values(reading.submission)


def test_the_mess_of_real_cells_is_said_cell_by_cell(tmp_path: Path, rulebook: Rulebook, content: FormContent) -> None:
    mess = {
        "101": "12 чел.",
        "102": "1О",
        "103": "70%",
        "104": date(2026, 5, 12),
        "105": "-",
        "106": "=1/0",
        "107": "Иванова Мария Петровна",
        "601": "частично",
        "011": "вчера",
        "401": -3,
        "201.1": "—",
        "202.1": 5,
        "008": "+7 900 000-00-00",
    }
    values = _typical_values(content)
    values = {address: value for address, value in values.items() if address.line != "201"}
    given = {**values, **{Address.parse(address): value for address, value in mess.items()}}
    reading = _read_one(tmp_path, filled(content, given), rulebook)
    assert [(each.code, each.line, each.severity.value, each.value) for each in reading.findings] == [
        ("V19", "011", "warning", "вчера"),
        ("V02", "101", "warning", "12 чел."),
        ("V06", "102", "error", "1О"),
        ("V04", "103", "error", "70%"),
        ("V10", "104", "error", "12.05.2026"),
        ("V05", "105", "error", "-"),
        ("V07", "106", "error", None),
        ("V09", "107", "error", None),
        ("V05", "201", "info", "—"),
        ("V13", "401", "error", "-3"),
        ("V11", "601", "error", "частично"),
    ]
    submission = reading.submission
    assert submission is not None
    assert {str(each) for each in submission.unreadable} == {
        "011.1",
        *(f"{line}.1" for line in range(102, 108)),
        "401.1",
        "601.1",
    }
    assert submission.get("101") == 12
    assert [submission.get("201", str(column)) for column in range(1, 8)] == [0] * 7
    assert all(finding.cell and finding.place_id == "0501" for finding in reading.findings)


def test_free_text_of_persons_is_never_quoted(tmp_path: Path, rulebook: Rulebook, content: FormContent) -> None:
    personal = "Петрова 8-900-123-45-67"
    typed = dict.fromkeys(_typical_values(content), personal)
    reading = _read_one(tmp_path, filled(content, typed), rulebook)
    assert len(reading.findings) > 50
    for finding in reading.findings:
        assert "Петрова" not in f"{finding.value}{dict(finding.facts)}{sentence(finding)}{sentence(finding, 'en')}"


def test_every_sentence_has_all_its_facts(tmp_path: Path, rulebook: Rulebook, content: FormContent) -> None:
    values = dict.fromkeys(_typical_values(content), "12 ед")
    reading = _read_one(tmp_path, filled(content, values, lambda book: insert_rows(book, "Показатели", 12)), rulebook)
    for finding in reading.findings:
        assert "…" not in sentence(finding)
        assert "…" not in sentence(finding, "en")


def test_an_error_cell_of_excel_is_an_error(tmp_path: Path, rulebook: Rulebook) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    values: dict[str, CellContent] = {"001": "0501", "101": CellError("#DIV/0!"), "102": 5.0}
    for write in (xlsx, ods):
        reading = _read_one(tmp_path, write(plain_form(form, values, stamp_for("0501"))), rulebook)
        assert [(each.code, each.line) for each in reading.findings if each.code == "V08"] == [("V08", "101")]
        assert reading.submission is not None
        assert Address("101") in reading.submission.unreadable


def test_an_archive_and_its_members_are_files_of_the_register(
    tmp_path: Path, rulebook: Rulebook, content: FormContent
) -> None:
    form = filled(content, _typical_values(content))
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("б.xlsx", form)
    with zipfile.ZipFile(tmp_path / "почта.zip", "w") as archive:
        archive.writestr("2025-01-15/а.xlsx", form)
        archive.writestr("скан.pdf", b"%PDF-1.7")
        archive.writestr("ещё.zip", inner.getvalue())
    readings = read_incoming(tmp_path, rulebook)
    assert [(each.path, _codes(each), each.usable, each.ignored) for each in readings] == [
        ("почта.zip", ["F22"], True, True),
        ("почта.zip/2025-01-15/а.xlsx", [], True, False),
        ("почта.zip/ещё.zip", ["F12"], False, False),
        ("почта.zip/скан.pdf", ["F21"], True, True),
    ]
    submission = readings[1].submission
    assert submission is not None
    assert (submission.place_id, submission.received_on) == ("0501", date(2025, 1, 15))


@pytest.mark.parametrize(
    ("name", "content", "code", "outcome"),
    [
        ("~$а.xlsx", b"x", "F01", "ignored"),
        ("Thumbs.db", b"x", "F02", "ignored"),
        (".gitkeep", b"", "F02", "ignored"),
        ("скан.pdf", b"%PDF-1.7", "F21", "ignored"),
        ("скан.pdf", b"", "F21", "ignored"),
        ("скан", b"%PDF-1.7", "F21", "ignored"),
        ("отчёт.xlsx", b"%PDF-1.7", "F10", "unusable"),
        ("отчёт.xlsx", b"", "F05", "unusable"),
        ("отчёт.xlsx", bytes(5000), "F24", "unusable"),
        ("отчёт.xls", b"<html><table>", "F18", "unusable"),
        ("отчёт.csv", "101;5".encode("cp1251"), "F10", "unusable"),
        ("отчёт.xlsx", xlsx("| 1 |")[:-50], "F08", "unusable"),
        ("отчёт.xlsx", xlsx("| Смета | 1 |"), "T01", "read"),
        ("отчёт.ods", ods("| Смета | 1 |"), "T01", "read"),
        ("отчёт.xlsx.part", b"x", "F06", "unusable"),
    ],
)
def test_every_file_gets_its_code(
    tmp_path: Path,
    rulebook: Rulebook,
    name: str,
    content: bytes,
    code: str,
    outcome: str,
) -> None:
    reading = _read_one(tmp_path, content, rulebook, name)
    seen = "ignored" if reading.ignored else "read" if reading.usable else "unusable"
    assert (_codes(reading), seen) == ([code], outcome)
    assert reading.size == len(content)


def test_a_wrong_extension_is_said_and_the_form_is_read(
    tmp_path: Path, rulebook: Rulebook, content: FormContent
) -> None:
    form = filled(content, _typical_values(content))
    for name in ("отчёт.xls", "отчёт.pdf", "отчёт"):
        for old in tmp_path.iterdir():
            old.unlink()
        reading = _read_one(tmp_path, form, rulebook, name)
        assert (_codes(reading), reading.format) == (["F11"], "xlsx")
        assert reading.submission is not None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damaged_form_ends_a_run_and_none_gives_other_values(
    tmp_path: Path, rulebook: Rulebook, content: FormContent, whole: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=4)) + whole[at + data.draw(st.integers(0, 6)) :]
    reading = _read_one(tmp_path, damaged, rulebook)
    assert "F27" not in _codes(reading)
    if reading.submission is not None:
        assert _values(reading.submission) == _typical_values(content)


def test_reading_changes_nothing_in_the_folder(tmp_path: Path, rulebook: Rulebook, content: FormContent) -> None:
    (tmp_path / "2025-01-15").mkdir()
    (tmp_path / "2025-01-15" / "а.xlsx").write_bytes(filled(content, _typical_values(content)))
    (tmp_path / "б.xlsx").write_bytes(b"x")
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in tmp_path.rglob("*")}
    first, second = (read_incoming(tmp_path, rulebook) for _ in range(2))
    assert first == second
    assert before == {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in tmp_path.rglob("*")}


def test_check_and_incoming_read_alike(tmp_path: Path, rulebook: Rulebook, content: FormContent) -> None:
    file = tmp_path / "а.xlsx"
    file.write_bytes(filled(content, _typical_values(content)))
    (by_folder,) = read_incoming(tmp_path, rulebook)
    (by_path,) = read_paths([file], rulebook)
    assert by_path.path == file.as_posix()
    assert _values(by_path.submission) == _values(by_folder.submission)
    (listed,) = list_files(tmp_path)
    assert read_file(listed, rulebook) == (by_folder,)


def test_times_of_a_file_are_kept_for_ordering_only(tmp_path: Path, rulebook: Rulebook) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    file = tmp_path / "а.xlsx"
    file.write_bytes(xlsx(plain_form(form, {"001": "0501", "101": 5.0}, stamp_for("0501", revision="2"))))
    os.utime(file, ns=(1, 2_000))
    (reading,) = read_incoming(tmp_path, rulebook)
    submission = reading.submission
    assert submission is not None
    assert (submission.modified_ns, submission.revision) == (2_000, 2)
    assert submission.saved_at == datetime(2024, 12, 31, 10, 0, tzinfo=UTC)


def test_codes_of_intake_have_both_languages() -> None:
    for code, message in catalogue().items():
        if code[0] in "FSTV":
            assert message.ru
            assert message.en
            assert message.remedy_ru
            assert message.remedy_en


def test_a_closed_school_has_a_finding_and_no_submission(tmp_path: Path, rulebook: Rulebook) -> None:
    period = rulebook.periods["2024"]
    closed = next(
        each
        for each in rulebook.registry.places.values()
        if each.level is Level.SCHOOL and not each.open_at(period.ends_on)
    )
    content = _content(rulebook, closed.id)
    reading = _read_one(tmp_path, filled(content, _typical_values(content)), rulebook)
    assert (_codes(reading), reading.submission, reading.place_id) == (["T48"], None, closed.id)


def test_several_processes_read_the_same_as_one(tmp_path: Path, rulebook: Rulebook) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.xlsx").write_bytes(b"PK\x03\x04 cut off" * number)
    assert read_incoming(tmp_path, rulebook, jobs=2) == read_incoming(tmp_path, rulebook)


def _return(rulebook: Rulebook, change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """A return of 0501 as openpyxl saves it, changed as a person might."""
    book = openpyxl.load_workbook(io.BytesIO(written_anew(returned(_content(rulebook)))))
    if change is not None:
        change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _print(line: str, text: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        row = next(row for row in book["Титул"].iter_rows() if row[1].value == line)
        row[2].value = text

    return change


def test_a_return_is_an_ordinary_submission_of_a_higher_revision(tmp_path: Path, rulebook: Rulebook) -> None:
    reading = _read_one(tmp_path, _return(rulebook), rulebook)
    submission = reading.submission
    assert submission is not None
    assert (submission.revision, reading.revision, submission.filled_on) == (1, 1, None)
    assert [(str(each.address), each.raw) for each in submission.unplaced] == [("101.1", "триста один человек")]
    assert not {code for code in _codes(reading) if code.startswith("T")}


@pytest.mark.parametrize(
    ("line", "printed", "code"),
    [("001", "0502", "T16"), ("001", "9999", "T16"), ("002", "0502", "T36")],
)
def test_a_return_of_another_school_is_told_apart(
    tmp_path: Path, rulebook: Rulebook, line: str, printed: str, code: str
) -> None:
    text = rulebook.registry[printed].name if line == "002" else printed
    reading = _read_one(tmp_path, _return(rulebook, _print(line, text)), rulebook)
    assert (_codes(reading)[-1], reading.submission, reading.revision) == (code, None, 1)


def test_sheets_of_a_return_may_be_renamed_hidden_and_reordered(tmp_path: Path, rulebook: Rulebook) -> None:
    def change(book: openpyxl.Workbook) -> None:
        _rename(book)
        _reorder(book)
        book.worksheets[0].sheet_state = "visible"

    plain, changed = (_read_one(tmp_path, _return(rulebook, each), rulebook) for each in (None, change))
    assert _values(changed.submission) == _values(plain.submission)
    assert {*_codes(changed)} - {*_codes(plain)} == {"T07"}
    assert changed.revision == 1
