"""A region consolidated district by district is the region consolidated at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pandas as pd
import pytest
from support.changes import closed_data_of
from support.consolidations import require_equal
from support.small_region import AS_OF, PERIOD, decision, error, reading, school, small_rulebook, submission
from support.transmittals import sent_file, sent_up

from engine.consolidation.districts import NOBODY, by_district, known_districts
from engine.consolidation.joined import joined
from engine.consolidation.part import consolidate_part
from engine.consolidation.result import Consolidation
from engine.consolidation.run import consolidate
from engine.consolidation.slices import Slices
from engine.rulebook.model import HistoryRow
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading

PLAIN = small_rulebook()
RULES = replace(
    PLAIN,
    decisions=(
        decision("0101", "accept"),
        decision("0103", "exempt"),
        decision("0201", "signed_copy"),
        decision("02", "extend", until=date(2025, 2, 1)),
    ),
    history=tuple(
        HistoryRow(
            as_of=date(2023, 12, 31),
            place_id=place_id,
            indicator="involved",
            numerator=3,
            denominator=9,
            source="отчёт",
        )
        for place_id in ("0101", "01", "02")
    ),
)
SENT = sent_up(consolidate([reading(school("0201", 70, 50))], [], PLAIN, PERIOD, AS_OF), PLAIN, "02")
STRANGE = FileReading("незнакомая.xlsx", 7, "9" * 64, "xlsx", usable=False)
MAIL = (
    reading(school("0101", 100, 70)),
    reading(school("0102", 30, 3)),
    reading(school("0101", 90, 60, path="старая/0101.xlsx", sha256="1" * 64)),
    reading(submission("0103", {"203.1": 5, "203.2": 6})),
    reading(school("0201", 50, 10)),
    reading(submission("02", {})),
    sent_file(SENT),
    STRANGE,
    FileReading("ничья.xlsx", 7, "8" * 64, "xlsx", place_id="77", period_id=PERIOD.id, form="school"),
)
FINDINGS = (error("0102.xlsx"), error(MAIL[0].path, "K07"), error(MAIL[4].path, "K07"))


def at_once(readings: list[FileReading], rules: Rulebook) -> Consolidation:
    """What the whole region gives as one part, with the region's rows."""
    return joined([consolidate_part(readings, FINDINGS, rules, PERIOD, AS_OF)], rules, PERIOD, AS_OF)


@pytest.mark.parametrize("seed", range(12))
def test_districts_joined_are_the_whole_region(seed: int) -> None:
    chance = Random(seed)  # noqa: S311  a test has to be repeatable
    mail = chance.sample(MAIL, chance.randint(0, len(MAIL)))
    made = consolidate(mail, FINDINGS, RULES, PERIOD, AS_OF)
    require_equal(made, at_once(mail, RULES))
    assert {each.path for each in made.register} == {each.path for each in mail}
    assert "00" in set(made.coverage["place_id"])


@pytest.mark.parametrize("seed", range(12))
def test_a_districts_part_is_its_slice_of_the_whole(seed: int) -> None:
    chance = Random(seed)  # noqa: S311  a test has to be repeatable
    before, now = (chance.sample(MAIL, chance.randint(3, len(MAIL))) for _ in "bn")
    closed = closed_data_of(consolidate(before, FINDINGS, RULES, PERIOD, AS_OF))
    whole = consolidate(now, FINDINGS, RULES, PERIOD, AS_OF, closed)
    everything = consolidate_part(now, FINDINGS, RULES, PERIOD, AS_OF, closed)
    pd.testing.assert_frame_equal(whole.changes, everything.consolidation.changes)
    found = by_district(now, RULES.registry)
    slices = Slices(whole, RULES)
    for district_id in ("01", "02"):
        part = consolidate_part(found.get(district_id, ()), FINDINGS, RULES.within(district_id), PERIOD, AS_OF)
        own = slices.of(district_id)
        require_equal(part.consolidation, replace(own, closed=None, changes=part.consolidation.changes))


def test_a_file_that_went_from_one_district_to_another_is_neither_gone_nor_new() -> None:
    """The register of places changed in between: the closed version knew the school in the other district."""
    moved = reading(school("0201", 50, 10))
    closed = closed_data_of(consolidate([replace_place(moved, "0102")], [], PLAIN, PERIOD, AS_OF))
    made = consolidate([moved], [], PLAIN, PERIOD, AS_OF, closed)
    assert not {"arrived", "gone"} & set(made.changes["change"])


def test_a_file_that_another_districts_has_replaced_is_told_by_that_one() -> None:
    closed = closed_data_of(consolidate([reading(school("0102", 1, 1, path="a.xlsx"))], [], PLAIN, PERIOD, AS_OF))
    new = reading(school("0201", 50, 10, path="a.xlsx", sha256="7" * 64))
    changes = consolidate([new], [], PLAIN, PERIOD, AS_OF, closed).changes
    told = changes[changes["change"].isin(["arrived", "gone"])]
    assert told[["place_id", "change", "path"]].to_numpy().tolist() == [["0201", "arrived", "a.xlsx"]]


def test_of_no_district_nobody_is_listed() -> None:
    nobody = PLAIN.within(NOBODY)
    assert (nobody.registry.districts, nobody.registry.schools()) == ((), ())
    assert nobody.registry["0101"].name == PLAIN.registry["0101"].name
    assert known_districts(PLAIN.registry) == (NOBODY, "01", "02")


def replace_place(each: FileReading, place_id: str) -> FileReading:
    """The same file as an earlier register of places understood it."""
    assert each.submission is not None
    return replace(each, place_id=place_id, submission=replace(each.submission, place_id=place_id))
