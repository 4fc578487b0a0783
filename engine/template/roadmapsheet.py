"""Writes «Дорожная карта»: one line per occurrence that the place answers for."""

from __future__ import annotations

from engine.rulebook.forms import Line, Section
from engine.rulebook.roadmaps.instances import number_words
from engine.rulebook.roadmaps.roadmap import Occurrence
from engine.rulebook.rulebook import Owed
from engine.template import words
from engine.template.cellmarks import mark_cells
from engine.template.content import FormContent
from engine.template.drawing import Pen, draw_bar, draw_heads, fit_row, put
from engine.template.layout import SectionPlace, Span
from engine.template.linesheet import draw_field, typed_texts
from engine.template.targetrow import own_share
from engine.vocabulary.dates import day

#: Heads of the two hidden columns that identify a line from period to period.
HIDDEN_HEADS = ("roadmap", "key")


def draw_roadmap(pen: Pen, section: SectionPlace) -> None:
    """Draw the roadmap's lines, or one sentence where the place owes nothing."""
    draw_bar(pen, section.title_row, section.section.title)
    note = roadmap_note(pen.page.content, section.section) if section.lines else nothing_owed(pen)
    if note:
        row = section.title_row + 1
        look = "note" if section.lines else "intro"
        put(pen, row, pen.whole, note, look)
        fit_row(pen, row, [(note, pen.whole, look)], 16)
    if not section.lines:
        return
    _draw_heads(pen, section)
    for line, owed in pen.page.content.roadmap_lines:
        _draw_line(pen, section, line, owed)
    mark_cells(pen, section)
    pen.sheet.set_column(section.hidden[0], section.hidden[-1], 12, None, {"hidden": True})


def roadmap_note(content: FormContent, section: Section) -> str:
    """What stands above the lines: the rules' own note, what an unsure date means, which plans the numbers are of.

    Empty where the rules give the section no note: the sheet then has no row for one.
    """
    if not section.note:
        return ""
    unsure = any(not each.occurrence.confirmed for each in content.owed)
    target = any(each.activity.target is not None for each in content.owed)
    said = [f"{section.note.rstrip('.')}."]
    said += [words.UNSURE_NOTE] if unsure else []
    said += [words.TARGET_NOTE] if target else []
    plans = enumerate(content.plans if len(content.plans) > 1 else (), 1)
    return "\n".join([" ".join(said), *(words.PLAN_NOTE.format(number=at, title=each.title) for at, each in plans)])


def number_text(content: FormContent, owed: Owed) -> str:
    """The activity's number; below it which instance is meant, and of which plan where the lines come from several."""
    number = number_words(owed.activity, owed.occurrence, apart="\n")
    plans = [each.id for each in content.plans]
    return number if len(plans) < 2 else f"{number}\n{words.PLAN.format(number=plans.index(owed.roadmap.id) + 1)}"


def nothing_owed(pen: Pen) -> str:
    """Why there are no lines: nothing is owed, or the blank is nobody's in particular."""
    if pen.page.content.place is None and not pen.page.content.owed:
        return words.NOTHING_LISTED
    return words.NOTHING_OWED if pen.page.content.form.form == "school" else words.NOTHING_OWED_DISTRICT


def _draw_heads(pen: Pen, section: SectionPlace) -> None:
    columns = {column.column: column for column in section.section.columns}
    fixed = [section.code, *section.printed]
    texts = [words.HEADS[head] for head in ("code", "number", "title", "deadline", "due")]
    heads = [(text, Span(at, at), letter) for text, at, letter in zip(texts, fixed, words.LETTERS, strict=False)]
    heads += [(columns[number].label, span, number) for number, span in section.values.items()]
    draw_heads(pen, section.head_row, section.number_row, heads)
    for text, column in zip(HIDDEN_HEADS, section.hidden, strict=True):
        put(pen, section.head_row, Span(column, column), text, "head")


def _draw_line(pen: Pen, section: SectionPlace, line: Line, owed: Owed) -> None:
    row = section.rows[line.line]
    number, title, deadline, due = section.printed
    occurrence = owed.occurrence
    put(pen, row, Span(section.code, section.code), line.line, "code")
    number_shown = number_text(pen.page.content, owed)
    put(pen, row, Span(number, number), number_shown, "printed_middle_text")
    put(pen, row, Span(title, title), owed.activity.title, "printed")
    put(pen, row, Span(deadline, deadline), owed.activity.deadline or words.NOT_GIVEN, "printed")
    if occurrence.due_on is not None and occurrence.confirmed:
        put(pen, row, Span(due, due), occurrence.due_on, "printed_date")
    else:
        put(pen, row, Span(due, due), unsure_date(occurrence), "printed_small")
    for text, column in zip((owed.key.roadmap, owed.key.key), section.hidden, strict=True):
        pen.sheet.write_string(row, column, text, pen.page.formats["code"])
    _draw_answers(pen, section, line, owed)
    texts = [
        (number_shown, Span(number, number), "printed_middle_text"),
        (owed.activity.title, Span(title, title), "printed"),
        (owed.activity.deadline or "", Span(deadline, deadline), "printed"),
        (unsure_date(occurrence), Span(due, due), "printed_small"),
    ]
    fit_row(pen, row, [*texts, *typed_texts(pen, section, line)], 30)


def unsure_date(occurrence: Occurrence) -> str:
    """What stands in place of a due date that is not known, or that nobody has confirmed; empty for a sure one."""
    if occurrence.due_on is None:
        return words.NO_DEADLINE
    return "" if occurrence.confirmed else words.PROPOSED.format(due=day(occurrence.due_on))


def _draw_answers(pen: Pen, section: SectionPlace, line: Line, owed: Owed) -> None:
    if owed.activity.target is not None:
        _draw_target(pen, section, section.rows[line.line], owed)
        return
    for field in pen.page.content.fields_of(section.section):
        if field.address.line == line.line:
            draw_field(pen, section, field)


def _draw_target(pen: Pen, section: SectionPlace, row: int, owed: Owed) -> None:
    """Write that coverage decides and, in the last column, the organisation's own share as it fills the form."""
    *others, last = section.values.values()
    for number, span in enumerate(others):
        put(pen, row, span, None if number else words.BY_COVERAGE, "not_asked")
    share = own_share(owed, pen.page.content, pen.page.layout)
    put(pen, row, last, None, "not_asked")
    if share is not None:
        pen.sheet.write_formula(row, last.first, share.formula, pen.page.formats["not_asked"], share.text)
