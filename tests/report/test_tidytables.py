"""The description of the tidy tables."""

from __future__ import annotations

import pytest
from support.small_region import PERIOD, reading, school, small_rulebook

from engine.consolidation.frames import NUMBERS
from engine.consolidation.result import ACTIVITIES, CHANGES, COMPLETENESS, COVERAGE, DECISIONS, FACTS, PROGRESS, TRENDS
from engine.consolidation.run import consolidate
from engine.report.tidytables import tidy_tables

TYPES = {"Int64": "integer", "Float64": "number", "boolean": "boolean"}


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("facts", FACTS),
        ("coverage", COVERAGE),
        ("activities", ACTIVITIES),
        ("completeness", COMPLETENESS),
        ("decisions", DECISIONS),
        ("changes", CHANGES),
        ("trends", TRENDS),
        ("progress", PROGRESS),
    ],
)
def test_a_table_has_the_columns_and_types_of_its_frame(name: str, columns: tuple[str, ...]) -> None:
    table = tidy_tables()[name]
    assert table.names == columns
    numeric = {column.name: column.type for column in table.columns if column.type in TYPES.values()}
    assert numeric == {column: TYPES[kind] for column, kind in NUMBERS[columns].items()}


def test_the_tables_are_those_of_the_contract() -> None:
    assert " ".join(tidy_tables()) == (
        "register findings facts coverage activities answers completeness decisions changes trends progress"
    )
    assert " ".join(tidy_tables()["register"].names) == (
        "path size sha256 format status codes place_id district_id period form_version revision superseded_by "
        "control_number"
    )
    assert " ".join(tidy_tables()["findings"].names) == (
        "path place_id district_id severity code sheet cell line column value message state explanation"
    )


def test_every_column_says_what_it_is_in_both_languages() -> None:
    assert all(column.ru and column.en for table in tidy_tables().values() for column in table.columns)


def test_every_status_that_comes_out_is_among_the_allowed_ones() -> None:
    rules = small_rulebook()
    result = consolidate([reading(school("0101", 10, 7))], [], rules, PERIOD, PERIOD.as_of)
    for name in ("coverage", "activities", "completeness"):
        allowed = next(column.allowed for column in tidy_tables()[name].columns if column.name == "status")
        assert set(getattr(result, name)["status"]) <= set(allowed)
