"""A hazard as files in incoming/ and what must become of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import openpyxl
from support.forms import consistent, written
from support.real_forms import filled

from engine.consolidation.selection import Selection, choose
from engine.intake.incoming import read_incoming
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, school_content
from engine.validation.judge import validate
from engine.vocabulary.fields import Address, Value

PERIOD = "2024"
#: The place whose form a case spoils; nobody else's form is among the good ones.
VICTIM = "0501"

Change = Callable[[openpyxl.Workbook], None]


@dataclass(frozen=True)
class Good:
    """Forms that add up, by place, under rules without roadmaps."""

    rulebook: Rulebook

    def content(self, place_id: str = VICTIM, values: Mapping[str, Value] | None = None) -> FormContent:
        """What stands in a place's form; ``values`` by "line.column" replace some."""
        content = consistent(school_content(self.rulebook, self.rulebook.periods[PERIOD], place_id))
        # 7 of 60 instead of 6: exactly the target would be a warning.
        changes = {"304.1": 7, **(values or {})}
        return replace(
            content, values={**content.values, **{Address.parse(at): value for at, value in changes.items()}}
        )

    def form(self, place_id: str = VICTIM, values: Mapping[str, Value] | None = None) -> bytes:
        """A place's form as the engine writes it, filled in."""
        return written(self.content(place_id, values))

    def typed(self, values: Mapping[str, object], change: Change | None = None, place_id: str = VICTIM) -> bytes:
        """A place's form with anything at all typed into cells by "line.column", saved by openpyxl."""
        content = self.content(place_id)
        typed = {Address.parse(at): value for at, value in values.items()}
        return filled(content, {**content.values, **typed}, change)  # type: ignore[dict-item]  # nobody stops a curator

    def opened(self, place_id: str = VICTIM) -> openpyxl.Workbook:
        """A place's form as openpyxl opens it."""
        return openpyxl.load_workbook(io.BytesIO(self.form(place_id)))


@dataclass(frozen=True)
class Case:
    """One row of the catalogue of hazards as files.

    ``make`` gives the files by their path in incoming/; ``arrange`` does there what bytes alone cannot (links, pipes,
    rights, folders). ``codes`` must be among the findings of the case; ``statuses`` is the register's status of every
    path that the case brings, members of archives included. ``values`` are what must have been read from the form of
    the victim, by "line.column". ``slow`` cases take more than a second.
    """

    name: str
    row: str
    make: Callable[[Good], Mapping[str, bytes]] = lambda _: {}
    statuses: Mapping[str, str] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    values: Mapping[str, Value] = field(default_factory=dict)
    arrange: Callable[[Path], None] = lambda _: None
    slow: bool = False

    def put(self, folder: Path, good: Good) -> None:
        """Write the case's files into a folder."""
        for path, content in self.make(good).items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        self.arrange(folder)


def one(
    name: str,
    row: str,
    make: Callable[[Good], bytes],
    status: str,
    *codes: str,
    path: str = "form.xlsx",
    absent: Iterable[str] = (),
    values: Mapping[str, Value] | None = None,
    slow: bool = False,
) -> Case:
    """A case of one file."""
    return Case(
        name,
        row,
        lambda good: {path: make(good)},
        {path: status},
        frozenset(codes),
        frozenset(absent),
        values or {},
        slow=slow,
    )


def judged(folder: Path, rulebook: Rulebook) -> Selection:
    """Read a folder, judge and choose, as a run does before it adds anything up."""
    period = rulebook.periods[PERIOD]
    readings = read_incoming(folder, rulebook)
    submissions = [each.submission for each in readings if each.submission is not None]
    findings = validate([each for each in submissions if each.period_id == PERIOD], rulebook, period)
    return choose(readings, findings, rulebook, period, period.as_of)
