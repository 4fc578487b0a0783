"""The demo's story: how big each organisation is, how each district does, and what goes wrong where. All invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from engine.pipeline.demo.draws import between
from engine.pipeline.demo.numbers import Profile, Stage
from engine.vocabulary.places import Kind, Place

PERIOD = "2024"


@dataclass(frozen=True, slots=True)
class Course:
    """How a district does: shares that its organisations lie around (see `Profile`)."""

    involved: float
    mentors: float
    rookies: float
    pleased: float


#: Against 70 % for involved pupils 01 and 05 are well above, 03 just misses, 02 and 04 are clearly below.
COURSES: Mapping[str, Course] = MappingProxyType(
    {
        "01": Course(involved=0.77, mentors=0.12, rookies=0.82, pleased=0.88),
        "02": Course(involved=0.60, mentors=0.08, rookies=0.60, pleased=0.82),
        "03": Course(involved=0.66, mentors=0.11, rookies=0.74, pleased=0.90),
        "04": Course(involved=0.44, mentors=0.05, rookies=0.50, pleased=0.76),
        "05": Course(involved=0.80, mentors=0.13, rookies=0.88, pleased=0.91),
    }
)

#: Pupils (children of a kindergarten, students) of each organisation that reports, in the order of the registry.
PUPILS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "01": {
            "0101": 742, "0102": 655, "0103": 588, "0104": 412, "0105": 318, "0106": 264, "0107": 187, "0108": 203,
            "0109": 156, "0110": 94, "0111": 71, "0112": 62, "0113": 48, "0114": 57, "0115": 96, "0116": 840,
        },
        "02": {
            "0201": 811, "0202": 634, "0203": 476, "0204": 355, "0205": 290, "0206": 243, "0207": 221, "0208": 172,
            "0209": 138, "0210": 88, "0211": 66, "0212": 53, "0213": 41, "0214": 38,
        },
        "03": {
            "0301": 1400, "0302": 1186, "0303": 1024, "0304": 968, "0305": 905, "0306": 877, "0307": 1093, "0308": 655,
            "0309": 912, "0310": 786, "0311": 623, "0312": 118, "0313": 264, "0314": 347, "0315": 109, "0316": 214,
            "0317": 185, "0318": 964,
        },
        "04": {
            "0401": 588, "0402": 431, "0403": 276, "0404": 312, "0405": 197, "0406": 151, "0407": 83, "0408": 74,
            "0409": 46, "0411": 59, "0412": 35,
        },
        "05": {
            "0501": 934, "0502": 702, "0503": 541, "0504": 388, "0505": 267, "0506": 229, "0507": 163, "0508": 142,
            "0509": 97, "0510": 69, "0511": 52, "0512": 44,
        },
    }
)  # fmt: skip


class Mess(StrEnum):
    """What is unusual about an organisation's report."""

    SILENT = "silent"
    LATE = "late"
    CORRECTED = "corrected"  # sent twice, the second time with other numbers
    SENT_TWICE = "sent_twice"  # the very same file in two days' mail
    ERRORS = "errors"  # control relations broken, «70%» in a count
    UNIT_IN_NUMBER = "unit_in_number"  # «12 чел.»
    RENAMED_SHEET = "renamed_sheet"
    INSERTED_ROWS = "inserted_rows"
    UNIVERSAL_BLANK = "universal_blank"
    NO_MENTORING = "no_mentoring"  # line 013 = да
    SIGNED_SCAN = "signed_scan"  # a scan in PDF beside the form
    ARCHIVE = "archive"  # two forms in one zip archive
    ODS = "ods"
    XLS = "xls"


PLANTED: Mapping[str, Mess] = MappingProxyType(
    {
        "0103": Mess.SIGNED_SCAN,
        "0104": Mess.ODS,
        "0107": Mess.UNIT_IN_NUMBER,
        "0110": Mess.ARCHIVE,
        "0111": Mess.XLS,
        "0112": Mess.ARCHIVE,
        "0206": Mess.ERRORS,
        "0209": Mess.ODS,
        "0213": Mess.SILENT,
        "0302": Mess.SENT_TWICE,
        "0305": Mess.CORRECTED,
        "0313": Mess.INSERTED_ROWS,
        "0315": Mess.ODS,
        "0317": Mess.XLS,
        "0405": Mess.XLS,
        "0406": Mess.LATE,
        "0408": Mess.UNIVERSAL_BLANK,
        "0409": Mess.SILENT,
        "0412": Mess.NO_MENTORING,
        "0503": Mess.ODS,
        "0505": Mess.RENAMED_SHEET,
    }
)

#: Mail days of the schools, and of those who need a day of their own; schools are due on 17 January, districts on 24.
MAIL_DAYS = tuple(date(2025, 1, day) for day in (13, 14, 15, 16, 17))
FIRST_VERSION_ON, CORRECTION_ON = MAIL_DAYS[1], MAIL_DAYS[3]
LATE_ON = date(2025, 1, 22)
ARCHIVE_ON = MAIL_DAYS[2]
DISTRICT_ON = date(2025, 1, 23)


@dataclass(frozen=True, slots=True)
class Progress:
    """What a place says about one activity of its roadmap."""

    status: str
    done_on: date | None = None
    document: str | None = None
    note: str | None = None


#: Activities that were not simply done in time, by place and occurrence key.
PROGRESS: Mapping[tuple[str, str], Progress] = MappingProxyType(
    {
        ("0506", "2"): Progress("выполнено", date(2020, 11, 12), "Протокол педагогического совета от 12.11.2020 № 2"),
        ("0507", "3"): Progress("выполнено", date(2020, 11, 20), "Справка о встречах от 20.11.2020"),
        ("0508", "3"): Progress("в работе", note="Встречи проведены с одним партнёром из двух"),
        ("0511", "2"): Progress("в работе"),
        ("0511", "3"): Progress("не начато"),
        ("0510", "3"): Progress(
            "срок перенесён",
            note="Основание: приказ управления образования от 26.10.2020 № 701-д, новый срок – март 2025",
        ),
        ("0512", "3"): Progress("неприменимо", note="Основание: в школе нет старших классов и предприятий рядом"),
    }
)

#: Invented surnames that nobody can take for real ones.
SURNAMES = (
    "Демонова", "Примерова", "Образцова", "Макетова", "Шаблонова", "Пробникова", "Условнова", "Бланкова",
    "Черновикова", "Эталонова", "Моделина", "Выдумкина",
)  # fmt: skip
INITIALS = ("А. А.", "Б. Б.", "В. В.", "Г. Г.", "Д. Д.", "Е. Е.")
POSITIONS = ("заместитель директора", "педагог-организатор", "советник директора по воспитанию", "методист")

#: Titles of practices with the form of mentoring and its line in section 2.
PRACTICES = (
    ("Старший поможет младшему: чтение вслух", "ученик – ученик", "201"),
    ("Школа юных вожатых", "ученик – ученик", "201"),
    ("Разновозрастная проектная мастерская", "учитель – ученик", "202"),
    ("Наставник индивидуального проекта", "учитель – ученик", "202"),
    ("Первый год вместе: пара для молодого учителя", "учитель – учитель", "203"),
    ("Взаимные уроки: опытный и молодой", "учитель – учитель", "203"),
    ("Студенческий десант в инженерный класс", "студент – ученик", "204"),
    ("День профессии на предприятии", "работодатель – ученик", "205"),
    ("Бригада под началом мастера", "работодатель – студент", "206"),
    ("Час с руководителем", "руководитель – педагог", "207"),
)


def reports(place: Place) -> bool:
    """Tell whether the demo has numbers for an organisation."""
    return place.id in PUPILS.get(place.parent_id or "", {})


def profile_of(place: Place) -> Profile:
    """What decides an organisation's numbers: its size, and its district's course with a variation of its own."""
    district_id = place.parent_id or ""
    course = COURSES[district_id]
    return Profile(
        kind=place.kind or Kind.SCHOOL,
        pupils=PUPILS[district_id][place.id],
        stage=_stage_of(place),
        involved=min(course.involved * between(place.id, "involved", 0.9, 1.1), 0.95),
        mentors=course.mentors * between(place.id, "mentors", 0.7, 1.3),
        rookies=min(course.rookies * between(place.id, "rookies", 0.85, 1.15), 1.0),
        pleased=min(course.pleased * between(place.id, "pleased", 0.95, 1.05), 0.97),
    )


def _stage_of(place: Place) -> Stage:
    if place.kind is Kind.VOCATIONAL:
        return Stage.COLLEGE
    by_word = {"НОШ": Stage.PRIMARY, "ООШ": Stage.BASIC, "вечерняя": Stage.EVENING}
    return next((stage for word, stage in by_word.items() if word in place.name), Stage.FULL)
