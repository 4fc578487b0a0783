"""Reads tidy tables back, for what builds on outputs that were written before."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from engine.report.tidy import FOLDER
from engine.report.tidytables import tidy_tables


def tables_sha256(hashes: Mapping[str, str]) -> str:
    """One hash over the tidy tables of a run from their own hashes, by path in the run's folder."""
    return hashlib.sha256("".join(f"{path} {hashes[path]}\n" for path in sorted(hashes)).encode()).hexdigest()


def table_rows(outputs: Path, table: str, *names: str) -> Iterator[tuple[str, ...]]:
    """Some columns of one tidy table of a set of outputs, row by row, each value as its text stands.

    A missing value is empty. The table may lack columns that it has by now, or have others.

    Raises:
        OSError: it cannot be read.
        KeyError: it lacks one of these columns.
        ValueError: a row is torn.
    """
    file = outputs / FOLDER / tidy_tables()[table].file_name
    with file.open(encoding="utf-8", newline="") as source:
        rows = csv.reader(source)
        names_written = next(rows, [])
        head = {name: number for number, name in enumerate(names_written)}
        if lacking := {*names} - head.keys():
            raise KeyError(table, lacking)
        wanted = [head[name] for name in names]
        for row in rows:
            if len(row) != len(names_written):
                raise ValueError(table)
            yield tuple([row[number] for number in wanted])
