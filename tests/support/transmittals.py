"""Transmittals of a consolidation, as a district would send them and intake would read them, without any file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import engine
from engine.consolidation.result import Consolidation
from engine.intake.grids import CellContent, Sheet, Workbook
from engine.intake.positions import letters_of
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.transmittaltables import tables
from engine.rulebook.parts import part_hashes
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding
from engine.vocabulary.transmittal import TABLES, TRANSMITTAL, Transmittal
from engine.vocabulary.transmittalrows import (
    CELLS_KEY,
    HASH_KEY,
    Mirrored,
    data_row,
    mirror_rows,
    mirrored,
    read_data_row,
    rows_hash,
    sealed_hash,
)

Rows: TypeAlias = Sequence[Sequence[CellContent]]


def sent_up(
    result: Consolidation, rulebook: Rulebook, district_id: str, *, version: int = 1, path: str | None = None
) -> Transmittal:
    """What a district sends up of a consolidation; each of its facts is printed in a row of its own."""
    scope = Scope(Index(result, rulebook), rulebook.registry[district_id], leaves=True)
    rows = {(row.place_id, row.line, row.column): number for number, row in enumerate(scope.facts, start=8)}
    told: dict[str, list[Mapping[str, object]]] = {table: [] for table in TABLES}
    for table, values in tables(scope, rows):
        name, read = read_data_row(data_row(table, values))
        told[name].append(read)
    path = path or f"{district_id} передаточный.xlsx"
    return Transmittal(
        path=path,
        sha256=f"sha256 of {path}",
        district_id=district_id,
        period_id=result.period.id,
        as_of=result.as_of,
        version=version,
        engine_version=engine.__version__,
        rules=part_hashes(rulebook, district_id, result.period),
        tables={table: tuple(rows) for table, rows in told.items()},
        facts_sheet="Данные",
        facts_column="G",
    )


def sent_file(transmittal: Transmittal, *findings: Finding, **fields: object) -> FileReading:
    """The file that a transmittal was read from."""
    file = FileReading(
        path=transmittal.path,
        size=1000,
        sha256=transmittal.sha256,
        format="xlsx",
        findings=findings,
        place_id=transmittal.district_id,
        period_id=transmittal.period_id,
        form=TRANSMITTAL,
        form_version=TRANSMITTAL,
        revision=transmittal.version,
        transmittal=transmittal,
    )
    return replace(file, **fields)  # type: ignore[arg-type]  # fields of a reading, as a test names them


def with_rows(transmittal: Transmittal, table: str, rows: Iterable[Mapping[str, object]]) -> Transmittal:
    """The same transmittal with other rows in a table."""
    return replace(transmittal, tables={**transmittal.tables, table: tuple(rows)})


def cells_of(sheets: Mapping[str, Rows]) -> Iterator[Mirrored]:
    """The mirror of sheets of texts and numbers."""
    for name, rows in sheets.items():
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, str | int | float):
                    yield mirrored(name, number, letters_of(column), value)


def hand_made(
    sheets: Mapping[str, Rows], data: Sequence[str], written: Mapping[str, Rows] | None = None, **stamp: str
) -> Workbook:
    """A transmittal as cells in memory: visible sheets, as they were ``written`` (None: as they are), and its data."""
    told = {
        "form": TRANSMITTAL,
        "period": "2024",
        "place_id": "01",
        "as_of": "2024-12-31",
        "engine_version": engine.__version__,
        "data_sha256": "0" * 64,
        "version": "2",
        "closed_on": "2025-01-20",
        "facts_sheet": "Данные",
        "facts_column": "G",
        "rules.forms": "abc",
    } | stamp
    mirror = list(mirror_rows(cells_of(sheets if written is None else written)))
    told = {CELLS_KEY: rows_hash(mirror)} | told
    told = {HASH_KEY: sealed_hash(data, told)} | told
    return Workbook(
        (
            *(Sheet(name, rows) for name, rows in sheets.items()),
            Sheet("_data", [[text] for text in data], hidden=True),
            Sheet("_cells", [[text] for text in mirror], hidden=True),
            Sheet("_svod", [[key, value] for key, value in told.items()], hidden=True),
        )
    )


def data_of(transmittal: Transmittal) -> list[str]:
    """The rows of data of a transmittal."""
    return [data_row(table, row) for table, rows in transmittal.tables.items() for row in rows]
