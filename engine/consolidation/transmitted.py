"""What a transmittal tells, rebuilt as if its district's files were here: reports, findings, decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from engine.consolidation.decisions import DECISIONS_FILE, IN_VAIN
from engine.consolidation.expected import form_of
from engine.consolidation.result import Consolidation
from engine.rulebook.forms import Field, Form
from engine.rulebook.model import Decision, Denominator, Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, FieldType, FieldValue, OccurrenceKey, Submission, Value
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.messages import catalogue
from engine.vocabulary.roadmap import DONE_ON, STATUS, TypedStatus
from engine.vocabulary.transmittal import FORWARDED_FILE, TABLES, Transmittal

#: A row of one of a transmittal's tables.
Row = Mapping[str, Any]

#: Of completeness: the report is in the totals.
COUNTED = frozenset({"on_time", "late", "reported"})
_YES_NO = ("да", "нет")
_WORDS = frozenset(map(str, TypedStatus))


@dataclass(frozen=True)
class Told:
    """A transmittal as our rules understand it.

    ``place_ids`` are the places that it tells of and that the registry has in its district; of others nothing is taken.
    """

    transmittal: Transmittal
    rulebook: Rulebook
    period: Period

    @cached_property
    def named(self) -> frozenset[str]:
        """Every place that the transmittal names."""
        return frozenset(row["place_id"] for table in TABLES for row in self.table(table) if row["place_id"])

    @cached_property
    def place_ids(self) -> frozenset[str]:
        """The named places that are ours to be told of by this district."""
        registry, district_id = self.rulebook.registry, self.transmittal.district_id
        ours = {district_id, *(each.id for each in registry.schools(district_id))}
        return self.named & ours

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table about our places."""
        return (row for row in self.table(table) if row["place_id"] in self.place_ids)

    def table(self, table: str) -> Sequence[Row]:
        """All rows of a table."""
        return self.transmittal.tables.get(table, ())

    @cached_property
    def occurrences(self) -> Mapping[str, frozenset[OccurrenceKey]]:
        """The occurrences that each place answers for by our rules."""
        return {
            place_id: frozenset(each.key for each in self.rulebook.answers_for(place_id)) for place_id in self.place_ids
        }

    def knows_occurrence(self, row: Row) -> bool:
        """Tell whether a row is about an occurrence that its place answers for by our rules."""
        return OccurrenceKey(row["roadmap"], row["key"]) in self.occurrences[row["place_id"]]

    def takes(self, fact: Row) -> bool:
        """Tell whether our form has such a value: a count or a mark that leaves a district, a status or its date."""
        if fact["roadmap"] is not None:
            return self.knows_occurrence(fact) and _fits_roadmap(fact)
        field = self._form(fact["place_id"]).by_address.get(Address(fact["line"], fact["column"]))
        if field is None or not leaves(field) or field.computed is not None or field.filled_by != "curator":
            return False
        return fact["value"] in _YES_NO if field.type is FieldType.YES_NO else fact["kind"] == "count"

    def _form(self, place_id: str) -> Form:
        return self._forms[form_of(self.rulebook.registry[place_id])]

    @cached_property
    def _forms(self) -> Mapping[str | None, Form]:
        return {each: self.rulebook.form(each, self.period) for each in ("school", "district")}

    @cached_property
    def counted(self) -> frozenset[tuple[str, str]]:
        """Place and form of the reports that are in the district's totals."""
        return frozenset(
            (row["place_id"], row["form"]) for row in self.rows("completeness") if row["status"] in COUNTED
        )


def leaves(field: Field) -> bool:
    """Tell whether what stands in a field may leave a district: counts but local ones, and marks."""
    return field.type in {FieldType.COUNT, FieldType.YES_NO} and not field.local


def told_by(transmittals: Iterable[Transmittal], rulebook: Rulebook, period: Period) -> tuple[Told, ...]:
    """What each transmittal tells by our rules."""
    return tuple(Told(each, rulebook, period) for each in transmittals)


def with_told(rulebook: Rulebook, told: Iterable[Told]) -> Rulebook:
    """The rules with the decisions and external denominators of the districts in place of our own for their places."""
    decisions, denominators = list(rulebook.decisions), list(rulebook.denominators)
    for each in told:
        period_id = each.period.id
        decisions = [own for own in decisions if not (own.period == period_id and own.place_id in each.place_ids)]
        denominators = [own for own in denominators if not (own.period == period_id and own.place_id in each.place_ids)]
        decisions += (_decision(row, period_id) for row in each.rows("decisions"))
        denominators += _denominators(each)
    return replace(rulebook, decisions=tuple(decisions), denominators=tuple(denominators))


def with_transmittals(rulebook: Rulebook, consolidation: Consolidation) -> Rulebook:
    """The rules that a consolidation was made by: with what the transmittals that count have decided."""
    return with_told(rulebook, told_by(consolidation.transmittals, rulebook, consolidation.period))


def without_told(rulebook: Rulebook, told: Sequence[Told]) -> Rulebook:
    """The rules with our own decisions only, and without those about places that transmittals tell of."""
    places = {(each.period.id, place_id) for each in told for place_id in each.place_ids}
    kept = (each for each in rulebook.decisions if (each.period, each.place_id) not in places)
    return replace(rulebook, decisions=tuple(kept))


def submissions_told(told: Told) -> Iterator[Submission]:
    """The reports in the district's totals, with what of their values leaves a district and our form has.

    Each value stands in the cell of «Данные» that prints it; an occurrence is known only by the lines with a value.
    """
    transmittal = told.transmittal
    facts: defaultdict[str, list[Row]] = defaultdict(list)
    for row in told.rows("facts"):
        if told.takes(row):
            facts[row["place_id"]].append(row)
    for row in told.rows("reports"):
        place_id = row["place_id"]
        form = row["form"]
        if form == form_of(told.rulebook.registry[place_id]) and (place_id, form) in told.counted:
            yield Submission(
                path=transmittal.path,
                sha256=transmittal.sha256,
                form=form,
                form_version=row["form_version"],
                period_id=transmittal.period_id,
                place_id=place_id,
                revision=row["revision"],
                values=tuple(_value(each, transmittal) for each in facts[place_id]),
                cells={},
                occurrences={
                    each["line"]: OccurrenceKey(each["roadmap"], each["key"])
                    for each in facts[place_id]
                    if each["roadmap"] is not None
                },
            )


def findings_told(told: Told) -> Iterator[Finding]:
    """The findings of the district's files, all at the transmittal; of codes that our catalogue has."""
    for row in told.table("findings"):
        if (row["place_id"] is None or row["place_id"] in told.place_ids) and knows_code(row["code"]):
            facts = dict(row["facts"]) | ({FORWARDED_FILE: row["file"]} if row["file"] else {})
            is_decision = row["code"] in IN_VAIN and "decision" in facts
            yield Finding(
                code=row["code"],
                severity=Severity(row["severity"]),
                path=DECISIONS_FILE if is_decision else told.transmittal.path,
                facts=_of_control(row["code"], told.rulebook) | facts,
                place_id=row["place_id"],
                line=row["line"],
                column=row["column"],
                state=FindingState(row["state"]),
                explanation=row["explanation"],
                withheld=row["withheld"],
            )


def knows_code(code: str) -> bool:
    """Tell whether the catalogue can say what a finding is about."""
    return code in catalogue() or code[:1] == "K"


def day_of(text: str | None) -> date | None:
    """A date as the tables keep it."""
    return None if text is None else date.fromisoformat(text)


def _fits_roadmap(fact: Row) -> bool:
    return (fact["column"] == STATUS and fact["value"] in _WORDS) or (
        fact["column"] == DONE_ON and fact["kind"] == "date"
    )


def _value(fact: Row, transmittal: Transmittal) -> FieldValue:
    value: Value = fact["value"]
    return FieldValue(
        line=fact["line"],
        column=fact["column"],
        value=date.fromisoformat(str(value)) if fact["kind"] == "date" else value,
        raw=str(value),
        sheet=transmittal.facts_sheet,
        cell="" if fact["row"] is None else f"{transmittal.facts_column}{fact['row']}",
    )


def _decision(row: Row, period_id: str) -> Decision:
    return Decision(
        place_id=row["place_id"],
        period=period_id,
        decision=row["decision"],
        revision=row["revision"],
        basis=row["basis"] or "",
        decided_by="",
        decided_on=date.fromisoformat(row["decided_on"]),
        until=day_of(row["until"]),
    )


def _denominators(told: Told) -> Iterator[Denominator]:
    known = {each.id for each in told.rulebook.indicators}
    for row in told.rows("denominators"):
        if row["indicator"] in known:
            yield Denominator(
                indicator=row["indicator"],
                place_id=row["place_id"],
                period=told.period.id,
                value=row["value"],
                source="передаточный свод муниципалитета",
            )


def _of_control(code: str, rulebook: Rulebook) -> dict[str, str]:
    """What stands for the sentence of a control relation, whose numbers stay in the district."""
    for control in rulebook.controls:
        if control.id == code:
            return {
                "sentence_ru": f"Не выполнено: {control.title}.",
                "sentence_en": f"Not fulfilled: {control.title}.",
                "remedy": "Числа – в муниципальном своде.",
            }
    return {}
