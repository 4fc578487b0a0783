"""Workbooks as other programs write them: the same form in other markup, and parts that are damaged or extra."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from hazards.case import Case, Good, one
from hazards.zippers import commented, renamed, streamed, wide
from support.markdown_workbook import rezipped

from engine.vocabulary.fields import Value

_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = {
    _MAIN: b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
    b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": (
        b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties"
    ),
}
#: Values that must come out whatever the markup.
_READ: dict[str, Value] = {"308.1": 9, "101.1": 300, "201.2": 30, "601.1": "да"}


Change = Callable[[str, bytes], bytes | None]


def changed(change: Change) -> Callable[[Good], bytes]:
    """The good form with its parts changed."""
    return lambda good: rezipped(good.form(), change)


def with_parts(parts: Mapping[str, bytes]) -> Callable[[Good], bytes]:
    """The good form with parts more."""

    def made(good: Good) -> bytes:
        target = io.BytesIO(good.form())
        with zipfile.ZipFile(target, "a") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return target.getvalue()

    return made


def _sheets(change: Callable[[bytes], bytes]) -> Change:
    return lambda name, part: change(part) if name.startswith("xl/worksheets/sheet") else part


def _strict(name: str, part: bytes) -> bytes:
    for old, new in _STRICT.items():
        part = part.replace(old, new)
    return part.replace(b"<workbook ", b'<workbook conformance="strict" ') if name == "xl/workbook.xml" else part


def _prefixed(part: bytes) -> bytes:
    head, _, markup = part.partition(b"?>")
    markup = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", markup)
    return head + b"?>" + markup.replace(b"xmlns=", b"xmlns:x=", 1)


def _inline(good: Good) -> bytes:
    """Every shared string in its cell, as exporting programs and old writers do; the shared ones are gone."""
    with zipfile.ZipFile(io.BytesIO(good.form())) as archive:
        shared = archive.read("xl/sharedStrings.xml")
    texts: list[bytes] = re.findall(rb"<si>(.*?)</si>", shared, re.DOTALL)

    def cell(match: re.Match[bytes]) -> bytes:
        return match[1] + b't="inlineStr"><is>' + texts[int(match[2])] + b"</is>"

    def change(name: str, part: bytes) -> bytes | None:
        if name == "xl/sharedStrings.xml":
            return None
        part = re.sub(rb'<Override PartName="/xl/sharedStrings.xml"[^>]*/>', b"", part)
        part = re.sub(rb'<Relationship [^>]*Target="sharedStrings.xml"/>', b"", part)
        if name.startswith("xl/worksheets/"):
            part = re.sub(rb'(<c [^>]*)t="s"><v>([0-9]+)</v>', cell, part)
        return part

    return rezipped(good.form(), change)


def _without_references(part: bytes) -> bytes:
    """Cells and rows that do not say where they are; every cell in between is there, so each place follows."""

    def row(match: re.Match[bytes]) -> bytes:
        cells, at = [], 0
        for cell in re.finditer(rb'<c r="([A-Z]+)[0-9]+"(.*?)(?:/>|>.*?</c>)', match[2], re.DOTALL):
            column = 0
            for letter in cell[1]:
                column = column * 26 + letter - 64
            cells += [b"<c/>"] * (column - at - 1)
            cells.append(cell[0].replace(b' r="' + cell[0].split(b'"')[1] + b'"', b"", 1))
            at = column
        return b"<row" + match[1] + b">" + b"".join(cells) + b"</row>"

    return re.sub(rb"<row([^>]*[^/])>(.*?)</row>", row, part, flags=re.DOTALL)


def _without_styles(name: str, part: bytes) -> bytes | None:
    if name == "xl/styles.xml":
        return None
    part = re.sub(rb'<Override PartName="/xl/styles.xml"[^>]*/>', b"", part)
    part = re.sub(rb'<Relationship [^>]*Target="styles.xml"/>', b"", part)
    return re.sub(rb'(<c [^>]*?) s="[0-9]+"', rb"\1", part) if name.startswith("xl/worksheets/") else part


def _is_main(name: str) -> bool:
    return name.startswith("xl/worksheets/sheet") or name in (
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
    )


def _empty_fill(name: str, part: bytes) -> bytes:
    return re.sub(rb"<fill>.*?</fill>", b"<fill/>", part, count=2) if name == "xl/styles.xml" else part


def _bad_date(name: str, part: bytes) -> bytes:
    return re.sub(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T", b"2024-13-45T", part) if name == "docProps/core.xml" else part


def _dimension(reference: bytes) -> Change:
    return _sheets(lambda part: re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="' + reference + b'"/>', part))


def _replaced(part_name: str, old: bytes, new: bytes) -> Change:
    def change(name: str, part: bytes) -> bytes:
        if name != part_name:
            return part
        replaced = part.replace(old, new, 1)
        assert replaced != part, "the case must change something"
        return replaced

    return change


def _accepted(name: str, row: str, make: Callable[[Good], bytes], *codes: str, path: str = "form.xlsx") -> Case:
    status = "warned" if {"F11", "F16"} & {*codes} else "accepted"
    return one(name, row, make, status, *codes, path=path, absent=("F08", "F25", "F27"), values=_READ)


_LIBRE = "LibreOffice .xlsx, prefixed namespaces, inline strings, no cell refs, no styles"
_ODD = "empty <fill/>, unknown styles, bad core.xml"
_ZIPPED = "zip preflight: what decent programs write passes"
_MISSING = "missing sheet part, string index past the end"
CASES: tuple[Case, ...] = (
    _accepted("prefixed namespaces", _LIBRE, changed(lambda name, part: _prefixed(part) if _is_main(name) else part)),
    _accepted("inline strings", _LIBRE, _inline),
    _accepted("cells without references", _LIBRE, changed(_sheets(_without_references))),
    _accepted("no styles", _LIBRE, changed(_without_styles)),
    _accepted("a dimension of one cell", "wrong dimension (WPS)", changed(_dimension(b"A1"))),
    _accepted("a dimension of the whole sheet", "wrong dimension (WPS)", changed(_dimension(b"A1:XFD1048576"))),
    _accepted("strict markup", "Strict OOXML", changed(_strict), "F19"),
    _accepted("an empty fill", _ODD, changed(_empty_fill)),
    _accepted(
        "an unknown pattern",
        _ODD,
        changed(_replaced("xl/styles.xml", b'patternType="gray125"', b'patternType="psychedelic"')),
    ),
    _accepted("an impossible date of saving", _ODD, changed(_bad_date)),
    _accepted(
        "no properties",
        _ODD,
        changed(lambda name, part: None if name.startswith("docProps/") else part),
    ),
    _accepted(
        "backslashes in names of parts",
        "backslash / wrong-case members",
        renamed(lambda name: name.replace("/", "\\")),
    ),
    _accepted("parts in capitals", "backslash / wrong-case members", renamed(str.upper)),
    _accepted(
        "sheet parts in another case",
        "backslash / wrong-case members",
        renamed(lambda name: name.replace("worksheets", "Worksheets")),
    ),
    _accepted("a zip written as a stream", _ZIPPED, streamed),
    _accepted("a zip of 64-bit numbers", _ZIPPED, wide),
    _accepted("a zip that packs nothing", _ZIPPED, renamed(lambda name: name)),
    _accepted("a zip with a comment", _ZIPPED, commented),
    _accepted(
        "a zip with folders and what a Mac adds",
        _ZIPPED,
        with_parts({"xl/media/": b"", "__MACOSX/._xl": b"x", ".DS_Store": b"x"}),
    ),
    _accepted(
        "macros", ".xls, .ods, .xlsm, .xlsb", with_parts({"xl/vbaProject.bin": b"\xd0\xcf"}), "F16", path="form.xlsm"
    ),
    _accepted("macros under .xlsx", ".xls, .ods, .xlsm, .xlsb", with_parts({"xl/vbaProject.bin": b""}), "F16", "F11"),
    _accepted(
        "an electronic signature",
        "sheet protection, signature parts",
        with_parts({"_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": b"<Signature/>"}),
        "F20",
    ),
    one(
        "a sheet part that is missing",
        _MISSING,
        changed(lambda name, part: None if name == "xl/worksheets/sheet2.xml" else part),
        "rejected",
        "F25",
    ),
    one(
        "no workbook part",
        _MISSING,
        changed(lambda name, part: None if name == "xl/workbook.xml" else part),
        "rejected",
        "F25",
    ),
    one(
        "no list of the workbook's parts",
        _MISSING,
        changed(lambda name, part: None if name == "xl/_rels/workbook.xml.rels" else part),
        "rejected",
        "F25",
    ),
    one(
        "a string index past the end",
        _MISSING,
        changed(_sheets(lambda part: re.sub(rb't="s"><v>[0-9]+<', b't="s"><v>99999<', part, count=1))),
        "rejected",
    ),
    one(
        "shared strings that are missing",
        _MISSING,
        changed(lambda name, part: None if name == "xl/sharedStrings.xml" else part),
        "rejected",
    ),
    one(
        "a sheet in UTF-16",
        "calamine returns 0 rows, no error, for a UTF-16 sheet part",
        changed(_sheets(lambda part: part.replace(b"UTF-8", b"UTF-16").decode().encode("utf-16"))),
        "rejected",
        "S12",
    ),
    one(
        "a sheet part that is cut off",
        _MISSING,
        changed(_sheets(lambda part: part[: len(part) // 2])),
        "rejected",
        "F08",
    ),
)
