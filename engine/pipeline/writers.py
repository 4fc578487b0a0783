"""Processes that write outputs beside each other, and end at once with the run that asked for them."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from engine.intake.orphans import end_with_parent


@contextmanager
def writers(jobs: int, sit_down: Callable[..., None] | None = None, *given: Any) -> Iterator[ProcessPoolExecutor]:  # noqa: ANN401  whatever ``sit_down`` takes
    """``jobs`` processes, each of which begins with ``sit_down(*given)``; leaving with a fault ends them at once."""
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(sit_down, given)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for each in multiprocessing.active_children():
                each.kill()
            raise


def _begin(sit_down: Callable[..., None] | None, given: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides when a run ends
    end_with_parent()
    gc.freeze()  # what came from the parent stays: to look through a country of it over and over takes longer than work
    if sit_down is not None:
        sit_down(*given)
