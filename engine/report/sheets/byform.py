"""Sheet «По формам»: participation by form of mentoring, for the whole and for every place below it."""

from __future__ import annotations

from fractions import Fraction

from engine.report import wording
from engine.report.book import Book, Page, at
from engine.report.paper import print_setup, row_breaks
from engine.report.scope import Scope
from engine.report.sheets.counts import CountsLayout
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.forms import Line, Section
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Level, Place

SECTION = "2"
_PLACE, _FORM, _FIRST = 0, 1, 2
_SCALE = 80
_MENTEES = "2"  # the column whose share of the sum is shown
NOTE = (
    "Раздел 2 формы. Один человек может участвовать в нескольких формах, поэтому сумма по формам бывает больше, чем "
    "людей; «Всего, без повторов» (строка 291) – сколько разных людей; по нескольким организациям это сумма, повторы "
    "возможны. Пустая строка – об этой форме никто не отчитывался."
)


def write(book: Book, scope: Scope) -> None:
    """Write the sheet: a block of lines per place; every number is a link to «Показатели»."""
    section = next((each for each in scope.form.sections if each.id == SECTION), None)
    columns = () if section is None else section.columns
    page = book.add(wording.BY_FORM, 30, 26, *(13.0 for _ in columns), 13.0)
    draw_top(page, scope, "По формам наставничества", _FIRST + len(columns), NOTE)
    if section is None:
        page.put(CONTENT_ROW, 0, wording.NOTHING, "plain")
        print_setup(page, scope)
        return
    heads = ["Территория, организация", "Форма наставничества", *(each.short or each.label for each in columns)]
    for column, head in enumerate([*heads, "Доля среди наставляемых"]):
        page.put(CONTENT_ROW, column, head, "head")
    page.height(CONTENT_ROW, 40)
    layout, row, blocks = CountsLayout(scope), CONTENT_ROW + 1, []
    for place in (scope.place, *scope.below):
        blocks.append((row, row + len(section.lines) - 1))
        row = _draw_place(page, layout, section, place, row)
    page.sheet.freeze_panes(CONTENT_ROW + 1, _FIRST)
    print_setup(page, scope, scale=_SCALE)
    page.sheet.set_h_pagebreaks(list(row_breaks(page, blocks, CONTENT_ROW, _SCALE)))
    page.sheet.repeat_rows(CONTENT_ROW)


def _draw_place(page: Page, layout: CountsLayout, section: Section, place: Place, row: int) -> int:
    whole = place.id == layout.scope.place.id
    look = ("total",) if whole else ()
    name = block_name(layout.scope, place, whole=whole)
    page.block(row, row + len(section.lines) - 1, _PLACE, name, "cell", "wrap", "left", "strong", *look)
    sum_line = next((number for number, line in enumerate(section.lines) if line.computed), None)
    for number, line in enumerate(section.lines):
        tone = ("subtotal",) if _is_total(line) else ()
        label = line.short or line.label
        page.put(row + number, _FORM, label, "cell", "wrap", "left", *tone)
        page.height(row + number, max(17.0, page.needed(label, _FORM, _FORM, "cell", "left", *tone)))
        for offset, column in enumerate(section.columns):
            address = Address(line.line, column.column)
            _draw_count(page, layout, place, address, (row + number, _FIRST + offset), tone)
        if sum_line is None or _is_total(line):
            page.put(row + number, _FIRST + len(section.columns), None, "cell", "neutral")
        else:
            _draw_part(page, layout, section, place, (row, number, sum_line))
    return row + len(section.lines)


def block_name(scope: Scope, place: Place, *, whole: bool) -> str:
    """What a block is called; a territory's says on how many organisations it rests."""
    name = (f"Всего: {place.name}" if whole else place.name).replace("№ ", "№\u00a0")
    if place.level is Level.SCHOOL:
        return name
    inside = [school for school in scope.schools if whole or school.parent_id == place.id]
    return f"{name}\nучтено организаций: {sum(map(scope.counted, inside))} из {len(inside)}"


def _is_total(line: Line) -> bool:
    return line.computed is not None or line.blank is not None


def _draw_count(
    page: Page, layout: CountsLayout, place: Place, address: Address, spot: tuple[int, int], tone: tuple[str, ...]
) -> None:
    if address not in layout.columns:
        page.put(*spot, None, "cell", "neutral")
        return
    reference = layout.reference(place.id, address)
    value = layout.scope.count(place, address)
    page.formula(*spot, f'=IF({reference}="","",{reference})', value, "cell", "right", "count", *tone)


def _draw_part(page: Page, layout: CountsLayout, section: Section, place: Place, lines: tuple[int, int, int]) -> None:
    """Write what part of all mentees a form has; blank where nobody is mentored.

    ``lines`` are the block's first row and the numbers of the form's line and of the sum's line.
    """
    row, number, sum_line = lines
    mentees = _FIRST + next(offset for offset, each in enumerate(section.columns) if each.column == _MENTEES)
    part, whole = (
        layout.scope.count(place, Address(section.lines[each].line, _MENTEES)) for each in (number, sum_line)
    )
    value = float(Fraction(part, whole)) if part is not None and whole else None
    top, bottom = at(row + number, mentees), at(row + sum_line, mentees)
    formula = f'=IF(OR({top}="",{bottom}=""),"",IF({bottom}=0,"",{top}/{bottom}))'
    page.formula(row + number, _FIRST + len(section.columns), formula, value, "cell", "middle", "share")
