"""Recognises which form, version and period a workbook is, from its stamp or from what is printed on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from engine.intake.grids import CellContent, Workbook
from engine.intake.identity import Printed
from engine.intake.locate import locate
from engine.intake.located import Location
from engine.intake.older import locate_older
from engine.intake.stamp import Stamp, plain, read_stamp
from engine.rulebook.forms import Form, SectionKind
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import found
from engine.vocabulary.names import name_key

_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
#: The forms that there are, one per level.
LEVELS = ("school", "district")


@dataclass(frozen=True)
class Recognised:
    """What a workbook is; ``form``, ``period`` and ``location`` are None where that is not known.

    ``form`` is the version that the period asks for, ``made_on`` the one by which the workbook was located: another
    one where it was made on an older version that the rules know.
    """

    stamp: Stamp | None = None
    form: Form | None = None
    period: Period | None = None
    location: Location | None = None
    findings: tuple[Finding, ...] = field(default=())
    made_on: Form | None = None

    @property
    def outdated(self) -> bool:
        """Tell whether the workbook was made on another version than its period asks for."""
        return self.stamp is not None and self.form is not None and self.stamp.form_version != self.form.version


def recognise(workbook: Workbook, rulebook: Rulebook, path: str) -> Recognised:
    """Recognise a workbook and locate its sections."""
    stamp = read_stamp(workbook)
    return _without_stamp(workbook, rulebook, path) if stamp is None else _stamped(workbook, stamp, rulebook, path)


def printed_place(location: Location) -> Printed:
    """Lines 001–003 of «Титул»."""
    return Printed(
        code=plain(printed_cell(location, "001")),
        name=plain(printed_cell(location, "002")),
        above=plain(printed_cell(location, "003")),
        code_cell=_cell_of(location, "001"),
        name_cell=_cell_of(location, "002"),
    )


def printed_cell(location: Location, line: str) -> CellContent:
    """What stands in column 1 of a line; None where the line is not located."""
    for place in location.sections.values():
        at = place.position(Address(line))
        if at is not None:
            return place.sheet.at(*at)
    return None


def _stamped(workbook: Workbook, stamp: Stamp, rulebook: Rulebook, path: str) -> Recognised:
    period = rulebook.periods.get(stamp.period)
    findings: list[Finding] = []
    if period is None:
        findings.append(found("T20", path, period=stamp.period, known=", ".join(rulebook.periods)))
    if stamp.unread_revision:
        findings.append(found("T46", path, value=stamp.unread_revision))
    made_on = rulebook.forms.get((stamp.form, stamp.form_version))
    form = made_on if period is None or stamp.form not in LEVELS else rulebook.form(stamp.form, period)
    location = None if form is None else _located(workbook, made_on, form, path)
    if form is None or location is None:
        findings.append(found("T43", path, form=stamp.form, version=stamp.form_version))
        return Recognised(stamp, None, period, None, tuple(findings))
    if form is not made_on:
        findings.append(found("T02", path, version=stamp.form_version, expected=form.version))
    findings += location.findings
    printed = _printed_period(location, rulebook)
    if period is not None and printed is not None and printed is not period:
        at = _at(location, "004")
        findings.append(found("T26", path, **at, line="004", stamped=period.title, printed=printed.title))
        period = None
    return Recognised(stamp, form, period, location, tuple(findings), made_on or form)


def _located(workbook: Workbook, made_on: Form | None, form: Form, path: str) -> Location | None:
    """Where the form's sections stand; None where nothing of a version that nobody knows was found."""
    if form is made_on:
        return locate(workbook, form, path)
    location = locate_older(workbook, made_on, form, path)
    return location if location.sections or location.findings or made_on is not None else None


def _without_stamp(workbook: Workbook, rulebook: Rulebook, path: str) -> Recognised:
    found_forms = [(form, locate(workbook, form, path)) for form in _newest(rulebook)]
    form, location = max(found_forms, key=lambda pair: _likeness(*pair))
    if _likeness(form, location) <= 0:
        return Recognised(findings=(found("T01", path),))
    findings = [found("T24", path)]
    period = _printed_period(location, rulebook)
    if period is None:
        text = plain(printed_cell(location, "004"))
        period_said = found(
            "T38",
            path,
            **_at(location, "004"),
            line="004",
            known=", ".join(each.title for each in rulebook.periods.values()),
        )
        said = (*location.findings, *findings, period_said.with_(value=text[:40] or None))
        return Recognised(None, form, None, location, said, form)
    expected = rulebook.form(form.form, period)
    if expected.version != form.version:
        form, location = expected, locate(workbook, expected, path)
    return Recognised(None, form, period, location, (*location.findings, *findings), form)


def _newest(rulebook: Rulebook) -> Iterator[Form]:
    for level in LEVELS:
        versions = [version for form, version in rulebook.forms if form == level]
        if versions:
            yield rulebook.forms[level, max(versions)]


def _likeness(form: Form, location: Location) -> int:
    """How many of the form's listed sections were found, less those that were not."""
    listed = [section.id for section in form.sections if section.kind is SectionKind.LINES]
    here = sum(section_id in location.sections for section_id in listed)
    doubled = sum(finding.code == "T06" for finding in location.findings)
    return 2 * (here + doubled) - len(listed) if here + doubled else 0


def _printed_period(location: Location, rulebook: Rulebook) -> Period | None:
    """The period that line 004 names by its two dates or by its title."""
    text = plain(printed_cell(location, "004"))
    days = [day for day in map(_day, _DAY.finditer(text)) if day is not None]
    for period in rulebook.periods.values():
        if days == [period.starts_on, period.ends_on] or (text and name_key(text) == name_key(period.title)):
            return period
    return None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def _cell_of(location: Location, line: str) -> tuple[str, str] | None:
    cells = (place.cell(Address(line)) for place in location.sections.values())
    return next((cell for cell in cells if cell is not None), None)


def _at(location: Location, line: str) -> dict[str, str]:
    cell = _cell_of(location, line)
    return {} if cell is None else {"sheet": cell[0], "cell": cell[1]}
