"""Binding relations to the school form."""

from __future__ import annotations

import pytest

from engine.rulebook.forms import Form
from engine.rulebook.relations.errors import RelationError
from engine.rulebook.relations.expansion import (
    Instance,
    addresses,
    computed_expression,
    expand,
    previous_addresses,
)
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.relations.syntax import Call, Cells, Comparison, Computed, Implies
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address


@pytest.fixture(scope="module")
def form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


def expanded(text: str, form: Form) -> tuple[Instance, ...]:
    return expand(parse_relation(text), form)


def test_a_code_without_column_means_column_one(form: Form) -> None:
    assert expanded("[302] <= [102]", form) == (Instance(Comparison("<=", Address("302"), Address("102"))),)


def test_each_link_of_a_chain_is_an_instance(form: Form) -> None:
    links = expanded("[103] <= [102] <= [101]", form)
    assert [addresses(link) for link in links] == [(Address("103"), Address("102")), (Address("102"), Address("101"))]


def test_a_conclusion_of_several_conditions_is_an_instance_each(form: Form) -> None:
    instances = expanded("[402] > 0 => [309] > 0 and [401] > 0", form)
    assert all(isinstance(instance.condition, Implies) for instance in instances)
    assert [addresses(instance) for instance in instances] == [
        (Address("402"), Address("309")),
        (Address("402"), Address("401")),
    ]


def test_a_for_runs_over_the_lines_that_the_form_has(form: Form) -> None:
    instances = expanded("for 207..208, 291: [.1] <= [.2]", form)
    assert [instance.line for instance in instances] == ["207", "208", "291"]
    assert addresses(instances[0]) == (Address("207", "1"), Address("207", "2"))


def test_a_for_leaves_computed_lines_out(form: Form) -> None:
    assert [instance.line for instance in expanded("for 208..291: [.1] >= 0", form)] == ["208", "291"]


def test_a_span_is_every_field_between_its_ends_without_computed_ones(form: Form) -> None:
    (instance,) = expanded("sum([208.1]..[291.2]) >= 0", form)
    assert addresses(instance) == tuple(Address.parse(code) for code in ("208.1", "208.2", "291.1", "291.2"))


def test_a_computed_line_is_replaced_by_what_it_is_computed_from(form: Form) -> None:
    (instance,) = expanded("[291.2] <= [290.2]", form)
    cells = tuple(Address(str(line), "2") for line in range(201, 209))
    expected = Computed(Address("290", "2"), Call("sum", (Cells(cells),)))
    assert instance.condition == Comparison("<=", Address("291", "2"), expected)
    assert addresses(instance) == (Address("291", "2"), *cells)
    assert computed_expression(form, Address("290", "2")) == expected.expression


def test_fields_of_the_last_period_are_told_apart(form: Form) -> None:
    (instance,) = expanded("[101] within 30 % of prev([102] + [103])", form)
    assert addresses(instance) == (Address("101"),)
    assert previous_addresses(instance) == (Address("102"), Address("103"))


@pytest.mark.parametrize(
    ("text", "problem", "found", "nearest"),
    [
        ("[399] > 0", "unknown", "[399.1]", "309.1"),
        ("[201.8] > 0", "unknown", "[201.8]", "201.1"),
        ("for 201..209: [.1] > 0", "unknown_line", "209", "201"),
        ("for 301: [.2] > 0", "unknown", "[301.2]", "301.1"),
        ("[006] > 0", "text_field", "[006.1]", None),
        ("sum([208.1]..[201.1]) > 0", "backwards", "[208.1]..[201.1]", None),
        ("sum([290.1]..[290.1]) > 0", "empty", "[290.1]..[290.1]", None),
        ("1 < 2", "no_fields", "", None),
        ("prev([101]) > 2", "no_fields", "", None),
    ],
)
def test_what_does_not_fit_the_form_is_an_error(
    form: Form, text: str, problem: str, found: str, nearest: str | None
) -> None:
    with pytest.raises(RelationError) as caught:
        expanded(text, form)
    assert (caught.value.problem, caught.value.found) == (problem, found)
    assert caught.value.nearest == nearest


def test_a_field_that_is_not_computed_has_no_expression(form: Form) -> None:
    with pytest.raises(KeyError):
        computed_expression(form, Address("201"))


def test_a_line_computed_from_itself_is_an_error(form: Form) -> None:
    section = form.section("2")
    lines = tuple(
        line.model_copy(update={"computed": "[290] + [201]"}) if line.line == "290" else line for line in section.lines
    )
    circular = Form.model_validate(
        form.model_dump() | {"sections": [section.model_copy(update={"lines": lines}).model_dump()]}
    )
    with pytest.raises(RelationError, match="290"):
        computed_expression(circular, Address("290"))
