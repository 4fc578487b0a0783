"""Archives: opened one level, under the same guards, each file in them a file of the register."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from collections.abc import Callable, Mapping

from hazards.case import VICTIM, Case, Good

_ROW = "zip/rar/7z/pdf/jpg/eml/.sig"
_LOCKED = 0x1
_READ = {"308.1": 9, "101.1": 300}

Parts = list[tuple[zipfile.ZipInfo | str, bytes]]


def packed(parts: Parts) -> bytes:
    """A zip of these members, also of those that no decent program would write."""
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # zipfile warns of the repeated names that a case wants
        for name, content in parts:
            archive.writestr(name, content)
    return target.getvalue()


class _Bare(zipfile.ZipInfo):
    """A member whose name stands in the archive without a word about its encoding."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  zipfile calls it so
        return self.filename.encode("cp437"), self.flag_bits


def _named(name: str, encoding: str) -> zipfile.ZipInfo:
    part = _Bare(name.encode(encoding).decode("cp437"))
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _link(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name)
    part.external_attr = (stat.S_IFLNK | 0o777) << 16
    return part


def _locked(content: bytes) -> bytes:
    """The same archive, its members marked as locked by a password."""
    changed = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(mark)
        while start >= 0:
            changed[start + at] |= _LOCKED
            start = changed.find(mark, start + 4)
    return bytes(changed)


def _case(
    name: str,
    make: Callable[[Good], bytes],
    members: Mapping[str, str],
    *codes: str,
    path: str = "mail.zip",
    own: str = "ignored",
) -> Case:
    statuses = {path: own, **{f"{path}/{member}": status for member, status in members.items()}}
    counted = sum(status in ("accepted", "warned") for status in members.values()) == 1
    return Case(
        name,
        _ROW,
        lambda good: {path: make(good)},
        statuses,
        frozenset(codes),
        frozenset({"F27"}),
        _READ if counted else {},
    )


def _one(name: str | zipfile.ZipInfo) -> Callable[[Good], bytes]:
    return lambda good: packed([(name, good.form())])


def _inner(good: Good) -> bytes:
    return packed([("form.xlsx", good.form()), ("more.zip", packed([("form.xlsx", good.form(VICTIM, {"308.1": 8}))]))])


def _mixed(good: Good) -> bytes:
    return packed(
        [
            ("2025-01-15/Школа № 1/form.xlsx", good.form()),
            ("2025-01-15/scan.pdf", b"%PDF-1.7"),
            ("__MACOSX/2025-01-15/._form.xlsx", b"x"),
            ("Thumbs.db", b"x"),
            ("~$form.xlsx", b"x"),
            ("empty.xlsx", b""),
            ("letter.txt", "Высылаем отчёт".encode()),
            ("folder/", b""),
        ]
    )


_MIXED = {
    "2025-01-15/Школа № 1/form.xlsx": "accepted",
    "2025-01-15/scan.pdf": "ignored",
    "__MACOSX/2025-01-15/._form.xlsx": "ignored",
    "Thumbs.db": "ignored",
    "~$form.xlsx": "ignored",
    "empty.xlsx": "rejected",
    "letter.txt": "rejected",
}


def _twice(good: Good) -> bytes:
    return packed([("form.xlsx", good.form()), ("form.xlsx", good.form())])


def _nameless() -> Case:
    statuses = {"mail.zip": "ignored", "mail.zip/~": "warned"}
    return Case("a member without a name", _ROW, lambda good: {"mail.zip": packed([("..", good.form())])}, statuses)


def _tightly(good: Good) -> bytes:
    part = zipfile.ZipInfo("form.xlsx")
    part.compress_type = zipfile.ZIP_LZMA
    return packed([(part, good.form())])


def _backslashed(good: Good) -> bytes:
    return packed([(_stored("почта\\"), b""), (_stored("почта\\form.xlsx"), good.form())])


def _stored(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo("x")
    part.filename = name  # the constructor turns slashes on Windows
    return part


def _alike(good: Good) -> bytes:
    """«А» and «З» are one letter in two cases to whoever takes cp866 for cp437."""
    return packed([(_named("А.xlsx", "cp866"), good.form()), (_named("З.xlsx", "cp866"), good.form())])


CASES: tuple[Case, ...] = (
    _case("an archive with a form", _one("form.xlsx"), {"form.xlsx": "accepted"}, "F22"),
    _case("an archive of a mailbox", _mixed, _MIXED, "F22", "F21", "F02", "F01", "F05", "F10"),
    _case("an archive named .xlsx", _one("form.xlsx"), {"form.xlsx": "accepted"}, "F22", "F11", path="mail.xlsx"),
    _case("an archive in an archive", _inner, {"form.xlsx": "accepted", "more.zip": "rejected"}, "F22", "F12"),
    _case("an empty archive", lambda _: packed([]), {}, "F23"),
    _case("an archive of folders", lambda _: packed([("folder/", b"")]), {}, "F23"),
    _case("names in UTF-8", _one("отчёт.xlsx"), {"отчёт.xlsx": "accepted"}, "F22"),
    _case("names in cp866", _one(_named("отчёт.xlsx", "cp866")), {"отчёт.xlsx": "accepted"}, "F22"),
    _case("names in UTF-8 without a word", _one(_named("отчёт.xlsx", "utf-8")), {"отчёт.xlsx": "accepted"}, "F22"),
    _case("names in cp866 that seem alike", _alike, {"А.xlsx": "accepted", "З.xlsx": "duplicate"}, "F22", "F13"),
    _case("names that lead upwards", _one("../../etc/form.xlsx"), {"etc/form.xlsx": "accepted"}, "F22"),
    _case("names from the root", _one("/etc/form.xlsx"), {"etc/form.xlsx": "accepted"}, "F22"),
    _case("names with a drive", _one("C:\\forms\\form.xlsx"), {"C:/forms/form.xlsx": "accepted"}, "F22"),
    _case("names with an escape", _one("a\x1b[31m.xlsx"), {"a\\u001b[31m.xlsx": "accepted"}, "F22", "F17"),
    _case("one name twice", _twice, {"form.xlsx": "accepted", "form.xlsx~": "duplicate"}, "F22", "F13"),
    _case(
        "one name in two cases",
        lambda good: packed([("a.xlsx", good.form()), ("A.xlsx", good.form())]),
        {"A.xlsx": "accepted", "a.xlsx": "duplicate"},
        "F22",
        "F13",
    ),
    _case("a locked archive", lambda good: _locked(_one("form.xlsx")(good)), {"form.xlsx": "rejected"}, "F22", "F09"),
    _nameless(),
    _case("an archive packed in another way", _tightly, {"form.xlsx": "rejected"}, "F22", "F12"),
    _case("folders with backslashes", _backslashed, {"почта/form.xlsx": "accepted"}, "F22"),
    _case("a link in an archive", _one(_link("form.xlsx")), {"form.xlsx": "rejected"}, "F22", "F04"),
    _case("an archive cut off", lambda good: _one("form.xlsx")(good)[:-9], {}, "F08", own="rejected"),
    _case(
        "junk after an archive",
        lambda good: _one("form.xlsx")(good) + bytes(99),
        {"form.xlsx": "accepted"},
        "F22",
        "F28",
    ),
)
