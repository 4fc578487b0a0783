"""Hazards of names: what stands in incoming/ under names that people, programs and systems give."""

from __future__ import annotations

import os
import socket
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from hazards.case import Case, Good, one

_READ = {"308.1": 9, "101.1": 300}
_SKIPPED = "~$, .~lock, .DS_Store, ._x, Thumbs.db, desktop.ini, .part, .crdownload"
_ODD = "NFD names, 250-byte names, newline/ESC/RTL/quotes/`=1+1.xlsx`, cp1251 bytes"
_FOLDERS = "x.xlsx folder, subfolder"
_LINKS = "symlink, loop, /dev/zero, FIFO"
_HARD = "hard links, mode 000"
_HUGE = 1 << 36
_DEEP = 300
_LONG = "отчёт" * 24 + "12345.xlsx"  # 250 bytes


def _cp1251(name: str) -> str:
    """A name whose bytes are no UTF-8, as Python shows it on Linux."""
    return name.encode("cp1251").decode("utf-8", "surrogateescape")


def _form(good: Good) -> bytes:
    return good.form()


def _skipped(path: str, code: str, status: str = "ignored") -> Case:
    return one(f"{code} by its name: {path}", _SKIPPED, lambda _: b"\0\5", status, code, path=path)


def _named(name: str, path: str, shown: str | None = None) -> Case:
    """A form under this name; ``shown`` is given where the name is not shown as it is."""
    codes, absent = ({"F17"}, {"F11"}) if shown is not None else (set(), {"F11", "F17"})
    statuses = {shown or unicodedata.normalize("NFC", path): "accepted"}
    return Case(name, _ODD, lambda good: {path: good.form()}, statuses, frozenset(codes), frozenset(absent), _READ)


def _arranged(
    name: str,
    row: str,
    arrange: Callable[[Path], None],
    statuses: Mapping[str, str],
    *codes: str,
    files: Iterable[str] = (),
) -> Case:
    """A case beside ``files``, each of which is the good form."""
    return Case(name, row, lambda good: dict.fromkeys(files, good.form()), statuses, frozenset(codes), arrange=arrange)


def _link(target: str, name: str = "link.xlsx") -> Callable[[Path], None]:
    return lambda folder: (folder / name).symlink_to(target)


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe.xlsx")


def _socket(folder: Path) -> None:
    """Bound by a short name from within: a path of a socket may have a hundred letters at most."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket.xlsx")
    finally:
        os.chdir(here)


def _folder(folder: Path) -> None:
    (folder / "empty.xlsx").mkdir()


def _deep(folder: Path) -> None:
    """Folders in one another, with a file at the bottom; made from within, as the path is long."""
    inside = folder
    for _ in range(_DEEP):
        inside /= "d"
    inside.mkdir(parents=True)
    (inside / "note.txt").write_text("101")


def _hard_link(folder: Path) -> None:
    (folder / "second.xlsx").hardlink_to(folder / "first.xlsx")


def _sparse(folder: Path) -> None:
    with (folder / "huge.xlsx").open("wb") as file:
        file.truncate(_HUGE)


CASES: tuple[Case, ...] = (
    _skipped("~$form.xlsx", "F01"),
    _skipped(".~lock.form.ods#", "F01"),
    _skipped(".DS_Store", "F02"),
    _skipped("._form.xlsx", "F02"),
    _skipped("Thumbs.db", "F02"),
    _skipped("desktop.ini", "F02"),
    _skipped("mail/THUMBS.DB", "F02"),
    _skipped("form.xlsx.part", "F06", "rejected"),
    _skipped("form.xlsx.crdownload", "F06", "rejected"),
    _skipped("form.xlsx.partial", "F06", "rejected"),
    _named("a name as a Mac stores it", unicodedata.normalize("NFD", "Школа й ё.xlsx")),
    _named("a name of 250 bytes", _LONG),
    _named("a name like a formula", "=1+1.xlsx"),
    _named("a name like a command", "=cmd|' ! A1.xlsx"),
    _named("a name in quotes", "\"form\" '2'.xlsx"),
    _named("a name like an option", "--help.xlsx"),
    _named("a name like markup", "<script>alert(1)<.xlsx"),
    _named("blanks in a name", "  form  .xlsx"),
    _named("a line break in a name", "a\nb.xlsx", "a\\u000ab.xlsx"),
    _named("an escape in a name", "a\x1b[31mred.xlsx", "a\\u001b[31mred.xlsx"),
    _named("a name from right to left", "a\u202excod.xlsx", "a\\u202excod.xlsx"),
    _named("a name in cp1251", _cp1251("отчёт.xlsx"), "\\xee\\xf2\\xf7\\xb8\\xf2.xlsx"),
    _named(
        "a folder in cp1251",
        _cp1251("школа") + "/form.xlsx",
        "\\xf8\\xea\\xee\\xeb\\xe0/form.xlsx",
    ),
    Case(
        "one name in two forms of Unicode",
        _ODD,
        lambda good: {
            unicodedata.normalize("NFC", "й.xlsx"): good.form(),
            unicodedata.normalize("NFD", "й.xlsx"): good.form(),
        },
        {"й.xlsx": "accepted", "й.xlsx~": "duplicate"},
        frozenset({"F13"}),
    ),
    one("a form in a folder of a folder", _FOLDERS, _form, "accepted", path="почта/школы/form.xlsx", values=_READ),
    _arranged(
        "a folder named .xlsx with a form in it",
        _FOLDERS,
        lambda _: None,
        {"form.xlsx": "rejected", "form.xlsx/form.xlsx": "accepted"},
        "F03",
        files=["form.xlsx/form.xlsx"],
    ),
    _arranged("an empty folder named .xlsx", _FOLDERS, _folder, {"empty.xlsx": "rejected"}, "F03"),
    _arranged("folders in one another", _FOLDERS, _deep, {"d/" * _DEEP + "note.txt": "rejected"}, "F10"),
    _arranged(
        "a link to a form",
        _LINKS,
        _link("form.xlsx"),
        {"form.xlsx": "accepted", "link.xlsx": "rejected"},
        "F04",
        files=["form.xlsx"],
    ),
    _arranged("a link to nothing", _LINKS, _link("nowhere.xlsx"), {"link.xlsx": "rejected"}, "F04"),
    _arranged("a link to itself", _LINKS, _link("link.xlsx"), {"link.xlsx": "rejected"}, "F04"),
    _arranged("a link to its own folder", _LINKS, _link(".", "all"), {"all": "rejected"}, "F04"),
    _arranged("a link to endless zeros", _LINKS, _link("/dev/zero"), {"link.xlsx": "rejected"}, "F04"),
    _arranged("a link to the system's own files", _LINKS, _link("/etc", "etc"), {"etc": "rejected"}, "F04"),
    _arranged("a pipe", _LINKS, _pipe, {"pipe.xlsx": "rejected"}, "F03"),
    _arranged("a socket", _LINKS, _socket, {"socket.xlsx": "rejected"}, "F03"),
    _arranged(
        "a second name of one file",
        _HARD,
        _hard_link,
        {"first.xlsx": "accepted", "second.xlsx": "duplicate"},
        "F13",
        files=["first.xlsx"],
    ),
    _arranged("a huge file of nothing", "F15", _sparse, {"huge.xlsx": "rejected"}, "F15"),
)
