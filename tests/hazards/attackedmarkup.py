"""Markup that grows, reaches out, nests without end or comes in an encoding that hides it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from hazards.case import Case, Good, one
from hazards.zips import SHEET, STRINGS, STYLES, WORKBOOK, noise, part, repeated, with_cells, with_members

from engine.intake.limits import MEBIBYTE

_LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10 if number else "ha"}">' for number in range(10))
#: What a document type brings, and the reference that sets it off.
_TYPES: Mapping[str, tuple[str, str]] = {
    "laughs": (f"<!DOCTYPE x [{_LAUGHS}]>", "&l9;"),
    "quadratic growth": (f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>', "&a;" * 20_000),
    "a file of the machine": ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
    "a page of the network": ('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', ""),
    "a parameter": ('<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>', ""),
    "nothing else": ("<!DOCTYPE worksheet>", ""),
}
_PLACES = {SHEET: "</sheetData>", STRINGS: "</t>", WORKBOOK: "</sheets>"}
#: Parts that every form has, of which intake reads little or nothing.
_OTHERS = (
    STYLES,
    "xl/_rels/workbook.xml.rels",
    "docProps/core.xml",
    *("xl/theme/theme1.xml", "docProps/app.xml", "_rels/.rels", "[Content_Types].xml"),
)
_WORDS = {SHEET: "a sheet", STRINGS: "the strings", WORKBOOK: "the workbook"}


def _typed(name: str, kind: str) -> Callable[[Good], bytes]:
    doctype, reference = _TYPES[kind]

    def make(good: Good) -> bytes:
        form = good.form()
        return with_members(form, {name: _with_type(part(form, name).decode(), name, doctype, reference).encode()})

    return make


def _with_type(markup: str, name: str, doctype: str, reference: str) -> str:
    end = _PLACES.get(name)
    marked = markup if end is None else markup.replace(end, reference + end, 1)
    return re.sub(r"(<\?xml[^>]*\?>)?", lambda found: found[0] + doctype, marked, count=1)


def _encoded(name: str, kind: str | None, encoding: str, declared: str | None) -> Callable[[Good], bytes]:
    """A form with a part in another encoding; without ``declared`` its first line goes."""

    def make(good: Good) -> bytes:
        form = good.form()
        markup = re.sub(r"<\?xml[^>]*\?>\s*", "", part(form, name).decode())
        if kind is not None:
            markup = _with_type(markup, name, *_TYPES[kind])
        first = "" if declared is None else f'<?xml version="1.0" encoding="{declared}"?>'
        return with_members(form, {name: (first + markup).encode(encoding)})

    return make


def _with_row(row: bytes) -> Callable[[Good], bytes]:
    return lambda good: with_cells(good.form(), row)


def _deep(good: Good) -> bytes:
    form = good.form()
    times = MEBIBYTE // 8
    return with_members(form, {STRINGS: repeated(STRINGS, b"<sst>", b"<r>", times, b"</r>" * times + b"</sst>")})


def _long_strings(good: Good) -> bytes:
    """Shared strings of 48 MiB that are hardly packed, of which nobody needs any."""
    form = good.form()
    letters = noise(48 * MEBIBYTE, b"abcd")
    tail = b"<si><t>" + letters + b"</t></si></sst>"
    return with_members(form, {STRINGS: part(form, STRINGS).replace(b"</sst>", tail)})


def _attributes(count: int) -> bytes:
    return b"<row " + b" ".join(f'a{number}="1"'.encode() for number in range(count)) + b"/>"


_DTD = tuple(
    one(f"{kind} in {_WORDS[name]}", "laughs, quadratic, XXE", _typed(name, kind), "rejected", "S04")
    for kind in _TYPES
    for name in _PLACES
)
_DTD_ELSEWHERE = tuple(
    one(f"a document type in {name}", "laughs, quadratic, XXE", _typed(name, "nothing else"), "rejected", "S04")
    for name in _OTHERS
)
_WIDE = tuple(
    one(
        f"{kind or 'nothing bad'} in {_WORDS[name]} as {said}",
        "the same in a UTF-16 sheet",
        _encoded(name, kind, encoding, declared),
        "rejected",
    )
    for kind in ("laughs", None)
    for name in _PLACES
    for said, encoding, declared in (
        ("utf-16", "utf-16", "UTF-16"),
        ("utf-16 that says it is utf-8", "utf-16", "UTF-8"),
        ("utf-16 without a mark", "utf-16-le", None),
        ("utf-16 without a mark, the other way round", "utf-16-be", "UTF-16"),
    )
    if kind or declared or name == SHEET
)

CASES: tuple[Case, ...] = (
    *_DTD,
    *_DTD_ELSEWHERE,
    *_WIDE,
    one(
        "a sheet as cp1251",
        "XML preflight: UTF-8 only",
        _encoded(SHEET, None, "cp1251", "windows-1251"),
        "rejected",
        "S12",
    ),
    one(
        "elements without end in one another",
        "XML preflight: depth",
        _with_row(b"<row>" * 200_000 + b"</row>" * 200_000),
        "rejected",
        "S12",
    ),
    one("strings without end in one another", "XML preflight: depth", _deep, "rejected", "S12"),
    one(
        "an element of 100 000 attributes",
        "XML preflight: attributes",
        _with_row(_attributes(100_000)),
        "rejected",
        "S12",
    ),
    one(
        "four million elements and more",
        "XML preflight: elements",
        lambda good: with_cells(good.form(), b"".join(b'<c s="%d"/>' % (each % 977) for each in range(4_100_000))),
        "rejected",
        "S02",
        slow=True,
    ),
    one("a long string nobody needs", "256 MiB string", _long_strings, "accepted", slow=True),
)
