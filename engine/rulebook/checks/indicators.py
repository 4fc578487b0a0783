"""Indicators: ids given once, numerators and denominators are counts of a form that the kinds they count do fill."""

from __future__ import annotations

from collections.abc import Iterator

from engine.rulebook.checks.ids import named_items, repeated_in_file, unsafe
from engine.rulebook.errors import RulesProblem
from engine.rulebook.forms import Field, Form
from engine.rulebook.model import Indicator
from engine.rulebook.names import nearest_name
from engine.rulebook.pack import IndicatorsFile, Pack
from engine.rulebook.yamlfiles import Document, Where
from engine.vocabulary.fields import Address


def indicator_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of indicators.yaml."""
    document = pack.indicators
    yield from repeated_in_file(document, named_items(document, "indicators"))
    if document.content is None:
        return
    forms = [each.content for (level, _), each in pack.forms.items() if level == "school"]
    readable = [form for form in forms if form is not None]
    external = {row.cells.get("indicator") for row in pack.denominators.rows}
    for number, indicator in enumerate(document.content.indicators):
        where: Where = ("indicators", number)
        if unsafe(indicator.id):
            yield document.problem((*where, "id"), "unsafe_id", name=indicator.id)
        yield from _unit(document, where, indicator, has_external=indicator.id in external)
        if len(readable) == len(forms) > 0:  # a code may stand in a form that could not be read
            yield from _codes(document, where, indicator, readable)


def _unit(
    document: Document[IndicatorsFile], where: Where, indicator: Indicator, *, has_external: bool
) -> Iterator[RulesProblem]:
    if not indicator.kinds:
        yield document.problem((*where, "kinds"), "missing_key", name="kinds")
    if indicator.unit == "share" and indicator.denominator is None and not has_external:
        yield document.problem(where, "missing_key", name="denominator")
    if indicator.unit == "count" and indicator.denominator is not None:
        yield document.problem((*where, "denominator"), "count_with_denominator")


def _codes(
    document: Document[IndicatorsFile], where: Where, indicator: Indicator, forms: list[Form]
) -> Iterator[RulesProblem]:
    for key in ("numerator", "denominator"):
        code = getattr(indicator, key)
        if code is None:
            continue
        found = [field for form in forms for field in form.counts if _same(field, code)]
        if not found:
            valid = {_shown(field) for form in forms for field in form.counts}
            yield document.problem((*where, key), "unknown_code", nearest=nearest_name(code, valid), name=code)
        elif not any(all(field.asked_of(kind) for kind in indicator.kinds) for field in found):
            silent = sorted({kind for kind in indicator.kinds for field in found if not field.asked_of(kind)})
            yield document.problem((*where, key), "kind_not_asked", name=code, kinds=", ".join(silent))


def _same(field: Field, code: str) -> bool:
    try:
        return field.address == Address.parse(code)
    except ValueError:
        return False


def _shown(field: Field) -> str:
    return field.address.line if field.address.column == "1" else str(field.address)
