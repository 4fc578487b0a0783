"""What a store keeps it gives back; whatever is wrong with its file, it is only empty."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from engine.pipeline.store import opened_store


def kept_in(file: Path, *names: str) -> dict[str, tuple[str, bytes] | None]:
    with opened_store(file, keeping=False) as store:
        return {name: store.find(name) for name in names}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with two names."""
    made = tmp_path / "state" / "store.sqlite"
    with opened_store(made) as store:
        store.keep("a", "1", b"one")
        store.keep("б «в»", "2", b"two")
    return made


def test_what_is_kept_is_found_with_its_key(file: Path) -> None:
    assert kept_in(file, "a", "б «в»", "c") == {"a": ("1", b"one"), "б «в»": ("2", b"two"), "c": None}


def test_the_last_bytes_of_a_name_count(file: Path) -> None:
    with opened_store(file) as store:
        store.keep("a", "3", b"three")
        assert store.find("a") == ("3", b"three")
    assert kept_in(file, "a") == {"a": ("3", b"three")}


def test_names_that_nobody_looked_for_are_dropped_on_demand(file: Path) -> None:
    with opened_store(file) as store:
        store.find("a")
        store.forget_others()
    assert kept_in(file, "a", "б «в»") == {"a": ("1", b"one"), "б «в»": None}


def test_an_interruption_loses_nothing_that_came_before(file: Path) -> None:
    with suppress(KeyboardInterrupt), opened_store(file) as store:
        store.keep("c", "4", b"four")
        raise KeyboardInterrupt
    assert kept_in(file, "c") == {"c": ("4", b"four")}


def test_who_only_looks_changes_nothing(file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    with opened_store(file, keeping=False) as store:
        store.keep("a", "5", b"five")
        store.forget_others()
    with opened_store(tmp_path / "none.sqlite", keeping=False) as store:
        assert store.find("a") is None
    assert file.read_bytes() == before
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 500], ids=["empty", "spoilt"])
def test_a_file_that_is_no_store_is_made_anew(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with opened_store(file) as store:
        assert store.find("a") is None
        store.keep("a", "6", b"six")
    assert kept_in(file, "a") == {"a": ("6", b"six")}


def test_a_store_that_breaks_meanwhile_is_dropped(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.executemany("INSERT INTO kept VALUES (?, 'k', ?)", [(f"n{each}", b"x" * 3000) for each in range(50)])
    other.close()
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with opened_store(file) as store:
        assert [store.find(f"n{each}") for each in range(50)] == [None] * 50
        store.keep("a", "7", b"seven")
    assert not file.exists()


def test_a_store_in_use_elsewhere_stays_as_it_is(file: Path) -> None:
    other = sqlite3.connect(file, isolation_level="EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with opened_store(file) as store:
        store.keep("a", "8", b"eight")
    other.rollback()
    other.close()
    assert kept_in(file, "a") == {"a": ("1", b"one")}
