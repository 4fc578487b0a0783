"""Facts: every value of the submissions that count, flat, with the cell it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from engine.consolidation.frames import frame_of
from engine.consolidation.result import FACTS
from engine.rulebook.forms import Form
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import FieldValue, OccurrenceKey, Submission


def facts_of(submissions: Iterable[Submission], rulebook: Rulebook, period: Period) -> pd.DataFrame:
    """One row per value that a curator filled in or a rule implied, of the submissions that count only.

    Printed and computed fields and the locked target rows of a roadmap are no facts. ``value`` is a whole number, a
    date or text as typed, never missing. Sorted by place, line, column.
    """
    targets = frozenset(
        OccurrenceKey(roadmap.id, occurrence.key)
        for roadmap in rulebook.roadmaps.values()
        for activity in roadmap.activities
        if activity.target is not None
        for occurrence in activity.occurrences
    )
    rows = (
        row
        for submission in sorted(submissions, key=lambda each: (each.place_id, each.form))
        for row in _rows(submission, rulebook, period, targets)
    )
    return frame_of(rows, FACTS)


def _rows(
    submission: Submission, rulebook: Rulebook, period: Period, targets: frozenset[OccurrenceKey]
) -> Iterator[tuple[object, ...]]:
    form = rulebook.form(submission.form, period)
    district = rulebook.registry.district_of(submission.place_id)
    for each in sorted(submission.values, key=lambda value: (value.line, int(value.column))):
        if _is_fact(each, submission, form, targets):
            yield (
                submission.period_id,
                rulebook.registry.region.id,
                district.id if district else None,
                submission.place_id,
                each.line,
                each.column,
                each.value,
                submission.path,
                each.sheet,
                each.cell,
            )


def _is_fact(each: FieldValue, submission: Submission, form: Form, targets: frozenset[OccurrenceKey]) -> bool:
    if each.value is None:
        return False
    if (key := submission.occurrences.get(each.line)) is not None:
        return key not in targets
    field = form.by_address.get(each.address)
    return field is not None and field.filled_by == "curator" and field.computed is None
