from __future__ import annotations

import pytest
from support.rules import Rules

from engine.rulebook.checks.ids import known_items, known_places, meant_ids, unsafe
from engine.rulebook.csvfiles import Row, Table
from engine.rulebook.pack import read_pack
from engine.rulebook.yamlfiles import Document


def _registry(*rows: tuple[str, str, str]) -> Table[object]:
    columns = ("id", "level", "parent_id")
    return Table("rules/registry.csv", columns, tuple(Row(2, dict(zip(columns, row, strict=True))) for row in rows))


@pytest.mark.parametrize("name", ["00", "0101", "2022-2023", "2024.1", "aksaysky", "школа_1"])
def test_plain_ids_are_safe_in_file_names(name: str) -> None:
    assert not unsafe(name)


@pytest.mark.parametrize("name", ["", "a/b", "..", "a.", "CON", "nul.txt", "lpt1", "a b", "=1+1", "-1", "a:b", "a\n"])
def test_ids_that_break_file_names_or_cells_are_unsafe(name: str) -> None:
    assert unsafe(name)


@pytest.mark.parametrize(
    ("rows", "meant"),
    [
        ([("00", "region", ""), ("01", "district", "00"), ("0101", "school", "01")], ("00", "01", "0101")),
        ([("0", "region", ""), ("1", "district", "0"), ("101", "school", "1")], ("00", "01", "0101")),
        ([("01", "district", "00"), ("0101", "school", "01"), ("102", "school", "01")], ("01", "0101", "0102")),
        ([("9", "district", "00"), ("10", "district", "00"), ("1001", "school", "10")], ("09", "10", "1001")),
        ([("a", "district", "r"), ("a1", "school", "a")], ("a", "a1")),
    ],
)
def test_zeros_that_excel_dropped_are_noticed(rows: list[tuple[str, str, str]], meant: tuple[str, ...]) -> None:
    assert meant_ids(_registry(*rows)) == meant


def test_places_of_a_registry_that_cannot_be_read_are_not_known(rules: Rules) -> None:
    assert "05" in (known_places(read_pack(rules.folder)[0]) or ())
    rules.write("registry.csv", "\0")
    assert known_places(read_pack(rules.folder)[0]) is None


@pytest.mark.parametrize(
    ("raw", "known"), [({"a": [{"id": "x"}, {}]}, frozenset({"x"})), (None, None), ({}, frozenset())]
)
def test_items_are_known_unless_the_file_cannot_be_read(raw: object, known: frozenset[str] | None) -> None:
    assert known_items(Document("rules/a.yaml", raw), "a") == known
