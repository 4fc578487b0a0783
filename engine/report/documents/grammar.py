"""Russian grammar of the documents: numbers with their nouns, verbs that agree, dates and shares in sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from engine.report.texts import number_text, plural
from engine.vocabulary.dates import MONTHS_IN_DATES

Gender = Literal["masculine", "feminine", "neuter", "plural"]

#: What the titles of indicators begin with; any other beginning is put in quotes after «показатель».
_HEADS: dict[str, Gender] = {
    "доля": "feminine",
    "численность": "feminine",
    "удовлетворённость": "feminine",
    "уровень": "masculine",
    "охват": "masculine",
    "процент": "masculine",
    "индекс": "masculine",
    "коэффициент": "masculine",
    "удельный вес": "masculine",
    "число": "neuter",
    "количество": "neuter",
}
#: After the last comma of a title: a participle or «который», whose clause a verb must be parted from.
_CLAUSE = re.compile(
    r"(?:[а-яё-]{2,}(?:вш|нн|щ|ем|им|ом|т)(?:их|ых|ий|ый|ая|яя|ое|ее|ие|ые|его|ого|ей|ой)(?:ся)?|котор[а-яё]+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Noun:
    """The forms of a noun after 1, 2 and 5: «организация, организации, организаций»."""

    one: str
    few: str
    many: str

    def counted(self, number: int) -> str:
        """«1 организация», «2 организации», «5 организаций»."""
        return f"{number_text(number)}\u00a0{plural(number, self.one, self.few, self.many)}"

    def of(self, number: int) -> str:
        """The genitive: «(из) 1 организации», «2 организаций», «21 организации»."""
        return f"{number_text(number)}\u00a0{plural(number, self.few, self.many, self.many)}"


ORGANISATION = Noun("организация", "организации", "организаций")
DISTRICT = Noun("муниципалитет", "муниципалитета", "муниципалитетов")
REPORT = Noun("отчёт", "отчёта", "отчётов")
ACTIVITY = Noun("мероприятие", "мероприятия", "мероприятий")
INDICATOR = Noun("показатель", "показателя", "показателей")
TARGET = Noun("цель", "цели", "целей")
DAY = Noun("день", "дня", "дней")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the past tense in its four forms: «составил, составила, составило, составили»."""

    masculine: str
    feminine: str
    neuter: str
    plural: str

    def after(self, gender: Gender) -> str:
        """The form for a subject of that gender."""
        return str(getattr(self, gender))

    def counting(self, number: int, gender: Gender) -> str:
        """The form for a number of things: «сдала 21 организация», «сдали 2 организации»."""
        return plural(number, self.after(gender), self.plural, self.plural)

    def impersonal(self, number: int, gender: Gender) -> str:
        """The form that states a number: «ожидался 1 отчёт», «ожидалось 5 отчётов»."""
        return plural(number, self.after(gender), self.neuter, self.neuter)


COME_TO = Verb("составил", "составила", "составило", "составили")
GROWN = Verb("вырос", "выросла", "выросло", "выросли")
FALLEN = Verb("снизился", "снизилась", "снизилось", "снизились")
UNCHANGED = Verb("не изменился", "не изменилась", "не изменилось", "не изменились")
REACHED = Verb("достиг", "достигла", "достигло", "достигли")
EXPECTED = Verb("ожидался", "ожидалась", "ожидалось", "ожидались")
COUNTED = Verb("учтён", "учтена", "учтено", "учтены")
SUBMITTED = Verb("представлен", "представлена", "представлено", "представлены")
ENTERED = Verb("вошёл", "вошла", "вошло", "вошли")
ACCEPTED = Verb("принят", "принята", "принято", "приняты")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a sentence says something about; ``parted`` tells that a comma stands before the verb."""

    words: str
    gender: Gender
    parted: bool = False

    def with_verb(self, verb: Verb) -> str:
        """Subject and verb: «Доля обучающихся, вовлечённых в наставничество, составила»."""
        return f"{self.words}{',' * self.parted} {verb.after(self.gender)}"


def subject_of(title: str) -> Subject:
    """An indicator as the subject of a sentence; a title whose gender is not known is quoted after «Показатель»."""
    lower = title.casefold()
    head = next((each for each in _HEADS if lower == each or lower.startswith(f"{each} ")), None)
    if head is None:
        return Subject(f"Показатель {quoted(title)}", "masculine")
    _, comma, last = title.rpartition(", ")
    return Subject(capitalised(title), _HEADS[head], parted=bool(comma and _CLAUSE.match(last)))


def quoted(text: str) -> str:
    """A name in quotation marks; one that ends with its own keeps them: «МБОУ «Ручейская СОШ»»."""
    return f"«{text}»"


def capitalised(text: str) -> str:
    """The text with a capital first letter, the others as they are."""
    return text[:1].upper() + text[1:]


def decimal_text(number: Decimal) -> str:
    """A number without needless zeros and with a comma: «0,3», «12»."""
    exact = f"{number:f}"
    shortest = exact.rstrip("0").rstrip(".") if "." in exact else exact
    return f"{shortest or 0}".replace(".", ",").replace("-", "−")


def points(distance: Decimal) -> str:
    """A distance in percentage points: «1 процентный пункт», «2 процентных пункта», «0,3 процентного пункта»."""
    if distance == distance.to_integral_value():
        whole = abs(int(distance))
        noun = plural(whole, "процентный пункт", "процентных пункта", "процентных пунктов")
    else:
        noun = "процентного пункта"
    return f"{decimal_text(distance)}\u00a0{noun}"


def rounded(number: Decimal, places: int) -> Decimal:
    """A number rounded as a spreadsheet shows it."""
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def date_words(value: date) -> str:
    """A date in words: «31 декабря 2024 года»."""
    return f"{value.day}\u00a0{MONTHS_IN_DATES[value.month - 1]} {value.year}\u00a0года"


def during(title: str) -> str:
    """«за 2024 год»; a period whose title may have to be declined is quoted after «за период»."""
    return f"за {title}" if title.split()[-1:] == ["год"] else f"за период {quoted(title)}"


def listing(names: Sequence[str], shown: int, noun: Noun | None = None) -> str:
    """The first names and how many more: «А, Б и ещё 3 организации»; one more than can be shown is shown too."""
    if len(names) <= shown + 1:
        return ", ".join(names)
    more = len(names) - shown
    return f"{', '.join(names[:shown])} и\u00a0ещё\u00a0{noun.counted(more) if noun else number_text(more)}"


def sentence(text: str) -> str:
    """The text as a sentence: with a capital letter, single blanks and one full stop."""
    single = re.sub(r"[ \t\r\n]+", " ", text).strip().replace("№ ", "№\u00a0")
    return capitalised(single if single.endswith((".", "!", "?", "…")) else f"{single}.")
