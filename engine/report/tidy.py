"""The tidy tables: everything a consolidation knows as CSV files that other programs read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pandas as pd

from engine.consolidation.result import Consolidation
from engine.report.datapackage import write_datapackage
from engine.report.tidytables import tidy_tables
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import RegisterRow
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import sentence
from engine.vocabulary.safetext import safe_text

FOLDER = "data"


def write_tidy(folder: Path, consolidation: Consolidation, rulebook: Rulebook) -> tuple[Path, ...]:
    r"""Write data/*.csv and data/datapackage.json into ``folder``; return the files written.

    UTF-8, comma, ``\n``; numbers and dates as they are, text safe to open in a spreadsheet program, missing values
    empty.
    """
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    rows = {
        "register": (register_record(row).values() for row in consolidation.register),
        "findings": (finding_record(finding, rulebook).values() for finding in consolidation.findings),
        "facts": _frame_rows(consolidation.facts),
        "coverage": _frame_rows(consolidation.coverage),
        "activities": _frame_rows(consolidation.activities),
        "answers": _frame_rows(consolidation.answers),
        "completeness": _frame_rows(consolidation.completeness),
        "decisions": _frame_rows(consolidation.decisions),
        "changes": _frame_rows(consolidation.changes),
        "trends": _frame_rows(consolidation.trends),
        "progress": _frame_rows(consolidation.progress),
    }
    written = []
    for table in tidy_tables().values():
        file = target / table.file_name
        _write_csv(file, table.names, rows[table.name])
        written.append(file)
    return (*written, write_datapackage(target, consolidation, rulebook))


def cell_text(value: object) -> str:
    """One value as it stands in a tidy table.

    Missing is empty, a truth value ``true`` or ``false``, a date ISO 8601, a number its shortest exact digits (a whole
    number without a point), text safe.
    """
    if value.__class__ is str:
        return safe_text(value)  # most values are texts; asked first and exactly, for speed
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value) if isinstance(value, int) else safe_text(str(value))


def _write_csv(file: Path, header: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([cell_text(value) for value in row] for row in rows)


def _frame_rows(frame: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    return zip(*(frame[name].tolist() for name in frame.columns), strict=True)


def register_record(row: RegisterRow) -> dict[str, object]:
    """A register row under the column names of register.csv."""
    return {**asdict(row), "status": str(row.status), "codes": " ".join(row.codes)}


def finding_record(finding: Finding, rulebook: Rulebook, lang: str = "ru") -> dict[str, object]:
    """A finding under the column names of findings.csv; ``message`` says what was found and what to do."""
    return {
        "path": finding.path,
        "place_id": finding.place_id,
        "district_id": _district_id(finding.place_id, rulebook),
        "severity": str(finding.severity),
        "code": finding.code,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "line": finding.line,
        "column": finding.column,
        "value": finding.value,
        "message": sentence(finding, lang),
        "state": str(finding.state),
        "explanation": finding.explanation,
    }


def _district_id(place_id: str | None, rulebook: Rulebook) -> str | None:
    if place_id is None or place_id not in rulebook.registry:
        return None
    district = rulebook.registry.district_of(place_id)
    return None if district is None else district.id
