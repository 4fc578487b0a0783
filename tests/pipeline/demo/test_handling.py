from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from engine.pipeline.demo.handling import (
    insert_rows,
    rename_sheet,
    type_over,
    write_archive,
    write_scan,
    write_thumbnails,
)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A sheet with everything that an inserted row must move, and a second one whose formulas look at it."""
    path = tmp_path / "форма.xlsx"
    with xlsxwriter.Workbook(path) as book:
        counts = book.add_worksheet("Показатели")
        counts.merge_range("A4:C4", "Раздел 2")
        counts.set_row(3, 33)
        counts.write_column("B5", [1, 2, 3])
        counts.write_formula("B8", "=SUM(B5:B7)+$B$2", value=6)
        counts.write_formula("B2", "=IF(B8>5,1,0)", value=1)
        counts.data_validation(
            "B5:B7", {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": "=$B$8"}
        )
        counts.conditional_format("B5:B7", {"type": "formula", "criteria": "=B5>$B$8"})
        counts.set_h_pagebreaks([2, 7])
        counts.print_area("A1:C8")
        checks = book.add_worksheet("Проверка")
        checks.write_formula("A1", "='Показатели'!B8-Показатели!$B$5+B5", value=5)
        book.define_name("Итог", "='Показатели'!$B$8")
    return path


def test_a_typed_value_stands_in_its_cell_and_nowhere_else(form: Path) -> None:
    type_over(form, {("Показатели", "B6"): "12 чел.", ("Показатели", "C6"): date(2025, 1, 15)})

    counts = load_workbook(form)["Показатели"]
    assert [counts[cell].value for cell in ("B5", "B6", "B7", "B8")] == [1, "12 чел.", 3, "=SUM(B5:B7)+$B$2"]
    assert counts["C6"].value.date() == date(2025, 1, 15)


def test_the_same_typing_gives_the_same_bytes(form: Path, tmp_path: Path) -> None:
    twin = tmp_path / "близнец.xlsx"
    twin.write_bytes(form.read_bytes())

    for path in (form, twin):
        type_over(path, {("Показатели", "B6"): 4})

    assert form.read_bytes() == twin.read_bytes()


def test_formulas_follow_a_renamed_sheet(form: Path) -> None:
    rename_sheet(form, "Показатели", "Показатели за 2024 год")

    book = load_workbook(form)
    assert book.sheetnames == ["Показатели за 2024 год", "Проверка"]
    assert book["Проверка"]["A1"].value == "='Показатели за 2024 год'!B8-'Показатели за 2024 год'!$B$5+B5"
    assert book.defined_names["Итог"].value == "'Показатели за 2024 год'!$B$8"


def test_inserted_rows_move_all_that_stands_below(form: Path) -> None:
    insert_rows(form, "Показатели", 3, ["Примечание", "Ещё одно"])

    book = load_workbook(form)
    counts = book["Показатели"]
    assert [counts[cell].value for cell in ("A3", "A4", "A6", "B7")] == ["Примечание", "Ещё одно", "Раздел 2", 1]
    assert counts["B10"].value == "=SUM(B7:B9)+$B$2"
    assert counts["B2"].value == "=IF(B10>5,1,0)"
    assert book["Проверка"]["A1"].value == "='Показатели'!B10-Показатели!$B$7+B5"
    assert book.defined_names["Итог"].value == "'Показатели'!$B$10"
    assert [str(merge) for merge in counts.merged_cells.ranges] == ["A6:C6"]
    assert (counts.row_dimensions[4].height, counts.row_dimensions[6].height) == (None, 33)
    (validation,) = counts.data_validations.dataValidation
    assert (str(validation.sqref), validation.formula2) == ("B7:B9", "$B$10")
    (area,) = counts.conditional_formatting
    assert (str(area.sqref), area.rules[0].formula) == ("B7:B9", ["B7>$B$10"])
    assert [page_end.id for page_end in counts.row_breaks.brk] == [2, 9]
    assert counts.print_area == "'Показатели'!$A$1:$C$10"


def test_an_archive_holds_its_members_instead_of_the_folder(tmp_path: Path) -> None:
    members = [tmp_path / "Первая.xlsx", tmp_path / "Вторая.xlsx"]
    for number, member in enumerate(members):
        member.write_bytes(bytes([number]) * 100)

    write_archive(tmp_path / "две.zip", members)

    assert [path.name for path in tmp_path.iterdir()] == ["две.zip"]
    with zipfile.ZipFile(tmp_path / "две.zip") as archive:
        assert archive.namelist() == ["Первая.xlsx", "Вторая.xlsx"]
        assert archive.read("Вторая.xlsx") == b"\x01" * 100


def test_a_scan_is_a_pdf_whose_table_points_at_its_objects(tmp_path: Path) -> None:
    write_scan(tmp_path / "скан.pdf")

    content = (tmp_path / "скан.pdf").read_bytes()
    assert content.startswith(b"%PDF-1.4\n")
    table = int(content.split(b"startxref\n")[1].split(b"\n")[0])
    assert content[table:].startswith(b"xref\n0 4\n")
    offsets = [int(line[:10]) for line in content[table:].split(b"\n")[3:6]]
    assert [content[offset : offset + 7] for offset in offsets] == [b"1 0 obj", b"2 0 obj", b"3 0 obj"]


def test_thumbnails_look_like_the_compound_file_of_windows(tmp_path: Path) -> None:
    write_thumbnails(tmp_path / "Thumbs.db")

    content = (tmp_path / "Thumbs.db").read_bytes()
    assert (content[:8].hex(), len(content)) == ("d0cf11e0a1b11ae1", 512)
