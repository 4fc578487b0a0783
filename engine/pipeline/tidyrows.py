"""Reads tidy tables back, for what builds on outputs that were written before."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from engine.report.tidy import FOLDER
from engine.report.tidytables import tidy_tables


def table_rows(outputs: Path, table: str, *names: str) -> Iterator[tuple[str, ...]]:
    """Some columns of one tidy table of a set of outputs, row by row, each value as its text stands.

    A missing value is empty. The table may lack columns that it has by now, or have others.

    Raises:
        OSError: it cannot be read.
        KeyError: it lacks one of these columns.
    """
    file = outputs / FOLDER / tidy_tables()[table].file_name
    with file.open(encoding="utf-8", newline="") as source:
        rows = csv.DictReader(source)
        if lacking := {*names} - {*(rows.fieldnames or ())}:
            raise KeyError(table, lacking)
        for row in rows:
            yield tuple(row[name] for name in names)
