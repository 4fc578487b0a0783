"""Runs a command and tells how long it and its stages took, and how much memory it and its processes held."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_GLANCE = 0.05  # seconds between two looks at the memory
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Measured:
    """One run: seconds by the clock, and bytes of the command's own process and of the largest one under it.

    ``stages`` are the seconds from each line on stderr to the next, or to the end.
    """

    seconds: float
    own: int
    children: int
    code: int
    stages: Mapping[str, float]


def measured(arguments: Sequence[str]) -> Measured:
    """Run ``python arguments`` until it ends."""
    paths = os.pathsep.join([str(_ROOT), str(_ROOT / "tests")])
    begun, own, children = time.perf_counter(), 0, 0
    with subprocess.Popen(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        lines: list[tuple[str, float]] = []
        listener = threading.Thread(target=_listen, args=(run, lines))
        listener.start()
        while run.poll() is None:
            held = list(_resident(run.pid))
            own, children = max(own, *held[:1], 0), max(children, *held[1:], 0)
            time.sleep(_GLANCE)
        ended = time.perf_counter()
        listener.join()
    ends = [*(at for _, at in lines[1:]), ended]
    stages = {line: end - at for (line, at), end in zip(lines, ends, strict=False)}
    return Measured(ended - begun, own, children, run.returncode, stages)


def _listen(run: subprocess.Popen[str], lines: list[tuple[str, float]]) -> None:
    assert run.stderr is not None
    lines.extend((line.strip(), time.perf_counter()) for line in run.stderr)


def _resident(pid: int) -> Iterator[int]:
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                yield each.memory_info().rss
