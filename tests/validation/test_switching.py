"""Which control relations are judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engine.rulebook.model import SwitchedOff
from engine.rulebook.rulebook import Rulebook
from engine.validation import switched_off
from engine.validation.switching import judged_builtins, judged_rules


def test_relations_switched_off_for_the_period_are_listed_with_their_reasons(rulebook: Rulebook) -> None:
    off = (SwitchedOff(period="2024", reason="строка 305 уточняется"), SwitchedOff(period="2023", reason="другая"))
    changed = tuple(each.model_copy(update={"off": off}) if each.id == "K06" else each for each in rulebook.controls)
    rules = replace(rulebook, controls=changed)
    listed = switched_off(rules, rules.periods["2024"])
    assert [(each.control.id, each.reason) for each in listed] == [("K06", "строка 305 уточняется")]
    assert "K06" not in {control.id for control in judged_rules(rules, "school", rules.periods["2024"])}
    assert "K06" in {control.id for control in judged_rules(rules, "school", rules.periods["2022"])}


def test_a_relation_is_judged_only_while_it_is_in_force(rulebook: Rulebook) -> None:
    changed = tuple(each.model_copy(update={"valid_from": date(2024, 1, 1)}) for each in rulebook.controls)
    rules = replace(rulebook, controls=changed)
    assert list(judged_rules(rules, "school", rules.periods["2023"])) == []
    assert list(judged_builtins(rules, rules.periods["2023"])) == []
    assert switched_off(rules, rules.periods["2023"]) == ()


def test_the_district_form_has_no_relations_between_counts(rulebook: Rulebook) -> None:
    assert list(judged_rules(rulebook, "district", rulebook.periods["2024"])) == []
