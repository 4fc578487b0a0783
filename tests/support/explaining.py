"""A region whose numbers come from everywhere that numbers may come from, and what leaves of explanations add up to."""

from __future__ import annotations

import csv
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import ceil, isclose
from pathlib import Path

from support.closings import consolidated, consolidated_and_closed
from support.sending import send_form
from support.small_region import AS_OF, PERIOD

from engine.consolidation.run import consolidate
from engine.intake.grids import CellContent, Sheet
from engine.intake.positions import address_of
from engine.intake.written import open_written
from engine.pipeline.explaining.comparing import shows
from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.meant import nodes_of
from engine.pipeline.explaining.opened import Meaning, Opened, is_number, opened
from engine.pipeline.explaining.originals import Originals
from engine.pipeline.explaining.runs import KnownRun, run_of
from engine.pipeline.explaining.tree import Node
from engine.report.tidy import write_tidy
from engine.rulebook.loading import load_rulebook
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Value
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding
from engine.workspace.folders import Workspace
from engine.workspace.publication import sha256_of

#: Numbers of sections 2 to 5 that a form leaves blank where it says that there was nothing to count.
_COUNTED = (
    *(f"{line}.{column}" for line in ("201", "203") for column in range(1, 8)),
    *("291.1", "291.2", "301", "302", "303", "304", "305", "306", "307", "308", "309", "310", "311"),
    *("401", "402", "501", "502", "503", "504"),
)
NOTHING_TO_COUNT: dict[str, Value] = {"013": "да", **dict.fromkeys(_COUNTED)}
BASIS = "письмо школы № 5"


def explained_workspace(folder: Path, small_rules: Path) -> Workspace:
    """A workspace with 2023 closed and 2024 consolidated; its rules are a copy that a test may change.

    In 2024 school 0101 writes a number as text, in an archive; 0501 has nothing to count; 0502 counts with its errors
    by decision; 0503 and both districts are silent. Young specialists of district 05 are counted by somebody else.
    """
    shutil.copytree(small_rules, folder / "rules")
    add_row(folder / "rules" / "decisions.csv", ["0502", "2024", "accept", "", BASIS, "Петрова А. И.", "2025-01-20"])
    add_row(folder / "rules" / "denominators.csv", ["young_specialists", "05", "2024", "40", "Росстат"])
    workspace, rulebook = Workspace(folder), load_rulebook(folder / "rules")
    send_form(workspace, rulebook, "0101", "2024-01-10/0101.xlsx", {"101": 320}, "2023")
    done: dict[str, Value] = {"7001.1": "выполнено", "7001.2": date(2020, 10, 12)}
    send_form(workspace, rulebook, "0501", "2024-01-10/0501.xlsx", done, "2023")
    consolidated_and_closed(workspace, rulebook, "2023", date(2024, 2, 1))
    file = send_form(workspace, rulebook, "0101", "2025-01-13/0101.xlsx", {"101": "300 чел.", "309": 5})
    with zipfile.ZipFile(file.with_name("отчёты.zip"), "w") as archive:
        archive.write(file, "школы/0101 отчёт.xlsx")
    file.unlink()
    send_form(workspace, rulebook, "0501", "2025-01-13/0501.xlsx", NOTHING_TO_COUNT)
    send_form(workspace, rulebook, "0502", "2025-01-24/0502.xlsx", {"306": 40})
    consolidated(workspace, rulebook)
    return workspace


def small_evidence(
    folder: Path, rulebook: Rulebook, readings: Iterable[FileReading], findings: Iterable[Finding] = ()
) -> Evidence:
    """What a consolidation of the small region (see small_region) leaves behind, without any file in incoming/."""
    workspace = Workspace(folder)
    outputs = workspace.outgoing / PERIOD.id
    result = consolidate(tuple(readings), tuple(findings), rulebook, PERIOD, AS_OF)
    written = write_tidy(outputs, result, rulebook)
    hashes = {each.relative_to(outputs).as_posix(): sha256_of(each) for each in written}
    return Evidence(workspace, KnownRun(outputs, PERIOD.id, AS_OF, rulebook.sha256, None, hashes), rulebook, PERIOD)


def add_row(table: Path, cells: Iterable[str]) -> None:
    """Add a row to a table of the rules."""
    with table.open("a", encoding="utf-8", newline="") as target:
        csv.writer(target).writerow(cells)


@dataclass(frozen=True)
class Asked:
    """A numeric cell of a workbook that the workbook says a meaning of."""

    sheet: str
    cell: str
    value: CellContent
    meaning: Meaning


@dataclass(frozen=True)
class Book:
    """A workbook with everything that it is explained by, read once for all of its cells."""

    workspace: Workspace
    path: Path

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules of the workspace."""
        return load_rulebook(self.workspace.rules)

    @cached_property
    def opened(self) -> Opened:
        """The workbook's stamp and meanings."""
        return opened(open_written(self.path))

    @cached_property
    def evidence(self) -> Evidence:
        """The run that it belongs to."""
        run = run_of(self.workspace, self.opened.stamp, self.path)
        return Evidence(self.workspace, run, self.rulebook, self.rulebook.periods[run.period_id])

    @cached_property
    def originals(self) -> Originals:
        """The files that came in."""
        return Originals(self.evidence)

    def asked(self, *sheets: str) -> Iterator[Asked]:
        """Numeric cells of these sheets, or of every sheet that has meanings."""
        for name in sheets or sorted(self.opened.sheets_with_meanings):
            sheet = self.opened.workbook.sheet(name) or Sheet(name, ())
            for row, column, value in numbers(sheet):
                yield Asked(name, address_of(row, column), value, self.opened.meaning(sheet, row, column))

    def nodes(self, asked: Asked) -> tuple[Node, ...]:
        """What explains a cell, with what its files say."""
        return tuple(
            self.originals.beside(each) for each in nodes_of(self.evidence, asked.meaning, self.opened.stamp.place_id)
        )


def is_sound(book: Book, asked: Asked) -> bool:
    """Tell whether a cell is explained, shows what the explanation says, and follows from its leaves."""
    number, nodes = asked.value, book.nodes(asked)
    assert isinstance(number, int | float)
    given = [float(each) for each in (recomputed(node, book.workspace.root) for node in nodes) if each is not None]
    if len(given) == 2 and given[1]:  # a bar shows what part the first is of the second
        given.append(given[0] / given[1])
    follows = any(isclose(number, each, rel_tol=1e-9, abs_tol=1e-9) for each in given)
    return shows(number, nodes) and (follows or nodes[0].what in {"plain", "rows_shown"})


def numbers(sheet: Sheet) -> Iterator[tuple[int, int, CellContent]]:
    """Row, column and value of every numeric cell, zero-indexed."""
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            if is_number(value):
                yield row, column, value


def recomputed(node: Node, root: Path) -> Fraction | None:  # noqa: C901, PLR0911  one return per way to follow
    """The number that a node's leaves give, read from the files themselves; None where there is none."""

    def parts() -> list[Fraction | None]:
        return [recomputed(each, root) for each in node.parts]

    match node.how:
        case "sum" | "added":
            return sum(_known(parts()), Fraction(0)) if node.parts or node.what != "total" else None
        case "count":
            return Fraction(len(node.parts))
        case "largest":
            return max(_known(parts()), default=Fraction(0))
        case "same":
            return parts()[0]
        case "ratio" | "pairs":
            numerator, denominator = _terms(node, root)
            return numerator / denominator if denominator else None
        case "points" | "difference":
            first, second = map(_sure, parts())
            return (first - second) * (100 if node.how == "points" else 1)
        case "short":
            numerator, denominator = _terms(node.parts[0], root)
            return Fraction(max(0, ceil(_sure(parts()[1]) * denominator) - numerator))
        case "numerator" | "denominator":
            return _terms(node.parts[0], root)[node.how == "denominator"]
        case "growth":
            return _terms(node.parts[0], root)[1] / _terms(node.parts[1], root)[1] - 1
    return _given(node, root)


def _terms(node: Node, root: Path) -> tuple[Fraction, Fraction]:
    """Numerator and denominator below a node; a count is a numerator over one."""
    if node.how == "pairs":
        terms = [_terms(each, root) for each in node.parts]
        return sum((each[0] for each in terms), Fraction(0)), sum((each[1] for each in terms), Fraction(0))
    if node.how == "same":
        return _terms(node.parts[0], root)
    if node.how == "ratio":
        return _sure(recomputed(node.parts[0], root)), _sure(recomputed(node.parts[1], root))
    return _sure(recomputed(node, root)), Fraction(1)


def _given(node: Node, root: Path) -> Fraction | None:
    """The number that stands in a leaf: in a cell of a file that came in, or in a row of a table of the rules."""
    leaf = node.leaf
    if node.what == "activity":
        due_on, as_of = node.facts["due_on"], node.facts["as_of"]
        assert isinstance(due_on, date)
        assert isinstance(as_of, date)
        return Fraction((as_of - due_on).days)
    if node.what == "days_late":
        days = (date.fromisoformat(str(node.facts[each])) for each in ("received_on", "due_on"))
        return Fraction((next(days) - next(days)).days)
    if leaf is None:
        return None
    if leaf.row is not None:
        return _in_row(node, _row(root / leaf.path, leaf.row))
    assert leaf.raw is not None, node
    assert leaf.raw or leaf.implied, node
    return Fraction(re.sub(r"\D", "", leaf.raw) or 0)


def _in_row(node: Node, row: Mapping[str, str]) -> Fraction:
    """The number of a node in its row of a table of the rules."""
    columns = {"target": "minimum", "external_denominator": "value"}
    if node.what in columns:
        return Fraction(row[columns[node.what]])
    assert node.what == "history_count", node
    return next(Fraction(row[each]) for each in ("numerator", "denominator") if Fraction(row[each]) == node.value)


def _row(file: Path, number: int) -> dict[str, str]:
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.reader(source))
    return dict(zip(rows[0], rows[number - 1], strict=True))


def _known(values: Iterable[Fraction | None]) -> list[Fraction]:
    return [each for each in values if each is not None]


def _sure(value: Fraction | None) -> Fraction:
    assert value is not None
    return value
