"""Who does a run's work: this process itself, or several beside it, all with what the run gave them once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from engine.pipeline.writers import writers

Result = TypeVar("Result")


class Crew(Protocol):
    """Runs functions of the form ``function(given, *arguments)``, ``given`` being what each of its processes has."""

    def submit(self, function: Callable[..., Result], *arguments: object) -> Future[Result]:
        """Ask for ``function(given, *arguments)``."""


@contextmanager
def crew(given: object, jobs: int) -> Iterator[Crew]:
    """``jobs`` processes on this machine; with one job everything is done here, when it is asked for."""
    if jobs == 1:
        yield _Alone(given)
        return
    with writers(jobs, _sit_down, given) as pool:
        yield _Pool(pool.submit)


class _Alone:
    """Does what it is asked for at once."""

    def __init__(self, given: object) -> None:
        self._given = given

    def submit(self, function: Callable[..., Result], *arguments: object) -> Future[Result]:
        future: Future[Result] = Future()
        try:
            future.set_result(function(self._given, *arguments))
        except Exception as fault:  # noqa: BLE001  whoever asks for the result shall meet it, as in another process
            future.set_exception(fault)
        return future


class _Pool:
    """Hands on to processes each of which has sat down with what was given."""

    def __init__(self, submit: Callable[..., Future[Any]]) -> None:
        self._submit = submit

    def submit(self, function: Callable[..., Result], *arguments: object) -> Future[Result]:
        return self._submit(_run, function, *arguments)


#: What the run gave this process.
_given: list[object] = []


def _sit_down(given: object) -> None:
    _given[:] = [given]


def _run(function: Callable[..., Result], *arguments: object) -> Result:
    return function(_given[0], *arguments)
