from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.intake.grids import Sheet, Workbook
from engine.intake.printed import Origin, is_known, printed_in, printed_of
from engine.intake.stamp import Stamp
from engine.rulebook.rulebook import Rulebook
from engine.template.content import school_content

STAMP = Stamp("school", "2024-1", "2024", place_id="0101")


@pytest.fixture(scope="module")
def origin(rulebook: Rulebook) -> Origin:
    period = rulebook.periods["2024"]
    form = rulebook.form("school", period)
    return Origin(form, form, rulebook.registry["0101"], period, rulebook, STAMP)


@pytest.mark.parametrize(
    "text",
    [
        "Обучающихся (воспитанников), всего",
        "КОД  СТРОКИ",
        "А",
        "3.  Сохраните файл и отправьте его муниципальному куратору не позднее 20.01.2025. Переименовывать файл можно.",
        "1.  Заполните жёлтые ячейки на листах «Титул», «Показатели», «Практики». Серые уже напечатаны.",
        "0101 · Прежнее название · с 01.01.2024 по 31.12.2024 · по состоянию на 31.12.2024",
        "План 1: Комплекс мер",
        "«____» ______________ 20___ г.",
    ],
)
def test_texts_of_the_form_are_known_also_in_an_earlier_wording(origin: Origin, text: str) -> None:
    assert is_known(text, origin)


@pytest.mark.parametrize(
    "text",
    [
        "Двое детей выбыли",
        "не заполнено, нет данных от школы",
        "Обучающихся (воспитанников), всего. Иванов в отпуске",
        "Просим принять отчёт без строки 306: данные уточняются, пришлём позже на этой неделе",
    ],
)
def test_texts_of_a_person_are_not_known(origin: Origin, text: str) -> None:
    assert not is_known(text, origin)


def test_the_fresh_form_is_that_of_the_place(origin: Origin) -> None:
    (content,) = origin.contents()
    assert content.place is origin.place
    assert content.returned is None


def test_a_return_is_compared_with_a_return(origin: Origin) -> None:
    (content,) = replace(origin, stamp=replace(STAMP, revision=2)).contents()
    assert (content.revision, content.returned is not None) == (2, True)


def test_without_a_stamp_it_may_be_any_form(origin: Origin) -> None:
    places = [content.place and content.place.id for content in replace(origin, stamp=None).contents()]
    assert places == ["0101", None, None, None]


def test_a_districts_blank_is_compared_with_a_universal_blank(origin: Origin) -> None:
    (content,) = replace(origin, stamp=replace(STAMP, place_id="", district_id="01")).contents()
    assert content.picks_place


def test_a_fresh_form_prints_its_texts_and_hides_its_own_sheets(origin: Origin, rulebook: Rulebook) -> None:
    printed = printed_of(school_content(rulebook, origin.period, "0101"))
    assert "показатели" in printed.texts
    assert printed.calculated["проверка"]
    assert printed.is_own(Sheet("Лист 5", [[], ["form", "school"], ["period", "2024"]]))
    assert not printed.is_own(Sheet("Лист 5", [["Список наставников"]]))
    assert not printed.is_own(Sheet("Лист 5", [[None, 5.0, date(2024, 1, 1)]]))


def test_a_form_that_cannot_be_drawn_prints_nothing(origin: Origin, rulebook: Rulebook) -> None:
    content = school_content(rulebook, origin.period, "0101")
    section = content.form.sections[0]
    sheetless = content.form.model_copy(update={"sections": (section.model_copy(update={"sheet": "[:]"}),)})
    assert printed_of(replace(content, form=sheetless)).texts == frozenset()


def test_of_a_workbook_its_texts_and_its_columns_with_formulas_are_printed() -> None:
    sheets = (Sheet("Лист", [["Итого", 5.0]], formulas=frozenset({(0, 1)})), Sheet("_а", [["Ключ"]], hidden=True))
    printed = printed_in(Workbook(sheets))
    assert printed.texts == {"итого", "ключ"}
    assert printed.calculated == {"лист": {1}, "_а": set()}
    assert printed.hidden == ({"ключ"},)
