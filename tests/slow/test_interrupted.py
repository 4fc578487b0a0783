"""Calls of whole runs refused in turn, every one or each SVOD_STEP-th; SVOD_KILLS kills of each command at random."""

from __future__ import annotations

import errno
import os
import random
from itertools import count
from pathlib import Path

import pytest
from support.interrupted import COMMANDS, Prepared, duration, killed_run, prepared, refused_run, starter
from support.refusals import ERRORS

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # xlsxwriter's, when refused
_STEP = int(os.environ.get("SVOD_STEP", "1"))
_KILLS = int(os.environ.get("SVOD_KILLS", "150"))


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory, small_rules: Path, kept_small_forms: Path) -> Prepared:
    return prepared(tmp_path_factory.mktemp("interrupted"), small_rules, kept_small_forms)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)
def test_every_call_of_a_run_can_be_refused(
    ready: Prepared, monkeypatch: pytest.MonkeyPatch, command: str, error: int
) -> None:
    stays = {errno.ENOSPC: "room", errno.EIO: "no", errno.EACCES: "all"}[error]
    last = next(at for at in count(1, _STEP) if not refused_run(ready, monkeypatch, command, error, at, stays))
    print(f"{command}, {errno.errorcode[error]}: {len(range(1, last, _STEP))} of some {last - 1} calls refused")  # noqa: T201  the number is what this test reports
    assert last > 50


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is started anew would load the program for seconds")
@pytest.mark.parametrize("command", COMMANDS)
def test_run_can_be_killed_at_any_moment(ready: Prepared, command: str) -> None:
    moment = random.Random(command)  # noqa: S311  moments, no secrets
    with starter() as start:
        longest = duration(ready, command, start)
        running = [killed_run(ready, command, start, moment.uniform(0, longest)) for _ in range(_KILLS)]
    print(f"{command}: {sum(running)} of {len(running)} runs killed")  # noqa: T201  the number is what this test reports
    assert sum(running) > len(running) // 2
