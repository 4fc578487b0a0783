"""Completeness: who reported, when, and with what faults."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from support.small_region import (
    AS_OF,
    PERIOD,
    decision,
    error,
    reading,
    school,
    small_rulebook,
    submission,
    warning,
)

from engine.consolidation.completeness import completeness_of, first_received_on
from engine.consolidation.result import COMPLETENESS
from engine.consolidation.selection import choose
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import FindingState

RULES = small_rulebook()
IN_TIME, TOO_LATE = date(2025, 1, 17), date(2025, 1, 20)


def completeness(*readings: FileReading, as_of: date = AS_OF, rules: Rulebook = RULES) -> pd.DataFrame:
    selection = choose(readings, [], rules, PERIOD, as_of)
    return completeness_of(readings, selection, rules, PERIOD, as_of)


def of(frame: pd.DataFrame, place_id: str) -> dict[str, Any]:
    (record,) = frame[frame["place_id"] == place_id].to_dict("records")
    return {str(name): value for name, value in record.items()}


@pytest.mark.parametrize(
    ("received_on", "status", "days_late"),
    [(IN_TIME, "on_time", 0), (TOO_LATE, "late", 3), (None, "reported", None)],
)
def test_a_report_is_in_time_late_or_merely_there(received_on: date | None, status: str, days_late: int | None) -> None:
    record = of(completeness(reading(school("0101", 10, 7, received_on=received_on))), "0101")
    assert (record["status"], record["received_on"], record["days_late"]) == (status, received_on, days_late)


def test_late_is_judged_by_the_first_file_even_if_it_was_returned() -> None:
    first = school("0101", 10, 17, path="1.xlsx", received_on=IN_TIME)
    second = school("0101", 10, 7, path="2.xlsx", received_on=TOO_LATE, revision=1)
    record = of(completeness(reading(first, error("1.xlsx")), reading(second)), "0101")
    assert (record["status"], record["received_on"], record["errors"]) == ("on_time", IN_TIME, 0)


def test_a_copy_that_came_first_counts_as_arrival() -> None:
    again = school("0101", 10, 7, path="1.xlsx", sha256="same", received_on=TOO_LATE)
    first = school("0101", 10, 7, path="2.xlsx", sha256="same", received_on=IN_TIME)
    assert of(completeness(reading(again), reading(first)), "0101")["status"] == "on_time"


def test_a_place_with_only_faulty_files_shows_the_faults_of_the_newest() -> None:
    older = school("0101", 10, 17, path="1.xlsx", received_on=IN_TIME)
    newer = school("0101", 10, 18, path="2.xlsx", revision=1, received_on=TOO_LATE)
    record = of(
        completeness(
            reading(older, error("1.xlsx"), error("1.xlsx", "V10")), reading(newer, error("2.xlsx"), warning("2.xlsx"))
        ),
        "0101",
    )
    assert (record["status"], record["received_on"], record["days_late"]) == ("with_errors", IN_TIME, 0)
    assert (record["errors"], record["warnings"]) == (1, 1)


def test_warnings_of_the_file_that_counts_are_counted() -> None:
    record = of(completeness(reading(school("0101", 10, 7), warning("0101.xlsx"))), "0101")
    assert (record["errors"], record["warnings"]) == (0, 1)


def test_what_is_explained_is_no_warning_any_more() -> None:
    told = warning("0101.xlsx").with_(state=FindingState.EXPLAINED, explanation="совместители")
    record = of(completeness(reading(school("0101", 10, 7), told, warning("0101.xlsx", "V03"))), "0101")
    assert (record["errors"], record["warnings"]) == (0, 1)


def test_a_report_accepted_by_decision_counts_and_its_errors_are_settled() -> None:
    rules = small_rulebook(decisions=(decision("0101", "accept"),))
    sent = reading(school("0101", 10, 17, received_on=IN_TIME), error("0101.xlsx"), warning("0101.xlsx"))
    record = of(completeness(sent, rules=rules), "0101")
    assert (record["status"], record["errors"], record["warnings"]) == ("on_time", 0, 1)


def test_an_exempt_place_has_no_row() -> None:
    rules = small_rulebook(decisions=(decision("0101", "exempt"),))
    frame = completeness(reading(school("0101", 10, 7)), rules=rules)
    assert list(frame["place_id"]) == ["01", "0102", "0103", "0201"]


def test_an_extended_report_is_in_time_until_its_new_date() -> None:
    rules = small_rulebook(decisions=(decision("0101", "extend", until=TOO_LATE),))
    record = of(completeness(reading(school("0101", 10, 7, received_on=TOO_LATE)), rules=rules), "0101")
    assert (record["status"], record["due_on"], record["days_late"]) == ("on_time", TOO_LATE, 0)
    silent = of(completeness(rules=rules, as_of=date(2025, 1, 22)), "0101")
    assert (silent["status"], silent["days_late"]) == ("silent", 2)


def test_a_form_that_could_not_be_read_into_a_submission_is_with_errors_rather_than_silent() -> None:
    unread = reading(school("0101", 10, 7), error("0101.xlsx", "T06"), submission=None)
    assert of(completeness(unread), "0101")["status"] == "with_errors"


def test_a_silent_place_is_late_by_the_days_since_the_due_date() -> None:
    before = of(completeness(as_of=IN_TIME), "0101")
    after = of(completeness(as_of=TOO_LATE), "0101")
    assert (before["status"], before["days_late"], before["errors"]) == ("silent", None, None)
    assert (after["status"], after["days_late"], after["received_on"]) == ("silent", 3, None)


def test_a_file_of_another_period_leaves_its_place_silent() -> None:
    assert of(completeness(reading(school("0101", 10, 7, period_id="2023"))), "0101")["status"] == "silent"


def test_districts_report_by_their_own_due_date() -> None:
    record = of(completeness(reading(submission("01", received_on=date(2025, 1, 24)))), "01")
    assert (record["form"], record["status"], record["due_on"], record["district_id"]) == (
        "district",
        "on_time",
        date(2025, 1, 24),
        "01",
    )


def test_there_is_one_row_per_expected_report() -> None:
    frame = completeness()
    assert tuple(frame.columns) == COMPLETENESS
    assert list(frame["place_id"]) == ["01", "0101", "0102", "0103", "0201"]


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ([], None),
        ([None], None),
        ([TOO_LATE, IN_TIME], IN_TIME),
        ([IN_TIME, None], IN_TIME),
        ([TOO_LATE, None], None),
        ([TOO_LATE, date(2025, 1, 19)], date(2025, 1, 19)),
    ],
)
def test_an_undated_file_may_have_been_the_first(days: list[date | None], first: date | None) -> None:
    sent = [reading(school("0101", 10, 7, path=str(number), received_on=day)) for number, day in enumerate(days)]
    assert first_received_on(sent, IN_TIME) == first
