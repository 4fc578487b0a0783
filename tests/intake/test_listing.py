from __future__ import annotations

import os
import sys
import unicodedata
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.intake.listing import facts_of, is_enclosure, list_files, list_paths, name_code, received_on, shown


def _put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def test_every_file_at_any_depth_is_listed_in_order(tmp_path: Path) -> None:
    _put(tmp_path, "б.xlsx", "2025-01-15/а.xlsx", "2025-01-15/почта/в.xlsx")
    assert [each.path for each in list_files(tmp_path)] == ["2025-01-15/а.xlsx", "2025-01-15/почта/в.xlsx", "б.xlsx"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2025-01-15/а.xlsx", date(2025, 1, 15)),
        ("2025-01-15/2025-01-17/а.xlsx", date(2025, 1, 17)),
        ("2025-01-15/почта/а.xlsx", date(2025, 1, 15)),
        ("2025-01-15/2025-13-01/а.xlsx", date(2025, 1, 15)),
        ("от 2025-01-15/а.xlsx", None),
        ("2025-01-15.xlsx", None),
    ],
)
def test_the_nearest_dated_folder_says_when_a_file_came(path: str, expected: date | None) -> None:
    assert received_on(path) == expected


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("~$отчёт.xlsx", "F01"),
        (".~lock.отчёт.ods#", "F01"),
        ("Thumbs.db", "F02"),
        (".DS_Store", "F02"),
        ("desktop.ini", "F02"),
        (".gitkeep", "F02"),
        ("._отчёт.xlsx", "F02"),
        ("отчёт.xlsx.part", "F06"),
        ("отчёт.crdownload", "F06"),
        ("отчёт.xlsx", None),
        ("~отчёт.xlsx", None),
    ],
)
def test_lock_system_and_half_copied_files_are_told_by_name(name: str, code: str | None) -> None:
    assert name_code(name) == code


@pytest.mark.parametrize("name", ["скан.pdf", "ФОТО.JPG", "a.jpeg", "a.png", "отчёт.xlsx.sig", "a.p7s"])
def test_scans_and_signatures_are_enclosures(name: str) -> None:
    assert is_enclosure(name)
    assert not is_enclosure("отчёт.xlsx")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes and links")
def test_links_pipes_and_folders_named_like_books_are_listed_and_not_opened(tmp_path: Path) -> None:
    _put(tmp_path, "папка.xlsx/внутри.xlsx", "книга.xlsx")
    (tmp_path / "ссылка.xlsx").symlink_to(tmp_path / "книга.xlsx")
    (tmp_path / "петля").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "труба.xlsx")
    assert {each.path: each.code for each in list_files(tmp_path)} == {
        "книга.xlsx": None,
        "папка.xlsx": "F03",
        "папка.xlsx/внутри.xlsx": None,
        "петля": "F04",
        "ссылка.xlsx": "F04",
        "труба.xlsx": "F03",
    }


def test_a_junction_of_windows_is_a_link_and_not_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(tmp_path, "круг/а.xlsx")
    lstat = Path.lstat

    def as_windows_tells(location: Path) -> object:
        facts = lstat(location)
        told = {name: getattr(facts, name) for name in ("st_mode", "st_size", "st_mtime_ns")}
        return SimpleNamespace(**told, st_reparse_tag=0xA0000003 if location.name == "круг" else 0)

    monkeypatch.setattr(Path, "lstat", as_windows_tells)
    assert [(each.path, each.code) for each in list_files(tmp_path)] == [("круг", "F04")]


def test_odd_names_are_shown_escaped() -> None:
    assert shown("отчёт 5.xlsx") == ("отчёт 5.xlsx", False)
    assert shown("a\nb\x1b[31m.xlsx") == ("a\\u000ab\\u001b[31m.xlsx", True)
    assert shown(os.fsdecode("отчёт.xlsx".encode("cp1251"))) == ("\\xee\\xf2\\xf7\\xb8\\xf2.xlsx", True)


def test_letters_that_a_mac_takes_apart_are_shown_whole() -> None:
    assert shown(unicodedata.normalize("NFD", "отчёт й.xlsx")) == ("отчёт й.xlsx", False)


def test_size_and_time_are_those_of_the_listing(tmp_path: Path) -> None:
    _put(tmp_path, "а.xlsx")
    os.utime(tmp_path / "а.xlsx", ns=(1, 2_000))
    (listed,) = list_files(tmp_path)
    assert (listed.size, listed.modified_ns) == facts_of(tmp_path / "а.xlsx") == (1, 2_000)
    assert facts_of(tmp_path) == facts_of(tmp_path / "нет") == (0, 0)


def test_a_folder_that_may_not_be_looked_into_is_listed_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(tmp_path, "закрыто/а.xlsx", "б.xlsx")
    scandir = os.scandir

    def refuse(folder: Path) -> object:
        if folder.name == "закрыто":
            raise PermissionError
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)  # rights alone do not stop an administrator
    assert [(each.path, each.code) for each in list_files(tmp_path)] == [("б.xlsx", None), ("закрыто", "F07")]


def test_folders_may_lie_in_one_another_deeper_than_a_program_may_call_itself(tmp_path: Path) -> None:
    folders = [tmp_path]
    for _ in range(sys.getrecursionlimit() + 50):
        folders.append(folders[-1] / "d")
        folders[-1].mkdir()
    (folders[-1] / "а.xlsx").write_bytes(b"x")
    (listed,) = list_files(tmp_path)
    assert listed.path == "d/" * (len(folders) - 1) + "а.xlsx"
    listed.location.unlink()
    for folder in reversed(folders[1:]):  # pytest clears up by calling itself
        folder.rmdir()


def test_two_names_that_are_shown_alike_are_still_two_files(tmp_path: Path) -> None:
    (tmp_path / "a\x01.xlsx").write_bytes(b"1")
    (tmp_path / "a\\u0001.xlsx").write_bytes(b"2")
    listed = list_files(tmp_path)
    assert len({each.path for each in listed}) == 2
    assert {each.location.read_bytes() for each in listed} == {b"1", b"2"}


def test_a_file_is_never_shown_like_a_folder_of_others(tmp_path: Path) -> None:
    _put(tmp_path, "a\\u0001.zip/x.xlsx", "a\x01.zip")
    paths = {each.path: each.code for each in list_files(tmp_path)}
    assert paths == {"a\\u0001.zip": "F03", "a\\u0001.zip/x.xlsx": None, "a\\u0001.zip~": None}


def test_a_name_that_is_no_utf8_is_listed(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/" + "отчёт.xlsx".encode("cp1251")
    with open(name, "wb"):  # noqa: PTH123  a path of bytes
        pass
    (listed,) = list_files(tmp_path)
    assert listed.odd
    assert listed.path.encode("utf-8")
    assert listed.location.exists()


def test_paths_are_shown_as_they_were_given_and_listed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(tmp_path, "incoming/а.xlsx", "incoming/б.xlsx", "в.xlsx")
    monkeypatch.chdir(tmp_path)
    listed = list_paths([Path("incoming"), Path("incoming/а.xlsx"), Path("в.xlsx"), Path("нет.xlsx")])
    assert [(each.path, each.code) for each in listed] == [
        ("incoming/а.xlsx", None),
        ("incoming/б.xlsx", None),
        ("в.xlsx", None),
        ("нет.xlsx", "F07"),
    ]


NAMES = st.text(
    alphabet=st.characters(exclude_characters="/\0", exclude_categories=("Cs",)), min_size=1, max_size=20
).filter(lambda name: name not in {".", ".."})


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.sets(NAMES, max_size=8), number=st.integers(0, 10**9))
def test_each_name_in_a_folder_is_listed_exactly_once(
    tmp_path_factory: pytest.TempPathFactory, names: set[str], number: int
) -> None:
    folder = tmp_path_factory.mktemp(f"папка{number}")
    for name in names:
        (folder / name).write_bytes(b"")
    listed = list_files(folder)
    assert {each.location.name for each in listed} == set(os.listdir(folder))  # noqa: PTH208  names as the system has them
    assert len({each.path for each in listed}) == len(listed)


def test_line_break_in_a_name_hides_nothing_of_what_the_name_tells(tmp_path: Path) -> None:
    for name in ("a\nb.pdf", "a\nb.part", "~$a\nb.xlsx", "~a\nb.tmp"):
        (tmp_path / name).touch()
    (tmp_path / "a\nb.xlsx").mkdir()
    found = {each.location.name: (each.code, each.enclosure) for each in list_files(tmp_path)}
    assert found == {
        "a\nb.pdf": (None, True),
        "a\nb.part": ("F06", False),
        "~$a\nb.xlsx": ("F01", False),
        "~a\nb.tmp": ("F02", False),
        "a\nb.xlsx": ("F03", False),
    }
