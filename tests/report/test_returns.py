from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite
from support.returning import explain, filled, judged, problems, returned, sent, type_into, values_of

from engine.report.returns import fresh_form, return_of
from engine.rulebook.forms import Field
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, universal_content
from engine.template.lists import choices_of
from engine.vocabulary.fields import Address, FieldType, Value
from engine.vocabulary.findings import FindingState

_ODD_COUNTS = ["70%", "12,5", "1,234", "много", "–", "нет", "9 чел.", "007", "-3", "1О", "12.05.2024", "5 и 6", "ноль"]
_TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=0x44F, exclude_categories=["Cc", "Cs"]), max_size=40)


@composite
def fills(draw: DrawFn, content: FormContent) -> dict[Address, Value]:
    """What a curator may put into a form: sensible, odd, or nothing, cell by cell."""
    chosen: dict[Address, Value] = {}
    for field in content.fields:
        if content.is_input(field) and (value := draw(_answer(field))) is not None:
            chosen[field.address] = value
    return chosen


def _answer(field: Field) -> st.SearchStrategy[Value]:
    odd: st.SearchStrategy[Value] = st.sampled_from(_ODD_COUNTS)
    usual: st.SearchStrategy[Value]
    if field.type is FieldType.COUNT:
        usual = st.integers(0, 500)
    elif choices := choices_of(field):
        usual, odd = st.sampled_from(choices), st.sampled_from(["может быть", "Да", "в  работе"])
    elif field.type is FieldType.DATE:
        usual, odd = st.dates(date(2019, 1, 1), date(2025, 1, 1)), st.sampled_from(["весной", "5.5.24", "31.02.2024"])
    else:
        usual, odd = _TEXTS, st.sampled_from(["=1+1", "'12", "+7 900", "a\nb", "_x0041_"])
    return st.one_of(st.none(), usual, usual, usual, odd)


@pytest.mark.parametrize(("form", "place_id"), [("school", "0206"), ("school", "0115"), ("district", "01")])
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_return_read_back_unchanged_holds_what_was_sent(
    rulebook: Rulebook, period: Period, form: str, place_id: str, data: st.DataObject
) -> None:
    content = fresh_form(form, place_id, rulebook, period)
    first = replace(content, values=data.draw(fills(content)))
    with TemporaryDirectory() as folder:
        reading, findings = judged(Path(folder, "1"), first, rulebook, period)
        if reading.submission is None:
            assert {"T10"} <= {each.code for each in findings}
            return
        back = return_of(reading.submission, findings, rulebook, period)
        again, findings_again = sent(Path(folder, "2"), back, rulebook, period)
        assert values_of(again) == values_of(reading.submission)
        assert (again.place_id, again.form, again.revision) == (place_id, form, 1)
        second = return_of(again, findings_again, rulebook, period)
        assert second.values == back.values
        assert second.revision == 2
        third = return_of(*sent(Path(folder, "3"), second, rulebook, period), rulebook, period)
        assert third.returned == second.returned


def test_a_return_is_the_current_form_with_its_revision_raised(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    back = returned(tmp_path / "1", filled(rulebook, period, "0206", {"306": 40}), rulebook, period)
    assert back.revision == 1
    assert back.returned is not None
    again, _ = sent(tmp_path / "2", back, rulebook, period)
    assert again.revision == 1


def test_the_day_on_which_the_file_came_goes_along(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    submission, findings = sent(tmp_path, filled(rulebook, period, "0206", {"306": 40}), rulebook, period)
    back = return_of(replace(submission, received_on=date(2025, 1, 14)), findings, rulebook, period)
    assert back.returned is not None
    assert back.returned.received_on == date(2025, 1, 14)


def test_numbers_put_right_in_a_return_are_accepted(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    back = returned(tmp_path / "1", filled(rulebook, period, "0206", {"306": 40, "502": "70%"}), rulebook, period)
    right: Mapping[Address, Value] = {**back.values, Address("306"): 38, Address("502"): 20}
    _, findings = sent(tmp_path / "2", replace(back, values=right), rulebook, period)
    assert not [each for each in findings if each.severity == "error"]


def test_an_explanation_stays_where_it_was_and_its_warning_away(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    content = filled(rulebook, period, "0206", {"201.2": 0, "306": 40})
    text = "Наставники – из соседней школы"
    back = returned(tmp_path / "1", content, rulebook, period, explain("K11", text))
    assert back.returned is not None
    assert back.returned.explanations == {"K11": text}
    assert "K11" not in problems(back)
    again, findings = sent(tmp_path / "2", back, rulebook, period)
    k11 = {each.state for each in findings if each.code == "K11"}
    assert k11 == {FindingState.EXPLAINED}
    second = return_of(again, findings, rulebook, period)
    assert second.returned is not None
    assert second.returned.explanations == back.returned.explanations
    assert second.returned.given_for == back.returned.given_for


def test_an_explanation_typed_into_a_return_counts(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    back = returned(tmp_path / "1", filled(rulebook, period, "0206", {"201.2": 0, "306": 40}), rulebook, period)
    assert problems(back)["K11"].explainable
    _, findings = sent(tmp_path / "2", back, rulebook, period, explain("K11", "Так и есть: наставники – студенты"))
    assert {each.state for each in findings if each.code == "K11"} == {FindingState.EXPLAINED}


def test_a_stale_explanation_does_not_become_valid_by_another_return(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    content = filled(rulebook, period, "0206", {"201.2": 0, "306": 40})
    back = returned(tmp_path / "1", content, rulebook, period, explain("K11", "Наставники – из соседней школы"))
    other = replace(back, values={**back.values, Address("201", "1"): 14})
    again, findings = sent(tmp_path / "2", other, rulebook, period)
    assert {each.state for each in findings if each.code == "K11"} == {FindingState.OPEN}
    second = return_of(again, findings, rulebook, period)
    assert "K11" in problems(second)
    _, findings = sent(tmp_path / "3", second, rulebook, period)
    assert {each.state for each in findings if each.code == "K11"} == {FindingState.OPEN}


def test_a_universal_blank_comes_back_as_the_schools_own_form(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    own = filled(rulebook, period, "0206", {"306": 40})
    codes = {owed.key: line.line for line, owed in universal_content(rulebook, period, "02").roadmap_lines}
    lines = {line.line: codes[owed.key] for line, owed in own.roadmap_lines}
    values = {Address(lines.get(at.line, at.line), at.column): value for at, value in own.values.items()}
    blank = universal_content(rulebook, period, "02")
    values |= {Address("002"): rulebook.registry["0206"].name}
    submission, findings = sent(tmp_path / "1", replace(blank, values=values), rulebook, period)
    back = return_of(submission, findings, rulebook, period)
    assert (back.place, back.picks_place) == (rulebook.registry["0206"], False)
    assert back.values == own.values
    assert set(problems(back)) == {"K06"}


def test_a_form_without_its_hidden_sheet_comes_back_whole(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    content = filled(rulebook, period, "0206", {"306": 40})
    submission, findings = sent(tmp_path / "1", content, rulebook, period, type_into("_svod", "form_version", "х"))
    again, _ = sent(tmp_path / "2", return_of(submission, findings, rulebook, period), rulebook, period)
    assert values_of(again) == values_of(submission)
    assert again.revision == 1
