"""Formulas that stand in the sheets a curator sees: computed lines, and which kinds of organisation fill a line."""

from __future__ import annotations

from collections.abc import Iterable

from engine.rulebook.forms import Field
from engine.rulebook.relations.amounts import Counts, amount
from engine.rulebook.relations.expansion import addresses, computed_expression
from engine.template.content import FormContent
from engine.template.formulas import amount_formula
from engine.template.layout import FormLayout
from engine.template.lists import Lists
from engine.vocabulary.places import Kind


def computed_formula(field: Field, content: FormContent, layout: FormLayout) -> tuple[str, int | str]:
    """The formula of a computed field and its result: empty as long as nothing is filled in, for a blank is no zero."""
    expression = computed_expression(content.form, field.address)
    operands = addresses(expression)
    cells = ",".join(layout.reference(address) for address in operands)
    formula = amount_formula(expression, lambda address, _previous: f"N({layout.reference(address)})")
    counts = {address: value for address in operands if isinstance(value := content.value_of(address), int)}
    if not counts:
        return f'=IF(COUNT({cells})=0,"",{formula})', ""
    result = amount(expression, Counts({address: counts.get(address, 0) for address in operands}))
    return f'=IF(COUNT({cells})=0,"",{formula})', "" if result is None else int(result)


def asked_formula(kinds: Iterable[Kind], name: str, lists: Lists) -> str:
    """The condition that the organisation picked in a universal blank fills a line; true while none is picked."""
    position = f"MATCH({name},{lists.range_of('place_name')},0)"
    kind = f"INDEX({lists.range_of('kind')},{position})"
    return f'OR(ISNA({position}),ISNUMBER(SEARCH("|"&{kind}&"|","|{"|".join(sorted(kinds))}|")))'
