"""``svod rules test`` with a real LibreOffice: it works the form's formulas out, and what differs is noticed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.libreoffice import LibreOffice

from engine.cli.group import exit_code
from engine.pipeline.office import find_office
from engine.pipeline.rulestest.compared import said_of
from engine.pipeline.rulestest.fills import Subject
from engine.pipeline.rulestest.recalculating import recalculated
from engine.pipeline.rulestest.trials import trials_of
from engine.pipeline.rulestest.workbook import SHEET, SOME_DIFFER, Example, write_workbook
from engine.rulebook.relations.expansion import expand
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace

pytestmark = pytest.mark.libreoffice


def test_form_and_engine_agree_on_all_rules(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    code = exit_code(["rules", "test", "--workspace", str(workspace.root), "--format", "json", "-q"])
    record = json.loads(capsys.readouterr().out)

    assert (code, record["in_order"], record["formulas"]) == (0, True, "worked_out")
    said = [
        (example["form"], example["holds"])
        for control in record["controls"]
        for condition in control["conditions"]
        for example in condition["examples"]
    ]
    assert len(said) > 500
    assert set(said) == {("kept", True), ("violated", False), ("unjudged", None)}


@pytest.fixture
def examples(rulebook: Rulebook) -> list[Example]:
    control = next(each for each in rulebook.controls if each.id == "K06")
    form = rulebook.form("school", rulebook.periods["2024"])
    (instance,) = expand(parse_relation(control.rule or ""), form)
    trials = trials_of(Subject(control, instance, form)).trials
    return [Example(trial, said) for trial, said in zip(trials, said_of(trials), strict=True)]


def test_an_engine_that_says_otherwise_is_noticed_by_the_workbook(
    libreoffice: LibreOffice, examples: list[Example], tmp_path: Path
) -> None:
    wrong = [replace(examples[0], trial=replace(examples[0].trial, exact=False)), *examples[1:]]
    lenient = [replace(each, said=replace(each.said, broken=False)) for each in wrong]
    path = tmp_path / "rules-test.xlsx"
    write_workbook(path, lenient, "Ведомство", date(2024, 12, 31))
    office = find_office()
    assert office is not None
    found = recalculated(path, office, len(lenient))

    assert found is not None
    assert [(each.form, each.result) for each in found[:3]] == [
        ("верно", "РАСХОДИТСЯ"),
        ("нарушено", "РАСХОДИТСЯ"),
        ("не проверяется", "совпадает"),
    ]
    (first,) = libreoffice.run(path, {"do": "read", "cells": [[SHEET, "A1"]]})
    assert first == [f"{SOME_DIFFER}2"]
