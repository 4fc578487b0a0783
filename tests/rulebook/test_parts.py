from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.small_region import PERIOD, PLACES, small_rulebook, target

from engine.rulebook.loading import load_rulebook
from engine.rulebook.model import Control
from engine.rulebook.parts import PARTS, part_hashes
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Severity
from engine.vocabulary.places import Kind, Level, Place, Registry

CONTROL = Control(id="K01", level=Severity.ERROR, title="Не больше", rule="[306] <= [101]", message="", source="тест")


def known() -> Rulebook:
    return replace(small_rulebook(targets=(target("0.70"), target("0.60", "02"))), controls=(CONTROL,))


def differing(changed: Rulebook, district_id: str = "01") -> set[str]:
    before, now = (part_hashes(each, district_id, each.periods["2024"]) for each in (known(), changed))
    return {part for part in PARTS if before[part] != now[part]}


def with_places(*changed: Place) -> Rulebook:
    places = {each.id: each for each in (*PLACES, *changed)}
    return replace(known(), registry=Registry.of(places.values()))


def place(place_id: str, **changes: object) -> Place:
    return replace(next(each for each in PLACES if each.id == place_id), **changes)  # type: ignore[arg-type]  # as named


def with_period(**changes: object) -> Rulebook:
    return replace(known(), periods={"2024": PERIOD.model_copy(update=changes)})


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("period", lambda: with_period(due_schools=date(2025, 2, 1))),
        ("forms", lambda: replace(known(), forms={key: _retitled(form) for key, form in known().forms.items()})),
        ("indicators", lambda: replace(known(), indicators=known().indicators[:1])),
        ("targets", lambda: replace(known(), targets=(target("0.71"), target("0.60", "02")))),
        ("controls", lambda: replace(known(), controls=(CONTROL.model_copy(update={"tolerance": Decimal(1)}),))),
        ("thresholds", lambda: _with_thresholds(due_soon_days=10)),
        ("roadmaps", lambda: replace(known(), roadmaps={"plan": replace(known().roadmaps["plan"], activities=())})),
        ("registry", lambda: with_places(place("0102", closed_on=date(2024, 5, 1)))),
        ("registry", lambda: with_places(Place("0104", Level.SCHOOL, "01", "Новая", Kind.SCHOOL))),
    ],
)
def test_only_the_part_that_differs_has_another_hash(part: str, changed: Callable[[], Rulebook]) -> None:
    assert differing(changed()) == {part}


@pytest.mark.parametrize(
    "changed",
    [
        lambda: with_places(place("0201", closed_on=date(2024, 5, 1)), place("02", roadmaps=("plan",))),
        lambda: with_places(place("0101", name="Другое имя", email="a@example.org", contact="Петрова")),
        lambda: replace(known(), targets=(target("0.70"), target("0.65", "02"), target("0.90", year=2025))),
        lambda: replace(known(), targets=known().targets[::-1]),
        lambda: replace(known(), sha256="1" * 64),
        lambda: _with_thresholds(small_denominator=9, calendar_days=10),
        lambda: replace(
            known(),
            controls=(CONTROL, CONTROL.model_copy(update={"id": "K02", "valid_from": date(2025, 12, 31)})),
        ),
    ],
)
def test_what_does_not_concern_the_district_makes_no_difference(changed: Callable[[], Rulebook]) -> None:
    assert differing(changed()) == set()


def test_a_district_row_of_a_target_concerns_that_district_alone() -> None:
    changed = replace(known(), targets=(target("0.70"), target("0.65", "02")))
    assert (differing(changed, "02"), differing(changed, "01")) == ({"targets"}, set())


def test_the_same_pack_read_twice_has_the_same_parts(rulebook: Rulebook, rules_dir: Path) -> None:
    period = rulebook.periods["2024"]
    again = load_rulebook(rules_dir)
    for district in rulebook.registry.districts:
        assert part_hashes(rulebook, district.id, period) == part_hashes(again, district.id, period)


def test_districts_of_one_pack_differ_in_what_is_their_own_alone(rulebook: Rulebook) -> None:
    one, other = (part_hashes(rulebook, each, rulebook.periods["2024"]) for each in ("01", "05"))
    assert {part for part in PARTS if one[part] != other[part]} == {"targets", "roadmaps", "registry"}


def _retitled(form: object) -> object:
    return form.model_copy(update={"title": "Другая форма"})  # type: ignore[attr-defined]  # a form of the rules


def _with_thresholds(**changes: int) -> Rulebook:
    programme = known().programme
    thresholds = programme.thresholds.model_copy(update=changes)
    return replace(known(), programme=programme.model_copy(update={"thresholds": thresholds}))
