"""Interrupts a run of its own process as Ctrl-C does, in a stage of it."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

_ROOT = str(Path(__file__).parent.parent.parent)


@dataclass(frozen=True)
class Interrupted:
    """How a run ended: its exit code, what it said, and the seconds that it took after the interruption."""

    code: int
    said: str
    seconds: float


def interrupted(workspace: Path, stage: str, after: float) -> Interrupted:
    """Start a run, interrupt it and its processes ``after`` seconds of a stage, and wait for its end."""
    program = [sys.executable, "-m", "engine", "consolidate", "--workspace", str(workspace), "--jobs", "2"]
    with subprocess.Popen(
        program, cwd=_ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True
    ) as process:
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if line.startswith(stage):
                break
        sleep(after)
        began = monotonic()
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()  # until the last process that holds it is gone
        code = process.wait()
    return Interrupted(code, "".join(said) + rest, monotonic() - began)
