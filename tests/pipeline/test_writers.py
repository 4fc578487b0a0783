from __future__ import annotations

import signal
import time

import pytest

from engine.pipeline.writers import writers


def _slow(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def _ignores_interruption() -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_processes_begin_with_what_they_are_given_and_leave_interruption_to_the_run() -> None:
    with writers(1, _GIVEN.append, "дано") as pool:
        assert pool.submit(_given).result() == ["дано"]
        assert pool.submit(_ignores_interruption).result()
    assert _GIVEN == []


def test_a_run_that_is_interrupted_ends_its_processes_at_once() -> None:
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        _interrupted()
    assert time.monotonic() - begun < 10


def _interrupted() -> None:
    with writers(2) as pool:
        for _ in range(4):
            pool.submit(_slow, 60)
        raise KeyboardInterrupt


_GIVEN: list[str] = []


def _given() -> list[str]:
    return _GIVEN
