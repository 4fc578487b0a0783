"""A mistake in the language of control relations, as a problem of the file that it stands in."""

from __future__ import annotations

from typing import Any

from engine.rulebook.errors import RulesProblem
from engine.rulebook.relations.errors import RelationError
from engine.rulebook.yamlfiles import Document, Where


def relation_problem(document: Document[Any], where: Where, error: RelationError) -> RulesProblem:
    """The problem that a relation's error is; both languages' words are facts."""
    bare = RelationError(error.problem, error.text, position=error.position, found=error.found, expected=error.expected)
    return document.problem(
        where, "bad_rule", nearest=error.nearest, reason_ru=bare.say("ru"), reason_en=bare.say("en")
    )
