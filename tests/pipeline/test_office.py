"""Finding and running an office program; a real LibreOffice is driven in tests/libreoffice."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from engine.pipeline.office import find_office, save_anew


def program(folder: Path, text: str) -> Path:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_office_on_the_path_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = program(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_office() == wanted


def test_a_windows_installation_is_found_in_its_usual_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = tmp_path / "LibreOffice" / "program" / "soffice.com"
    usual.parent.mkdir(parents=True)
    usual.touch()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    found = find_office()

    assert found == usual or (found is not None and found.is_file())


def test_what_is_saved_comes_back_in_order(tmp_path: Path) -> None:
    office = program(
        tmp_path, 'while [ $# -gt 2 ]; do [ "$1" = --outdir ] && folder="$2"; shift; done; cp "$2" "$folder"'
    )
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in paths:
        path.write_bytes(b"PK")
    target = tmp_path / "saved"
    target.mkdir()

    assert save_anew(office, paths, "xlsx", target, seconds=20) == (target / "b.xlsx",)


def test_an_office_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    office = program(tmp_path, f"sh -c 'sleep 5; touch {tmp_path}/late' & wait")
    began = time.monotonic()

    assert save_anew(office, [tmp_path / "a.xlsx"], "xlsx", tmp_path, seconds=0.5) == ()
    assert time.monotonic() - began < 4
    time.sleep(5.5)
    assert not (tmp_path / "late").exists()


def test_a_program_that_cannot_start_saves_nothing(tmp_path: Path) -> None:
    assert save_anew(tmp_path / "missing", [tmp_path / "a.xlsx"], "xlsx", tmp_path, seconds=1) == ()
