from __future__ import annotations

from support.forms import opened

from engine.template.content import FormContent
from engine.template.layout import layout_of


def test_the_lines_are_numbered_and_coded(school: FormContent) -> None:
    sheet = opened(school)["Практики"]
    _, section = layout_of(school).sections["practices"]
    first = section.first_row + 1

    assert [sheet.cell(first + n, section.label.first + 1).value for n in range(15)] == [str(n) for n in range(1, 16)]
    assert [sheet.cell(first + n, section.code + 1).value for n in range(15)] == [str(n) for n in range(801, 816)]


def test_all_lines_fit_on_one_page(school: FormContent) -> None:
    sheet = opened(school)["Практики"]

    assert sheet.row_breaks.brk == []
