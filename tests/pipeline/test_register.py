from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.forms import consistent, written
from support.random_folders import fill

from engine.consolidation.selection import choose
from engine.intake.incoming import read_incoming
from engine.pipeline.register import RegisterBrokenError, require_one_row_each
from engine.rulebook.rulebook import Rulebook
from engine.template.content import school_content
from engine.vocabulary.files import FileReading, FileStatus, RegisterRow

_READINGS = [FileReading(path, 1, "0", "xlsx") for path in ("a.xlsx", "b.zip", "b.zip/c.xlsx")]
_REGISTER = [RegisterRow(each.path, 1, "0", "xlsx", FileStatus.ACCEPTED) for each in _READINGS]


def test_one_row_for_each_file_in_whatever_order_is_right() -> None:
    require_one_row_each(_READINGS, reversed(_REGISTER))
    require_one_row_each([], [])


@pytest.mark.parametrize(
    ("register", "told"),
    [
        (_REGISTER[:2], "b.zip/c.xlsx"),
        ([*_REGISTER, replace(_REGISTER[0], path="d.xlsx")], "d.xlsx"),
        ([*_REGISTER, replace(_REGISTER[0], status=FileStatus.REJECTED)], "a.xlsx"),
        ([replace(_REGISTER[0], status=None), *_REGISTER[1:]], "status"),  # type: ignore[arg-type]  a broken row
    ],
    ids=["lost", "made up", "two statuses", "none"],
)
def test_any_other_register_is_a_fault_of_the_program(register: list[RegisterRow], told: str) -> None:
    with pytest.raises(RegisterBrokenError, match=told):
        require_one_row_each(_READINGS, register)


def test_file_found_twice_is_a_fault_of_the_program() -> None:
    with pytest.raises(RegisterBrokenError, match=r"a\.xlsx"):
        require_one_row_each([*_READINGS, _READINGS[0]], _REGISTER)


@settings(max_examples=15)
@given(chance=st.randoms(use_true_random=False))
def test_register_has_as_many_rows_as_the_folder_has_files(planless: Rulebook, chance: random.Random) -> None:
    period = planless.periods["2024"]
    form = written(consistent(school_content(planless, period, "0501")))
    with TemporaryDirectory() as name:
        rows = fill(Path(name), chance, (form,))
        readings = read_incoming(Path(name), planless)
    register = choose(readings, (), planless, period, period.as_of).register
    require_one_row_each(readings, register)
    assert len(register) == rows
