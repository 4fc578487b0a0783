"""Forms sent and returned in tests: written, changed as people do, read as intake reads them, judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
from support.forms import consistent

from engine.intake.incoming import read_incoming
from engine.report.returns import return_of
from engine.rulebook.forms import Form, Line, Section
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, school_content
from engine.template.returned import Problem
from engine.template.writer import write_form
from engine.validation.judge import validate
from engine.vocabulary.fields import Address, Submission, Value
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding

#: Changes a form's workbook as a person would before it is sent.
Change = Callable[[openpyxl.Workbook], None]


def filled(
    rulebook: Rulebook, period: Period, place_id: str, changes: Mapping[str, Value] | None = None
) -> FormContent:
    """The form of an organisation with numbers that add up, some replaced (7 of 60: not the very target)."""
    content = consistent(school_content(rulebook, period, place_id))
    changed = {Address.parse(address): value for address, value in {"304": 7, **(changes or {})}.items()}
    return replace(content, values={**content.values, **changed})


def judged(
    folder: Path, content: FormContent, rulebook: Rulebook, period: Period, change: Change | None = None
) -> tuple[FileReading, tuple[Finding, ...]]:
    """Write a form into a folder of its own, change it, read it back and judge it; all findings of its file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "отчёт.xlsx"
    write_form(path, content)
    if change is not None:
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
    (reading,) = read_incoming(folder, rulebook)
    submissions = [] if reading.submission is None else [reading.submission]
    found = validate(submissions, rulebook, period)
    return reading, tuple(sorted([*reading.findings, *found], key=lambda each: each.sort_key))


def sent(
    folder: Path, content: FormContent, rulebook: Rulebook, period: Period, change: Change | None = None
) -> tuple[Submission, tuple[Finding, ...]]:
    """As `judged`, of a file that holds a report."""
    reading, findings = judged(folder, content, rulebook, period, change)
    assert reading.submission is not None
    return reading.submission, findings


def returned(
    folder: Path, content: FormContent, rulebook: Rulebook, period: Period, change: Change | None = None
) -> FormContent:
    """The return of a form that was sent."""
    return return_of(*sent(folder, content, rulebook, period, change), rulebook, period)


def values_of(submission: Submission) -> dict[str, object]:
    """What a submission holds but for the date of filling in: value and source by address."""
    return {str(each.address): (each.value, each.source) for each in submission.values if each.line != "011"}


def problems(content: FormContent) -> dict[str, Problem]:
    """The problems of a return by code, the last one of each."""
    assert content.returned is not None
    return {each.code: each for each in content.returned.problems}


def type_into(sheet: str, old: object, new: object) -> Change:
    """Replace the first cell of a sheet that holds something."""

    def change(book: openpyxl.Workbook) -> None:
        cell = next(cell for row in book[sheet].iter_rows() for cell in row if cell.value == old)
        cell.value = new

    return change


def explain(control: str, text: str) -> Change:
    """Type an explanation beside a control relation, on the first sheet that has a cell for it."""

    def change(book: openpyxl.Workbook) -> None:
        for sheet in book.worksheets:
            head = None
            for row in sheet.iter_rows():
                head = next((cell for cell in row if cell.value == "Пояснение"), head)
                if head is not None and any(cell.value == control for cell in row):
                    row[head.column - 1].value = text
                    return
        raise AssertionError(control)

    return change


def next_version(rulebook: Rulebook, period: Period) -> tuple[Rulebook, Period]:
    """Rules in which the period uses a newer form: without line 207, with a new line 209 in section 2 and 403 in 4."""
    form = rulebook.form("school", period)
    lines = {"2": Line(line="209", label="новая форма"), "4": Line(line="403", label="Новых партнёров")}
    sections = [_changed(section, lines.get(section.id)) for section in form.sections]
    newer = Form.model_validate(form.model_dump() | {"version": "2025-1", "sections": sections})
    changed = period.model_copy(update={"forms": period.forms.model_copy(update={"school": newer.version})})
    return (
        replace(
            rulebook,
            forms={**rulebook.forms, ("school", newer.version): newer},
            periods={**rulebook.periods, period.id: changed},
            controls=tuple(each for each in rulebook.controls if "207" not in (each.rule or "")),
        ),
        changed,
    )


def _changed(section: Section, new: Line | None) -> dict[str, object]:
    lines = [each for each in section.lines if each.line != "207"]
    at = next((number for number, each in enumerate(lines) if each.computed), len(lines))
    if new is not None:
        lines.insert(at, new)
    return section.model_dump() | {"lines": [each.model_dump() for each in lines]}
