"""The hidden data of a transmittal: believed as a whole or not at all."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_region import AS_OF, PERIOD, decision, error, reading, school, small_rulebook
from support.transmittals import data_of, hand_made, sent_up

from engine.consolidation.run import consolidate
from engine.intake.grids import Sheet, Workbook
from engine.intake.refusal import Refused
from engine.intake.transmittaltables import hidden_rows, read_tables
from engine.rulebook.model import Denominator
from engine.vocabulary.transmittal import TABLES, Transmittal
from engine.vocabulary.transmittalrows import HASH_KEY, sealed_hash


@pytest.fixture(scope="module")
def sent() -> Transmittal:
    """A transmittal with rows in every table."""
    rules = small_rulebook(
        decisions=(decision("0102", "accept"), decision("0103", "exempt")),
        denominators=(Denominator(indicator="involved", place_id="01", period="2024", value=500, source="–"),),
    )
    school_0101 = school("0101", 200, 140, occurrences={"7001": "1"})
    readings = (reading(school_0101), reading(school("0102", 100, 170)))
    return sent_up(consolidate(readings, [error("0102.xlsx")], rules, PERIOD, AS_OF), rules, "01")


def sealed(data: list[str] | tuple[str, ...]) -> dict[str, str]:
    """A stamp that says nothing but the hash."""
    return {HASH_KEY: sealed_hash(data, {})}


def refusal(*data: str, sha256: str | None = None) -> Refused:
    with pytest.raises(Refused) as refused:
        read_tables(hand_made({}, data), sealed(data) if sha256 is None else {HASH_KEY: sha256})
    return refused.value


def test_every_table_is_read_as_it_was_written(sent: Transmittal) -> None:
    data = data_of(sent)
    tables = read_tables(hand_made({}, data), sealed(data))
    assert tables == sent.tables
    assert set(tables) == set(TABLES)
    assert all(tables[name] for name in TABLES if name != "answers")


def test_data_that_go_on_on_further_sheets_are_read_in_their_order(sent: Transmittal) -> None:
    data = data_of(sent)
    parts = {"_data10": data[9:], "_data": data[:3], "_data2": data[3:9], "_data_": ["чужой лист"]}
    sheets = tuple(Sheet(name, [[text] for text in part], hidden=True) for name, part in parts.items())
    assert read_tables(Workbook(sheets), sealed(data)) == sent.tables


def test_changed_data_are_not_believed(sent: Transmittal) -> None:
    data = data_of(sent)
    changed = [text.replace("140", "141") for text in data]
    assert changed != data
    assert refusal(*changed, sha256=sealed(data)[HASH_KEY]).code == "G01"
    assert refusal(*data[1:], sha256=sealed(data)[HASH_KEY]).code == "G01"
    assert refusal(*data, sha256="").code == "G01"


def test_missing_data_are_said_to_be_missing() -> None:
    with pytest.raises(Refused) as refused:
        read_tables(Workbook((Sheet("Сводка", []),)), sealed([]))
    assert refused.value.code == "G02"


def test_no_rows_at_all_are_tables_without_rows() -> None:
    assert set(read_tables(hand_made({}, []), sealed([])).values()) == {()}


def test_a_table_of_a_newer_engine_is_named() -> None:
    refused = refusal('["novelties","01"]')
    assert (refused.code, refused.facts["table"], refused.facts["cell"]) == ("G04", "novelties", "A1")


@pytest.mark.parametrize("text", ["", "не JSON", "[]", "{}", "5", '["facts"]', "[" * 5000, '["facts",NaN]'])
def test_what_is_no_row_is_named_with_its_cell(text: str) -> None:
    refused = refusal(denominator(), text) if text else refusal(denominator(), " ")
    assert (refused.code, refused.facts["sheet"], refused.facts["cell"]) == ("G03", "_data", "A2")


def denominator(**values: object) -> str:
    return row("denominators", {"place_id": "01", "indicator": "involved", "value": 5} | values)


def row(table: str, values: dict[str, object]) -> str:
    return json.dumps([table, *(values[name] for name in TABLES[table])], ensure_ascii=False)


def fact(**values: object) -> str:
    plain: dict[str, object] = {
        "place_id": "0101", "line": "101", "column": "1", "roadmap": None, "key": None, "kind": "count", "value": 5,
        "file": "abc", "sheet": "Показатели", "cell": "C1", "row": 8,
    }  # fmt: skip
    return row("facts", plain | values)


@pytest.mark.parametrize(
    "text",
    [
        denominator(value="5"),
        denominator(value=5.5),
        denominator(value=True),
        denominator(value=-1),
        denominator(value=10**12),
        denominator(place_id=None),
        denominator(place_id=1),
        fact(kind="text"),
        fact(kind="date", value="31.12.2024"),
        fact(kind="date", value=45657),
        fact(kind="word", value=5),
        fact(value=None),
        fact(roadmap="plan"),  # without key
        fact(row="8"),
    ],
)
def test_a_value_of_another_type_is_refused_with_its_cell(text: str) -> None:
    assert (refusal(text).code, refusal(text).facts["cell"]) == ("G03", "A1")


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("completeness", "status", "забыт"),
        ("completeness", "due_on", None),
        ("activities", "status", "забыто"),
        ("decisions", "decision", "forget"),
        ("findings", "severity", "fatal"),
        ("findings", "state", "gone"),
        ("findings", "facts", {"line": 5}),
        ("findings", "facts", None),
        ("reports", "form", "kindergarten"),
        ("reports", "revision", None),
    ],
)
def test_a_word_that_nobody_knows_is_refused(sent: Transmittal, table: str, column: str, value: object) -> None:
    changed = dict(sent.tables[table][0]) | {column: value}
    assert refusal(row(table, changed)).code == "G03"


@given(st.recursive(st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(), st.lists, max_leaves=20))
def test_nothing_that_json_can_hold_breaks_the_reading(content: object) -> None:
    assert refusal(json.dumps(["facts", content])).code in {"G03", "G04"}


def test_hidden_rows_have_their_sheet_and_cell() -> None:
    workbook = Workbook((Sheet("_data", [["a"], [], ["b", "не читается"]]),))
    assert list(hidden_rows(workbook, "_data")) == [("_data", "A1", "a"), ("_data", "A3", "b")]


@pytest.mark.parametrize("table", ["reports", "facts", "activities", "completeness", "denominators"])
def test_what_is_said_twice_is_refused_with_both_cells(sent: Transmittal, table: str) -> None:
    data = data_of(sent)
    first = next(number for number, text in enumerate(data, start=1) if text.startswith(f'["{table}"'))
    refused = refusal(*data, data[first - 1])
    assert (refused.code, refused.facts["table"]) == ("G38", table)
    assert (refused.facts["first"], refused.facts["cell"]) == (f"A{first}", f"A{len(data) + 1}")


def test_another_number_at_the_same_place_line_and_column_is_said_twice_too() -> None:
    assert refusal(fact(), fact(value=6)).code == "G38"
    assert set(read_tables(hand_made({}, rows := [fact(), fact(column="2")]), sealed(rows))) == set(TABLES)
