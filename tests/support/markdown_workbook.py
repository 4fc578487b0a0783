"""Turns tables written in a test into workbooks: as cells, as .xlsx bytes, as .ods bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue, Sheet, Workbook

_NO_VALUE = 987654321  # stands in for a value that is taken out again after xlsxwriter has written it
_WORDS = {"ИСТИНА": True, "ЛОЖЬ": False}
Rows = Sequence[Sequence[CellContent]]


def tables(text: str) -> dict[str, list[list[CellContent]]]:
    """Rows of each sheet of a text like::

        # Показатели
        | Показатель  | Код | 1         |
        | Обучающихся | 101 | 400       |
        | Педагогов   | 104 | #ДЕЛ/0!   |
        | Учителей    |'105 | =         |

    Numbers are numbers, ``'105`` is the text «105», ``#…`` an error, a lone ``=`` a formula that was never calculated,
    2024-12-31 a date. A line ``|`` alone is an empty row.
    """
    sheets: dict[str, list[list[CellContent]]] = {}
    rows: list[list[CellContent]] = sheets.setdefault("Лист1", [])
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("# "):
            rows = sheets.setdefault(line[2:].strip(), [])
        else:
            rows.append([_cell(cell.strip()) for cell in line.removeprefix("|").removesuffix("|").split("|")])
    return {name: rows for name, rows in sheets.items() if rows}


def workbook(text: str) -> Workbook:
    """The tables of a text as cells in memory."""
    return Workbook(tuple(Sheet(name, rows) for name, rows in tables(text).items()))


def xlsx(sheets: str | Mapping[str, Rows], *, hidden: Sequence[str] = ()) -> bytes:
    """The tables of a text, or rows by sheet name, as an .xlsx; formulas without value have none in the file."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2024, 12, 31, 10, 0)})  # noqa: DTZ001  xlsxwriter writes it as UTC
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, rows in (tables(sheets) if isinstance(sheets, str) else sheets).items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    _write(sheet, row, column, cell, day)
            if name in hidden:
                sheet.hide()
    return changed(target.getvalue(), {"xl/worksheets/": (f"<v>{_NO_VALUE}</v>", "")})


def ods(sheets: str | Mapping[str, Rows]) -> bytes:
    """The same as an .ods, as LibreOffice writes it."""
    content = (tables(sheets) if isinstance(sheets, str) else sheets).items()
    body = "".join(
        f"<table:table table:name={quoteattr(name)}>{_ods_rows(rows)}</table:table>" for name, rows in content
    )
    return ods_of(body)


def ods_of(body: str, *, styles: str = "") -> bytes:
    """An .ods around hand-written tables."""
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _SPACES.items())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.3">'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "meta.xml",
            f'<?xml version="1.0"?><office:document-meta {spaces}><office:meta><dc:date>2024-12-30T12:00:00</dc:date>'
            "</office:meta></office:document-meta>",
        )
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
    return target.getvalue()


def changed(content: bytes, changes: Mapping[str, tuple[str, str]]) -> bytes:
    """A zip with text replaced in the parts whose names begin so."""
    return rezipped(content, lambda name, part: _replaced(name, part, changes))


def rezipped(content: bytes, change: object) -> bytes:
    """A zip with every part passed through ``change(name, bytes) -> bytes | None``; None leaves the part out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = change(part.filename, old.read(part))  # type: ignore[operator]  # a function given by the test
            if content is not None:
                new.writestr(part.filename, content)
    return target.getvalue()


def _cell(text: str) -> CellContent:  # noqa: PLR0911  one line per way of writing a cell
    if not text:
        return None
    if text == "=":
        return FormulaWithoutValue()
    if text.startswith("#"):
        return CellError(text)
    if text.startswith("'"):
        return text[1:]
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return float(text)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return date.fromisoformat(text)
    return _WORDS.get(text, text)


def _write(sheet: object, row: int, column: int, cell: CellContent, day: object) -> None:
    write = sheet  # an xlsxwriter worksheet, which ships no types
    match cell:
        case None:
            return
        case CellError(text):
            write.write_formula(row, column, "=1/0", None, text)  # type: ignore[attr-defined]  # see above
        case FormulaWithoutValue():
            write.write_formula(row, column, "=1+1", None, _NO_VALUE)  # type: ignore[attr-defined]  # see above
        case bool():
            write.write_boolean(row, column, cell)  # type: ignore[attr-defined]  # see above
        case int() | float():
            write.write_number(row, column, cell)  # type: ignore[attr-defined]  # see above
        case date():
            write.write_datetime(row, column, cell, day)  # type: ignore[attr-defined]  # see above
        case _:
            write.write_string(row, column, cell)  # type: ignore[attr-defined]  # see above


def _replaced(name: str, part: bytes, changes: Mapping[str, tuple[str, str]]) -> bytes:
    for begins, (old, new) in changes.items():
        if name.startswith(begins):
            part = part.replace(old.encode(), new.encode())
    return part


def _ods_rows(rows: Rows) -> str:
    return "".join(f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>" for cells in rows)


def _ods_cell(cell: CellContent) -> str:  # noqa: PLR0911  one line per kind of cell
    match cell:
        case None:
            return "<table:table-cell/>"
        case CellError(text):
            kind = (
                'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"'
            )
            return f"<table:table-cell {kind}><text:p>{escape(text)}</text:p></table:table-cell>"
        case FormulaWithoutValue():
            return '<table:table-cell table:formula="of:=1+1"/>'
        case bool():
            word = "true" if cell else "false"
            return f'<table:table-cell office:value-type="boolean" office:boolean-value="{word}"/>'
        case int() | float():
            return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
        case date():
            return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
        case _:
            return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'


_URN = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = {
    "office": f"{_URN}:office:1.0",
    "table": f"{_URN}:table:1.0",
    "text": f"{_URN}:text:1.0",
    "style": f"{_URN}:style:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_MANIFEST = (
    f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{_URN}:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
