from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from support.consolidations import sample, sample_rulebook
from support.document_text import Earlier, sample_scope, with_earlier

from engine.report.documents.comparison import NOTHING, change_of, changes, comparison_words, comparisons
from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook


def said(scope: Scope) -> list[str]:
    return [each.replace("\u00a0", " ") for each in comparison_words(scope)]


def compared(rulebook: Rulebook, place_id: str, *earlier: Earlier) -> Scope:
    small = sample_rulebook(rulebook)
    return Scope(Index(with_earlier(sample(small), earlier), small), small.registry[place_id])


def test_nothing_to_compare_is_said_plainly(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00", earlier=False)
    assert said(scope) == [NOTHING]
    assert comparisons(scope) == ()
    assert changes(scope) == []


def test_growth_agrees_with_the_indicator_and_the_day_is_told_once(rulebook: Rulebook) -> None:
    first, second, exact, rest, *_ = said(sample_scope(rulebook, "00"))
    assert first == (
        "По сравнению с 31.12.2023 доля обучающихся, вовлечённых в различные формы наставничества, выросла на "
        "12,4 процентного пункта: с 58,8 % до 71,2 %."
    )
    assert second.startswith("Доля детей и подростков от 10 до 19 лет в роли наставляемого ")
    assert exact == "Изменение посчитано по неокруглённым долям."
    assert rest == "По остальным показателям (6) прошлых данных нет."


def test_change_is_exact_as_the_workbook_shows_it(rulebook: Rulebook) -> None:
    row = comparisons(sample_scope(rulebook, "00"))[0]
    shown = [each.replace("\u00a0", " ") for each in (row.before, row.now, row.change)]
    assert shown == ["58,8 %", "71,2 %", "+12,4 п. п."]


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [(9, 10, "снизилась на 18,3 процентного пункта"), (717, 1000, "снизилась на 0,01 процентного пункта")],
)
def test_fall_is_told_however_small(rulebook: Rulebook, numerator: int, denominator: int, words: str) -> None:
    scope = compared(rulebook, "02", ("02", "involved_pupils", 0.717, numerator, denominator, False, None))
    assert words in said(scope)[0]


def test_standstill_is_told_as_such(rulebook: Rulebook) -> None:
    measured = sample_scope(rulebook, "02").coverage(rulebook.registry["02"], rulebook.indicators[0])
    assert measured.numerator is not None
    assert measured.denominator is not None
    earlier = ("02", "involved_pupils", 0.717, measured.numerator, measured.denominator, False, None)
    assert "не изменилась: 71,7 %" in said(compared(rulebook, "02", earlier))[0]


def test_place_that_rests_on_something_else_is_compared_with_care(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "02")
    assert "Сравнивать следует с осторожностью: знаменатель стал больше на 25 %." in said(scope)[0]
    assert comparisons(scope)[0].note == "знаменатель стал больше на 25\u00a0%"


def test_basis_without_a_denominator_is_told_in_words(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "02")
    progress = scope.index.consolidation.progress
    unknown = replace(scope.index.consolidation, progress=progress.assign(denominator_change=pd.NA))
    text = said(Scope(Index(unknown, scope.rulebook), scope.place))[0]
    assert "изменилось число организаций, по которым посчитан показатель" in text


def test_places_that_rose_and_fell_are_counted(rulebook: Rulebook) -> None:
    text = next(each for each in said(sample_scope(rulebook, "00")) if each.startswith("По показателю"))
    assert text == (
        "По показателю «Охват обучающихся» прошлые данные есть у 2 муниципалитетов: у 1 значение выросло, у 1 "
        "снизилось. Наибольший рост: Холмский городской округ (+12,3 п. п.). Наибольшее снижение: Ручейский район "
        "(−0,9 п. п.)."
    )


def test_next_target_is_told_in_people(rulebook: Rulebook) -> None:
    assert said(sample_scope(rulebook, "00"))[-1] == (
        "До цели 2025 года (75 %) по показателю «Охват обучающихся» не хватает 65 обучающихся."
    )
    assert "(75 %, документом не подтверждена)" in said(sample_scope(rulebook, "02"))[-1]


def test_organisation_too_small_to_be_judged_is_not_compared(rulebook: Rulebook) -> None:
    assert not any(each.startswith("По показателю") for each in said(sample_scope(rulebook, "02")))


def test_indicator_without_a_value_now_is_not_compared(rulebook: Rulebook) -> None:
    scope = compared(rulebook, "02", ("0203", "involved_pupils", 0.5, 1, 2, False, None))
    assert change_of(scope, scope.rulebook.registry["0203"], scope.main_indicator) is None


def test_a_count_that_not_every_organisation_gave_is_compared_with_care(rulebook: Rulebook) -> None:
    scope = compared(rulebook, "00", ("00", "partner_organisations", 9, 40, 1, False, None))
    measured = scope.coverage(scope.place, next(each for each in scope.rulebook.indicators if each.unit == "count"))
    assert measured.reported < measured.expected
    care = f"сейчас это сумма по {measured.reported} из {measured.expected} организаций"
    assert f"Сравнивать следует с осторожностью: {care}." in said(scope)[0]
    assert comparisons(scope)[0].note.replace("\u00a0", " ") == care
