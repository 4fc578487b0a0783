"""A short stretch that Ctrl-C does not cut in two."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let an interruption wait for the end of the stretch; then it is what it would have been.

    Raises:
        KeyboardInterrupt: somebody interrupted meanwhile.
    """
    if threading.current_thread() is not threading.main_thread():  # only the main one is ever interrupted
        yield
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt
