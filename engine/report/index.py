"""A consolidation by place, made once: what every workbook and document looks its numbers up in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.consolidation.decisions import ACCEPTED, why_in_vain
from engine.consolidation.result import Consolidation
from engine.consolidation.slices import findings_by_district
from engine.report.measured import Coverage, coverage_from
from engine.rulebook.rulebook import Rulebook
from engine.validation.namewords import familiar_words
from engine.vocabulary.fields import Address
from engine.vocabulary.files import FileStatus
from engine.vocabulary.findings import Finding, FindingState
from engine.vocabulary.transmittal import FORWARDED_FILE

#: A row of one of the tidy tables, with the table's columns as attributes; missing values are None.
Row = Any
#: Where a value stands in the file of an organisation: the file's code, the form's sheet, the cell.
Origin = tuple[Any, Any, Any]


@dataclass(frozen=True)
class Index:
    """A consolidation by place: made once, used by every workbook."""

    consolidation: Consolidation
    rulebook: Rulebook

    @cached_property
    def totals(self) -> Mapping[str, Mapping[Address, int]]:
        """Counts that are known, by place, then by address."""
        totals = self.consolidation.totals
        known = totals[totals["value"].notna()]
        addresses: dict[tuple[str, str], Address] = {}  # the same few for every place
        found: dict[str, dict[Address, int]] = {}
        columns = (known[name].tolist() for name in ("place_id", "line", "column", "value"))
        for place_id, line, column, value in zip(*columns, strict=True):
            address = addresses.get((line, column)) or addresses.setdefault((line, column), Address(line, column))
            found.setdefault(place_id, {})[address] = value
        return found

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
    def origins(self) -> Mapping[tuple[str, str, str, str], Origin]:
        """Where facts that came in a transmittal stand in the organisation's own file: by path, place, line, column."""
        return {
            (each.path, str(row["place_id"]), str(row["line"]), str(row["column"])): (
                row["file"],
                row["sheet"],
                row["cell"],
            )
            for each in self.consolidation.transmittals
            for row in each.tables.get("facts", ())
        }

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
        return findings_by_district(self.consolidation, self.rulebook.registry)


def rows_of(frame: Any) -> list[Row]:  # noqa: ANN401  a data frame; pandas' iteration has no useful type
    """The rows of a frame with its columns as attributes and None for every missing value."""
    plain = frame.astype(object).where(frame.notna(), None)
    return list(plain.itertuples(index=False))


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.district_id, []).append(row)
    return grouped
