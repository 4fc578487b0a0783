"""What «Проверка» judges: control relations as cases, each with its formula, its result and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from engine.rulebook.model import Control
from engine.rulebook.relations.amounts import amount
from engine.rulebook.relations.expansion import Instance, addresses, expand, previous_addresses
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.relations.syntax import Binary, Call, Cells, Computed, Expression, Node, Number, parts, walk
from engine.rulebook.relations.verdict import concerns, counts_judged, indispensable, verdict
from engine.template import words
from engine.template.checks.calcsheet import Calc
from engine.template.formulas import CellOf, amount_formula, literal, verdict_formula
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.findings import Severity


class Verdict(StrEnum):
    """Verdict of one case, as its formula gives it."""

    HOLDS = "0"
    BROKEN = "1"
    MISSING = ""
    NOT_ASKED = "-"

    @property
    def result(self) -> int | str:
        """The value that the formula's cell holds."""
        return int(self.value) if self.value in {"0", "1"} else self.value


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to judge: a link of a relation, a line of a ``for``, a line of the roadmap.

    Formulas stand without the equals sign. ``detail`` says what was found; ``at`` is the field to look at, ``marks``
    are the fields to mark while the case is broken, ``operands`` the counts that are compared.
    """

    verdict_formula: str
    verdict: Verdict
    detail_formula: str
    detail: str
    at: Address
    marks: tuple[Address, ...]
    operands: tuple[Address, ...] = ()


def relation_cases(control: Control, calc: Calc) -> tuple[Case, ...]:
    """Compile a control relation for one form; what the place's kind does not fill is left out.

    A relation with the last closed period is left out where the form holds no counts of it.
    """
    if control.rule is None:
        return ()
    instances = expand(parse_relation(control.rule), calc.content.form)
    return tuple(case for instance in instances if (case := relation_case(control, instance, calc)) is not None)


def relation_case(control: Control, instance: Instance, calc: Calc) -> Case | None:
    """Compile one condition of a control relation; None where the form does not judge it."""
    return _case(control, instance, calc) if _can_be_judged(instance, calc) else None


def is_error(control: Control) -> bool:
    """Tell whether a broken relation keeps the form from being accepted."""
    return control.level is Severity.ERROR


def _can_be_judged(instance: Instance, calc: Calc) -> bool:
    form, kind = calc.content.form, calc.content.kind
    needed = (each for each in previous_addresses(instance) if form.by_address[each].asked_of(kind))
    return concerns(instance, form, kind) and all(address in calc.content.previous for address in needed)


def _case(control: Control, instance: Instance, calc: Calc) -> Case:
    verdict_formula, verdict = _verdict(control, instance, calc)
    detail_formula, detail = _detail(control, instance, calc)
    at = _look_at(control, instance)
    marks = tuple(dict.fromkeys(_single(instance.condition))) or (at,)
    operands = tuple(address for address in addresses(instance) if address in calc.rows)
    return Case(verdict_formula, verdict, detail_formula, detail, at, marks, operands)


def _single(node: Node) -> Iterator[Address]:
    """Operands that stand by themselves: not inside a span, a computed line or the last period."""
    if isinstance(node, Address):
        yield node
    elif not isinstance(node, Cells | Computed) and not (isinstance(node, Call) and node.name == "prev"):
        for part in parts(node):
            yield from _single(part)


def _look_at(control: Control, instance: Instance) -> Address:
    operands = addresses(instance)
    wanted = None if control.look_at is None else Address.parse(control.look_at)
    return wanted if wanted in operands else operands[0]


def _verdict(control: Control, instance: Instance, calc: Calc) -> tuple[str, Verdict]:
    form, missing, tolerance = calc.content.form, control.missing, control.tolerance
    formula = verdict_formula(instance, _cell_of(calc), calc.content_cell, missing=missing, tolerance=tolerance)
    if calc.content.picks_place and (asked := _asked_cells(indispensable(instance, form), calc)):
        formula = f'IF({"+".join(asked)}<{len(asked)},"-",{formula})'
    counts, kind, previous = _standing(instance, calc), calc.content.kind, calc.content.previous
    holds = verdict(instance, form, kind, counts, previous, missing=missing, tolerance=tolerance)
    return formula, Verdict.MISSING if holds is None else Verdict.HOLDS if holds else Verdict.BROKEN


def _cell_of(calc: Calc) -> CellOf:
    """Where amounts stand; inside a span, a line that this kind of organisation did not fill was zero before."""

    def cell_of(address: Address, previous: bool) -> str:  # noqa: FBT001  the shape that formulas call
        asked = calc.content.form.by_address[address].asked_of(calc.content.kind)
        return calc.amount_cell(address, previous) if asked or not previous else "0"

    return cell_of


def _standing(instance: Instance, calc: Calc) -> dict[Address, Value]:
    """What stands in the cells of the operands, zeros put in where the form implies them."""
    amounts = calc.states.amounts
    return {address: amounts.get(address, calc.content.value_of(address)) for address in addresses(instance)}


def _asked_cells(operands: tuple[Address, ...], calc: Calc) -> list[str]:
    """Cells that say whether an operand is asked of the organisation picked in a universal blank."""
    limited = (address for address in operands if calc.states.by_address[address].field.kinds is not None)
    return [calc.cell("asked", address) for address in limited]


def _detail(control: Control, instance: Instance, calc: Calc) -> tuple[str, str]:
    """The numbers that are judged: «стр. 302 = 15; стр. 102 = 12»."""
    cell_of, as_zero = _cell_of(calc), control.missing == "zero"
    counts, kind = _standing(instance, calc), calc.content.kind
    known = counts_judged(instance, calc.content.form, kind, counts, calc.content.previous, missing=control.missing)

    def shown_cell(address: Address, previous: bool) -> str:  # noqa: FBT001  the shape that formulas call
        cell = cell_of(address, previous)
        return f"N({cell})" if as_zero else cell

    pieces: list[str] = []
    shown: list[str] = []
    for term in dict.fromkeys(_terms(instance.condition)):
        name, value = _term_name(term, calc), amount(term, known)
        pieces.append(f"{literal(f'{name} = ')}&{amount_formula(term, shown_cell)}")
        shown.append(f"{name} = {'' if value is None else int(value)}")
    return '&"; "&'.join(pieces), "; ".join(shown)


def _terms(node: Node) -> list[Expression]:
    """Amounts worth showing: single fields, and sums, largest and smallest of fields as a whole."""
    match node:
        case Address():
            return [node]
        case Computed() if _is_whole(node):
            return [node]
        case Call("prev", (argument,)):
            return [Call("prev", (term,)) for term in _terms(argument)]
        case Call(_, arguments) if all(isinstance(each, Address | Cells) for each in arguments):
            return [node]
    return [term for part in parts(node) for term in _terms(part)]


def _is_whole(node: Node) -> bool:
    """Tell whether an amount is a whole number whatever the counts are."""
    return not any(
        (isinstance(each, Binary) and each.op == "/") or (isinstance(each, Number) and each.value % 1 != 0)
        for each in walk(node)
    )


def _term_name(term: Expression, calc: Calc) -> str:
    match term:
        case Address():
            return calc.label(term)
        case Computed(address, _):
            return calc.label(address)
        case Call("prev", (argument,)):
            return words.BEFORE.format(name=_term_name(argument, calc))
        case Call(name, arguments):
            inside = [
                _span_name(each, calc) if isinstance(each, Cells) else _term_name(each, calc) for each in arguments
            ]
            return words.CALLS[name].format(of=", ".join(inside))
    return str(term)


def _span_name(cells: Cells, calc: Calc) -> str:
    first, last = cells.addresses[0], cells.addresses[-1]
    if first.line == last.line:
        return words.COLUMNS.format(line=first.line, first=first.column, last=last.column)
    tail = calc.label(first).removeprefix(words.LINE.format(line=first.line))
    return words.LINES.format(first=first.line, last=last.line) + tail
