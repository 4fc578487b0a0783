"""Tells what a file is by its content, never by its extension."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath

from engine.intake.container import Container, open_container
from engine.intake.refusal import Refused


class FileFormat(StrEnum):
    """Formats that the register tells apart."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLS = "xls"
    ODS = "ods"
    ZIP = "zip"
    XLSB = "xlsb"
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    HTML = "html"
    XML = "xml"
    TEXT = "csv"
    PDF = "pdf"
    PICTURE = "jpg"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    MAIL = "eml"
    LOCKED = "encrypted"
    EMPTY = "empty"
    UNKNOWN = "unknown"


SPREADSHEETS = frozenset({FileFormat.XLSX, FileFormat.XLSM, FileFormat.XLS, FileFormat.ODS})

_REFUSALS = {
    FileFormat.LOCKED: "F09",
    FileFormat.HTML: "F18",
    FileFormat.ZIP: "F12",
    FileFormat.RAR: "F12",
    FileFormat.SEVEN_ZIP: "F12",
    FileFormat.UNKNOWN: "F26",
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF", FileFormat.PDF),
    (b"Rar!", FileFormat.RAR),
    (b"7z\xbc\xaf\x27\x1c", FileFormat.SEVEN_ZIP),
    (b"\xff\xd8\xff", FileFormat.PICTURE),
    (b"\x89PNG", FileFormat.PICTURE),
)
_PARTS = (
    ("xl/workbook.bin", FileFormat.XLSB),
    ("xl/workbook.xml", FileFormat.XLSX),
    ("word/document.xml", FileFormat.DOCX),
)
_HTML = re.compile(rb"<!doctype\s+html|<(html|head|body|table|meta)[\s>]", re.IGNORECASE)
_MAIL = re.compile(rb"(?im)^(mime-version|received|return-path|from|subject):")


def sniff(content: bytes) -> tuple[FileFormat, Container | None]:
    """The format of a file, with its container opened when it is a zip.

    Raises:
        Refused: nothing is in the file, or it is a zip that cannot be opened.
    """
    if not content:
        raise Refused("F05")
    if content.startswith(_ZIP):
        container = open_container(content)
        return _packed(container), container
    if not content.strip(b"\0"):
        raise Refused("F24")
    if content.startswith(_OLE):
        return _compound(content), None
    return next((found for magic, found in _MAGIC if content.startswith(magic)), None) or _written(content), None


def carries(path: str, file_format: FileFormat) -> bool:
    """Tell whether a file's extension is one of its format's."""
    return PurePosixPath(path).suffix.lower().lstrip(".") == file_format.value


def refuse_unless_taken(file_format: FileFormat) -> None:
    """Let spreadsheets pass.

    Raises:
        Refused: the format is not taken; its code says more than "save as .xlsx" where there is more to say.
    """
    if file_format not in SPREADSHEETS:
        raise Refused(_REFUSALS.get(file_format, "F10"), format=file_format.value.upper())


def _packed(container: Container) -> FileFormat:
    for part, found in _PARTS:
        if part in container:
            macros = found is FileFormat.XLSX and "xl/vbaproject.bin" in container
            return FileFormat.XLSM if macros else found
    if "mimetype" in container and "content.xml" in container:
        kind = container.read("mimetype")
        return FileFormat.ODS if b"opendocument.spreadsheet" in kind else FileFormat.ODT
    return FileFormat.ZIP


def _compound(content: bytes) -> FileFormat:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        return FileFormat.LOCKED
    if holds("WordDocument"):
        return FileFormat.DOC
    return FileFormat.XLS if holds("Workbook") or holds("Book") else FileFormat.UNKNOWN


def _written(content: bytes) -> FileFormat:
    head = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.search(head[:1024]):
        return FileFormat.HTML
    if head.startswith(b"<?xml"):
        return FileFormat.XML
    if _MAIL.match(head):
        return FileFormat.MAIL
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return FileFormat.TEXT
    return FileFormat.UNKNOWN if re.search(rb"[\x00-\x08\x0e-\x1f]", content[:4096]) else FileFormat.TEXT
