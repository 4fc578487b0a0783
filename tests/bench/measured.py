"""Runs a command and tells how long it took and how much memory it and the processes that it started held."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_GLANCE = 0.05  # seconds between two looks at the memory
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Measured:
    """One run: seconds by the clock, and bytes of the command's own process and of the largest one under it."""

    seconds: float
    own: int
    children: int
    code: int


def measured(arguments: Sequence[str]) -> Measured:
    """Run ``python arguments`` until it ends."""
    paths = os.pathsep.join([str(_ROOT), str(_ROOT / "tests")])
    begun, own, children = time.perf_counter(), 0, 0
    with subprocess.Popen(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as run:
        while run.poll() is None:
            held = list(_resident(run.pid))
            own, children = max(own, *held[:1], 0), max(children, *held[1:], 0)
            time.sleep(_GLANCE)
    return Measured(time.perf_counter() - begun, own, children, run.returncode)


def _resident(pid: int) -> Iterator[int]:
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                yield each.memory_info().rss
