"""Files and findings as lines for the terminal, and the exit code that they call for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.cli.exitcodes import DONE, FINDINGS, UNUSABLE_FILES
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileStatus, RegisterRow
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.messages import sentence

_STATUS = {
    "ru": {
        FileStatus.ACCEPTED: "принят",
        FileStatus.WARNED: "принят с предупреждениями",
        FileStatus.REJECTED: "НЕ ПРИНЯТ",
        FileStatus.SUPERSEDED: "заменён более новым",
        FileStatus.DUPLICATE: "повтор",
        FileStatus.IGNORED: "не учитывается",
    },
    "en": {status: str(status) for status in FileStatus},
}
_SIGN = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}


def code_of(findings: Sequence[Finding], fail_on: str, *, unusable: bool) -> int:
    """The exit code: 3 for files that could not be used as files, 1 for findings at or above ``fail_on``, else 0."""
    if unusable:
        return UNUSABLE_FILES
    failing = {"error": {Severity.ERROR}, "warning": {Severity.ERROR, Severity.WARNING}, "never": set()}[fail_on]
    return FINDINGS if any(finding.severity in failing for finding in findings) else DONE


def finding_lines(
    files: Sequence[RegisterRow], findings: Sequence[Finding], rulebook: Rulebook, lang: str
) -> Iterator[str]:
    """One block per file: its verdict, then each problem with its cell and its remedy."""
    for row in files:
        place = rulebook.registry.places.get(row.place_id or "")
        yield f"{row.path}{f' ({place.name})' if place else ''}: {_STATUS[lang][row.status]}"
        for finding in findings:
            if finding.path == row.path:
                where = f"{finding.sheet}!{finding.cell}: " if finding.cell else ""
                yield f"  {_SIGN[finding.severity]} {finding.code} {where}{sentence(finding, lang)}"
