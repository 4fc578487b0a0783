"""A consolidation as its closed version says it, and the sample region after it was closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pandas as pd
from support.consolidations import consolidated, registered, sample, sample_rulebook, school_submission

from engine.consolidation.answers import answers_of
from engine.consolidation.changes import changes_of
from engine.consolidation.closed import ClosedData, ClosedFile
from engine.consolidation.decisions import decision_key
from engine.consolidation.result import Consolidation
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.tidy import cell_text
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, OccurrenceKey, Value
from engine.vocabulary.files import FileStatus, RegisterRow
from engine.vocabulary.safetext import typed_text

CLOSED_ON = date(2025, 1, 20)


def closed_data_of(result: Consolidation, version: int = 1) -> ClosedData:
    """What reading the version back gives, were this consolidation closed."""
    answers = {(each.place_id, key): answer for each in result.submissions for key, answer in answers_of(each).items()}
    return ClosedData(
        version=version,
        closed_on=CLOSED_ON,
        facts={
            (row["place_id"], Address(row["line"], row["column"])): typed_text(cell_text(row["value"]))
            for row in result.facts.to_dict("records")
        },
        answers=answers,
        statuses={
            (row["place_id"], OccurrenceKey(row["roadmap"], row["key"])): row["status"]
            for row in result.activities.to_dict("records")
        },
        reports={(row["place_id"], row["form"]): row["status"] for row in result.completeness.to_dict("records")},
        coverage={
            (row["place_id"], row["indicator"]): _exact(row)
            for row in result.coverage.dropna(subset=["value"]).to_dict("records")
        },
        files={
            row.sha256: ClosedFile(row.path, row.format, row.place_id, str(row.status))
            for row in reversed(result.register)
            if row.sha256
        },
        decisions={
            (
                row["place_id"],
                decision_key(row["decision"], None if pd.isna(row["revision"]) else row["revision"], row["until"]),
            ): typed_text(cell_text(row["basis"]))
            for row in result.decisions.to_dict("records")
        },
    )


def _exact(row: dict[str, object]) -> Fraction:
    return Fraction(str(row["numerator"])) / (Fraction(str(row["denominator"])) if row["unit"] == "share" else 1)


def after_closing(rulebook: Rulebook) -> Consolidation:
    """The sample as it is after it was closed: of every kind of change at least one; ``rulebook`` is the sample's.

    0101 corrected line 306 from 699 to 720, its curator and line 310; 0102 is withdrawn, 0203 reported; in district 02
    one activity became overdue, one done, one was postponed; three files arrived, one of them of nobody known; the file
    of 0102 is gone.
    """
    before = sample(rulebook)
    closed = closed_data_of(before)
    period = before.period
    first = next(each for each in before.submissions if each.place_id == "0101")
    new: dict[str, Value] = {"306": 720, "006": "Тайнова Ольга", "310": 98764}
    values = tuple(replace(each, value=new.get(each.line, each.value)) for each in first.values)
    corrected = replace(first, path="2025-01-27/письмо Тайновой.xlsx", sha256="c" * 64, values=values)
    late = school_submission(rulebook, period, "0203", 200, 150)
    kept = [each for each in before.submissions if each.place_id not in {"0101", "0102"}]
    submissions = tuple(sorted([corrected, *kept, late], key=lambda each: each.place_id))
    strange = RegisterRow("2025-01-27/фото Тайновой.pdf", 9, "d" * 64, "pdf", FileStatus.IGNORED)
    statuses = {("0201", "2"): "done", ("0202", "3"): "overdue", ("0204", "3"): "postponed", ("0201", "3"): "done_late"}
    activities = before.activities.copy()
    activities["status"] = [
        statuses.get((place_id, key), status)
        for place_id, key, status in activities[["place_id", "key", "status"]].itertuples(index=False)
    ]
    past = activities["status"].isin(["overdue", "unknown"])
    activities["days_overdue"] = activities["days_overdue"].fillna(10).where(past, pd.NA)
    reports = {"0102": "silent", "0203": "late"}
    completeness = before.completeness.copy()
    completeness["status"] = [
        reports.get(place_id, status)
        for place_id, status in completeness[["place_id", "status"]].itertuples(index=False)
    ]
    now = consolidated(
        rulebook,
        submissions,
        register=(*(registered(each) for each in submissions), registered(first, FileStatus.SUPERSEDED), strange),
        findings=before.findings,
        activities=activities,
        completeness=completeness,
    )
    return replace(now, closed=closed, changes=changes_of(now, closed, rulebook))


def changed_scope(rulebook: Rulebook, place_id: str) -> Scope:
    """The part of `after_closing` that one place's workbook shows; ``rulebook`` is the repository's."""
    small = sample_rulebook(rulebook)
    return Scope(Index(after_closing(small), small), small.registry[place_id])


def unchanged_scope(rulebook: Rulebook, place_id: str) -> Scope:
    """The sample closed and consolidated again with nothing new."""
    small = sample_rulebook(rulebook)
    made = sample(small)
    closed = closed_data_of(made)
    made = replace(made, closed=closed, changes=changes_of(made, closed, small))
    return Scope(Index(made, small), small.registry[place_id])
