"""What a transmittal carries as data: the tables of one district that the region needs to consolidate again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from numbers import Integral

from engine.consolidation.decisions import DECISIONS_FILE
from engine.report.factfields import leaves_district, origin_of, stays_below
from engine.report.index import Row, rows_of
from engine.report.scope import Scope
from engine.vocabulary.findings import Finding, FindingState
from engine.vocabulary.transmittal import TABLES

#: Where a fact is printed: rows of «Данные», counted from 1, by place, line and column.
FactRows = Mapping[tuple[str, str, str], int]
#: A row of a table by column, each value as JSON keeps it.
Record = dict[str, object]

#: Longer texts are cut: a row has to fit into one cell.
LONGEST_TEXT = 4_000
_CUT = " …"
_CODE = re.compile(r"[0-9]{1,4}")
_ADDRESS = frozenset({"line", "column"})
#: Facts of findings that come from the rules or are addresses of the form.
_HARMLESS = _ADDRESS | {"control", "title"}
#: Facts of findings about decisions that apply to nothing, which `DECISIONS_FILE` is the place of.
_OF_DECISIONS = frozenset({"place", "decision", "decided_on", "revision", "there"})


def tables(scope: Scope, rows: FactRows) -> Iterator[tuple[str, Record]]:
    """Every row of every table of a district, in the order of `TABLES`, each in the order of its frame.

    ``scope`` is that of the district's transmittal. No row holds a person's name, a contact, a free text, a link, a
    sender's file or sheet name or a line that stays in the district; explanations stand in them only where they name
    no person, bases of decisions never.
    """
    records: dict[str, Callable[[], Iterator[Record]]] = {
        "reports": lambda: _reports(scope),
        "facts": lambda: _facts(scope, rows),
        "answers": lambda: _answers(scope),
        "activities": lambda: (_record("activities", row) for row in scope.index.activities.get(scope.place.id, ())),
        "completeness": lambda: _completeness(scope),
        "decisions": lambda: _decisions(scope),
        "findings": lambda: (_finding(scope, each) for each in scope.findings),
        "denominators": lambda: _denominators(scope),
    }
    for table in TABLES:
        yield from ((table, each) for each in records[table]())


def _reports(scope: Scope) -> Iterator[Record]:
    numbers = {row.path: row.control_number for row in scope.index.consolidation.register}
    for each in scope.index.consolidation.submissions:
        if _is_inside(scope, each.place_id):
            yield {
                "place_id": each.place_id,
                "form": each.form,
                "form_version": each.form_version,
                "revision": each.revision,
                "file": scope.index.file_codes.get(each.path),
                "control_number": numbers.get(each.path),
            }


def _facts(scope: Scope, rows: FactRows) -> Iterator[Record]:
    about = {
        (each.place_id, line): key
        for each in scope.index.consolidation.submissions
        for line, key in each.occurrences.items()
    }
    for row in scope.facts:
        if not leaves_district(scope, row):
            continue
        key = about.get((row.place_id, row.line))
        code, sheet, cell = origin_of(scope, row)
        yield {
            "place_id": row.place_id,
            "line": row.line,
            "column": row.column,
            "roadmap": None if key is None else key.roadmap,
            "key": None if key is None else key.key,
            "kind": _kind(row.value),
            "value": _json(row.value),
            "file": code,
            "sheet": sheet,
            "cell": cell,
            "row": rows.get((row.place_id, row.line, row.column)),
        }


def _kind(value: object) -> str:
    return "count" if isinstance(value, Integral) else "date" if isinstance(value, date) else "word"


def _answers(scope: Scope) -> Iterator[Record]:
    for row in rows_of(scope.index.consolidation.answers):
        if row.district_id == scope.place.id:
            yield _record("answers", row)


def _completeness(scope: Scope) -> Iterator[Record]:
    for row in scope.completeness:
        yield _record("completeness", row, waived=scope.index.waived.get(row.place_id, 0))


def _decisions(scope: Scope) -> Iterator[Record]:
    for row in rows_of(scope.index.consolidation.decisions):
        if row.district_id == scope.place.id:
            yield _record("decisions", row, basis=None, withheld=True)


def _finding(scope: Scope, finding: Finding) -> Record:
    withheld = not finding.is_open and (finding.withheld or finding.state is FindingState.WAIVED)
    quoting = finding.is_open or withheld or finding.explanation is None
    allowed = _OF_DECISIONS if finding.path == DECISIONS_FILE else _HARMLESS
    below = stays_below(scope, finding.line)
    return {
        "place_id": finding.place_id if finding.place_id in scope.rulebook.registry else None,
        "code": finding.code,
        "severity": str(finding.severity),
        "line": None if below else _code(finding.line),
        "column": None if below else _code(finding.column),
        "facts": {
            name: text
            for name, text in sorted(finding.facts.items())
            if not below and name in allowed and (name not in _ADDRESS or _CODE.fullmatch(text))
        },
        "state": str(finding.state),
        "explanation": None if quoting else _cut(str(finding.explanation)),
        "withheld": withheld,
        "file": scope.index.file_codes.get(finding.path),
    }


def _denominators(scope: Scope) -> Iterator[Record]:
    for row in scope.rulebook.denominators:
        if (row.place_id, row.period) == (scope.place.id, scope.period.id):
            yield {"place_id": row.place_id, "indicator": row.indicator, "value": row.value}


def _record(table: str, row: Row, **others: object) -> Record:
    """The table's columns of a frame's row; ``others`` are said instead of what the frame has, or has not."""
    return {name: others[name] if name in others else _json(getattr(row, name)) for name in TABLES[table]}


def _json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, Integral) and not isinstance(value, bool) else value


def _code(text: str | None) -> str | None:
    """A printed code; whatever else a sender may have written in its place is none."""
    return text if text is not None and _CODE.fullmatch(text) else None


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(_CUT)] + _CUT


def _is_inside(scope: Scope, place_id: str) -> bool:
    district = scope.rulebook.registry.district_of(place_id)
    return district is not None and district.id == scope.place.id
