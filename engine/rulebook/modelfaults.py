"""A document checked against its model, each fault with line, key and the nearest valid name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from engine.rulebook.errors import RulesProblem
from engine.rulebook.names import nearest_name
from engine.rulebook.yamlfiles import Document, Where

ModelT = TypeVar("ModelT", bound=BaseModel)

#: pydantic's kinds of error by the beginning of their name, first match, and our problem.
_PROBLEMS = (
    ("missing", "missing_key"),
    ("extra_forbidden", "unknown_key"),
    ("literal_error", "unknown_value"),
    ("enum", "unknown_value"),
    ("string_pattern", "bad_pattern"),
    ("string", "not_text"),
    ("int", "not_whole"),
    ("decimal", "not_number"),
    ("is_instance_of", "not_number"),
    ("date", "not_date"),
    ("bool", "not_true_false"),
    ("greater", "too_small"),
    ("less", "too_large"),
    ("tuple", "not_a_list"),
    ("model", "not_a_mapping"),
)


def checked(document: Document[Any], model: type[ModelT]) -> tuple[Document[ModelT], list[RulesProblem]]:
    """Give a document its content, or tell everything that keeps it from having one."""
    try:
        return replace(document, content=model.model_validate(document.raw)), []
    except ValidationError as error:
        problems = [_problem(document, model, details) for details in error.errors(include_url=False)]
    return document, _without_echoes(problems)


def _problem(document: Document[Any], model: type[BaseModel], details: ErrorDetails) -> RulesProblem:
    where: Where = details["loc"]
    problem = next((ours for theirs, ours in _PROBLEMS if details["type"].startswith(theirs)), "bad_value")
    facts = {"name": str(where[-1]) if where else "", "value": _shown(details["input"]), "reason": details["msg"]}
    context = {name: str(fact) for name, fact in details.get("ctx", {}).items()}
    facts |= context | {"limit": next((context[name] for name in ("ge", "gt", "le", "lt") if name in context), "")}
    nearest = None
    if problem == "unknown_key":
        nearest = nearest_name(facts["name"], _keys_at(model, where[:-1]))
    if problem == "unknown_value":
        valid = re.findall(r"'([^']*)'", facts["expected"])
        facts["valid"] = ", ".join(valid)
        nearest = nearest_name(facts["value"], valid)
    return document.problem(where, problem, nearest=nearest, **facts)


def _without_echoes(problems: list[RulesProblem]) -> list[RulesProblem]:
    """Leave out «missing» where a mistyped key beside it already names the one that is meant."""
    meant = {(_around(each.key), each.nearest) for each in problems if each.problem == "unknown_key" and each.nearest}
    return [
        each
        for each in problems
        if each.problem != "missing_key" or (_around(each.key), each.facts["name"]) not in meant
    ]


def _around(key: str) -> str:
    return key.rpartition(".")[0]


def _shown(value: object) -> str:
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _keys_at(model: type[BaseModel], where: Where) -> frozenset[str]:
    """Names that the model at a place knows; none where it cannot be told."""
    models: tuple[type[BaseModel], ...] = (model,)
    for step in where:
        if isinstance(step, str):
            models = tuple(
                inner
                for each in models
                if step in each.model_fields
                for inner in _models_in(each.model_fields[step].annotation)
            )
    return frozenset(name for each in models for name in each.model_fields)


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Models inside Optional, tuple and Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
