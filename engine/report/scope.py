"""What one workbook is about: the region or a district, its places in order, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from engine.consolidation.closed import ClosedData
from engine.consolidation.expected import exempt_places, open_districts, open_schools, reporting_schools
from engine.report import wording
from engine.report.index import Index, Row
from engine.report.measured import NO_COVERAGE, Coverage
from engine.rulebook.forms import Field, Form
from engine.rulebook.model import Indicator, Period, Programme
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, FieldType
from engine.vocabulary.findings import Finding
from engine.vocabulary.language import tr
from engine.vocabulary.places import Level, Place


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
        """A place's name letter by letter as in the registry, as people look for it; an unknown place is said to be."""
        registry = self.rulebook.registry
        return registry[place_id].name if place_id and place_id in registry else tr(wording.UNKNOWN_PLACE)

    def count(self, place: Place, address: Address) -> int | None:
        """A count of a place, None where none is known."""
        return self.index.totals.get(place.id, {}).get(address)

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
