"""Practices."""

from __future__ import annotations

from support.filled_forms import submission

from engine.rulebook.rulebook import Rulebook
from engine.validation.filled import filled_in
from engine.validation.practices import practice_findings
from engine.vocabulary.fields import Submission
from engine.vocabulary.findings import Finding


def findings_of(rulebook: Rulebook, school: Submission) -> list[Finding]:
    (batch,) = filled_in([school], rulebook, rulebook.periods["2024"])
    return list(practice_findings(batch, batch[0].form))


def test_a_line_that_is_begun_needs_a_name(rulebook: Rulebook) -> None:
    (finding,) = findings_of(
        rulebook, submission(rulebook, {"801": "Равный – равному", "802.3": "https://example.org"})
    )
    assert (finding.cell, finding.code, [cell.address for cell in finding.also]) == ("C802", "V48", ["E802"])


def test_blank_lines_are_nobodys_fault(rulebook: Rulebook) -> None:
    assert findings_of(rulebook, submission(rulebook)) == []
