"""A decision is written as a row of rules/decisions.csv, or nothing is written at all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.rules import Rules

from engine.pipeline.choices import ChoiceError
from engine.pipeline.deciding import (
    DecisionRefusedError,
    Doubt,
    Outlook,
    SeveralPlacesError,
    decide,
    outlook,
    place_of,
)
from engine.rulebook.crosscheck import check_rules
from engine.rulebook.model import Decision
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Registry
from engine.workspace.folders import Workspace

TAKEN = Decision(
    place_id="0101",
    period="2024",
    decision="accept",
    revision=None,
    basis="письмо директора от 20.01.2025 № 5",
    decided_by="отдел образования",
    decided_on=date(2025, 1, 20),
)
HEAD = "place_id,period,decision,revision,basis,decided_by,decided_on"


def taken(**changes: object) -> Decision:
    return TAKEN.model_copy(update=changes)


def decided(rules: Rules, **changes: object) -> int:
    return decide(Workspace(rules.folder.parent), taken(**changes)).line


def refused(rules: Rules, **changes: object) -> list[tuple[str, str, int | None]]:
    """What is said against a decision; the file must stay as it was."""
    before = (rules.folder / "decisions.csv").read_bytes()
    with pytest.raises(DecisionRefusedError) as error:
        decided(rules, **changes)
    assert (rules.folder / "decisions.csv").read_bytes() == before
    assert not list(rules.folder.glob("*.new"))
    return [(each.key, each.problem, each.line) for each in error.value.problems]


def test_decision_is_written_as_the_last_row_and_the_rules_stay_right(rules: Rules) -> None:
    assert decided(rules) == 2
    assert rules.text("decisions.csv") == (
        f"{HEAD}\n0101,2024,accept,,письмо директора от 20.01.2025 № 5,отдел образования,2025-01-20\n"
    )
    assert check_rules(rules.folder) == ()
    assert not list(rules.folder.glob("*.new"))


def test_what_was_written_is_told_as_it_reads(rules: Rules) -> None:
    written = decide(Workspace(rules.folder.parent), taken(basis="  письмо\nдиректора ", revision=1))
    assert (written.path, written.line) == ("rules/decisions.csv", 2)
    assert (written.decision.basis, written.decision.revision) == ("письмо директора", 1)


def test_extension_adds_the_column_for_its_date_and_later_rows_leave_it_blank(rules: Rules) -> None:
    decided(rules)
    decided(rules, place_id="0102", decision="extend", until=date(2025, 1, 24))
    decided(rules, place_id="0103", decision="exempt")
    assert rules.text("decisions.csv").splitlines()[0] == f"{HEAD},until"
    assert rules.text("decisions.csv").splitlines()[3].endswith(",2025-01-20,")
    assert check_rules(rules.folder) == ()


def test_table_that_excel_saved_in_russian_stays_as_excel_saved_it(rules: Rules) -> None:
    old = HEAD.replace(",", ";") + "\r\n0102;2024;accept;;звонок;отдел;19.01.2025\r\n"
    (rules.folder / "decisions.csv").write_bytes(old.encode("cp1251"))
    decided(rules, basis="письмо; «срочно»")
    now = (rules.folder / "decisions.csv").read_bytes().decode("cp1251")
    assert now == old + '0101;2024;accept;;"письмо; «срочно»";отдел образования;2025-01-20\r\n'


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"decision": "extend"}, ("until", "until_missing")),
        ({"decision": "extend", "until": date(2025, 1, 10)}, ("until", "until_not_later")),
        ({"until": date(2025, 1, 24)}, ("until", "until_needless")),
        ({"decision": "exempt", "revision": 1}, ("revision", "revision_needless")),
        ({"basis": "  "}, ("basis", "blank_cell")),
        ({"place_id": "00"}, ("place_id", "decision_of_region")),
        ({"place_id": "0999"}, ("place_id", "unknown_place")),
        ({"basis": "=HYPERLINK(1)"}, ("basis", "formula_text")),
        ({"basis": "+7"}, ("basis", "formula_text")),
        ({"decided_by": "@отдел"}, ("decided_by", "formula_text")),
        ({"basis": "письмо\u202e"}, ("basis", "formula_text")),
        ({"basis": "письмо\udc80"}, ("basis", "formula_text")),
    ],
)
def test_what_the_rules_would_refuse_is_refused_before_it_is_written(
    rules: Rules, changes: dict[str, object], problem: tuple[str, str]
) -> None:
    assert (*problem, None) in refused(rules, **changes)


def test_decision_that_was_taken_already_or_contradicts_is_refused(rules: Rules) -> None:
    decided(rules)
    assert refused(rules, basis="другое") == [("decision", "repeated", None)]
    assert refused(rules, decision="exempt") == [("decision", "contradicts", None)]


def test_refusal_says_first_that_nothing_was_written(rules: Rules) -> None:
    with pytest.raises(DecisionRefusedError) as error:
        decided(rules, decision="extend")
    assert error.value.text("ru").startswith("Решение не записано.\nrules/decisions.csv, until: ")
    assert error.value.text("en").startswith("The decision was not written.\n")


def test_character_that_the_file_cannot_hold_is_named(rules: Rules) -> None:
    old = f"{HEAD}\n0102,2024,accept,,звонок,отдел,19.01.2025\n"
    (rules.folder / "decisions.csv").write_bytes(old.encode("cp1251"))
    assert refused(rules, basis="письмо ☺") == [("", "not_in_encoding", None)]


def test_file_keeps_its_rights_and_a_link_stays_a_link(rules: Rules, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.csv"
    (rules.folder / "decisions.csv").rename(real)
    real.chmod(0o640)
    (rules.folder / "decisions.csv").symlink_to(real)
    decided(rules)
    assert (rules.folder / "decisions.csv").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert "0101,2024,accept" in real.read_text(encoding="utf-8")


def test_place_is_found_by_id_and_by_its_name_in_full_or_without_the_legal_form(rulebook: Rulebook) -> None:
    school = rulebook.registry["0101"]
    for given_name in ("0101", " 0101 ", school.name, school.name.upper(), "верхнеозерская сош №1"):
        assert place_of(rulebook, given_name) == school
    assert place_of(rulebook, rulebook.registry["01"].name).id == "01"


@pytest.mark.parametrize("given_name", ["101", "Верхнеозёрская", "", "нет такой школы"])
def test_place_that_is_not_there_is_answered_with_the_nearest(rulebook: Rulebook, given_name: str) -> None:
    with pytest.raises(ChoiceError) as error:
        place_of(rulebook, given_name)
    assert error.value.ru.startswith("В правилах нет организации или муниципалитета")


def test_name_that_two_places_have_is_answered_with_their_ids(rulebook: Rulebook) -> None:
    twins = [
        replace(place, name="МБОУ «Лесная СОШ»") if place.id in {"0101", "0201"} else place
        for place in rulebook.registry.places.values()
    ]
    with pytest.raises(SeveralPlacesError) as error:
        place_of(replace(rulebook, registry=Registry.of(twins)), "Лесная СОШ")
    assert "0101" in error.value.ru
    assert "0201" in error.value.en


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(basis=st.text(max_size=30), by=st.text(max_size=10))
def test_any_words_are_written_as_they_are_or_refused(rules: Rules, basis: str, by: str) -> None:
    rules.write("decisions.csv", f"{HEAD}\n")
    try:
        written = decide(Workspace(rules.folder.parent), taken(basis=basis, decided_by=by)).decision
    except DecisionRefusedError:
        assert rules.text("decisions.csv") == f"{HEAD}\n"
    else:
        assert written.basis.split() == basis.split()
        assert written.decided_by.split() == by.split()


def register(workspace: Workspace, *rows: tuple[str, int | None, str]) -> None:
    """Write a run.json as it is relied on here: place, revision and status of each file."""
    files = [
        {"place_id": place_id, "period": "2024", "revision": revision, "status": status}
        for place_id, revision, status in rows
    ]
    (workspace.outgoing / "2024").mkdir(parents=True, exist_ok=True)
    (workspace.outgoing / "2024" / "run.json").write_text(json.dumps({"files": files}), encoding="utf-8")


def test_before_the_first_consolidation_nothing_speaks_against_a_decision(rulebook: Rulebook, tmp_path: Path) -> None:
    assert outlook(Workspace(tmp_path), rulebook, taken(revision=7)) == Outlook(None, None)
    register(Workspace(tmp_path))
    (tmp_path / "outgoing" / "2024" / "run.json").write_text("[]", encoding="utf-8")
    assert outlook(Workspace(tmp_path), rulebook, taken(revision=7)) == Outlook(None, None)


def test_revision_that_did_not_come_is_doubted(rulebook: Rulebook, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    register(workspace, ("0101", 0, "superseded"), ("0101", 1, "rejected"), ("0101", 5, "duplicate"), ("0102", 7, "x"))
    assert outlook(workspace, rulebook, taken(revision=7)) == Outlook(Doubt.NO_REVISION, (0, 1))
    assert outlook(workspace, rulebook, taken(revision=1)) == Outlook(None, (0, 1))
    assert outlook(workspace, rulebook, taken()) == Outlook(None, (0, 1))
    assert outlook(workspace, rulebook, taken(place_id="0103")) == Outlook(Doubt.NO_REPORT, ())
    assert outlook(workspace, rulebook, taken(place_id="0103", decision="exempt")) == Outlook(None, ())


def test_decision_about_a_place_of_a_district_that_sent_a_transmittal_is_doubted(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path)
    for status, doubt in (("warned", Doubt.SENT_UP), ("rejected", Doubt.NO_REPORT)):
        sent = {"place_id": "01", "period": "2024", "revision": 1, "status": status, "form_version": "transmittal"}
        (tmp_path / "outgoing" / "2024").mkdir(parents=True, exist_ok=True)
        (tmp_path / "outgoing" / "2024" / "run.json").write_text(json.dumps({"files": [sent]}), encoding="utf-8")
        assert outlook(workspace, rulebook, taken(place_id="0101")) == Outlook(doubt, ())
    assert outlook(workspace, rulebook, taken(place_id="01")).revisions == ()  # it is no form of the district


def test_place_of_which_nothing_is_expected_is_doubted(rulebook: Rulebook, tmp_path: Path) -> None:
    places = {
        **rulebook.registry.places,
        "0101": replace(rulebook.registry["0101"], closed_on=date(2024, 7, 1)),
        "0102": replace(rulebook.registry["0102"], opened_on=date(2025, 9, 1)),
        "01": replace(rulebook.registry["01"], roadmaps=()),
    }
    rules = replace(rulebook, registry=Registry(places))
    doubts = {each: outlook(Workspace(tmp_path), rules, taken(place_id=each)).doubt for each in ("0101", "0102", "01")}
    assert doubts == {"0101": Doubt.CLOSED, "0102": Doubt.NOT_OPEN, "01": Doubt.NOTHING_OWED}
