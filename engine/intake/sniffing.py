"""Tells what a file is by its content, never by its extension."""

from __future__ import annotations

import re
import struct
from enum import StrEnum
from pathlib import PurePosixPath

from engine.intake.container import Container, open_container
from engine.intake.refusal import Refused, damaged


class FileFormat(StrEnum):
    """Formats that the register tells apart."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLS = "xls"
    ODS = "ods"
    ZIP = "zip"
    XLSB = "xlsb"
    NUMBERS = "numbers"
    DOCX = "docx"
    PPTX = "pptx"
    DOC = "doc"
    ODT = "odt"
    HTML = "html"
    XML = "xml"
    TEXT = "csv"
    PDF = "pdf"
    PICTURE = "jpg"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    GZIP = "gz"
    TAR = "tar"
    BZIP = "bz2"
    XZ = "xz"
    MAIL = "eml"
    OUTLOOK = "msg"
    BASE64 = "base64"
    RTF = "rtf"
    PROGRAM = "exe"
    LOCKED = "encrypted"
    EMPTY = "empty"
    UNKNOWN = "unknown"


SPREADSHEETS = frozenset({FileFormat.XLSX, FileFormat.XLSM, FileFormat.XLS, FileFormat.ODS})

_ARCHIVES = (
    FileFormat.ZIP,
    FileFormat.RAR,
    FileFormat.SEVEN_ZIP,
    FileFormat.GZIP,
    FileFormat.TAR,
    FileFormat.BZIP,
    FileFormat.XZ,
)
_REFUSALS = {
    FileFormat.LOCKED: "F09",
    FileFormat.HTML: "F18",
    FileFormat.UNKNOWN: "F26",
    **dict.fromkeys(_ARCHIVES, "F12"),
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_END, _ZIP_END_SIZE = b"PK\x05\x06", 22 + 65_535
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_MAGIC = (
    (b"%PDF", FileFormat.PDF),
    (b"Rar!", FileFormat.RAR),
    (b"7z\xbc\xaf\x27\x1c", FileFormat.SEVEN_ZIP),
    (b"\xff\xd8\xff", FileFormat.PICTURE),
    (b"\x89PNG", FileFormat.PICTURE),
    (b"GIF8", FileFormat.PICTURE),
    (b"II*\0", FileFormat.PICTURE),
    (b"MM\0*", FileFormat.PICTURE),
    (b"\x1f\x8b", FileFormat.GZIP),
    (b"BZh", FileFormat.BZIP),
    (b"\xfd7zXZ\0", FileFormat.XZ),
    (b"{\\rtf", FileFormat.RTF),
    (b"MZ", FileFormat.PROGRAM),
    (b"UEsDB", FileFormat.BASE64),
    (b"0M8R4KGx", FileFormat.BASE64),
)
#: Shortcuts of Windows to a file and to a page, and what a cloud leaves in place of a table of its own.
_SHORTCUTS = (b"L\0\0\0\x01\x14\x02\0", b"[InternetShortcut]", b'{"url"', b'{"doc_id"')
_TAR, _TAR_AT = b"ustar", 257
_PARTS = (
    ("xl/workbook.bin", FileFormat.XLSB),
    ("xl/workbook.xml", FileFormat.XLSX),
    ("word/document.xml", FileFormat.DOCX),
    ("ppt/presentation.xml", FileFormat.PPTX),
    ("index/document.iwa", FileFormat.NUMBERS),
)
_PACKAGE = "[content_types].xml"
_HTML = re.compile(rb"<!doctype\s+html|<(html|head|body|table|meta)[\s>]", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(rb"(?im)^x-document-type:\s*workbook")
_MAIL = re.compile(rb"(?im)^(mime-version|received|return-path|from|subject):")


def sniff(content: bytes) -> tuple[FileFormat, Container | None]:
    """The format of a file, with its container opened when it is a zip.

    Raises:
        Refused: nothing is in the file, or it is a zip that cannot be opened, or a workbook that is no safe zip or
            has lost its main part.
    """
    if not content:
        raise Refused("F05")
    if content.startswith(_ZIP):
        container = open_container(content)
        _refuse_if_preceded(container)
        found = _packed(container)
        if found in SPREADSHEETS:
            container.refuse_unless_workbook()
        return found, container
    if not content.strip(b"\0"):
        raise Refused("F24")
    if content.startswith(_SHORTCUTS):
        raise Refused("F04")
    if content.startswith(_OLE):
        return _compound(content), None
    magic = next((found for magic, found in _MAGIC if content.startswith(magic)), None)
    if magic is None and content.startswith(_TAR, _TAR_AT):
        magic = FileFormat.TAR
    if magic is None and _ZIP_END in content[-_ZIP_END_SIZE:]:
        raise damaged("before")  # a zip, but what it begins with is not its own
    return magic or _written(content), None


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


def _refuse_if_preceded(container: Container) -> None:
    """Refuse a zip that another one, or a part of it, stands before: its directory does not tell what is in that."""
    if container.members and min(each.header_offset for each in container.members) > 0:
        raise damaged("before")


def _packed(container: Container) -> FileFormat:
    for part, found in _PARTS:
        if part in container:
            macros = found is FileFormat.XLSX and "xl/vbaproject.bin" in container
            return FileFormat.XLSM if macros else found
    if "mimetype" in container and "content.xml" in container:
        kind = container.read("mimetype")
        return FileFormat.ODS if b"opendocument.spreadsheet" in kind else FileFormat.ODT
    if _PACKAGE in container:
        raise Refused("F25", part=_PACKAGE)
    return FileFormat.ZIP


def _compound(content: bytes) -> FileFormat:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    (directory,) = struct.unpack_from("<I", content.ljust(_SECTOR), 48)
    if (directory + 2) * _SECTOR > len(content):
        raise damaged("cut")  # the list of what is inside is cut off
    if holds("__properties_version1.0"):
        return FileFormat.OUTLOOK
    if holds("EncryptedPackage"):
        return FileFormat.LOCKED
    if holds("WordDocument") and (holds("ObjectPool") or not holds("Workbook")):
        return FileFormat.DOC  # else a workbook with a Word document in it
    return FileFormat.XLS if holds("Workbook") or holds("Book") else FileFormat.UNKNOWN


def _written(content: bytes) -> FileFormat:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = content[:4096].decode("utf-16", "replace").encode() if wide else content[:4096]
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _MAIL.match(head):
        return FileFormat.HTML if _WEB_ARCHIVE.search(head) else FileFormat.MAIL
    if head.startswith(b"<?xml"):
        return FileFormat.HTML if b"<html" in head[:1024].lower() else FileFormat.XML
    if _HTML.search(head[:1024]):
        return FileFormat.HTML
    return FileFormat.UNKNOWN if re.search(rb"[\x00-\x08\x0e-\x1f]", head) else FileFormat.TEXT
