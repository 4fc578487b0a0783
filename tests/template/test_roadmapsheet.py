from __future__ import annotations

from datetime import date

from support.forms import opened

from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template import words
from engine.template.content import FormContent, school_content
from engine.template.layout import layout_of

SHEET = "Дорожная карта"


def texts(content: FormContent) -> list[object]:
    return [cell.value for row in opened(content)[SHEET].iter_rows() for cell in row if cell.value is not None]


def test_hidden_columns_hold_the_roadmap_and_the_key_of_each_line(school: FormContent) -> None:
    sheet = opened(school)[SHEET]
    _, section = layout_of(school).sections["roadmap"]
    at_roadmap, at_key = section.hidden

    assert sheet.cell(section.head_row + 1, at_roadmap + 1).value == "roadmap"
    assert sheet.cell(section.head_row + 1, at_key + 1).value == "key"
    for (line, owed), row in zip(school.roadmap_lines, section.rows.values(), strict=True):
        assert sheet.cell(row + 1, section.code + 1).value == line.line
        assert sheet.cell(row + 1, at_roadmap + 1).value == owed.key.roadmap
        assert sheet.cell(row + 1, at_key + 1).value == owed.key.key
    assert sheet.column_dimensions["J"].hidden


def test_number_title_and_deadline_stand_as_in_the_order(school: FormContent) -> None:
    shown = texts(school)

    for owed in school.owed:
        assert owed.activity.title in shown
        assert owed.activity.deadline in shown


def test_a_target_row_is_locked_and_decided_by_coverage(school: FormContent) -> None:
    sheet = opened(school)[SHEET]
    _, section = layout_of(school).sections["roadmap"]
    line = next(line.line for line, owed in school.roadmap_lines if owed.activity.target is not None)
    cells = [sheet.cell(section.rows[line] + 1, span.first + 1) for span in section.values.values()]

    assert cells[0].value == words.BY_COVERAGE
    assert all(cell.protection.locked for cell in cells)


def test_a_deadline_that_needs_a_decision_is_not_printed_as_a_date(district: FormContent) -> None:
    unsure = next(owed for owed in district.owed if not owed.occurrence.confirmed)
    assert unsure.occurrence.due_on == date(2020, 9, 8)
    assert "08.09.2020?\nсрок требует уточнения" in texts(district)


def test_deadline_without_any_date_says_so(rulebook: Rulebook, period: Period) -> None:
    shown = texts(school_content(rulebook, period, "0401"))
    assert shown.count(words.NO_DEADLINE) > 1
    assert any(words.UNSURE_NOTE in text for text in shown if isinstance(text, str))


def test_lines_of_two_plans_say_which_plan_they_are_of(rulebook: Rulebook, period: Period) -> None:
    content = school_content(rulebook, period, "0301")
    shown = texts(content)
    assert [each.id for each in content.plans] == ["chemalsky", "raion-003"]
    assert "26\nплан 1" in shown
    assert "2.1\n(2024)\nплан 2" in shown
    (note,) = [text for text in shown if isinstance(text, str) and text.startswith("Мероприятия, за которые")]
    assert "\nПлан 1: План (дорожная карта)" in note
    assert "\nПлан 2: Комплекс мер" in note


def test_lines_of_one_plan_need_not_say_so(school: FormContent) -> None:
    assert {owed.activity.number for owed in school.owed} <= {*texts(school)}


def test_target_row_shows_the_schools_own_share_as_a_formula(school: FormContent) -> None:
    sheet = opened(school)[SHEET]
    _, section = layout_of(school).sections["roadmap"]
    line = next(line.line for line, owed in school.roadmap_lines if owed.activity.target is not None)
    last = list(section.values.values())[-1]
    assert str(sheet.cell(section.rows[line] + 1, last.first + 1).value).startswith("=IF(COUNT(")


def test_a_place_that_owes_nothing_is_told_so_in_one_sentence(planless: Rulebook, period: Period) -> None:
    assert words.NOTHING_OWED in texts(school_content(planless, period, "0101"))


def test_an_empty_blank_says_where_the_activities_come_from(blank: FormContent) -> None:
    assert words.NOTHING_LISTED in texts(blank)
