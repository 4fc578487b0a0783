"""What a curator has to put right in a form that goes back: one problem per finding, each at its cell of that form."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from engine.report.returnvalues import Carried, Crossing
from engine.report.texts import plural
from engine.rulebook.model import Control
from engine.template.content import FormContent
from engine.template.returned import Problem
from engine.vocabulary.fields import Address, Submission, Unplaced
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.messages import found, remedy, what

#: Findings about what the file lacked: the form that goes back has it, and a question mark may stand there.
_LACKED = {"T05", "T06", "T08", "T28", "T32", "T39", "T41", "T45"}
#: Findings after which a question mark may stand in the form that goes back; V07: a formula that has no value.
_ASKED = {*_LACKED, "V07"}
#: Findings about cells in several places, so that it matters what stood where.
_WITH_PLACES = {"T06", "V23"}
#: Of those that the file lacked, findings about several lines that differ from each other.
_ABOUT_LINES = {"T41", "T45"}
#: Findings about whole lines of the file, so that all that stands in them belongs to the finding.
_WHOLE_LINE = {"T17", "T28", "T30", "T40", "T42"}
#: Findings about cells beside the form's own; the line that they seem to belong to is not theirs.
_ASTRAY = {"V23"}
#: Findings about an explanation that does not count; they are said beside the relation that it was written for.
_ABOUT_EXPLANATIONS = {"E02", "E04", "E05", "E06"}
#: Explanations of relations that take none: the form has no cell for them.
_WITHOUT_PLACE = {"E02", "E05"}


def problems_of(
    findings: Iterable[Finding], carried: Carried, submission: Submission, content: FormContent
) -> tuple[Problem, ...]:
    """The problems of a submission in the order to work through them: errors first, each kind in printed order.

    Explained and waived findings do not come back, nor does what the fresh form has put right by itself. An explainable
    relation is one problem however often it is broken. Content that found no place is a problem of its own.
    """
    findings = list(findings)
    listing = _Listing(submission, content, carried)
    problems = [listing.problem(each) for each in _joined(_coming_back(findings), listing.explainable)]
    problems += listing.homeless(findings)
    problems = [*problems, *listing.unanswered(problems)]
    order = {address: number for number, address in enumerate(listing.crossing.inputs)}
    return tuple(sorted(problems, key=lambda each: _place_in_list(each, order)))


def _place_in_list(problem: Problem, order: Mapping[Address, int]) -> tuple[int, int, str]:
    """Errors before warnings; an error of the whole report begins the list, a warning of no cell ends it."""
    is_error = problem.severity is Severity.ERROR
    nowhere = -1 if is_error else len(order)
    return (not is_error, nowhere if problem.at is None else order[problem.at], problem.code)


def explainable_of(content: FormContent) -> frozenset[str]:
    """Ids of the relations of a form that a curator may explain instead of correcting."""
    return frozenset(
        each.id for each in content.controls if each.explanation_allowed and each.level is Severity.WARNING
    )


def _why(finding: Finding, control: Control | None) -> str:
    """The rule behind a problem; empty where there is nothing to add to what was found."""
    texts = _texts()
    if control is None:
        return str(texts["why"].get(finding.code, ""))
    return str(texts["words"]["why"].format(title=control.title, source=control.source))


def _runs(codes: Sequence[str]) -> str:
    """Line codes in order, neighbours as a range: «7001–7004, 7006»."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and code.isdecimal() and runs[-1][-1].isdecimal() and int(code) == int(runs[-1][-1]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _with_places(cells: Iterable[Unplaced]) -> list[str]:
    """What stood in cells, sheet by sheet and each with its cell."""
    sheets: defaultdict[str, list[str]] = defaultdict(list)
    for each in cells:
        sheets[each.sheet].append(f"{each.cell}: {each.raw}")
    return [f"{sheet} – {'; '.join(texts)}" for sheet, texts in sheets.items()]


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files("engine.report").joinpath("returns.toml").read_text(encoding="utf-8"))


def _coming_back(findings: Iterable[Finding]) -> list[Finding]:
    """Errors always; warnings unless there is nothing left to do about them in the form."""
    left_out = {*_texts()["left_out"]}
    return [
        each
        for each in findings
        if each.is_open
        and (each.severity is Severity.ERROR or (each.severity is Severity.WARNING and each.code not in left_out))
    ]


def _joined(findings: Sequence[Finding], explainable: frozenset[str]) -> list[list[Finding]]:
    """The findings, those of one explainable relation together, with what is said of an explanation that fails."""
    groups: list[list[Finding]] = []
    first: dict[str, list[Finding]] = {}
    about: defaultdict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        if each.code in _ABOUT_EXPLANATIONS:
            about[each.facts.get("control", "")].append(each)
        elif each.code in explainable and each.code in first:
            first[each.code].append(each)
        else:
            groups.append([each])
            first.setdefault(each.code, groups[-1])
    for control, said in about.items():
        if control in first:
            first[control] += said
        else:
            groups += [[each] for each in said]
    return groups


@dataclass(frozen=True)
class _Listing:
    """Makes problems of findings about one submission for one form."""

    submission: Submission
    content: FormContent
    carried: Carried

    @cached_property
    def crossing(self) -> Crossing:
        return Crossing(self.submission, self.content)

    @cached_property
    def controls(self) -> Mapping[str, Control]:
        return {each.id: each for each in self.content.controls}

    @cached_property
    def explainable(self) -> frozenset[str]:
        return explainable_of(self.content)

    def problem(self, group: Sequence[Finding]) -> Problem:
        lead, control = group[0], self.controls.get(group[0].code)
        cells = list(dict.fromkeys(address for each in group for address in self._addresses(each)))
        return Problem(
            code=lead.code,
            severity=lead.severity,
            what="\n".join(self._said(group, control)),
            why=_why(lead, control),
            remedy=self._remedy(lead, cells),
            at=cells[0] if cells else None,
            also=tuple(cells[1:]),
            typed="; ".join(self._typed(group)) or None,
            explainable=lead.code in self.explainable,
            times=sum(each.code == lead.code for each in group),
            starts=tuple(dict.fromkeys(self._starts(group))) if cells else (),
        )

    def _said(self, group: Sequence[Finding], control: Control | None) -> list[str]:
        """What was found, sentence by sentence; the same about several activities of the roadmap in one."""
        together = None if control is None else _texts()["several"].get(control.builtin)
        same = [each for each in group if each.code == group[0].code and each.line is not None]
        if together is None or len(same) < 2:
            return [self._renumbered(what(each), each) for each in group]
        codes = dict.fromkeys(self.crossing.line(each.line or "") or each.line or "" for each in same)
        activities = plural(len(same), "мероприятия", "мероприятий", "мероприятий")
        facts = {"number": len(same), "activities": activities, "lines": _runs(sorted(codes))}
        return [str(together.format(**facts)), *(what(each) for each in group if each not in same)]

    def _starts(self, group: Sequence[Finding]) -> list[Address]:
        """The cells to go to for each finding; all of those that the file lacked."""
        found_at = [(each, self._addresses(each)) for each in group]
        return [
            address
            for each, addresses in found_at
            for address in (addresses if each.code in _LACKED else addresses[:1])
        ]

    def homeless(self, findings: Iterable[Finding]) -> list[Problem]:
        """One problem per line of the file with content that has no place here and that no finding is about."""
        spoken_for = {(each.sheet, each.cell) for finding in findings for each in self._typed_at(finding)}
        lines: defaultdict[tuple[str, str], list[Unplaced]] = defaultdict(list)
        for each in self.carried.homeless:
            if (each.sheet, each.cell) not in spoken_for:
                lines[each.sheet, each.address.line if each.address else each.cell].append(each)
        return [self._homeless(each) for each in lines.values()]

    def unanswered(self, problems: Iterable[Problem]) -> list[Problem]:
        """A problem for the question marks that no other one is about."""
        spoken_for = {address for each in problems for address in (each.at, *each.also)}
        cells = [each for each in self.carried.questions if each not in spoken_for]
        if not cells:
            return []
        finding = found("E21", self.submission.path, lines=", ".join(each.line for each in cells))
        also = tuple(cells[1:])
        return [Problem("E21", finding.severity, what(finding), "", remedy(finding), cells[0], also, starts=also)]

    def _homeless(self, line: Sequence[Unplaced]) -> Problem:
        where = _texts()["words"]["where"]
        cells = "; ".join(where.format(sheet=each.sheet, cell=each.cell) for each in line)
        finding = found("E20", self.submission.path, where=cells)
        typed = "; ".join(each.raw for each in line)
        return Problem("E20", finding.severity, what(finding), "", remedy(finding), typed=typed)

    def _typed(self, group: Sequence[Finding]) -> list[str]:
        """What stood there and found no place, word for word; an explanation where the form takes none."""
        cells = list(dict.fromkeys(each for finding in group for each in self._typed_at(finding)))
        if group[0].code in _WITH_PLACES:
            more = int(group[0].facts.get("count", 0)) - len(cells)
            rest = [_texts()["words"]["more_cells"].format(number=more)] if more > 0 else []
            return ["\n".join([*_with_places(cells), *rest])] if cells else []
        return [each.raw for each in cells] + [
            each.explanation for each in group if each.code in _WITHOUT_PLACE and each.explanation
        ]

    def _typed_at(self, finding: Finding) -> list[Unplaced]:
        cells = {(finding.sheet, finding.cell), *((each.sheet, each.address) for each in finding.also)}
        whole = finding.line if finding.code in _WHOLE_LINE else None
        return [
            each
            for each in self.submission.unplaced
            if (each.sheet, each.cell) in cells or (whole is not None and each.address and each.address.line == whole)
        ]

    def _remedy(self, finding: Finding, cells: Sequence[Address]) -> str:
        texts = _texts()
        said = str(texts["remedies"].get(finding.code) or self._renumbered(remedy(finding), finding))
        asked = {*cells} & {*self.carried.questions} if finding.code in _ASKED else set()
        if not asked:
            return said
        may_be_blank = all(self.crossing.inputs[each].blank == "zero" for each in asked)
        return f"{said} {texts['words']['question' if may_be_blank else 'question_answer']}"

    def _renumbered(self, text: str, finding: Finding) -> str:
        """The text with the roadmap line's code in this form, where the file had another one."""
        line = finding.line or ""
        here = self.crossing.line(line) if line in self.submission.occurrences else None
        return text if here in (None, line) else re.sub(rf"(?i)(\bстрок\w* ){line}\b", rf"\g<1>{here}", text)

    def _addresses(self, finding: Finding) -> list[Address]:
        """Where a problem is in this form: the cell to go to, then those that take part; empty where it has none."""
        if finding.code in _LACKED:
            return self._lacking(finding)
        own = self.crossing.at_cell(finding.sheet, finding.cell)
        if own is None and finding.line is not None and finding.code not in _ASTRAY:
            own = self.crossing.address(Address(finding.line, finding.column or "1"))
        also = [self.crossing.at_cell(each.sheet, each.address) for each in finding.also]
        return [each for each in (own, *also) if each is not None]

    def _lacking(self, finding: Finding) -> list[Address]:
        """The cells of what the file lacked: those with a question mark, else the first one that is asked."""
        lines = [finding.line] if finding.line else self._lines_of(finding)
        marked = [each for each in self.carried.questions if each.line in lines]
        if marked and finding.code not in _ABOUT_LINES:
            return marked
        asked = [each for each in self.crossing.inputs if each.line in lines]
        if finding.column is not None:
            asked = [each for each in asked if each.column == finding.column]
        first = {each.line: each for each in reversed(asked)}
        cells = [first[line] for line in lines if line in first]
        return cells if finding.code in _ABOUT_LINES else cells[:1]

    def _lines_of(self, finding: Finding) -> list[str]:
        """The lines of the form that a finding is about which names a section, or lines without their codes."""
        if finding.code == "T41":
            known = {*self.submission.occurrences.values()}
            return [line.line for line, owed in self.content.roadmap_lines if owed.key not in known]
        if finding.code == "T45":
            there = {address.line for address in self.submission.cells}
            return list(dict.fromkeys(each.line for each in self.crossing.inputs if each.line not in there))
        title = finding.facts.get("section")
        return [
            line.line for each in self.content.form.sections if each.title == title for line in self.content.lines(each)
        ]
