from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.filled_forms import submission

from engine.rulebook.controlnumber import BASE, MODULUS, control_number, control_number_of, shown, weighed_fields
from engine.rulebook.forms import Form, count_limits
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, FieldValue, Source, Value
from engine.vocabulary.places import Kind

LONGEST_FORM = 300  # fields


@pytest.fixture(scope="session")
def school(rulebook: Rulebook) -> Form:
    return rulebook.forms["school", "2024-1"]


def typed(form: Form, seed: int) -> dict[Address, Value]:
    """Any fill: every third cell blank, the others somewhere inside their limits."""
    return {
        field.address: (seed * 7919 + at * 104_729) % (count_limits(field)[1] + 1)
        for at, field in enumerate(form.counts)
        if (seed + at) % 3
    }


@given(seed=st.integers(0, 10**6), at=st.integers(0, 10**6), value=st.none() | st.integers(0, 20_000))
def test_another_number_in_any_one_cell_gives_another_control_number(
    school: Form, seed: int, at: int, value: int | None
) -> None:
    before = typed(school, seed)
    field = school.counts[at % len(school.counts)]
    assume(before.get(field.address) != value and (value is None or value <= count_limits(field)[1]))

    after = {**before, field.address: value}

    assert control_number(school, None, after) != control_number(school, None, before)


@given(seed=st.integers(0, 10**6), pair=st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), by=st.integers(1, 138))
def test_moving_people_from_one_line_to_another_changes_it(
    school: Form, seed: int, pair: tuple[int, int], by: int
) -> None:
    one, other = (school.counts[each % len(school.counts)].address for each in pair)
    assume(one != other)
    before = {**typed(school, seed), one: 150, other: 150}

    after = {**before, one: 150 - by, other: 150 + by}

    assert control_number(school, None, after) != control_number(school, None, before)


def test_changes_of_two_cells_cancel_only_where_one_of_them_is_large() -> None:
    ratio = 1
    for _ in range(LONGEST_FORM):
        ratio = ratio * BASE % MODULUS
        for change in range(1, 139):
            answer = change * ratio % MODULUS
            assert min(answer, MODULUS - answer) >= 139


def test_a_blank_cell_is_no_zero(school: Form) -> None:
    assert control_number(school, None, {Address("301"): 0}) != control_number(school, None, {})


def test_yes_to_no_mentoring_changes_it_as_the_zeros_it_stands_for_would(school: Form) -> None:
    numbers = {control_number(school, None, {Address("013"): answer}) for answer in (None, "нет", "да")}

    assert len(numbers) == 2


def test_it_covers_the_counts_that_a_curator_fills_and_no_texts(school: Form) -> None:
    covered = weighed_fields(school)

    assert list(covered) == [Address("013"), *(field.address for field in school.counts)]
    assert len(set(covered.values())) == len(covered)
    other = {Address("006"): "Петрова", Address("290", "1"): 7, Address("601"): "да"}
    assert control_number(school, None, other) == control_number(school, None, {})


def test_what_is_outside_the_limits_or_is_no_number_counts_as_missing(school: Form) -> None:
    nothing = control_number(school, None, {})

    for value in (-1, 20_001, "сорок", 12.5):
        assert control_number(school, None, {Address("301"): value}) == nothing


def test_what_the_kind_is_not_asked_for_is_left_out(school: Form) -> None:
    extra = {Address("302"): 5}

    assert control_number(school, Kind.KINDERGARTEN, extra) == control_number(school, Kind.KINDERGARTEN, {})
    assert control_number(school, Kind.SCHOOL, extra) != control_number(school, Kind.SCHOOL, {})


def test_a_form_without_counts_has_none(rulebook: Rulebook) -> None:
    assert control_number(rulebook.forms["district", "2024-1"], None, {}) is None


def test_six_digits_are_shown_in_two_groups() -> None:
    assert shown(42) == "000-042"
    assert shown(MODULUS - 1) == "999-982"


def test_a_submission_has_the_number_of_what_was_typed_in_it(rulebook: Rulebook, school: Form) -> None:
    given_in = submission(rulebook)
    counts = {each.address: each.value for each in given_in.values if each.source is Source.TYPED}

    assert control_number_of(given_in, rulebook) == control_number(school, Kind.SCHOOL, counts)
    assert Source.IMPLIED in {each.source for each in given_in.values}


@pytest.mark.parametrize("raw", ["{} чел.", "{}", " {}"])
def test_a_number_that_stands_as_text_counts_as_the_form_counted_it(rulebook: Rulebook, raw: str) -> None:
    given_in = submission(rulebook)
    as_text = tuple(
        replace(each, raw=raw.format(each.raw), as_text=True) if each.address == Address("301") else each
        for each in given_in.values
    )

    assert control_number_of(replace(given_in, values=as_text), rulebook) == control_number_of(
        submission(rulebook, {"301": None}), rulebook
    )


@pytest.mark.parametrize(
    ("raw", "counts"), [("да", True), ("Да", True), (" ДА ", True), ("да.", False), ("есть", False)]
)
def test_yes_counts_as_formulas_compare_it(rulebook: Rulebook, raw: str, counts: bool) -> None:  # noqa: FBT001  a table
    without = submission(rulebook, {"013": None})
    said = FieldValue("013", "1", "да", raw, "Титул", "C13", as_text=True)
    given_in = replace(without, values=(*without.values, said))

    assert (control_number_of(given_in, rulebook) != control_number_of(without, rulebook)) == counts


def test_a_form_that_the_rules_do_not_know_has_none(rulebook: Rulebook) -> None:
    assert control_number_of(replace(submission(rulebook), form_version="1999-1"), rulebook) is None
