from __future__ import annotations

from dataclasses import replace

import pytest

from engine.rulebook.forms import LARGEST_COUNT, AddsUp, Form, count_limits, field_of, lines_of
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, FieldType
from engine.vocabulary.places import Kind


@pytest.fixture(scope="module")
def school(rulebook: Rulebook) -> Form:
    return rulebook.forms["school", "2024-1"]


def test_fields_stand_in_printed_order_each_once(school: Form) -> None:
    addresses = [field.address for field in school.fields]
    assert len(addresses) == len(set(addresses))
    assert addresses[:2] == [Address("001"), Address("002")]
    assert set(school.by_address) == set(addresses)


def test_line_with_few_columns_has_no_others(school: Form) -> None:
    assert [field.address.column for field in school.fields if field.address.line == "291"] == ["1", "2"]


def test_computed_line_is_no_count_to_fill(school: Form) -> None:
    assert Address("290", "1") in school.by_address
    assert all(field.address.line != "290" for field in school.counts)
    assert not school.by_address[Address("290", "1")].required


def test_a_count_takes_what_its_line_allows_and_a_line_without_a_limit_a_million_less_one(school: Form) -> None:
    field = school.by_address[Address("302")]

    assert count_limits(field) == (0, 20_000)
    assert count_limits(replace(field, maximum=None)) == (0, LARGEST_COUNT)
    assert count_limits(replace(field, minimum=1)) == (1, 20_000)


def test_only_numbers_add_up(school: Form) -> None:
    for field in school.fields:
        assert (field.adds_up is AddsUp.NO) == (field.type is not FieldType.COUNT), field.address


def test_lines_that_may_count_a_person_twice_say_so(school: Form) -> None:
    repeating = {field.address.line for field in school.fields if field.adds_up is AddsUp.MAY_REPEAT}
    assert repeating == {"291", "308", "309", "401", "402"}


def test_field_is_asked_of_the_kinds_of_its_line(school: Form) -> None:
    field = school.by_address[Address("302")]
    assert field.asked_of(Kind.SCHOOL)
    assert not field.asked_of(Kind.KINDERGARTEN)
    assert field.asked_of(None)


def test_line_overrides_its_column(school: Form) -> None:
    section = school.section("title")
    line = next(line for line in section.lines if line.line == "011")
    assert field_of(section, line, section.columns[0]).type is FieldType.DATE


def test_free_section_has_a_line_for_every_code(school: Form) -> None:
    lines = lines_of(school.section("practices"))
    assert [line.line for line in lines] == [str(code) for code in range(801, 816)]
    assert lines[0].label == "1"


def test_line_310_never_leaves_the_district(school: Form) -> None:
    assert [field.address.line for field in school.fields if field.local] == ["310"]


def test_unknown_section_is_a_key_error(school: Form) -> None:
    with pytest.raises(KeyError):
        school.section("99")


def test_both_forms_have_a_roadmap_section(rulebook: Rulebook) -> None:
    sections = [form.roadmap_section for form in rulebook.forms.values()]
    assert [section is not None and section.first_line for section in sections] == ["7001", "7001"]
