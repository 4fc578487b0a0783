"""Functions that do to their process what the worst files do."""

from __future__ import annotations

import os
import signal
import time


def echo(given: object, *arguments: object) -> tuple[object, ...]:
    """Return what was given and asked."""
    return (given, *arguments)


def process(_: object) -> int:
    """Return the id of the process."""
    return os.getpid()


def loop(_: object) -> None:
    """Use the processor for ever."""
    while True:
        pass


def sleep(_: object, seconds: float) -> None:
    """Do nothing for a while."""
    time.sleep(seconds)


def abort(_: object) -> None:
    """End the process as libraries do that get no memory."""
    os.abort()


def crash(_: object) -> None:
    """End the process as a fault in a library does."""
    os.kill(os.getpid(), signal.SIGSEGV)


def hoard(_: object, size: int) -> int:
    """Take so many bytes, and have them for a while."""
    taken = b"1" * size
    time.sleep(0.3)
    return len(taken)


def fail(_: object) -> None:
    """Raise."""
    message = "asked for"
    raise ValueError(message)
