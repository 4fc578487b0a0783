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
#: A report that is not expected, and one that is not because a decision says so: completeness.csv has no row of these.
NOT_EXPECTED = "не ожидается"
EXEMPT = "не ожидается: освобождена решением"
#: A report that counts although it has errors; in completeness.csv it has the status by its day of arrival.
ACCEPTED_WITH_ERRORS = Status("►", "принят с ошибками, по решению", "warn")
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
STATE = {"explained": "пояснено", "waived": "снято решением"}
#: What an open finding waits for; one that is only for information waits for nothing.
WAITS = {"error": "ждёт исправления", "warning": "ждёт проверки"}
WAITS_FOR_EXPLANATION = "ждёт пояснения"
#: Before the title of a control relation, which says what should hold.
NOT_FULFILLED = "Не выполнено: {title}"
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

#: Decisions that apply to nothing, in the words of what was meant.
DECISION_MEANT = {
    "accept": "принять отчёт с ошибками",
    "entered_by_district": "данные внёс муниципалитет",
    "exempt": "отчёта не ждать",
    "extend": "продлить срок сдачи до {until}",
    "signed_copy": "получен подписанный экземпляр",
}
#: Why a decision applies to nothing, by the code of its finding.
IN_VAIN = {
    "E11": "решение пока не действует: отчёта нет",
    "E12": "решение не подействовало: отчёта с исправлением № {revision} нет (есть: {there})",
    "E13": "решение не понадобилось: ошибок в отчёте нет",
    "E14": "решение больше не действует: тот отчёт заменён более новым",
    "E16": "решение не подействовало: отчёта и так не ждут",
    "E17": "решение не подействовало: файла с данными нет",
    "E18": "решение не подействовало: файла с отчётом нет",
    "E19": "решение не подействовало: из файла ничего не удалось прочитать",
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
