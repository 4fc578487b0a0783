from __future__ import annotations

import os

import pytest

from engine.pipeline.crew import crew


def told(given: str, *arguments: object) -> tuple[str, tuple[object, ...], int]:
    return given, arguments, os.getpid()


def failing(given: str) -> None:
    raise KeyError(given)


def test_one_job_is_done_here() -> None:
    with crew("given", 1) as hands:
        assert hands.submit(told, 1, "a").result() == ("given", (1, "a"), os.getpid())


def test_more_jobs_are_done_elsewhere_with_the_same_result() -> None:
    with crew("given", 2) as hands:
        results = [each.result() for each in [hands.submit(told, number) for number in range(6)]]
    assert [(given, arguments) for given, arguments, _ in results] == [("given", (number,)) for number in range(6)]
    assert os.getpid() not in {process for _, _, process in results}


@pytest.mark.parametrize("jobs", [1, 2])
def test_who_asks_for_the_result_meets_the_fault(jobs: int) -> None:
    with crew("given", jobs) as hands:
        asked = hands.submit(failing)
        with pytest.raises(KeyError, match="given"):
            asked.result()
