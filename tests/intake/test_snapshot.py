from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from engine.intake.limits import FILE_SIZE, HASHED_SIZE
from engine.intake.refusal import Refused
from engine.intake.snapshot import snapshot_of, take_snapshot


def test_bytes_hash_and_time_belong_together(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"content")
    os.utime(file, ns=(5, 7_000))
    snapshot = take_snapshot(file)
    assert (snapshot.content, snapshot.size, snapshot.modified_ns) == (b"content", 7, 7_000)
    assert snapshot.sha256 == hashlib.sha256(b"content").hexdigest() == snapshot_of(b"content", 0).sha256


@pytest.mark.parametrize("over", [0, 1])
def test_a_file_over_the_limit_is_only_hashed(tmp_path: Path, over: int) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(bytes(FILE_SIZE + over))
    snapshot = take_snapshot(file)
    assert snapshot.size == FILE_SIZE + over
    assert len(snapshot.content) == (0 if over else FILE_SIZE)
    assert snapshot.sha256 == hashlib.sha256(bytes(FILE_SIZE + over)).hexdigest()


def _code(location: Path) -> str:
    with pytest.raises(Refused) as refused:
        take_snapshot(location)
    return refused.value.code


def test_a_file_too_large_to_be_a_form_is_not_even_hashed_when_it_is_huge(tmp_path: Path) -> None:
    for name, size in (("at.xlsx", HASHED_SIZE), ("over.xlsx", HASHED_SIZE + 1)):
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
    assert len(take_snapshot(tmp_path / "at.xlsx").sha256) == 64
    huge = take_snapshot(tmp_path / "over.xlsx")
    assert (huge.size, huge.sha256, huge.content) == (HASHED_SIZE + 1, "", b"")


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    assert _code(tmp_path) == "F03"


def test_a_file_that_was_moved_since_it_was_listed_is_still_on_its_way(tmp_path: Path) -> None:
    assert _code(tmp_path / "нет.xlsx") == "F06"


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="Windows has no such flag")
def test_a_file_that_became_a_link_since_it_was_listed_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"x")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "a.xlsx")
    assert _code(tmp_path / "link.xlsx") == "F04"


@pytest.mark.parametrize("fault", [PermissionError(errno.EACCES, "no"), OSError(errno.EIO, "disk")])
def test_a_file_that_may_not_be_read_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError
) -> None:
    def refuse(*_: object) -> int:
        raise fault

    (tmp_path / "a.xlsx").write_bytes(b"x")
    monkeypatch.setattr(os, "open", refuse)  # rights alone do not stop an administrator
    assert _code(tmp_path / "a.xlsx") == "F07"


@pytest.mark.parametrize("change", ["grow", "touch"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"x" * 100)
    fstat, looks = os.fstat, []

    def changing(descriptor: int) -> os.stat_result:
        looks.append(descriptor)
        if len(looks) == 2:
            file.write_bytes(b"x" * (101 if change == "grow" else 100))
            os.utime(file, ns=(1, 1))
        return fstat(descriptor)

    monkeypatch.setattr(os, "fstat", changing)
    assert _code(file) == "F06"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    assert _code(tmp_path / "a.xlsx") == "F03"
