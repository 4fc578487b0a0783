from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from engine.rulebook.closed import ClosedPeriod, ClosedPeriods
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template.content import (
    FormContent,
    blank_contents,
    form_file_name,
    form_name,
    school_content,
    universal_content,
)
from engine.template.returned import Returned
from engine.vocabulary.fields import Address, FieldType
from engine.vocabulary.places import Kind, Level, Place

ASK_NAME = Address("002")


def test_a_prefilled_form_prints_whose_it_is(school: FormContent) -> None:
    printed = {address.line: value for address, value in school.printed.items()}

    assert printed == {
        "001": "0501",
        "002": school.place.name if school.place else None,
        "003": school.above.name if school.above else None,
        "004": "с 01.01.2024 по 31.12.2024",
        "005": date(2024, 12, 31),
    }


def test_a_prefilled_form_knows_what_was_counted_in_the_period_before(rulebook: Rulebook, period: Period) -> None:
    counted = {Address("101"): 120}
    last = ClosedPeriod(rulebook.periods["2023"], 1, date(2023, 12, 31), counts={"0501": counted})
    knowing = replace(rulebook, closed=ClosedPeriods((last,)))

    assert school_content(knowing, period, "0501").previous == counted
    assert school_content(knowing, period, "0502").previous == {}
    assert universal_content(knowing, period, "05").previous == {}
    assert school_content(knowing, rulebook.periods["2022"], "0501").previous == {}


def test_a_universal_blank_offers_the_districts_open_organisations(
    rulebook: Rulebook, period: Period, universal: FormContent
) -> None:
    expected = [place.id for place in rulebook.registry.schools("05") if place.open_at(period.ends_on)]

    assert [place.id for place in universal.choices] == expected
    assert universal.picks_place
    assert [
        field.address for field in universal.fields if field.address.line < "006" and universal.is_input(field)
    ] == [ASK_NAME]


def test_a_universal_blank_leaves_out_closed_organisations(rulebook: Rulebook, period: Period) -> None:
    closed = {place.id for place in rulebook.registry.schools() if not place.open_at(period.ends_on)}

    assert closed
    assert not closed & {place.id for place in universal_content(rulebook, period, None).choices}


def test_an_empty_blank_asks_for_code_name_and_district(blank: FormContent) -> None:
    typed = [field.address.line for field in blank.fields if blank.is_input(field) and field.address.line < "006"]

    assert typed == ["001", "002", "003"]


def test_lines_of_other_kinds_of_organisation_are_no_input(kindergarten: FormContent) -> None:
    inputs = {field.address.line for field in kindergarten.fields if kindergarten.is_input(field)}

    assert "101" in inputs
    assert not {"102", "301", "306"} & inputs


def test_a_target_row_of_the_roadmap_asks_nothing(school: FormContent) -> None:
    target = next(line.line for line, owed in school.roadmap_lines if owed.activity.target is not None)

    assert target not in {field.address.line for field in school.fields}


def test_roadmap_lines_are_numbered_from_the_first_line_of_the_section(school: FormContent) -> None:
    assert [line.line for line, _ in school.roadmap_lines] == [str(7001 + n) for n in range(len(school.owed))]


def test_the_controls_of_a_period_go_into_the_form_of_their_level(school: FormContent, district: FormContent) -> None:
    assert {control.id for control in district.controls} < {control.id for control in school.controls}
    assert all((control.builtin or "").startswith("roadmap_") for control in district.controls)


def test_three_blanks_stand_in_workbook_templates(rulebook: Rulebook) -> None:
    contents = blank_contents(rulebook)

    assert {name: form_name(content) for name, content in contents.items()} == {
        "Форма образовательной организации.xlsx": "school",
        "Универсальный бланк.xlsx": "universal",
        "Форма муниципалитета.xlsx": "district",
    }


def test_a_form_of_a_past_period_uses_that_periods_version(rulebook: Rulebook, period: Period) -> None:
    assert school_content(rulebook, period, "0101").form is rulebook.forms["school", period.forms.school]


def test_file_names_tell_a_curator_whose_form_it_is(
    school: FormContent, universal: FormContent, district: FormContent
) -> None:
    assert form_file_name(school).startswith("0501 ")
    assert form_file_name(school).endswith(" – отчёт 2024.xlsx")
    assert form_file_name(universal) == "05 Старолуговской район – универсальный бланк 2024.xlsx"
    assert form_file_name(district) == "05 Старолуговской район – отчёт муниципалитета 2024.xlsx"


def test_file_names_are_safe_on_windows_whatever_the_registry_says(rulebook: Rulebook) -> None:
    current = rulebook.periods["2024"]

    @given(name=st.text(), place_id=st.from_regex(r"[0-9]{4}", fullmatch=True), period_id=st.text(max_size=40))
    def check(name: str, place_id: str, period_id: str) -> None:
        period = current.model_copy(update={"id": period_id})
        place = Place(place_id, Level.SCHOOL, "01", name, Kind.SCHOOL)
        made = form_file_name(FormContent(rulebook.form("school", period), period, rulebook.programme, place=place))

        assert len(made) < 80
        assert len(made.encode()) < 256
        assert made.startswith(place_id)
        assert made.endswith(".xlsx")
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', made)
        assert not made.removesuffix(".xlsx").endswith((" ", "."))

    check()


def test_fields_keep_their_types(school: FormContent) -> None:
    types = {field.address: field.type for field in school.fields}

    assert types[Address("011")] is FieldType.DATE
    assert types[Address("7001", "2")] is FieldType.DATE


def test_the_file_of_a_return_says_what_to_do_and_which_one_it_is(school: FormContent, district: FormContent) -> None:
    for form, start in ((school, "0501 "), (district, "05 Старолуговской район")):
        name = form_file_name(replace(form, returned=Returned(), revision=2))
        assert name.startswith(start)
        assert name.endswith(" – исправить 2024 (2).xlsx")
        assert len(name) < 80


def test_a_return_is_to_be_dated_anew(school: FormContent) -> None:
    dated = replace(school, values={Address("011"): date(2025, 1, 14), Address("101"): 5})

    assert dated.value_of(Address("011")) == date(2025, 1, 14)
    assert replace(dated, returned=Returned()).value_of(Address("011")) is None
    assert replace(dated, returned=Returned()).value_of(Address("101")) == 5
