"""Hazards of containers: what a file is, whatever its name says, and what is left of it after its journey."""

from __future__ import annotations

import base64
import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import cache

import openpyxl
from hazards import archives, packages
from hazards.case import Case, Good, one
from support.biff8 import biff8
from support.compound import compound
from support.markdown_workbook import Rows, changed, ods

from engine.intake.grids import CellContent
from engine.vocabulary.fields import Value

_READ: dict[str, Value] = {"308.1": 9, "101.1": 300, "201.2": 30, "601.1": "да"}
_FORMATS = ".xls, .ods, .xlsm, .xlsb"
_SNIFFED = "HTML, CSV, XML2003, base64, docx named .xls(x)"
_NAMED = "xlsx named .xls, no extension, .XLSX, .xlsx.xlsx"
_OTHERS = "zip/rar/7z/pdf/jpg/eml/.sig"
_DAMAGED = "0 bytes, truncated, all zeros, zero tail, flipped byte"
_XML_2003 = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook><Table /></Workbook>'
_WEB_ARCHIVE = b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related\r\n\r\n<html>"
_LETTER = "From: a@b.ru\r\nSubject: Отчёт\r\nContent-Type: text/html\r\n\r\n<html><body>Высылаем</body></html>"


def rows_of(good: Good) -> dict[str, Rows]:
    """The good form as rows by sheet, for formats that have writers of their own."""
    return _rows_of(good.form())


@cache
def _rows_of(form: bytes) -> dict[str, Rows]:
    book = openpyxl.load_workbook(io.BytesIO(form), data_only=True)
    return {sheet.title: [[_day(cell) for cell in row] for row in sheet.iter_rows(values_only=True)] for sheet in book}


def xls(good: Good) -> bytes:
    """The good form as Excel 2003 would save it."""
    return biff8(rows_of(good))


def _day(cell: CellContent) -> CellContent:
    return cell.date() if isinstance(cell, datetime) else cell


def _ods(good: Good) -> bytes:
    return ods(rows_of(good))


def _locked_ods(good: Good) -> bytes:
    return changed(
        _ods(good),
        {"META-INF/manifest.xml": ("/></manifest", "><manifest:encryption-data/></manifest:file-entry></manifest")},
    )


def _signed_ods(good: Good) -> bytes:
    target = io.BytesIO(_ods(good))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("META-INF/documentsignatures.xml", "<document-signatures/>")
    return target.getvalue()


def _packed(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


def _tar(good: Good) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        part = tarfile.TarInfo("form.xlsx")
        part.size = len(good.form())
        archive.addfile(part, io.BytesIO(good.form()))
    return target.getvalue()


def _flipped(good: Good) -> bytes:
    """One bit of the packed bytes of the sheet with the figures is another one."""
    with zipfile.ZipFile(io.BytesIO(good.form())) as archive:
        part = archive.getinfo("xl/worksheets/sheet2.xml")
    content = bytearray(good.form())
    content[part.header_offset + 30 + len(part.filename) + part.compress_size // 2] ^= 1
    return bytes(content)


def _read(name: str, row: str, make: Callable[[Good], bytes], path: str, *codes: str) -> Case:
    status = "warned" if "F11" in codes else "accepted"
    absent = {"F11"} - {*codes}
    return one(name, row, make, status, *codes, path=path, absent=absent, values=_READ)


def _refused(name: str, row: str, content: bytes | Callable[[Good], bytes], path: str, code: str) -> Case:
    return one(name, row, content if callable(content) else lambda _: content, "rejected", code, path=path)


def _enclosed(name: str, content: bytes, path: str) -> Case:
    return one(name, _OTHERS, lambda _: content, "ignored", "F21", path=path)


def _cut(name: str, share: float, make: Callable[[Good], bytes], path: str) -> Case:
    return _refused(name, _DAMAGED, lambda good: make(good)[: int(len(make(good)) * share)], path, "F08")


def _form(good: Good) -> bytes:
    return good.form()


_FILES: tuple[Case, ...] = (
    _read("an old .xls", _FORMATS, xls, "form.xls"),
    _read("an .ods", _FORMATS, _ods, "form.ods"),
    _refused("an .xlsb", _FORMATS, _packed("[Content_Types].xml", "xl/workbook.bin"), "form.xlsb", "F10"),
    _refused("an .xlsb named .xlsx", _FORMATS, _packed("[Content_Types].xml", "xl/workbook.bin"), "form.xlsx", "F10"),
    _refused("a file of Numbers", _FORMATS, _packed("Index/Document.iwa"), "form.numbers", "F10"),
    _refused("a web page named .xls", _SNIFFED, b"<html><table><tr><td>101</table>", "form.xls", "F18"),
    _refused("a web page in UTF-16", _SNIFFED, "<html><table>101".encode("utf-16"), "form.xls", "F18"),
    _refused("a web page that is XML", _SNIFFED, b'<?xml version="1.0"?><html xmlns="x"/>', "form.xlsx", "F18"),
    _refused("a web archive named .xls", _SNIFFED, _WEB_ARCHIVE, "form.xls", "F18"),
    _refused("a CSV named .xls", _SNIFFED, "Код;Число\n101;300".encode("cp1251"), "form.xls", "F10"),
    _refused("tabs in UTF-16 named .xls", _SNIFFED, "Код\tЧисло\n101\t300".encode("utf-16"), "form.xls", "F10"),
    _refused("XML of Excel 2003 named .xls", _SNIFFED, _XML_2003.encode(), "form.xls", "F10"),
    _refused("base64 named .xlsx", _SNIFFED, lambda good: base64.encodebytes(good.form()), "form.xlsx", "F10"),
    _refused("base64 named .xls", _SNIFFED, lambda good: base64.encodebytes(xls(good)), "form.xls", "F10"),
    _refused("a .docx named .xlsx", _SNIFFED, _packed("[Content_Types].xml", "word/document.xml"), "form.xlsx", "F10"),
    _refused("a .doc named .xls", _SNIFFED, compound({"WordDocument": b"x"}), "form.xls", "F10"),
    _refused("an .rtf named .xls", _SNIFFED, b"{\\rtf1 \\ansi 101}", "form.xls", "F10"),
    _read("an .xlsx named .xls", _NAMED, _form, "form.xls", "F11"),
    _read("an .xls named .xlsx", _NAMED, xls, "form.xlsx", "F11"),
    _read("an .xlsx without extension", _NAMED, _form, "form", "F11"),
    _read("an .xlsx in capitals", _NAMED, _form, "FORM.XLSX"),
    _read("an .xlsx.xlsx", _NAMED, _form, "form.xlsx.xlsx"),
    _read("an .ods named .xlsx", _NAMED, _ods, "form.xlsx", "F11"),
    _read("an .xlsx named .pdf", _NAMED, _form, "form.pdf", "F11"),
    _read("an .xlsx named .zip", _NAMED, _form, "form.zip", "F11"),
    _refused(
        "an encrypted .xlsx",
        "encrypted (OLE)",
        compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x" * 5000}),
        "form.xlsx",
        "F09",
    ),
    _refused(
        "an .xls with a password", "encrypted (OLE)", lambda good: biff8(rows_of(good), locked=True), "form.xls", "F09"
    ),
    _refused("an .ods with a password", "encrypted (OLE)", _locked_ods, "form.ods", "F09"),
    _read("a signed .ods", "sheet protection, signature parts", _signed_ods, "form.ods", "F20"),
    _read(
        "a signed .xls",
        "sheet protection, signature parts",
        lambda good: biff8(rows_of(good), streams=["_signatures"]),
        "form.xls",
        "F20",
    ),
    _refused("a .rar", _OTHERS, b"Rar!\x1a\x07\x01\x00" + bytes(40), "forms.rar", "F12"),
    _refused("a .rar named .zip", _OTHERS, b"Rar!\x1a\x07\x00" + bytes(40), "forms.zip", "F12"),
    _refused("a .7z", _OTHERS, b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(40), "forms.7z", "F12"),
    _refused("a .gz", _OTHERS, lambda good: gzip.compress(good.form(), mtime=0), "form.xlsx.gz", "F12"),
    _refused("a .tar", _OTHERS, _tar, "forms.tar", "F12"),
    _refused("a letter", _OTHERS, _LETTER.encode(), "letter.eml", "F10"),
    _refused(
        "a letter of Outlook",
        _OTHERS,
        compound({"__properties_version1.0": b"x", "Workbook": b"x"}),
        "letter.msg",
        "F10",
    ),
    _refused("a shortcut of Windows", _OTHERS, b"L\0\0\0\x01\x14\x02\0" + bytes(60), "form.xlsx.lnk", "F04"),
    _refused("a shortcut to a page", _OTHERS, b"[InternetShortcut]\r\nURL=https://a.ru", "form.url", "F04"),
    _refused("a program", _OTHERS, b"MZ\x90\x00" + bytes(60), "form.xlsx.exe", "F10"),
    _refused("a scan named .xlsx", _OTHERS, b"%PDF-1.7\n", "form.xlsx", "F10"),
    _enclosed("a scan", b"%PDF-1.7\n", "scan.pdf"),
    _enclosed("a photograph in capitals", b"\xff\xd8\xff\xe0", "PHOTO.JPG"),
    _enclosed("a photograph without extension", b"\xff\xd8\xff\xe0", "IMG_0001"),
    _enclosed("a scan as .tif", b"II*\x00\x08", "scan.tif"),
    _enclosed("a signature", b"0\x82\x0c\x00", "form.xlsx.sig"),
    _enclosed("a signature of another kind", b"0\x82\x0c\x00", "form.p7s"),
    _refused("an empty file", _DAMAGED, b"", "form.xlsx", "F05"),
    _refused("zeros left by a cloud", _DAMAGED, lambda good: bytes(len(good.form())), "form.xlsx", "F24"),
    _refused(
        "a zero tail", _DAMAGED, lambda good: good.form()[:40_000].ljust(len(good.form()), b"\0"), "form.xlsx", "F08"
    ),
    _refused(
        "a zero tail of an .xls",
        _DAMAGED,
        lambda good: xls(good)[:60_000].ljust(len(xls(good)), b"\0"),
        "form.xls",
        "F08",
    ),
    _refused("a flipped bit", _DAMAGED, _flipped, "form.xlsx", "F08"),
    _cut("only the first bytes", 0.0001, _form, "form.xlsx"),
    _cut("cut off early", 0.1, _form, "form.xlsx"),
    _cut("cut off in the middle", 0.5, _form, "form.xlsx"),
    _cut("cut off in the directory", 0.99, _form, "form.xlsx"),
    _refused("the last byte is missing", _DAMAGED, lambda good: good.form()[:-1], "form.xlsx", "F08"),
    _cut("an .xls cut off in its head", 0.01, xls, "form.xls"),
    _cut("an .xls cut off", 0.6, xls, "form.xls"),
    _cut("an .ods cut off", 0.6, _ods, "form.ods"),
    _read("junk after the zip", "junk after the zip", lambda good: good.form() + b"</body></html>", "form.xlsx", "F28"),
    _read("zeros after the zip", "junk after the zip", lambda good: good.form() + bytes(512), "form.xlsx", "F28"),
    _refused(
        "junk before the zip",
        "junk after the zip",
        lambda good: b"HTTP/1.1 200 OK\r\n\r\n" + good.form(),
        "form.xlsx",
        "F08",
    ),
    _refused("one workbook after another", "junk after the zip", lambda good: good.form() * 2, "form.xlsx", "F08"),
)


def _slices(make: Callable[[Good], bytes], ending: str, count: int) -> Case:
    """A file cut off at many places, each a file of its own."""
    names = {number: f"{number:03}{ending}" for number in range(count)}

    def cut(good: Good) -> dict[str, bytes]:
        whole = make(good)
        return {name: whole[: len(whole) * number // count] for number, name in names.items()}

    statuses = dict.fromkeys(names.values(), "rejected")
    return Case(f"{ending} cut off at {count} places", _DAMAGED, cut, statuses, frozenset({"F05", "F08"}), slow=True)


_CUT = (_slices(_form, ".xlsx", 200), _slices(_ods, ".ods", 50), _slices(xls, ".xls", 50))

CASES: tuple[Case, ...] = (*_FILES, *_CUT, *packages.CASES, *archives.CASES)
