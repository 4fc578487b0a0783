"""Conditions to try, written as in rules/controls.yaml."""

from __future__ import annotations

from collections.abc import Callable

from engine.pipeline.rulestest.fills import Subject
from engine.rulebook.forms import Form
from engine.rulebook.model import Control
from engine.rulebook.relations.expansion import expand
from engine.rulebook.relations.parsing import parse_relation

#: Takes a rule and further keys of its control, gives its conditions.
Subjects = Callable[..., list[Subject]]


def subjects_on(form: Form) -> Subjects:
    """Binds rules to a form."""

    def made(rule: str, **more: object) -> list[Subject]:
        given = {"id": "K99", "level": "warning", "title": "Проба", "message": "Проверьте.", "source": "проба"}
        control = Control.model_validate({**given, "rule": rule, **more})
        return [Subject(control, instance, form) for instance in expand(parse_relation(rule), form)]

    return made
