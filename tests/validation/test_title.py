"""Title fields."""

from __future__ import annotations

from support.filled_forms import submission

from engine.rulebook.rulebook import Rulebook
from engine.validation.filled import filled_in
from engine.validation.title import title_findings
from engine.vocabulary.fields import Submission
from engine.vocabulary.findings import Finding, Severity


def findings_of(rulebook: Rulebook, school: Submission) -> list[Finding]:
    (batch,) = filled_in([school], rulebook, rulebook.periods["2024"])
    return list(title_findings(batch, batch[0].form))


def test_a_blank_curator_is_a_warning(rulebook: Rulebook) -> None:
    (finding,) = findings_of(rulebook, submission(rulebook, {"006": None}))
    assert (finding.cell, finding.code, finding.severity) == ("C6", "V45", Severity.WARNING)


def test_optional_and_printed_fields_may_be_blank(rulebook: Rulebook) -> None:
    assert findings_of(rulebook, submission(rulebook, {"001": None, "007": None, "011": None})) == []


def test_what_contradicts_no_mentoring_is_left_to_intake_which_says_it_once(rulebook: Rulebook) -> None:
    assert findings_of(rulebook, submission(rulebook, {"013": "да"})) == []
    assert findings_of(rulebook, submission(rulebook, {"013": "нет"})) == []
