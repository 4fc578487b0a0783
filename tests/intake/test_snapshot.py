from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from engine.intake.limits import FILE_SIZE
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


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as missing:
        take_snapshot(tmp_path / "нет.xlsx")
    with pytest.raises(Refused) as folder:
        take_snapshot(tmp_path)
    assert (missing.value.code, folder.value.code) == ("F03", "F03")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    with pytest.raises(Refused) as refused:
        take_snapshot(tmp_path / "a.xlsx")
    assert refused.value.code == "F03"
