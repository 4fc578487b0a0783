"""What a run's tidy tables and the rules say of it, read when it is asked for."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from engine.pipeline.explaining.records import Answer, Earlier, Fact, Listed, Measured, Report, Sent, Taken
from engine.pipeline.explaining.runs import KnownRun, closed_run
from engine.pipeline.tidyrows import table_rows
from engine.report.datapackage import FILE_NAME
from engine.report.tidy import FOLDER
from engine.rulebook.forms import Form
from engine.rulebook.model import Indicator, Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Level
from engine.vocabulary.transmittal import TRANSMITTAL
from engine.workspace.closed import closed_versions
from engine.workspace.folders import Workspace

#: Statuses of completeness of a report that is in the totals.
COUNTED = frozenset({"on_time", "late", "reported"})
_IN_USE = frozenset({"accepted", "warned"})
_Record = TypeVar("_Record")


@dataclass(frozen=True)
class Evidence:
    """A run and the rules of today; tables are read once, when they are first asked for."""

    workspace: Workspace
    run: KnownRun
    rulebook: Rulebook
    period: Period
    _by_lines: dict[str, Mapping[tuple[str, Address], Fact]] = field(default_factory=dict)

    @cached_property
    def form(self) -> Form:
        """The organisations' form of the period."""
        return self.rulebook.form("school", self.period)

    def indicator(self, indicator_id: str) -> Indicator | None:
        """An indicator by its id; None where the rules do not have it any more."""
        return next((each for each in self.rulebook.indicators if each.id == indicator_id), None)

    def level(self, place_id: str) -> Level | None:
        """A place's level; None for one that the registry does not have any more."""
        return self.rulebook.registry[place_id].level if place_id in self.rulebook.registry else None

    def facts(self, lines: Iterable[str]) -> Mapping[tuple[str, Address], Fact]:
        """Facts of some lines, by place and address."""
        wanted = {line: self._by_lines[line] for line in lines if line in self._by_lines}
        missing = frozenset(lines) - wanted.keys()
        if missing:
            found = self._read_facts(missing)
            self._by_lines.update(found)
            wanted |= found
        return {key: fact for each in wanted.values() for key, fact in each.items()}

    def _read_facts(self, lines: frozenset[str]) -> Mapping[str, Mapping[tuple[str, Address], Fact]]:
        found: dict[str, dict[tuple[str, Address], Fact]] = {line: {} for line in lines}
        names = ("place_id", "line", "column", *Fact._fields)
        for place_id, line, column, *rest in table_rows(self.run.folder, "facts", *names):
            if line in lines:
                found[line][place_id, Address(line, column)] = Fact(*rest)
        return found

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """The file that each place's report was counted from, by place."""
        return dict(table_rows(self.run.folder, "facts", "place_id", "path"))  # type: ignore[arg-type]  # pairs

    @cached_property
    def earlier(self) -> tuple[Evidence, ...]:
        """The closed versions of earlier periods that the run built on, the earliest period first."""
        before = [each for each in self._built_on if each.period.ends_on < self.period.ends_on]
        return tuple(sorted(before, key=lambda each: (each.period.ends_on, each.period.id)))

    @cached_property
    def version_before(self) -> Evidence | None:
        """The closed version of the same period that the run compared itself with; None where there was none."""
        return next((each for each in self._built_on if each.period.id == self.period.id), None)

    @cached_property
    def _built_on(self) -> tuple[Evidence, ...]:
        described = json.loads((self.run.folder / FOLDER / FILE_NAME).read_text(encoding="utf-8"))
        versions, periods = described.get("closed", {}), self.rulebook.periods
        runs = (
            closed_run(each)
            for each in closed_versions(self.workspace)
            if versions.get(each.period_id) == each.version and each.period_id in periods
        )
        known = (run for run in runs if run is not None)
        return tuple(Evidence(self.workspace, run, self.rulebook, periods[run.period_id]) for run in known)

    @cached_property
    def reports(self) -> Mapping[tuple[str, str], Report]:
        """Reports expected, by place and form."""
        return {(row.place_id, row.form): row for row in self._rows("completeness", Report, Report._fields)}

    @cached_property
    def coverage(self) -> Mapping[tuple[str, str], Measured]:
        """Coverage by place and indicator."""
        return {(row.place_id, row.indicator): row for row in self._rows("coverage", Measured, Measured._fields)}

    @cached_property
    def register(self) -> Mapping[str, Sent]:
        """Files found, by path."""
        return {row.path: row for row in self._rows("register", Sent, Sent._fields)}

    def sha256(self, path: str) -> str:
        """The hash of a file of the register; empty where the register does not have it."""
        return self.register[path].sha256 if path in self.register else ""

    @cached_property
    def rejected(self) -> Mapping[str, Sent]:
        """The form with errors of each place, the last one in the register, by place; transmittals are no forms."""
        forms = (row for row in self.register.values() if row.form_version != TRANSMITTAL)
        return {row.place_id: row for row in forms if row.status == "rejected" and row.place_id}

    @cached_property
    def transmittals(self) -> Mapping[str, Sent]:
        """The transmittal that counts of each district that sent one, by district."""
        sent = (row for row in self.register.values() if row.form_version == TRANSMITTAL and row.status in _IN_USE)
        return {row.place_id: row for row in sent}

    @cached_property
    def activities(self) -> tuple[Listed, ...]:
        """Activities in the order of their table."""
        return tuple(self._rows("activities", Listed, Listed._fields))

    @cached_property
    def answers(self) -> Mapping[tuple[str, str, str], Answer]:
        """What places said about activities, by place, roadmap and key."""
        return {(row.place_id, row.roadmap, row.key): row for row in self._rows("answers", Answer, Answer._fields)}

    @cached_property
    def decisions(self) -> Mapping[str, tuple[Taken, ...]]:
        """What was decided by hand, by place; what applies to nothing is left out."""
        found: defaultdict[str, list[Taken]] = defaultdict(list)
        for row in self._rows("decisions", Taken, Taken._fields):
            if not row.code:
                found[row.place_id].append(row)
        return {place_id: tuple(rows) for place_id, rows in found.items()}

    @cached_property
    def exempt(self) -> frozenset[str]:
        """Places of which no report is expected by decision."""
        return frozenset(place for place, taken in self.decisions.items() if any(e.decision == "exempt" for e in taken))

    @cached_property
    def waived(self) -> Mapping[str, int]:
        """How many errors of each report were waived that counts by decision, by place."""
        in_use = {row.path for row in self.register.values() if row.status in _IN_USE}
        rows = table_rows(self.run.folder, "findings", "path", "place_id", "state")
        return Counter(place_id for path, place_id, state in rows if path in in_use and place_id and state == "waived")

    @cached_property
    def trends(self) -> Mapping[tuple[str, str], tuple[Earlier, ...]]:
        """Earlier results by place and indicator, the earliest first."""
        found: defaultdict[tuple[str, str], list[Earlier]] = defaultdict(list)
        for row in self._rows("trends", Earlier, Earlier._fields):
            found[row.place_id, row.indicator].append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def ahead(self) -> Mapping[tuple[str, str], str]:
        """The year of the next target that is not reached yet, by place and indicator; missing where there is none."""
        rows = table_rows(self.run.folder, "progress", "place_id", "indicator", "next_year")
        return {(place_id, indicator): year for place_id, indicator, year in rows if year}

    def inside(self, place_id: str) -> Callable[[str, str], bool]:
        """Whether a place (by its id and its district's) belongs to a place."""
        level = self.level(place_id)
        if level is Level.REGION:
            return lambda _, __: True
        if level is Level.DISTRICT:
            return lambda _, district_id: district_id == place_id
        return lambda own, _: own == place_id

    def _rows(self, table: str, record: Callable[..., _Record], names: Iterable[str]) -> list[_Record]:
        return [record(*row) for row in table_rows(self.run.folder, table, *names)]
