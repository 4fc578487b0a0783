"""Writes a form as an Excel workbook: blank, prefilled or returned, always the same way."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from engine.rulebook.forms import SectionKind
from engine.template import style, words
from engine.template.checks.calcsheet import Calc, link_name, write_calc
from engine.template.checks.casesheet import Cases, write_cases, write_counts
from engine.template.checks.cellstates import CELL_STATES, write_cell_states, write_marks
from engine.template.checks.checksheet import check_place, draw_checks, frozen_rows
from engine.template.checks.controlcell import write_control_number
from engine.template.checks.fieldstates import field_states
from engine.template.checks.verdicts import Summary, checks_of, summary_of
from engine.template.checks.workingheads import CALC_SHEET, CASE_SHEET
from engine.template.content import FormContent
from engine.template.drawing import Page, Pen, draw_top
from engine.template.explanationtext import write_letters
from engine.template.formats import SIZE, Formats
from engine.template.formbook import FormBook
from engine.template.freesheet import draw_free_section
from engine.template.layout import STRIP_ROW, TITLE_ROW, SectionPlace, layout_of
from engine.template.linesheet import draw_section
from engine.template.lists import LISTS_SHEET, lists_of, write_lists
from engine.template.printing import break_pages, set_up
from engine.template.returned import Returned
from engine.template.returngiven import GIVEN_SHEET, write_given
from engine.template.returnlevels import levels_range, write_levels
from engine.template.returnmarks import LEVELS, MARK_SHEET, marks_of
from engine.template.returnpainting import finish_marks
from engine.template.returnplace import FIRST_ROW, HEAD_ROW, fix_place
from engine.template.returnsheet import draw_fixes
from engine.template.returnstates import problem_states
from engine.template.roadmapsheet import draw_roadmap
from engine.template.signatures import draw_signatures, signature_rows
from engine.template.stamp import STAMP_SHEET, write_stamp
from engine.template.titlesheet import draw_title_head


def write_form(target: Path | BinaryIO, content: FormContent) -> None:
    """Write a form; the same content gives the same bytes."""
    stream = BytesIO()
    with FormBook(stream, _options()) as workbook:
        as_of = datetime.combine(content.period.as_of, time())
        workbook.set_properties({"title": content.form.title, "created": as_of})
        workbook.set_size(24000, 14000)
        _write_sheets(workbook, content)
    if isinstance(target, Path):
        target.write_bytes(stream.getvalue())
    else:
        target.write(stream.getvalue())


def _options() -> dict[str, Any]:
    # Made anew for each workbook: xlsxwriter changes the inner dictionary.
    return {
        "in_memory": True,  # in memory and through files xlsxwriter gives different bytes: always one of them
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": style.FONT, "font_size": SIZE, "font_color": style.INK},
    }


def _write_sheets(workbook: Workbook, content: FormContent) -> None:
    layout, lists = layout_of(content), lists_of(content)
    page = Page(content, layout, Formats(workbook), lists, marks_of(content, layout))
    calc = Calc(content, layout, lists, field_states(content))
    cases = Cases(calc, checks_of(calc))
    summary = summary_of(calc, cases.checks)
    names = content.form.sheets if content.returned is None else (words.FIX_SHEET, *content.form.sheets)
    sheets = {name: workbook.add_worksheet(name) for name in names}
    for place in layout.sheets:
        _write_data_sheet(Pen(page, sheets[place.name], place), summary, calc)
    states = None
    if layout.check_sheet is not None:
        place = check_place(layout.check_sheet)
        states = _write_check_sheets(workbook, Pen(page, sheets[place.name], place), cases, summary)
    if content.returned is not None:
        pen = Pen(page, sheets[words.FIX_SHEET], fix_place(content.returned))
        _write_return_sheets(workbook, pen, content.returned, cases, states)
    write_lists(workbook.add_worksheet(LISTS_SHEET), lists, page.formats)
    write_stamp(workbook.add_worksheet(STAMP_SHEET), content, page.formats)
    sheets[names[0]].activate()


def _write_data_sheet(pen: Pen, summary: Summary, calc: Calc) -> None:
    is_title = pen.place is pen.page.layout.sheets[0]
    if is_title:
        draw_title_head(pen, summary)
    else:
        draw_top(pen)
    for section in pen.place.sections:
        _draw_section(pen, section)
    draw_signatures(pen)
    if pen.page.content.returned is not None:
        finish_marks(pen, pen.page.content.returned, calc)
    _set_up(pen, is_title=is_title)


def _write_check_sheets(workbook: Workbook, pen: Pen, cases: Cases, summary: Summary) -> str:
    """Write «Проверка» with the two hidden sheets that it counts from, and the names that its links use.

    Returns:
        The range of the states of all checks.
    """
    calc = cases.calc
    for address in calc.rows:
        workbook.define_name(link_name(address), f"={calc.layout.reference(address)}")
    workbook.define_name(CELL_STATES, f"={calc.table}")
    states, head_row = draw_checks(pen, cases, summary)
    last_row = max(pen.heights)
    set_up(pen, last_row=last_row, frozen=(frozen_rows(), 0), repeat=(head_row, head_row))
    formats = pen.page.formats
    calc_sheet, case_sheet = (workbook.add_worksheet(name) for name in (CALC_SHEET, CASE_SHEET))
    write_calc(calc_sheet, calc, formats)
    write_cases(case_sheet, cases, formats)
    write_counts(case_sheet, states, cases, summary, formats)
    write_marks(case_sheet, states, cases, formats)
    write_cell_states(calc_sheet, cases, formats)
    write_control_number(calc_sheet, case_sheet, calc, formats)
    write_letters(case_sheet, formats["plain"])
    return states


def _write_return_sheets(workbook: Workbook, pen: Pen, returned: Returned, cases: Cases, checked: str | None) -> None:
    """Write «Исправьте здесь» and its hidden sheets; ``checked`` is the range of the states on «Проверка»."""
    page, live = pen.page, cases if checked is not None else None
    states = problem_states(page.content, page.marks, live, checked or "")
    for address in sorted({problem.at for problem in returned.problems if problem.at is not None}):
        if live is None or address not in cases.calc.rows:
            workbook.define_name(link_name(address), f"={page.layout.reference(address)}")
    draw_fixes(pen, returned, states, cases.calc)
    set_up(pen, last_row=max(pen.heights), frozen=(FIRST_ROW, 0), repeat=(HEAD_ROW, HEAD_ROW))
    if page.marks.marks:
        workbook.define_name(LEVELS, levels_range(page.marks))
    write_levels(workbook.add_worksheet(MARK_SHEET), page.content, page.marks, states, page.formats)
    write_given(workbook.add_worksheet(GIVEN_SHEET), returned, live, page.formats)


def _draw_section(pen: Pen, section: SectionPlace) -> None:
    if section.section.kind is SectionKind.ROADMAP:
        draw_roadmap(pen, section)
    elif section.section.kind is SectionKind.FREE:
        draw_free_section(pen, section)
    else:
        draw_section(pen, section)


def _set_up(pen: Pen, *, is_title: bool) -> None:
    """Keep in sight what a line means; on paper repeat the heads of a single table, keep sections in one piece."""
    sections, signed_from = pen.place.sections, pen.place.signature_row
    last_row = sections[-1].last_row
    if signed_from is not None:
        last_row = signed_from + signature_rows(pen.page.content)
    if is_title:
        set_up(pen, last_row=last_row)
    elif len(sections) == 1 and sections[0].lines:
        only = sections[0]
        set_up(pen, last_row=last_row, frozen=(only.first_row, 0), repeat=(only.head_row, only.number_row))
        # One table may run over several pages; the signatures stay in one piece.
        rows = [(row, row) for row in range(only.first_row, only.end_row)]
        break_pages(pen, [*rows, *([(signed_from, last_row)] if signed_from else [])], 45.0)
    else:
        set_up(pen, last_row=last_row, frozen=(TITLE_ROW + 1, 2), repeat=(STRIP_ROW, TITLE_ROW))
        blocks = [(each.title_row, each.last_row) for each in sections]
        break_pages(pen, [*blocks, *([(signed_from, last_row)] if signed_from else [])], 59.0)
