from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.template.checks.fieldstates import Content, content_of, field_states
from engine.template.content import FormContent
from engine.vocabulary.fields import Address, Value


def test_a_wholly_blank_line_of_section_2_is_zeros_and_not_asked_for(school: FormContent) -> None:
    state = field_states(school).by_address[Address("201", "3")]

    assert (state.amount, state.required, state.is_open) == (0, False, False)


def test_a_line_partly_filled_must_be_filled(school: FormContent) -> None:
    found = field_states(replace(school, values={Address("201", "1"): 4})).by_address

    assert found[Address("201", "1")].amount == 4
    assert found[Address("201", "3")].amount is None
    assert found[Address("201", "3")].is_open


def test_a_blank_elsewhere_is_missing_and_no_zero(school: FormContent) -> None:
    state = field_states(school).by_address[Address("301")]

    assert state.amount is None
    assert state.is_open


def test_no_mentoring_makes_sections_2_to_5_zeros(school: FormContent) -> None:
    found = field_states(replace(school, values={Address("013"): "да"})).by_address

    assert all(found[Address(line)].amount == 0 for line in ("301", "401", "501"))
    assert found[Address("291", "2")].amount == 0
    assert not found[Address("301")].required
    assert found[Address("101")].amount is None


def test_what_another_kind_of_organisation_fills_is_not_asked(kindergarten: FormContent) -> None:
    found = field_states(kindergarten).by_address

    assert not found[Address("102")].asked
    assert not found[Address("102")].required
    assert found[Address("101")].required


def test_each_roadmap_line_needs_its_status_only(school: FormContent) -> None:
    found = field_states(school).by_address

    assert found[Address("7001", "1")].required
    assert not found[Address("7001", "2")].required


@pytest.mark.parametrize(
    ("address", "value", "expected"),
    [
        ("101", 5, Content.GOOD),
        ("101", -1, Content.WRONG),
        ("101", 1_000_000, Content.WRONG),
        ("101", "12 чел.", Content.WRONG),
        ("101", None, Content.BLANK),
        ("601", "да", Content.GOOD),
        ("601", "ага", Content.WRONG),
        ("011", date(2025, 1, 15), Content.GOOD),
        ("011", "15 января", Content.WRONG),
        ("012", "уточнённый № 7", Content.GOOD),
        ("602.2", "приказ", Content.GOOD),
    ],
)
def test_cells_are_judged_by_what_they_accept(
    school: FormContent, address: str, value: Value, expected: Content
) -> None:
    field = next(field for field in school.fields if field.address == Address.parse(address))

    assert content_of(field, value) is expected
