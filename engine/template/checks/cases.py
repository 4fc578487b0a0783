"""What «Проверка» judges: control relations as cases, each with its formula, its result and its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.rulebook.model import Control
from engine.rulebook.relations.amounts import Counts, amount, holds
from engine.rulebook.relations.expansion import Instance, addresses, expand, previous_addresses
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.relations.syntax import (
    Call,
    Cells,
    Comparison,
    Computed,
    Expression,
    Node,
    Number,
    Within,
    parts,
    walk,
)
from engine.template import words
from engine.template.checks.calcsheet import Calc
from engine.template.formulas import amount_formula, condition_formula, literal, loosened
from engine.vocabulary.fields import Address
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

    Formulas stand without the equals sign. ``detail`` says what was found; ``at`` is the field to look at.
    """

    verdict_formula: str
    verdict: Verdict
    detail_formula: str
    detail: str
    at: Address


def relation_cases(control: Control, calc: Calc) -> tuple[Case, ...]:
    """Compile a control relation for one form; what the place's kind does not fill is left out.

    A relation with the last closed period is left out where the form holds no counts of it.
    """
    if control.rule is None:
        return ()
    instances = expand(parse_relation(control.rule), calc.content.form)
    return tuple(_case(control, instance, calc) for instance in instances if _can_be_judged(instance, calc))


def is_error(control: Control) -> bool:
    """Tell whether a broken relation keeps the form from being accepted."""
    return control.level is Severity.ERROR


def _can_be_judged(instance: Instance, calc: Calc) -> bool:
    if any(address not in calc.content.previous for address in previous_addresses(instance)):
        return False
    return all(calc.states.by_address[address].asked for address in _bound_to_be_asked(instance, calc))


def _bound_to_be_asked(instance: Instance, calc: Calc) -> tuple[Address, ...]:
    """Operands without which a relation says nothing: all but the lines inside a span whose blank is a zero."""
    inside = {address for each in walk(instance.condition) if isinstance(each, Cells) for address in each.addresses}
    zeros = {address for address in inside if calc.states.by_address[address].field.blank == "zero"}
    return tuple(address for address in addresses(instance) if address not in zeros)


def _case(control: Control, instance: Instance, calc: Calc) -> Case:
    verdict_formula, verdict = _verdict(control, instance, calc)
    detail_formula, detail = _detail(instance, calc)
    return Case(verdict_formula, verdict, detail_formula, detail, _look_at(control, instance))


def _look_at(control: Control, instance: Instance) -> Address:
    operands = addresses(instance)
    wanted = None if control.look_at is None else Address.parse(control.look_at)
    return wanted if wanted in operands else operands[0]


def _verdict(control: Control, instance: Instance, calc: Calc) -> tuple[str, Verdict]:
    operands, amounts = addresses(instance), calc.states.amounts
    as_zero = control.missing == "zero"
    cells = [calc.cell("amount", address) for address in operands]

    def cell_of(address: Address, previous: bool) -> str:  # noqa: FBT001  the shape that formulas call
        reference = calc.cell("previous" if previous else "amount", address)
        return f"N({reference})" if as_zero else reference

    condition = loosened(instance.condition, control.tolerance)
    enough = f"COUNT({','.join(cells)})" + ("=0" if as_zero else f"<{len(cells)}")
    formula = f'IF({enough},"",IFERROR(IF({condition_formula(condition, cell_of)},0,1),""))'
    if calc.content.picks_place and (asked := _asked_cells(_bound_to_be_asked(instance, calc), calc)):
        formula = f'IF({"+".join(asked)}<{len(asked)},"-",{formula})'
    known = {address: amounts.get(address, 0) for address in operands} if as_zero and amounts else amounts
    judged = holds(condition, Counts(known, dict(calc.content.previous)))
    missing = judged is None or (as_zero and not any(address in amounts for address in operands))
    return formula, Verdict.MISSING if missing else Verdict.HOLDS if judged else Verdict.BROKEN


def _asked_cells(operands: tuple[Address, ...], calc: Calc) -> list[str]:
    """Cells that say whether an operand is asked of the organisation picked in a universal blank."""
    limited = (address for address in operands if calc.states.by_address[address].field.kinds is not None)
    return [calc.cell("asked", address) for address in limited]


def _detail(instance: Instance, calc: Calc) -> tuple[str, str]:
    """The numbers that stand in the form: «строка 302 = 15; строка 102 = 12»."""
    terms = dict.fromkeys(_terms(instance.condition))
    pieces: list[str] = []
    shown: list[str] = []
    for term in terms:
        name = _term_name(term, calc)
        formula = amount_formula(term, calc.amount_cell)
        pieces.append(f"{literal(f'{name} = ')}&{formula}")
        value = amount(term, Counts(calc.states.amounts, dict(calc.content.previous)))
        shown.append(f"{name} = {'' if value is None else int(value)}")
    return '&"; "&'.join(pieces), "; ".join(shown)


def _terms(node: Node) -> list[Expression]:
    """Amounts worth showing: single fields, and sums, largest and smallest of spans as a whole."""
    match node:
        case Number():
            return []
        case Address() | Computed() | Call():
            return [node]
        case Comparison() | Within():
            return [term for part in parts(node) for term in _terms(part)]
    return [term for part in parts(node) for term in _terms(part)]


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
