"""Completeness: who of the expected places has reported, when, and with what faults."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from engine.consolidation.expected import ExpectedReport, expected_reports
from engine.consolidation.frames import frame_of
from engine.consolidation.ordering import last_plausible_day, order_of
from engine.consolidation.result import COMPLETENESS
from engine.consolidation.selection import Selection, recognised
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading, FileStatus
from engine.vocabulary.findings import Severity


def completeness_of(
    readings: Iterable[FileReading], selection: Selection, rulebook: Rulebook, period: Period, as_of: date
) -> pd.DataFrame:
    """One row per expected report, by place.

    Whether a place is late says the first file recognised as its form for the period, even one that was returned or
    sent twice. ``days_late`` is 0 for in time and missing where the day of arrival is not known; for a silent place it
    counts the days from the due date to ``as_of``. ``errors`` and ``warnings`` are the open ones (neither explained nor
    waived) of the file that counts or, failing that, of the newest rejected one; missing for a silent place. Places
    exempt from reporting have no row; an extended due date is the due date.
    """
    sent: defaultdict[tuple[str, str], list[FileReading]] = defaultdict(list)
    for reading in readings:
        if (key := recognised(reading, period)) is not None:
            sent[key].append(reading)
    counted = {(each.place_id, each.form): each.path for each in selection.submissions}
    rejected = {row.path for row in selection.register if row.status is FileStatus.REJECTED}
    faults = Counter((finding.path, finding.severity) for finding in selection.findings if finding.is_open)
    rows = []
    for report in expected_reports(rulebook, period):
        files = sent[report.place.id, report.form]
        path = counted.get((report.place.id, report.form))
        received_on = first_received_on(files, report.due_on)
        status = _status(received_on, report.due_on, sent=bool(files), counts=path is not None)
        if path is None and files:
            path = _newest([each for each in files if each.path in rejected], last_plausible_day(as_of, rulebook))
        days_late = _days_late(received_on if files else as_of, report.due_on, sent=bool(files))
        rows.append(_row(report, status, received_on, days_late, _faults_of(path, faults), rulebook))
    return frame_of(rows, COMPLETENESS)


def first_received_on(sent: Sequence[FileReading], due_on: date) -> date | None:
    """The day on which the first of several files arrived; None where that is not known.

    A file without a known day may have been the first; that does not matter when another one was in time.
    """
    days = [reading.received_on for reading in sent if reading.received_on is not None]
    first = min(days, default=None)
    if first is not None and (len(days) == len(sent) or first <= due_on):
        return first
    return None


def _status(received_on: date | None, due_on: date, *, sent: bool, counts: bool) -> str:
    if not sent:
        return "silent"
    if not counts:
        return "with_errors"
    if received_on is None:
        return "reported"
    return "on_time" if received_on <= due_on else "late"


def _days_late(day: date | None, due_on: date, *, sent: bool) -> int | None:
    if day is None or (not sent and day <= due_on):
        return None
    return max(0, (day - due_on).days)


def _newest(rejected: Sequence[FileReading], last_day: date) -> str | None:
    orders = [(order_of(each.submission, last_day), each.path) for each in rejected if each.submission is not None]
    return max(orders)[1] if orders else max((each.path for each in rejected), default=None)


def _faults_of(path: str | None, faults: Mapping[tuple[str, Severity], int]) -> tuple[int | None, int | None]:
    return (
        (None, None)
        if path is None
        else (faults.get((path, Severity.ERROR), 0), faults.get((path, Severity.WARNING), 0))
    )


def _row(
    report: ExpectedReport,
    status: str,
    received_on: date | None,
    days_late: int | None,
    faults: tuple[int | None, int | None],
    rulebook: Rulebook,
) -> tuple[object, ...]:
    place = report.place
    district = rulebook.registry.district_of(place.id)
    return (
        district.id if district else None,
        place.id,
        report.form,
        status,
        received_on,
        report.due_on,
        days_late,
        *faults,
    )
