from __future__ import annotations

from dataclasses import replace

from engine.template.calculation import asked_formula, computed_formula
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.lists import lists_of
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind


def total(content: FormContent, column: str) -> tuple[str, int | str]:
    field = content.form.by_address[Address("290", column)]
    return computed_formula(field, content, layout_of(content))


def test_a_total_of_a_blank_form_is_blank_and_no_zero(school: FormContent) -> None:
    assert total(school, "1")[1] == ""


def test_a_total_carries_the_sum_of_what_is_filled_in(school: FormContent) -> None:
    answered = replace(school, values={Address("201"): 3, Address("208"): 4, Address("291"): 100})

    assert total(answered, "1")[1] == 7
    assert total(answered, "2")[1] == ""


def test_a_total_adds_the_cells_of_its_lines(school: FormContent) -> None:
    formula, _ = total(school, "2")

    layout = layout_of(school)
    assert all(layout.reference(Address(f"20{line}", "2")) in formula for line in range(1, 9))
    assert layout.reference(Address("291", "2")) not in formula


def test_kinds_are_looked_up_beside_the_picked_name(universal: FormContent) -> None:
    lists = lists_of(universal)
    formula = asked_formula([Kind.VOCATIONAL, Kind.SCHOOL], "C14", lists)

    assert "|school|vocational|" in formula
    assert lists.range_of("kind") in formula
