"""What places say about their roadmap lines, by occurrence; later periods build on it once this one is closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pandas as pd

from engine.consolidation.frames import frame_of
from engine.consolidation.result import ANSWERS
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, OccurrenceKey, Submission, Value
from engine.vocabulary.roadmap import DOCUMENT, DONE_ON, NOTE, STATUS, RoadmapAnswer, TypedStatus


def answers_frame(submissions: Iterable[Submission], rulebook: Rulebook) -> pd.DataFrame:
    """One row per place and occurrence about which its counting submission says something; target rows ask nothing.

    ``status`` is the word of column 1, that of what is not started where only other columns are filled. Sorted by
    place, roadmap and key.
    """
    return frame_of((row for each in _sorted(submissions) for row in _rows(each, rulebook)), ANSWERS)


def _sorted(submissions: Iterable[Submission]) -> list[Submission]:
    return sorted(submissions, key=lambda each: (each.place_id, each.form))


def _rows(submission: Submission, rulebook: Rulebook) -> Iterator[tuple[object, ...]]:
    district = rulebook.registry.district_of(submission.place_id)
    answers = answers_of(submission)
    for key in sorted(answers, key=lambda each: (each.roadmap, each.key)):
        answer = answers[key]
        yield (
            district.id if district else None,
            submission.place_id,
            key.roadmap,
            key.key,
            str(answer.status),
            answer.done_on,
            answer.document,
            answer.note,
        )


def answers_of(submission: Submission) -> dict[OccurrenceKey, RoadmapAnswer]:
    """What a submission says, by occurrence; of a repeated one the first line counts, a blank line says nothing."""
    values = {each.address: each.value for each in submission.values}
    answers: dict[OccurrenceKey, RoadmapAnswer] = {}
    for line, key in sorted(submission.occurrences.items()):
        status, done_on, document, note = (
            values.get(Address(line, each)) for each in (STATUS, DONE_ON, DOCUMENT, NOTE)
        )
        if status is None and done_on is None and document is None and note is None:
            continue
        answer = RoadmapAnswer(
            status=_typed(status),
            done_on=done_on if isinstance(done_on, date) else None,
            document=None if document is None else str(document),
            note=None if note is None else str(note),
        )
        answers.setdefault(key, answer)
    return answers


def _typed(status: Value) -> TypedStatus:
    """Any other word that the rules may offer says that something has begun."""
    if status is None:
        return TypedStatus.NOT_STARTED
    return next((each for each in TypedStatus if each == status), TypedStatus.IN_WORK)
