from __future__ import annotations

import os
from pathlib import Path
from time import monotonic, time_ns

import pytest

from engine.intake import settling
from engine.intake.listing import list_files
from engine.intake.recorded import Head
from engine.intake.settling import has_changed, looks_unfinished, wait_for

BILLION = 1_000_000_000


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that would have been slept, one entry per time."""
    naps: list[float] = []
    monkeypatch.setattr(settling, "sleep", naps.append)
    return naps


def _aged(folder: Path, *ages: float) -> None:
    for number, age in enumerate(ages):
        (folder / f"{number}.xlsx").write_bytes(b"x")
        os.utime(folder / f"{number}.xlsx", ns=(0, time_ns() - int(age * BILLION)))


def test_one_wait_is_enough_for_a_thousand_files(tmp_path: Path, slept: list[float]) -> None:
    _aged(tmp_path, *(number / 500 for number in range(1000)))
    started = monotonic()
    wait_for(list_files(tmp_path), 2)
    assert len(slept) == 1
    assert 2 - (monotonic() - started) - 1 < slept[0] <= 2


@pytest.mark.parametrize("age", [3.0, 10**6, -(10**6)])
def test_nobody_waits_for_files_that_were_not_changed_a_moment_ago(
    tmp_path: Path, slept: list[float], age: float
) -> None:
    _aged(tmp_path, age)
    wait_for(list_files(tmp_path), 2)
    assert slept == []


def test_without_patience_nobody_waits(tmp_path: Path, slept: list[float]) -> None:
    _aged(tmp_path, 0)
    wait_for(list_files(tmp_path), 0)
    assert slept == []


def test_a_file_has_changed_when_its_size_or_time_has_or_when_it_is_gone(tmp_path: Path) -> None:
    _aged(tmp_path, 9)
    (listed,) = list_files(tmp_path)
    assert not has_changed(listed)
    os.utime(listed.location, ns=(0, 1))
    assert has_changed(listed)
    listed.location.unlink()
    assert has_changed(listed)


@pytest.mark.parametrize(("code", "expected"), [("F08", True), ("F05", True), ("F12", False), ("F09", False)])
def test_only_what_a_half_file_looks_like_may_be_unfinished(code: str, expected: bool) -> None:  # noqa: FBT001  a table
    assert looks_unfinished(Head("a.xlsx", "", usable=False, place_id=None, codes=(code,))) is expected
