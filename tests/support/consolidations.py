"""A small consolidated region, made by hand: two districts and seven organisations, every status at least once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pandas as pd

from engine.consolidation.answers import answers_frame
from engine.consolidation.coverage import bases_of, coverage_of, measures
from engine.consolidation.facts import facts_of
from engine.consolidation.frames import frame_of
from engine.consolidation.progress import progress_of
from engine.consolidation.result import ACTIVITIES, COMPLETENESS, Consolidation
from engine.consolidation.rollup import totals_of
from engine.consolidation.trends import earlier_points, trends_of
from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.model import HistoryRow, Period
from engine.rulebook.roadmaps.roadmap import Roadmap
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, FieldType, FieldValue, OccurrenceKey, Submission, Value
from engine.vocabulary.files import FileStatus, RegisterRow
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.places import Kind, Level, Place, Registry

AS_OF = date(2024, 12, 31)
PLACES = (
    Place("00", Level.REGION, None, "Пробный регион"),
    Place("01", Level.DISTRICT, "00", "Ручейский район"),
    Place("02", Level.DISTRICT, "00", "Холмский городской округ", roadmaps=("aksaysky",)),
    Place("0101", Level.SCHOOL, "01", "МБОУ «Ручейская СОШ № 1»", Kind.SCHOOL, email="school-0101@example.org"),
    Place("0102", Level.SCHOOL, "01", "МБОУ «Мостовская ООШ»", Kind.SCHOOL),
    Place("0103", Level.SCHOOL, "01", "МБДОУ Детский сад «Родничок»", Kind.KINDERGARTEN),
    Place("0201", Level.SCHOOL, "02", "МБОУ «Холмская гимназия»", Kind.SCHOOL),
    Place("0202", Level.SCHOOL, "02", "МБОУ «Дальнехолмская НОШ»", Kind.SCHOOL),
    Place("0203", Level.SCHOOL, "02", "МБОУ «Заречная СОШ с углублённым изучением отдельных предметов»", Kind.SCHOOL),
    Place("0204", Level.SCHOOL, "02", "ГБПОУ «Холмский колледж»", Kind.VOCATIONAL),
)
#: What must never reach the region's workbook: each word stands in a free text, a contact or a file name.
SECRETS = (
    "Тайнов",  # the curator: in contacts, in a sheet's name and in a file's
    "8-900-000-00-01",
    "tainova",
    "Секретн",  # practices, documents, notes
    "98765",  # line 310
)
_MAIN = {
    "0101": (1000, 699),
    "0102": (120, 96),
    "0103": (90, 0),
    "0201": (540, 388),
    "0202": (4, 2),
    "0204": (300, 150),
}


def sample_rulebook(rulebook: Rulebook, places: Iterable[Place] = PLACES) -> Rulebook:
    """The repository's rules for the small region."""
    return replace(rulebook, registry=Registry.of(places), decisions=(), denominators=(), history=(), sha256="0" * 64)


def with_history(rulebook: Rulebook, *rows: tuple[str, str, int, int | None, int]) -> Rulebook:
    """The same rules with rows of history.csv: place, indicator, numerator, denominator and the year that ended."""
    history = [
        HistoryRow(
            as_of=date(year, 12, 31),
            place_id=place_id,
            indicator=indicator,
            numerator=Decimal(numerator),
            denominator=None if denominator is None else Decimal(denominator),
            source="отчёт",
        )
        for place_id, indicator, numerator, denominator, year in rows
    ]
    return replace(rulebook, history=tuple(history))


def consolidated(
    rulebook: Rulebook,
    submissions: tuple[Submission, ...],
    *,
    register: tuple[RegisterRow, ...] = (),
    findings: tuple[Finding, ...] = (),
    activities: pd.DataFrame | None = None,
    completeness: pd.DataFrame | None = None,
) -> Consolidation:
    """A consolidation of these submissions; whoever has one has reported in time, the others are silent."""
    period = rulebook.periods["2024"]
    totals = totals_of(submissions, rulebook, period)
    measured, earlier = measures(bases_of(totals, rulebook, period), rulebook, period), earlier_points(rulebook, period)
    return Consolidation(
        period=period,
        as_of=AS_OF,
        submissions=submissions,
        register=register or tuple(registered(each) for each in submissions),
        findings=findings,
        facts=facts_of(submissions, rulebook, period),
        totals=totals,
        coverage=coverage_of(measured, rulebook, period),
        activities=frame_of([], ACTIVITIES) if activities is None else activities,
        answers=answers_frame(submissions, rulebook),
        completeness=reported(rulebook, submissions) if completeness is None else completeness,
        trends=trends_of(earlier, rulebook, period),
        progress=progress_of(measured, earlier, rulebook, period),
    )


def sample(rulebook: Rulebook) -> Consolidation:
    """The whole sample; ``rulebook`` is that of `sample_rulebook`."""
    period = rulebook.periods["2024"]
    submissions = tuple(
        school_submission(rulebook, period, place_id, pupils, involved)
        for place_id, (pupils, involved) in _MAIN.items()
    )
    return consolidated(
        rulebook,
        submissions,
        findings=_findings(),
        activities=_activities(rulebook),
        completeness=_completeness(period),
    )


def school_submission(
    rulebook: Rulebook,
    period: Period,
    place_id: str,
    pupils: int,
    involved: int,
    texts: Mapping[str, str] | None = None,
) -> Submission:
    """A filled form: counts in proportion to ``pupils`` and ``involved``; ``texts`` replace texts by address."""
    form = rulebook.form("school", period)
    kind = rulebook.registry[place_id].kind
    said = _TEXTS | dict(texts or {})
    values = []
    for number, field in enumerate(form.fields):
        if not field.asked_of(kind) or field.filled_by != "curator" or field.computed is not None:
            continue
        value = _value(field.address, field.type, pupils, involved, said)
        if value is not None:
            values.append(
                FieldValue(
                    field.address.line, field.address.column, value, str(value), "лист Тайновой", f"E{number + 7}"
                )
            )
    occurrences = {"7001": OccurrenceKey("aksaysky", "2")} if place_id.startswith("02") else {}
    for line in occurrences:
        answer = {"1": "выполнено", "2": date(2020, 10, 30), "3": "Секретный приказ № 5", "4": "Секретное примечание"}
        values += [
            FieldValue(line, column, value, str(value), "Дорожная карта", f"F{column}")
            for column, value in answer.items()
        ]
    path = f"2025-01-10/письмо Тайновой {place_id}.xlsx"
    return Submission(
        path, place_id * 16, "school", form.version, period.id, place_id, 0, tuple(values), {}, occurrences
    )


def registered(submission: Submission, status: FileStatus = FileStatus.ACCEPTED) -> RegisterRow:
    """The register row of a submission's file."""
    return RegisterRow(
        submission.path,
        20_000,
        submission.sha256,
        "xlsx",
        status,
        (),
        submission.place_id,
        submission.place_id[:2],
        submission.period_id,
    )


def reported(rulebook: Rulebook, submissions: Iterable[Submission]) -> pd.DataFrame:
    """Completeness of organisations: in time with a submission, silent without."""
    known = {each.place_id for each in submissions}
    due = rulebook.periods["2024"].due_schools
    rows = [
        (each.parent_id, each.id, "school", "on_time", date(2025, 1, 10), due, 0, 0, 0)
        if each.id in known
        else (each.parent_id, each.id, "school", "silent", None, due, None, None, None)
        for each in rulebook.registry.schools()
    ]
    return frame_of(rows, COMPLETENESS)


_TEXTS = {
    "006.1": "Тайнова Мария Петровна",
    "007.1": "заместитель директора",
    "008.1": "8-900-000-00-01",
    "009.1": "tainova@example.org",
    "010.1": "Тайнова Анна Львовна",
    "601.2": "Секретный приказ № 15 от 01.09.2024",
    "601.3": "https://example.org/tainova",
    "801.1": "Секретная практика «Вместе»",
    "801.2": "ученик – ученик",
    "801.3": "https://example.org/tainova/practice",
}


def _value(address: Address, kind: FieldType, pupils: int, involved: int, said: Mapping[str, str]) -> Value:
    if kind is FieldType.COUNT:
        return _count(address, pupils, involved)
    if kind is FieldType.YES_NO:
        return "нет" if address.line in {"013", "604"} else "да"
    if kind is FieldType.DATE:
        return date(2025, 1, 9)
    return said.get(str(address))


def _count(address: Address, pupils: int, involved: int) -> int:
    staff = max(1, pupils // 12)
    half, tenth = involved // 2, pupils // 10
    known = {
        "101": pupils, "102": pupils - tenth, "103": pupils // 4, "104": staff, "105": staff, "106": staff // 5,
        "107": staff // 6, "301": involved - half // 2, "302": half, "303": half // 2, "304": pupils // 40, "305": 0,
        "306": involved, "307": staff // 6, "308": staff // 3, "309": 5, "310": 98765, "311": staff // 7,
        "401": 2, "402": 3, "501": half, "502": half * 9 // 10, "503": tenth, "504": tenth * 8 // 10,
    }  # fmt: skip
    if address.line in known:
        return known[address.line]
    return involved // (int(address.line[2]) + 2) // int(address.column) if address.line != "208" else 0


def _completeness(period: Period) -> pd.DataFrame:
    due, last = period.due_schools, period.due_districts
    rows = [
        ("01", "0101", "school", "on_time", date(2025, 1, 10), due, 0, 0, 1),
        ("01", "0102", "school", "late", date(2025, 1, 24), due, 7, 0, 0),
        ("01", "0103", "school", "reported", None, due, None, 0, 0),
        ("02", "02", "district", "on_time", date(2025, 1, 20), last, 0, 0, 0),
        ("02", "0201", "school", "on_time", date(2025, 1, 9), due, 0, 0, 2),
        ("02", "0202", "school", "on_time", date(2025, 1, 16), due, 0, 0, 0),
        ("02", "0203", "school", "with_errors", date(2025, 1, 17), due, 0, 3, 1),
        ("02", "0204", "school", "on_time", date(2025, 1, 17), due, 0, 0, 0),
    ]
    rows[6] = ("02", "0203", "school", "silent", None, due, None, None, None)
    return frame_of(rows, COMPLETENESS)


def _activities(rulebook: Rulebook) -> pd.DataFrame:
    """One activity of the district, two of its schools, five targets; every status of an answer occurs."""
    statuses = {
        ("02", "1"): ("overdue", None),
        ("02", "4"): ("met", None),
        ("02", "5"): ("met", None),
        ("02", "6"): ("unknown", None),
        ("02", "7"): ("missed", None),
        ("02", "8"): ("due_soon", None),
        ("0201", "2"): ("done", date(2020, 10, 30)),
        ("0202", "2"): ("done_late", date(2020, 11, 12)),
        ("0203", "2"): ("unknown", None),
        ("0204", "2"): ("not_applicable", None),
        ("0201", "3"): ("overdue", None),
        ("0202", "3"): ("postponed", None),
        ("0203", "3"): ("unknown", None),
        ("0204", "3"): ("no_deadline", None),
    }
    rows = {(place_id, "aksaysky", key): answered for (place_id, key), answered in statuses.items()}
    return activity_rows(rulebook, rows)


def activity_rows(
    rulebook: Rulebook,
    statuses: Mapping[tuple[str, str, str], tuple[str, date | None]],
) -> pd.DataFrame:
    """The frame of activities: status and day done by place, roadmap and key; days overdue are counted."""
    known = {
        (roadmap.id, occurrence.key): (activity, occurrence)
        for roadmap in rulebook.roadmaps.values()
        for activity in roadmap.activities
        for occurrence in activity.occurrences
    }
    rows = []
    for (place_id, roadmap_id, key), (status, done_on) in statuses.items():
        activity, occurrence = known[roadmap_id, key]
        late = activity.target is None and status in {"overdue", "unknown"} and occurrence.due_on is not None
        rows.append(
            (
                place_id[:2],
                place_id,
                roadmap_id,
                activity.number,
                key,
                activity.title,
                activity.deadline,
                occurrence.starts_on,
                occurrence.due_on,
                done_on,
                status,
                (AS_OF - occurrence.due_on).days if late and occurrence.due_on < AS_OF else None,
            )
        )
    return frame_of(sorted(rows, key=lambda row: (row[1], row[2], row[4])), ACTIVITIES)


def planned_scope(
    rulebook: Rulebook,
    roadmaps: Iterable[Roadmap],
    statuses: Mapping[tuple[str, str, str], str],
    place_id: str = "01",
    *,
    following: Collection[str] = ("01",),
    places: Iterable[Place] = PLACES,
) -> Scope:
    """What a workbook shows when some districts follow these roadmaps, and each place stands as ``statuses`` say."""
    plans = {roadmap.id: roadmap for roadmap in roadmaps}
    own = [replace(place, roadmaps=tuple(plans) if place.id in following else ()) for place in places]
    small = replace(sample_rulebook(rulebook, own), roadmaps=plans)
    answered = {where: (status, None) for where, status in statuses.items()}
    made = consolidated(small, (), activities=activity_rows(small, answered))
    return Scope(Index(made, small), small.registry[place_id])


def _findings() -> tuple[Finding, ...]:
    facts = {"used": "письмо Тайновой.xlsx", "filled_on": "01.01.2030", "as_of": "31.12.2024"}
    return (
        Finding(
            "C04",
            Severity.WARNING,
            "2025-01-10/письмо Тайновой 0101.xlsx",
            facts,
            "0101",
            "лист Тайновой",
            "E17",
            "011",
            "1",
        ),
        Finding("C08", Severity.WARNING, "2025-01-10/письмо Тайновой 0201.xlsx", facts, "0201"),
        Finding("F13", Severity.INFO, "2025-01-10/письмо Тайновой 0201 копия.xlsx", facts, "0201"),
        Finding("C10", Severity.ERROR, "2025-01-10/письмо Тайновой.xlsx", facts, None),
    )


def require_equal(made: Consolidation, expected: Consolidation) -> None:
    """Make sure that two consolidations are the same, the types of their columns included."""
    for each in fields(Consolidation):
        got, wanted = getattr(made, each.name), getattr(expected, each.name)
        if isinstance(wanted, pd.DataFrame):
            pd.testing.assert_frame_equal(got, wanted.reset_index(drop=True), obj=each.name)
        else:
            assert got == wanted, each.name
