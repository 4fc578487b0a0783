"""Adding a row to a table as people saved it: encoding, separator, line ends and every other row stay as they are."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from engine.rulebook.csvfiles import BLANKS, is_hint, separator_of, written_text


def with_row(content: bytes, columns: Sequence[str], row: Mapping[str, str]) -> bytes:
    """The bytes of a table's file with one more row at the end.

    A column that the row fills and the table lacks is added to the head; rows above stay short, which reads as blank.
    Otherwise what was there is the beginning of what is returned, byte for byte, but for a line end after the last row.

    Args:
        content: the file; it has a head and is a table without mistakes.
        columns: the columns that the table may have.
        row: the new cells by column; columns that are not named stay blank.

    Raises:
        ValueError: the encoding is not known, or there is no head.
        UnicodeEncodeError: the row holds a character that the file's encoding lacks.
    """
    written = written_text(content)
    if written is None:
        raise ValueError("encoding")
    separator = separator_of(written.text, columns)
    lines = list(StringIO(written.text, newline=""))
    head_ends, head = _head(lines, separator)
    line_end = _line_end(lines[head_ends - 1]) or "\n"
    added = [name for name in columns if row.get(name) and name not in head]
    if added:
        lines[head_ends - 1] = _longer(lines[head_ends - 1], separator, added)
    if not _line_end(lines[-1]):
        lines[-1] += line_end
    cells = [row.get(name, "") for name in (*head, *added)]
    return ("".join(lines) + _csv(cells, separator, line_end)).encode(written.encoding)


def _head(lines: Sequence[str], separator: str) -> tuple[int, list[str]]:
    """How many lines of the text the head ends after, and its cells."""
    reader = csv.reader(lines, delimiter=separator)
    for cells in reader:
        names = [cell.strip(BLANKS) for cell in cells]
        if any(names) and not is_hint("".join(cells)):
            return reader.line_num, names
    raise ValueError("head")


def _line_end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _longer(line: str, separator: str, names: Sequence[str]) -> str:
    end = _line_end(line)
    return separator.join([line.removesuffix(end), *names]) + end


def _csv(cells: Sequence[str], separator: str, line_end: str) -> str:
    target = StringIO(newline="")
    csv.writer(target, delimiter=separator, lineterminator=line_end).writerow(cells)
    return target.getvalue()
