"""What a cell of a rules table means: texts, ids, numbers, dates, да / нет, as people type them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from engine.rulebook.names import nearest_name

_YES = frozenset({"да", "true", "истина", "1"})
_NO = frozenset({"нет", "false", "ложь", "0"})
_DATES = ("%d.%m.%Y", "%Y-%m-%d")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?|[+-]?[0-9]+(?:[.,][0-9]+)?")


@dataclass
class CellError(Exception):
    """A cell cannot be read: a code of problems.toml, the nearest valid name, and facts for the text."""

    problem: str
    nearest: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


Reader: TypeAlias = Callable[[str], object]


def text(cell: str) -> str:
    """Any text."""
    return cell


def ids(cell: str) -> tuple[str, ...]:
    """Ids with blanks, commas or semicolons between them."""
    return tuple(re.findall(r"[^\s,;]+", cell))


def number(cell: str) -> Decimal:
    """A number with a decimal comma or point; "70 %" is 0.7."""
    if (match := re.fullmatch(rf"({_GROUPED.pattern})\s*(%?)", cell)) is None:
        raise CellError("not_number")
    value = Decimal(re.sub(r"\s", "", match[1]).replace(",", "."))
    return value / 100 if match[2] else value


def whole(cell: str) -> int:
    """A whole number, 0 or more."""
    value = number(cell) if "%" not in cell else None
    if value is None or value != int(value) or value < 0:
        raise CellError("not_whole")
    return int(value)


def day(cell: str) -> date:
    """A date as 31.12.2024 or 2024-12-31; a midnight that Excel added is dropped."""
    plain = re.sub(r"[ T]0?0:00(:00)?$", "", cell)
    for pattern in _DATES:
        try:
            return datetime.strptime(plain, pattern).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    raise CellError("csv_not_date")


def yes_no(cell: str) -> bool:
    """да / нет, true / false, and what Excel makes of them (ИСТИНА / ЛОЖЬ)."""
    word = cell.casefold()
    if word not in _YES | _NO:
        raise CellError("csv_not_yes_no")
    return word in _YES


def one_of(*words: str) -> Reader:
    """A reader of one of these words."""

    def read(cell: str) -> str:
        if cell.casefold() not in words:
            raise CellError("unknown_value", nearest_name(cell, words), {"valid": ", ".join(words)})
        return cell.casefold()

    return read


def inn(cell: str) -> str:
    """A taxpayer's number: 10 digits of an organisation or 12 of a person; Excel drops zeros that it begins with."""
    if re.fullmatch(r"[0-9]{7,9}", cell):
        raise CellError("lost_zeros", cell.zfill(10))
    if not re.fullmatch(r"[0-9]{10}|[0-9]{12}", cell):
        raise CellError("not_inn")
    return cell
