"""A broken control relation in words: codes, labels and the numbers put in, to be read aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.rulebook.forms import Form
from engine.rulebook.relations.amounts import Counts, amount, holds, terms_of
from engine.rulebook.relations.errors import words
from engine.rulebook.relations.expansion import Instance, addresses
from engine.rulebook.relations.naming import Naming
from engine.rulebook.relations.numerals import in_words, share_beyond
from engine.rulebook.relations.syntax import (
    And,
    Binary,
    Call,
    Cells,
    Comparison,
    Computed,
    Condition,
    Equivalent,
    Expression,
    Implies,
    Not,
    Number,
    Or,
    Within,
)
from engine.vocabulary.fields import Address, Value

_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_SHOWN = {"-": "−", "*": "×", "/": ":", "+": "+"}
_ZERO = Number(Decimal(0))
_MANY = 2  # with more cells than that on one side their labels would drown the numbers


def sentence(
    instance: Instance,
    values: Mapping[Address, Value],
    form: Form,
    lang: str = "ru",
    *,
    previous: Mapping[Address, Value] | None = None,
) -> str:
    """Say how an instance is broken: «Строка 306 (хотя бы в одной роли) = 120, а должно быть равно: … = 118.».

    ``values`` are the counts of the submission by address (zeros put in where blank means zero), ``previous`` those of
    the last closed period. Each line and column is named in full once; inside one line only the column follows. For an
    instance that holds, or cannot be judged, the words make no sense.
    """
    said = _Sayer(lang, Counts(values, previous or {}), Naming(form, lang)).requirement(instance.condition)
    return f"{said[:1].upper()}{said[1:]}."


def negated(condition: Condition) -> Condition:  # noqa: PLR0911  one return per kind of node
    """The opposite condition, with «not» only left in front of `Within`."""
    match condition:
        case Comparison(op, left, right):
            return Comparison(_OPPOSITE[op], left, right)  # type: ignore[arg-type]  # the table holds the same six signs
        case Not(inner):
            return inner
        case And(conditions):
            return Or(tuple(negated(each) for each in conditions))
        case Or(conditions):
            return And(tuple(negated(each) for each in conditions))
        case Implies(left_side, right_side):
            return And((left_side, negated(right_side)))
        case Equivalent(left_side, right_side):
            return Equivalent(left_side, negated(right_side))
        case Within():
            return Not(condition)


@dataclass(frozen=True)
class _Sayer:
    """Speaks one sentence; ``naming`` remembers what was named already."""

    lang: str
    counts: Counts
    naming: Naming

    def requirement(self, condition: Condition) -> str:  # noqa: C901, PLR0911  one return per kind of node
        """What is, and what it must be, for a condition that does not hold."""
        match condition:
            case Comparison("!=", left, right):
                return self._phrase("differ", left=self._shown(left), right=self._shown(right))
            case Comparison(op, left, right):
                return self._phrase("must", left=self._shown(left), bound=self._bound(op, right))
            case Within():
                return self._differs(condition)
            case Not(Within() as inner):
                return self._near(inner, "too_near", "and")
            case Not(inner):
                return self.requirement(negated(inner))
            case And(conditions):
                return words()["sentence"]["also"][self.lang].join(
                    self.requirement(each) for each in conditions if not holds(each, self.counts)
                )
            case Or(conditions):
                return words()["sentence"]["or"][self.lang].join(self.requirement(each) for each in conditions)
            case Implies(left_side, right_side):
                return self._while(left_side, right_side)
            case Equivalent(left_side, right_side):
                if holds(left_side, self.counts):
                    return self._while(left_side, right_side)
                return self._while(right_side, left_side)

    def state(self, condition: Condition) -> str:  # noqa: PLR0911  one return per kind of node
        """What is, for a condition that holds."""
        match condition:
            case Comparison("=", left, Number()):
                return self._shown(left)
            case Comparison(op, left, right):
                return self._phrase("is", left=self._shown(left), bound=self._bound(op, right))
            case Within():
                return self._near(condition, "near", "or")
            case Not(Within() as inner):
                return self._differs(inner)
            case Not(inner):
                return self.state(negated(inner))
            case And(conditions):
                return self._and(conditions)
            case Or(conditions):
                return self._and(tuple(each for each in conditions if holds(each, self.counts)))
            case Implies(left_side, right_side):
                return self.state(right_side if holds(right_side, self.counts) else negated(left_side))
            case Equivalent(left_side, right_side):
                both = (
                    (left_side, right_side)
                    if holds(left_side, self.counts)
                    else (negated(left_side), negated(right_side))
                )
                return self._and(both)

    def _and(self, conditions: tuple[Condition, ...]) -> str:
        return words()["sentence"]["and"][self.lang].join(self.state(each) for each in conditions)

    def _while(self, premise: Condition, consequence: Condition) -> str:
        return self._phrase("while", state=self.state(premise), requirement=self.requirement(consequence))

    def _bound(self, op: str, right: Expression) -> str:
        if op == "<=" and right == _ZERO:
            op = "="  # counts are never below zero
        kind = "literal_bound" if isinstance(right, Number) else "bound"
        return words()[kind][op][self.lang].format(right=self._shown(right))

    def _shown(self, expression: Expression) -> str:
        """«строка 301 + строка 303 = 100 + 30 = 130», as much of it as says something."""
        labels = len(addresses(expression)) <= _MANY
        steps = [self._named(expression, labels=labels), self._numbers(expression), self._value(expression)]
        return " = ".join(dict.fromkeys(steps))

    def _value(self, expression: Expression) -> str:
        return in_words(amount(expression, self.counts), self.lang)

    def _named(self, expression: Expression, *, labels: bool) -> str:
        match expression:
            case Address() | Computed(Address()):
                address = expression if isinstance(expression, Address) else expression.address
                return self.naming.name(address, labels=labels or isinstance(expression, Computed))
            case Binary(op, left, right):
                return self._joined(op, left, right, numbers=False, labels=labels)
            case Call("prev", (argument,)):
                return self._phrase("prev", amount=self._named(argument, labels=labels))
            case Call(name, arguments):
                return self._phrase(name, of=self._arguments(arguments, labels=labels)) + self._where(expression)
        return self._literal(expression)

    def _arguments(self, arguments: tuple[Expression, ...], *, labels: bool) -> str:
        items = [
            self.naming.span(each.addresses) if isinstance(each, Cells) else self._named(each, labels=labels)
            for each in arguments
        ]
        return items[0] if len(items) == 1 else self._listed(items)

    def _listed(self, items: list[str]) -> str:
        both = (", ".join(items[:-1]), items[-1]) if len(items) > 1 else items
        return self._phrase("listed", items=words()["sentence"]["and"][self.lang].join(both))

    def _where(self, call: Call) -> str:
        """Which line the largest or smallest stands in, where a span hides it."""
        if call.name == "sum" or not any(isinstance(each, Cells) for each in call.arguments):
            return ""
        chosen = amount(call, self.counts)
        first = next(each for each in terms_of(call) if amount(each, self.counts) == chosen)
        return f" ({self.naming.line(first)})" if isinstance(first, Address) else ""

    def _numbers(self, expression: Expression) -> str:
        match expression:
            case Binary(op, left, right):
                return self._joined(op, left, right, numbers=True, labels=False)
            case Number():
                return self._literal(expression)
            case Call(name, arguments) if name != "prev" and not any(isinstance(each, Cells) for each in arguments):
                return self._phrase(name, of=self._listed([self._numbers(each) for each in arguments]))
        return self._value(expression)

    def _joined(self, op: str, left: Expression, right: Expression, *, numbers: bool, labels: bool) -> str:
        sides = []
        for side in (left, right):
            text = self._numbers(side) if numbers else self._named(side, labels=labels)
            sides.append(f"({text})" if _needs_brackets(op, side, on_right=side is right) else text)
        if left == _ZERO and op == "-":
            return f"−{sides[1]}"
        return f"{sides[0]} {_SHOWN[op]} {sides[1]}"

    def _literal(self, expression: Expression) -> str:
        if isinstance(expression, Number) and expression.percent:
            return f"{in_words(Fraction(expression.value) * 100, self.lang)} %"
        return self._value(expression)

    def _near(self, within: Within, phrase: str, joined: str) -> str:
        margin = self._margin(within, joined)
        return words()["within"][phrase][self.lang].format(
            value=self._shown(within.value), of=self._shown(within.of), margin=margin
        )

    def _differs(self, within: Within) -> str:
        value, of = amount(within.value, self.counts), amount(within.of, self.counts)
        said = words()["within"]
        if value is None or of is None:
            return self._near(within, "near", "or")
        share = "" if of == 0 else share_beyond(abs(value - of) / abs(of), within.percent, self.lang)
        return said["more" if value > of else "less"][self.lang].format(
            value=self._shown(within.value),
            difference=in_words(abs(value - of), self.lang),
            share=share and said["share"][self.lang].format(share=share),
            of=self._before(within),
            margin=self._margin(within, "or"),
        )

    def _margin(self, within: Within, joined: str) -> str:
        said = words()["within"]
        margins = [
            said[name][self.lang].format_map({name: in_words(Fraction(given), self.lang)})
            for name, given in (("percent", within.percent), ("absolute", within.absolute))
            if given is not None
        ]
        return said[joined][self.lang].join(margins)

    def _before(self, within: Within) -> str:
        if within.of == Call("prev", (within.value,)):
            return words()["within"]["before"][self.lang].format(amount=self._value(within.of))
        return self._shown(within.of)

    def _phrase(self, phrase: str, **facts: str) -> str:
        return words()["sentence"][phrase][self.lang].format(**facts)


def _needs_brackets(op: str, side: Expression, *, on_right: bool) -> bool:
    if not isinstance(side, Binary):
        return False
    adds = side.op in {"+", "-"}
    return (op in {"*", "/"} and adds) or (on_right and (op == "/" or (op == "-" and adds)))
