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
from engine.vocabulary.roadmap import TypedStatus

PERIOD = "2024"
NOT_STARTED, IN_WORK, DONE, POSTPONED, NOT_APPLICABLE = TypedStatus


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

    status: TypedStatus
    done_on: date | None = None
    document: str | None = None
    note: str | None = None


#: Activities that were not simply done in time, by place, roadmap and occurrence key.
PROGRESS: Mapping[tuple[str, str, str], Progress] = MappingProxyType(
    {
        ("01", "ayano-maysky", "5.2@2024"): Progress(DONE, date(2024, 6, 14), "Итоговый отчёт от 14.06.2024"),
        ("01", "ayano-maysky", "4.2"): Progress(IN_WORK, note="Собрано 6 практик из 16 организаций"),
        ("0105", "ayano-maysky", "3.1@2024"): Progress(DONE, date(2024, 12, 9), "Реестр от 09.12.2024 № 1"),
        ("0109", "ayano-maysky", "3.2@2024"): Progress(IN_WORK, note="Анкеты собраны, реестр не утверждён"),
        ("0113", "ayano-maysky", "3.1@2024"): Progress(NOT_STARTED),
        ("0113", "ayano-maysky", "3.2@2024"): Progress(NOT_STARTED),
        ("0115", "ayano-maysky", "3.2@2024"): Progress(NOT_APPLICABLE, note="Основание: в детском саду нет учеников"),
        ("02", "khasansky", "5.4"): Progress(IN_WORK, note="Доклад готовится к январской коллегии"),
        ("0205", "khasansky", "4.5"): Progress(NOT_APPLICABLE, note="Основание: наставники работают первый год"),
        ("0207", "khasansky", "3.1@2024"): Progress(IN_WORK),
        ("0210", "khasansky", "3.2@2024"): Progress(DONE, date(2024, 12, 16), "Реестр от 16.12.2024 № 2"),
        ("03", "chemalsky", "27"): Progress(
            POSTPONED, note="Основание: приказ управления образования от 20.10.2021 № 214, новый срок – март 2025"
        ),
        ("03", "chemalsky", "28"): Progress(DONE, date(2021, 11, 12), "Приказ о награждении от 12.11.2021 № 240"),
        ("03", "raion-003", "3.2@2024"): Progress(IN_WORK, note="Оценка идёт в 4 организациях из 18"),
        ("0312", "chemalsky", "26"): Progress(IN_WORK, note="Кейсы собраны, сайт обновляется"),
        ("0401", "raion-003", "2.1@2024"): Progress(DONE, date(2024, 10, 17), "Сертификаты участников семинара"),
        ("0407", "raion-003", "2.1@2024"): Progress(NOT_STARTED),
        ("0506", "aksaysky", "2"): Progress(
            DONE, date(2020, 11, 12), "Протокол педагогического совета от 12.11.2020 № 2"
        ),
        ("0507", "aksaysky", "3"): Progress(DONE, date(2020, 11, 20), "Справка о встречах от 20.11.2020"),
        ("0508", "aksaysky", "3"): Progress(IN_WORK, note="Встречи проведены с одним партнёром из двух"),
        ("0511", "aksaysky", "2"): Progress(IN_WORK),
        ("0511", "aksaysky", "3"): Progress(NOT_STARTED),
        ("0510", "aksaysky", "3"): Progress(
            POSTPONED,
            note="Основание: приказ управления образования от 26.10.2020 № 701-д, новый срок – март 2025",
        ),
        ("0512", "aksaysky", "3"): Progress(
            NOT_APPLICABLE, note="Основание: в школе нет старших классов и предприятий рядом"
        ),
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
