"""The Russian words of the workbooks for statuses, kinds and sheets; each status has a sign, a word and a colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "warn", "bad", "neutral"]


@dataclass(frozen=True, slots=True)
class Status:
    """A status as shown: sign and word first, the colour beside them."""

    sign: str
    word: str
    tone: Tone

    @property
    def text(self) -> str:
        """Sign and word."""
        return f"{self.sign} {self.word}"


COVERAGE = {
    "met": Status("▲", "цель достигнута", "good"),
    "below": Status("▼", "ниже цели", "bad"),
    "no_data": Status("○", "нет данных", "neutral"),
    "no_target": Status("–", "цель не установлена", "neutral"),
}
SMALL = Status("◊", "мало данных", "neutral")
UNCONFIRMED = "цель не подтверждена"
NO_TARGET = "не установлена"

ACTIVITY = {
    "done": Status("√", "выполнено", "good"),
    "done_late": Status("√", "выполнено с опозданием", "warn"),
    "overdue": Status("▼", "просрочено", "bad"),
    "due_soon": Status("►", "скоро срок", "warn"),
    "not_due": Status("○", "срок не наступил", "neutral"),
    "no_deadline": Status("◊", "срок требует уточнения", "neutral"),
    "not_applicable": Status("–", "неприменимо", "neutral"),
    "postponed": Status("►", "срок перенесён", "warn"),
    "unknown": Status("□", "нет сведений", "neutral"),
    "met": Status("▲", "цель достигнута", "good"),
    "missed": Status("▼", "цель не достигнута", "bad"),
}
UNSURE_DATE = "срок требует уточнения"
TARGET_UNKNOWN = Status("□", "нет данных об охвате", "neutral")
TARGET_REPORTER = "никто: решается по охвату"
#: Statuses in the narrow cells of the matrix of activities and organisations; the sign is that of the full word.
MATRIX = {
    "done": "√\nвыполнено",
    "done_late": "√ после\nсрока",
    "overdue": "▼ {days} дн.\nпросрочено",
    "due_soon": "► скоро\nсрок",
    "not_due": "○ срок\nвпереди",
    "no_deadline": "◊ уточнить\nсрок",
    "not_applicable": "– непри-\nменимо",
    "postponed": "► срок\nперенесён",
}
#: What the matrix says instead of a status where nothing is known, by the reason.
UNKNOWN = {
    "silent": "□ нет\nотчёта",
    "with_errors": "□ отчёт\nне принят",
    "not_listed": "□ нет\nсведений",
}
NOT_ACCEPTED = "□ нет принятого отчёта"
NOT_KNOWN = "□ нет отчёта или сведений"
WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")

COMPLETENESS = {
    "on_time": Status("√", "вовремя", "good"),
    "late": Status("►", "с опозданием", "warn"),
    "reported": Status("√", "сдан, дата не установлена", "good"),
    "with_errors": Status("▼", "с ошибками, не вошёл в свод", "bad"),
    "silent": Status("□", "нет отчёта", "neutral"),
}
COUNTED = ("on_time", "late", "reported")
REPORT = {"silent": "нет отчёта", "with_errors": "с ошибками"}

#: What became of a file.
FILE = {
    "accepted": "учтён",
    "warned": "учтён, есть предупреждения",
    "rejected": "не принят из-за ошибок",
    "superseded": "заменён другим",
    "duplicate": "повтор",
    "ignored": "не учитывается",
}

SEVERITY = {
    "error": Status("▼", "ошибка", "bad"),
    "warning": Status("►", "предупреждение", "warn"),
    "info": Status("○", "к сведению", "neutral"),
}
STATE = {"open": "открыто", "explained": "пояснено", "waived": "снято решением"}
#: What is to be done about a finding that is settled.
SETTLED = {
    "explained": "Ничего делать не нужно: дано пояснение.",
    "waived": "Ничего делать не нужно: так решил муниципалитет.",
}
EXPLANATION_WITHHELD = "пояснение содержит персональные данные и остаётся в муниципалитете"
BASIS_WITHHELD = "основание содержит персональные данные и остаётся в муниципалитете"

DECISION = {
    "accept": "отчёт принят с ошибками",
    "entered_by_district": "данные внёс муниципалитет",
    "exempt": "отчёт не ожидается",
    "extend": "срок сдачи продлён до {until}",
    "signed_copy": "получен подписанный экземпляр",
}

KIND = {
    "school": "школа",
    "kindergarten": "детский сад",
    "supplementary": "доп. образование",
    "vocational": "колледж",
}
KINDS_COUNTED = {
    "school": "школы",
    "kindergarten": "детские сады",
    "supplementary": "организации дополнительного образования",
    "vocational": "колледжи",
}
DISTRICT = "муниципалитет"
FORM = {"school": "форма организации", "district": "форма муниципалитета"}

SUMMARY = "Сводка"
CHANGES_SHEET = "Что изменилось"
COVERAGE_SHEET = "Охват"
COUNTS = "Показатели"
BY_FORM = "По формам"
ROADMAP = "Дорожная карта"
OVERDUE = "Просрочено"
UPCOMING = "Календарь"
CLARIFY = "Уточнить сроки"
REPORTING = "Сдача отчётов"
FINDINGS = "Замечания"
FACTS = "Данные"
PRACTICES = "Практики"
DOCUMENTS = "Документы"
CONTACTS = "Контакты"
ABOUT = "О своде"

CONTENTS = {
    CHANGES_SHEET: "что стало другим после закрытия",
    COVERAGE_SHEET: "показатели по каждой организации",
    COUNTS: "все строки формы и итоги",
    BY_FORM: "наставники, наставляемые, пары",
    ROADMAP: "что выполнено, что нет",
    OVERDUE: "список с днями просрочки",
    UPCOMING: "какие сроки впереди",
    CLARIFY: "какие сроки сверить с документом",
    REPORTING: "кто отчитался и когда",
    FINDINGS: "что не сходится и что делать",
    FACTS: "из каких ячеек сложены итоги",
    PRACTICES: "лучшие практики",
    DOCUMENTS: "приказы, положения, ссылки",
    CONTACTS: "кураторы и руководители",
    ABOUT: "правила, цели, способ счёта",
}
PAGE = "Страница &P из &N"
MAY_REPEAT = "сумма, возможны повторы"
NOTHING = "Записей нет."
