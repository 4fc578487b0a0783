"""The Russian words of the workbooks for statuses, kinds and sheets; each status has a sign, a word and a colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.vocabulary.language import mark, tr

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
        return f"{self.sign} {tr(self.word)}"


COVERAGE = {
    "met": Status("▲", mark("цель достигнута"), "good"),
    "below": Status("▼", mark("ниже цели"), "bad"),
    "no_data": Status("○", mark("нет данных"), "neutral"),
    "no_target": Status("–", mark("цель не установлена"), "neutral"),
}
SMALL = Status("◊", mark("мало данных"), "neutral")
UNCONFIRMED = mark("цель не подтверждена")
NO_TARGET = mark("не установлена")

ACTIVITY = {
    "done": Status("√", mark("выполнено"), "good"),
    "done_late": Status("√", mark("выполнено с опозданием"), "warn"),
    "overdue": Status("▼", mark("просрочено"), "bad"),
    "due_soon": Status("►", mark("скоро срок"), "warn"),
    "not_due": Status("○", mark("срок не наступил"), "neutral"),
    "no_deadline": Status("◊", mark("срок требует уточнения"), "neutral"),
    "not_applicable": Status("–", mark("неприменимо"), "neutral"),
    "postponed": Status("►", mark("срок перенесён"), "warn"),
    "unknown": Status("□", mark("нет сведений"), "neutral"),
    "met": Status("▲", mark("цель достигнута"), "good"),
    "missed": Status("▼", mark("цель не достигнута"), "bad"),
}
UNSURE_DATE = mark("срок требует уточнения")
TARGET_UNKNOWN = Status("□", mark("нет данных об охвате"), "neutral")
TARGET_REPORTER = mark("никто: решается по охвату")
#: Statuses in the narrow cells of the matrix of activities and organisations; the sign is that of the full word.
MATRIX = {
    "done": mark("√\nвыполнено"),
    "done_late": mark("√ после\nсрока"),
    "overdue": mark("▼ {days} дн.\nпросрочено"),
    "due_soon": mark("► скоро\nсрок"),
    "not_due": mark("○ срок\nвпереди"),
    "no_deadline": mark("◊ уточнить\nсрок"),
    "not_applicable": mark("– непри-\nменимо"),
    "postponed": mark("► срок\nперенесён"),
}
#: What the matrix says instead of a status where nothing is known, by the reason.
UNKNOWN = {
    "silent": mark("□ нет\nотчёта"),
    "with_errors": mark("□ отчёт\nне принят"),
    "not_listed": mark("□ нет\nсведений"),
}
#: A district among its organisations.
OF_DISTRICT = mark("{district} (муниципалитет)")
NOT_ACCEPTED = mark("□ нет принятого отчёта")
NOT_KNOWN = mark("□ нет отчёта или сведений")
WEEKDAYS = (mark("пн"), mark("вт"), mark("ср"), mark("чт"), mark("пт"), mark("сб"), mark("вс"))

COMPLETENESS = {
    "on_time": Status("√", mark("вовремя"), "good"),
    "late": Status("►", mark("с опозданием"), "warn"),
    "reported": Status("√", mark("сдан, дата не установлена"), "good"),
    "with_errors": Status("▼", mark("с ошибками, не вошёл в свод"), "bad"),
    "silent": Status("□", mark("нет отчёта"), "neutral"),
}
COUNTED = ("on_time", "late", "reported")
#: A report that is not expected, and one that is not because a decision says so: completeness.csv has no row of these.
NOT_EXPECTED = mark("не ожидается")
EXEMPT = mark("не ожидается: освобождена решением")
UNKNOWN_PLACE = mark("организация не определена")
#: A report that counts although it has errors; in completeness.csv it has the status by its day of arrival.
ACCEPTED_WITH_ERRORS = Status("►", mark("принят с ошибками, по решению"), "warn")
REPORT = {"silent": mark("нет отчёта"), "with_errors": mark("с ошибками")}

#: What became of a file.
FILE = {
    "accepted": mark("учтён"),
    "warned": mark("учтён, есть предупреждения"),
    "rejected": mark("не принят из-за ошибок"),
    "superseded": mark("заменён другим"),
    "duplicate": mark("повтор"),
    "ignored": mark("не учитывается"),
}

SEVERITY = {
    "error": Status("▼", mark("ошибка"), "bad"),
    "warning": Status("►", mark("предупреждение"), "warn"),
    "info": Status("○", mark("к сведению"), "neutral"),
}
STATE = {"explained": mark("пояснено"), "waived": mark("снято решением")}
#: What an open finding waits for; one that is only for information waits for nothing.
WAITS = {"error": mark("ждёт исправления"), "warning": mark("ждёт проверки")}
WAITS_FOR_EXPLANATION = mark("ждёт пояснения")
#: Before the title of a control relation, which says what should hold.
NOT_FULFILLED = mark("Не выполнено: {title}")
#: What is to be done about a finding that is settled.
SETTLED = {
    "explained": mark("Ничего делать не нужно: дано пояснение."),
    "waived": mark("Ничего делать не нужно: так решил муниципалитет."),
}
EXPLANATION_WITHHELD = mark("пояснение остаётся в муниципалитете: в нём, возможно, есть персональные данные")
BASIS_WITHHELD = mark("основание – в муниципальном своде")

DECISION = {
    "accept": mark("отчёт принят с ошибками"),
    "entered_by_district": mark("данные внёс муниципалитет"),
    "exempt": mark("отчёт не ожидается"),
    "extend": mark("срок сдачи продлён до {until}"),
    "signed_copy": mark("получен подписанный экземпляр"),
}

#: Decisions that apply to nothing, in the words of what was meant.
DECISION_MEANT = {
    "accept": mark("принять отчёт с ошибками"),
    "entered_by_district": mark("данные внёс муниципалитет"),
    "exempt": mark("отчёта не ждать"),
    "extend": mark("продлить срок сдачи до {until}"),
    "signed_copy": mark("получен подписанный экземпляр"),
}
#: Why a decision applies to nothing, by the code of its finding.
IN_VAIN = {
    "E11": mark("решение пока не действует: отчёта нет"),
    "E12": mark("решение не подействовало: отчёта с исправлением № {revision} нет (есть: {there})"),
    "E13": mark("решение не понадобилось: ошибок в отчёте нет"),
    "E14": mark("решение больше не действует: тот отчёт заменён более новым"),
    "E16": mark("решение не подействовало: отчёта и так не ждут"),
    "E17": mark("решение не подействовало: файла с данными нет"),
    "E18": mark("решение не подействовало: файла с отчётом нет"),
    "E19": mark("решение не подействовало: из файла ничего не удалось прочитать"),
}

KIND = {
    "school": mark("школа"),
    "kindergarten": mark("детский сад"),
    "supplementary": mark("доп. образование"),
    "vocational": mark("колледж"),
}
KINDS_COUNTED = {
    "school": mark("школы"),
    "kindergarten": mark("детские сады"),
    "supplementary": mark("организации дополнительного образования"),
    "vocational": mark("колледжи"),
}
DISTRICT = mark("муниципалитет")
FORM = {"school": mark("форма организации"), "district": mark("форма муниципалитета")}

SUMMARY = mark("Сводка")
CHANGES_SHEET = mark("Что изменилось")
COVERAGE_SHEET = mark("Охват")
PROGRESS = mark("Динамика")
COUNTS = mark("Показатели")
BY_FORM = mark("По формам")
ROADMAP = mark("Дорожная карта")
OVERDUE = mark("Просрочено")
UPCOMING = mark("Календарь")
CLARIFY = mark("Уточнить сроки")
REPORTING = mark("Сдача отчётов")
FINDINGS = mark("Замечания")
FACTS = mark("Данные")
PRACTICES = mark("Практики")
DOCUMENTS = mark("Документы")
CONTACTS = mark("Контакты")
ABOUT = mark("О своде")

CONTENTS = {
    CHANGES_SHEET: mark("что стало другим после закрытия"),
    COVERAGE_SHEET: mark("показатели по каждой организации"),
    PROGRESS: mark("что изменилось за годы и сколько до цели"),
    COUNTS: mark("все строки формы и итоги"),
    BY_FORM: mark("наставники, наставляемые, пары"),
    ROADMAP: mark("что выполнено, что нет"),
    OVERDUE: mark("список с днями просрочки"),
    UPCOMING: mark("какие сроки впереди"),
    CLARIFY: mark("какие сроки сверить с документом"),
    REPORTING: mark("кто отчитался и когда"),
    FINDINGS: mark("что не сходится и что делать"),
    FACTS: mark("из каких ячеек сложены итоги"),
    PRACTICES: mark("лучшие практики"),
    DOCUMENTS: mark("приказы, положения, ссылки"),
    CONTACTS: mark("кураторы и руководители"),
    ABOUT: mark("правила, цели, способ счёта"),
}
PAGE = mark("Страница &P из &N")
MAY_REPEAT = mark("сумма, возможны повторы")
NOTHING = mark("Записей нет.")
