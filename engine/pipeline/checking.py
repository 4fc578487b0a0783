"""The verb «check»: each file judged on its own, nothing chosen, nothing written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.consolidation.selection import register_row
from engine.consolidation.transmittaldoubts import doubts
from engine.consolidation.transmittaljudge import judged as judged_transmittal
from engine.consolidation.transmitted import told_by
from engine.intake.incoming import read_paths
from engine.intake.limits import PATIENCE
from engine.rulebook.rulebook import Rulebook
from engine.validation.judge import validate
from engine.vocabulary.fields import Submission
from engine.vocabulary.files import FileReading, RegisterRow
from engine.vocabulary.findings import Finding


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict on some files: a register row each, and all findings."""

    files: tuple[RegisterRow, ...]
    findings: tuple[Finding, ...]
    unusable: bool


def check(paths: Sequence[Path], rulebook: Rulebook) -> Checked:
    """Judge files and folders without choosing between submissions; a file is judged by its own period."""
    readings = read_paths(paths, rulebook, PATIENCE)
    by_period: defaultdict[str, list[Submission]] = defaultdict(list)
    for reading in readings:
        if reading.submission is not None:
            by_period[reading.submission.period_id].append(reading.submission)
    judged = [
        finding
        for period_id, submissions in sorted(by_period.items())
        for finding in validate(submissions, rulebook, rulebook.periods[period_id])
    ]
    for reading in readings:
        if (sent := reading.transmittal) is not None and (period := rulebook.periods.get(sent.period_id)):
            judged += judged_transmittal(sent, rulebook, period, None)
            judged += doubts(told_by([sent], rulebook, period)).get(sent.path, ())
    findings = sorted(
        [*judged, *(each for reading in readings for each in reading.findings)], key=lambda each: each.sort_key
    )
    return Checked(
        files=tuple(_row(reading, findings, rulebook) for reading in readings),
        findings=tuple(findings),
        unusable=any(not reading.usable for reading in readings),
    )


def _row(reading: FileReading, findings: Sequence[Finding], rulebook: Rulebook) -> RegisterRow:
    return register_row(reading, [each for each in findings if each.path == reading.path], rulebook)
