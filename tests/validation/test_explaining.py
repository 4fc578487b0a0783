"""Which findings an explanation explains, and what is said about explanations that explain nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.filled_forms import submission

from engine.rulebook.rulebook import Rulebook
from engine.validation import validate
from engine.validation.explaining import explained
from engine.vocabulary.explanations import given_for
from engine.vocabulary.fields import Explanation, Submission, Value
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.messages import sentence

TEXT = "Два педагога – совместители из соседней школы"
#: Breaks K08b (a warning that can be explained) at C308.
MORE_MENTORS: dict[str, Value] = {"308": 41}


def explaining(control: str, text: str = TEXT, **given: str | None) -> Explanation:
    return Explanation(control, text, "Проверка", "G12", **given)


def judged(rulebook: Rulebook, *submissions: Submission) -> tuple[Finding, ...]:
    return validate(submissions, rulebook, rulebook.periods["2024"])


def sent(rulebook: Rulebook, changes: dict[str, Value], *explanations: Explanation, path: str = "a.xlsx") -> Submission:
    return replace(submission(rulebook, changes, path=path), explanations=explanations)


def states(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.state)) for finding in findings]


def test_a_warning_with_an_explanation_is_explained_in_the_curators_words(rulebook: Rulebook) -> None:
    (finding,) = judged(rulebook, sent(rulebook, MORE_MENTORS, explaining("K08b")))
    assert (finding.code, finding.state, finding.explanation) == ("K08b", FindingState.EXPLAINED, TEXT)
    assert not finding.withheld
    assert not finding.is_open


def test_one_text_explains_every_line_that_breaks_the_relation(rulebook: Rulebook) -> None:
    both: dict[str, Value] = {"201.4": 31, "203.4": 6}
    findings = judged(rulebook, sent(rulebook, both, explaining("K12a")))
    assert [(each.code, each.cell, each.state) for each in findings if each.code == "K12a"] == [
        ("K12a", "F201", FindingState.EXPLAINED),
        ("K12a", "F203", FindingState.EXPLAINED),
    ]


def test_an_explanation_without_a_warning_is_kept_and_ignored(rulebook: Rulebook) -> None:
    (finding,) = judged(rulebook, sent(rulebook, {}, explaining("K08b")))
    assert (finding.code, finding.severity, finding.explanation) == ("E01", Severity.INFO, TEXT)
    assert (finding.sheet, finding.cell, finding.place_id) == ("Проверка", "G12", "0101")


def test_an_explanation_beside_an_error_does_not_lift_it_and_says_whom_to_ask(rulebook: Rulebook) -> None:
    error, note = judged(rulebook, sent(rulebook, {"306": 50}, explaining("K06")))
    assert (error.code, error.state, error.severity) == ("K06", FindingState.OPEN, Severity.ERROR)
    assert (note.code, note.severity, note.cell) == ("E02", Severity.WARNING, "G12")
    assert "муниципальному куратору" in sentence(note)


def test_a_warning_that_the_rules_do_not_let_explain_stays_open(rulebook: Rulebook) -> None:
    controls = tuple(
        each.model_copy(update={"explanation_allowed": False}) if each.id == "K08b" else each
        for each in rulebook.controls
    )
    findings = judged(replace(rulebook, controls=controls), sent(rulebook, MORE_MENTORS, explaining("K08b")))
    assert sorted(states(findings)) == [("E05", "open"), ("K08b", "open")]


@pytest.mark.parametrize(
    "text",
    [
        "Иванов И. И. работает в двух школах",
        "Маша Иванова переехала",
        "звоните 8 911 123-45-67",
        "спросите school@example.org",
    ],
)
def test_what_looks_like_personal_data_is_withheld_and_said(rulebook: Rulebook, text: str) -> None:
    findings = judged(rulebook, sent(rulebook, MORE_MENTORS, explaining("K08b", text)))
    by_code = {each.code: each for each in findings}
    assert (by_code["K08b"].state, by_code["K08b"].withheld) == (FindingState.EXPLAINED, True)
    assert by_code["E03"].severity is Severity.WARNING
    assert text not in sentence(by_code["E03"])


@pytest.mark.parametrize("text", ["—", "...", "?", "н/д", "5", "01.01.2024", "да", "№ 5"])
def test_what_has_no_words_explains_nothing_and_is_kept(rulebook: Rulebook, text: str) -> None:
    findings = {each.code: each for each in judged(rulebook, sent(rulebook, MORE_MENTORS, explaining("K08b", text)))}
    assert findings.keys() == {"K08b", "E06"}
    assert findings["K08b"].is_open
    assert (findings["E06"].explanation, findings["E06"].cell) == (text, "G12")


def test_a_telephone_as_explanation_is_withheld_though_it_explains_nothing(rulebook: Rulebook) -> None:
    findings = judged(rulebook, sent(rulebook, MORE_MENTORS, explaining("K08b", "89123456789")))
    assert {each.code: each.withheld for each in findings} == {"K08b": False, "E03": False, "E06": True}


def test_of_a_dash_where_nothing_is_to_be_explained_nothing_is_said(rulebook: Rulebook) -> None:
    assert judged(rulebook, sent(rulebook, {}, explaining("K08b", "—"))) == ()
    assert states(judged(rulebook, sent(rulebook, {"306": 50}, explaining("K06", "...")))) == [("K06", "open")]
    assert states(judged(rulebook, sent(rulebook, {}, explaining("K08b", "5")))) == [("E01", "open")]


def test_words_that_explain_nothing_are_withheld_too_where_they_name_a_person(rulebook: Rulebook) -> None:
    findings = judged(rulebook, sent(rulebook, {}, explaining("K08b", "Иванов И. И.")))
    assert {(each.code, each.explanation, each.withheld) for each in findings} == {
        ("E01", "Иванов И. И.", True),
        ("E03", None, False),
    }


def test_the_text_of_a_return_counts_as_long_as_the_numbers_are_the_same(rulebook: Rulebook) -> None:
    first = judged(rulebook, sent(rulebook, MORE_MENTORS))
    kept = explaining("K08b", given_text=TEXT, given_for=given_for(first))
    assert states(judged(rulebook, sent(rulebook, MORE_MENTORS, kept))) == [("K08b", "explained")]
    assert sorted(states(judged(rulebook, sent(rulebook, {"308": 42}, kept)))) == [("E04", "open"), ("K08b", "open")]


def test_a_new_text_counts_for_new_numbers(rulebook: Rulebook) -> None:
    first = judged(rulebook, sent(rulebook, MORE_MENTORS))
    anew = explaining("K08b", "Теперь их двое", given_text=TEXT, given_for=given_for(first))
    assert states(judged(rulebook, sent(rulebook, {"308": 42}, anew))) == [("K08b", "explained")]


def test_a_text_given_when_nothing_was_wrong_does_not_explain_what_is_wrong_now(rulebook: Rulebook) -> None:
    kept = explaining("K08b", given_text=f" {TEXT}\n", given_for=None)
    assert ("K08b", "open") in states(judged(rulebook, sent(rulebook, MORE_MENTORS, kept)))


def test_fingerprint_is_computed_the_same_from_the_explained_findings(rulebook: Rulebook) -> None:
    open_ones = judged(rulebook, sent(rulebook, MORE_MENTORS))
    settled = judged(rulebook, sent(rulebook, MORE_MENTORS, explaining("K08b")))
    assert given_for(settled) == given_for(open_ones)
    assert given_for(settled) != given_for(judged(rulebook, sent(rulebook, {"308": 42})))


@pytest.mark.parametrize(("control", "text"), [("K99", TEXT), ("K08b", "  \n")])
def test_unknown_relations_and_blank_texts_say_nothing(rulebook: Rulebook, control: str, text: str) -> None:
    assert states(judged(rulebook, sent(rulebook, MORE_MENTORS, explaining(control, text)))) == [("K08b", "open")]


def test_each_submission_explains_only_itself(rulebook: Rulebook) -> None:
    told, silent = sent(rulebook, MORE_MENTORS, explaining("K08b")), sent(rulebook, MORE_MENTORS, path="b.xlsx")
    assert [(each.path, str(each.state)) for each in judged(rulebook, told, silent)] == [
        ("a.xlsx", "explained"),
        ("b.xlsx", "open"),
    ]


def test_findings_that_were_made_elsewhere_are_left_as_they_are(rulebook: Rulebook) -> None:
    others = (Finding("C04", Severity.WARNING, "a.xlsx"), Finding("V45", Severity.WARNING, "a.xlsx"))
    kept = explained(others, [sent(rulebook, {}, explaining("K08b"))], rulebook)
    assert tuple(each for each in kept if each.code != "E01") == others


def test_no_findings_and_no_explanations_are_nothing(rulebook: Rulebook) -> None:
    assert explained((), (), rulebook) == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=20), max_size=4))
def test_an_error_is_never_lifted_by_words(rulebook: Rulebook, texts: list[str]) -> None:
    controls = ("K06", "K08b", "K02", "K16")
    said = tuple(explaining(control, text) for control, text in zip(controls, texts, strict=False))
    findings = judged(rulebook, sent(rulebook, {"306": 50, "308": 41, "102": 401}, *said))
    assert {each.code for each in findings if each.severity is Severity.ERROR and each.is_open} == {"K02", "K06"}
