"""Reads the cells that an explanation ends at again, in the files of incoming/, as far as these are still the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from engine.intake.again import Incoming
from engine.intake.cells import raw_of
from engine.intake.grids import Sheet
from engine.intake.positions import position_of
from engine.intake.refusal import Refused
from engine.intake.written import WrittenWorkbook, written_workbook
from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.opened import opened
from engine.pipeline.explaining.places import INCOMING
from engine.pipeline.explaining.printed import PrintedFacts
from engine.pipeline.explaining.tree import Leaf, Node, Origin
from engine.vocabulary.fields import Address, OccurrenceKey
from engine.vocabulary.files import FileReading
from engine.vocabulary.roadmap import STATUS
from engine.vocabulary.transmittal import TRANSMITTAL, Transmittal

#: Nodes whose cell is found by the occurrence that they are about.
_ANSWERS = frozenset({"said", "said_before", "nothing_said"})
_File = tuple[str, str]


@dataclass(frozen=True)
class Told:
    """What a transmittal tells, ready to be looked up: its facts by place, line and column, and by occurrence."""

    transmittal: Transmittal
    facts: Mapping[tuple[object, ...], Mapping[str, object]]
    answers: Mapping[tuple[object, ...], Mapping[str, object]]
    reports: Mapping[object, Mapping[str, object]]

    @classmethod
    def of(cls, transmittal: Transmittal) -> Told:
        """Look through the tables of a transmittal."""
        facts, reports = transmittal.tables["facts"], transmittal.tables["reports"]
        answers = (each for each in facts if each["key"] is not None and each["column"] == STATUS)
        return cls(
            transmittal,
            {(each["place_id"], each["line"], each["column"]): each for each in facts},
            {(each["place_id"], each["roadmap"], each["key"]): each for each in answers},
            {each["place_id"]: each for each in reports},
        )


@dataclass(frozen=True)
class Originals:
    """The files of incoming/ as they are now; each is read once, when it is first asked for."""

    evidence: Evidence
    _workbooks: dict[_File, WrittenWorkbook | None] = field(default_factory=dict)
    _sheets: dict[tuple[_File, str], Sheet | None] = field(default_factory=dict)
    _readings: dict[_File, FileReading | None] = field(default_factory=dict)
    _told: dict[_File, Told | None] = field(default_factory=dict)
    _printed: dict[_File, PrintedFacts | None] = field(default_factory=dict)

    def beside(self, node: Node) -> Node:
        """The tree with what the cells of its leaves say now."""
        leaf = node.leaf
        if leaf is not None and leaf.path.startswith(INCOMING):
            leaf = self._looked_up(leaf, node)
        return replace(
            node,
            leaf=leaf,
            parts=tuple(self.beside(each) for each in node.parts),
            asides=tuple(self.beside(each) for each in node.asides),
        )

    def _looked_up(self, leaf: Leaf, node: Node) -> Leaf:
        file = (leaf.path.removeprefix(INCOMING), leaf.sha256)
        if self._workbook(file) is None:
            return replace(leaf, state="gone")
        sent = self.evidence.register.get(file[0])
        if sent is not None and sent.form_version == TRANSMITTAL:
            leaf = self._through_transmittal(leaf, file, node)
        elif node.what in _ANSWERS:
            leaf = self._answer(leaf, file, node)
        if leaf.cell is None or leaf.sheet is None:
            return leaf if leaf.state == "changed" else replace(leaf, state="read")
        sheet = self._sheet(file, leaf.sheet)
        raw = "" if sheet is None else raw_of(sheet.at(*position_of(leaf.cell)))
        return replace(leaf, raw=raw, state="read", implied=_implied(node) if raw == "" else None)

    def _answer(self, leaf: Leaf, file: _File, node: Node) -> Leaf:
        """The leaf with the cell of the status of an activity; without a cell where the form has no such line."""
        reading = self._reading(file)
        submission = None if reading is None else reading.submission
        if submission is None:
            return leaf
        key = OccurrenceKey(str(node.facts["roadmap"]), str(node.facts["key"]))
        line = next((line for line, listed in submission.occurrences.items() if listed == key), None)
        where = None if line is None else submission.cells.get(Address(line, STATUS))
        return leaf if where is None else replace(leaf, sheet=where[0], cell=where[1])

    def _through_transmittal(self, leaf: Leaf, file: _File, node: Node) -> Leaf:
        """The leaf with where the value stood in the file that the district has."""
        told = self._transmittal(file)
        if told is None:
            return leaf
        if node.what in _ANSWERS:
            row = told.answers.get((node.place_id, node.facts["roadmap"], node.facts["key"]))
            number = None if row is None else row["row"]
            if number is not None:
                sent = told.transmittal
                leaf = replace(leaf, sheet=sent.facts_sheet, cell=f"{sent.facts_column}{number}")
        elif leaf.cell is not None:
            row = told.facts.get((node.place_id, node.facts.get("line"), node.facts.get("column")))
        else:
            row = told.reports.get(node.place_id)
        if row is None:
            return leaf
        leaf = replace(leaf, origin=Origin(*(str(row.get(name) or "") for name in ("file", "sheet", "cell"))))
        return leaf if leaf.sheet is None or leaf.cell is None else self._as_it_is_now(leaf, file, row)

    def _as_it_is_now(self, leaf: Leaf, file: _File, row: Mapping[str, object]) -> Leaf:
        """The leaf with the cell that prints a fact now; without one where somebody has changed the sheet."""
        if file not in self._printed:
            workbook = self._workbook(file)
            self._printed[file] = None if workbook is None else PrintedFacts(opened(workbook))
        printed, written = self._printed[file], (leaf.sheet or "", leaf.cell or "")
        address = Address(str(row["line"]), str(row["column"]))
        where = None if printed is None else printed.where(written, str(row["place_id"]), address)
        sheet, cell = (leaf.sheet, None) if where is None else where
        return replace(leaf, sheet=sheet, cell=cell, state="unread" if where is not None else "changed")

    def _workbook(self, file: _File) -> WrittenWorkbook | None:
        if file not in self._workbooks:
            snapshot = Incoming(self.evidence.workspace.incoming).find(*file)
            try:
                self._workbooks[file] = None if snapshot is None else written_workbook(snapshot)
            except Refused:
                self._workbooks[file] = None
        return self._workbooks[file]

    def _sheet(self, file: _File, name: str) -> Sheet | None:
        if (file, name) not in self._sheets:
            workbook = self._workbook(file)
            self._sheets[file, name] = None if workbook is None else workbook.sheet(name)
        return self._sheets[file, name]

    def _reading(self, file: _File) -> FileReading | None:
        if file not in self._readings:
            incoming = Incoming(self.evidence.workspace.incoming)
            self._readings[file] = incoming.read(*file, self.evidence.rulebook)
        return self._readings[file]

    def _transmittal(self, file: _File) -> Told | None:
        if file not in self._told:
            reading = self._reading(file)
            sent = None if reading is None else reading.transmittal
            self._told[file] = None if sent is None else Told.of(sent)
        return self._told[file]


def _implied(node: Node) -> Literal["blank_line", "switch"] | None:
    """Why a blank cell counts as zero."""
    if node.what != "cell" or node.value != 0:
        return None
    return "switch" if node.facts.get("switched") else "blank_line"
