from __future__ import annotations

import pickle
import re

import pytest

from engine.pipeline import clustererrors
from engine.pipeline.clustererrors import ClusterError

FACTS = {"address": "tcp://server:8786", "host": "worker-7", "root": "/srv/svod"}


@pytest.mark.parametrize("problem", sorted(clustererrors._TEXTS))  # noqa: SLF001  each of them
def test_each_problem_says_what_is_wrong_and_what_to_do_in_both_languages(problem: str) -> None:
    error = ClusterError(problem, **FACTS)
    russian, english = error.text("ru"), error.text("en")
    assert re.search("[а-я]{4}", russian)
    assert not re.search("[а-я]", english)
    for text in (russian, english):
        assert "{" not in text
        assert len(re.findall(r"[.:!] [A-ZА-Яa-zа-я]", text)) >= 1  # more than one thing is said


def test_an_error_comes_from_a_worker_as_it_was_raised_there() -> None:
    error = ClusterError("no_workspace", host="worker-7", root="/srv/svod")
    back = pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes
    assert (back.problem, back.facts, str(back)) == (error.problem, error.facts, str(error))
