"""Which transmittal of a district counts, and what becomes of everything else that concerns it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_region import AS_OF, PERIOD, decision, error, reading, school, small_rulebook
from support.transmittals import sent_file, sent_up, with_rows

from engine.consolidation.run import consolidate
from engine.consolidation.transmittalchoice import (
    EDITED,
    choose_transmittals,
    decisions_set_aside,
    is_transmittal,
    superseded_files,
)
from engine.consolidation.transmitted import told_by
from engine.consolidation.verdicts import Verdict
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.messages import catalogue
from engine.vocabulary.transmittal import Transmittal

RULES = small_rulebook()
COUNTED = school("0101", 200, 140, sha256="abcdef123456" + "0" * 52)
RETURNED = school("0102", 100, 170, sha256="bcdefa123456" + "0" * 52)
SENT = sent_up(
    consolidate([reading(COUNTED), reading(RETURNED)], [error(RETURNED.path, "K07")], RULES, PERIOD, AS_OF), RULES, "01"
)
EDIT = Finding("G10", Severity.WARNING, SENT.path)


def another(path: str, **fields: object) -> Transmittal:
    return replace(SENT, path=path, sha256=f"sha256 of {path}", **fields)  # type: ignore[arg-type]  # as a test names them


def chosen(*files: FileReading, strict: bool = False, rules: Rulebook = RULES) -> tuple[list[str], dict[str, Verdict]]:
    """Paths of the transmittals that count, and the verdict on each file."""
    by_path = {each.path: each.findings for each in files}
    told, verdicts = choose_transmittals(files, by_path, rules, PERIOD, AS_OF, strict=strict)
    return [each.transmittal.path for each in told], verdicts


def shown(verdicts: dict[str, Verdict]) -> dict[str, tuple[str, list[str]]]:
    return {path: (str(each.status), [said.code for said in each.findings]) for path, each in verdicts.items()}


def test_a_closed_transmittal_by_our_rules_is_accepted_without_a_word() -> None:
    paths, verdicts = chosen(sent_file(SENT))
    assert paths == [SENT.path]
    assert shown(verdicts) == {SENT.path: ("accepted", [])}


def test_the_highest_closed_version_counts_then_the_later_date_then_the_hash() -> None:
    draft = sent_file(another("черновик.xlsx", version=0, as_of=date(2025, 2, 1)))
    first = sent_file(another("1.xlsx", version=1))
    second = sent_file(another("2.xlsx", version=2, as_of=date(2024, 12, 1)))
    paths, verdicts = chosen(draft, first, second)
    assert paths == ["2.xlsx"]
    assert verdicts["1.xlsx"].superseded_by == verdicts["черновик.xlsx"].superseded_by == "2.xlsx"
    assert shown(verdicts)["1.xlsx"] == ("superseded", ["G20"])
    (why,) = verdicts["черновик.xlsx"].findings
    assert why.facts["here_ru"] == "черновик, по состоянию на 01.02.2025"
    later = sent_file(another("позже.xlsx", version=1, as_of=date(2025, 1, 9)))
    assert chosen(first, later)[0] == ["позже.xlsx"]


def empty(path: str, **fields: object) -> Transmittal:
    """A transmittal of the district in which no report counts."""
    nobody = ({**row, "status": "silent"} for row in SENT.tables["completeness"])
    return with_rows(another(path, **fields), "completeness", nobody)


def test_a_transmittal_without_any_report_never_wins_against_one_that_has_some() -> None:
    paths, verdicts = chosen(sent_file(another("1.xlsx", version=1)), sent_file(empty("2.xlsx", version=2)))
    assert paths == ["1.xlsx"]
    assert shown(verdicts)["2.xlsx"] == ("superseded", ["G27"])
    assert chosen(sent_file(empty("1.xlsx", version=1)), sent_file(empty("2.xlsx", version=2)))[0] == ["2.xlsx"]


def test_two_of_the_same_version_and_date_that_say_different_things_are_warned_of_with_what_differs() -> None:
    one, other = another("b.xlsx", closed_on=date(2025, 1, 20)), empty("c.xlsx", closed_on=date(2025, 1, 21))
    paths, verdicts = chosen(sent_file(one), sent_file(other))
    (why,) = verdicts["c.xlsx"].findings
    assert (paths, why.code, why.severity) == (["b.xlsx"], "G27", Severity.WARNING)
    assert why.facts["used_ru"] == "версия 1, по состоянию на 31.12.2024, принято отчётов: 1, закрыт 20.01.2025"
    assert why.facts["here_ru"] == "версия 1, по состоянию на 31.12.2024, принято отчётов: 0, закрыт 21.01.2025"
    assert why.facts["here_en"] == "version 1, as of 2024-12-31, reports counted: 0, closed on 2025-01-21"


def test_two_that_say_the_same_in_other_files_are_no_reason_to_warn() -> None:
    verdicts = chosen(sent_file(another("a.xlsx")), sent_file(another("b.xlsx")))[1]
    assert shown(verdicts)["a.xlsx"] == ("superseded", ["G20"])


def test_a_transmittal_with_the_stamp_of_another_district_is_rejected() -> None:
    paths, verdicts = chosen(sent_file(replace(SENT, district_id="02"), place_id="02"))
    assert paths == []
    assert "G37" in shown(verdicts)[SENT.path][1]
    assert str(verdicts[SENT.path].status) == "rejected"


def test_a_place_that_nobody_knows_is_no_place_of_another_district() -> None:
    strange = [{**row, "place_id": "9901"} for row in SENT.tables["completeness"]]
    nothing = replace(SENT, tables=dict.fromkeys(SENT.tables, ()))
    _, verdicts = chosen(sent_file(with_rows(nothing, "completeness", strange)))
    assert "G37" not in shown(verdicts)[SENT.path][1]


@given(st.permutations(["a.xlsx", "b.xlsx", "c.xlsx"]))
def test_the_choice_does_not_depend_on_the_order_of_files(order: Sequence[str]) -> None:
    assert chosen(*(sent_file(another(path)) for path in order))[0] == ["c.xlsx"]


def test_a_copy_is_a_copy_and_counts_once() -> None:
    paths, verdicts = chosen(sent_file(SENT), sent_file(replace(SENT, path="копия.xlsx")))
    assert paths == [SENT.path]
    assert shown(verdicts)["копия.xlsx"] == ("duplicate", ["F13"])


def test_a_transmittal_of_another_period_is_ignored() -> None:
    paths, verdicts = chosen(sent_file(another("2023.xlsx", period_id="2023"), period_id="2023"))
    assert paths == []
    assert shown(verdicts) == {"2023.xlsx": ("ignored", ["G06"])}
    assert verdicts["2023.xlsx"].findings[0].facts["period"] == "2023 год"


def test_a_transmittal_edited_by_hand_counts_with_warnings_unless_that_is_refused() -> None:
    edited = sent_file(SENT, EDIT)
    paths, verdicts = chosen(edited)
    assert (paths, shown(verdicts)) == ([SENT.path], {SENT.path: ("warned", ["G10"])})
    paths, verdicts = chosen(edited, strict=True)
    assert (paths, shown(verdicts)) == ([], {SENT.path: ("rejected", ["G10", "G09"])})


def test_what_only_looks_different_is_no_edit() -> None:
    renamed = sent_file(SENT, Finding("G17", Severity.INFO, SENT.path))
    assert chosen(renamed, strict=True)[0] == [SENT.path]
    assert set(catalogue()) >= EDITED


def test_a_transmittal_that_cannot_be_believed_is_rejected_and_the_other_one_counts() -> None:
    damaged = FileReading(
        "новый.xlsx", 9, "x", "xlsx", findings=(Finding("G01", Severity.ERROR, "новый.xlsx"),), place_id="01",
        period_id="2024", form="transmittal", revision=2,
    )  # fmt: skip
    paths, verdicts = chosen(sent_file(SENT), damaged)
    assert paths == [SENT.path]
    assert shown(verdicts)["новый.xlsx"] == ("rejected", ["G01", "G23"])
    assert is_transmittal(damaged)
    assert shown(chosen(damaged)[1]) == {"новый.xlsx": ("rejected", ["G01"])}


def test_what_differs_from_our_rules_is_said_and_warned_of() -> None:
    paths, verdicts = chosen(sent_file(SENT), rules=small_rulebook(targets=()))
    assert (paths, shown(verdicts)) == ([SENT.path], {SENT.path: ("warned", ["G30"])})


def superseded(*files: FileReading) -> dict[str, tuple[str, list[str]]]:
    return shown(dict(superseded_files(files, told_by([SENT], RULES, PERIOD))))


def test_a_school_file_that_the_transmittal_holds_is_superseded_without_a_warning() -> None:
    assert superseded(reading(COUNTED), reading(RETURNED)) == {
        "0101.xlsx": ("superseded", ["G21"]),
        "0102.xlsx": ("superseded", ["G21"]),
    }


def test_a_school_file_that_the_transmittal_does_not_hold_is_superseded_with_a_warning() -> None:
    newer = reading(school("0101", 200, 150, path="новый.xlsx"))
    ((path, verdict),) = superseded_files([newer], told_by([SENT], RULES, PERIOD))
    assert (path, verdict.superseded_by) == ("новый.xlsx", SENT.path)
    assert [(each.code, each.severity, each.place_id) for each in verdict.findings] == [
        ("G22", Severity.WARNING, "0101")
    ]


def test_other_districts_and_unusable_files_are_left_to_themselves() -> None:
    assert superseded(reading(school("0201", 50, 33)), replace(reading(COUNTED), usable=False)) == {}


@pytest.mark.parametrize(("ours", "codes"), [("exempt", ["G24"]), ("accept", [])])
def test_our_own_decision_that_the_district_did_not_take_is_said_to_have_no_effect(ours: str, codes: list[str]) -> None:
    taken = small_rulebook(decisions=(decision("0102", "accept"),))
    sent = sent_up(consolidate([reading(RETURNED)], [error(RETURNED.path)], taken, PERIOD, AS_OF), taken, "01")
    rules = small_rulebook(decisions=(decision("0102", ours), decision("0201", "exempt")))
    findings = list(decisions_set_aside(told_by([sent], rules, PERIOD)))
    assert [each.code for each in findings] == codes
    assert all((each.path, each.place_id) == ("rules/decisions.csv", "0102") for each in findings)
