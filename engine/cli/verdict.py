"""Files and findings as lines for the terminal, and the exit code that they call for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from engine.cli.exitcodes import DONE, FINDINGS, UNUSABLE_FILES
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileStatus, RegisterRow
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.messages import sentence, what

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
_SETTLED_SIGN = "~"
_SETTLED = {
    "ru": {FindingState.EXPLAINED: "Пояснение", FindingState.WAIVED: "Снято решением"},
    "en": {FindingState.EXPLAINED: "Explanation", FindingState.WAIVED: "Waived by decision"},
}


def code_of(findings: Sequence[Finding], fail_on: str, *, unusable: bool) -> int:
    """The exit code: 3 for files that could not be used as files, 1 for findings at or above ``fail_on``, else 0.

    A finding that is explained, or waived by a decision, asks for nothing and fails nothing.
    """
    return code_for({each.severity for each in findings if each.is_open}, fail_on, unusable=unusable)


def code_for(severities: Collection[Severity], fail_on: str, *, unusable: bool) -> int:
    """The same from the ``severities`` that open findings have."""
    if unusable:
        return UNUSABLE_FILES
    failing = {"error": {Severity.ERROR}, "warning": {Severity.ERROR, Severity.WARNING}, "never": set()}[fail_on]
    return DONE if failing.isdisjoint(severities) else FINDINGS


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
                sign = _SIGN[finding.severity] if finding.is_open else _SETTLED_SIGN
                yield f"  {sign} {finding.code} {where}{_said(finding, lang)}"


def _said(finding: Finding, lang: str) -> str:
    """What was found and what to do about it; what is settled asks for nothing, and says by which words."""
    if finding.is_open:
        return sentence(finding, lang)
    return f"{what(finding, lang)} {_SETTLED[lang][finding.state]}: {finding.explanation}"
