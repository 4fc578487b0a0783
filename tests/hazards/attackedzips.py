"""Zips that unfold to too much, share their bytes, or lie about what is in them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from hazards.case import Case, Good, one
from hazards.zips import (
    SHEET,
    STRINGS,
    Member,
    lying,
    member,
    members_of,
    noise,
    repeated,
    with_block,
    with_cells,
    zipped,
)

from engine.intake.limits import FILE_SIZE, MEBIBYTE, MEMBERS, RATIO, TOTAL_SIZE


def _replaced(good: Good, name: str, change: Member) -> bytes:
    return zipped({**members_of(good.form()), name: change}.values())


def _more(good: Good, *members: Member) -> bytes:
    """A form with more members."""
    return zipped([*members_of(good.form()).values(), *members])


def _long_string(good: Good) -> bytes:
    head, tail = b"<sst><si><t>", b"</t></si></sst>"
    return _replaced(good, STRINGS, repeated(STRINGS, head, b"A" * MEBIBYTE, 256, tail))


def _blanks_hardly_packed(good: Good) -> bytes:
    blanks = noise(60 * MEBIBYTE, b"    \t\t\n\n")
    return with_cells(good.form(), blanks)


def _one_body(good: Good) -> bytes:
    """Two thousand names for the bytes of one sheet."""
    form = members_of(good.form())
    at = zipped(form.values()).index(SHEET.encode()) - 30
    return _more(good, *(replace(form[SHEET], name=f"xl/media/{number:04}.bin", at=at) for number in range(1900)))


def _in_one_another(good: Good) -> bytes:
    """Members of which each one holds all that follow."""
    each = len(zipped([member("xl/media/0000.bin", b"1", zipfile.ZIP_STORED)]).partition(b"PK\x01\x02")[0])
    count = 1900

    def nested() -> Iterator[Member]:
        for number in range(count):
            size = (count - 1 - number) * each + 1
            one_byte = member(f"xl/media/{number:04}.bin", b"1", zipfile.ZIP_STORED)
            yield replace(one_byte, size=size, stated=size)

    return _more(good, *nested())


def _long_directory(_: Good) -> bytes:
    """Nothing but a directory, of half a million names, that says it has one."""
    entry = struct.pack("<4s24x3H12x", b"PK\x01\x02", 0, 0, 0)
    directory = entry * ((FILE_SIZE - 60) // len(entry))
    start = b"PK\x03\x04" + bytes(26)
    return start + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(start), 0)


def _said_to_be_large(number: int) -> Member:
    size = TOTAL_SIZE // 5
    return replace(member(f"{number}.bin", noise(size // RATIO)), size=size)


def _all_parts(good: Good) -> bytes:
    size = TOTAL_SIZE // 8
    return _more(good, *(repeated(f"{number}.bin", b"", bytes(MEBIBYTE), size // MEBIBYTE, b"") for number in range(8)))


def _archive(good: Good) -> bytes:
    bomb = repeated("bomb.xlsx", b"", bytes(MEBIBYTE), 1024, b"")
    nested = member("42.zip", zipped([repeated("0", b"", bytes(MEBIBYTE), 64, b"")]))
    return zipped([member("form.xlsx", good.form(), zipfile.ZIP_STORED), bomb, nested])


def _many_large(good: Good) -> bytes:
    large = [repeated(f"{number:02}.bmp", b"", bytes(MEBIBYTE), 19, b"") for number in range(12)]
    return zipped([member("0.xlsx", good.form(), zipfile.ZIP_STORED), *large])


def _oddly_named(good: Good) -> bytes:
    names = ("../../etc/a.xlsx", "/a.xlsx", "C:\\b.xlsx", "c.xlsx", "C.xlsx")
    forms = [member(name, good.form(), zipfile.ZIP_STORED) for name in names]
    return zipped([replace(each, name=each.name) for each in forms])


CASES: tuple[Case, ...] = (
    one(
        "a gibibyte of blanks in a sheet",
        "1 GiB of spaces in a sheet",
        lambda good: with_block(good.form(), b" " * MEBIBYTE, 1024),
        "rejected",
        "S01",
        slow=True,
    ),
    one(
        "as many blanks as a part may have",
        "1 GiB of spaces in a sheet",
        lambda good: with_block(good.form(), b" " * MEBIBYTE, 63),
        "rejected",
        "S03",
    ),
    one(
        "blanks that are hardly packed",
        "1 GiB of spaces in a sheet",
        _blanks_hardly_packed,
        "accepted",
        slow=True,
    ),
    one("a string of 256 MiB", "256 MiB string", _long_string, "rejected", "S01"),
    one("members with one body", "overlapping entries", _one_body, "rejected", "S12"),
    one("members in one another", "overlapping entries", _in_one_another, "rejected", "S12"),
    one(
        "parts that are too much together",
        "overlapping entries (declares 2 GB)",
        lambda good: _more(good, *(_said_to_be_large(number) for number in range(5))),
        "rejected",
        "S01",
    ),
    one("parts that unfold to too much together", "total", _all_parts, "rejected", "S03"),
    one(
        "a sheet larger than it says",
        "declared size a lie",
        lambda good: _replaced(good, SHEET, lying(members_of(good.form())[SHEET], 2000)),
        "rejected",
        "F08",
    ),
    one(
        "a sheet smaller than it says",
        "declared size a lie",
        lambda good: _replaced(good, SHEET, lying(members_of(good.form())[SHEET], 3000)),
        "rejected",
        "F08",
    ),
    one(
        "a sheet of a gibibyte that says it is small",
        "declared size a lie",
        lambda good: _replaced(good, SHEET, replace(repeated(SHEET, b"", b" " * MEBIBYTE, 1024, b""), size=2000)),
        "rejected",
        "F08",
        slow=True,
    ),
    one(
        "more parts than a workbook has",
        "zip preflight: members",
        lambda good: _more(good, *(member(f"{number}.xml", b"") for number in range(MEMBERS))),
        "rejected",
        "S02",
    ),
    one("a directory of 20 MiB", "zip preflight: members", _long_directory, "rejected", "S02"),
    one(
        "a sheet twice",
        "zip preflight: duplicates",
        lambda good: _more(good, member(SHEET.upper().replace("/", "\\"), b"<worksheet/>")),
        "rejected",
        "S13",
    ),
    one(
        "a part that lies above the file",
        "zip preflight: names",
        lambda good: _more(good, member("xl/../../a.xml", b"")),
        "rejected",
        "S12",
    ),
    one(
        "parts counted from the root",
        "zip preflight: names",
        lambda good: zipped([replace(each, name=f"/{name}") for name, each in members_of(good.form()).items()]),
        "rejected",
        "S12",
    ),
    one(
        "a part packed in an odd way",
        "zip preflight: compression",
        lambda good: _more(good, replace(member("xl/a.xml", b"1"), method=zipfile.ZIP_LZMA)),
        "rejected",
        "S12",
    ),
    one(
        "a file over the limit",
        "files larger than 20 MiB",
        lambda good: _more(good, member("xl/media/0.bin", noise(FILE_SIZE))),
        "rejected",
        "F15",
        slow=True,
    ),
    Case(
        "bombs in an archive",
        "1 GiB of spaces; nested zip",
        lambda good: {"mail.zip": _archive(good)},
        {
            "mail.zip": "ignored",
            "mail.zip/form.xlsx": "accepted",
            "mail.zip/bomb.xlsx": "rejected",
            "mail.zip/42.zip": "rejected",
        },
        frozenset({"F15", "F12"}),
        slow=True,
    ),
    Case(
        "an archive that unfolds to too much",
        "total",
        lambda good: {"mail.zip": _many_large(good)},
        {
            "mail.zip": "ignored",
            "mail.zip/0.xlsx": "accepted",
            **{f"mail.zip/{number:02}.bmp": "ignored" for number in range(10)},
            **{f"mail.zip/{number:02}.bmp": "rejected" for number in range(10, 12)},
        },
        frozenset({"S01"}),
        slow=True,
    ),
    Case(
        "an archive with names that lead elsewhere",
        "zip preflight: names",
        lambda good: {"mail.zip": _oddly_named(good)},
        {
            "mail.zip": "ignored",
            "mail.zip/C.xlsx": "accepted",
            "mail.zip/C:/b.xlsx": "duplicate",
            "mail.zip/a.xlsx": "duplicate",
            "mail.zip/c.xlsx": "duplicate",
            "mail.zip/etc/a.xlsx": "duplicate",
        },
        frozenset({"F22"}),
    ),
    one(
        "an archive of more files than anyone sends",
        "zip preflight: members",
        lambda _: zipped([member(f"{number}.xlsx", b"") for number in range(MEMBERS + 1)]),
        "rejected",
        "S02",
        path="mail.zip",
    ),
)
