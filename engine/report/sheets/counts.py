"""Sheet «Показатели»: every count of the form by place, a block of columns per section, totals as live formulas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from engine.report import wording
from engine.report.book import Book, Page, at
from engine.report.ladder import HEADS, LABEL, WIDTHS, Ladder, Step, row_look
from engine.report.paper import column_breaks, print_setup
from engine.report.scope import Scope
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.forms import AddsUp, Field
from engine.rulebook.relations.expansion import addresses, computed_expression
from engine.template.formulas import amount_formula
from engine.vocabulary.fields import Address

_SECTION, _LINE, _COLUMN, _CODE, _ADDS = range(CONTENT_ROW, CONTENT_ROW + 5)
FIRST_ROW = CONTENT_ROW + 5
FIRST_COLUMN = len(WIDTHS)
_WIDTH, _WIDE = 10.2, 12.0
_SCALE = 70
NOTE = (
    "Каждая строка формы организации: код под названием – номер строки и графы. Пустая ячейка – данных нет, это не "
    "ноль. «Сумма, возможны повторы» – одного человека или одну организацию могли показать в нескольких отчётах."
)


@dataclass(frozen=True)
class CountsLayout:
    """Where every count of every place stands on the sheet."""

    scope: Scope

    @cached_property
    def ladder(self) -> Ladder:
        """The rows."""
        return Ladder(self.scope, FIRST_ROW)

    @cached_property
    def columns(self) -> dict[Address, int]:
        """The column of each count."""
        return {field.address: FIRST_COLUMN + number for number, field in enumerate(self.scope.count_fields)}

    def reference(self, place_id: str, address: Address) -> str:
        """A count's cell as other sheets name it."""
        return f"'{wording.COUNTS}'!{at(self.ladder.row_of[place_id], self.columns[address])}"


def write(book: Book, scope: Scope) -> None:
    """Write the sheet: one row per place, totals and computed lines as formulas."""
    layout = CountsLayout(scope)
    widths = [_width(field) for field in scope.count_fields]
    page = book.add(wording.COUNTS, *WIDTHS, *widths)
    draw_top(page, scope, "Показатели: все строки формы", FIRST_COLUMN + 6, NOTE)
    _draw_heads(page, scope)
    layout.ladder.draw_labels(page)
    for step in layout.ladder.steps:
        for field in scope.count_fields:
            _draw_count(page, layout, step, field)
    page.sheet.freeze_panes(FIRST_ROW + 1, LABEL + 1)
    _set_up(page, scope, widths)


def _draw_heads(page: Page, scope: Scope) -> None:
    for column, head in enumerate(HEADS):
        page.block(_SECTION, _ADDS, column, head, "head")
    sections = {section.id: section.title for section in scope.form.sections}
    column = FIRST_COLUMN
    for section_id, group in groupby(scope.count_fields, lambda field: field.section_id):
        lines = [list(fields) for _, fields in groupby(group, lambda field: field.address.line)]
        single = len(scope.form.section(section_id).columns) == 1
        if single:
            page.span(_SECTION, column, column + len(lines) - 1, sections[section_id], "bar")
        for line in lines:
            if not single:  # a line may stand on a page of its own
                title = sections[section_id] if len(line) > 2 else sections[section_id].split(". ")[0]
                page.span(_SECTION, column, column + len(line) - 1, title, "bar")
            _draw_line(page, scope, line, column)
            column += len(line)
    for row, height in ((_SECTION, 19), (_LINE, 40), (_COLUMN, 40), (_CODE, 14), (_ADDS, 23)):
        page.height(row, height)


def _draw_line(page: Page, scope: Scope, line: list[Field], column: int) -> None:
    """Write the heads of one line of the form: its label over its columns."""
    single = len(scope.form.section(line[0].section_id).columns) == 1
    if single:
        page.block(_LINE, _COLUMN, column, line[0].short, "head", "tiny", "light")
    else:
        page.span(_LINE, column, column + len(line) - 1, line[0].short, "head")
    for offset, field in enumerate(line):
        if not single:
            page.put(_COLUMN, column + offset, _column_head(scope, field), "head", "tiny", "light")
        code = field.address.line if single else str(field.address)
        page.put(_CODE, column + offset, code, "head", "code", "text")
        adds = wording.MAY_REPEAT if field.adds_up is AddsUp.MAY_REPEAT else "сумма"
        page.put(_ADDS, column + offset, adds, "head", "code", "tiny")


def _column_head(scope: Scope, field: Field) -> str:
    columns = scope.form.section(field.section_id).columns
    column = next(each for each in columns if each.column == field.address.column)
    return column.short or column.label


def _draw_count(page: Page, layout: CountsLayout, step: Step, field: Field) -> None:
    scope, column = layout.scope, layout.columns[field.address]
    value = scope.count(step.place, field.address)
    if step.role != "school":
        repeats = ("italic",) if field.adds_up is AddsUp.MAY_REPEAT else ()
        formula = layout.ladder.sum_formula(step, column)
        page.formula(step.row, column, formula, value, "cell", "right", "count", *row_look(step), *repeats)
    elif not field.asked_of(step.place.kind):
        page.put(step.row, column, None, "cell", "neutral")
    elif field.computed is not None and scope.counted(step.place):
        formula = _computed(layout, step, field)
        page.formula(step.row, column, formula, value, "cell", "right", "count", "strong")
    else:
        page.put(step.row, column, value, "cell", "right", "count")


def _computed(layout: CountsLayout, step: Step, field: Field) -> str:
    """The formula of a computed line for one organisation: blank until every line asked of it is there."""
    by_address = layout.scope.form.by_address
    expression = computed_expression(layout.scope.form, field.address)
    asked = [each for each in addresses(expression) if by_address[each].asked_of(step.place.kind)]
    cells = {each: at(step.row, layout.columns[each]).replace("$", "") for each in addresses(expression)}
    known = ",".join(cells[each] for each in asked)
    amount = amount_formula(expression, lambda address, _: cells[address])
    return f'=IF(COUNT({known})<{len(asked)},"",{amount})' if asked else '=""'


def _width(field: Field) -> float:
    return _WIDE if field.adds_up is AddsUp.MAY_REPEAT or len(field.short) > 24 else _WIDTH


def _set_up(page: Page, scope: Scope, widths: list[float]) -> None:
    """Print a few blocks of columns per page, the places beside them; a section with one column is one block."""
    blocks: list[list[int]] = []
    for number, field in enumerate(scope.count_fields):
        before = scope.count_fields[number - 1] if number else None
        if before is None or _block(scope, before) != _block(scope, field):
            blocks.append([])
        blocks[-1].append(number)
    print_setup(page, scope, scale=_SCALE, first_row=_SECTION)
    page.sheet.repeat_rows(_SECTION, _ADDS)
    page.sheet.repeat_columns(LABEL, LABEL)
    groups = [[widths[number] for number in block] for block in blocks]
    groups[0] = [*WIDTHS[1:], *groups[0]]
    starts = column_breaks(groups, WIDTHS[:1], _SCALE)
    page.sheet.set_v_pagebreaks([FIRST_COLUMN + blocks[start][0] for start in starts])


def _block(scope: Scope, field: Field) -> tuple[str, str]:
    single = len(scope.form.section(field.section_id).columns) == 1
    return field.section_id, "" if single else field.address.line
