from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from support.consolidations import planned_scope
from support.roadmaps import activity, plan

from engine.report.scope import Scope
from engine.report.silence import reasons, unknown_head, why_unknown, without_report
from engine.rulebook.rulebook import Rulebook

Completed = Callable[[Scope, Mapping[str, str]], Scope]
PLAN = replace(plan(activity("1", date(2024, 11, 30), reported_by="both")), id="p")
STATUSES = {(place_id, "p", "1"): "unknown" for place_id in ("01", "0101", "0102", "0103")}


def unknown_scope(completed: Completed, rulebook: Rulebook, reports: dict[str, str]) -> Scope:
    return completed(planned_scope(rulebook, [PLAN], STATUSES), reports)


def test_reason_follows_from_what_became_of_the_report(completed: Completed, rulebook: Rulebook) -> None:
    scope = unknown_scope(completed, rulebook, {"0102": "with_errors", "0103": "late"})

    assert {row.place_id: why_unknown(scope, row) for row in scope.activities} == {
        "01": "silent",
        "0101": "silent",
        "0102": "with_errors",
        "0103": "not_listed",
    }
    assert [row.place_id for row in scope.activities if without_report(scope, row)] == ["01", "0101", "0102"]


def test_line_that_a_report_does_not_list_is_named_only_where_there_is_one(
    completed: Completed, rulebook: Rulebook
) -> None:
    rejected, reported = (unknown_scope(completed, rulebook, {"0102": status}) for status in ("with_errors", "on_time"))

    assert reasons(rejected, rejected.activities) == "отчёта нет или он не принят"
    assert reasons(reported, reported.activities) == "отчёта нет, он не принят или в нём нет этой строки"
    assert unknown_head(rejected, rejected.activities) == "□ нет принятого отчёта"
    assert unknown_head(reported, reported.activities) == "□ нет отчёта или сведений"
