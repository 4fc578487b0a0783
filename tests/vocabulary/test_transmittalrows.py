from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.vocabulary.transmittal import TABLES
from engine.vocabulary.transmittalrows import (
    HASH_KEY,
    LONGEST_MIRRORED,
    Mirrored,
    data_row,
    mirror_rows,
    mirrored,
    read_data_row,
    read_mirror_row,
    rows_hash,
    sealed_hash,
    table_of,
    text_hash,
)

ANY_TEXT = st.text(st.characters(), max_size=60)
VALUES = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | ANY_TEXT
LETTERS = st.sampled_from(["A", "B", "Z", "AA", "XFD"])
CELLS = st.builds(
    mirrored,
    sheet=st.sampled_from(["Сводка", "Охват", 'Лист «1» "x"']),
    row=st.integers(1, 1_048_576),
    column=LETTERS,
    value=ANY_TEXT | st.text("ж\n ", min_size=900, max_size=1_200) | st.floats(allow_nan=False, allow_infinity=False),
    is_formula=st.booleans(),
)


def answer(**values: object) -> dict[str, object]:
    return dict.fromkeys(TABLES["answers"]) | values


@given(table=st.sampled_from([*TABLES]), data=st.data())
def test_row_of_any_table_reads_back_as_it_was_written(table: str, data: st.DataObject) -> None:
    values: Mapping[str, Any] = {name: data.draw(VALUES) for name in TABLES[table]}
    assert read_data_row(data_row(table, values)) == (table, values)


@given(text=ANY_TEXT)
def test_nothing_that_programs_change_on_their_way_stands_in_a_row(text: str) -> None:
    row = data_row("answers", answer(key=text))
    assert row.isprintable()
    assert "  " not in row
    assert "_x" not in row


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '["answers"]', '["unknown",1]', '"answers"', "[" * 9, '[1,"answers"]']
)
def test_text_that_is_no_row_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_data_row(text)


@pytest.mark.parametrize(("text", "table"), [('["later",1]', "later"), ("[", None), ("[1]", None), ("{}", None)])
def test_table_that_is_not_known_is_named(text: str, table: str | None) -> None:
    assert table_of(text) == table


def test_hash_is_over_the_rows_in_their_order() -> None:
    assert sealed_hash(["а", "б"], {}) == hashlib.sha256("а\nб\n".encode()).hexdigest()
    assert sealed_hash(["а", "б"], {}) != sealed_hash(["б", "а"], {})


def test_hash_is_over_every_entry_of_the_stamp_but_itself() -> None:
    stamp = {"version": "1", "place_id": "01"}
    assert sealed_hash([], stamp) == sealed_hash([], {"place_id": "01", "version": "1", HASH_KEY: "abc"})
    others = ({"version": "2", "place_id": "01"}, {"version": "1"}, stamp | {"closed_on": ""})
    assert sealed_hash([], stamp) not in {sealed_hash([], each) for each in others}


@given(cells=st.lists(CELLS, max_size=30))
def test_mirror_reads_back_as_it_was_written(cells: list[Mirrored]) -> None:
    rows = list(mirror_rows(cells))
    assert [each for row in rows for each in read_mirror_row(row)] == cells


def test_cells_of_one_row_stand_together_and_a_long_row_is_divided() -> None:
    row = [mirrored("Лист", 3, column, "\x01" * LONGEST_MIRRORED) for column in ("A", "B", "C", "D", "E", "F", "G")]
    rows = list(mirror_rows([mirrored("Лист", 2, "A", 1), mirrored("Лист", 2, "B", 2.5), *row]))
    assert rows[0] == '["Лист",2,["A",1],["B",2.5]]'
    assert len(rows) == 3
    assert max(map(len, rows)) <= 32_767


def test_long_text_is_kept_by_its_beginning_and_a_hash() -> None:
    text = "ж" * 40_000
    cell = mirrored("Лист", 1, "A", text)
    assert (cell.value, cell.sha256) == ("ж" * LONGEST_MIRRORED, text_hash(text))
    assert cell.cell == "A1"


def test_formulas_are_told_from_values_and_those_that_follow_the_filter_from_both() -> None:
    cells = [
        mirrored("Лист", 1, "A", 1),
        mirrored("Лист", 1, "B", 1, is_formula=True),
        mirrored("Лист", 1, "C", 1, is_formula=True, follows_filter=True),
    ]
    assert list(mirror_rows(cells)) == ['["Лист",1,["A",1],["B",1,"f"],["C",1,"s"]]']
    known = replace(cells[2], formula="0a1b2c3d")
    assert list(mirror_rows([known])) == ['["Лист",1,["C",1,"s","0a1b2c3d"]]']
    assert read_mirror_row('["Лист",1,["C",1,"s","0a1b2c3d"]]') == (known,)


@pytest.mark.parametrize(
    "text", ["[]", "{}", '["Лист"]', '["Лист",1,["A"]]', '["Лист",1,["A",1,"x"]]', '["Лист",1,[1,"A"]]', '["Лист",1,5]']
)
def test_text_that_is_no_row_of_the_mirror_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_mirror_row(text)


def test_hash_of_the_mirror_is_over_its_rows_in_their_order() -> None:
    assert rows_hash(["a", "b"]) == rows_hash(iter(["a", "b"]))
    assert len({rows_hash(each) for each in ([], ["a"], ["a", "b"], ["b", "a"], ["ab"])}) == 5
