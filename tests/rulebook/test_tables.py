from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.rulebook.errors import RulesProblem
from engine.rulebook.model import Decision, Denominator, HistoryRow, Target
from engine.rulebook.tables import DECISIONS, DENOMINATORS, HISTORY, REGISTRY, TARGETS, Layout, read_table
from engine.vocabulary.places import Kind, Level, Place


def _records(folder: Path, layout: Layout[Any], text: str) -> tuple[tuple[Any, ...], list[RulesProblem]]:
    (folder / layout.name).write_text(text, encoding="utf-8")
    table, problems = read_table(folder / layout.name, f"rules/{layout.name}", layout)
    return table.records, problems


def test_registry_row_becomes_a_place(tmp_path: Path) -> None:
    text = (
        "id;level;parent_id;name;kind;roadmaps;opened_on;closed_on;successor_id;inn;email;contact\n"
        "0101;school;01;МБОУ «А»;school;a, b;01.09.2020;2024-07-01;0102;0001010101;a@example.org;\n"
    )
    place = Place(
        id="0101",
        level=Level.SCHOOL,
        parent_id="01",
        name="МБОУ «А»",
        kind=Kind.SCHOOL,
        roadmaps=("a", "b"),
        opened_on=date(2020, 9, 1),
        closed_on=date(2024, 7, 1),
        successor_id="0102",
        inn="0001010101",
        email="a@example.org",
    )
    assert _records(tmp_path, REGISTRY, text) == ((place,), [])


def test_columns_that_may_be_blank_may_be_absent(tmp_path: Path) -> None:
    records, problems = _records(tmp_path, REGISTRY, "id,level,name\n00,region,Регион\n")
    assert (records, problems) == ((Place("00", Level.REGION, None, "Регион"),), [])


def test_target_row_is_read(tmp_path: Path) -> None:
    text = "indicator,place_id,year,minimum,effective_on,source,confirmed\na,,2024,70%,31.12.2024,приказ,да\n"
    target = Target(
        indicator="a",
        place_id=None,
        year=2024,
        minimum=Decimal("0.7"),
        effective_on=date(2024, 12, 31),
        source="приказ",
        confirmed=True,
    )
    assert _records(tmp_path, TARGETS, text) == ((target,), [])


def test_history_denominator_and_decision_rows_are_read(tmp_path: Path) -> None:
    history = "as_of,place_id,indicator,numerator,denominator,source\n31.12.2023,05,a,1 200,,x\n"
    assert _records(tmp_path, HISTORY, history)[0] == (
        HistoryRow(
            as_of=date(2023, 12, 31),
            place_id="05",
            indicator="a",
            numerator=Decimal(1200),
            denominator=None,
            source="x",
        ),
    )
    denominators = "indicator,place_id,period,value,source\na,05,2024,1200,x\n"
    assert _records(tmp_path, DENOMINATORS, denominators)[0] == (
        Denominator(indicator="a", place_id="05", period="2024", value=1200, source="x"),
    )
    decisions = (
        "place_id,period,decision,revision,basis,decided_by,decided_on\n0101,2024,accept,1,письмо,отдел,20.01.2025\n"
    )
    assert _records(tmp_path, DECISIONS, decisions)[0] == (
        Decision(
            place_id="0101",
            period="2024",
            decision="accept",
            revision=1,
            basis="письмо",
            decided_by="отдел",
            decided_on=date(2025, 1, 20),
        ),
    )


def test_every_faulty_cell_is_told_and_its_row_left_out(tmp_path: Path) -> None:
    text = (
        "indicator,place_id,year,minimum,effective_on,source,confirmed\n"
        "a,,2024,много,,приказ,может\n"
        "b,,2024,0.5,31.12.2024,приказ,нет\n"
    )
    records, problems = _records(tmp_path, TARGETS, text)
    assert [(each.line, each.key, each.problem) for each in problems] == [
        (2, "minimum", "not_number"),
        (2, "effective_on", "blank_cell"),
        (2, "confirmed", "csv_not_yes_no"),
    ]
    assert [record.indicator for record in records] == ["b"]


def test_missing_column_is_told_once_not_at_every_row(tmp_path: Path) -> None:
    records, problems = _records(tmp_path, DENOMINATORS, "indicator,place_id,period,value\na,05,2024,5\nb,05,2024,5\n")
    assert [(each.line, each.key, each.problem) for each in problems] == [(1, "source", "missing_column")]
    assert records == ()


def test_wrong_level_names_the_nearest(tmp_path: Path) -> None:
    _, problems = _records(tmp_path, REGISTRY, "id,level,name\n01,distrct,Район\n")
    assert [(each.key, each.problem, each.nearest) for each in problems] == [("level", "unknown_value", "district")]
