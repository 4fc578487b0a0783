"""Writes the trials as a workbook that checks itself: invented numbers, the form's own formulas, what they must say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.pipeline.rulestest.compared import Said
from engine.pipeline.rulestest.fills import Purpose, Trial
from engine.pipeline.rulestest.naming import example, formula_in_codes, short_code
from engine.report.book import Page, area, at
from engine.report.bookfile import open_book
from engine.template.formulas import verdict_formula
from engine.vocabulary.fields import Address

SHEET, NUMBERS_SHEET = "Проверка правил", "Числа"
HOLDS, BROKEN, UNJUDGED, FAULT = "верно", "нарушено", "не проверяется", "ошибка в формуле"
AGREES, DIFFERS = "совпадает", "РАСХОДИТСЯ"
ALL_AGREE = "Всё совпадает: формула формы говорит то же, что и проверка при приёме."
SOME_DIFFER = "РАСХОДИТСЯ: примеров, где формула формы говорит не то, что проверка при приёме: "
_INTRO = (
    "Каждая строка – один придуманный пример к одному соотношению из rules/controls.yaml. Числа стоят на листе "
    "«Числа», формула – та же, что в форме. Числа можно менять и смотреть, что ответит формула; «Должно быть» при этом "
    "остаётся ответом на числа, которые были записаны. Полоса сверху пуста, пока формулы не пересчитаны: в Excel "
    "разрешите редактирование, в LibreOffice нажмите Ctrl+Shift+F9."
)
_PURPOSES = {
    Purpose.HOLDS: "соблюдено",
    Purpose.BROKEN: "нарушено",
    Purpose.BORDER: "на границе",
    Purpose.BLANK: "пустая ячейка",
    Purpose.NO_PREVIOUS: "нет прошлого периода",
    Purpose.ZEROS: "одни нули",
    Purpose.LARGEST: "наибольшие числа",
}
_HEADS = (
    "№",
    "Соотно-\nшение",
    "Что проверяем",
    "Пример",
    "Должно быть",
    "При\nприёме",
    "Формула\nформы",
    "Форма",
    "Итог",
    "Формула (вместо ячеек – коды строк)",
    "Что прочтёт куратор",
)
_WIDTHS = (6.0, 9.0, 18.0, 42.0, 15.0, 14.0, 10.0, 15.0, 14.0, 60.0, 70.0)
_NUMBER_HEADS = ("№", "Соотно-\nшение", "Поле", "Название", "Число", "Прошлый\nпериод", "В ячейке")
_NUMBER_WIDTHS = (6.0, 9.0, 12.0, 52.0, 13.0, 13.0, 11.0)
_OVERALL, _INTRO_ROW, _HEAD_ROW = 0, 1, 3
FIRST_ROW = _HEAD_ROW + 1
_EXPECTED, _ON_RECEIPT, _FORMULA, FORM, RESULT = 4, 5, 6, 7, 8
_COUNT, _PREVIOUS, _STANDING = "E", "F", "G"


@dataclass(frozen=True, slots=True)
class Example:
    """A trial with what the engine says of it."""

    trial: Trial
    said: Said

    @property
    def expected(self) -> str:
        """The exact verdict as a word."""
        return {True: HOLDS, False: BROKEN, None: UNJUDGED}[self.trial.exact]


def write_workbook(path: Path, examples: Sequence[Example], organisation: str, as_of: date) -> None:
    """Write the workbook; no formula holds a result, so that only a spreadsheet program can make it agree."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_book(path, SHEET, organisation, as_of) as book:
        verdicts, numbers = book.add(SHEET, *_WIDTHS), book.add(NUMBERS_SHEET, *_NUMBER_WIDTHS)
        rows = _write_numbers(numbers, examples)
        _write_verdicts(verdicts, examples, rows)
        for page in (verdicts, numbers):
            _set_up(page)


def _write_numbers(page: Page, examples: Sequence[Example]) -> list[dict[Address, int]]:
    """Write what each example's organisation typed; the row of each operand, by example."""
    page.put(_OVERALL, 0, "Числа примеров", "sheet_title")
    page.height(_OVERALL, 26)
    _write_heads(page, _NUMBER_HEADS, 1)
    row, rows = 2, list[dict[Address, int]]()
    for number, each in enumerate(examples, start=1):
        subject = each.trial.subject
        rows.append({})
        for address in dict.fromkeys((*subject.operands, *subject.before)):
            rows[-1][address] = row
            _write_number(page, row, number, each.trial, address)
            row += 1
    return rows


def _write_number(page: Page, row: int, number: int, trial: Trial, address: Address) -> None:
    subject, fill = trial.subject, trial.fill
    field = subject.form.by_address[address]
    page.put(row, 0, number, "cell", "middle", "muted")
    page.put(row, 1, subject.control.id, "cell", "middle")
    page.put(row, 2, short_code(address, subject.form), "cell", "middle", "text")
    page.put(row, 3, _named(trial, address), "cell", "left", "small")
    asked = field.asked_of(fill.kind)
    typed = fill.counts.get(address) if asked else 0
    for column, value, used in ((4, typed, address in subject.operands),
                                (5, fill.previous.get(address), address in subject.before)):  # fmt: skip
        page.put(row, column, value if used else None, "cell", "count", *(("input",) if used and asked else ("code",)))
    cell = at(row, 4)
    page.formula(row, 6, f"=IF(ISNUMBER({cell}),1,IF(ISBLANK({cell}),0,2))", None, "cell", "middle", "muted")


def _named(trial: Trial, address: Address) -> str:
    field = trial.subject.form.by_address[address]
    columns = trial.subject.form.section(field.section_id).columns
    column = next(each for each in columns if each.column == address.column)
    label = f"{field.short}: {column.short or column.label}" if len(columns) > 1 else field.short
    asked = field.asked_of(trial.fill.kind)
    return label if asked else f"{label} (не заполняют)"


def _write_verdicts(page: Page, examples: Sequence[Example], rows: Sequence[dict[Address, int]]) -> None:
    last = FIRST_ROW + max(len(examples), 1) - 1
    page.span(_INTRO_ROW, 0, len(_WIDTHS) - 1, _INTRO, "note")
    page.height(_INTRO_ROW, 30)
    _write_heads(page, _HEADS, _HEAD_ROW)
    for number, (each, cells) in enumerate(zip(examples, rows, strict=True), start=1):
        _write_verdict(page, FIRST_ROW + number - 1, number, each, cells)
    results = area(FIRST_ROW, last, RESULT)
    agreeing = f'COUNTIF({results},"{AGREES}")'
    overall = f'=IF({agreeing}={len(examples)},"{ALL_AGREE}","{SOME_DIFFER}"&({len(examples)}-{agreeing}))'
    page.sheet.merge_range(_OVERALL, 0, _OVERALL, len(_WIDTHS) - 1, "", page.book.format(("title",)))
    page.formula(_OVERALL, 0, overall, None, "title")
    page.height(_OVERALL, 32)
    bad, good = (page.book.format((look,)) for look in ("bad", "good"))
    page.sheet.conditional_format(results, {"type": "cell", "criteria": "==", "value": f'"{AGREES}"', "format": good})
    page.sheet.conditional_format(results, {"type": "cell", "criteria": "!=", "value": f'"{AGREES}"', "format": bad})
    page.sheet.autofilter(_HEAD_ROW, 0, last, len(_WIDTHS) - 1)


def _write_verdict(page: Page, row: int, number: int, each: Example, cells: dict[Address, int]) -> None:
    trial = each.trial
    formula = _formula(trial, cells)
    sentence = each.said.sentences.get("ru", "")
    text = example(trial.subject, trial.fill, "ru")
    page.put(row, 0, number, "cell", "middle", "muted")
    page.put(row, 1, trial.subject.control.id, "cell", "middle", "strong")
    page.put(row, 2, _PURPOSES[trial.purpose], "cell", "wrap", "left")
    page.put(row, 3, text, "cell", "wrap", "left")
    page.put(row, _EXPECTED, each.expected, "cell", "middle")
    page.put(row, _ON_RECEIPT, BROKEN if each.said.broken else f"не {BROKEN}", "cell", "middle")
    page.formula(row, _FORMULA, f"={formula}", None, "cell", "middle")
    said, expected, judged = at(row, _FORMULA), at(row, _EXPECTED), at(row, FORM)
    word = f'IF({said}="","{UNJUDGED}",IF({said}=1,"{BROKEN}",IF({said}=0,"{HOLDS}","?")))'
    page.formula(row, FORM, f'=IF(ISERROR({said}),"{FAULT}",{word})', None, "cell", "middle")
    same = f'({judged}="{BROKEN}")=({at(row, _ON_RECEIPT)}="{BROKEN}")'
    page.formula(row, RESULT, f'=IF(AND({judged}={expected},{same}),"{AGREES}","{DIFFERS}")', None, "cell", "middle")
    page.put(row, 9, formula_in_codes(trial.subject), "cell", "wrap", "left", "small")
    page.put(row, 10, sentence, "cell", "wrap", "left", "small")
    heights = [page.needed(text, 3, 3, "wrap", "left"), page.needed(sentence, 10, 10, "wrap", "left", "small"),
               page.needed(formula_in_codes(trial.subject), 9, 9, "wrap", "left", "small")]  # fmt: skip
    page.height(row, max(17.0, *heights))


def _formula(trial: Trial, cells: dict[Address, int]) -> str:
    """The formula of the form over the example's cells."""
    subject, kind = trial.subject, trial.fill.kind

    def cell(column: str, address: Address) -> str:
        return f"'{NUMBERS_SHEET}'!${column}${cells[address] + 1}"

    def cell_of(address: Address, previous: bool) -> str:  # noqa: FBT001  the shape that formulas call
        if previous and not subject.form.by_address[address].asked_of(kind):
            return "0"
        return cell(_PREVIOUS if previous else _COUNT, address)

    control = subject.control
    return verdict_formula(
        subject.instance,
        cell_of,
        lambda address: cell(_STANDING, address),
        missing=control.missing,
        tolerance=control.tolerance,
    )


def _write_heads(page: Page, heads: Sequence[str], row: int) -> None:
    for column, head in enumerate(heads):
        page.put(row, column, head, "head")
    page.height(row, 30)


def _set_up(page: Page) -> None:
    head = _HEAD_ROW if page.name == SHEET else 1
    page.sheet.freeze_panes(head + 1, 2)
    page.sheet.hide_gridlines(2)
    page.sheet.set_paper(9)
    page.sheet.set_landscape()
    page.sheet.fit_to_pages(1, 0)
    page.sheet.repeat_rows(head)
    page.sheet.set_footer(f"&L&8{page.name}&R&8&P / &N")
    if page.name == SHEET:
        page.sheet.activate()
