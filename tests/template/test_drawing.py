from __future__ import annotations

from dataclasses import replace

from support.forms import filled, opened

from engine.template import words
from engine.template.content import FormContent
from engine.template.drawing import LARGEST_HEIGHT
from engine.template.formats import indent_of, size_of
from engine.template.layout import layout_of
from engine.template.textsize import lines_needed


def test_every_sheet_says_whose_form_it_is(school: FormContent) -> None:
    workbook = opened(school)

    assert school.place is not None
    for name in school.form.sheets[1:]:
        assert school.place.name in workbook[name]["A1"].value
        assert school.place.id in workbook[name]["A1"].value


def test_in_a_universal_blank_the_line_follows_what_was_picked(universal: FormContent) -> None:
    assert words.PICK_FIRST in opened(universal)["Показатели"]["A1"].value


def test_rows_are_high_enough_for_their_labels(form: FormContent) -> None:
    workbook = opened(form)

    for place in layout_of(form).sheets:
        for section in place.sections:
            width = sum(place.widths[section.label.first : section.label.last + 1])
            for line, row in zip(section.lines, section.rows.values(), strict=True):
                look = "label_part" if line.label.startswith("из ") else "label"
                size, _ = size_of(look)
                needed = lines_needed(line.label, width - indent_of(look), size) * size
                assert workbook[place.name].row_dimensions[row + 1].height >= needed


def test_the_intro_stands_on_the_first_sheet_after_the_title(school: FormContent, district: FormContent) -> None:
    for content, name in ((school, "Показатели"), (district, "Дорожная карта")):
        shown = [cell.value for cell in opened(content)[name]["A"]]
        assert all(text in shown for text in content.form.intro)


def test_values_keep_their_types(school: FormContent) -> None:
    answered = filled(school, seed=3)
    workbook, layout = opened(answered), layout_of(school)

    for address, value in answered.values.items():
        sheet, cell = layout.cell_of(address)
        read = workbook[sheet][cell].value
        assert (read.date() if hasattr(read, "date") else read) == value


def test_drawing_changes_no_content(school: FormContent) -> None:
    before = replace(school)
    opened(school)

    assert before == school


def test_no_row_is_higher_than_excel_draws_it(school: FormContent) -> None:
    long = replace(school, form=school.form.model_copy(update={"title": "Отчёт " * 2000}))

    assert opened(long)["Титул"].row_dimensions[4].height == LARGEST_HEIGHT - 0.25  # whole pixels
