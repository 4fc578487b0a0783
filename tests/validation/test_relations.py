"""Control relations of the rules pack as findings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.filled_forms import submission

from engine.rulebook.model import Control
from engine.rulebook.rulebook import Rulebook
from engine.validation.filled import filled_in
from engine.validation.relations import judged_relations, relation_finding
from engine.vocabulary.fields import Value
from engine.vocabulary.findings import Finding, Severity


def finding_of(rulebook: Rulebook, changes: dict[str, Value], **control: object) -> Finding | None:
    """The finding of the only relation of a rules pack."""
    period = rulebook.periods["2024"]
    given = {"id": "K99", "level": "error", "title": "т", "message": "м", "source": "тест"} | control
    rules = type(rulebook)(**{**rulebook.__dict__, "controls": (Control.model_validate(given),)})
    ((filled,),) = filled_in([submission(rules, changes)], rules, period)
    *_, judged = judged_relations(rules, filled.form, period).values()
    return relation_finding(judged, filled, {})


@pytest.mark.parametrize(
    ("rule", "changes", "cell"),
    [
        ("[302] <= [301]", {"302": 31}, "C302"),
        ("for 203: [.1] > 0 <=> [.2] > 0", {"203.2": 0}, "D203"),
        ("for 203: [.1] > 0 <=> [.2] > 0", {"203.1": 0}, "C203"),
        ("[401] > 0 => [402] > 0", {}, "C402"),
        ("[402] > 0 or [309] > 0", {}, "C402"),
        ("[290.1] <= [291.2]", {"291.2": 1}, "C201"),
        ("[401] > 5 or 1 > 2", {}, "C401"),
        ("[401] > 0 => 1 > 2", {}, "C401"),
    ],
)
def test_it_stands_at_the_first_cell_of_what_must_hold(
    rulebook: Rulebook, rule: str, changes: dict[str, Value], cell: str
) -> None:
    finding = finding_of(rulebook, changes, rule=rule)
    assert finding is not None
    assert finding.cell == cell


def test_the_rules_may_name_the_cell_to_look_at(rulebook: Rulebook) -> None:
    finding = finding_of(rulebook, {"302": 31}, rule="[302] <= [301]", look_at="301", level="warning")
    assert finding is not None
    assert (finding.cell, [cell.address for cell in finding.also]) == ("C301", ["C302"])
    assert (finding.code, finding.severity, finding.facts["remedy"]) == ("K99", Severity.WARNING, "м")


def test_a_blank_that_counts_as_zero_is_shown_as_zero(rulebook: Rulebook) -> None:
    finding = finding_of(rulebook, {"301": None}, rule="[302] <= [301]", missing="zero")
    assert finding is not None
    assert finding.facts["sentence_ru"].endswith("строка 301 (обучающихся-наставляемых) = 0.")


def test_a_tolerance_is_told(rulebook: Rulebook) -> None:
    finding = finding_of(rulebook, {"301": 30, "302": 34}, rule="[302] <= [301]", tolerance=Decimal(3))
    assert finding is not None
    assert finding.facts["sentence_ru"].endswith("строка 301 (обучающихся-наставляемых) + 3 = 30 + 3 = 33.")


def test_every_relation_of_the_pack_has_its_own_name(rulebook: Rulebook) -> None:
    period = rulebook.periods["2024"]
    relations = judged_relations(rulebook, rulebook.form("school", period), period)
    assert {judged.control.id for judged in relations.values()} == {
        control.id for control in rulebook.controls if control.rule is not None
    }
    assert len(relations) > 100
