"""Runs functions in processes with limits of time and memory: what kills or hangs one costs its own task, no other."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from time import monotonic
from types import ModuleType, TracebackType
from typing import Any, Self, TypeVar

from engine.intake.processes import processor_time, resident_memory
from engine.intake.workerprocess import CAUSES, Cause, Limits, serve

Result = TypeVar("Result")

_WALL_PER_CPU = 12  # a task may wait for a busy machine, but not for ever
_GLANCE = 0.05  # seconds between two looks at a worker where the system itself knows no limits
_PATIENCE = 5.0  # seconds that a worker gets to end by itself


class WorkerLost(Exception):  # noqa: N818  it says what became of the process, no program has failed
    """The process died or had to be stopped while it ran a task; the task has no result."""

    def __init__(self, cause: Cause, exit_code: int | None = None) -> None:
        self.cause = cause
        self.exit_code = exit_code
        super().__init__(f"{cause.value}, exit code {exit_code}")


class Workers:
    """A few processes that run functions of the form ``function(given, *arguments)``, each task in one of them.

    ``given`` goes to each process once. A process that dies or passes a limit is replaced; its task alone fails, with
    `WorkerLost`. Use it as a context manager: leaving it ends the processes, also in the middle of a task.
    """

    def __init__(self, given: object, count: int, limits: Limits) -> None:
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._attendants = [_Attendant(self._tasks, given, limits) for _ in range(count)]

    def submit(self, function: Callable[..., Result], *arguments: object, fresh: bool = False) -> Future[Result]:
        """Ask for ``function(given, *arguments)``; ``fresh``: in a process that has run nothing before."""
        future: Future[Result] = Future()
        self._tasks.put(_Task(future, function, arguments, fresh))
        return future

    def __enter__(self) -> Self:
        for each in self._attendants:
            each.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in self._attendants:
            if kind is not None:
                each.stop()
        for _ in self._attendants:
            self._tasks.put(None)
        for each in self._attendants:
            each.thread.join()


@dataclass(frozen=True, slots=True)
class _Task:
    future: Future[Any]
    function: Callable[..., Any]
    arguments: tuple[object, ...]
    fresh: bool


class _Attendant:
    """A thread that looks after one process at a time: it hands out tasks, waits, and replaces the process."""

    def __init__(self, tasks: SimpleQueue[_Task | None], given: object, limits: Limits) -> None:
        self.thread = threading.Thread(target=self._attend, daemon=True)
        self._tasks, self._given, self._limits = tasks, given, limits
        self._worker: _Worker | None = None
        self._stopped = False

    def stop(self) -> None:
        """End the process at once; what it was doing is lost, and no further task is begun."""
        self._stopped = True
        worker = self._worker
        if worker is not None:
            worker.kill()

    def _attend(self) -> None:
        while (task := self._tasks.get()) is not None:
            if self._stopped or not task.future.set_running_or_notify_cancel():
                task.future.cancel()
                continue
            try:
                task.future.set_result(self._run(task))
            except BaseException as fault:  # noqa: BLE001  whoever asked for the result shall meet it
                task.future.set_exception(fault)
        self._end()

    def _run(self, task: _Task) -> object:
        if task.fresh:
            self._end()
        worker = self._worker = self._worker or _Worker(self._given, self._limits)
        if self._stopped:  # asked for while the process was being started
            worker.kill()
        try:
            return worker.run(task.function, task.arguments)
        except WorkerLost:
            self._worker = None
            raise

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, given: object, limits: Limits) -> None:
        context = _context()
        self._limits = limits
        self._pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(  # type: ignore[attr-defined]  # BaseContext does not declare it
            target=serve, args=(theirs, limits, given), daemon=True
        )
        with _no_main_module:
            self._process.start()
        theirs.close()

    def run(self, function: Callable[..., object], arguments: tuple[object, ...]) -> object:
        """Run a task and wait for it.

        Raises:
            WorkerLost: the process did not outlive the task.
            Exception: what the function itself raised.
        """
        try:
            self._pipe.send((function, arguments))
            cause = self._watch()
            result, fault = self._pipe.recv() if cause is None else (None, None)
        except (EOFError, OSError):
            raise self._lost(None) from None
        if cause is not None:
            raise self._lost(cause)
        if fault is not None:
            raise fault
        return result

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def end(self) -> None:
        """Let the process end, as it does when its pipe is closed."""
        self._pipe.close()
        self._process.join(_PATIENCE)
        self._process.kill()
        self._process.join()

    def _watch(self) -> Cause | None:
        """Wait for an answer; a cause when the process uses more than it may."""
        if not self._limits.watched:
            return self._wait()
        until = monotonic() + self._limits.seconds
        while not self._pipe.poll(_GLANCE):
            if monotonic() > until:
                return Cause.TIME
            if resident_memory(self._process.pid) > self._limits.memory:
                return Cause.MEMORY
        return None

    def _wait(self) -> Cause | None:
        """Wait while the process works: one that uses no time at all has locked itself up."""
        used = -1
        for _ in range(_WALL_PER_CPU):
            if self._pipe.poll(self._limits.seconds):
                return None
            before, used = used, processor_time(self._process.pid)
            if used == before:
                return Cause.TIME
        return Cause.TIME

    def _lost(self, cause: Cause | None) -> WorkerLost:
        if cause is not None:
            self._process.kill()
        self._pipe.close()
        self._process.join(_PATIENCE)
        self._process.kill()
        self._process.join()
        code = self._process.exitcode
        return WorkerLost(cause or CAUSES.get(code or 0, Cause.CRASH), code)


class _NoMainModule:
    """While a process is started there is no main module: each child would run it again, and needs nothing of it."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._hidden: ModuleType | None = None

    def __enter__(self) -> None:
        self._one_at_a_time.acquire()
        self._hidden = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")

    def __exit__(self, *_: object) -> None:
        if self._hidden is not None:
            sys.modules["__main__"] = self._hidden
        self._one_at_a_time.release()


_no_main_module = _NoMainModule()


def _context() -> BaseContext:
    """Fresh processes without the parent's threads and memory; the server of forks has the reader's modules already."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["engine.intake.reading"])
    return context
