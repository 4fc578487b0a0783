"""What explains in a real spreadsheet program explains for the engine too, and what does not does not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from support.libreoffice import LibreOffice, Result, Where, cached, differences, save, type_in
from support.returning import explain, filled, returned

from engine.intake.explanations import read_explanations
from engine.intake.sniffing import sniff
from engine.intake.workbooks import read_workbook
from engine.pipeline.checking import check
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template import words
from engine.template.checks.workingheads import CASE_SHEET
from engine.template.content import FormContent
from engine.template.explanationtext import has_words_formula, plain_formula, write_letters
from engine.template.layout import layout_of
from engine.template.writer import write_form
from engine.vocabulary.explanations import has_words, same_words
from engine.vocabulary.fields import Address, Explanation
from engine.vocabulary.findings import FindingState

pytestmark = pytest.mark.libreoffice

CHECKS = "Проверка"
GIVEN = "Совместители из дома творчества"
ODD: Sequence[object] = (
    GIVEN,
    "Совместители  из\nдома творчества ",
    "Совместители\u00a0из дома\u202fтворчества",
    "Совместители из дома\r\nтворчества",
    "Совместители из дома твор\u00adчества\ufeff",
    "совместители из дома творчества",
    "нет",
    "да",
    "ГПХ",
    "ё ж я",
    "Ёлка",
    "a1b2c3",
    "n/a",
    "-",
    "—",
    "!!!",
    "...",
    "?",
    "н/д",
    "№ 5",
    " ",
    "\u00a0",
    "0",
    "123",
    "12 5/6",
    "=1+1",
    "Пояснение",
    "K13",
    "x" * 501,
    "😀😀😀",
    "日本語",
    5,
    12.5,
    45292,
    -3,
)


@pytest.fixture
def period(rulebook: Rulebook) -> Period:
    return rulebook.periods["2024"]


def write_texts(path: Path) -> None:
    """A list of relations, each with something typed as its explanation, and what formulas make of it."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        sheet, given = book.add_worksheet("Проверка"), book.add_worksheet("_given")
        sheet.write_row(0, 0, ("№", "Пояснение", "words", "same"))
        given.write_row(0, 0, ("control", "text", "given_for"))
        write_letters(book.add_worksheet(CASE_SHEET), book.add_format())
        for row, content in enumerate(ODD, start=1):
            sheet.write(row, 0, f"K{row:02d}")
            sheet.write(row, 1, content)
            sheet.write_formula(row, 2, f"=IF({has_words_formula(f'B{row + 1}')},1,0)")
            sheet.write_formula(row, 3, f"=IF(EXACT({plain_formula(f'B{row + 1}')},_given!$B${row + 1}),1,0)")
            given.write_row(row, 0, (f"K{row:02d}", GIVEN, "00ff"))


def explanations_in(path: Path) -> dict[str, Explanation]:
    content = path.read_bytes()
    controls = {f"K{row:02d}" for row in range(1, 100)}
    return {each.control: each for each in read_explanations(read_workbook(content, *sniff(content)), controls)}


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_formulas_and_engine_agree_about_every_odd_text(libreoffice: LibreOffice, tmp_path: Path, ending: str) -> None:
    write_texts(tmp_path / "тексты.xlsx")
    target = tmp_path / f"сохранено.{ending}"
    _, formulas, _ = libreoffice.run(tmp_path / "тексты.xlsx", {"do": "recalculate"}, {"do": "formulas"}, save(target))
    shown = {cell: value for _, cell, _, value, _ in formulas}
    known = explanations_in(target)

    differing = []
    for row, content in enumerate(ODD, start=1):
        explanation = known.get(f"K{row:02d}")
        engine = (
            explanation is not None and has_words(explanation.text),
            explanation is not None and same_words(explanation.text, explanation.given_text or ""),
        )
        if engine != (shown[f"C{row + 1}"] == 1, shown[f"D{row + 1}"] == 1):
            differing.append((content, engine))
    assert differing == []
    assert {shown[f"C{row}"] for row in range(2, len(ODD) + 2)} == {0, 1}
    assert [shown[f"D{row}"] for row in range(2, 8)] == [1, 1, 1, 1, 1, 0]


def note_cell(path: Path, control: str) -> tuple[Where, Where]:
    """The cells of «Проверка» for the explanation and for the state of a relation."""
    row = next(cell.row for row in openpyxl.load_workbook(path)[CHECKS] for cell in row if cell.value == control)
    return (CHECKS, f"F{row}"), (CHECKS, f"B{row}")


def typed(libreoffice: LibreOffice, form: Path, cells: dict[Where, object], target: Path) -> dict[Where, Result]:
    _, _, found, _ = libreoffice.run(form, type_in(cells), {"do": "recalculate"}, {"do": "formulas"}, save(target))
    return {(sheet, cell): value for sheet, cell, _, value, _ in found}


def is_explained(path: Path, rulebook: Rulebook) -> bool:
    return any(each.state is FindingState.EXPLAINED for each in check([path], rulebook).findings)


@pytest.mark.parametrize("content", ["Совместители", "—", "\u00a0", 12.5, "Пояснение"])
def test_a_first_form_shows_what_the_engine_says_of_the_same_file(
    libreoffice: LibreOffice, rulebook: Rulebook, period: Period, tmp_path: Path, content: object
) -> None:
    form, target = tmp_path / "форма.xlsx", tmp_path / "отчёт.xlsx"
    write_form(form, filled(rulebook, period, "0501", {"308": 28}))
    note, state = note_cell(form, "K08b")

    shown = typed(libreoffice, form, {note: content}, target)

    assert (
        (shown[state] == words.EXPLAINED)
        == is_explained(target, rulebook)
        == (content in {"Совместители", "Пояснение"})
    )


def answered(rulebook: Rulebook, period: Period, folder: Path) -> FormContent:
    """A return in which one relation was explained, in a text of two lines."""
    content = filled(rulebook, period, "0501", {"308": 28, "306": 39})
    return returned(folder, content, rulebook, period, explain("K08b", "Совместители  из\nдома творчества"))


@pytest.mark.parametrize(
    ("text", "explains"),
    [(GIVEN + " ", False), ("Совместители из\nдома\u00a0творчества", False), (GIVEN + " и лицея", True), ("5", False)],
)
def test_in_a_return_other_blanks_make_no_other_text(
    libreoffice: LibreOffice,
    rulebook: Rulebook,
    period: Period,
    tmp_path: Path,
    text: str,
    explains: bool,  # noqa: FBT001  a table
) -> None:
    content = answered(rulebook, period, tmp_path / "incoming")
    form, target = tmp_path / "возврат.xlsx", tmp_path / "исправлено.xlsx"
    write_form(form, content)
    assert differences(cached(form), libreoffice.recalculated(form)) == ()
    note, state = note_cell(form, "K08b")
    cells: dict[Where, object] = {note: text}
    cells |= {layout_of(content).cell_of(Address(line)): number for line, number in (("306", 38), ("308", 30))}

    shown = typed(libreoffice, form, cells, target)

    assert (shown[state] == words.EXPLAINED) == is_explained(target, rulebook) == explains
