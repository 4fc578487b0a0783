"""The form that goes back to be put right: a fresh form with the sender's values in it and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.report.returnproblems import explainable_of, problems_of
from engine.report.returnvalues import carried
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, district_content, school_content
from engine.template.returned import Returned
from engine.vocabulary.explanations import given_for, same_words
from engine.vocabulary.fields import Explanation, Submission
from engine.vocabulary.findings import Finding


def return_of(submission: Submission, findings: Iterable[Finding], rulebook: Rulebook, period: Period) -> FormContent:
    """The return of a submission: the place's current form of the period, revision raised by one.

    The form is written anew and never the sender's file saved again: formulas, links, macros and broken parts stay
    behind. Read back as it is, it holds the submission's values (but line 011, which is blank) and its explanations.

    Args:
        submission: what was sent.
        findings: all findings of its file, settled ones included.
        rulebook: the rules.
        period: the period of the submission.
    """
    about = [each for each in findings if each.path == submission.path]
    content = fresh_form(submission.form, submission.place_id, rulebook, period)
    moved = carried(submission, content)
    explanations = [each for each in submission.explanations if each.control in explainable_of(content)]
    returned = Returned(
        problems=problems_of(about, moved, submission, content),
        explanations={each.control: each.text for each in explanations},
        given_for={each.control: _given_for(each, about) for each in explanations},
        received_on=submission.received_on,
    )
    return replace(content, values=moved.values, revision=submission.revision + 1, returned=returned)


def fresh_form(form: str, place_id: str, rulebook: Rulebook, period: Period) -> FormContent:
    """The prefilled form of a place on its level's form ("school", "district")."""
    make = district_content if form == "district" else school_content
    return make(rulebook, period, place_id)


def _given_for(explanation: Explanation, findings: Sequence[Finding]) -> str:
    """What numbers a text was given for: one that was left as it stood in an earlier return stays given for those."""
    given = explanation.given_text
    if given is not None and explanation.given_for is not None and same_words(given, explanation.text):
        return explanation.given_for
    return given_for(each for each in findings if each.code == explanation.control)
