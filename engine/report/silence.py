"""Why nothing is known of an activity: no report, one that was not accepted, or one without a line about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from engine.report import wording
from engine.report.index import Row
from engine.report.scope import Scope
from engine.vocabulary.language import tr
from engine.vocabulary.places import Level

Reason = Literal["silent", "with_errors", "not_listed"]


def why_unknown(scope: Scope, row: Row) -> Reason:
    """Why the status of an activity's row is "unknown"."""
    is_school = scope.rulebook.registry[row.place_id].level is Level.SCHOOL
    report = scope.index.completeness.get((row.place_id, "school" if is_school else "district"))
    if report is None or report.status == "silent":
        return "silent"
    return "with_errors" if report.status == "with_errors" else "not_listed"


def without_report(scope: Scope, row: Row) -> bool:
    """Tell whether nothing is known of a row because no report of its place was accepted."""
    return row.status == "unknown" and why_unknown(scope, row) != "not_listed"


def reasons(scope: Scope, unknown: Iterable[Row]) -> str:
    """Why nothing is known of these rows, in words: «отчёта нет или он не принят»."""
    if any(why_unknown(scope, row) == "not_listed" for row in unknown):
        return tr("отчёта нет, он не принят или в нём нет этой строки")
    return tr("отчёта нет или он не принят")


def unknown_head(scope: Scope, rows: Iterable[Row]) -> str:
    """The head of a column that counts the rows of which nothing is known."""
    known = all(row.status != "unknown" or why_unknown(scope, row) != "not_listed" for row in rows)
    return tr(wording.NOT_ACCEPTED if known else wording.NOT_KNOWN)
