from __future__ import annotations

from dataclasses import fields, replace

import pandas as pd
import pytest
from support.consolidations import PLACES, consolidated, sample, sample_rulebook

from engine.consolidation.districts import NOBODY
from engine.consolidation.result import Consolidation
from engine.consolidation.slices import Slices
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileStatus, RegisterRow
from engine.vocabulary.findings import Finding, Severity

_ROWS = ("submissions", "register", "findings", "transmittals")


@pytest.fixture
def small(rulebook: Rulebook) -> Rulebook:
    return sample_rulebook(rulebook)


@pytest.fixture
def whole(small: Rulebook) -> Consolidation:
    """The sample with files of nobody known, and a finding whose place only its file tells."""
    made = sample(small)
    strange = RegisterRow("странный.xlsx", 1, "f" * 64, "xlsx", FileStatus.REJECTED, ("I01",))
    known = RegisterRow("район.xlsx", 1, "e" * 64, "xlsx", FileStatus.REJECTED, ("I01",), None, "02")
    findings = tuple(Finding("I01", Severity.ERROR, path) for path in ("странный.xlsx", "район.xlsx"))
    return replace(made, register=(*made.register, strange, known), findings=(*made.findings, *findings))


def frames(made: Consolidation) -> dict[str, pd.DataFrame]:
    every = ((each.name, getattr(made, each.name)) for each in fields(made))
    return {name: value for name, value in every if isinstance(value, pd.DataFrame)}


def test_every_row_stands_in_exactly_one_slice(whole: Consolidation, small: Rulebook) -> None:
    slices = Slices(whole, small)
    parts = [slices.of(each) for each in ("01", "02", NOBODY)]
    for name, frame in frames(whole).items():
        joined = pd.concat([frames(each)[name] for each in parts]).sort_index()
        pd.testing.assert_frame_equal(joined, frame)
    for name in _ROWS:
        rows = [row for each in parts for row in getattr(each, name)]
        assert sorted(map(repr, rows)) == sorted(map(repr, getattr(whole, name)))


def test_a_slice_holds_its_districts_places_only(whole: Consolidation, small: Rulebook) -> None:
    own = Slices(whole, small).of("02")
    places = {each.id for each in PLACES if each.id.startswith("02")}
    for name, frame in frames(own).items():
        assert set(frame["place_id"].dropna()) <= places, name
    assert {each.place_id for each in own.submissions} == places - {"02", "0203"}
    assert len(own.totals) > 0
    assert own.findings[-1].path == "район.xlsx"


def test_what_belongs_to_nobody_is_the_only_districts(rulebook: Rulebook) -> None:
    alone = sample_rulebook(rulebook, [each for each in PLACES if not each.id.startswith("02")])
    whole = consolidated(alone, ())
    assert Slices(whole, alone).of("01") is whole


def test_slicing_changes_nothing(whole: Consolidation, small: Rulebook) -> None:
    before = {name: frame.copy() for name, frame in frames(whole).items()}
    Slices(whole, small).of("01")
    for name, frame in frames(whole).items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_a_district_of_which_nothing_is_known_has_an_empty_slice(small: Rulebook) -> None:
    nothing = Slices(consolidated(small, ()), small).of("99")
    assert all(frame.empty for frame in frames(nothing).values())
    assert not any(getattr(nothing, name) for name in _ROWS)
