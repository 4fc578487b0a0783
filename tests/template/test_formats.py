from __future__ import annotations

from io import BytesIO

from xlsxwriter import Workbook

from engine.template import style
from engine.template.formats import SIZE, Formats, indent_of, size_of
from engine.vocabulary.findings import Severity


def test_each_look_is_made_once_per_workbook() -> None:
    with Workbook(BytesIO()) as workbook:
        workbook.add_worksheet()
        formats = Formats(workbook)

        assert formats["label"] is formats["label"]
        assert formats["label"] is not formats["label_part"]


def test_a_conditional_look_changes_no_font() -> None:
    with Workbook(BytesIO()) as workbook:
        workbook.add_worksheet()
        formats = Formats(workbook)

        assert style.FONT not in {formats["live_error_count"].font_name, formats["good"].font_name}
        assert formats["label"].font_name == style.FONT


def test_a_sign_stands_before_numbers_dates_and_words_alike() -> None:
    with Workbook(BytesIO()) as workbook:
        workbook.add_worksheet()
        formats = Formats(workbook)

        assert formats["live_error_count"].num_format == '"✗ "#,##0;"✗ "-#,##0;"✗ "#,##0;"✗ "@'
        assert formats["live_warning_date"].num_format == '"! "dd.mm.yyyy;"! "dd.mm.yyyy;"! "dd.mm.yyyy;"! "@'
        assert formats["live_error_text"].num_format == '"✗ "@'


def test_looks_know_their_size_weight_and_indent() -> None:
    assert size_of("label") == (SIZE, False)
    assert size_of("form_title") == (16.0, True)
    assert indent_of("label_part") > indent_of("label") > indent_of("head") == 0


def test_a_mark_adds_its_colours_and_its_sign_to_any_look_and_is_released_to_it() -> None:
    with Workbook(BytesIO()) as workbook:
        workbook.add_worksheet()
        formats = Formats(workbook)
        marked, released = formats.marked("count", Severity.ERROR), formats.unmarked("count")

        assert (marked.num_format, released.num_format) == ('"✗ "#,##0;"✗ "-#,##0;"✗ "#,##0;"✗ "@', "#,##0")
        assert not marked.locked
        assert formats.mark("code", Severity.WARNING, strong=True).num_format == '"! "@'
        assert formats.mark("code", Severity.WARNING, strong=True).bold
        assert not formats.mark("code", Severity.WARNING, strong=False).bold
        assert formats.marked("count", Severity.ERROR) is marked
