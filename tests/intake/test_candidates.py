from __future__ import annotations

from support.plain_forms import as_workbook, plain_form

from engine.intake.candidates import candidates_for, head_rows, labelled
from engine.intake.codes import CodeBook, CodedSheet
from engine.rulebook.forms import Form
from engine.rulebook.rulebook import Rulebook


def _form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


def _coded(form: Form, values: dict[str, float] | None = None) -> list[CodedSheet]:
    return [CodeBook(form).on(sheet) for sheet in as_workbook(plain_form(form, values or {})).sheets]


def test_each_listed_section_has_one_full_candidate(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    for section in form.sections:
        found = candidates_for(section, _coded(form))
        assert [each.is_full for each in found if not each.short] == [True] * (section.id != "roadmap")


def test_a_column_of_values_alike_the_codes_is_no_candidate(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    (candidate,) = candidates_for(form.section("4"), _coded(form, {"401": 401.0, "402": 402.0}))
    assert candidate.code_column == 1


def test_numbers_alike_roadmap_codes_are_no_roadmap(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    values = {"101": 7001.0, "102": 7002.0, "201.1": 7003.0, "202.1": 7004.0, "203.1": 7005.0}
    assert candidates_for(form.section("roadmap"), _coded(form, values)) == []


def test_heads_stand_between_the_line_above_and_the_first_line(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    (_, coded, *_) = _coded(form)
    last, first = coded.hits[1]["107"][0], coded.hits[1]["201"][0]
    assert head_rows(coded, 1, first) == range(last + 1, first)


def test_labels_vouch_for_codes(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    (_, coded, *_) = _coded(form)
    rows = {"101": coded.hits[1]["101"][0], "102": coded.hits[1]["103"][0]}
    assert labelled(form.section("1"), coded.sheet, 1, rows) == ["101"]
