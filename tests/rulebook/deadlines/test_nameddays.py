from datetime import date

from engine.rulebook.deadlines.nameddays import named_days


def test_days_are_where_the_calendar_has_them() -> None:
    days = {key: day.on(2022) for key, day in named_days().items()}
    assert days["teachers_day"] == date(2022, 10, 5)
    assert days["knowledge_day"] == date(2022, 9, 1)
    assert days["victory_day"] == date(2022, 5, 9)
    assert days["unity_day"] == date(2022, 11, 4)


def test_mother_s_day_is_the_last_sunday_of_november() -> None:
    mothers_day = named_days()["mothers_day"]
    assert [mothers_day.on(year) for year in (2020, 2021, 2022, 2024)] == [
        date(2020, 11, 29),
        date(2021, 11, 28),
        date(2022, 11, 27),
        date(2024, 11, 24),
    ]


def test_every_day_has_a_name_and_falls_into_its_month() -> None:
    for day in named_days().values():
        assert day.ru
        assert day.en
        assert day.on(2024).month == day.month
