"""What people do to a form besides filling it: odd values, a renamed sheet, inserted rows, a scan, an archive."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

from engine.vocabulary.fields import Value

_REFERENCE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^!:]+)!)?(?P<cells>\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?)"
)
_ROW = re.compile(r"[0-9]+")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
#: Every file is dated so: openpyxl and zipfile would look at the clock.
_SAVED_AT = (2025, 1, 13, 10, 0, 0)
_SAVED_AT_TEXT = b"2025-01-13T10:00:00Z"
#: Rewrites a formula (without "=") that stands on the named sheet.
Rewrite = Callable[[str, str], str]


def type_over(path: Path, cells: Mapping[tuple[str, str], Value]) -> None:
    """Type values into cells, whatever the form says about them."""
    book = load_workbook(path)
    for (sheet, cell), value in cells.items():
        book[sheet][cell].value = value
    _save(book, path)


def rename_sheet(path: Path, old: str, new: str) -> None:
    """Rename a sheet; as in Excel, every formula follows."""
    book = load_workbook(path)
    book[old].title = new
    _rewrite_formulas(
        book, lambda formula, _: formula.replace(f"'{old}'!", f"'{new}'!").replace(f"{old}!", f"'{new}'!")
    )
    _save(book, path)


def insert_rows(path: Path, sheet: str, before: int, texts: Sequence[str]) -> None:
    """Insert one row per text before row ``before``, the text in it; as in Excel, everything below moves down."""
    book = load_workbook(path)
    moved, by = book[sheet], len(texts)
    moved.insert_rows(before, by)
    for number, text in enumerate(texts):
        moved.cell(before + number, 1, text)
    _move_frame(moved, before, by)

    def follow(formula: str, home: str) -> str:
        return _moved_formula(formula, home, sheet, before, by)

    _rewrite_formulas(book, follow)
    _save(book, path)


def write_archive(target: Path, members: Sequence[Path]) -> None:
    """Put files into a zip archive and remove them."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.writestr(zipfile.ZipInfo(member.name, _SAVED_AT), member.read_bytes(), zipfile.ZIP_DEFLATED)
    for member in members:
        member.unlink()


def write_scan(target: Path) -> None:
    """Write a PDF of one empty page, as a scanner would for a signed copy."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
    )
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(content))
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    target.write_bytes(content + head + table + trailer)


def write_thumbnails(target: Path) -> None:
    """Write what Windows leaves in folders with pictures: the head of a compound file and nothing in it."""
    target.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))


def _save(book: Workbook, path: Path) -> None:
    saved = BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = _MODIFIED.sub(rb"\g<1>" + _SAVED_AT_TEXT, source.read(name))
            target.writestr(zipfile.ZipInfo(name, _SAVED_AT), content, zipfile.ZIP_DEFLATED)


def _rewrite_formulas(book: Workbook, rewrite: Rewrite) -> None:
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            cell.value = "=" + rewrite(str(cell.value)[1:], sheet.title)
        for validation in sheet.data_validations.dataValidation:
            for name in ("formula1", "formula2"):
                if formula := getattr(validation, name):
                    setattr(validation, name, rewrite(formula, sheet.title))
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                rule.formula = [rewrite(formula, sheet.title) for formula in rule.formula]
    for name in book.defined_names.values():
        name.value = rewrite(name.value, "")


def _move_frame(sheet: Worksheet, before: int, by: int) -> None:
    """Move what openpyxl leaves behind: merges, heights, page breaks, validations, conditional formats, print area."""
    for merge in sheet.merged_cells.ranges:
        if merge.min_row >= before:
            merge.shift(row_shift=by)
    for row in sorted((row for row in sheet.row_dimensions if row >= before), reverse=True):
        dimension = sheet.row_dimensions.pop(row)
        dimension.index = row + by
        sheet.row_dimensions[row + by] = dimension
    for page_end in sheet.row_breaks.brk:
        if page_end.id >= before:
            page_end.id += by
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = MultiCellRange(_moved_cells(str(validation.sqref), before, by))
    formats = ConditionalFormattingList()
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            formats.add(_moved_cells(str(area.sqref), before, by), rule)
    sheet.conditional_formatting = formats
    if sheet.print_area:
        sheet.print_area = _moved_cells(sheet.print_area.rsplit("!", 1)[-1].replace("$", ""), before, by)


def _moved_formula(formula: str, home: str, sheet: str, before: int, by: int) -> str:
    tokens = Tokenizer("=" + formula).items
    return "".join(_moved_operand(token, home, sheet, before, by) for token in tokens)


def _moved_operand(token: Token, home: str, sheet: str, before: int, by: int) -> str:
    value: str = token.value
    match = _REFERENCE.fullmatch(value) if token.type == Token.OPERAND and token.subtype == Token.RANGE else None
    if match is None or (match["sheet"] or home).strip("'") != sheet:
        return value
    return value.removesuffix(match["cells"]) + _moved_cells(match["cells"], before, by)


def _moved_cells(cells: str, before: int, by: int) -> str:
    return _ROW.sub(lambda row: str(int(row[0]) + (by if int(row[0]) >= before else 0)), cells)
