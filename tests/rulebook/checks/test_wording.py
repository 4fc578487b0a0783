from __future__ import annotations

import pytest

from engine.rulebook.checks.wording import relation_problem
from engine.rulebook.relations.errors import RelationError
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.yamlfiles import Document


def test_relation_error_becomes_one_line_in_each_language() -> None:
    document = Document("rules/controls.yaml", {"rule": "[1"}, {("rule",): 3})  # type: ignore[var-annotated]  # no content
    with pytest.raises(RelationError) as error:
        parse_relation("[302] <=")
    problem = relation_problem(document, ("rule",), error.value)
    assert (problem.line, problem.key, problem.problem) == (3, "rule", "bad_rule")
    assert error.value.say("ru") in problem.text("ru")
    assert error.value.say("en") in problem.text("en")


def test_nearest_code_is_said_once() -> None:
    document = Document("rules/controls.yaml", {"rule": "x"}, {("rule",): 3})  # type: ignore[var-annotated]  # no content
    error = RelationError("unknown_line", found="209", nearest="208")
    assert relation_problem(document, ("rule",), error).text("en").count("208") == 1
