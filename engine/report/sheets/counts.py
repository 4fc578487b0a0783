"""Sheet «Показатели»: every count of the form by place, a block of columns per section, totals as live formulas."""

from __future__ import annotations

from itertools import groupby

from engine.report import wording
from engine.report.book import LINK_SIGN, Book, Page, at, quoted
from engine.report.countslayout import FIRST_COLUMN, FIRST_ROW, HEAD_ROWS, CountsLayout
from engine.report.factslayout import FactsLayout
from engine.report.ladder import FILTER_LOOK, FOLDED, FOLDED_SHORT, HEADS, LABEL, REPORT, WIDTHS, Step, row_look
from engine.report.paper import ColumnPages, column_pages, print_columns
from engine.report.rangenames import range_name
from engine.report.scope import Scope
from engine.report.top import draw_top
from engine.rulebook.forms import AddsUp, Field
from engine.rulebook.relations.expansion import addresses
from engine.template.formulas import amount_formula
from engine.vocabulary.language import mark, tr

_SECTION, _LINE, _COLUMN, _CODE, _ADDS = range(FIRST_ROW - HEAD_ROWS, FIRST_ROW)
_WIDTH, _WIDE = 10.2, 12.0
_SCALES = (80, 68)  # percent, of print: the largest and the smallest
_TIGHT = 3.0  # points of a cell's air that the heads do without
_SLIGHT = ("tiny", "light")
_SHOWN_BESIDE = 9  # columns beside the places that the note may stand over
NOTE = mark("Щелчок по итогу открывает его слагаемые на листе «{facts}». Пояснения – под таблицей.")
LEGEND = (
    mark("Код под названием – номер строки и графы формы. Пустая ячейка – данных нет, это не ноль."),
    mark("«Сумма, возможны повторы» – одного человека или одну организацию могли показать в нескольких отчётах."),
    mark(
        "Сложены все организации. Показатели листа «{coverage}» считают и не все их виды (там сказано: «только "
        "школы»), поэтому числитель и знаменатель доли бывают меньше итогов здесь."
    ),
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
    columns = column_pages(page, _blocks(scope), _SCALES)
    _draw_top(page, layout, columns.pages[0][-1][1])
    _draw_heads(page, scope, columns)
    layout.ladder.draw_labels(page)
    facts = book.once(FactsLayout, scope)
    for step in layout.ladder.steps:
        for field in scope.count_fields:
            _draw_count(page, layout, facts, step, field)
    for field in scope.count_fields:
        _draw_below_total(page, layout, facts, field)
    layout.ladder.fold(page)
    page.sheet.freeze_panes(layout.ladder.first_row, LABEL + 1)
    _draw_legend(page, layout)
    print_columns(page, scope, (_SECTION, _ADDS), layout.ladder.last_row, columns)
    _name_ranges(page, layout)


def _fold_columns(page: Page, layout: CountsLayout) -> None:
    """Group and hide what a computed column adds up; the «+» above it shows it."""
    for first, last in layout.folded:
        for column in range(first, last + 1):
            page.sheet.set_column(column, column, page.widths[column], None, {"level": 1, "hidden": True})
            page.widths[column] = 0
        if last + 1 < len(page.widths):
            page.sheet.set_column(last + 1, last + 1, page.widths[last + 1], None, {"collapsed": True})


def _draw_top(page: Page, layout: CountsLayout, printed: int) -> None:
    """Write the top, within the columns up to ``printed`` that stand on the first page."""
    scope = layout.scope
    notes = [tr(NOTE).format(facts=tr(wording.FACTS))]
    notes += [tr(FOLDED_SHORT)] if scope.is_region else []
    shown = [column for column in range(FIRST_COLUMN, printed + 1) if page.widths[column]]
    last = shown[min(len(shown), _SHOWN_BESIDE) - 1] if shown else REPORT
    draw_top(page, scope, tr("Показатели: все строки формы"), last, " ".join(notes))


def _draw_heads(page: Page, scope: Scope, columns: ColumnPages) -> None:
    """Write the heads, no higher than they need: they stay on the screen."""
    for column, head in enumerate(HEADS):
        page.block(_SECTION, _ADDS, column, tr(head), "head")
    for groups in columns.pages:
        shown = range(groups[0][0], groups[-1][1] + 1)
        of_section = groupby(shown, lambda column: scope.count_fields[column - FIRST_COLUMN].section_id)
        for section_id, found in of_section:
            own = list(found)
            _draw_section(page, scope.form.section(section_id).title, own[0], own[-1])
    heights = {_SECTION: 17.0, _LINE: 14.0, _COLUMN: 14.0, _CODE: 13.0, _ADDS: 13.0}
    column = FIRST_COLUMN
    for _, line in groupby(scope.count_fields, lambda field: field.address.line):
        fields = list(line)
        _draw_line(page, scope, fields, column, heights)
        column += len(fields)
    for row, height in heights.items():
        page.height(row, height)


def _draw_section(page: Page, title: str, first: int, last: int) -> None:
    """Write a section's title over its columns of one printed page, without its words where there is no room."""
    fits = page.needed(title, first, last, "bar") <= page.needed("–", first, last, "bar")
    page.span(_SECTION, first, last, title if fits else title.split(". ", maxsplit=1)[0], "bar")


def _draw_line(page: Page, scope: Scope, line: list[Field], column: int, heights: dict[int, float]) -> None:
    """Write the heads of one line of the form, its label over its columns; make their rows as high as they need."""
    single = len(scope.form.section(line[0].section_id).columns) == 1
    label, last = line[0].short, column + len(line) - 1
    if single:
        page.block(_LINE, _COLUMN, column, label, "head", *_SLIGHT)
        if page.widths[column]:
            missing = page.needed(label, column, column, "head", *_SLIGHT) - _TIGHT - heights[_LINE] - heights[_COLUMN]
            heights[_COLUMN] += max(0.0, missing)
    else:
        page.span(_LINE, column, last, label, "head")
        if any(page.widths[column : last + 1]):
            heights[_LINE] = max(heights[_LINE], page.needed(label, column, last, "head") - _TIGHT)
    for offset, field in enumerate(line):
        here = column + offset
        if not single:
            _head(page, _COLUMN, here, _column_head(scope, field), heights, _SLIGHT)
        page.put(_CODE, here, field.address.line if single else str(field.address), "head", "code", "text")
        adds = tr(wording.MAY_REPEAT if field.adds_up is AddsUp.MAY_REPEAT else SUM)
        _head(page, _ADDS, here, adds, heights, ("code", "tiny"))


def _head(page: Page, row: int, column: int, text: str, heights: dict[int, float], look: tuple[str, ...]) -> None:
    page.put(row, column, text, "head", *look)
    if page.widths[column]:
        heights[row] = max(heights[row], page.needed(text, column, column, "head", *look) - _TIGHT)


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


def _draw_legend(page: Page, layout: CountsLayout) -> None:
    texts = [tr(FOLDED)] if layout.scope.is_region else []
    texts += [tr(line).format(coverage=tr(wording.COVERAGE_SHEET)) for line in LEGEND]
    lines = {
        address.line: None
        for address, added in layout.parts.items()
        if any(first <= layout.columns[each] <= last for each in added for first, last in layout.folded)
    }
    texts += [tr(PARTS_FOLDED).format(line=line, sheet=tr(wording.BY_FORM)) for line in lines]
    for number, text in enumerate(texts, start=layout.ladder.last_row + 2):
        page.put(number, LABEL, text, "plain", "muted", "small")


def _blocks(scope: Scope) -> list[tuple[int, int]]:
    """Columns that stay on one printed page: those of a line, or of a section that has one column."""
    blocks = []
    for _, fields in groupby(enumerate(scope.count_fields, start=FIRST_COLUMN), lambda each: _block(scope, each[1])):
        columns = [column for column, _ in fields]
        blocks.append((columns[0], columns[-1]))
    return blocks


def _block(scope: Scope, field: Field) -> tuple[str, str]:
    single = len(scope.form.section(field.section_id).columns) == 1
    return field.section_id, "" if single else field.address.line
