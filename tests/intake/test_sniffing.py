from __future__ import annotations

import io
import zipfile

import pytest
from support.markdown_workbook import ods, xlsx

from engine.intake.refusal import Refused
from engine.intake.sniffing import FileFormat, carries, refuse_unless_taken, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _zip(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


def _added(content: bytes, name: str) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (xlsx("| 1 |"), FileFormat.XLSX),
        (_added(xlsx("| 1 |"), "xl/vbaProject.bin"), FileFormat.XLSM),
        (ods("| 1 |"), FileFormat.ODS),
        (OLE + "Workbook".encode("utf-16-le"), FileFormat.XLS),
        (OLE + "EncryptedPackage".encode("utf-16-le"), FileFormat.LOCKED),
        (OLE + "WordDocument".encode("utf-16-le"), FileFormat.DOC),
        (OLE, FileFormat.UNKNOWN),
        (_zip("xl/workbook.bin"), FileFormat.XLSB),
        (_zip("word/document.xml"), FileFormat.DOCX),
        (_zip("mimetype", "content.xml"), FileFormat.ODT),
        (_zip("школа.xlsx"), FileFormat.ZIP),
        (_zip(), FileFormat.ZIP),
        (b"%PDF-1.7", FileFormat.PDF),
        (b"\xff\xd8\xff\xe0", FileFormat.PICTURE),
        (b"Rar!\x1a\x07\x01\x00", FileFormat.RAR),
        (b"7z\xbc\xaf\x27\x1c\x00", FileFormat.SEVEN_ZIP),
        (b"\xef\xbb\xbf <html><body>", FileFormat.HTML),
        (b"\n<!DOCTYPE HTML>", FileFormat.HTML),
        (b'<?xml version="1.0"?><Workbook/>', FileFormat.XML),
        (b"MIME-Version: 1.0\n", FileFormat.MAIL),
        ("Код;Число\n101;400".encode("cp1251"), FileFormat.TEXT),
        (b"\x00\x01\x02", FileFormat.UNKNOWN),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, expected: FileFormat) -> None:
    assert sniff(content)[0] is expected


@pytest.mark.parametrize(("content", "code"), [(b"", "F05"), (bytes(4096), "F24"), (xlsx("| 1 |")[:-40], "F08")])
def test_what_is_no_file_at_all_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        sniff(content)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("file_format", "code"),
    [
        (FileFormat.XLSB, "F10"),
        (FileFormat.DOCX, "F10"),
        (FileFormat.TEXT, "F10"),
        (FileFormat.HTML, "F18"),
        (FileFormat.LOCKED, "F09"),
        (FileFormat.RAR, "F12"),
        (FileFormat.UNKNOWN, "F26"),
    ],
)
def test_each_format_that_is_not_taken_has_its_remedy(file_format: FileFormat, code: str) -> None:
    with pytest.raises(Refused) as refused:
        refuse_unless_taken(file_format)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("path", "expected"), [("a/b.XLSX", True), ("b.xlsx.xlsx", True), ("b.xls", False), ("b", False)]
)
def test_an_extension_is_compared_with_the_content(path: str, expected: bool) -> None:  # noqa: FBT001  a table of cases
    assert carries(path, FileFormat.XLSX) is expected
