"""Runs functions in processes with limits of time and memory: what kills or hangs one costs its own task, no other."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from time import monotonic
from types import ModuleType, TracebackType
from typing import Any, Self, TypeVar

Result = TypeVar("Result")

_OUT_OF_MEMORY = 86  # exit code of a worker that says itself that its memory did not suffice
_WALL_PER_CPU = 12  # a task may wait for a busy machine, but not for ever
_GLANCE = 0.05  # seconds between two looks at a worker where the system itself knows no limits
_PATIENCE = 5.0  # seconds that a worker gets to end by itself


class Cause(StrEnum):
    """Why a worker was lost."""

    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"


class WorkerLost(Exception):  # noqa: N818  it says what became of the process, no program has failed
    """The process died or had to be stopped while it ran a task; the task has no result."""

    def __init__(self, cause: Cause, exit_code: int | None = None) -> None:
        self.cause = cause
        self.exit_code = exit_code
        super().__init__(f"{cause.value}, exit code {exit_code}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may use: seconds of processor time and bytes of memory.

    Linux keeps both by itself. Elsewhere they are ``watched`` by the parent: wall time and resident memory.
    """

    seconds: float
    memory: int
    watched: bool = sys.platform != "linux"


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
            target=_serve, args=(theirs, limits, given), daemon=True
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
            return None if self._pipe.poll(self._limits.seconds * _WALL_PER_CPU) else Cause.TIME
        until = monotonic() + self._limits.seconds
        while not self._pipe.poll(_GLANCE):
            if monotonic() > until:
                return Cause.TIME
            if resident_memory(self._process.pid) > self._limits.memory:
                return Cause.MEMORY
        return None

    def _lost(self, cause: Cause | None) -> WorkerLost:
        if cause is not None:
            self._process.kill()
        self._pipe.close()
        self._process.join(_PATIENCE)
        self._process.kill()
        self._process.join()
        code = self._process.exitcode
        return WorkerLost(cause or _CAUSES.get(code or 0, Cause.CRASH), code)


def resident_memory(pid: int | None) -> int:
    """Bytes of memory that a process holds; 0 where it has just ended."""
    import psutil  # noqa: PLC0415  only where the system keeps no limits itself

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


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


def _serve(pipe: Connection, limits: Limits, given: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when a run ends
    _silence()
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

    _CAUSES = {-signal.SIGPROF: Cause.TIME, -signal.SIGABRT: Cause.MEMORY, _OUT_OF_MEMORY: Cause.MEMORY}

    def _keep_memory(most: int) -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (most, most))

    def _keep_time(seconds: float) -> None:
        """Have the system end this process when it has used so much processor time; 0: no longer."""
        signal.setitimer(signal.ITIMER_PROF, seconds)

else:
    _CAUSES = {_OUT_OF_MEMORY: Cause.MEMORY}

    def _keep_memory(most: int) -> None:
        """Nothing: the parent watches."""

    def _keep_time(seconds: float) -> None:
        """The parent watches."""


with contextlib.suppress(AttributeError):
    _CAUSES[-signal.SIGKILL] = Cause.MEMORY  # the system's own way when memory runs out
