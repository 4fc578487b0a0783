from __future__ import annotations

from io import BytesIO

import openpyxl
from support.forms import opened, written
from support.returns import returned

from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.returnlevels import levels_range
from engine.template.returnmarks import LEVELS, MARK_SHEET, marks_of


def levels(content: FormContent) -> dict[str, int]:
    sheet = openpyxl.load_workbook(BytesIO(written(content)), data_only=True)[MARK_SHEET]
    return {row[0]: row[1] for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]}


def test_each_mark_has_the_level_of_its_gravest_open_problem(school: FormContent) -> None:
    found = levels(returned(school))

    assert found["line_306_1"] == found["code_306"] == found["line_101_1"] == 2
    assert found["line_308_1"] == found["code_104"] == found["line_602_2"] == 1


def test_the_name_that_data_sheets_use_covers_every_mark(school: FormContent) -> None:
    content = returned(school)
    marks = marks_of(content, layout_of(content))

    assert levels_range(marks) == f"='_marks'!$B$2:$B${len(marks.marks) + 1}"
    assert opened(content).defined_names[LEVELS].attr_text == levels_range(marks).removeprefix("=")
    assert len(levels(content)) == len(marks.marks)


def test_words_that_stood_in_a_cell_are_kept_to_see_whether_they_changed(school: FormContent) -> None:
    sheet = opened(returned(school))[MARK_SHEET]
    kept = {row[0].value: row[2].value for row in sheet.iter_rows(min_row=2)}

    assert kept["line_602_2"] == "приказ 12, Петрова А. А."
    assert kept["line_306_1"] is None
    assert sheet.sheet_state == "hidden"
