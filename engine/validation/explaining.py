"""What curators wrote beside control relations, laid against what these found: what is explained and what is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from engine.rulebook.model import Control
from engine.rulebook.rulebook import Rulebook
from engine.validation.namewords import familiar_words
from engine.validation.withholding import looks_personal
from engine.vocabulary.explanations import given_for, has_words, same_words
from engine.vocabulary.fields import Explanation, Submission
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.messages import found

_NOTHING_TO_EXPLAIN = {"E01", "E02", "E05"}


def explained(
    findings: Iterable[Finding], submissions: Iterable[Submission], rulebook: Rulebook
) -> tuple[Finding, ...]:
    """The findings with explanations laid against them, and what is to be said about these, in no particular order.

    All findings of a relation in one submission are explained by one text, where the rules allow it: a warning whose
    control relation is open to explanations. A text that a return already held counts only as long as the numbers are
    those that it was given for: the fingerprint of exactly these findings (vocabulary.explanations).

    Args:
        findings: all that was found, each once.
        submissions: those that were judged; nobody else's explanations are looked at.
        rulebook: says which relations can be explained.

    Returns:
        Findings as they were, or EXPLAINED with the text; beside them E01 nothing to explain, E02 an error is not
        lifted, E03 looks like personal data, E04 given for other numbers, E05 the relation takes no explanations, E06
        it has no words. Each stands at the explanation's own cell and, but for E03, keeps the text, so that nothing is
        lost; of a lone dash where nothing is to be explained nothing is said.
    """
    submissions = list(submissions)
    by_control: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_control[finding.path, finding.code].append(finding)
    controls = {control.id: control for control in rulebook.controls}
    said: list[Finding] = []
    told = any(submission.explanations for submission in submissions)
    familiar = familiar_words(place.name for place in rulebook.registry.places.values()) if told else frozenset()
    for submission in submissions:
        for explanation in _given(submission, controls):
            key = submission.path, explanation.control
            control, withheld = controls[explanation.control], looks_personal(explanation.text, familiar)
            by_control[key], notes = _judged(explanation, by_control[key], control, submission, withheld=withheld)
            said += notes
    return (*(each for group in by_control.values() for each in group), *said)


def _given(submission: Submission, controls: Mapping[str, Control]) -> Iterator[Explanation]:
    """Explanations with something in them, of relations that the rules know."""
    return (each for each in submission.explanations if each.control in controls and each.text.strip())


def _judged(
    explanation: Explanation, broken: Sequence[Finding], control: Control, submission: Submission, *, withheld: bool
) -> tuple[list[Finding], list[Finding]]:
    """The findings of one relation in one submission after its explanation, and what is to be said about that."""
    notes = [_note("E03", explanation, control, submission)] if withheld else []
    if (why := _why_not(explanation, broken, control)) is not None:
        if why in _NOTHING_TO_EXPLAIN and not any(each.isalnum() for each in explanation.text):
            return [*broken], []
        note = _note(why, explanation, control, submission)
        return [*broken], [note.with_(explanation=explanation.text, withheld=withheld), *notes]
    return [
        each.with_(state=FindingState.EXPLAINED, explanation=explanation.text, withheld=withheld) for each in broken
    ], notes


def _why_not(explanation: Explanation, broken: Sequence[Finding], control: Control) -> str | None:
    """The code that says why an explanation explains nothing; None where it counts."""
    if not broken:
        return "E01"
    if any(each.severity is Severity.ERROR for each in broken):
        return "E02"
    if not control.explanation_allowed:
        return "E05"
    if not has_words(explanation.text):
        return "E06"
    return "E04" if _left_as_it_was(explanation) and explanation.given_for != given_for(broken) else None


def _left_as_it_was(explanation: Explanation) -> bool:
    given = explanation.given_text
    return given is not None and same_words(given, explanation.text)


def _note(code: str, explanation: Explanation, control: Control, submission: Submission) -> Finding:
    return found(
        code,
        submission.path,
        place_id=submission.place_id,
        sheet=explanation.sheet,
        cell=explanation.cell,
        control=control.id,
        title=control.title,
    )
