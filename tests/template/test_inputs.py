from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.roadmaps import activity, plan

from engine.rulebook.forms import Field, count_limits
from engine.template.content import FormContent
from engine.template.inputs import LONGEST_TEXT, begins_on, date_limits, validation_of
from engine.template.lists import lists_of
from engine.vocabulary.fields import Address


def field_at(content: FormContent, line: str, column: str = "1") -> Field:
    return next(field for field in content.fields if field.address == Address(line, column))


def test_a_count_is_a_whole_number_up_to_the_lines_limit(school: FormContent) -> None:
    rule = validation_of(field_at(school, "302"), school, lists_of(school))

    assert (rule["validate"], rule["minimum"], rule["maximum"]) == ("integer", 0, 20000)
    assert rule["input_title"] == "Строка 302"
    assert "20000" in rule["error_message"]


def test_the_prompt_names_the_column_where_there_are_several(school: FormContent) -> None:
    assert validation_of(field_at(school, "201", "2"), school, lists_of(school))["input_title"] == "Строка 201, графа 2"


def test_the_prompt_says_whom_to_count(school: FormContent) -> None:
    field = field_at(school, "306")

    assert field.hint is not None
    assert field.hint in validation_of(field, school, lists_of(school))["input_message"]


def test_the_prompt_says_what_was_reported_last_time_and_what_is_allowed(school: FormContent) -> None:
    before = replace(school, previous={Address("302"): 120})

    shown = validation_of(field_at(before, "302"), before, lists_of(before))["input_message"]
    assert shown.splitlines()[-1] == "В прошлом отчёте: 120. Целое число от 0 до 20000. Если никого нет – 0."
    assert "прошлом" not in validation_of(field_at(before, "301"), before, lists_of(before))["input_message"]


def test_every_prompt_keeps_its_whole_text_beside_the_largest_number(school: FormContent) -> None:
    before = replace(school, previous={field.address: count_limits(field)[1] for field in school.form.counts})

    for field in before.form.counts:
        message = validation_of(field, before, lists_of(before))["input_message"]
        assert len(message) <= LONGEST_TEXT
        assert (field.hint or "") in message


def test_nothing_is_done_after_the_as_of_date_and_an_early_date_is_not_refused(school: FormContent) -> None:
    assert date_limits(field_at(school, "7001", "2"), school) == (date(2019, 1, 1), date(2024, 12, 31))


def test_a_roadmap_without_dates_begins_with_the_target_model() -> None:
    assert begins_on(plan(activity("1", None))) == date(2019, 1, 1)


def test_a_form_may_be_filled_after_the_as_of_date(school: FormContent) -> None:
    first, last = date_limits(field_at(school, "011"), school)

    assert first <= date(2025, 1, 17) <= last


def test_a_text_with_choices_lets_other_words_through_after_a_reminder(school: FormContent) -> None:
    rule = validation_of(field_at(school, "012"), school, lists_of(school))

    assert rule["validate"] == "list"
    assert rule["error_type"] == "warning"


def test_the_name_in_a_universal_blank_comes_from_the_list_only(universal: FormContent) -> None:
    rule = validation_of(field_at(universal, "002"), universal, lists_of(universal))

    assert rule["source"] == "=" + lists_of(universal).range_of("place_name")
    assert rule["error_type"] == "stop"
