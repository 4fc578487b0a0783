"""What district staff decided by hand about the files sent: errors waived, places exempt, and decisions in vain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from engine.consolidation.expected import decisions_of, owes_report
from engine.consolidation.frames import frame_of
from engine.consolidation.result import DECISIONS
from engine.rulebook.model import Decision, Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Submission
from engine.vocabulary.files import FileStatus, RegisterRow
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.messages import found

#: Where the findings about decisions that apply to nothing stand: no file that came by mail is at fault.
DECISIONS_FILE = "rules/decisions.csv"
#: Code of the finding that says that a report counts with its errors.
ACCEPTED = "E10"
#: Codes of the findings about decisions that apply to nothing.
IN_VAIN = frozenset({"E11", "E12", "E13", "E14", "E16", "E17", "E18", "E19"})
#: Codes of what cannot be in the numbers of a place that a transmittal tells of.
DOUBTS = frozenset({"G39", "G43"})
_COUNTED = {FileStatus.ACCEPTED, FileStatus.WARNED}


@dataclass(frozen=True, slots=True)
class Sent:
    """A file recognised as its place's form for the period, and what became of it.

    ``revision`` is None where not even that is known; ``readable`` tells whether anything could be read from it.
    """

    row: RegisterRow
    readable: bool

    def meant_by(self, decision: Decision) -> bool:
        """Tell whether a decision is about this file: about any of its place's, or about its revision."""
        revision = self.row.revision
        return self.row.place_id == decision.place_id and (
            decision.revision is None or revision == decision.revision or (revision is None and not self.readable)
        )


def blocks(finding: Finding) -> bool:
    """Tell whether a finding keeps its file out of the totals: an error that nobody has settled.

    Errors in the numbers of one place do not keep out the transmittal that tells of many.
    """
    return finding.severity is Severity.ERROR and finding.is_open and finding.code not in DOUBTS


def decided(
    submission: Submission, findings: Sequence[Finding], rulebook: Rulebook, period: Period
) -> tuple[Finding, ...]:
    """The findings of a submission after what was decided about it.

    A decision ``accept`` about its place, and its revision or any, waives every open error, with the decision's basis
    as explanation (withheld from the region), and E10 says so. What could not be read
    stays unread: a missing value is not zero.
    """
    errors = sum(blocks(each) for each in findings)
    decision = _accepting(submission, rulebook, period)
    if decision is None or not errors:
        return tuple(findings)
    said = found(
        ACCEPTED,
        submission.path,
        place_id=submission.place_id,
        errors=errors,
        decided_on=day(decision.decided_on),
        basis=decision.basis.removesuffix("."),
        decided_by=decision.decided_by.removesuffix("."),
    )
    return (*(_waived(each, decision) if blocks(each) else each for each in findings), said)


def _accepting(submission: Submission, rulebook: Rulebook, period: Period) -> Decision | None:
    """The decision to accept a submission; one about its very revision goes before one about any."""
    accepting = [
        each
        for each in decisions_of(rulebook, period)
        if each.decision == "accept"
        and each.place_id == submission.place_id
        and each.revision in {None, submission.revision}
    ]
    return max(accepting, key=lambda each: each.revision is not None, default=None)


def _waived(finding: Finding, decision: Decision) -> Finding:
    return finding.with_(state=FindingState.WAIVED, explanation=decision.basis, withheld=True)


def exempting(rulebook: Rulebook, period: Period) -> dict[str, Decision]:
    """The decisions that exempt places from reporting, by place id."""
    return {each.place_id: each for each in decisions_of(rulebook, period) if each.decision == "exempt"}


def in_vain(sent: Iterable[Sent], rulebook: Rulebook, period: Period) -> Iterator[Finding]:
    """A finding for every decision about a period that applies to nothing.

    E11 there is no report to accept · E12 not that revision of it · E13 it has no errors · E14 a newer one has replaced
    it · E19 nothing could be read from it · E16 exempted or extended is what is not expected anyway · E17 typed in by
    the district, and E18 received as a signed copy, is a report of which there is no file.
    """
    files = list(sent)
    for decision in decisions_of(rulebook, period):
        of_place = [each for each in files if each.row.place_id == decision.place_id]
        owes = owes_report(rulebook, decision.place_id, period)
        if (code := _why_in_vain(decision, of_place, owes=owes)) is not None:
            yield found(
                code,
                DECISIONS_FILE,
                place_id=decision.place_id,
                place=rulebook.registry[decision.place_id].name,
                decision=decision_key(decision.decision, decision.revision),
                decided_on=day(decision.decided_on),
                revision=decision.revision,
                there=", ".join(str(each) for each in _revisions(of_place)),
            )


def decision_key(decision: str, revision: int | None, until: date | None = None) -> str:
    """What tells a decision from the others about its place and period: «accept», «accept/1», «extend/2025-01-24»."""
    return "/".join(str(each) for each in (decision, revision, until) if each is not None)


def why_in_vain(findings: Iterable[Finding]) -> Mapping[tuple[str, str], Finding]:
    """The findings about decisions that apply to nothing, by place id and `decision_key`."""
    return {
        (each.place_id, each.facts["decision"]): each
        for each in findings
        if each.path == DECISIONS_FILE and each.place_id is not None and "decision" in each.facts
    }


def decisions_frame(rulebook: Rulebook, period: Period, findings: Iterable[Finding]) -> pd.DataFrame:
    """One row per decision about a period, by place; ``code`` is that of the finding where it applies to nothing."""
    vain, registry = why_in_vain(findings), rulebook.registry
    rows = []
    for each in sorted(decisions_of(rulebook, period), key=lambda taken: taken.place_id):
        district = registry.district_of(each.place_id)
        finding = vain.get((each.place_id, decision_key(each.decision, each.revision)))
        rows.append(
            (
                each.period,
                district.id if district else None,
                each.place_id,
                each.decision,
                each.revision,
                each.basis,
                each.decided_by,
                each.decided_on,
                each.until,
                None if finding is None else finding.code,
            )
        )
    return frame_of(rows, DECISIONS)


def _revisions(of_place: Iterable[Sent]) -> list[int]:
    return sorted({each.row.revision for each in of_place if each.row.revision is not None})


def _why_in_vain(decision: Decision, of_place: Sequence[Sent], *, owes: bool) -> str | None:
    meant = [each for each in of_place if each.meant_by(decision)]
    match decision.decision:
        case "accept":
            return _why_not_accepted(of_place, meant)
        case "exempt" | "extend":
            return None if owes else "E16"
        case "entered_by_district":
            return None if meant else "E17"
        case "signed_copy":
            return None if meant else "E18"


def _why_not_accepted(of_place: Sequence[Sent], meant: Sequence[Sent]) -> str | None:
    if not meant:
        return "E12" if of_place else "E11"
    if any(ACCEPTED in each.row.codes for each in meant):
        return None
    if any(each.row.status in _COUNTED for each in meant):
        return "E13"
    return "E14" if any(each.readable for each in meant) else "E19"
