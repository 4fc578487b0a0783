from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.consolidations import PLACES, SECRETS, consolidated, sample_rulebook, school_submission
from support.document_text import EARLIER, sample_scope, with_earlier

from engine.report.documents.memo import head_of, memo_of
from engine.report.documents.tagged import values_of
from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Kind, Level, Place

HOSTILE = "МБОУ «Школа & <Ко>» {{ период }} {% if %}\t\n  № 1"


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401  texts, lists and rows of a document's values
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    else:
        yield value


def assert_readable(scope: Scope) -> None:
    values = values_of(memo_of(scope))
    for text in texts(values):
        assert isinstance(text, str)
        assert not re.search(r"\bNone\b|\bnan\b|NaT|<NA>|Fraction|Decimal", text), text
    for name in ("сбор_текст", "показатели_текст", "места_текст", "сравнение_текст", "карта_текст", "выводы"):
        for text in values[name]:
            assert "  " not in text, text
            assert " ." not in text, text
            assert " ," not in text, text
            assert text.endswith("."), text


@pytest.mark.parametrize("place_id", ["00", "01", "02"])
def test_sample_is_readable(rulebook: Rulebook, place_id: str) -> None:
    assert_readable(sample_scope(rulebook, place_id))


def test_head_names_who_it_is_from(rulebook: Rulebook) -> None:
    region, district = head_of(sample_scope(rulebook, "00")), head_of(sample_scope(rulebook, "01"))
    assert region.author == region.organisation
    assert district.author == district.territory == "Ручейский район"
    assert (region.reported, region.expected) == ("7", "8")
    assert [each.position for each in district.signers] == list(rulebook.programme.signatures.district)


@pytest.mark.parametrize("place_id", ["00", "01"])
def test_nobody_reported(rulebook: Rulebook, place_id: str) -> None:
    small = sample_rulebook(rulebook)
    scope = Scope(Index(consolidated(small, ()), small), small.registry[place_id])
    assert_readable(scope)
    memo = memo_of(scope)
    assert memo.conclusions[0].startswith("Отчётов в своде нет")
    assert {each.verdict for each in memo.standings if each.target != "не установлена"} == {"нет данных"}


def test_region_without_targets_and_roadmaps(rulebook: Rulebook) -> None:
    places = [replace(each, roadmaps=()) for each in PLACES]
    small = replace(sample_rulebook(rulebook, places), targets=())
    report = school_submission(small, small.periods["2024"], "0101", 100, 30)
    scope = Scope(Index(consolidated(small, (report,)), small), small.registry["00"])
    assert_readable(scope)
    memo = memo_of(scope)
    assert (memo.plan_by_district, memo.overdue, memo.upcoming, memo.upcoming_note) == ((), (), (), "")


def test_all_numbers_zero(rulebook: Rulebook) -> None:
    small = sample_rulebook(rulebook)
    reports = tuple(school_submission(small, small.periods["2024"], each, 0, 0) for each in ("0101", "0102", "0201"))
    for place_id in ("00", "01"):
        assert_readable(Scope(Index(consolidated(small, reports), small), small.registry[place_id]))


def test_region_of_one_district_with_one_school_of_a_hostile_name(rulebook: Rulebook) -> None:
    school = Place("0101", Level.SCHOOL, "01", HOSTILE, Kind.SCHOOL)
    small = sample_rulebook(rulebook, (*PLACES[:2], school))
    report = school_submission(small, small.periods["2024"], "0101", 10, 3)
    for place_id in ("00", "01"):
        assert_readable(Scope(Index(consolidated(small, (report,)), small), small.registry[place_id]))


@pytest.mark.parametrize(("place_id", "leaves"), [("00", False), ("02", True)])
def test_no_person_and_no_text_of_a_sender_is_in_what_leaves_the_district(
    rulebook: Rulebook, place_id: str, *, leaves: bool
) -> None:
    said = " ".join(texts(values_of(memo_of(replace(sample_scope(rulebook, place_id), leaves=leaves)))))
    assert not [secret for secret in SECRETS if secret in said]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(
    shares=st.dictionaries(
        st.sampled_from(["0101", "0102", "0201", "0202", "0203"]),
        st.tuples(st.integers(0, 30_000), st.integers(0, 30_000)),
    ),
    earlier=st.lists(st.sampled_from(EARLIER), unique_by=lambda each: each[:2]),
)
def test_any_numbers_give_readable_sentences(
    rulebook: Rulebook, shares: dict[str, tuple[int, int]], earlier: list[tuple[Any, ...]]
) -> None:
    small = sample_rulebook(rulebook)
    period = small.periods["2024"]
    reports = [school_submission(small, period, each, max(pair), min(pair)) for each, pair in shares.items()]
    made = with_earlier(consolidated(small, tuple(reports)), tuple(earlier))  # type: ignore[arg-type]  # rows of EARLIER
    for place_id in ("00", "01", "02"):
        assert_readable(Scope(Index(made, small), small.registry[place_id]))
