"""The tidy tables as CSV files."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_region import AS_OF, PERIOD, reading, school, small_rulebook, submission

from engine.consolidation.result import Consolidation
from engine.consolidation.run import consolidate
from engine.report.tidy import cell_text, write_tidy
from engine.report.tidytables import tidy_tables
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding, FindingState, Severity

RULES = small_rulebook()


def consolidated(*readings: FileReading) -> Consolidation:
    return consolidate(readings, [], RULES, PERIOD, AS_OF)


def written(folder: Path, consolidation: Consolidation, name: str) -> list[dict[str, str]]:
    write_tidy(folder, consolidation, RULES)
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_every_table_and_the_description_are_written(tmp_path: Path) -> None:
    files = write_tidy(tmp_path, consolidated(), RULES)
    assert [file.relative_to(tmp_path).as_posix() for file in files] == [
        *(f"data/{name}.csv" for name in tidy_tables()),
        "data/datapackage.json",
    ]
    assert all(file.is_file() for file in files)


def test_without_files_every_table_still_has_its_header(tmp_path: Path) -> None:
    write_tidy(tmp_path, consolidated(), RULES)
    for table in tidy_tables().values():
        header = (tmp_path / "data" / table.file_name).read_text(encoding="utf-8").partition("\n")[0]
        assert header == ",".join(table.names)


def test_numbers_shares_dates_and_truth_values_are_written_for_programs(tmp_path: Path) -> None:
    sent = school("0101", 200, 139, received_on=date(2025, 1, 10))
    coverage = written(tmp_path, consolidated(reading(sent)), "coverage")
    row = next(row for row in coverage if (row["place_id"], row["indicator"]) == ("0101", "involved"))
    assert {
        name: row[name] for name in ("numerator", "value", "target", "target_confirmed", "gap", "people_short")
    } == {
        "numerator": "139",
        "value": "0.695",
        "target": "0.7",
        "target_confirmed": "true",
        "gap": "-0.005",
        "people_short": "1",
    }
    assert written(tmp_path, consolidated(reading(sent)), "completeness")[1]["received_on"] == "2025-01-10"


def test_missing_values_are_empty(tmp_path: Path) -> None:
    silent = written(tmp_path, consolidated(), "coverage")[0]
    assert (silent["numerator"], silent["value"], silent["gap"]) == ("", "", "")


def test_the_register_joins_codes_by_spaces(tmp_path: Path) -> None:
    sent = school("0101", 200, 139, filled_on=date(2026, 1, 1))
    other = Finding("C08", Severity.WARNING, sent.path)
    row = written(tmp_path, consolidated(reading(sent, other)), "register")[0]
    assert (row["status"], row["codes"], row["district_id"], row["revision"]) == ("warned", "C04 C08", "01", "0")


def test_a_finding_says_in_russian_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    sent = school("0101", 200, 139, filled_on=date(2026, 1, 1))
    row = written(tmp_path, consolidated(reading(sent)), "findings")[0]
    assert (row["code"], row["severity"], row["state"], row["cell"]) == ("C04", "warning", "open", "C11")
    assert "01.01.2026" in row["message"]
    assert "Проверьте дату" in row["message"]


def test_an_explanation_travels_with_its_finding(tmp_path: Path) -> None:
    explained = Finding("C04", Severity.WARNING, "0101.xlsx", state=FindingState.EXPLAINED, explanation="=дата верна")
    row = written(tmp_path, consolidated(reading(school("0101", 10, 7), explained)), "findings")[0]
    assert (row["state"], row["explanation"], row["place_id"]) == ("explained", "'=дата верна", "0101")


def test_a_finding_of_an_unknown_place_has_no_district(tmp_path: Path) -> None:
    stray = FileReading("a.xlsx", 1, "a", "xlsx", findings=(Finding("C03", Severity.WARNING, "a.xlsx"),))
    elsewhere = replace(
        stray, path="b.xlsx", sha256="b", place_id="9999", findings=(Finding("C03", Severity.WARNING, "b.xlsx"),)
    )
    rows = written(tmp_path, consolidated(stray, elsewhere), "findings")
    assert [(row["place_id"], row["district_id"]) for row in rows] == [("", ""), ("9999", "")]


def test_text_of_a_sender_is_never_a_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    sent = submission("0101", {"006": "=HYPERLINK(1)", "101": 5, "011": date(2025, 1, 15)}, path="=1+1.xlsx")
    facts = written(tmp_path, consolidated(reading(sent)), "facts")
    assert [(row["line"], row["value"], row["path"]) for row in facts] == [
        ("006", "'=HYPERLINK(1)", "'=1+1.xlsx"),
        ("011", "2025-01-15", "'=1+1.xlsx"),
        ("101", "5", "'=1+1.xlsx"),
    ]


def test_a_file_name_that_is_no_text_can_be_written(tmp_path: Path) -> None:
    odd = school("0101", 10, 7, path="отч\udcf2т\n.xlsx")
    assert written(tmp_path, consolidated(reading(odd)), "register")[0]["path"] == "отч\\udcf2т\\n.xlsx"


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    result = consolidated(reading(school("0101", 10, 7)), reading(school("0201", 10, 7)))
    first, second = (write_tidy(tmp_path / run, result, RULES) for run in ("1", "2"))
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]
    assert not any(b"\r" in file.read_bytes() for file in first)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (pd.NA, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-3, "-3"),
        (0.1, "0.1"),
        (5.0, "5"),
        (-0.25, "-0.25"),
        (date(2024, 12, 31), "2024-12-31"),
        ("+7", "'+7"),
        (Severity.ERROR, "error"),
    ],
)
def test_each_kind_of_value_has_one_way_of_writing(value: object, text: str) -> None:
    assert cell_text(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_share_reads_back_exactly(share: float) -> None:
    assert float(cell_text(share)) == share
