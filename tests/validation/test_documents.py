"""Section 6."""

from __future__ import annotations

from support.filled_forms import submission

from engine.rulebook.rulebook import Rulebook
from engine.validation.documents import document_findings
from engine.validation.filled import filled_in
from engine.vocabulary.fields import Submission
from engine.vocabulary.findings import Finding


def findings_of(rulebook: Rulebook, school: Submission) -> list[Finding]:
    (batch,) = filled_in([school], rulebook, rulebook.periods["2024"])
    return list(document_findings(batch, batch[0].form))


def test_each_document_asks_for_an_answer(rulebook: Rulebook) -> None:
    findings = findings_of(rulebook, submission(rulebook, {"601": None, "607": None}))
    assert [(finding.cell, finding.code) for finding in findings] == [("C601", "V46"), ("C607", "V46")]


def test_details_need_a_document(rulebook: Rulebook) -> None:
    changed = submission(
        rulebook, {"602": "нет", "602.2": "№ 5", "602.3": "https://example.org", "603": "да", "603.2": "№ 6"}
    )
    (finding,) = findings_of(rulebook, changed)
    assert (finding.cell, finding.code, [cell.address for cell in finding.also]) == ("C602", "V49", ["D602", "E602"])


def test_an_unreadable_answer_is_not_called_missing(rulebook: Rulebook) -> None:
    assert findings_of(rulebook, submission(rulebook, unreadable=["601"])) == []
