"""SVOD_KILLS kills (default 500) while outputs are published, and as many while periods are closed besides."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from support.killed import killed
from support.refused import closed_once

_KILLS = int(os.environ.get("SVOD_KILLS", "500"))


@pytest.mark.parametrize("sealing", [False, True])
def test_killed_at_any_moment_a_reader_sees_a_whole_set_or_that_one_is_being_put_in_place(
    tmp_path: Path, *, sealing: bool
) -> None:
    workspace, chance = closed_once(tmp_path / "before"), random.Random(2)  # noqa: S311  moments, no secrets
    seen = [killed(workspace, chance, sealing=sealing) for _ in range(_KILLS)]
    assert any(seen)
