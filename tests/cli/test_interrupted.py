"""A share of the refusals and kills that the slow tests try."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from support.interrupted import Prepared, duration, killed_run, prepared, refused_run, starter

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # xlsxwriter's, when refused


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory, small_rules: Path, kept_small_forms: Path) -> Prepared:
    return prepared(tmp_path_factory.mktemp("interrupted"), small_rules, kept_small_forms)


@pytest.mark.parametrize(
    ("command", "error", "at", "stays"),
    [
        ("consolidate", errno.ENOSPC, 9, "room"),
        ("consolidate", errno.EIO, 100, "no"),
        ("consolidate", errno.EACCES, 250, "all"),
        ("close", errno.ENOSPC, 20, "room"),
        ("close", errno.EIO, 70, "no"),
    ],
)
def test_run_that_the_system_refuses_something_leaves_what_was_and_says_what_to_do(
    ready: Prepared, monkeypatch: pytest.MonkeyPatch, command: str, error: int, at: int, stays: str
) -> None:
    assert refused_run(ready, monkeypatch, command, error, at, stays)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is started anew would load the program for seconds")
@pytest.mark.parametrize("command", ["consolidate", "close"])
def test_run_that_is_killed_leaves_the_old_outputs_or_the_new_ones(ready: Prepared, command: str) -> None:
    with starter() as start:
        longest = duration(ready, command, start)
        was_running = [killed_run(ready, command, start, longest * share) for share in (0.05, 0.6, 0.9)]
    assert was_running[0]  # the others may come too late where the machine has become less busy
