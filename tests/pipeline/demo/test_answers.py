from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.pipeline.demo.answers import district_answers, school_answers
from engine.pipeline.demo.story import Mess, reports
from engine.rulebook.rulebook import Rulebook
from engine.template.content import district_content, school_content, universal_content
from engine.vocabulary.fields import Address, FieldType, Value
from engine.vocabulary.places import Kind

FILLED_ON = date(2025, 1, 14)
PERSONAL = tuple(Address(line) for line in ("006", "007", "008", "009", "010"))


def answers_of(rulebook: Rulebook, place_id: str, mess: Mess | None = None, **rest: float) -> dict[Address, Value]:
    content = school_content(rulebook, rulebook.periods["2024"], place_id)
    return school_answers(content, rulebook.registry[place_id], FILLED_ON, mess, **rest)


def test_every_organisation_answers_every_field_that_it_must_fill(rulebook: Rulebook) -> None:
    for place in filter(reports, rulebook.registry.schools()):
        content = school_content(rulebook, rulebook.periods["2024"], place.id)
        answers = school_answers(content, place, FILLED_ON)
        must = [each for each in content.fields if each.required and content.is_input(each) and each.blank != "zero"]
        assert [str(each.address) for each in must if each.address not in answers] == []
        assert answers.keys() <= {each.address for each in content.fields if content.is_input(each)}


def test_answers_are_of_the_type_that_the_field_asks_for(rulebook: Rulebook) -> None:
    content = school_content(rulebook, rulebook.periods["2024"], "0501")
    types = {
        FieldType.COUNT: int,
        FieldType.DATE: date,
        FieldType.YES_NO: str,
        FieldType.CHOICE: str,
        FieldType.TEXT: str,
        FieldType.LINK: str,
    }
    asked = {each.address: each for each in content.fields}

    for address, value in answers_of(rulebook, "0501").items():
        assert type(value) is types[asked[address].type], address
        assert not asked[address].choices or value in asked[address].choices


def test_a_kindergarten_is_not_asked_about_pupils(rulebook: Rulebook) -> None:
    assert rulebook.registry["0115"].kind is Kind.KINDERGARTEN
    assert not {Address("102"), Address("306"), Address("201", "1")} & answers_of(rulebook, "0115").keys()


def test_without_mentoring_only_the_roll_and_the_documents_are_filled_in(rulebook: Rulebook) -> None:
    answers = answers_of(rulebook, "0412", Mess.NO_MENTORING)

    assert answers[Address("013")] == "да"
    assert {address.line[0] for address, value in answers.items() if isinstance(value, int)} == {"1"}


def test_the_first_version_forgets_children(rulebook: Rulebook) -> None:
    full, first = answers_of(rulebook, "0305"), answers_of(rulebook, "0305", forgotten=0.08)

    assert first[Address("306")] < full[Address("306")]  # type: ignore[operator]  # both are counts
    assert first[Address("101")] == full[Address("101")]


def test_in_a_universal_blank_the_name_is_picked(rulebook: Rulebook) -> None:
    place = rulebook.registry["0408"]
    content = universal_content(rulebook, rulebook.periods["2024"], "04")

    assert school_answers(content, place, FILLED_ON)[Address("002")] == place.name


@pytest.mark.parametrize(
    ("place_id", "code", "status"), [("0511", "7002", "не начато"), ("0510", "7002", "срок перенесён")]
)
def test_the_roadmap_tells_what_the_story_says(rulebook: Rulebook, place_id: str, code: str, status: str) -> None:
    answers = answers_of(rulebook, place_id)

    assert answers[Address(code, "1")] == status
    assert Address(code, "2") not in answers


def test_what_was_done_was_done_before_its_deadline(rulebook: Rulebook) -> None:
    answers = answers_of(rulebook, "0501")

    assert answers[Address("7001", "1")] == "выполнено"
    assert date(2020, 9, 1) < answers[Address("7001", "2")] <= date(2020, 10, 31)  # type: ignore[operator]  # a date


def test_target_rows_are_left_to_coverage(rulebook: Rulebook) -> None:
    content = school_content(rulebook, rulebook.periods["2024"], "0501")
    targets = {line.line for line, owed in content.roadmap_lines if owed.activity.target is not None}

    assert targets
    assert not targets & {address.line for address in answers_of(rulebook, "0501")}


def test_an_activity_without_a_deadline_is_in_work(rulebook: Rulebook) -> None:
    content = school_content(rulebook, rulebook.periods["2024"], "0501")
    undated = tuple(replace(each, occurrence=replace(each.occurrence, due_on=None)) for each in content.owed)
    answers = school_answers(replace(content, owed=undated), rulebook.registry["0501"], FILLED_ON)

    assert answers[Address("7001", "1")] == "в работе"


def test_the_district_answers_for_its_own_activities(rulebook: Rulebook) -> None:
    content = district_content(rulebook, rulebook.periods["2024"], "05")
    answers = district_answers(content, rulebook.registry["05"], FILLED_ON)

    assert answers[Address("7001", "1")] == "выполнено"
    assert answers.keys() <= {each.address for each in content.fields if content.is_input(each)}


def test_persons_and_addresses_are_clearly_invented(rulebook: Rulebook) -> None:
    for place in filter(reports, rulebook.registry.schools()):
        content = school_content(rulebook, rulebook.periods["2024"], place.id)
        answers = school_answers(content, place, FILLED_ON)
        assert all(address in answers for address in PERSONAL)
        assert str(answers[Address("008")]).startswith("8 (000) 000-")
        assert str(answers[Address("009")]).endswith("@example.org")
        assert all("https://example.org/" in str(value) for value in answers.values() if "http" in str(value))
