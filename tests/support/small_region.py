"""A region of two districts and five organisations, small enough to consolidate by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from support.roadmaps import activity, plan

from engine.rulebook.forms import AddsUp, Column, Form, Line, Section, SectionKind
from engine.rulebook.model import (
    Decision,
    Denominator,
    HistoryRow,
    Indicator,
    Period,
    PeriodForms,
    PeriodKind,
    PersonNoun,
    Programme,
    Target,
)
from engine.rulebook.roadmaps.roadmap import Roadmap
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, FieldType, FieldValue, OccurrenceKey, Submission, Value
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.places import Kind, Level, Place, Registry
from engine.vocabulary.roadmap import TypedStatus

AS_OF = date(2024, 12, 31)

PERIOD = Period(
    id="2024",
    kind=PeriodKind.CALENDAR_YEAR,
    title="2024 год",
    starts_on=date(2024, 1, 1),
    ends_on=date(2024, 12, 31),
    as_of=AS_OF,
    due_schools=date(2025, 1, 17),
    due_districts=date(2025, 1, 24),
    forms=PeriodForms(school="1", district="1"),
    target_year=2024,
    previous="2023",
)

#: Two schools and a kindergarten in the first district, one school in the second, one that closed in summer.
PLACES = (
    Place("00", Level.REGION, None, "Регион"),
    Place("01", Level.DISTRICT, "00", "Первый район", roadmaps=("plan",)),
    Place("02", Level.DISTRICT, "00", "Второй район"),
    Place("0101", Level.SCHOOL, "01", "Школа № 1", Kind.SCHOOL),
    Place("0102", Level.SCHOOL, "01", "Школа № 2", Kind.SCHOOL),
    Place("0103", Level.SCHOOL, "01", "Детский сад № 3", Kind.KINDERGARTEN),
    Place("0201", Level.SCHOOL, "02", "Школа № 4", Kind.SCHOOL),
    Place("0202", Level.SCHOOL, "02", "Школа № 5", Kind.SCHOOL, closed_on=date(2024, 6, 30), successor_id="0201"),
)

_COUNT = Column(column="1", label="Всего")
_TITLE = Section(
    source="–",
    id="title",
    sheet="Титул",
    title="Сведения",
    columns=(Column(column="1", label="Сведения", type=FieldType.TEXT),),
    lines=(
        Line(line="001", label="Код", filled_by="engine"),
        Line(line="006", label="Куратор"),
        Line(line="011", label="Дата заполнения", type=FieldType.DATE, required=False),
    ),
)
_ROADMAP = Section(
    source="–",
    id="roadmap",
    sheet="Дорожная карта",
    title="Дорожная карта",
    kind=SectionKind.ROADMAP,
    first_line="7001",
    columns=(
        Column(column="1", label="Статус", type=FieldType.CHOICE, choices=tuple(map(str, TypedStatus))),
        Column(column="2", label="Дата", type=FieldType.DATE, required=False),
    ),
)

SCHOOL_FORM = Form(
    form="school",
    version="1",
    title="Отчёт организации",
    sheets=("Титул", "Показатели", "Дорожная карта"),
    sections=(
        _TITLE,
        Section(
            source="–",
            id="1",
            sheet="Показатели",
            title="Контингент",
            columns=(_COUNT,),
            lines=(Line(line="101", label="Обучающихся"),),
        ),
        Section(
            source="–",
            id="2",
            sheet="Показатели",
            title="По формам",
            columns=(Column(column="1", label="Наставников"), Column(column="2", label="Наставляемых")),
            lines=(
                Line(line="201", label="ученик – ученик", kinds=(Kind.SCHOOL,)),
                Line(line="203", label="учитель – учитель"),
                Line(line="290", label="Сумма", computed="sum([201]..[203])"),
            ),
        ),
        Section(
            source="–",
            id="3",
            sheet="Показатели",
            title="Участники",
            columns=(_COUNT,),
            lines=(
                Line(line="306", label="Хотя бы в одной роли", kinds=(Kind.SCHOOL,)),
                Line(line="402", label="Организаций-партнёров", adds_up=AddsUp.MAY_REPEAT),
            ),
        ),
        _ROADMAP,
    ),
)
DISTRICT_FORM = Form(
    form="district",
    version="1",
    title="Отчёт муниципалитета",
    sheets=("Титул", "Дорожная карта"),
    sections=(_TITLE, _ROADMAP),
)

INVOLVED = Indicator(
    id="involved",
    title="Доля вовлечённых",
    short="Охват",
    unit="share",
    numerator="306",
    denominator="101",
    kinds=(Kind.SCHOOL,),
    persons=PersonNoun(one="обучающегося", few="обучающихся", many="обучающихся"),
    source="тест",
)
PARTNERS = Indicator(
    id="partners",
    title="Партнёры",
    short="Партнёры",
    unit="count",
    numerator="402",
    kinds=(Kind.SCHOOL, Kind.KINDERGARTEN),
    source="тест",
)


def target(minimum: str, place_id: str | None = None, indicator: str = "involved", year: int = 2024) -> Target:
    """A confirmed target at the end of ``year``."""
    return Target(
        indicator=indicator,
        place_id=place_id,
        year=year,
        minimum=Decimal(minimum),
        effective_on=date(year, 12, 31),
        source="приказ",
        confirmed=True,
    )


#: One thing for schools, one for the district, one target.
PLAN = plan(
    activity("1", date(2024, 10, 31)),
    activity("2", date(2024, 5, 31), reported_by="district"),
    activity("3", date(2024, 12, 31), minimum="0.70"),
)


def small_rulebook(
    *,
    roadmap: Roadmap = PLAN,
    targets: tuple[Target, ...] = (target("0.70"),),
    history: tuple[HistoryRow, ...] = (),
    denominators: tuple[Denominator, ...] = (),
    places: tuple[Place, ...] = PLACES,
    decisions: tuple[Decision, ...] = (),
    notice: str | None = None,
) -> Rulebook:
    """The rules of the small region."""
    previous = PERIOD.model_copy(update={"id": "2023", "title": "2023 год", "previous": None})
    return Rulebook(
        programme=Programme(
            title="Мониторинг", short_title="М", organisation="О", current_period="2024", notice=notice
        ),
        registry=Registry.of(places),
        forms={("school", "1"): SCHOOL_FORM, ("district", "1"): DISTRICT_FORM},
        periods={"2023": previous, "2024": PERIOD},
        indicators=(INVOLVED, PARTNERS),
        controls=(),
        targets=targets,
        roadmaps={"plan": roadmap},
        history=history,
        denominators=denominators,
        decisions=decisions,
        sha256="0" * 64,
    )


def decision(place_id: str, what: str, **fields: object) -> Decision:
    """A decision about the period, taken on 20 January 2025; about any revision unless a test says otherwise."""
    taken: dict[str, object] = {
        "place_id": place_id,
        "period": "2024",
        "decision": what,
        "revision": None,
        "basis": "служебная записка № 5",
        "decided_by": "Петрова А. И.",
        "decided_on": date(2025, 1, 20),
    }
    return Decision.model_validate(taken | fields)


def submission(
    place_id: str,
    values: Mapping[str, Value] | None = None,
    *,
    path: str | None = None,
    occurrences: Mapping[str, str] | None = None,
    **fields: object,
) -> Submission:
    """A submission of ``place_id``; ``values`` by address ("306", "201.2"), ``occurrences`` by line of the roadmap.

    Every value stands in a cell named after its address, and the file's hash is its path unless a test says otherwise.
    """
    path = path or f"{place_id}.xlsx"
    addressed = {Address.parse(text): value for text, value in (values or {}).items()}
    blank = Submission(
        path=path,
        sha256=f"sha256 of {path}",
        form="district" if len(place_id) == 2 else "school",
        form_version="1",
        period_id="2024",
        place_id=place_id,
        revision=0,
        values=tuple(
            FieldValue(address.line, address.column, value, str(value), "Показатели", f"C{address.line}")
            for address, value in addressed.items()
        ),
        cells={Address("011"): ("Титул", "C11")},
        occurrences={line: OccurrenceKey("plan", key) for line, key in (occurrences or {}).items()},
    )
    return replace(blank, **fields)  # type: ignore[arg-type]  # fields of a submission, as a test names them


def school(place_id: str, pupils: int, involved: int, partners: int = 0, **fields: object) -> Submission:
    """A school's complete submission."""
    values: dict[str, Value] = {"101": pupils, "306": involved, "402": partners}
    values |= {"201.1": 1, "201.2": 2, "203.1": 3, "203.2": 4}
    return submission(place_id, values, **fields)  # type: ignore[arg-type]  # fields of a submission


def reading(sent: Submission, *findings: Finding, **fields: object) -> FileReading:
    """The file that a submission was read from."""
    file = FileReading(
        path=sent.path,
        size=100,
        sha256=sent.sha256,
        format="xlsx",
        findings=findings,
        submission=sent,
        place_id=sent.place_id,
        period_id=sent.period_id,
        form=sent.form,
        form_version=sent.form_version,
        revision=sent.revision,
        received_on=sent.received_on,
    )
    return replace(file, **fields)  # type: ignore[arg-type]  # fields of a reading, as a test names them


def error(path: str, code: str = "V09") -> Finding:
    """An error in a file."""
    return Finding(code, Severity.ERROR, path, sheet="Показатели", cell="C101", line="101", column="1")


def warning(path: str, code: str = "V02") -> Finding:
    """A warning in a file."""
    return Finding(code, Severity.WARNING, path, sheet="Показатели", cell="C101", line="101", column="1")
