"""A return in a real spreadsheet program: marks and states follow what is typed, and it is read as any form is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from support.libreoffice import LibreOffice, Result, Where, cached, differences, save, type_in
from support.returns import EXPLANATION, broken, returned, with_values

from engine.intake.incoming import read_incoming
from engine.report.returns import return_of
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template import words
from engine.template.content import FormContent, district_content, school_content
from engine.template.layout import layout_of
from engine.template.returned import Problem, Returned
from engine.template.returnsheet import done_text
from engine.template.writer import write_form
from engine.validation.judge import validate
from engine.vocabulary.fields import Address, Source, Submission, Value
from engine.vocabulary.findings import Severity

pytestmark = pytest.mark.libreoffice

CHECKS = "Проверка"


@pytest.fixture
def period(rulebook: Rulebook) -> Period:
    return rulebook.periods["2024"]


@pytest.fixture
def school(rulebook: Rulebook, period: Period) -> FormContent:
    return school_content(rulebook, period, "0501")


class Desk:
    """A return on the curator's desk: what is typed into it, and what its formulas then show."""

    def __init__(self, libreoffice: LibreOffice, content: FormContent, folder: Path) -> None:
        self.libreoffice, self.content, self.path = libreoffice, content, folder / "исправить.xlsx"
        write_form(self.path, content)
        self.cell_of = layout_of(content).cell_of

    def typed(self, values: dict[str, object], notes: dict[str, str] | None = None) -> dict[Where, Result]:
        """Results after values are typed by address, and explanations by relation."""
        cells: dict[Where, object] = {self.cell_of(Address.parse(at)): value for at, value in values.items()}
        cells |= {self.explanation(relation): text for relation, text in (notes or {}).items()}
        _, _, found = self.libreoffice.run(self.path, type_in(cells), {"do": "recalculate"}, {"do": "formulas"})
        return {(sheet, cell): value if error is None else error for sheet, cell, _, value, error in found}

    def explanation(self, relation: str) -> Where:
        """The cell that is open for an explanation."""
        columns = {words.FIX_SHEET: "I", CHECKS: "F"}
        rows = {sheet: self.row(sheet, relation) for sheet in columns}
        return next((sheet, f"{columns[sheet]}{row}") for sheet, row in rows.items() if row is not None)

    def row(self, sheet: str, code: str) -> int | None:
        rows = openpyxl.load_workbook(self.path)[sheet]
        return next((cell.row for row in rows for cell in row if cell.value == code), None)

    def state(self, results: dict[Where, Result], code: str) -> Result:
        """The state of a problem on «Исправьте здесь»."""
        return results[words.FIX_SHEET, f"J{self.row(words.FIX_SHEET, code)}"]

    def check(self, results: dict[Where, Result], relation: str) -> Result:
        """The state of a relation on «Проверка»."""
        return results[CHECKS, f"B{self.row(CHECKS, relation)}"]


def every_return(rulebook: Rulebook, period: Period) -> list[FormContent]:
    """Returns with and without problems, with explanations that count and that do not, of both levels."""
    school = school_content(rulebook, period, "0501")
    district = district_content(rulebook, period, "05")
    owed = next(line.line for line, each in district.roadmap_lines if each.activity.target is None)
    undated = broken("K22b", "Дата не указана.", f"{owed}.2", f"{owed}.1")
    given = {"K08b": EXPLANATION, "K13": "Двое уехали."}
    return [
        returned(school),
        returned(school, explanations=given),
        returned(school, problems=(), explanations=given),
        replace(with_values(school, {}), returned=Returned(), revision=2),
        replace(district, values={Address(owed): "выполнено"}, returned=Returned((undated,)), revision=1),
    ]


def given_back(rulebook: Rulebook, period: Period, folder: Path) -> FormContent:
    """The return of a form that was read and judged as any other."""
    content = school_content(rulebook, period, "0501")
    wrong: dict[Address, Value] = {
        Address("101"): "триста",
        Address("105"): None,
        Address("304"): 7,  # exactly at the target would be a warning
        Address("306"): 39,
        Address("308"): 27,
        Address("203", "4"): 40,
        Address("201", "4"): 40,
    }
    folder.mkdir()
    write_form(folder / "отчёт.xlsx", with_values(content, wrong))
    (reading,) = read_incoming(folder, rulebook)
    assert reading.submission is not None
    findings = [*reading.findings, *validate([reading.submission], rulebook, period)]
    return return_of(reading.submission, findings, rulebook, period)


def test_every_formula_of_a_return_carries_its_right_result(
    libreoffice: LibreOffice, rulebook: Rulebook, period: Period, tmp_path: Path
) -> None:
    forms = [*every_return(rulebook, period), given_back(rulebook, period, tmp_path / "incoming")]
    for number, content in enumerate(forms):
        path = tmp_path / f"{number}.xlsx"
        write_form(path, content)

        assert differences(cached(path), libreoffice.recalculated(path)) == (), f"return {number}"


def test_a_corrected_cell_is_told_so_and_loses_its_mark(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    desk = Desk(libreoffice, returned(school), tmp_path)
    before = desk.typed({})
    after = desk.typed({"101": 300, "105": 20, "306": 38, "602.2": "приказ 12"})

    assert [desk.state(before, code) for code in ("V12", "V40", "K06", "V50")] == [words.LEFT] * 4
    assert [desk.state(after, code) for code in ("V12", "V40", "K06", "V50")] == [words.FIXED] * 4
    assert desk.state(after, "K08b") == words.TO_EXPLAIN
    open_marks = [value for (sheet, cell), value in after.items() if sheet == "_marks" and cell[0] == "B" and value]
    assert open_marks == [1.0] * 7  # 203.4, 203.2, 308, 104 and the codes of their three lines
    assert after[words.FIX_SHEET, "E3"] == words.FIX_LEFT.format(errors=0, warnings=2)


def test_an_explanation_is_written_once_and_counts_everywhere(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    desk = Desk(libreoffice, returned(school), tmp_path)
    results = desk.typed({}, {"K08b": EXPLANATION})

    assert desk.state(results, "K08b") == desk.check(results, "K08b") == words.EXPLAINED
    assert results[CHECKS, f"F{desk.row(CHECKS, 'K08b')}"] == EXPLANATION
    assert desk.state(results, "K12a") == desk.check(results, "K12a").replace(words.WARNING, words.TO_EXPLAIN)


def test_with_everything_put_right_or_explained_the_form_is_ready(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    desk = Desk(libreoffice, returned(school), tmp_path)
    values = {"101": 300, "105": 20, "306": 38, "203.4": 0, "602.2": "приказ 12"}
    results = desk.typed(values, {"K08b": EXPLANATION})

    assert results[CHECKS, "A4"] == words.READY
    # What could not be carried over is still to be looked at.
    assert results[words.FIX_SHEET, "E3"] == done_text(CHECKS, looks=1)


def test_an_explanation_that_was_given_counts_until_the_numbers_change(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    problems = [each for each in returned(school).returned.problems if each.code != "K08b"]  # type: ignore[union-attr]
    desk = Desk(libreoffice, returned(school, problems=tuple(problems), explanations={"K08b": EXPLANATION}), tmp_path)
    untouched = desk.typed({})
    other_numbers = desk.typed({"308": 28})
    other_words = desk.typed({"308": 28}, {"K08b": "Трое педагогов – совместители."})

    assert desk.check(untouched, "K08b") == words.EXPLAINED
    assert desk.check(other_numbers, "K08b") == words.WARNING
    assert desk.check(other_words, "K08b") == words.EXPLAINED


def test_what_only_the_district_can_judge_is_explained_in_the_list(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    repeated = broken("K20c", "Все числа те же, что в прошлом отчёте.", "302", soft=True)
    desk = Desk(libreoffice, returned(school, problems=(repeated,), explanations={"K20c": EXPLANATION}), tmp_path)
    untouched, explained, corrected = (
        desk.typed({}),
        desk.typed({}, {"K20c": "Состав не менялся."}),
        desk.typed({"302": 19}),
    )

    assert desk.state(untouched, "K20c") == words.TO_EXPLAIN
    assert untouched[words.FIX_SHEET, "E3"] == words.FIX_LEFT.format(errors=0, warnings=1)
    assert desk.state(explained, "K20c") == words.EXPLAINED
    assert desk.state(corrected, "K20c") == words.CHANGED
    for results in (explained, corrected):
        assert results[words.FIX_SHEET, "E3"] == done_text(CHECKS)


def test_a_number_that_was_read_from_text_is_to_be_looked_at(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    put_in = Problem("V02", Severity.WARNING, "Запись «9 чел.» прочитана как число 9.", "", "", Address("302"))
    desk = Desk(libreoffice, returned(school, problems=(put_in,)), tmp_path)

    assert desk.typed({})[words.FIX_SHEET, "E3"] == done_text(CHECKS, looks=1)
    assert desk.typed({"302": 19})[words.FIX_SHEET, "E3"] == done_text(CHECKS)


def test_an_explanation_of_other_numbers_has_to_be_written_anew(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    desk = Desk(libreoffice, returned(school, explanations={"K08b": EXPLANATION}), tmp_path)
    untouched = desk.typed({})
    rewritten = desk.typed({}, {"K08b": "Двое – совместители, это верно."})

    assert (desk.check(untouched, "K08b"), desk.state(untouched, "K08b")) == (words.WARNING, words.TO_EXPLAIN)
    assert (desk.check(rewritten, "K08b"), desk.state(rewritten, "K08b")) == (words.EXPLAINED, words.EXPLAINED)


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_marks_change_nothing_of_what_is_read(
    libreoffice: LibreOffice, school: FormContent, rulebook: Rulebook, tmp_path: Path, ending: str
) -> None:
    content = returned(school)
    folders = {name: tmp_path / name for name in ("plain", "marked")}
    for name, folder in folders.items():
        folder.mkdir()
        form = replace(content, returned=Returned(), revision=1) if name == "plain" else content
        write_form(tmp_path / f"{name}.xlsx", form)
        libreoffice.run(tmp_path / f"{name}.xlsx", save(folder / f"отчёт.{ending}"))

    (plain, marked) = (submission_in(folder, rulebook) for folder in folders.values())
    findings = [
        [(each.code, each.sheet, each.cell) for each in read_incoming(folder, rulebook)[0].findings]
        for folder in folders.values()
    ]
    assert findings[0] == findings[1]
    assert values_of(marked) == values_of(plain)
    assert marked.cells == plain.cells
    assert marked.unreadable == plain.unreadable
    assert marked.revision == 1
    assert all(value == content.value_of(address) for address, value in values_of(marked).items())


def submission_in(folder: Path, rulebook: Rulebook) -> Submission:
    (reading,) = read_incoming(folder, rulebook)
    assert reading.submission is not None
    return reading.submission


def values_of(submission: Submission) -> dict[Address, object]:
    return {each.address: each.value for each in submission.values if each.source is Source.TYPED}


def test_a_return_of_a_judged_form_lists_what_was_found_and_follows_the_corrections(
    libreoffice: LibreOffice, rulebook: Rulebook, period: Period, tmp_path: Path
) -> None:
    desk = Desk(libreoffice, given_back(rulebook, period, tmp_path / "incoming"), tmp_path)
    before = desk.typed({})
    corrections = {"101": 300, "105": 20, "306": 38, "203.4": 0, "201.4": 0, "308": 9}
    after = desk.typed(corrections)

    states = {cell: value for (sheet, cell), value in before.items() if sheet == words.FIX_SHEET and cell[0] == "J"}
    assert set(states.values()) == {words.LEFT, words.TO_EXPLAIN}
    assert {after[words.FIX_SHEET, cell] for cell in states} == {words.FIXED}
    assert not [value for (sheet, cell), value in after.items() if sheet == "_marks" and cell[0] == "B" and value]
    assert after[CHECKS, "A4"] == words.READY
