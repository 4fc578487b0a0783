"""Returns that were corrected and explained in a real spreadsheet program read alike from every format."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from support.libreoffice import LibreOffice, Where, save, type_in
from support.returns import EXPLANATION, returned

from engine.intake.incoming import read_incoming
from engine.rulebook.rulebook import Rulebook
from engine.template import words
from engine.template.content import FormContent, school_content
from engine.template.layout import layout_of
from engine.template.returned import Returned
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, Submission
from engine.vocabulary.files import FileReading

pytestmark = pytest.mark.libreoffice

ENDINGS = ("xlsx", "ods", "xls")
CHECKS = "Проверка"


@pytest.fixture
def content(rulebook: Rulebook) -> FormContent:
    """A return with errors, a warning to explain, and a text that an earlier return held."""
    return returned(
        school_content(rulebook, rulebook.periods["2024"], "0501"),
        explanations={"K13": "Двое уехали."},
        given_for={"K13": "0123456789ab"},
    )


def _cell_beside(path: Path, sheet: str, code: str) -> Where:
    """The cell under «Пояснение» in the row of a code."""
    rows = [*openpyxl.load_workbook(path)[sheet].iter_rows()]
    head = next(cell for row in rows for cell in row if cell.value == "Пояснение")
    row = next(row for row in rows if row[0].row > head.row and any(cell.value == code for cell in row))
    return sheet, row[head.column - 1].coordinate


def _saved(
    libreoffice: LibreOffice, folder: Path, content: FormContent, typed: dict[str, object], notes: dict[Where, str]
) -> dict[str, Path]:
    """Write a return, correct and explain it, save it in every format, each in a folder of its own."""
    path = folder / "исправить.xlsx"
    write_form(path, content)
    targets = {ending: folder / ending / f"исправлено.{ending}" for ending in ENDINGS}
    for target in targets.values():
        target.parent.mkdir()
    cells: dict[Where, object] = {layout_of(content).cell_of(Address.parse(at)): value for at, value in typed.items()}
    cells |= {_cell_beside(path, *where): text for where, text in notes.items()}
    libreoffice.run(path, type_in(cells), *map(save, targets.values()))
    return targets


def _read(path: Path, rulebook: Rulebook) -> tuple[Submission, FileReading]:
    (reading,) = read_incoming(path.parent, rulebook)
    assert reading.submission is not None
    return reading.submission, reading


def test_a_corrected_and_explained_return_reads_alike_from_every_format(
    libreoffice: LibreOffice, rulebook: Rulebook, content: FormContent, tmp_path: Path
) -> None:
    typed: dict[str, object] = {"101": 300, "105": 20, "306": 38, "602.2": "приказ 12", "011": date(2025, 1, 20)}
    notes = {(words.FIX_SHEET, "K08b"): EXPLANATION, (CHECKS, "K13"): "Двое уехали, один вернулся."}
    paths = _saved(libreoffice, tmp_path, content, typed, notes)

    read = {ending: _read(path, rulebook)[0] for ending, path in paths.items()}
    expected = {**content.values, **{Address.parse(at): value for at, value in typed.items()}}
    for submission in read.values():
        values = {each.address: each.value for each in submission.values if each.raw and each.line > "005"}
        assert values == {address: value for address, value in expected.items() if value is not None}
        assert (submission.revision, submission.unreadable, submission.unplaced) == (1, frozenset(), ())
        assert submission.filled_on == date(2025, 1, 20)
        assert [(each.control, each.text, each.given_text, each.given_for) for each in submission.explanations] == [
            ("K08b", EXPLANATION, None, None),
            ("K13", "Двое уехали, один вернулся.", "Двое уехали.", "0123456789ab"),
        ]
        assert [each.sheet for each in submission.explanations] == [words.FIX_SHEET, CHECKS]
    assert len({tuple(each.explanations) for each in read.values()}) == 1


def test_what_is_still_wrong_is_kept_alike_from_every_format(
    libreoffice: LibreOffice, rulebook: Rulebook, content: FormContent, tmp_path: Path
) -> None:
    typed: dict[str, object] = {"102": "двести", "103": 60.5, "012": "третий", "105": "-"}
    paths = _saved(libreoffice, tmp_path, content, typed, {})

    for path in paths.values():
        submission, reading = _read(path, rulebook)
        assert [(str(each.address), each.raw) for each in submission.unplaced] == [
            ("012.1", "третий"),
            ("101.1", "триста один человек"),
            ("102.1", "двести"),
            ("103.1", "60,5"),
        ]
        assert {"V04"}.isdisjoint({each.code for each in reading.findings})  # no sign is taken for per cent
        assert submission.filled_on is None


@pytest.mark.parametrize("ending", ENDINGS)
def test_sheets_of_a_return_say_nothing_of_their_own(
    libreoffice: LibreOffice, rulebook: Rulebook, content: FormContent, tmp_path: Path, ending: str
) -> None:
    bare = replace(content, returned=Returned())
    read = []
    for number, each in enumerate((content, bare)):
        folder = tmp_path / str(number)
        folder.mkdir()
        read.append(_read(_saved(libreoffice, folder, each, {}, {})[ending], rulebook))
    (marked, with_list), (plain, without) = read
    assert marked.cells == plain.cells
    assert [(each.code, each.cell) for each in with_list.findings] == [
        (each.code, each.cell) for each in without.findings
    ]
    assert marked.unplaced == plain.unplaced
    assert [each.text for each in marked.explanations] == ["Двое уехали."]


def test_an_explanation_that_was_taken_out_is_none(
    libreoffice: LibreOffice, rulebook: Rulebook, content: FormContent, tmp_path: Path
) -> None:
    path = tmp_path / "исправить.xlsx"
    write_form(path, content)
    for ending in ENDINGS:
        target = tmp_path / ending / f"исправлено.{ending}"
        target.parent.mkdir()
        libreoffice.run(path, type_in({_cell_beside(path, CHECKS, "K13"): None}), save(target))
        assert _read(target, rulebook)[0].explanations == ()
