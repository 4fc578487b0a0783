import pytest

from engine.rulebook.deadlines.naming import month_named, years_named
from engine.rulebook.deadlines.syntax import Years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022 год", Years(2022)),
        ("2021-2024 годы", Years(2021, 2024, plural=True)),
        ("2020/2021 учебный", Years(2020, 2021, school=True)),
        ("2020/2021", Years(2020, 2021, school=True, slash=True)),
        ("следующий учебный", Years(shift=1, school=True)),
        ("год", Years()),
    ],
)
def test_years_are_taken_from_their_words(text: str, years: Years) -> None:
    assert years_named(text) == years


def test_months_are_numbered() -> None:
    assert [month_named(name) for name in ("январь", "декабрь")] == [1, 12]
