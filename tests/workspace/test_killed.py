from __future__ import annotations

import random
from pathlib import Path

import pytest
from support.killed import killed
from support.refused import closed_once


@pytest.mark.parametrize("sealing", [False, True])
def test_killed_at_any_moment_a_reader_sees_a_whole_set_or_that_one_is_being_put_in_place(
    tmp_path: Path, *, sealing: bool
) -> None:
    workspace, chance = closed_once(tmp_path / "before"), random.Random(1)  # noqa: S311  moments, no secrets
    for _ in range(3):
        killed(workspace, chance, sealing=sealing)
