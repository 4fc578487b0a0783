"""A form as bare cells, in a layout of its own: what reading must not depend on is easy to change here."""

from __future__ import annotations

from collections.abc import Mapping

from engine.intake.grids import CellContent, Sheet, Workbook
from engine.rulebook.forms import Form, SectionKind, lines_of
from engine.vocabulary.fields import Address

Grid = dict[str, list[list[CellContent]]]


def plain_form(
    form: Form, values: Mapping[str, CellContent] | None = None, stamp: Mapping[str, str] | None = None
) -> Grid:
    """Rows by sheet name: per section a title, heads, the row of numbers, and a row per line.

    ``values`` by address («201.2» or «306»); ``stamp`` becomes the hidden sheet's rows.
    """
    given = {Address.parse(address): value for address, value in (values or {}).items()}
    grid: Grid = {}
    for section in form.sections:
        rows = grid.setdefault(section.sheet, [[form.title], []])
        if section.kind is SectionKind.ROADMAP:
            continue
        rows.append([section.title])
        rows.append(["Показатель", "Код строки", *(column.label for column in section.columns)])
        rows.append(["А", "Б", *(column.column for column in section.columns)])
        for line in lines_of(section):
            cells = [given.get(Address(line.line, column.column)) for column in section.columns]
            rows.append([line.label, line.line, *cells])
        rows.append([])
    if stamp is not None:
        grid["_svod"] = [[key, value] for key, value in stamp.items()]
    return grid


def as_workbook(grid: Grid) -> Workbook:
    """The grid as a workbook; its stamp is hidden."""
    return Workbook(tuple(Sheet(name, rows, hidden=name == "_svod") for name, rows in grid.items()))


def stamp_for(place_id: str, **changes: str) -> dict[str, str]:
    """The stamp of a school's form of the demo period."""
    usual = {"form": "school", "form_version": "2024-1", "period": "2024", "place_id": place_id, "revision": "0"}
    return {**usual, **changes}
