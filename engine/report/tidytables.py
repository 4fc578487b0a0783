"""The description of the tidy tables: their columns, types and words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class TidyColumn:
    """One column; ``type`` is a type of the Table Schema, ``allowed`` the words that may stand in it (none: any)."""

    name: str
    type: str
    ru: str
    en: str
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TidyTable:
    """One table; ``row`` says what a row is, ``key`` which columns identify it."""

    name: str
    ru: str
    en: str
    row: str
    key: tuple[str, ...]
    columns: tuple[TidyColumn, ...]

    @property
    def file_name(self) -> str:
        """Name of its file in data/."""
        return f"{self.name}.csv"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its columns, in order."""
        return tuple(column.name for column in self.columns)


@cache
def tidy_tables() -> Mapping[str, TidyTable]:
    """The tables by name, in the order in which people meet them."""
    content = tomllib.loads(files("engine.report").joinpath("tidytables.toml").read_text(encoding="utf-8"))
    described = content["columns"]
    return {
        name: TidyTable(
            name=name,
            ru=table["ru"],
            en=table["en"],
            row=table["row"],
            key=tuple(table["key"]),
            columns=tuple(
                _column(column, described.get(f"{name}.{column}") or described[column]) for column in table["columns"]
            ),
        )
        for name, table in content["tables"].items()
    }


def _column(name: str, described: Mapping[str, object]) -> TidyColumn:
    allowed = described.get("enum", ())
    return TidyColumn(
        name=name,
        type=str(described["type"]),
        ru=str(described["ru"]),
        en=str(described["en"]),
        allowed=tuple(str(word) for word in allowed) if isinstance(allowed, list) else (),
    )
