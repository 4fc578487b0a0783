"""The register's promise over SVOD_FOLDERS random folders (default 10,000), many of them read at once."""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest
from support.forms import consistent, written
from support.random_folders import fill

from engine.consolidation.selection import choose
from engine.intake.incoming import read_incoming
from engine.pipeline.register import require_one_row_each
from engine.rulebook.rulebook import Rulebook
from engine.template.content import school_content

_FOLDERS = int(os.environ.get("SVOD_FOLDERS", "10000"))
_AT_ONCE = 100


@pytest.mark.parametrize("seed", range(0, _FOLDERS, _AT_ONCE))
def test_register_has_as_many_rows_as_each_folder_has_files(tmp_path: Path, planless: Rulebook, seed: int) -> None:
    period = planless.periods["2024"]
    form = written(consistent(school_content(planless, period, "0501")))
    rows = {}
    for number in range(seed, seed + _AT_ONCE):
        folder = tmp_path / f"folder {number}"
        folder.mkdir()
        rows[folder.name] = fill(folder, random.Random(number), (form,))  # noqa: S311  chance, no secrets
    readings = read_incoming(tmp_path, planless)
    register = choose(readings, (), planless, period, period.as_of).register
    require_one_row_each(readings, register)
    told = Counter(row.path.split("/")[0] for row in register)
    assert {name: told[name] for name in rows} == rows
