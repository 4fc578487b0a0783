from datetime import date

import pytest

from engine.rulebook.deadlines.deadline import Surroundings
from engine.rulebook.deadlines.reading import read_deadline
from engine.rulebook.deadlines.sentence import deadline_sentence

_AROUND = Surroundings(date(2021, 1, 1), date(2024, 12, 31), date(2021, 11, 9))


@pytest.mark.parametrize(
    ("text", "ru", "en"),
    [
        (
            "Сентябрь-ноябрь ежегодно 2021-2024 гг.",
            "Каждый год с 1 сентября по 30 ноября: 2021, 2022, 2023, 2024 – всего 4 раза.",
            "Every year from 1 September to 30 November: 2021, 2022, 2023, 2024 – 4 times in all.",
        ),
        (
            "Май, ежегодно",
            "Каждый год с 1 по 31 мая: 2022, 2023, 2024 – всего 3 раза.",
            "Every year from 1 to 31 May: 2022, 2023, 2024 – 3 times in all.",
        ),
        (
            "февраль ежегодно",
            "Каждый год с 1 февраля по последний день февраля: 2022, 2023, 2024 – всего 3 раза.",
            "Every year from 1 February to the last day of February: 2022, 2023, 2024 – 3 times in all.",
        ),
        (
            "до 25 мая ежегодно",
            "Каждый год не позднее 25 мая: 2022, 2023, 2024 – всего 3 раза.",
            "Every year by 25 May at the latest: 2022, 2023, 2024 – 3 times in all.",
        ),
        (
            "с сентября по май ежегодно",
            "Каждый учебный год с 1 сентября по 31 мая: 2021/22, 2022/23, 2023/24 – всего 3 раза.",
            "Every school year from 1 September to 31 May: 2021/22, 2022/23, 2023/24 – 3 times in all.",
        ),
        (
            "ежемесячно до 5 числа",
            (
                "Каждый месяц – всего 37 раз: первый раз не позднее 5 декабря 2021 года, "
                "последний раз не позднее 5 декабря 2024 года."
            ),
            (
                "Every month – 37 times in all: first by 5 December 2021 at the latest, "
                "last by 5 December 2024 at the latest."
            ),
        ),
        (
            "3 раза в год",
            (
                "Дни не названы; считаются периоды: с 1 января по 31 декабря 2021 года; с 1 января по 31 декабря "
                "2022 года; с 1 января по 31 декабря 2023 года; с 1 января по 31 декабря 2024 года."
            ),
            (
                "The days are not named; the stretches count: from 1 January to 31 December 2021; from 1 January to "
                "31 December 2022; from 1 January to 31 December 2023; from 1 January to 31 December 2024."
            ),
        ),
        (
            "октябрь – декабрь 2022, далее постоянно",
            "Постоянно: с 1 октября 2022 года по 31 декабря 2024 года.",
            "Continuously: from 1 October 2022 to 31 December 2024.",
        ),
        (
            "раз в полугодие 2022",
            "Каждое полугодие – всего 2 раза: с 1 января по 30 июня 2022 года; с 1 июля по 31 декабря 2022 года.",
            "Every half-year – 2 times in all: from 1 January to 30 June 2022; from 1 July to 31 December 2022.",
        ),
        ("до 25.01.2022", "Не позднее 25 января 2022 года.", "By 25 January 2022 at the latest."),
        ("Сентябрь 2021", "С 1 по 30 сентября 2021 года.", "From 1 to 30 September 2021."),
        (
            "с 1 сентября 2021",
            "С 1 сентября 2021 года, срок окончания не назван.",
            "From 1 September 2021 on, no end is given.",
        ),
        (
            "октябрь 2021 - ноябрь 2024 гг",
            "С 1 октября 2021 года по 30 ноября 2024 года.",
            "From 1 October 2021 to 30 November 2024.",
        ),
        (
            "ноябрь 2021, март 2022",
            "Сроков в одной записи – 2: 1) с 1 по 30 ноября 2021 года; 2) с 1 по 31 марта 2022 года.",
            "Several deadlines in one entry (2): 1) from 1 to 30 November 2021; 2) from 1 to 31 March 2022.",
        ),
        (
            "постоянно",
            "Постоянно: с 1 января 2021 года по 31 декабря 2024 года.",
            "Continuously: from 1 January 2021 to 31 December 2024.",
        ),
        (
            "после издания приказа",
            "Даты нет: срок зависит от события или другого документа («после издания приказа»).",
            "No date: the deadline depends on an event or another document («после издания приказа»).",
        ),
        ("", "Срок не указан.", "No deadline is given."),
        ("еженедельно", "Срок повторяется, но даты не назначены.", "The deadline recurs, but no dates are set."),
        (
            "как-нибудь",
            "Срок не понят: «как-нибудь». Дата не назначена.",
            "The deadline is not understood: «как-нибудь». No date is set.",
        ),
        (
            "на 01.01.2022",
            "Это не срок, а дата, на которую даются сведения.",
            "This is no deadline but the day that figures are given for.",
        ),
    ],
)
def test_sentence_says_what_was_read(text: str, ru: str, en: str) -> None:
    deadline = read_deadline(text, _AROUND)
    assert (deadline_sentence(text, deadline, "ru"), deadline_sentence(text, deadline, "en")) == (ru, en)


def test_deadline_without_plan_or_year_says_that_it_has_no_date() -> None:
    assert deadline_sentence("постоянно", read_deadline("постоянно"), "ru") == (
        "Постоянно, весь период плана; когда он кончается, неизвестно."
    )
    assert deadline_sentence("август", read_deadline("август"), "ru") == "Даты нет: «август»."
