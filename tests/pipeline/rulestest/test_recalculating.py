"""What is read of a workbook of trials that some program saved; a real LibreOffice: tests/libreoffice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.trying import Subjects

from engine.pipeline.rulestest.compared import said_of
from engine.pipeline.rulestest.recalculating import recalculated
from engine.pipeline.rulestest.trials import trials_of
from engine.pipeline.rulestest.workbook import Example, write_workbook

COPIES = """#!/bin/sh
while [ $# -gt 1 ]; do
  if [ "$1" = --outdir ]; then folder="$2"; fi
  shift
done
cp "$1" "$folder"
"""


@pytest.fixture
def workbook(subjects: Subjects, tmp_path: Path) -> Path:
    trials = trials_of(subjects("[302] <= [102]")[0]).trials
    examples = [Example(trial, said) for trial, said in zip(trials, said_of(trials), strict=True)]
    path = tmp_path / "rules-test.xlsx"
    write_workbook(path, examples, "Ведомство", date(2024, 12, 31))
    return path


def program(folder: Path, text: str) -> Path:
    path = folder / "soffice"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_program_that_only_copies_has_worked_nothing_out(workbook: Path, tmp_path: Path) -> None:
    assert recalculated(workbook, program(tmp_path, COPIES), 5) is None


def test_a_program_that_saves_nothing_has_worked_nothing_out(workbook: Path, tmp_path: Path) -> None:
    before = workbook.read_bytes()

    assert recalculated(workbook, program(tmp_path, "#!/bin/sh\nexit 1\n"), 5) is None
    assert workbook.read_bytes() == before
