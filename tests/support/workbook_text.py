"""Workbooks as text: every cell with its formula, value, number format, colour and link, for tests and golden files."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from support.consolidations import sample, sample_rulebook

from engine.report.book import Book
from engine.report.bookfile import open_book
from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook
from engine.template import style

_TONES = {
    style.GOOD: "good",
    style.WARN: "warn",
    style.BAD: "bad",
    style.NEUTRAL: "neutral",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as a reader sees it; ``value`` is the kept result where there is a formula."""

    value: object
    formula: str | None
    number_format: str
    tone: str | None
    link: str | None

    def __str__(self) -> str:
        shown = self.value.date().isoformat() if isinstance(self.value, datetime) else repr(self.value)
        parts = [f"{self.formula} → {shown}" if self.formula else shown]
        if self.number_format not in {"General", "@"}:
            parts.append(f"[{self.number_format}]")
        parts += [f"({self.tone})"] if self.tone else []
        parts += [f"→ {self.link}"] if self.link else []
        return " ".join(parts)


def read(path: Path) -> dict[str, dict[str, Shown]]:
    """Every cell that holds something, by sheet and address, in reading order."""
    formulas, values = opened(path), opened(path, data_only=True)
    return {
        sheet.title: {
            cell.coordinate: _shown(cell, values[sheet.title][cell.coordinate].value)
            for row in sheet.iter_rows()
            for cell in row
            if not isinstance(cell, MergedCell) and cell.value is not None
        }
        for sheet in formulas.worksheets
    }


def opened(path: Path, *, data_only: bool = False) -> Workbook:
    """A workbook as openpyxl reads it."""
    with warnings.catch_warnings():
        # Bars and sparklines inside cells: openpyxl tells that it would not write them again.
        warnings.filterwarnings("ignore", message=".* extension is not supported", category=UserWarning)
        return load_workbook(path, data_only=data_only)


def dump(path: Path, shortened: str = "Данные", shown: int = 400) -> str:
    """The whole workbook as lines of text; of the long sheet ``shortened`` only the first ``shown`` cells."""
    lines = []
    for sheet, cells in read(path).items():
        listed = [f"{address}: {cell}" for address, cell in cells.items()]
        lines += ["", f"# {sheet}", *(listed[:shown] if sheet == shortened else listed)]
    return "\n".join(lines).strip() + "\n"


def assert_golden(text: str, golden: Path) -> None:
    """Compare with a golden file; with SVOD_WRITE_GOLDEN=1 in the environment write it anew."""
    if os.environ.get("SVOD_WRITE_GOLDEN"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


def written(write: Callable[[Book, Scope], None], scope: Scope, folder: Path) -> dict[str, Shown]:
    """The cells of the first sheet that a sheet writer makes for a scope."""
    path = folder / "sheet.xlsx"
    with open_book(path, "Проба", "Проба", scope.as_of) as book:
        write(book, scope)
    return next(iter(read(path).values()))


def sample_scope(rulebook: Rulebook, place_id: str) -> Scope:
    """The sample's part that one place's workbook shows."""
    small = sample_rulebook(rulebook)
    return Scope(Index(sample(small), small), small.registry[place_id])


def column(cells: dict[str, Shown], letter: str) -> list[object]:
    """The values of one column from top to bottom."""
    return [cell.value for address, cell in cells.items() if address.rstrip("0123456789") == letter]


def _shown(cell: Cell, kept: object) -> Shown:
    fill = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None
    is_formula = cell.data_type == "f"
    if cell.hyperlink is not None and kept == cell.hyperlink.location:
        kept = None  # openpyxl fills a blank cell that is a link with where it leads
    return Shown(
        value=kept if is_formula else cell.value,
        formula=str(cell.value) if is_formula else None,
        number_format=cell.number_format,
        tone=_TONES.get(f"#{fill[-6:]}") if isinstance(fill, str) else None,
        link=cell.hyperlink.location if cell.hyperlink is not None else None,
    )
