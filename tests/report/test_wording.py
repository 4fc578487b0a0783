from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import pytest

import engine.consolidation.activities
import engine.consolidation.completeness
import engine.consolidation.targetrows
from engine.report import wording
from engine.rulebook.model import Decision
from engine.vocabulary.findings import FindingState, Severity
from engine.vocabulary.places import Kind

STATUSES = (wording.COVERAGE, wording.ACTIVITY, wording.COMPLETENESS, wording.SEVERITY)


@pytest.mark.parametrize("statuses", STATUSES)
def test_statuses_differ_by_sign_or_word_not_by_colour_alone(statuses: dict[str, wording.Status]) -> None:
    assert len({status.text for status in statuses.values()}) == len(statuses)
    assert all(status.sign and status.word for status in statuses.values())


def test_contract_statuses_all_have_words() -> None:
    activities = "done done_late overdue due_soon not_due no_deadline not_applicable postponed unknown met missed"

    assert set(wording.COVERAGE) == {"met", "below", "no_data", "no_target"}
    assert set(wording.ACTIVITY) == set(activities.split())
    assert set(wording.COMPLETENESS) == {"on_time", "late", "reported", "with_errors", "silent"}
    assert set(wording.SEVERITY) == set(Severity)
    assert set(wording.STATE) == set(wording.SETTLED) == set(FindingState) - {FindingState.OPEN}
    assert set(wording.WAITS) == {Severity.ERROR, Severity.WARNING}
    assert set(wording.DECISION) == set(get_args(Decision.model_fields["decision"].annotation))
    assert set(wording.DECISION_MEANT) == set(wording.DECISION)
    assert set(wording.KIND) == set(wording.KINDS_COUNTED) == set(Kind)


def test_words_of_the_narrow_cells_begin_with_the_sign_of_the_full_ones() -> None:
    assert set(wording.MATRIX) == set(wording.ACTIVITY) - {"met", "missed", "unknown"}
    assert all(words[0] == wording.ACTIVITY[status].sign for status, words in wording.MATRIX.items())
    assert len({*wording.MATRIX.values(), *wording.UNKNOWN.values()}) == len(wording.MATRIX) + len(wording.UNKNOWN)


def test_what_is_not_known_has_one_sign_everywhere() -> None:
    words = (*wording.UNKNOWN.values(), wording.NOT_ACCEPTED, wording.NOT_KNOWN, wording.ACTIVITY["unknown"].text)

    assert {each[0] for each in words} == {wording.COMPLETENESS["silent"].sign}


def test_no_status_of_the_consolidation_is_without_words() -> None:
    modules = (engine.consolidation.activities, engine.consolidation.completeness, engine.consolidation.targetrows)
    known = {*wording.ACTIVITY, *wording.COMPLETENESS}
    returned = {
        constant.value
        for module in modules
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8")))
        if isinstance(node, ast.Return) and node.value is not None
        for constant in ast.walk(node.value)
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }

    assert returned
    assert returned <= known


def test_sheet_names_are_valid_and_all_are_in_the_contents() -> None:
    names = [wording.SUMMARY, *wording.CONTENTS]

    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert len({name.casefold() for name in names}) == len(names) == 17
