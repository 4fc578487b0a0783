"""What one workbook is about: the region or a district, its places in order, and what is known of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from engine.consolidation.closed import ClosedData
from engine.consolidation.decisions import ACCEPTED, why_in_vain
from engine.consolidation.expected import exempt_places, open_districts, open_schools, reporting_schools
from engine.consolidation.result import Consolidation
from engine.report import wording
from engine.report.measured import NO_COVERAGE, Coverage, coverage_from
from engine.rulebook.forms import Field, Form
from engine.rulebook.model import Indicator, Period, Programme
from engine.rulebook.rulebook import Rulebook
from engine.validation.namewords import familiar_words
from engine.vocabulary.fields import Address, FieldType
from engine.vocabulary.files import FileStatus
from engine.vocabulary.findings import Finding, FindingState
from engine.vocabulary.language import tr
from engine.vocabulary.places import Level, Place
from engine.vocabulary.transmittal import FORWARDED_FILE

#: A row of one of the tidy tables, with the table's columns as attributes; missing values are None.
Row = Any


@dataclass(frozen=True)
class Index:
    """A consolidation by place: made once, used by every workbook."""

    consolidation: Consolidation
    rulebook: Rulebook

    @cached_property
    def totals(self) -> Mapping[tuple[str, Address], int]:
        """Counts that are known, by place and address."""
        return {
            (row.place_id, Address(row.line, row.column)): int(row.value)
            for row in rows_of(self.consolidation.totals)
            if row.value is not None
        }

    @cached_property
    def coverage(self) -> Mapping[tuple[str, str], Coverage]:
        """Coverage by place and indicator."""
        return {(row.place_id, row.indicator): coverage_from(row) for row in rows_of(self.consolidation.coverage)}

    @cached_property
    def trends(self) -> Mapping[tuple[str, str], list[Row]]:
        """Earlier results by place and indicator, the earliest first."""
        grouped: dict[tuple[str, str], list[Row]] = {}
        for row in rows_of(self.consolidation.trends):
            grouped.setdefault((row.place_id, row.indicator), []).append(row)
        return grouped

    @cached_property
    def progress(self) -> Mapping[tuple[str, str], Row]:
        """How each place compares with its earlier results and the next target, by place and indicator."""
        return {(row.place_id, row.indicator): row for row in rows_of(self.consolidation.progress)}

    @cached_property
    def completeness(self) -> Mapping[tuple[str, str], Row]:
        """Completeness by place and form."""
        return {(row.place_id, row.form): row for row in rows_of(self.consolidation.completeness)}

    @cached_property
    def file_codes(self) -> Mapping[str, str]:
        """What stands for a file where its sender's name for it may not: the beginning of its hash, by path."""
        return {row.path: row.sha256[:12] for row in self.consolidation.register}

    def code_of(self, finding: Finding) -> str | None:
        """What stands for a finding's file: for the school's own, where a transmittal tells of it."""
        return finding.facts.get(FORWARDED_FILE) or self.file_codes.get(finding.path)

    @cached_property
    def forwarding(self) -> frozenset[str]:
        """Paths of the districts' transmittals that count."""
        return frozenset(each.path for each in self.consolidation.transmittals)

    @cached_property
    def control_numbers(self) -> Mapping[str, str]:
        """The control number of the report that counts, else of the one that was returned, by place."""
        weight = {FileStatus.REJECTED: 0, FileStatus.WARNED: 1, FileStatus.ACCEPTED: 1}
        known = [row for row in self.consolidation.register if row.status in weight]
        ordered = sorted(known, key=lambda row: weight[row.status])
        numbers = {row.place_id: row.control_number for row in ordered if row.place_id and row.control_number}
        sent_up = (row for each in self.consolidation.transmittals for row in each.tables.get("reports", ()))
        return numbers | {str(row["place_id"]): str(row["control_number"]) for row in sent_up if row["control_number"]}

    @cached_property
    def in_vain(self) -> Mapping[tuple[str, str], Finding]:
        """Why decisions apply to nothing, by place and decision key."""
        return why_in_vain(self.consolidation.findings)

    @cached_property
    def waived(self) -> Mapping[str, int]:
        """How many errors were waived of each report that counts by decision, by place."""
        counted = {FileStatus.ACCEPTED, FileStatus.WARNED}
        accepted = {row.path for row in self.consolidation.register if row.status in counted and ACCEPTED in row.codes}
        waived: Counter[str] = Counter(
            each.place_id
            for each in self.consolidation.findings
            if each.path in accepted and each.place_id and each.state is FindingState.WAIVED
        )
        sent_up = (row for each in self.consolidation.transmittals for row in each.tables.get("completeness", ()))
        return waived | Counter({str(row["place_id"]): row["waived"] for row in sent_up})

    @cached_property
    def familiar_words(self) -> frozenset[str]:
        """Words of the registry's names, which name no person."""
        return familiar_words(place.name for place in self.rulebook.registry.places.values())

    @cached_property
    def facts(self) -> Mapping[str, list[Row]]:
        """Facts by district."""
        return _grouped(rows_of(self.consolidation.facts))

    @cached_property
    def activities(self) -> Mapping[str, list[Row]]:
        """Activities by district."""
        return _grouped(rows_of(self.consolidation.activities))

    @cached_property
    def changes(self) -> Mapping[str, list[Row]]:
        """What changed since the period was closed by district; files whose place is not known under ""."""
        grouped = _grouped(rows_of(self.consolidation.changes))
        return {district_id or "": rows for district_id, rows in grouped.items()}

    @cached_property
    def findings(self) -> Mapping[str, list[Finding]]:
        """Findings by district; those of files whose place is not known under ""."""
        districts = {row.path: row.district_id for row in self.consolidation.register if row.district_id}
        registry = self.rulebook.registry
        grouped: dict[str, list[Finding]] = {}
        for finding in self.consolidation.findings:
            known = finding.place_id in registry and registry.district_of(str(finding.place_id))
            district_id = known.id if known else districts.get(finding.path, "")
            grouped.setdefault(district_id, []).append(finding)
        return grouped


@dataclass(frozen=True)
class Scope:
    """One workbook's part of a consolidation: the whole region, or one district.

    ``leaves`` says that a district's workbook is the one that goes up: what stays in the district is not in it.
    """

    index: Index
    place: Place
    leaves: bool = False

    @property
    def is_region(self) -> bool:
        """Tell whether this is the region's workbook."""
        return self.place.level is Level.REGION

    @property
    def is_public(self) -> bool:
        """Tell whether the workbook is read beyond the district: no person and no sender's text is in it."""
        return self.leaves or self.is_region

    @property
    def rulebook(self) -> Rulebook:
        """The rules."""
        return self.index.rulebook

    @property
    def programme(self) -> Programme:
        """What is monitored."""
        return self.rulebook.programme

    @property
    def period(self) -> Period:
        """The period consolidated."""
        return self.index.consolidation.period

    @property
    def as_of(self) -> date:
        """The date on which deadlines are judged."""
        return self.index.consolidation.as_of

    @property
    def title(self) -> str:
        """What the workbook is called: «Региональный свод за 2024 год · Демонстрационный регион»."""
        return f"{self.kind_words} · {self.period.title} · {self.place.name}"

    @property
    def kind_words(self) -> str:
        """«Региональный свод», «Муниципальный свод» or «Передаточный свод»."""
        if self.is_region:
            return tr("Региональный свод")
        return tr("Передаточный свод") if self.leaves else tr("Муниципальный свод")

    @cached_property
    def schools(self) -> tuple[Place, ...]:
        """Organisations expected to report, by id."""
        return tuple(each for each in reporting_schools(self.rulebook, self.period) if self._holds(each))

    @cached_property
    def exempt(self) -> tuple[Place, ...]:
        """Open places of which no report is expected by decision, by id; of organisations no sheet shows numbers."""
        places = [*self.districts, *(each for each in open_schools(self.rulebook, self.period) if self._holds(each))]
        exempt = exempt_places(self.rulebook, self.period)
        return tuple(sorted((each for each in places if each.id in exempt), key=lambda each: each.id))

    def _holds(self, school: Place) -> bool:
        return self.is_region or school.parent_id == self.place.id

    @cached_property
    def districts(self) -> tuple[Place, ...]:
        """Districts of the workbook, by id."""
        return open_districts(self.rulebook, self.period) if self.is_region else (self.place,)

    @cached_property
    def below(self) -> tuple[Place, ...]:
        """Places that the workbook compares: districts in the region, organisations in a district."""
        return self.districts if self.is_region else self.schools

    @cached_property
    def form(self) -> Form:
        """The organisations' form of the period."""
        return self.rulebook.form("school", self.period)

    @cached_property
    def count_fields(self) -> tuple[Field, ...]:
        """Counts shown in the workbook, in printed order; what never leaves a district is not in the region's."""
        return tuple(
            field
            for field in self.form.fields
            if field.type is FieldType.COUNT and not (self.is_public and field.local)
        )

    @property
    def main_indicator(self) -> Indicator:
        """The indicator of the chart and of «Зона внимания»: the first of the rules."""
        return self.rulebook.indicators[0]

    def name_of(self, place_id: str | None) -> str:
        """A place's name in the registry; an unknown place is said to be one."""
        registry = self.rulebook.registry
        return registry[place_id].name if place_id and place_id in registry else "организация не определена"

    def count(self, place: Place, address: Address) -> int | None:
        """A count of a place, None where none is known."""
        return self.index.totals.get((place.id, address))

    def coverage(self, place: Place, indicator: Indicator) -> Coverage:
        """An indicator of a place."""
        return self.index.coverage.get((place.id, indicator.id), NO_COVERAGE)

    def counted(self, place: Place) -> bool:
        """Tell whether an organisation's report is in the totals."""
        report = self.index.completeness.get((place.id, "school"))
        return report is not None and report.status in wording.COUNTED

    def is_small(self, place: Place, coverage: Coverage) -> bool:
        """Tell whether a share of one organisation rests on too few people to be judged."""
        return (
            place.level is Level.SCHOOL
            and coverage.denominator is not None
            and coverage.denominator < self.programme.thresholds.small_denominator
        )

    @cached_property
    def completeness(self) -> tuple[Row, ...]:
        """Reports expected from the workbook's places, by place."""
        inside = {district.id for district in self.districts}
        return tuple(row for row in self.index.completeness.values() if row.district_id in inside)

    @cached_property
    def activities(self) -> tuple[Row, ...]:
        """Activities of the workbook's places, without those of exempt organisations."""
        exempt = {each.id for each in self.exempt if each.level is Level.SCHOOL}
        rows = (row for district in self.districts for row in self.index.activities.get(district.id, ()))
        return tuple(row for row in rows if row.place_id not in exempt)

    @cached_property
    def facts(self) -> tuple[Row, ...]:
        """Facts of the workbook's places."""
        return tuple(row for district in self.districts for row in self.index.facts.get(district.id, ()))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of the workbook's places; in the region, or an only district, also of files of nobody known."""
        return tuple(finding for each in self._sources for finding in self.index.findings.get(each, ()))

    @property
    def closed(self) -> ClosedData | None:
        """The closed version that this consolidation compares with; None where the period was never closed."""
        return self.index.consolidation.closed

    @cached_property
    def changes(self) -> tuple[Row, ...]:
        """What changed at the workbook's places since the period was closed; as with findings, also of nobody known."""
        return tuple(row for each in self._sources for row in self.index.changes.get(each, ()))

    @property
    def _sources(self) -> list[str]:
        alone = len(self.rulebook.registry.districts) == 1
        return [district.id for district in self.districts] + ([""] if self.is_region or alone else [])


def rows_of(frame: Any) -> list[Row]:  # noqa: ANN401  a data frame; pandas' iteration has no useful type
    """The rows of a frame with its columns as attributes and None for every missing value."""
    plain = frame.astype(object).where(frame.notna(), None)
    return list(plain.itertuples(index=False))


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.district_id, []).append(row)
    return grouped
