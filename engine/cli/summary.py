"""A finished run in a few lines: what was asked, who answered, what is overdue, where the workbooks are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from engine.cli.askedwords import asked_lines
from engine.cli.calling import called
from engine.cli.sentup import sent_up_lines
from engine.cli.summarywords import WORDS
from engine.consolidation.decisions import DECISIONS_FILE
from engine.consolidation.expected import exempt_places
from engine.consolidation.transmitted import with_transmittals
from engine.pipeline.consolidation import Run
from engine.report import wording
from engine.report.documents.files import LETTER, LETTER_TEMPLATE, MEMO, MEMO_TEMPLATE
from engine.report.texts import number_text
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Finding
from engine.vocabulary.language import speaking, tr

#: Names of places that one line of the summary shows before «и ещё …».
_SHOWN = 8
_OVERDUE_SHOWN = 5
#: Kinds of outputs that are in Russian whatever the language of the run.
_RUSSIAN = frozenset({"document", "letter", "return"})
#: Kinds of change that are told one by one; the others only follow from them.
_CHANGES = ("new", "withdrawn", "corrected", "decision_new", "decision_withdrawn")


def summary_lines(run: Run, rulebook: Rulebook, lang: str, root: Path = Path()) -> Iterator[str]:
    """The result for people, what to do next last; ``root`` is the workspace as it was given."""
    with speaking(lang):
        lines = list(_lines(run, rulebook, lang, root))
    yield from lines


def _lines(run: Run, rulebook: Rulebook, lang: str, root: Path) -> Iterator[str]:
    words = WORDS[lang]
    yield from asked_lines(run.asked, lang)
    yield _files_line(run, words)
    yield from sent_up_lines(run.consolidation, rulebook, lang, lambda names: _listed(names, words))
    yield from _places_lines(run.consolidation.completeness, rulebook, words)
    yield from _overdue_lines(run.consolidation.activities, rulebook, words)
    yield from _unknown_line(run.consolidation.activities, words)
    yield from _decisions_lines(run, rulebook, words)
    yield _findings_line(run.consolidation.findings, words)
    yield from _changes_line(run, words, root)
    for wanted, written in run.renamed.items():
        yield words["renamed"].format(wanted=wanted, written=written)
    yield from _correspondence_lines(run, words)
    yield words["districts"].format(folder=run.folder)
    if transmittals := sum(output["kind"] == "district_transmittal" for output in run.contents["outputs"]):
        yield words["transmittals"].format(number=transmittals)
    for output in run.contents["outputs"]:
        if output["kind"] == "region_workbook":
            yield words["region"].format(path=run.folder / output["path"])
    yield from _documents_lines(run, words)
    if "russian" in words and any(output["kind"] in _RUSSIAN for output in run.contents["outputs"]):
        yield words["russian"]
    yield _next_line(run, words, root)


def _documents_lines(run: Run, words: dict[str, str]) -> Iterator[str]:
    """Where the Word documents are, and how many were not written; what is wrong with a template is told apart."""
    outputs = run.contents["outputs"]
    kinds = Counter(output["kind"] for output in outputs)
    names = [output["path"] for output in outputs if output["kind"] == "document"]
    faulty = {fault.file for fault in run.template_faults}
    for name, kind, template, wanted in (
        ("memos", MEMO, MEMO_TEMPLATE, kinds["district_workbook"] + kinds["region_workbook"]),
        ("covering_letters", LETTER, LETTER_TEMPLATE, kinds["district_transmittal"]),
    ):
        written = sum(kind in each.casefold() for each in names)
        if written:
            yield words[name].format(number=written, folder=run.folder / "documents")
        if template in faulty and (missing := wanted - written) > 0:
            yield words[f"no_{name}"].format(number=missing, template=template)


def _files_line(run: Run, words: dict[str, str]) -> str:
    statuses = run.contents["counts"]["files"]
    counted = statuses.get("accepted", 0) + statuses.get("warned", 0)
    found, rejected = sum(statuses.values()), statuses.get("rejected", 0)
    return words["files"].format(found=found, counted=counted, rejected=rejected, other=found - counted - rejected)


def _places_lines(completeness: pd.DataFrame, rulebook: Rulebook, words: dict[str, str]) -> Iterator[str]:
    reported = completeness["status"].isin(["on_time", "late", "reported"])
    yield words["reported"].format(reported=int(reported.sum()), expected=len(completeness))
    for status in ("silent", "late", "with_errors"):
        ids = list(completeness.loc[completeness["status"] == status, "place_id"])
        if ids:
            names = _listed([rulebook.registry[place_id].name for place_id in ids], words)
            yield words[status].format(number=len(ids), names=names)


def _overdue_lines(activities: pd.DataFrame, rulebook: Rulebook, words: dict[str, str]) -> Iterator[str]:
    """How many activities are overdue, and the longest overdue ones, a line each."""
    overdue = activities[activities["status"] == "overdue"].sort_values("days_overdue", ascending=False, kind="stable")
    if overdue.empty:
        yield words["no_overdue"]
        return
    yield words["overdue"].format(number=len(overdue))
    for row in overdue.head(_OVERDUE_SHOWN).itertuples():
        place = rulebook.registry[str(row.place_id)].name
        days = number_text(int(str(row.days_overdue)))
        yield words["overdue_item"].format(place=place, activity=row.activity, days=days)
    if (more := len(overdue) - _OVERDUE_SHOWN) > 0:
        yield words["overdue_more"].format(number=more, sheet=tr(wording.OVERDUE))


def _unknown_line(activities: pd.DataFrame, words: dict[str, str]) -> Iterator[str]:
    past = (activities["status"] == "unknown") & activities["days_overdue"].notna()
    if past.any():
        yield words["unknown"].format(number=int(past.sum()))


def _decisions_lines(run: Run, rulebook: Rulebook, words: dict[str, str]) -> Iterator[str]:
    exempt = sorted(exempt_places(with_transmittals(rulebook, run.consolidation), run.asked.period))
    if exempt:
        names = _listed([rulebook.registry[place_id].name for place_id in exempt], words)
        yield words["exempt"].format(number=len(exempt), names=names)
    in_vain = [each for each in run.consolidation.findings if each.path == DECISIONS_FILE]
    if in_vain:
        yield words["in_vain"].format(number=len(in_vain), sheet=tr(wording.ABOUT))


def _findings_line(findings: Iterable[Finding], words: dict[str, str]) -> str:
    """How many findings are open, and how many were settled one way or the other."""
    counted = Counter(str(each.severity if each.is_open else each.state) for each in findings)
    settled = {
        state: words[state].format(number=counted[state]) if counted[state] else "" for state in ("explained", "waived")
    }
    counts = {"errors": counted["error"], "warnings": counted["warning"], "sheet": tr(wording.FINDINGS)}
    return words["findings"].format(**counts, **settled)


def _changes_line(run: Run, words: dict[str, str], root: Path) -> Iterator[str]:
    """What changed since the period was closed, in short; nothing where it never was."""
    closed = run.consolidation.closed
    if closed is None:
        return
    found = Counter(run.consolidation.changes["change"])
    if not found:
        yield words["unchanged"].format(version=closed.version)
        return
    parts = [words[kind].format(number=found[kind]) for kind in _CHANGES if found[kind]]
    if not parts:
        parts = [words["others"].format(number=found.total())]
    command = called("close", root, _other_period(run))
    said = {"version": closed.version, "what": ", ".join(parts), "command": command}
    yield words["changed"].format(sheet=tr(wording.CHANGES_SHEET), **said)


def _next_line(run: Run, words: dict[str, str], root: Path) -> str:
    """What the district does next: letters where there are any, decisions, the closing."""
    letters = any(output["kind"] == "letter" for output in run.contents["outputs"])
    steps = [
        *([words["send"]] if letters else []),
        words["decide"].format(command=called("decide", root)),
        words["close"].format(command=called("close", root, _other_period(run))),
    ]
    return words["next"].format(steps="; ".join(steps))


def _other_period(run: Run) -> str | None:
    return None if run.asked.period_by_default else run.asked.period.id


def _correspondence_lines(run: Run, words: dict[str, str]) -> Iterator[str]:
    for kind, line in (("return", "returns"), ("letter", "letters")):
        places = {output["place_id"] for output in run.contents["outputs"] if output["kind"] == kind}
        if places:
            yield words[line].format(number=len(places), folder=run.folder / line)
    if run.unaddressed:
        yield words["unaddressed"].format(number=len(run.unaddressed))


def _listed(items: Sequence[str], words: dict[str, str]) -> str:
    more = len(items) - _SHOWN
    return ", ".join(items[:_SHOWN]) + (words["more"].format(number=more) if more > 0 else "")
