"""Control relations over counts: which are judged, and a broken one as a finding with its sentence and its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.rulebook.forms import Form
from engine.rulebook.model import Control, Period
from engine.rulebook.relations.amounts import Counts, holds
from engine.rulebook.relations.expansion import Instance, addresses, expand
from engine.rulebook.relations.loosening import loosened
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.relations.sentence import sentence
from engine.rulebook.relations.syntax import And, Condition, Equivalent, Implies, Or
from engine.rulebook.relations.verdict import counts_judged
from engine.rulebook.rulebook import Rulebook
from engine.validation.compiling import compile_instance
from engine.validation.filled import Filled
from engine.validation.judging import Judgement
from engine.validation.switching import judged_rules
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Finding


@dataclass(frozen=True)
class Judged:
    """One instance of a control relation of the period."""

    control: Control
    instance: Instance
    form: Form

    @property
    def judgement(self) -> Judgement:
        """The check of the counts table."""
        missing, tolerance = self.control.missing, self.control.tolerance
        passes = compile_instance(self.instance, self.form, missing=missing, tolerance=tolerance)
        return Judgement(self.name, passes)

    @property
    def name(self) -> str:
        """Names the instance among all of the period: the relation's id, then what it relates."""
        return f"{self.control.id} {self.instance}"


def judged_relations(rulebook: Rulebook, form: Form, period: Period) -> dict[str, Judged]:
    """Every instance that is judged in a period on a form, by name.

    Raises:
        RelationError: a rule cannot be read or does not fit the form; loading the rules would have said so.
    """
    instances = (
        Judged(control, instance, form)
        for control in judged_rules(rulebook, form.form, period)
        for instance in expand(parse_relation(control.rule or ""), form)
    )
    return {judged.name: judged for judged in instances}


def relation_finding(judged: Judged, filled: Filled, previous: Mapping[Address, int]) -> Finding | None:
    """The finding of a broken relation; None where one of its cells could not be read or found.

    It stands at the cell to look at first: the one the rules name, else the first one of what must hold and does not.
    """
    involved = addresses(judged.instance)
    if any(filled.is_unknown(address) for address in involved):
        return None
    control, form = judged.control, filled.form
    values = {address: filled.value(address) for address in involved}
    counts = counts_judged(judged.instance, form, filled.kind, values, previous, missing=control.missing)
    condition = loosened(judged.instance.condition, control.tolerance)
    as_judged = replace(judged.instance, condition=condition)
    said = {lang: sentence(as_judged, counts.current, form, lang, previous=counts.previous) for lang in ("ru", "en")}
    focus = Address.parse(control.look_at) if control.look_at is not None else _focus(condition, counts) or involved[0]
    return filled.broken(control, focus, said, also=involved)


def _focus(condition: Condition, counts: Counts) -> Address | None:
    """The first field of this period in what must hold and does not; None where that names none."""
    match condition:
        case Implies(_, consequence):
            return _focus(consequence, counts)
        case Equivalent(one, other):
            return _focus(other if holds(one, counts) else one, counts)
        case And(conditions) | Or(conditions):
            return next(filter(None, (_focus(each, counts) for each in conditions)), None)
    return next(iter(addresses(condition)), None)
