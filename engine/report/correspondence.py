"""Returns and letters of a run: who gets which, each form written once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from engine.consolidation.decisions import blocks
from engine.consolidation.result import Consolidation
from engine.consolidation.selection import recognised
from engine.report.drafts import draft_bytes, text_bytes
from engine.report.index import rows_of
from engine.report.letters import Occasion, Reason, letter_name, letter_of
from engine.report.names import transmittal_name
from engine.report.returns import fresh_form, return_of
from engine.report.sentup import missing
from engine.report.workbooks import Output
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, form_file_name
from engine.template.returned import Problem
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, Submission
from engine.vocabulary.files import FileReading, FileStatus
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.messages import what
from engine.vocabulary.transmittal import TRANSMITTAL

#: Which submissions go back to their senders.
Returning = Literal["rejected", "warned", "none"]

_EMAIL = Address("009")
_Key = tuple[str, str]
_Written = tuple[tuple[Output, ...], bool]


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What was written; ``unaddressed`` are ids of places whose letter has no receiver, since no address is known."""

    outputs: tuple[Output, ...]
    unaddressed: tuple[str, ...]


def write_correspondence(
    folder: Path,
    readings: Sequence[FileReading],
    consolidation: Consolidation,
    rulebook: Rulebook,
    *,
    returning: Returning = "rejected",
    lacking: Collection[str] | None = None,
    prefilled: Callable[[FormContent], bytes] | None = None,
) -> Correspondence:
    """Write returns/<district_id>/ and letters/<district_id>/ into ``folder``: the same bytes for the same run.

    ``consolidation`` is the whole or a district's slice, ``readings`` its files. ``lacking`` are the districts whose
    transmittal is missing, which only the whole tells (None: this is the whole).

    Rejected submissions go back, with "warned" also those that count and have open warnings. Letters go to those and
    to places whose form is not there (of a district whose transmittal is missing only to the district, also where it
    owes no form), with their prefilled form, which ``prefilled`` may have at hand (None: each is written now).
    """
    if returning == "none":
        return Correspondence((), ())
    missed = {each.district_id for each in missing(consolidation)} if lacking is None else set(lacking)
    occasions = list(_occasions(readings, consolidation, rulebook, returning, missed))
    written = [_write(each, folder, rulebook, prefilled or written_form) for each in occasions]
    outputs = tuple(output for each, _ in written for output in each)
    is_addressed = (addressed for _, addressed in written)
    unaddressed = (each.place.id for each, known in zip(occasions, is_addressed, strict=True) if not known)
    return Correspondence(outputs, tuple(dict.fromkeys(unaddressed)))


def written_form(content: FormContent) -> bytes:
    """A form as bytes, written now."""
    stream = BytesIO()
    write_form(stream, content)
    return stream.getvalue()


def _occasions(
    readings: Sequence[FileReading],
    consolidation: Consolidation,
    rulebook: Rulebook,
    returning: Returning,
    lacking: Collection[str],
) -> Iterator[Occasion]:
    """Who is written to and why, by place."""
    returns = _returns(readings, consolidation, rulebook, returning)
    others = _told_by_districts(readings, consolidation)
    for row in rows_of(consolidation.completeness):
        if (row.place_id, row.form) in others or (row.district_id in lacking and row.place_id != row.district_id):
            continue
        place, due_on = rulebook.registry[row.place_id], row.due_on
        if (sent := returns.get((row.place_id, row.form))) is not None:
            submission, content = sent
            rejected = any(each.severity is Severity.ERROR for each in _problems(content))
            reason: Reason = "warned" if not rejected else "rejected" if row.status == "with_errors" else "newer"
            path = f"returns/{_district_id(row.place_id, rulebook)}/{form_file_name(content)}"
            email = submission.get(_EMAIL.line, _EMAIL.column)
            yield Occasion(place, reason, content, due_on, path, curator=email if isinstance(email, str) else None)
        elif row.status in {"silent", "with_errors"}:
            content = fresh_form(row.form, row.place_id, rulebook, consolidation.period)
            if row.status == "silent":
                wanted = transmittal_name(place, consolidation.period) if row.place_id in lacking else None
                yield Occasion(place, "silent", content, due_on, transmittal=wanted)
            else:
                said = _said((row.place_id, row.form), readings, consolidation)
                yield Occasion(place, "unread", content, due_on, said=said)
    yield from _unsent(lacking, readings, consolidation, rulebook)


def _unsent(
    lacking: Iterable[str], readings: Sequence[FileReading], consolidation: Consolidation, rulebook: Rulebook
) -> Iterator[Occasion]:
    """Districts of those ``lacking`` that owe no form with which they would be asked for their transmittal too.

    One whose transmittal was refused is not among them: the finding says what to ask for.
    """
    period = consolidation.period
    owing = {row.place_id for row in rows_of(consolidation.completeness)}
    refused = {each.place_id for each in readings if each.form == TRANSMITTAL and each.period_id == period.id}
    for district_id in sorted(set(lacking) - owing - refused):
        place, content = rulebook.registry[district_id], fresh_form("district", district_id, rulebook, period)
        yield Occasion(place, "unsent", content, period.due_districts, transmittal=transmittal_name(place, period))


def _told_by_districts(readings: Sequence[FileReading], consolidation: Consolidation) -> frozenset[_Key]:
    """Reports that districts answer for which sent a transmittal, a refused one too: their places are written to there.

    A report whose file is judged here, since the transmittal does not tell of its place, is not among them.
    """
    period = consolidation.period
    districts = {each.place_id for each in readings if each.form == TRANSMITTAL and each.period_id == period.id}
    set_aside = {row.path for row in consolidation.register if row.status is FileStatus.SUPERSEDED}
    judged = {recognised(each, period) for each in readings if each.path not in set_aside}
    rows = rows_of(consolidation.completeness)
    return frozenset((row.place_id, row.form) for row in rows if row.district_id in districts) - judged


def _returns(
    readings: Sequence[FileReading], consolidation: Consolidation, rulebook: Rulebook, returning: Returning
) -> dict[_Key, tuple[Submission, FormContent]]:
    """The returns by place and form: of the rejected submission, else of the one that counts with open warnings."""
    status = {row.path: row.status for row in consolidation.register}
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in consolidation.findings:
        findings[finding.path].append(finding)
    sent = [each.submission for each in readings if each.submission is not None]
    going_back = {
        (each.place_id, each.form): each
        for wanted in ([FileStatus.WARNED] if returning == "warned" else []) + [FileStatus.REJECTED]
        for each in sent
        if status[each.path] is wanted
    }
    made = {
        key: (each, return_of(each, findings[each.path], rulebook, consolidation.period))
        for key, each in going_back.items()
    }
    return {key: (each, content) for key, (each, content) in made.items() if _problems(content)}


def _problems(content: FormContent) -> tuple[Problem, ...]:
    return () if content.returned is None else content.returned.problems


def _said(key: _Key, readings: Sequence[FileReading], consolidation: Consolidation) -> tuple[str, ...]:
    """What is wrong with the files of a place from which no report could be taken, each thing once."""
    paths = {each.path for each in readings if recognised(each, consolidation.period) == key}
    faults = (each for each in consolidation.findings if each.path in paths and blocks(each))
    return tuple(dict.fromkeys(what(each) for each in faults))


def _district_id(place_id: str, rulebook: Rulebook) -> str:
    district = rulebook.registry.district_of(place_id)
    return place_id if district is None else district.id


def _write(occasion: Occasion, folder: Path, rulebook: Rulebook, prefilled: Callable[[FormContent], bytes]) -> _Written:
    """Write one place's form, as a return or only into the draft, and its letter; tell whether that has a receiver."""
    place_id, returned_as = occasion.place.id, occasion.attached_path
    letter = letter_of(occasion, rulebook)
    form = b""
    if letter.attached_as is not None:
        form = prefilled(occasion.content) if returned_as is None else written_form(occasion.content)
    stem = f"letters/{_district_id(place_id, rulebook)}/{letter_name(occasion)}"
    letters = {f"{stem}.txt": text_bytes(letter), f"{stem}.eml": draft_bytes(letter, form)}
    returns = {} if returned_as is None else {returned_as: form}
    for path, content in (returns | letters).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    kinds = dict.fromkeys(returns, "return") | dict.fromkeys(letters, "letter")
    return tuple(Output(kind, place_id, path) for path, kind in kinds.items()), letter.to is not None
