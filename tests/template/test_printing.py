from __future__ import annotations

from dataclasses import replace

from support.forms import opened

from engine.template.content import FormContent
from engine.template.layout import layout_of


def test_sections_begin_on_a_page_where_they_fit_whole(school: FormContent) -> None:
    sheet = opened(school)["Показатели"]
    _, *others = next(place for place in layout_of(school).sheets if place.name == "Показатели").sections
    titles = {section.title_row for section in others}

    breaks = [each.id for each in sheet.row_breaks.brk]
    assert breaks
    assert set(breaks) <= titles


def test_heads_are_repeated_on_every_page_of_a_table(school: FormContent) -> None:
    workbook = opened(school)
    _, section = layout_of(school).sections["roadmap"]

    assert workbook["Дорожная карта"].print_title_rows == f"${section.head_row + 1}:${section.number_row + 1}"
    assert workbook["Показатели"].print_title_rows == "$1:$3"


def test_codes_stay_in_sight_while_scrolling(school: FormContent) -> None:
    workbook = opened(school)

    assert workbook["Показатели"].freeze_panes == "C4"
    assert workbook["Практики"].freeze_panes.startswith("A")


def test_narrow_sheets_stand_upright_and_wide_ones_lie(school: FormContent) -> None:
    workbook = opened(school)

    assert workbook["Титул"].page_setup.orientation in {None, "portrait"}
    assert workbook["Показатели"].page_setup.orientation == "landscape"


def test_the_footer_survives_an_ampersand_in_the_forms_title(school: FormContent) -> None:
    titled = school.form.model_copy(update={"title": "Наставничество & практика " * 20})
    footer = opened(replace(school, form=titled))["Титул"].oddFooter

    assert "&&" in footer.left.text
