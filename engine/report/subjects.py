"""What a finding is about in words that quote nothing that was sent: for the region and for documents."""

from __future__ import annotations

import re
from string import Formatter

from engine.report import wording
from engine.report.factfields import stays_below
from engine.report.scope import Scope
from engine.rulebook.forms import lines_of
from engine.vocabulary.findings import Finding
from engine.vocabulary.language import mark, spoken, tr
from engine.vocabulary.messages import message_of, what

LOCAL = mark("Строка формы, которая остаётся в муниципалитете")
LINE = mark("строка {line}")
LINE_AND_COLUMN = mark("строка {line}, графа {column}")
#: Facts that say nothing about a person, a file or a value.
_HARMLESS = {"line", "column", "control", "title"}
#: Findings about transmittals quote nothing but numbers and what the engine wrote itself, cells included.
_OF_TRANSMITTALS = "G"
_OF_CELLS = {"G03", "G04", "G10"}
_CODE = re.compile(r"[0-9]{1,4}")


def region_subject(scope: Scope, finding: Finding) -> str | None:
    """What is wrong and where: «Строка 502 (из них удовлетворены участием): вместо числа стоит процент»."""
    said = fault(scope, finding)
    where = "" if _is_of_control(scope, finding) else _where(scope, finding)
    text = f"{where}: {said[:1].lower() + said[1:]}" if where and said else said
    return None if text is None else text[:1].upper() + text[1:]


def fault(scope: Scope, finding: Finding) -> str | None:
    """What is wrong without where: «вместо числа стоит процент», «Не выполнено: …»."""
    if stays_below(scope, finding.line) or _is_about_local(scope, finding):
        return tr(LOCAL)
    for control in scope.rulebook.controls:
        if control.id == finding.code:
            return tr(wording.NOT_FULFILLED).format(title=control.title)
    message = message_of(finding.code)
    if (about := message.about(spoken())) is not None:
        return about
    if finding.code.startswith(_OF_TRANSMITTALS) or is_harmless(message.text("ru")):
        said = what(finding, spoken())
        return f"{finding.sheet}!{finding.cell}: {said}" if finding.code in _OF_CELLS and finding.cell else said
    return None


def line_and_column(scope: Scope, finding: Finding) -> tuple[str | None, str | None]:
    """The printed codes of a finding: the column only where the line has several; none of a line that stays below."""
    line, column = finding.line, finding.column
    if line is None or not _CODE.fullmatch(line) or stays_below(scope, line):
        return None, None
    several = column is not None and _CODE.fullmatch(column) and _number_of_columns(scope, line) > 1
    return line, column if several else None


def is_harmless(template: str) -> bool:
    """Tell whether a text quotes nothing that was sent."""
    return {name for _, name, _, _ in Formatter().parse(template) if name} <= _HARMLESS


def _is_of_control(scope: Scope, finding: Finding) -> bool:
    """Tell whether a finding is of a control relation, whose title names what it is about."""
    return any(each.id == finding.code for each in scope.rulebook.controls)


def _where(scope: Scope, finding: Finding) -> str:
    line, column = line_and_column(scope, finding)
    if line is None:
        return ""
    place = tr(LINE).format(line=line) if column is None else tr(LINE_AND_COLUMN).format(line=line, column=column)
    labels = (each.label for section in scope.form.sections for each in lines_of(section) if each.line == line)
    label = next(labels, None)
    return f"{place} ({label})" if label else place


def _number_of_columns(scope: Scope, line: str) -> int:
    """How many columns a line has; no form lists the lines of the roadmap, which have those of its section."""
    if own := sum(field.address.line == line for field in scope.form.fields):
        return own
    section = scope.form.roadmap_section
    return 0 if section is None else len(section.columns)


def _is_about_local(scope: Scope, finding: Finding) -> bool:
    """Tell whether a finding is of a control relation over a line that never leaves the district."""
    rules = [each.rule for each in scope.rulebook.controls if each.id == finding.code and each.rule]
    lines = {field.address.line for field in scope.form.fields if field.local}
    return any(f"[{line}" in rule for rule in rules for line in lines)
