"""Sheet «Показатели»: every count of the form by place, a block of columns per section, totals as live formulas."""

from __future__ import annotations

from itertools import groupby

from engine.report import wording
from engine.report.book import LINK_SIGN, Book, Page, at, quoted
from engine.report.countslayout import FIRST_COLUMN, FIRST_ROW, HEAD_ROWS, CountsLayout
from engine.report.factslayout import FactsLayout
from engine.report.ladder import FILTER_LOOK, FOLDED, HEADS, LABEL, REPORT, WIDTHS, Step, row_look
from engine.report.paper import column_breaks, print_setup
from engine.report.rangenames import range_name
from engine.report.scope import Scope
from engine.report.top import draw_top
from engine.rulebook.forms import AddsUp, Field
from engine.rulebook.relations.expansion import addresses
from engine.template.formulas import amount_formula
from engine.vocabulary.language import mark, tr

_SECTION, _LINE, _COLUMN, _CODE, _ADDS = range(FIRST_ROW - HEAD_ROWS, FIRST_ROW)
_WIDTH, _WIDE = 10.2, 12.0
_SCALE = 70
_SHOWN_BESIDE = 7  # columns beside the places that the note may stand over
NOTE = mark(
    "Каждая строка формы организации: код под названием – номер строки и графы. Пустая ячейка – данных нет, это не "
    "ноль. «Сумма, возможны повторы» – одного человека или одну организацию могли показать в нескольких отчётах. "
    "Щелчок по итогу (и «► строки» под ним) открывает на листе «{facts}» значения, из которых он сложен."
)
PARTS_FOLDED = mark("Слагаемые строки {line} свёрнуты: «+» над её столбцами; они есть и на листе «{sheet}».")
TO_FACTS = mark("Из чего сложен итог: лист «{sheet}», строки {cells}")
TO_FACT = mark("Откуда это число: лист «{sheet}», ячейка {cell}")
ROWS = mark("строки")
SUM, SUM_OF = mark("сумма"), mark("сумма строк {lines}")
WHAT_COLUMN = mark("число в строке и графе формы (они названы в имени), по строкам листа «{sheet}» под итогом")


def write(book: Book, scope: Scope) -> None:
    """Write the sheet: one row per place, totals and computed lines as formulas."""
    layout = CountsLayout(scope)
    widths = [_width(field) for field in scope.count_fields]
    page = book.add(tr(wording.COUNTS), *WIDTHS, *widths)
    _fold_columns(page, layout)
    _draw_top(page, layout)
    _draw_heads(page, scope)
    layout.ladder.draw_labels(page)
    facts = book.once(FactsLayout, scope)
    for step in layout.ladder.steps:
        for field in scope.count_fields:
            _draw_count(page, layout, facts, step, field)
    for field in scope.count_fields:
        _draw_below_total(page, layout, facts, field)
    layout.ladder.fold(page)
    page.sheet.freeze_panes(layout.ladder.first_below, LABEL + 1)
    _set_up(page, scope)
    _name_ranges(page, layout)


def _fold_columns(page: Page, layout: CountsLayout) -> None:
    """Group and hide what a computed column adds up; the «+» above it shows it."""
    for first, last in layout.folded:
        for column in range(first, last + 1):
            page.sheet.set_column(column, column, page.widths[column], None, {"level": 1, "hidden": True})
            page.widths[column] = 0
        if last + 1 < len(page.widths):
            page.sheet.set_column(last + 1, last + 1, page.widths[last + 1], None, {"collapsed": True})


def _draw_top(page: Page, layout: CountsLayout) -> None:
    scope = layout.scope
    notes = [tr(NOTE).format(facts=tr(wording.FACTS))]
    lines = {
        address.line: None
        for address, added in layout.parts.items()
        if any(first <= layout.columns[each] <= last for each in added for first, last in layout.folded)
    }
    notes += [tr(PARTS_FOLDED).format(line=line, sheet=tr(wording.BY_FORM)) for line in lines]
    notes += [tr(FOLDED)] if scope.is_region else []
    shown = [column for column in range(FIRST_COLUMN, len(page.widths)) if page.widths[column]]
    last = shown[min(len(shown), _SHOWN_BESIDE) - 1] if shown else REPORT
    draw_top(page, scope, tr("Показатели: все строки формы"), last, " ".join(notes))


def _draw_heads(page: Page, scope: Scope) -> None:
    for column, head in enumerate(HEADS):
        page.block(_SECTION, _ADDS, column, tr(head), "head")
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
    for row, height in ((_SECTION, 19), (_LINE, 32), (_COLUMN, 36), (_CODE, 14), (_ADDS, 23)):
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
        adds = tr(wording.MAY_REPEAT if field.adds_up is AddsUp.MAY_REPEAT else SUM)
        page.put(_ADDS, column + offset, adds, "head", "code", "tiny")


def _column_head(scope: Scope, field: Field) -> str:
    columns = scope.form.section(field.section_id).columns
    column = next(each for each in columns if each.column == field.address.column)
    return column.short or column.label


def _draw_count(page: Page, layout: CountsLayout, facts: FactsLayout, step: Step, field: Field) -> None:
    scope, column = layout.scope, layout.columns[field.address]
    value = scope.count(step.place, field.address)
    if step.role != "school":
        repeats = _repeats(field)
        if block := facts.block(field.address, step.place.id if step.role == "district" else None):
            sheet, cells = block
            page.jump(step.row, column, f"{quoted(sheet)}!{cells}", tr(TO_FACTS).format(sheet=sheet, cells=cells))
        formula = layout.ladder.sum_formula(step, column)
        page.formula(step.row, column, formula, value, "cell", "spaced", *row_look(step), *repeats)
    elif not field.asked_of(step.place.kind):
        page.put(step.row, column, None, "cell", "neutral")
    elif field.computed is not None and scope.counted(step.place):
        formula = _computed(layout, step, field)
        page.formula(step.row, column, formula, value, "cell", "spaced", "strong")
    else:
        if not scope.is_region and (found := facts.cell((step.place.id, field.address.line, field.address.column))):
            sheet, cell = found
            page.jump(step.row, column, f"{quoted(sheet)}!{cell}", tr(TO_FACT).format(sheet=sheet, cell=cell))
        page.put(step.row, column, value, "cell", "spaced")


def _repeats(field: Field) -> tuple[str, ...]:
    return ("italic",) if field.adds_up is AddsUp.MAY_REPEAT else ()


def _draw_below_total(page: Page, layout: CountsLayout, facts: FactsLayout, field: Field) -> None:
    """Write the total that follows the filter, and the link to the rows behind the column or what it adds up."""
    scope, column, ladder = layout.scope, layout.columns[field.address], layout.ladder
    ladder.draw_filtered(page, column, scope.count(scope.place, field.address), "spaced", *_repeats(field))
    page.means(None, column, f"count:{field.address}")
    look = ("head", *FILTER_LOOK)
    if added := layout.parts.get(field.address):
        lines = f"{added[0].line}–{added[-1].line}" if len(added) > 1 else added[0].line
        page.put(ladder.filter_row, column, tr(SUM_OF).format(lines=lines), *look)
    elif block := facts.block(field.address):
        sheet, cells = block
        page.link(ladder.filter_row, column, sheet, f"{LINK_SIGN} {tr(ROWS)}", *look, "link", to=cells)
    else:
        page.put(ladder.filter_row, column, None, *look)


def _name_ranges(page: Page, layout: CountsLayout) -> None:
    """Name the columns below the totals, so that formulas of the office's own can use them."""
    ladder = layout.ladder
    if ladder.steps[0].rows is None:
        return
    rows, name = (ladder.first_below, ladder.last_row), page.name
    ladder.name_places(page)
    for address, column in layout.columns.items():
        words = (name, address.line, address.column)
        page.book.name(range_name(*words), page.range(*rows, column), tr(WHAT_COLUMN).format(sheet=name))


def _computed(layout: CountsLayout, step: Step, field: Field) -> str:
    """The formula of a computed line for one organisation: blank until every line asked of it is there."""
    by_address = layout.scope.form.by_address
    expression = layout.expressions[field.address]
    asked = [each for each in addresses(expression) if by_address[each].asked_of(step.place.kind)]
    cells = {each: at(step.row, layout.columns[each]).replace("$", "") for each in addresses(expression)}
    known = ",".join(cells[each] for each in asked)
    amount = amount_formula(expression, lambda address, _: cells[address])
    return f'=IF(COUNT({known})<{len(asked)},"",{amount})' if asked else '=""'


def _width(field: Field) -> float:
    return _WIDE if field.adds_up is AddsUp.MAY_REPEAT or len(field.short) > 24 else _WIDTH


def _set_up(page: Page, scope: Scope) -> None:
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
    groups = [[page.widths[FIRST_COLUMN + number] for number in block] for block in blocks]
    groups[0] = [*WIDTHS[1:], *groups[0]]
    starts = column_breaks(groups, WIDTHS[:1], _SCALE)
    page.sheet.set_v_pagebreaks([FIRST_COLUMN + blocks[start][0] for start in starts])


def _block(scope: Scope, field: Field) -> tuple[str, str]:
    single = len(scope.form.section(field.section_id).columns) == 1
    return field.section_id, "" if single else field.address.line
