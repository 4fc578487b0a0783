from __future__ import annotations

import io
import zipfile

import pytest
from support.biff8 import biff8
from support.markdown_workbook import changed, ods, xlsx

from engine.intake.oddities import oddities
from engine.intake.sniffing import sniff

PLAIN = xlsx("| 1 |")
STRICT = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")


def _with(content: bytes, *parts: str) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return target.getvalue()


def _commented(content: bytes) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.comment = b"comment"
    return target.getvalue()


def _codes(content: bytes, path: str) -> list[str]:
    return [each.code for each in oddities(path, content, *sniff(content))]


@pytest.mark.parametrize(
    ("content", "path", "codes"),
    [
        (PLAIN, "a.xlsx", []),
        (PLAIN, "a.xls", ["F11"]),
        (_with(PLAIN, "xl/vbaProject.bin"), "a.xlsm", ["F16"]),
        (changed(PLAIN, {"xl/workbook.xml": STRICT}), "a.xlsx", ["F19"]),
        (_with(PLAIN, "_xmlsignatures/sig1.xml"), "a.xlsx", ["F20"]),
        (_with(ods("| 1 |"), "META-INF/documentsignatures.xml"), "a.ods", ["F20"]),
        (biff8({"A": [[1]]}), "a.xls", []),
        (biff8({"A": [[1]]}, streams=["_signatures"]), "a.xls", ["F20"]),
        (_with(b"", "a.xlsx"), "a.zip", []),
        (_with(b"", "a.xlsx"), "a.xlsx", ["F11"]),
    ],
)
def test_what_is_odd_about_a_file_is_said(content: bytes, path: str, codes: list[str]) -> None:
    assert _codes(content, path) == codes


@pytest.mark.parametrize("whole", [PLAIN, _commented(PLAIN)], ids=["no comment", "a comment"])
def test_bytes_after_the_end_are_counted_and_a_comment_is_none(whole: bytes) -> None:
    assert _codes(whole, "a.xlsx") == []
    (finding,) = oddities("a.xlsx", whole + b"four", *sniff(whole + b"four"))
    assert (finding.code, finding.facts["count"]) == ("F28", "4")
