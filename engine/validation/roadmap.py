"""The table of roadmap lines: a status for each, and dates that agree with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from engine.rulebook.model import Control, Period
from engine.rulebook.roadmaps.roadmap import EARLIEST, Activity, Roadmap
from engine.rulebook.rulebook import Rulebook
from engine.validation.filled import Filled
from engine.validation.judging import Broken, Judgement, judge, schema_of
from engine.validation.switching import judged_builtins
from engine.validation.wording import phrase
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Finding
from engine.vocabulary.roadmap import DONE_ON, NEED_BASIS, NOTE, STATUS, TypedStatus

#: Days are counted as date.toordinal() does, so that a mistyped year stays a number like any other.
_COLUMNS = {"status": "str", "done_on": "Int64", "as_of": "Int64", "earliest": "Int64", "basis": "str"}
_LONGEST_TITLE = 70


@dataclass(frozen=True)
class _Line:
    """One roadmap line of one submission."""

    filled: Filled
    code: str
    activity: Activity | None
    as_of: date
    begins_on: date

    def at(self, column: str) -> Address:
        return Address(self.code, column)

    @property
    def done_on(self) -> date | None:
        value = self.filled.value(self.at(DONE_ON))
        return value if isinstance(value, date) else None


def roadmap_findings(batch: Sequence[Filled], rulebook: Rulebook, period: Period) -> Iterator[Finding]:
    """Findings of the roadmap lines of a batch; lines that are decided by measured coverage are left out."""
    lines = [line for filled in batch for line in _lines(filled, rulebook, period)]
    controls = {control.builtin: control for control in judged_builtins(rulebook, period) if control.builtin in _CHECKS}
    judgements = [Judgement(name, _CHECKS[name]) for name in _CHECKS if name in controls]
    for broken in judge(schema_of(_COLUMNS, judgements), _table(lines)):
        finding = _finding(broken, controls[broken.name], lines[broken.row])  # type: ignore[index]  # names of the judgements
        if finding is not None:
            yield finding


def _lines(filled: Filled, rulebook: Rulebook, period: Period) -> Iterator[_Line]:
    stated = filled.value(Address("005"))
    as_of = stated if isinstance(stated, date) else period.as_of
    for code, key in sorted(filled.submission.occurrences.items()):
        roadmap = rulebook.roadmaps.get(key.roadmap)
        activity = None if roadmap is None else roadmap.activity_of.get(key.key)
        if activity is None or activity.target is None:
            yield _Line(filled, code, activity, as_of, _begins_on(roadmap))


def _begins_on(roadmap: Roadmap | None) -> date:
    return (roadmap and roadmap.begins_on) or EARLIEST


def _table(lines: Sequence[_Line]) -> pd.DataFrame:
    done_on = [None if line.done_on is None else line.done_on.toordinal() for line in lines]
    return pd.DataFrame(
        {
            "status": pd.array([line.filled.text(line.at(STATUS)) for line in lines], dtype="str"),
            "done_on": pd.array(done_on, dtype="Int64"),
            "as_of": pd.array([line.as_of.toordinal() for line in lines], dtype="Int64"),
            "earliest": pd.array([line.begins_on.toordinal() for line in lines], dtype="Int64"),
            "basis": pd.array([line.filled.text(line.at(NOTE)) for line in lines], dtype="str"),
        },
        index=pd.RangeIndex(len(lines)),
    )


def _is(lines: pd.DataFrame, *statuses: str) -> pd.Series:
    return lines["status"].isin([*statuses])


#: Built-in checks of the roadmap: true where all is well.
_CHECKS = {
    "roadmap_status": lambda lines: lines["status"].notna(),
    "roadmap_done_on": lambda lines: ~_is(lines, TypedStatus.DONE) | lines["done_on"].notna(),
    "roadmap_too_late": lambda lines: (lines["done_on"] <= lines["as_of"]).fillna(value=True).astype(bool),
    "roadmap_before_plan": lambda lines: (lines["done_on"] >= lines["earliest"]).fillna(value=True).astype(bool),
    "roadmap_not_started": lambda lines: ~_is(lines, TypedStatus.NOT_STARTED) | lines["done_on"].isna(),
    "roadmap_basis": lambda lines: ~_is(lines, *NEED_BASIS) | lines["basis"].notna(),
}
#: The column to look at, and the columns that must be readable.
_LOOK_AT = {
    "roadmap_status": (STATUS,),
    "roadmap_done_on": (DONE_ON, STATUS),
    "roadmap_too_late": (DONE_ON,),
    "roadmap_before_plan": (DONE_ON,),
    "roadmap_not_started": (DONE_ON, STATUS),
    "roadmap_basis": (NOTE, STATUS),
}


def _finding(broken: Broken, control: Control, line: _Line) -> Finding | None:
    look_at = _LOOK_AT[broken.name]
    if any(line.filled.is_unknown(line.at(column)) for column in look_at):
        return None
    said = {lang: _sentence(broken.name, line, lang) for lang in ("ru", "en")}
    return line.filled.broken(control, line.at(look_at[0]), said, also=[line.at(column) for column in look_at])


def _sentence(name: str, line: _Line, lang: str) -> str:
    return phrase(
        name,
        lang,
        activity=_activity_named(line, lang),
        status=line.filled.text(line.at(STATUS)),
        done_on=None if line.done_on is None else day(line.done_on),
        as_of=day(line.as_of),
        begins_on=day(line.begins_on),
    )


def _activity_named(line: _Line, lang: str) -> str:
    if line.activity is None:
        return phrase("unknown_activity", lang, line=line.code)
    title = line.activity.title
    short = title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…"
    return phrase("activity", lang, number=line.activity.number, title=short, line=line.code)
