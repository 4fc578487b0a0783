"""Facts put together line by line: what one place wrote in one line of its form."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.report.index import Row
from engine.report.scope import Scope
from engine.rulebook.forms import lines_of
from engine.vocabulary.fields import Value

#: A place's id, a line's code, and the line's values by column.
PlaceLine = tuple[str, str, dict[str, Value]]


def lines_of_places(scope: Scope, section_id: str) -> Iterator[PlaceLine]:
    """The filled lines of one section of the organisations' form, by place, in printed order."""
    section = next((each for each in scope.form.sections if each.id == section_id), None)
    codes = set() if section is None else {line.line for line in lines_of(section)}
    schools = {school.id for school in scope.schools}
    yield from _joined(scope, lambda row: row.place_id in schools and row.line in codes)


def roadmap_lines(scope: Scope) -> Iterator[PlaceLine]:
    """The filled lines of the roadmap section of every place, districts included."""
    submissions = {(each.place_id, line) for each in scope.index.consolidation.submissions for line in each.occurrences}
    yield from _joined(scope, lambda row: (row.place_id, row.line) in submissions)


def _joined(scope: Scope, wanted: Callable[[Row], bool]) -> Iterator[PlaceLine]:
    lines: dict[tuple[str, str], dict[str, Value]] = {}
    for row in scope.facts:
        if wanted(row):
            lines.setdefault((row.place_id, row.line), {})[row.column] = row.value
    for (place_id, line), values in sorted(lines.items()):
        yield place_id, line, values
