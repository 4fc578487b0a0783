"""Many fills of one form in one workbook: what its formulas say of each control relation, and what the engine says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import openpyxl
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from engine.intake.blanks import imply_zeros
from engine.intake.cells import read_cell
from engine.intake.entries import Entry
from engine.rulebook.forms import Field, Form
from engine.rulebook.model import Control, Period
from engine.rulebook.relations.expansion import Instance, addresses, expand
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.relations.verdict import verdict
from engine.rulebook.rulebook import Rulebook
from engine.template.checks.calcsheet import Calc, write_calc
from engine.template.checks.cases import Verdict, relation_case
from engine.template.checks.fieldstates import FieldStates, field_states, line_addresses
from engine.template.checks.workingheads import CALC_SHEET
from engine.template.content import NO_MENTORING, PLACE_NAME, FormContent, school_content, universal_content
from engine.template.formats import Formats
from engine.template.layout import FormLayout
from engine.template.lists import LISTS_SHEET, lists_of, write_lists
from engine.validation.counts import counts_columns, counts_table
from engine.validation.filled import Filled, filled_in
from engine.validation.judging import judge, schema_of
from engine.validation.relations import judged_relations, relation_finding
from engine.vocabulary.fields import Address, FieldType, FieldValue, Submission, Value
from engine.vocabulary.places import Kind, Place, Registry

TYPED_SHEET, VERDICT_SHEET = "typed", "verdicts"
STALE = "not recalculated"


@dataclass(frozen=True)
class Fill:
    """What one organisation typed beside one control relation; ``universal``: into the blank that all share."""

    control: Control
    kind: Kind
    typed: Mapping[Address, Value]
    previous: Mapping[Address, int] = field(default_factory=dict)
    universal: bool = False

    def __str__(self) -> str:
        shown = ", ".join(f"{address} = {value}" for address, value in self.typed.items() if value is not None)
        before = ", ".join(f"{address} = {value}" for address, value in self.previous.items())
        form = "universal" if self.universal else "own"
        return f"{self.control.id} {self.control.rule!r} ({self.kind}, {form} form): {shown}; before: {before}"


@dataclass(frozen=True)
class Answers:
    """What is said of one condition of one fill: the form's formula, the exact verdict, pandera's, with its finding."""

    fill: Fill
    instance: Instance
    formula: str
    in_form: object
    exact: bool | None
    broken: bool

    @property
    def agree(self) -> bool:
        """Tell whether all three say the same."""
        form = {0: True, 1: False, "": None, None: None, Verdict.NOT_ASKED: None}.get(cast("Any", self.in_form), "?")
        return form is self.exact and self.broken is (self.exact is False)

    def __str__(self) -> str:
        said = f"form {self.in_form!r}, exact {self.exact}, pandera broken: {self.broken}"
        return f"{self.fill}\n  {self.instance.line or ''} {said}\n  {self.formula}"


@dataclass(frozen=True)
class _Stacked(Calc):
    """The workings of one fill, below those of the fills before it."""

    first_row: int = 1

    @cached_property
    def rows(self) -> dict[Address, int]:  # type: ignore[override]  # a cached property like the one it replaces
        return {state.field.address: number for number, state in enumerate(self.states.states, start=self.first_row)}


class _Layout:
    """The cells that one fill types into, one below the other."""

    def __init__(self, first_row: int) -> None:
        self.first_row = first_row
        self.rows: dict[Address, int] = {}

    def reference(self, address: Address) -> str:
        row = self.rows.setdefault(address, self.first_row + len(self.rows))
        return f"'{TYPED_SHEET}'!$B${row + 1}"


class Parity:
    """Forms of every kind of organisation under the rules of the tests."""

    def __init__(self, rulebook: Rulebook, period: Period) -> None:
        self.rulebook, self.period = rulebook, period
        self.form: Form = rulebook.form("school", period)
        kinds = {place.kind: place.id for place in rulebook.registry.schools() if place.kind is not None}
        self.own = {kind: school_content(rulebook, period, place_id) for kind, place_id in kinds.items()}
        self.blank = universal_content(rulebook, period, None)
        self.lists = lists_of(self.blank)
        self._instances: dict[str, tuple[Instance, ...]] = {}
        self._fields: dict[str, tuple[Field, ...]] = {}

    def instances(self, control: Control) -> tuple[Instance, ...]:
        """The conditions of a control relation."""
        if control.id not in self._instances:
            self._instances[control.id] = expand(parse_relation(control.rule or ""), self.form)
        return self._instances[control.id]

    def _fields_around(self, control: Control) -> tuple[Field, ...]:
        """The counts of the lines that a relation looks at, and line 013, which can make them zeros."""
        if control.id not in self._fields:
            lines = {address.line for instance in self.instances(control) for address in addresses(instance)}
            self._fields[control.id] = tuple(
                each
                for each in self.form.fields
                if each.address == NO_MENTORING or (each.type is FieldType.COUNT and each.address.line in lines)
            )
        return self._fields[control.id]

    def content(self, fill: Fill) -> FormContent:
        """The form that a fill stands in."""
        own = self.own[fill.kind]
        if not fill.universal:
            return replace(own, values=dict(fill.typed), previous=fill.previous)
        assert own.place is not None
        return replace(self.blank, values={**fill.typed, PLACE_NAME: own.place.name})

    def answers(self, fills: Sequence[Fill], folder: Path, recalculated: Any) -> list[Answers]:  # noqa: ANN401  a callable
        """What formulas and engine say; ``recalculated`` takes the workbook's path and gives that of the result."""
        path = folder / "fills.xlsx"
        written = self._write(path, fills)
        results = _results(recalculated(path))
        broken = self._broken(fills)
        found = []
        for number, fill in enumerate(fills):
            for instance, exact in self.exact(fill).items():
                formula, row = written.get((number, instance), ("", None))
                said = None if row is None else results[row]
                found.append(Answers(fill, instance, formula, said, exact, (number, instance) in broken))
        return found

    def exact(self, fill: Fill) -> dict[Instance, bool | None]:
        """The exact verdict of each condition on what intake reads."""
        control, read = fill.control, self._read(fill)
        return {
            instance: verdict(
                instance,
                self.form,
                fill.kind,
                read,
                fill.previous,
                missing=control.missing,
                tolerance=control.tolerance,
            )
            for instance in self.instances(control)
        }

    def _write(self, path: Path, fills: Sequence[Fill]) -> dict[tuple[int, Instance], tuple[str, int]]:
        """Write all fills; the formula and the row of each case."""
        written: dict[tuple[int, Instance], tuple[str, int]] = {}
        with Workbook(str(path), {"strings_to_formulas": False}) as workbook:
            formats = Formats(workbook)
            typed, workings, verdicts = (
                workbook.add_worksheet(name) for name in (TYPED_SHEET, CALC_SHEET, VERDICT_SHEET)
            )
            write_lists(workbook.add_worksheet(LISTS_SHEET), self.lists, formats)
            first, below = 0, 1
            for number, fill in enumerate(fills):
                layout = _Layout(first)
                calc = self._calc(fill, layout, below)
                write_calc(workings, calc, formats)
                for instance in self.instances(fill.control):
                    if (case := relation_case(fill.control, instance, calc)) is not None:
                        row = len(written)
                        verdicts.write_formula(row, 0, f"={case.verdict_formula}", None, STALE)
                        written[number, instance] = (case.verdict_formula, row)
                _type(typed, calc.content, layout)
                first, below = first + len(layout.rows), below + len(calc.rows)
        return written

    def _calc(self, fill: Fill, layout: _Layout, first_row: int) -> Calc:
        content = self.content(fill)
        operands = (each for instance in self.instances(fill.control) for each in addresses(instance))
        wanted = dict.fromkeys((*operands, *fill.previous))
        states = FieldStates(tuple(each for each in field_states(content).states if each.field.address in wanted))
        for address in wanted:
            for mate in self._line(address):
                layout.reference(mate)
        return _Stacked(content, cast("FormLayout", layout), self.lists, states, first_row)

    def _line(self, address: Address) -> tuple[Address, ...]:
        return line_addresses(self.form.by_address[address], self.own[Kind.SCHOOL])

    def _read(self, fill: Fill) -> dict[Address, Value]:
        """What intake makes of the cells: implied zeros put in, what cannot be read as it stands there."""
        entries, _ = imply_zeros(self._entries(fill), "")
        return {
            each.asked.address: each.parsed.value if each.parsed.readable else each.raw
            for each in entries
            if each.asked.type is FieldType.COUNT
        }

    def _entries(self, fill: Fill) -> list[Entry]:
        return [
            Entry(asked, asked.sheet, str(asked.address), read_cell(fill.typed.get(asked.address), asked), "?")
            for asked in self._fields_around(fill.control)
            if asked.computed is None and asked.asked_of(fill.kind)
        ]

    def _broken(self, fills: Sequence[Fill]) -> set[tuple[int, Instance]]:
        """The conditions that pandera finds broken, with a finding, in one pass over all fills of a control."""
        broken: set[tuple[int, Instance]] = set()
        for control in dict.fromkeys(fill.control.id for fill in fills):
            numbers = [number for number, fill in enumerate(fills) if fill.control.id == control]
            broken |= self._broken_by({number: fills[number] for number in numbers})
        return broken

    def _broken_by(self, fills: Mapping[int, Fill]) -> set[tuple[int, Instance]]:
        places = [
            Place(f"f{number}", self.rulebook.registry.schools()[0].level, "01", "", kind=fill.kind)
            for number, fill in fills.items()
        ]
        rulebook = replace(
            self.rulebook,
            controls=(next(iter(fills.values())).control,),
            registry=Registry.of([*self.rulebook.registry.places.values(), *places]),
        )
        (batch,) = filled_in([self._submission(number, fill) for number, fill in fills.items()], rulebook, self.period)
        relations = judged_relations(rulebook, self.form, self.period)
        previous = {f"f{number}": fill.previous for number, fill in fills.items()}
        schema = schema_of(counts_columns(self.form), [judged.judgement for judged in relations.values()])
        found = set()
        for each in judge(schema, counts_table(batch, self.form, previous)):
            filled: Filled = batch[each.row]
            known = previous[filled.submission.place_id]
            if (finding := relation_finding(relations[each.name], filled, known)) is not None:
                assert "…" not in finding.facts["sentence_ru"], finding
                found.add((int(filled.submission.place_id[1:]), relations[each.name].instance))
        return found

    def _submission(self, number: int, fill: Fill) -> Submission:
        entries, _ = imply_zeros(self._entries(fill), "")
        return Submission(
            path=f"{number}.xlsx",
            sha256="",
            form=self.form.form,
            form_version=self.form.version,
            period_id=self.period.id,
            place_id=f"f{number}",
            revision=0,
            values=tuple(
                FieldValue(each.asked.address.line, each.asked.address.column, each.parsed.value, "", each.sheet, "A1")
                for each in entries
                if each.parsed.value is not None
            ),
            cells={each.asked.address: (each.sheet, each.cell) for each in entries},
            occurrences={},
            unreadable=frozenset(each.asked.address for each in entries if not each.parsed.readable),
        )


def _type(sheet: Worksheet, content: FormContent, layout: _Layout) -> None:
    for address, row in layout.rows.items():
        sheet.write_string(row, 0, str(address))
        value = content.value_of(address)
        if isinstance(value, str):
            sheet.write_string(row, 1, value)
        elif isinstance(value, int | float):
            sheet.write_number(row, 1, value)


def _results(path: Path) -> list[object]:
    """The recalculated verdicts by row; an empty text is None."""
    with closing(openpyxl.load_workbook(path, data_only=True, read_only=True)) as workbook:
        return [row[0] for row in workbook[VERDICT_SHEET].iter_rows(values_only=True, max_col=1)]
