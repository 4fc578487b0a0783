"""Control relations: ids given once, each can be read and fits the forms of the periods that it is judged in."""

from __future__ import annotations

from collections.abc import Iterator

from engine.rulebook.checks.forms import computes
from engine.rulebook.checks.ids import known_items, named_items, repeated_in_file, unknown_in_file
from engine.rulebook.checks.wording import relation_problem
from engine.rulebook.errors import RulesProblem
from engine.rulebook.forms import Form
from engine.rulebook.model import Control
from engine.rulebook.names import nearest_name
from engine.rulebook.pack import ControlsFile, Pack
from engine.rulebook.relations.errors import RelationError
from engine.rulebook.relations.expansion import expand
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.yamlfiles import Document, Where
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Address


def control_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of controls.yaml."""
    document = pack.controls
    yield from repeated_in_file(document, named_items(document, "controls"))
    if document.content is None:
        return
    for number, control in enumerate(document.content.controls):
        where: Where = ("controls", number)
        forms = _forms(pack, control)
        yield from _validity(document, where, control, pack)
        yield from _rule(document, where, control, forms)
        if control.look_at is not None and forms:
            yield from _look_at(document, (*where, "look_at"), control.look_at, forms)


def _forms(pack: Pack, control: Control) -> tuple[Form, ...]:
    """Forms of the periods that a relation is judged in, each once, without those that cannot be computed."""
    periods = () if pack.periods.content is None else pack.periods.content.periods
    versions = dict.fromkeys(getattr(period.forms, control.form) for period in periods if control.applies(period))
    documents = (pack.forms.get((control.form, version)) for version in versions)
    contents = (each.content for each in documents if each is not None)
    return tuple(form for form in contents if form is not None and computes(form))


def _validity(document: Document[ControlsFile], where: Where, control: Control, pack: Pack) -> Iterator[RulesProblem]:
    if control.valid_from is not None and control.valid_to is not None and control.valid_to < control.valid_from:
        facts = {"name": day(control.valid_to), "other": day(control.valid_from)}
        yield document.problem((*where, "valid_to"), "date_too_early", key="valid_from", **facts)
    known = known_items(pack.periods, "periods")
    for number, off in enumerate(control.off):
        yield from unknown_in_file(document, (*where, "off", number, "period"), off.period, known, "unknown_period")


def _rule(
    document: Document[ControlsFile], where: Where, control: Control, forms: tuple[Form, ...]
) -> Iterator[RulesProblem]:
    if (control.rule is None) == (control.builtin is None):
        yield document.problem(where, "rule_or_builtin")
    if control.rule is None:
        return
    try:
        relation = parse_relation(control.rule)
        for form in forms:
            expand(relation, form)
    except RelationError as error:
        yield relation_problem(document, (*where, "rule"), error)


def _look_at(
    document: Document[ControlsFile], where: Where, code: str, forms: tuple[Form, ...]
) -> Iterator[RulesProblem]:
    try:
        address = Address.parse(code)
    except ValueError:
        address = None
    for form in forms:
        if address not in form.by_address:
            valid = {str(field.address) for field in form.fields}
            yield document.problem(where, "unknown_code", nearest=nearest_name(str(address or code), valid), name=code)
            return
