"""Sheet «По формам»: participation by form of mentoring, a block of lines for the whole and for every place below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from engine.report import wording
from engine.report.book import Book, Page, at, quoted
from engine.report.countslayout import CountsLayout
from engine.report.factslayout import FactsLayout
from engine.report.ladder import FOLDED, HEADS, Role, count_of, report_words
from engine.report.paper import print_blocks, print_setup
from engine.report.scope import Scope
from engine.report.sheets.counts import TO_FACTS
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.forms import Line, Section
from engine.vocabulary.fields import Address
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Level, Place

SECTION = "2"
#: Above so many rows the region's sheet leaves the organisations to the districts' workbooks.
MOST_ROWS = 20_000
_PLACE, _REPORT, _LINE, _FORM, _FIRST = range(5)
_WIDTHS, _WIDTH = (36.0, 10.0, 8.0, 28.0), 12.5
_MENTEES = "2"  # the column whose share of the sum is shown
TITLE = mark("По формам наставничества")
NOTE = mark(
    "Раздел 2 формы. Один человек может участвовать в нескольких формах, поэтому сумма по формам бывает больше, чем "
    "людей; «Всего, без повторов» (строка 291) – сколько разных людей; по нескольким организациям это сумма, повторы "
    "возможны. Отберите форму – увидите всех, у кого она есть: форм, которых у организации нет, и организаций без "
    "данных раздела в этом списке нет."
)
LEFT_OUT = mark("Строк так много, что организации показаны только в муниципальных сводах.")
FORM_HEADS = (mark("Строка"), mark("Форма наставничества"))
PART_HEAD = mark("Доля среди наставляемых")


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one place, from a row on."""

    place: Place
    role: Role
    row: int
    lines: tuple[Line, ...]

    @property
    def last_row(self) -> int:
        return self.row + len(self.lines) - 1

    @property
    def sum_row(self) -> int | None:
        """The row of the line that adds up the forms."""
        return next((self.row + number for number, line in enumerate(self.lines) if line.computed), None)


@dataclass(frozen=True)
class _Drawing:
    """What every block is drawn from."""

    page: Page
    section: Section
    counts: CountsLayout
    facts: FactsLayout

    @property
    def scope(self) -> Scope:
        return self.counts.scope

    @property
    def part(self) -> int:
        """The column of a form's part of all mentees."""
        return _FIRST + len(self.section.columns)


def write(book: Book, scope: Scope) -> None:
    """Write the sheet: a block of lines per place; every number is a link to «Показатели»."""
    section = next((each for each in scope.form.sections if each.id == SECTION), None)
    columns = () if section is None else section.columns
    page = book.add(tr(wording.BY_FORM), *_WIDTHS, *(_WIDTH for _ in columns), _WIDTH)
    if section is None:
        draw_top(page, scope, tr(TITLE), _FIRST, tr(NOTE))
        page.put(CONTENT_ROW, 0, tr(wording.NOTHING), "plain")
        print_setup(page, scope)
        return
    drawing = _Drawing(page, section, CountsLayout(scope), book.once(FactsLayout, scope))
    blocks, left_out = _blocks(scope, section)
    notes = [tr(NOTE), *([tr(LEFT_OUT if left_out else FOLDED)] if scope.is_region else [])]
    draw_top(page, scope, tr(TITLE), drawing.part, " ".join(notes))
    _draw_heads(drawing)
    for block in blocks:
        _draw_block(drawing, block)
    _fold(page, blocks)
    page.sheet.autofilter(CONTENT_ROW, _PLACE, blocks[-1].last_row, _FORM)
    page.sheet.freeze_panes(CONTENT_ROW + 1, _FIRST)
    print_blocks(page, scope, [(block.row, block.last_row) for block in blocks], CONTENT_ROW)


def _blocks(scope: Scope, section: Section) -> tuple[list[_Block], bool]:
    """The blocks in order, and whether the organisations are left out because they are too many."""
    places = list(_places(scope, section))
    left_out = scope.is_region and sum(len(lines) for _, _, lines in places) > MOST_ROWS
    blocks, row = [], CONTENT_ROW + 1
    for place, role, lines in places:
        if not (left_out and role == "school"):
            blocks.append(_Block(place, role, row, lines))
            row += len(lines)
    return blocks, left_out


def _places(scope: Scope, section: Section) -> Iterator[tuple[Place, Role, tuple[Line, ...]]]:
    """The whole, then each district of the region before its organisations; of these only the forms that they have."""
    yield scope.place, "total", section.lines
    own: defaultdict[str | None, list[Place]] = defaultdict(list)
    for school in scope.schools:
        own[school.parent_id].append(school)
    for district in scope.districts:
        if scope.is_region:
            yield district, "district", section.lines
        for school in own[district.id]:
            counts = {line.line: _counts(scope, section, school, line) for line in section.lines}
            if any(count is not None for of_line in counts.values() for count in of_line):
                had = (line for line in section.lines if _is_total(line) or any(counts[line.line]))
                yield school, "school", tuple(had)


def _counts(scope: Scope, section: Section, place: Place, line: Line) -> list[int | None]:
    return [scope.count(place, Address(line.line, column.column)) for column in section.columns]


def _fold(page: Page, blocks: list[_Block]) -> None:
    """Fold the region's organisations under the last row of their district's block."""
    heads = [number for number, block in enumerate(blocks) if block.role == "district"]
    for number, following in zip(heads, [*heads, len(blocks)][1:], strict=True):
        if following > number + 1:
            page.fold(blocks[number].last_row, blocks[number + 1].row, blocks[following - 1].last_row)


def _draw_heads(drawing: _Drawing) -> None:
    page = drawing.page
    page.sheet.outline_settings(visible=True, symbols_below=False, symbols_right=True)
    columns = [each.short or each.label for each in drawing.section.columns]
    heads = [tr(HEADS[0]), tr(HEADS[2]), *(tr(head) for head in FORM_HEADS), *columns, tr(PART_HEAD)]
    for column, head in enumerate(heads):
        page.put(CONTENT_ROW, column, head, "head")
    page.height(CONTENT_ROW, 44)  # the arrows of the filter stand in the lower corner
    for offset, each in enumerate(drawing.section.columns):
        page.means(None, _FIRST + offset, f"count:@C.{each.column}")


def _draw_block(drawing: _Drawing, block: _Block) -> None:
    section, page = drawing.section, drawing.page
    labels = block_name(block.place, block.role), _report(drawing.scope, block.place)
    for row, line in enumerate(block.lines, start=block.row):
        _draw_labels(drawing, block, labels, line, row)
        for offset, column in enumerate(section.columns):
            _draw_count(drawing, block, Address(line.line, column.column), (row, _FIRST + offset), _tone(line))
        if block.sum_row is None or _is_total(line):
            page.put(row, drawing.part, None, "cell", "neutral")
        else:
            _draw_part(drawing, block, row, block.sum_row)
        page.means(row, None, f"place:{block.place.id}")


def _draw_labels(
    drawing: _Drawing, block: _Block, labels: tuple[str, tuple[str, tuple[str, ...]]], line: Line, row: int
) -> None:
    """Write whose line it is and which; the name stands in every row, so that a filter finds it, but once in bold."""
    page, first, (name, (words, tone)) = drawing.page, row == block.row, labels
    look = {"total": ("total",), "district": ("subtotal",), "school": ()}[block.role]
    said = (*look, "strong") if first else (*look, "light", "muted", "small")
    deep = "deep" if block.role == "school" and drawing.scope.is_region else "left"
    page.put(row, _PLACE, name, "cell", "wrap" if first else deep, deep, *said)
    page.put(row, _REPORT, words, "cell", "small", "middle", *(look if first else (*look, "light", "muted")), *tone)
    if block.role != "school":
        page.means(row, _REPORT, "reports:counted", "reports:expected", "form:school")
    label = line.short or line.label
    page.put(row, _LINE, line.line, "cell", "middle", "text", *_tone(line))
    page.put(row, _FORM, label, "cell", "wrap", "left", *_tone(line))
    needed = [page.needed(label, _FORM, _FORM, "cell", "left", *_tone(line))]
    needed += [page.needed(name, _PLACE, _PLACE, "cell", deep, *said)] if first else []
    page.height(row, max(17.0, *needed))


def block_name(place: Place, role: Role) -> str:
    """What a block is called."""
    return tr("Всего: {place}").format(place=place.name) if role == "total" else place.name


def _report(scope: Scope, place: Place) -> tuple[str, tuple[str, ...]]:
    """On how many organisations a territory rests, or whether an organisation has reported."""
    if place.level is Level.SCHOOL:
        return report_words(scope, place)
    inside = [school for school in scope.schools if place.level is Level.REGION or school.parent_id == place.id]
    return count_of(sum(map(scope.counted, inside)), len(inside)), ()


def _tone(line: Line) -> tuple[str, ...]:
    return ("subtotal",) if _is_total(line) else ()


def _is_total(line: Line) -> bool:
    return line.computed is not None or line.blank is not None


def _draw_count(
    drawing: _Drawing, block: _Block, address: Address, spot: tuple[int, int], tone: tuple[str, ...]
) -> None:
    page, counts = drawing.page, drawing.counts
    if address not in counts.columns:
        page.put(*spot, None, "cell", "neutral")
        return
    reference = counts.reference(block.place.id, address)
    value = drawing.scope.count(block.place, address)
    if block.role != "school":
        district_id = block.place.id if block.role == "district" else None
        if (rows := drawing.facts.block(address, district_id)) is not None:
            sheet, cells = rows
            page.jump(*spot, f"{quoted(sheet)}!{cells}", tr(TO_FACTS).format(sheet=sheet, cells=cells))
    page.formula(*spot, f'=IF({reference}="","",{reference})', value, "cell", "spaced", *tone)


def _draw_part(drawing: _Drawing, block: _Block, row: int, sum_row: int) -> None:
    """Write what part of all mentees the form of a row has; blank where nobody is mentored."""
    mentees = _FIRST + next(offset for offset, each in enumerate(drawing.section.columns) if each.column == _MENTEES)
    addresses = [Address(block.lines[each - block.row].line, _MENTEES) for each in (row, sum_row)]
    part, whole = (drawing.scope.count(block.place, each) for each in addresses)
    value = float(Fraction(part, whole)) if part is not None and whole else None
    top, bottom = at(row, mentees), at(sum_row, mentees)
    formula = f'=IF(OR({top}="",{bottom}=""),"",IF({bottom}=0,"",{top}/{bottom}))'
    drawing.page.formula(row, drawing.part, formula, value, "cell", "middle", "share")
    drawing.page.means(row, drawing.part, f"ratio:{addresses[0]}/{addresses[1]}")
