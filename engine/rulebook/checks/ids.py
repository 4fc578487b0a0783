"""Ids: known or not, given twice, fit to be part of a file name, without the zeros that Excel drops."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from engine.rulebook.csvfiles import Row, Table
from engine.rulebook.errors import RulesProblem
from engine.rulebook.names import nearest_name
from engine.rulebook.pack import Pack
from engine.rulebook.yamlfiles import Document, Where

#: Ids become folder and file names on Windows too, and stand in CSV cells.
_SAFE = re.compile(r"[0-9A-Za-zА-Яа-яЁё][0-9A-Za-zА-Яа-яЁё_@-]*(\.[0-9A-Za-zА-Яа-яЁё_@-]+)*")
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def known_places(pack: Pack) -> frozenset[str] | None:
    """Ids that the registry gives or means, on faulty rows too; None where it could not be read."""
    if "id" not in pack.registry.columns:
        return None
    given = {row.cells.get("id", "") for row in pack.registry.rows}
    return frozenset(given | {*meant_ids(pack.registry)}) - {""}


def meant_ids(registry: Table[Any]) -> tuple[str, ...]:
    """Row by row the id that a place had before Excel dropped its zeros, else the id as it stands.

    Zeros are lost where an id of digits is shorter than another one of its level, where a region or district has a
    single digit, and where an organisation's id begins with the single digit of its district.
    """
    longest: dict[str, int] = {}
    for row in registry.rows:
        place_id, level = row.cells.get("id", ""), row.cells.get("level", "")
        if place_id.isdecimal():
            longest[level] = max(longest.get(level, 2), len(place_id))
    return tuple(_meant_id(row, longest) for row in registry.rows)


def _meant_id(row: Row[Any], longest: dict[str, int]) -> str:
    place_id, parent_id = row.cells.get("id", ""), row.cells.get("parent_id", "")
    if not place_id.isdecimal():
        return place_id
    if len(parent_id) == 1 and parent_id.isdecimal() and place_id.startswith(parent_id):
        return f"0{place_id}"
    return place_id.zfill(longest[row.cells.get("level", "")])


def known_items(document: Document[Any], key: str) -> frozenset[str] | None:
    """Ids of the items that a file lists, of faulty ones too; None where the file could not be read."""
    return document.names(key) if isinstance(document.raw, dict) else None


def named_items(document: Document[Any], key: str) -> Iterator[tuple[Where, str]]:
    """The place and text of every id that a file lists, faulty items included."""
    for where, item in document.items(key):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield (*where, "id"), item["id"]


def unknown_in_file(
    document: Document[Any], where: Where, name: str, known: frozenset[str] | None, problem: str
) -> Iterator[RulesProblem]:
    """A problem where a YAML file names what nothing defines."""
    if known is not None and name not in known:
        yield document.problem(where, problem, nearest=nearest_name(name, known), name=name)


def unknown_in_table(
    table: Table[Any], row: Row[Any], column: str, known: frozenset[str] | None, problem: str
) -> Iterator[RulesProblem]:
    """A problem where a cell names what nothing defines; lost zeros in front are recognised."""
    name = row.cells.get(column, "")
    if known is None or not name or name in known:
        return
    if whole := _with_zeros(name, known):
        yield table.problem(row, column, "lost_zeros", nearest=whole)
    else:
        yield table.problem(row, column, problem, nearest=nearest_name(name, known), name=name)


def repeated_in_file(
    document: Document[Any], names: Iterable[tuple[Where, Hashable]], problem: str = "repeated"
) -> Iterator[RulesProblem]:
    """A problem at every place whose name an earlier place has; names the earlier one's line."""
    first: dict[Hashable, Where] = {}
    for where, name in names:
        if name in first:
            yield document.problem(where, problem, name=name, first=document.line(first[name]))
        else:
            first[name] = where


def repeated_in_table(table: Table[Any], columns: tuple[str, ...], shown: str) -> Iterator[RulesProblem]:
    """A problem at every row that repeats an earlier one in all of ``columns``, shown at the column ``shown``."""
    first: dict[tuple[str, ...], int] = {}
    for row in table.rows:
        name = tuple(row.cells.get(column, "") for column in columns)
        if name in first:
            yield table.problem(row, shown, "repeated", name=", ".join(filter(None, name)), first=first[name])
        elif any(name):
            first[name] = row.line


def unsafe(name: str) -> bool:
    """Tell whether an id could not be part of a file name everywhere."""
    return _SAFE.fullmatch(name) is None or name.partition(".")[0].casefold() in _DEVICES


def _with_zeros(name: str, known: frozenset[str]) -> str | None:
    """The one known id that is ``name`` with zeros in front."""
    if not re.fullmatch(r"[0-9]+", name):
        return None
    whole = [
        each for each in known if each.isdecimal() and len(each) > len(name) and each.lstrip("0") == name.lstrip("0")
    ]
    return min(whole, key=len, default=None)
