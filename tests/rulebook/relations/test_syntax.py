"""Walking over the parts of a relation."""

from __future__ import annotations

from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.relations.syntax import Cells, Computed, Number, Ref, parts, walk
from engine.vocabulary.fields import Address


def test_walks_every_reference_from_left_to_right() -> None:
    relation = parse_relation("not ([101] + 1 > [102] or [103] within 5 of prev([104])) <=> max([105], [106]) = 0")
    found = [node.line for node in walk(relation.condition) if isinstance(node, Ref)]
    assert found == ["101", "102", "103", "104", "105", "106"]


def test_bound_nodes_have_their_fields_as_parts() -> None:
    fields = Address("201"), Address("202")
    assert parts(Cells(fields)) == fields
    assert parts(Computed(Address("290"), Cells(fields))) == (Cells(fields),)
    assert parts(Number(1)) == ()  # type: ignore[arg-type]  # the value plays no part
