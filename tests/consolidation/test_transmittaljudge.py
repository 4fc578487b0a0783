"""What is said about a transmittal against rules that are not its district's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from pandas.testing import assert_frame_equal
from support.roadmaps import activity, plan
from support.small_region import (
    AS_OF,
    DISTRICT_FORM,
    PERIOD,
    PLACES,
    SCHOOL_FORM,
    reading,
    school,
    small_rulebook,
    target,
)
from support.transmittals import sent_file, sent_up, with_rows

import engine
from engine.consolidation.run import consolidate
from engine.consolidation.transmittaljudge import judged
from engine.rulebook.forms import Form, Line, Section
from engine.rulebook.model import Control, Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import FieldValue
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.messages import what
from engine.vocabulary.places import Kind, Level, Place, Registry
from engine.vocabulary.transmittal import Transmittal

RULES = small_rulebook()
SENT = (reading(school("0101", 200, 140)),)


def sent_by(rules: Rulebook, period: Period = PERIOD) -> Transmittal:
    """What the first district sends up by these rules."""
    return sent_up(consolidate(SENT, [], rules, period, AS_OF), rules, "01")


def said(transmittal: Transmittal, rules: Rulebook = RULES, as_of: date | None = AS_OF) -> dict[str, Finding]:
    return {each.code: each for each in judged(transmittal, rules, PERIOD, as_of)}


def remade(model: Form | Section, **fields: object) -> dict[str, object]:
    """The fields of a form or section with others; a copy would keep what it has worked out from them already."""
    return {name: getattr(model, name) for name in type(model).model_fields} | fields


def form_with(form: Form, *lines: Line) -> Form:
    """The form with further lines in its section of participants."""
    sections = [
        Section.model_validate(remade(each, lines=(*each.lines, *lines))) if each.id == "3" else each
        for each in form.sections
    ]
    return Form.model_validate(remade(form, sections=tuple(sections)))


def with_form(form: Form) -> Rulebook:
    return replace(RULES, forms={("school", "1"): form, ("district", "1"): DISTRICT_FORM})


def test_nothing_is_said_of_a_closed_transmittal_by_the_same_rules() -> None:
    assert said(sent_by(RULES)) == {}


def test_a_draft_another_date_and_another_engine_are_said() -> None:
    told = replace(sent_by(RULES), version=0, as_of=date(2024, 12, 1), engine_version="0.0.1")
    findings = said(told)
    assert set(findings) == {"G40", "G41", "G42"}
    assert findings["G40"].facts["theirs"] == "01.12.2024"
    assert findings["G42"].severity is Severity.INFO
    assert findings["G42"].facts["ours"] == engine.__version__
    assert all(each.place_id == "01" for each in findings.values())


def test_judged_on_its_own_no_date_is_compared() -> None:
    assert said(replace(sent_by(RULES), as_of=date(2024, 12, 1)), as_of=None) == {}


CONTROL = Control(id="K01", level=Severity.ERROR, title="к", rule="[306] <= [101]", message="м", source="–")


@pytest.mark.parametrize(
    ("theirs", "parts"),
    [
        (lambda: replace(RULES, targets=(target("0.50"),)), "цели"),
        (lambda: replace(RULES, controls=(CONTROL,)), "контрольные соотношения"),
        (lambda: replace(RULES, indicators=RULES.indicators[:1]), "показатели"),
        (lambda: with_form(SCHOOL_FORM.model_copy(update={"title": "Другая форма"})), "формы"),
    ],
)
def test_each_part_of_the_rules_that_differs_is_named(theirs: Callable[[], Rulebook], parts: str) -> None:
    findings = said(sent_by(theirs()))
    assert findings["G30"].facts["parts_ru"] == parts
    assert parts in what(findings["G30"])


def test_another_target_year_is_another_period_and_other_targets() -> None:
    period = PERIOD.model_copy(update={"target_year": 2023})
    rules = replace(RULES, periods={**RULES.periods, "2024": period})
    assert said(sent_by(rules, period))["G30"].facts["parts_en"] == "the period and its due dates, targets"


def test_a_line_that_only_the_district_has_is_named_by_its_code_and_left_out() -> None:
    theirs = with_form(form_with(SCHOOL_FORM, Line(line="312", label="Ещё одна строка")))
    sent = school("0101", 200, 140)
    more = replace(sent, values=(*sent.values, FieldValue("312", "1", 7, "7", "Показатели", "C312")))
    told = sent_up(consolidate([reading(more)], [], theirs, PERIOD, AS_OF), theirs, "01")
    finding = said(told)["G31"]
    assert (finding.facts["what_ru"], finding.facts["count"]) == ("строки 312.1", "1")
    region = consolidate([sent_file(told)], [], RULES, PERIOD, AS_OF)
    plain = consolidate([sent_file(sent_by(RULES))], [], RULES, PERIOD, AS_OF)
    assert "312" not in set(region.facts["line"])
    assert_frame_equal(region.coverage, plain.coverage)
    assert [str(row.status) for row in region.register] == ["warned"]


def test_other_targets_and_controls_change_no_number_and_are_said() -> None:
    theirs = replace(RULES, targets=(target("0.50"),), controls=(CONTROL,))
    region = consolidate([sent_file(sent_by(theirs))], [], RULES, PERIOD, AS_OF)
    assert [each.facts["parts_ru"] for each in region.findings if each.code == "G30"] == [
        "цели, контрольные соотношения"
    ]
    plain = consolidate(SENT, [], RULES, PERIOD, AS_OF)
    assert_frame_equal(region.coverage, plain.coverage)  # against our own targets


def test_a_line_that_only_we_have_is_named_where_schools_were_to_fill_it() -> None:
    ours = with_form(form_with(SCHOOL_FORM, Line(line="313", label="Наша строка")))
    findings = said(sent_by(RULES), ours)
    assert findings["G36"].facts["lines_ru"] == "313.1"
    for_gardens = Line(line="314", label="Только сады", kinds=(Kind.KINDERGARTEN,))
    assert "G36" not in said(sent_by(RULES), with_form(form_with(SCHOOL_FORM, for_gardens)))


def test_places_of_one_registry_only_are_named() -> None:
    more = Place("0104", Level.SCHOOL, "01", "Новая школа", Kind.SCHOOL)
    theirs = replace(RULES, registry=Registry.of((*PLACES, more)))
    findings = said(sent_by(theirs))
    assert findings["G32"].facts["places_ru"] == "0104"
    assert said(sent_by(RULES), theirs)["G33"].facts["places_ru"] == "0104"


def test_activities_that_our_roadmaps_do_not_have_are_named() -> None:
    longer = plan(activity("1", date(2024, 10, 31)), activity("9", date(2024, 10, 31)))
    theirs = replace(RULES, roadmaps={"plan": longer})
    findings = said(sent_by(theirs))
    assert findings["G30"].facts["parts_ru"] == "дорожные карты"
    assert findings["G34"].facts["what_ru"] == "plan 9"


def test_findings_that_we_cannot_name_are_counted() -> None:
    told = sent_by(RULES)
    strange = {
        "place_id": "0101", "code": "Z99", "severity": "warning", "line": None, "column": None, "facts": {},
        "state": "open", "explanation": None, "withheld": False, "file": None,
    }  # fmt: skip
    finding = said(with_rows(told, "findings", [strange, strange]))["G35"]
    assert (finding.facts["count"], finding.facts["codes_ru"]) == ("2", "Z99")


def test_an_indicator_of_an_external_denominator_that_we_do_not_have_is_named() -> None:
    told = with_rows(sent_by(RULES), "denominators", [{"place_id": "01", "indicator": "zzz", "value": 5}])
    assert said(told)["G31"].facts["what_ru"] == "показатели zzz"


def test_long_lists_are_cut_and_say_how_many_more() -> None:
    more = [Place(f"01{number:02d}", Level.SCHOOL, "01", "Новая школа", Kind.SCHOOL) for number in range(10, 30)]
    theirs = replace(RULES, registry=Registry.of((*PLACES, *more)))
    assert said(sent_by(theirs))["G32"].facts["places_ru"].endswith(" и ещё 8")
