"""Reading tables of rules as people save them from a Russian Excel: rows of text that remember their line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Generic, TypeVar

from engine.rulebook.errors import RulesProblem
from engine.rulebook.names import nearest_name

RecordT = TypeVar("RecordT")

_SEPARATORS = (",", ";", "\t")
#: Blanks that Excel and mail programs leave around a value, and the sign that a text begins with a byte order mark.
BLANKS = " \t\r\n\u00a0\u202f\ufeff"


@dataclass(frozen=True, slots=True)
class Row(Generic[RecordT]):
    """One row of a table: the line where it begins, its cells by column, its record once it is right."""

    line: int
    cells: Mapping[str, str]
    record: RecordT | None = None


@dataclass(frozen=True, slots=True)
class Table(Generic[RecordT]):
    """One CSV file: its rows in the file's order. ``columns`` are the known ones that its header has."""

    path: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row[RecordT], ...] = field(default=())

    def problem(
        self, row: Row[RecordT], column: str, problem: str, *, nearest: str | None = None, **facts: object
    ) -> RulesProblem:
        """A mistake in a cell of this table; the cell's text is the fact ``value``."""
        texts = {"value": row.cells.get(column, ""), "name": column} | {name: str(fact) for name, fact in facts.items()}
        return RulesProblem(self.path, row.line, column, problem, nearest, texts)

    @property
    def records(self) -> tuple[RecordT, ...]:
        """Records of the rows without mistakes, in the file's order."""
        return tuple(row.record for row in self.rows if row.record is not None)


def read_csv(
    file: Path, path: str, columns: Sequence[str], required: Sequence[str]
) -> tuple[Table[RecordT], list[RulesProblem]]:
    """Read a table into rows without records, and everything wrong with it as a table.

    UTF-8 (with or without byte order mark) and cp1251, comma, semicolon and tab, quoted line breaks and the empty rows
    and columns that Excel leaves at the end are all read.

    Args:
        file: the file.
        path: how problems name it.
        columns: the columns it may have, in any order.
        required: those of them that it must have.
    """
    try:
        written = written_text(file.read_bytes())
    except OSError as error:
        return Table(path), [RulesProblem(path, None, "", "unreadable", facts={"reason": str(error.strerror)})]
    if written is None:
        return Table(path), [RulesProblem(path, None, "", "csv_encoding")]
    lines = list(_lines(written.text, columns))
    broken = [
        RulesProblem(path, line, "", "csv_broken", facts={"reason": cells})
        for line, cells in lines
        if isinstance(cells, str)
    ]
    filled = [(line, cells) for line, cells in lines if not isinstance(cells, str) and any(cells)]
    if not filled:
        facts = {"columns": ", ".join(columns)}
        return Table(path), broken or [RulesProblem(path, 1, "", "csv_empty", facts=facts)]
    (head_line, head), *body = filled
    problems = [*broken, *_head_problems(path, head_line, head, columns, required)]
    rows: list[Row[RecordT]] = []
    for line, cells in body:
        rows.append(Row(line, {name: cell for name, cell in zip(head, cells, strict=False) if name in columns}))
        if stray := [cell for cell in cells[len(head) :] if cell]:
            problems.append(RulesProblem(path, line, "", "stray_cells", facts={"value": " ".join(stray)}))
    return Table(path, tuple(name for name in columns if name in head), tuple(rows)), problems


@dataclass(frozen=True, slots=True)
class WrittenText:
    """The text of a file and the encoding that it is written in; a byte order mark is part of the encoding."""

    text: str
    encoding: str


def written_text(content: bytes) -> WrittenText | None:
    """The text of a table's file; None where its encoding is not known."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        return None
    unicode = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"
    for encoding in (unicode, "cp1251"):
        try:
            return WrittenText(content.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    return None


def separator_of(text: str, columns: Sequence[str]) -> str:
    """The sign between the cells of a table: the one by which its first line holds most of the columns."""
    first = next((line for line in text.splitlines() if line.strip(BLANKS) and not is_hint(line)), "")
    return max(_SEPARATORS, key=lambda sign: len({cell.strip(BLANKS + '"') for cell in first.split(sign)} & {*columns}))


def _lines(text: str, columns: Sequence[str]) -> Iterator[tuple[int, list[str] | str]]:
    """Cells of each row with the line where it begins; a reason as text where the reader cannot go on."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator_of(text, columns), strict=True)
    line = 1
    try:
        for cells in reader:
            if line > 1 or not is_hint("".join(cells)):
                yield line, [cell.strip(BLANKS) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        yield line, str(error)


def is_hint(line: str) -> bool:
    """Tell whether a line only tells Excel the separator: «sep=;»."""
    return line.casefold().startswith("sep=")


def _head_problems(
    path: str, line: int, head: Sequence[str], columns: Sequence[str], required: Sequence[str]
) -> Iterator[RulesProblem]:
    meant = set()
    for number, name in enumerate(head):
        if name and name in head[:number]:
            yield RulesProblem(path, line, name, "duplicate_column", facts={"name": name})
        elif name and name not in columns:
            nearest = nearest_name(name, [column for column in columns if column not in head])
            meant.add(nearest)
            yield RulesProblem(path, line, name, "unknown_column", nearest, {"name": name})
    for name in required:
        if name not in head and name not in meant:
            yield RulesProblem(path, line, name, "missing_column", facts={"name": name})
