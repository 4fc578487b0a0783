from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from support import killers

from engine.intake.processes import processor_time, resident_memory
from engine.intake.workerprocess import Cause, Limits
from engine.intake.workers import WorkerLost, Workers

MEBIBYTE = 1024 * 1024
LIMITS = Limits(seconds=1, memory=300 * MEBIBYTE)


@pytest.fixture(params=[False, True], ids=["kept by the system", "watched"])
def workers(request: pytest.FixtureRequest) -> Iterator[Workers]:
    """One process; its limits are kept by the system or, as where a system keeps none, by the parent."""
    with Workers("rules", 1, replace(LIMITS, watched=request.param)) as made:
        yield made


def test_a_function_gets_what_was_given_once_and_what_is_asked(workers: Workers) -> None:
    assert workers.submit(killers.echo, 1, "a").result() == ("rules", 1, "a")


def test_tasks_share_a_process_until_a_fresh_one_is_wanted(workers: Workers) -> None:
    first, second = (workers.submit(killers.process).result() for _ in range(2))
    fresh = workers.submit(killers.process, fresh=True).result()
    assert first == second != fresh
    assert os.getpid() not in {first, fresh}


def test_what_a_function_raises_reaches_who_asked_and_the_process_lives_on(workers: Workers) -> None:
    process = workers.submit(killers.process).result()
    with pytest.raises(ValueError, match="asked for"):
        workers.submit(killers.fail).result()
    assert workers.submit(killers.process).result() == process


@pytest.mark.parametrize(
    ("function", "arguments", "cause"),
    [
        (killers.loop, (), Cause.TIME),
        (killers.abort, (), Cause.MEMORY),
        (killers.hoard, (400 * MEBIBYTE,), Cause.MEMORY),
        (killers.crash, (), Cause.CRASH),
    ],
)
def test_a_lost_process_costs_its_own_task_only(
    workers: Workers, function: Callable[..., object], arguments: tuple[object, ...], cause: Cause
) -> None:
    before = workers.submit(killers.echo, "before")
    lost = workers.submit(function, *arguments)
    after = workers.submit(killers.echo, "after")
    with pytest.raises(WorkerLost) as told:
        lost.result()
    assert told.value.cause is cause
    assert (before.result(), after.result()) == (("rules", "before"), ("rules", "after"))


def test_memory_within_the_limit_is_had(workers: Workers) -> None:
    assert workers.submit(killers.hoard, 100 * MEBIBYTE).result() == 100 * MEBIBYTE


def test_waiting_for_a_busy_machine_is_no_use_of_time() -> None:
    with Workers(None, 1, LIMITS) as workers:
        workers.submit(killers.sleep, 1.5).result()


def test_a_process_that_waits_for_ever_is_stopped() -> None:
    with Workers(None, 1, LIMITS) as workers, pytest.raises(WorkerLost) as lost:
        workers.submit(killers.sleep, 60).result()
    assert lost.value.cause is Cause.TIME


def test_each_task_has_its_time_to_itself() -> None:
    with Workers(None, 1, Limits(seconds=0.5, memory=LIMITS.memory)) as workers:
        for _ in range(4):
            workers.submit(killers.sleep, 0.2).result()


def _interrupted() -> Iterator[int]:
    """The processes of a run that is interrupted while both are at work."""
    with Workers(None, 2, Limits(seconds=60, memory=LIMITS.memory)) as workers:
        yield from [workers.submit(killers.process).result() for _ in range(2)]
        for _ in range(4):
            workers.submit(killers.loop)
        time.sleep(0.2)
        raise KeyboardInterrupt


def test_leaving_in_haste_ends_the_processes_in_the_middle_of_a_task() -> None:
    begun = time.monotonic()
    processes: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        processes.extend(_interrupted())
    assert time.monotonic() - begun < 5
    assert all(resident_memory(each) == processor_time(each) == 0 for each in processes)
