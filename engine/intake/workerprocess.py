"""What runs inside a worker process: it answers one question after another within its limits."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection

from engine.intake.orphans import end_with_parent

_OUT_OF_MEMORY = 86  # exit code of a worker that says itself that its memory did not suffice


class Cause(StrEnum):
    """Why a worker was lost."""

    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may use: seconds of processor time and bytes of memory.

    Linux keeps both by itself. Elsewhere they are ``watched`` by the parent: wall time and resident memory.
    """

    seconds: float
    memory: int
    watched: bool = sys.platform != "linux"


def serve(pipe: Connection, limits: Limits, given: object) -> None:
    """Answer what comes through the pipe until it is closed; ``given`` is the first argument of every function."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when a run ends
    _silence()
    end_with_parent()
    if not limits.watched:
        _keep_memory(limits.memory)
    while True:
        try:
            function, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_outcome(function, given, arguments, 0 if limits.watched else limits.seconds))


def _outcome(
    function: Callable[..., object], given: object, arguments: tuple[object, ...], seconds: float
) -> tuple[object, Exception | None]:
    _keep_time(seconds)
    try:
        return function(given, *arguments), None
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # what is left of this process is of no use
    except Exception as fault:  # noqa: BLE001  it belongs to whoever asked
        return None, fault
    finally:
        _keep_time(0)


def _silence() -> None:
    """What libraries print when they die says nothing to a person; the cause is told by the parent."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


if sys.platform == "linux":
    import resource

    CAUSES = {-signal.SIGPROF: Cause.TIME, -signal.SIGABRT: Cause.MEMORY, _OUT_OF_MEMORY: Cause.MEMORY}

    def _keep_memory(most: int) -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (most, most))

    def _keep_time(seconds: float) -> None:
        """Have the system end this process when it has used so much processor time; 0: no longer."""
        signal.setitimer(signal.ITIMER_PROF, seconds)

else:
    CAUSES = {_OUT_OF_MEMORY: Cause.MEMORY}

    def _keep_memory(most: int) -> None:
        """Nothing: the parent watches."""

    def _keep_time(seconds: float) -> None:
        """The parent watches."""


with contextlib.suppress(AttributeError):
    CAUSES[-signal.SIGKILL] = Cause.MEMORY  # the system's own way when memory runs out
