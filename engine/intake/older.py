"""Reads a workbook that was made on another version of the form: its fields, by their printed codes, for this one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.intake.grids import Workbook
from engine.intake.locate import locate
from engine.intake.located import Location
from engine.rulebook.forms import Field, Form
from engine.vocabulary.fields import Address, Unplaced
from engine.vocabulary.findings import Cell, Finding
from engine.vocabulary.messages import found

#: What a form lacks by the codes of another version is no fault of the curator; it is told in one finding.
_LACKED = {"T05", "T08", "T29", "T32"}


def locate_older(workbook: Workbook, made_on: Form | None, form: Form, path: str) -> Location:
    """Locate a workbook of another version.

    Args:
        workbook: any workbook.
        made_on: the version that it was made on; None where the rules do not know it, then the codes of ``form`` are
            looked for as far as they are there.
        form: the version whose fields are asked for.
        path: the file, for findings.

    Returns:
        Its sections; ``homes`` are the fields of ``form`` that mean the same there.
    """
    if made_on is None:
        location = locate(workbook, form, path)
        return replace(location, findings=tuple(each for each in location.findings if each.code not in _LACKED))
    return replace(locate(workbook, made_on, path), homes=homes_of(made_on, form))


def homes_of(made_on: Form, form: Form) -> Mapping[Address, str]:
    """The section of one version in which each field of another stands: the field of that address and type."""
    return {
        asked.address: there.section_id
        for asked in form.fields
        if (there := made_on.by_address.get(asked.address)) is not None
        and (there.type, there.computed is None) == (asked.type, asked.computed is None)
    }


def said_of_dropped(unplaced: Sequence[Unplaced], made_on: Form, form: Form, path: str) -> list[Finding]:
    """One warning per line with content that the newer form does not ask for, or not in this way."""
    homes = homes_of(made_on, form)
    lines: defaultdict[str, list[Unplaced]] = defaultdict(list)
    for each in unplaced:
        if each.address in made_on.by_address and each.address not in homes:
            lines[each.address.line].append(each)
    return [_dropped(cells, made_on.by_address, path) for cells in lines.values()]


def said_of_new(lost: Sequence[Field], made_on: Form, form: Form, path: str) -> list[Finding]:
    """A warning that names the lines of the newer form that the workbook could not have.

    Args:
        lost: fields without a cell in the workbook.
        made_on: the version that it was located by.
        form: the newer version.
        path: the file.
    """
    there = homes_of(made_on, form) if made_on is not form else {}
    lines = {each.address.line for each in lost if each.address not in there}
    if not lines:
        return []
    order = list(dict.fromkeys(each.address.line for each in form.fields))
    return [found("T45", path, lines=_ranges(order, lines))]


def _dropped(cells: Sequence[Unplaced], fields: Mapping[Address, Field], path: str) -> Finding:
    first, *others = cells
    asked = fields[first.address] if first.address is not None else None
    return found(
        "T44",
        path,
        sheet=first.sheet,
        cell=first.cell,
        line=None if asked is None else asked.address.line,
        column=None if asked is None else asked.address.column,
        also=tuple(Cell(each.sheet, each.cell) for each in others),
        label="" if asked is None else asked.short,
    )


def _ranges(order: Sequence[str], lines: set[str]) -> str:
    """Lines in printed order, neighbours together: «209, 312–314»."""
    runs: list[list[str]] = []
    for before, line in zip(["", *order], order, strict=False):
        if line in lines:
            if before in lines and runs:
                runs[-1].append(line)
            else:
                runs.append([line])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
