from __future__ import annotations

from dataclasses import replace

from support.forms import opened

from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.vocabulary.fields import Address


def test_the_lines_are_numbered_and_coded(school: FormContent) -> None:
    sheet = opened(school)["Практики"]
    _, section = layout_of(school).sections["practices"]
    first = section.first_row + 1

    assert [sheet.cell(first + n, section.label.first + 1).value for n in range(15)] == [str(n) for n in range(1, 16)]
    assert [sheet.cell(first + n, section.code + 1).value for n in range(15)] == [str(n) for n in range(801, 816)]


def test_a_line_is_as_high_as_the_practice_that_stands_in_it(school: FormContent) -> None:
    long = "Наставничество старшеклассников над первоклассниками: адаптация, чтение, игры на переменах. " * 4
    content = replace(school, values={Address("801", "2"): long})
    rows = opened(content)["Практики"].row_dimensions
    first = layout_of(school).sections["practices"][1].first_row + 1

    assert rows[first].height > rows[first + 1].height


def test_all_lines_fit_on_one_page(school: FormContent) -> None:
    sheet = opened(school)["Практики"]

    assert sheet.row_breaks.brk == []
