"""What is odd about a file that is read all the same: its extension, macros, a signature, what follows its end."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from engine.intake.container import Container
from engine.intake.sniffing import FileFormat, carries
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import found

_END = struct.Struct("<4s16xH")
_END_MARK = b"PK\x05\x06"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_SIGNATURES = ("_xmlsignatures/", "meta-inf/documentsignatures.xml")
_SIGNATURES_OF_XLS = ("_signatures", "_xmlsignatures")  # folders inside the file


def oddities(path: str, content: bytes, file_format: FileFormat, container: Container | None) -> Iterator[Finding]:
    """What is to be said of a spreadsheet that is read, or of an archive that is opened.

    Raises:
        Refused: the main part of the workbook is damaged.
    """
    if not carries(path, file_format):
        yield found("F11", path, format=file_format.value)
    if file_format is FileFormat.XLSM:
        yield found("F16", path)
    if container is None:
        if any(name.encode("utf-16-le") + b"\0\0" in content for name in _SIGNATURES_OF_XLS):
            yield found("F20", path)
        return
    if file_format in {FileFormat.XLSX, FileFormat.XLSM} and _STRICT in container.read("xl/workbook.xml"):
        yield found("F19", path)
    if file_format is not FileFormat.ZIP and any(part.startswith(_SIGNATURES) for part in container.parts):
        yield found("F20", path)
    if (count := _bytes_after(content)) > 0:
        yield found("F28", path, count=count)


def _bytes_after(content: bytes) -> int:
    """How many bytes follow the end of a zip and its comment."""
    if content[-_END.size :].startswith(_END_MARK):
        return 0
    at = content.rfind(_END_MARK)
    _, comment = _END.unpack_from(content, at)
    return len(content) - at - _END.size - int(comment)
