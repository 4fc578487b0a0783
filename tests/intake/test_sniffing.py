from __future__ import annotations

import base64
import io
import zipfile

import pytest
from support.compound import compound
from support.markdown_workbook import ods, xlsx

from engine.intake.refusal import Refused
from engine.intake.sniffing import FileFormat, carries, refuse_unless_taken, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
TAR = bytes(100).ljust(257, b"0") + b"ustar\x0000"


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
        (OLE + "WordDocument".encode("utf-16-le") + "__properties_version1.0".encode("utf-16-le"), FileFormat.OUTLOOK),
        (compound({"Workbook": b"x", "WordDocument": b"x"}), FileFormat.XLS),
        (compound({"Workbook": b"x", "WordDocument": b"x", "ObjectPool": b"x"}), FileFormat.DOC),
        (OLE, FileFormat.UNKNOWN),
        (_zip("xl/workbook.bin"), FileFormat.XLSB),
        (_zip("word/document.xml"), FileFormat.DOCX),
        (_zip("[Content_Types].xml", "ppt/presentation.xml"), FileFormat.PPTX),
        (_zip("Index/Document.iwa"), FileFormat.NUMBERS),
        (_zip("mimetype", "content.xml"), FileFormat.ODT),
        (_zip("школа.xlsx"), FileFormat.ZIP),
        (_zip(), FileFormat.ZIP),
        (b"%PDF-1.7", FileFormat.PDF),
        (b"\xff\xd8\xff\xe0", FileFormat.PICTURE),
        (b"Rar!\x1a\x07\x01\x00", FileFormat.RAR),
        (b"7z\xbc\xaf\x27\x1c\x00", FileFormat.SEVEN_ZIP),
        (b"\xef\xbb\xbf <html><body>", FileFormat.HTML),
        (b"\n<!DOCTYPE HTML>", FileFormat.HTML),
        ("<html>".encode("utf-16"), FileFormat.HTML),
        (b'<?xml version="1.0"?><html>', FileFormat.HTML),
        (b'<?xml version="1.0"?><Workbook><Table />', FileFormat.XML),
        (b"MIME-Version: 1.0\n\n<html>", FileFormat.MAIL),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n\n<html>", FileFormat.HTML),
        (b"\x1f\x8b\x08", FileFormat.GZIP),
        (b"BZh9", FileFormat.BZIP),
        (b"\xfd7zXZ\x00", FileFormat.XZ),
        (TAR, FileFormat.TAR),
        (TAR + _zip("a"), FileFormat.TAR),
        (b"GIF89a", FileFormat.PICTURE),
        (b"{\\rtf1", FileFormat.RTF),
        (b"MZ\x90", FileFormat.PROGRAM),
        (base64.b64encode(xlsx("| 1 |")), FileFormat.BASE64),
        ("Код\t101".encode("utf-16"), FileFormat.TEXT),
        ("Код;Число\n101;400".encode("cp1251"), FileFormat.TEXT),
        (b"\x00\x01\x02", FileFormat.UNKNOWN),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, expected: FileFormat) -> None:
    assert sniff(content)[0] is expected


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "F05"),
        (bytes(4096), "F24"),
        (b"L\0\0\0\x01\x14\x02\0" + bytes(60), "F04"),
        (b"[InternetShortcut]\r\nURL=file:///C:/a.xlsx", "F04"),
        (xlsx("| 1 |")[:-40], "F08"),
        (b"junk" + xlsx("| 1 |"), "F08"),
        (_zip("a.xlsx") + _zip("b.xlsx"), "F08"),
        (OLE[:48] + b"\x01" + OLE[49:], "F08"),
        (_zip("[Content_Types].xml", "xl/worksheets/sheet1.xml"), "F25"),
    ],
)
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
        (FileFormat.GZIP, "F12"),
        (FileFormat.OUTLOOK, "F10"),
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
