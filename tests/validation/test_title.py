"""Title fields."""

from __future__ import annotations

from support.filled_forms import submission

from engine.rulebook.rulebook import Rulebook
from engine.validation.filled import filled_in
from engine.validation.title import title_findings
from engine.vocabulary.fields import Submission, Value
from engine.vocabulary.findings import Finding, Severity


def findings_of(rulebook: Rulebook, school: Submission) -> list[Finding]:
    (batch,) = filled_in([school], rulebook, rulebook.periods["2024"])
    return list(title_findings(batch, batch[0].form))


def test_a_blank_curator_is_a_warning(rulebook: Rulebook) -> None:
    (finding,) = findings_of(rulebook, submission(rulebook, {"006": None}))
    assert (finding.cell, finding.code, finding.severity) == ("C6", "V45", Severity.WARNING)


def test_optional_and_printed_fields_may_be_blank(rulebook: Rulebook) -> None:
    assert findings_of(rulebook, submission(rulebook, {"001": None, "007": None, "011": None})) == []


def test_no_mentoring_contradicts_participants(rulebook: Rulebook) -> None:
    (finding,) = findings_of(rulebook, submission(rulebook, {"013": "да"}))
    assert (finding.cell, finding.code, finding.severity) == ("C13", "V44", Severity.ERROR)
    assert "C301" in [cell.address for cell in finding.also]


def test_no_mentoring_with_zeros_below_is_fine(rulebook: Rulebook) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    zeros: dict[str, Value] = {str(field.address): 0 for field in form.counts if field.zero_if is not None}
    assert findings_of(rulebook, submission(rulebook, zeros | {"013": "да"})) == []
    assert findings_of(rulebook, submission(rulebook, {"013": "нет"})) == []
