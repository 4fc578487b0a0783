from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from support.consolidations import PLACES, consolidated, sample, sample_rulebook, school_submission
from support.document_text import sample_scope, with_earlier

from engine.report.documents.conclusions import conclusions
from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Kind, Level, Place

Completed = Callable[[Scope, Mapping[str, str]], Scope]


def said(scope: Scope) -> list[str]:
    return [each.replace("\u00a0", " ") for each in conclusions(scope)]


def test_conclusions_follow_from_the_numbers(rulebook: Rulebook) -> None:
    assert said(sample_scope(rulebook, "02"))[:3] == [
        "Данные неполны: учтено 4 из 5 отчётов. После получения остальных результаты могут измениться.",
        (
            "Цели достигнуты по 4 из 7 показателей (из этих целей документом не подтверждено 3); ниже цели: "
            "«Наставляемые 10–19 лет», «Наставники 15–19 лет», "
            "«Удовлетворённость наставников»."
        ),
        "По сравнению с прошлыми данными вырос показатель «Охват обучающихся».",
    ]


def test_complete_data_are_said_to_be_complete(rulebook: Rulebook) -> None:
    assert said(sample_scope(rulebook, "01"))[0] == "Данные полны: учтены все ожидавшиеся отчёты."


def test_people_missing_to_the_main_target_are_told_with_where_most_of_them_are(rulebook: Rulebook) -> None:
    small = sample_rulebook(rulebook)
    period = small.periods["2024"]
    reports = [
        school_submission(small, period, *each) for each in (("0101", 1000, 500), ("0102", 100, 60), ("0201", 100, 50))
    ]
    made = Scope(Index(consolidated(small, tuple(reports)), small), small.registry["00"])
    assert (
        "По показателю «Охват обучающихся» до цели не хватает 230 обучающихся, больше всего – Ручейский район (210), "
        "Холмский городской округ (20)."
    ) in said(made)


def test_shortages_that_add_up_to_more_than_the_whole_are_explained(rulebook: Rulebook) -> None:
    places = [
        *PLACES,
        Place("03", Level.DISTRICT, "00", "Заречный район"),
        Place("0301", Level.SCHOOL, "03", "МБОУ «Заречная СОШ»", Kind.SCHOOL),
    ]
    small = sample_rulebook(rulebook, places)
    counts = (("0101", 1000, 500), ("0201", 100, 50), ("0301", 100, 90))
    reports = tuple(school_submission(small, small.periods["2024"], *each) for each in counts)
    made = Scope(Index(consolidated(small, reports), small), small.registry["00"])
    assert (
        "По показателю «Охват обучающихся» до цели не хватает 200 обучающихся, больше всего – Ручейский район (200), "
        "Холмский городской округ (20). Сумма по муниципалитетам больше: у других цель превышена."
    ) in said(made)


@pytest.mark.parametrize(
    ("status", "confirmed", "words"),
    [
        ("below", False, "Не достигнута ни одна из 7 целей."),
        ("met", False, "есть данные: 7 (ни одна из этих целей не подтверждена документом)."),
        ("met", True, "есть данные: 7."),
    ],
)
def test_targets_alike_are_told_together_with_how_sure_they_are(
    rulebook: Rulebook, status: str, words: str, *, confirmed: bool
) -> None:
    scope = sample_scope(rulebook, "01", earlier=False)
    frame = scope.index.consolidation.coverage
    alike = frame.assign(status=frame.status.where(frame.target.isna(), status), target_confirmed=confirmed)
    made = Scope(Index(replace(scope.index.consolidation, coverage=alike), scope.rulebook), scope.place)
    assert any(each.endswith(words) for each in said(made))


def test_nothing_is_concluded_where_nobody_reported(rulebook: Rulebook, completed: Completed) -> None:
    scope = completed(sample_scope(rulebook, "01"), dict.fromkeys(("0101", "0102", "0103"), "silent"))
    first, *others = said(scope)
    assert first == "Отчётов в своде нет, поэтому сделать вывод о результатах нельзя."
    assert not any("Цели" in each or "прошлыми" in each for each in others)


def test_all_targets_reached_is_said_in_one_sentence(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "01", earlier=False)
    frame = scope.index.consolidation.coverage
    reached = frame.assign(status=frame.status.replace("below", "met"))
    made = Scope(Index(replace(scope.index.consolidation, coverage=reached), scope.rulebook), scope.place)
    assert any(each.startswith("Цели достигнуты по всем показателям") for each in said(made))


def test_overdue_and_unknown_activities_are_counted(rulebook: Rulebook) -> None:
    text = said(sample_scope(rulebook, "02"))
    assert "По дорожной карте просрочены 2 мероприятия." in text
    assert "О выполнении 2 мероприятий, срок которых прошёл, сведений нет." in text


def test_what_is_unclear_comes_last(rulebook: Rulebook) -> None:
    assert said(sample_scope(rulebook, "02"))[-1].startswith("Требуют уточнения: замечания к отчётам – ")


def test_count_that_not_every_organisation_gave_is_compared_with_care(rulebook: Rulebook) -> None:
    small = sample_rulebook(rulebook)
    goal = small.targets[0].model_copy(update={"indicator": "partner_organisations", "minimum": Decimal(1000)})
    rules = replace(small, targets=(*small.targets, goal.model_copy(update={"year": 2024, "place_id": None})))
    earlier = with_earlier(sample(rules), (("00", "partner_organisations", 9, 40, 1, False, None),))
    row = earlier.coverage["indicator"].eq("partner_organisations")
    below = earlier.coverage.assign(status=earlier.coverage["status"].mask(row, "below"))
    found = said(Scope(Index(replace(earlier, coverage=below), rules), rules.registry["00"]))
    (judged,) = [each for each in found if "сравнивать с целью рано" in each]
    (compared,) = [each for each in found if "сравнивать следует с осторожностью" in each]
    assert judged.endswith("организаций.")
    assert "это сумма по " in compared
