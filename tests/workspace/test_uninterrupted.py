from __future__ import annotations

import signal
import threading

import pytest

from engine.workspace.uninterrupted import uninterrupted


def test_an_interruption_waits_for_the_end() -> None:
    done = []

    def stretch() -> None:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
            done.append("whole")

    with pytest.raises(KeyboardInterrupt):
        stretch()
    assert done == ["whole"]


def test_what_was_in_force_is_in_force_again() -> None:
    before = signal.getsignal(signal.SIGINT)
    with uninterrupted():
        pass
    assert signal.getsignal(signal.SIGINT) is before


def test_a_fault_of_the_stretch_is_its_own() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(OSError, match="full"), uninterrupted():
        raise OSError("full")
    assert signal.getsignal(signal.SIGINT) is before


def test_in_another_thread_nothing_is_interrupted_anyway() -> None:
    done: list[int] = []

    def stretch() -> None:
        with uninterrupted():
            done.append(1)

    thread = threading.Thread(target=stretch)
    thread.start()
    thread.join()
    assert done == [1]
