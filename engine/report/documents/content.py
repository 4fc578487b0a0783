"""What the documents say: texts and rows under the names that their templates use."""

from __future__ import annotations

from dataclasses import dataclass

from engine.report.documents.tagged import tag


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature line."""

    position: str = tag("должность", "должность того, кто подписывает (rules/programme.yaml, signatures)")


@dataclass(frozen=True, slots=True)
class Head:
    """What every document begins and ends with."""

    author: str = tag("составитель", "кто составил документ: муниципалитет, в региональном документе – организация")
    organisation: str = tag("организация", "организация, которая ведёт мониторинг (rules/programme.yaml, organisation)")
    programme: str = tag("программа", "что отслеживается (rules/programme.yaml, title)")
    territory: str = tag("территория", "муниципалитет или регион, о котором документ")
    period: str = tag("период", "отчётный период: «2024 год»")
    during: str = tag("за_период", "период словами для предложения: «за 2024 год»")
    starts_on: str = tag("начало_периода", "первый день периода")
    ends_on: str = tag("конец_периода", "последний день периода")
    as_of: str = tag("на_дату", "по состоянию на какую дату: «31.12.2024»")
    as_of_words: str = tag("на_дату_словами", "та же дата словами: «31 декабря 2024 года»")
    notice: str = tag("уведомление", "пометка для печати (rules/programme.yaml, notice); обычно пусто")
    reported: str = tag("отчетов_учтено", "сколько отчётов вошло в свод")
    expected: str = tag("отчетов_ожидалось", "сколько отчётов ожидалось")
    signers: tuple[Signer, ...] = tag("подписи", "кто подписывает, по строке на каждого")


@dataclass(frozen=True, slots=True)
class TerritoryReports:
    """How a district reported."""

    name: str = tag("муниципалитет", "название")
    expected: str = tag("ожидалось", "отчётов ожидалось")
    counted: str = tag("учтено", "отчётов учтено")
    silent: str = tag("нет_отчета", "отчётов нет")
    faulty: str = tag("с_ошибками", "отчётов с ошибками, не вошедших в свод")
    late: str = tag("с_опозданием", "отчётов сдано с опозданием")


@dataclass(frozen=True, slots=True)
class Debtor:
    """Whose report is not in the totals, or came late."""

    who: str = tag("кто", "организация; в региональной справке и муниципалитет")
    state: str = tag("состояние", "что с отчётом")
    due_on: str = tag("срок", "срок сдачи")


@dataclass(frozen=True, slots=True)
class Standing:
    """An indicator against its target."""

    number: str = tag("номер", "номер по порядку")
    title: str = tag("показатель", "название показателя")
    value: str = tag("значение", "значение: «69,7 %»")
    target: str = tag("цель", "цель; «*» – не подтверждена документом")
    gap: str = tag("отклонение", "разница с целью: «−0,3»")
    basis: str = tag("учтено", "на скольких организациях держится значение: «14 из 16»")
    verdict: str = tag("вывод", "достигнута цель или нет")


@dataclass(frozen=True, slots=True)
class PlaceStanding:
    """The main indicator of one place."""

    name: str = tag("место", "муниципалитет или организация")
    numerator: str = tag("числитель", "числитель доли")
    denominator: str = tag("знаменатель", "знаменатель доли")
    value: str = tag("значение", "значение")
    gap: str = tag("отклонение", "разница с целью")
    short: str = tag("не_хватает", "скольких человек не хватает до цели")
    verdict: str = tag("вывод", "достигнута цель или нет")


@dataclass(frozen=True, slots=True)
class Comparison:
    """An indicator now and before."""

    title: str = tag("показатель", "название показателя")
    before: str = tag("было", "прежнее значение")
    before_on: str = tag("когда", "на какую дату")
    now: str = tag("стало", "значение теперь")
    change: str = tag("изменение", "изменение, в процентных пунктах или в единицах")
    note: str = tag("замечание", "почему сравнивать следует осторожно")


@dataclass(frozen=True, slots=True)
class TerritoryPlan:
    """How a district stands with its roadmap."""

    name: str = tag("муниципалитет", "название")
    done: str = tag("выполнено", "мероприятий выполнено")
    overdue: str = tag("просрочено", "мероприятий просрочено")
    unknown: str = tag("нет_сведений", "срок прошёл, а сведений нет")
    longest: str = tag("дольше_всего", "наибольшая просрочка в днях")


@dataclass(frozen=True, slots=True)
class Overdue:
    """An activity that somebody has not done in time."""

    who: str = tag("кто", "кто отвечает")
    number: str = tag("номер", "номер по дорожной карте")
    title: str = tag("мероприятие", "название мероприятия")
    due_on: str = tag("срок", "до какого дня следовало выполнить")
    days: str = tag("дней", "дней после срока")


@dataclass(frozen=True, slots=True)
class Upcoming:
    """An activity that falls due soon."""

    due_on: str = tag("срок", "до какого дня выполнить")
    number: str = tag("номер", "номер по дорожной карте")
    title: str = tag("мероприятие", "название мероприятия")
    left: str = tag("кому_осталось", "кто ещё не выполнил")


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody has to answer, or has answered."""

    who: str = tag("кто", "организация")
    what: str = tag("о_чем", "о чём замечание")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A deviation that an organisation explained."""

    who: str = tag("кто", "организация")
    what: str = tag("о_чем", "о чём замечание")
    said: str = tag("пояснение", "пояснение организации или решение муниципалитета")


@dataclass(frozen=True, slots=True)
class UnclearDeadline:
    """A deadline that nobody has confirmed."""

    number: str = tag("номер", "номер по дорожной карте")
    title: str = tag("мероприятие", "название мероприятия")
    written: str = tag("в_документе", "срок, как он записан в документе")
    read_as: str = tag("предлагается", "как его предлагается понимать")


@dataclass(frozen=True, slots=True)
class Memo:
    """«Аналитическая справка»: six sections, each a few sentences and, where there are rows, its tables."""

    head: Head
    reporting: tuple[str, ...] = tag("сбор_текст", "раздел 1: что запрашивалось и кто отчитался, абзацами")
    by_district: tuple[TerritoryReports, ...] = tag("сбор_по_муниципалитетам", "раздел 1: строка на муниципалитет")
    debtors: tuple[Debtor, ...] = tag("не_сдали", "раздел 1: чьего отчёта нет в своде и кто опоздал")
    overview: tuple[str, ...] = tag(
        "показатели_обзор", "раздел 2: сколько показателей, по скольким достигнута цель, абзацами"
    )
    targets: tuple[str, ...] = tag("показатели_текст", "раздел 2: показатели словами, абзацами")
    target_year: str = tag("год_цели", "раздел 2: с целями какого года сравнивается период")
    standings: tuple[Standing, ...] = tag("показатели", "раздел 2: строка на показатель")
    by_place: tuple[str, ...] = tag(
        "места_текст", "раздел 2: главный показатель по муниципалитетам или организациям, абзацами"
    )
    places_title: str = tag("места_заголовок", "раздел 2: заголовок таблицы по местам")
    places: tuple[PlaceStanding, ...] = tag("места", "раздел 2: строка на муниципалитет или организацию")
    compared: tuple[str, ...] = tag("сравнение_текст", "раздел 3: сравнение с прошлым годом, абзацами")
    comparisons: tuple[Comparison, ...] = tag("сравнение", "раздел 3: строка на показатель")
    plan: tuple[str, ...] = tag("карта_текст", "раздел 4: исполнение дорожной карты, абзацами")
    plan_by_district: tuple[TerritoryPlan, ...] = tag("карта_по_муниципалитетам", "раздел 4: строка на муниципалитет")
    overdue: tuple[Overdue, ...] = tag("просрочено", "раздел 4: просроченные мероприятия, самые давние сверху")
    overdue_note: str = tag("просрочено_примечание", "раздел 4: сколько строк не показано; бывает пусто")
    upcoming: tuple[Upcoming, ...] = tag("предстоит", "раздел 4: ближайшие сроки")
    upcoming_note: str = tag("предстоит_примечание", "раздел 4: сколько сроков не показано; бывает пусто")
    clarify: tuple[str, ...] = tag("уточнить_текст", "раздел 5: что требует уточнения, абзацами")
    questions: tuple[Question, ...] = tag("замечания", "раздел 5: открытые замечания по организациям")
    explanations: tuple[Explanation, ...] = tag(
        "пояснения", "раздел 5: чем объяснены отклонения (в региональной справке пусто)"
    )
    deadlines: tuple[UnclearDeadline, ...] = tag("сроки", "раздел 5: сроки, которые нужно сверить с документом")
    conclusions: tuple[str, ...] = tag("выводы", "раздел 6: выводы, по одному предложению")


@dataclass(frozen=True, slots=True)
class Control:
    """A figure by which the receiver checks what arrived."""

    name: str = tag("что", "что сверяется")
    value: str = tag("значение", "значение")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes along."""

    name: str = tag("название", "что приложено")
    file: str = tag("файл", "имя файла")


@dataclass(frozen=True, slots=True)
class CoveringLetter:
    """«Сопроводительное письмо» to a district's transmittal."""

    head: Head
    receiver: str = tag("кому", "кому направляется свод")
    subject: str = tag("тема", "о чём письмо")
    body: tuple[str, ...] = tag("текст", "что направляется, абзацами")
    controls: tuple[Control, ...] = tag("сверка", "контрольные показатели свода")
    enclosures: tuple[Enclosure, ...] = tag("приложения", "что приложено")
    file: str = tag("файл_свода", "имя файла передаточного свода")
