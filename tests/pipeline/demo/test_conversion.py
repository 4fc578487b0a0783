from __future__ import annotations

from pathlib import Path

import pytest

from engine.pipeline.demo.conversion import convert


def test_without_libreoffice_the_files_stay_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    form = tmp_path / "форма.xlsx"
    form.write_bytes(b"PK")

    assert convert([form], "ods") == (form,)
    assert form.read_bytes() == b"PK"


def test_a_program_that_saves_nothing_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "soffice").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (programs / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    form = tmp_path / "форма.xlsx"
    form.write_bytes(b"PK")

    assert convert([form], "ods") == (form,)
    assert form.read_bytes() == b"PK"


def test_nothing_to_convert_starts_nothing() -> None:
    assert convert([], "xls") == ()
