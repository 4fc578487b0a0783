from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.consolidations import consolidated, sample_rulebook, school_submission
from support.document_text import sample_scope

from engine.report.documents.standings import (
    gap_text,
    indicator_words,
    marked_target,
    overview_words,
    standing_words,
    standings,
    value_text,
)
from engine.report.index import Index
from engine.report.measured import NO_COVERAGE, Coverage
from engine.report.scope import Scope
from engine.rulebook.model import Indicator
from engine.rulebook.rulebook import Rulebook


def measured(numerator: int, denominator: int, target: float | None = 0.7, *, confirmed: bool = True) -> Coverage:
    """An involved-pupils share of the whole sample."""
    value = Fraction(numerator, denominator)
    status = "no_target" if target is None else "met" if value >= Fraction(str(target)) else "below"
    short = None if target is None else max(0, -(-Fraction(str(target)) * denominator // 1) - numerator)
    return Coverage(
        numerator,
        denominator,
        value,
        target,
        confirmed=confirmed,
        status=status,
        gap=None if target is None else float(value) - target,
        people_short=None if short is None else int(short),
        reported=5,
        expected=6,
    )


@pytest.fixture
def scope(rulebook: Rulebook) -> Scope:
    return sample_scope(rulebook, "00")


def said(scope: Scope, standing: Coverage, indicator: Indicator | None = None) -> str:
    return indicator_words(scope, indicator or scope.main_indicator, standing).replace("\u00a0", " ")


def test_share_below_the_target_is_told_with_points_and_people(scope: Scope) -> None:
    assert said(scope, measured(690, 1000)) == (
        "Доля обучающихся, вовлечённых в различные формы наставничества, составила 69,0 % (690 из 1 000) при цели "
        "70 %: ниже цели на 1 процентный пункт, не хватает 10 обучающихся."
    )


def test_share_just_below_the_target_never_reads_as_the_target(scope: Scope) -> None:
    text = said(scope, measured(6999, 10000))
    assert "69,99 % (6 999 из 10 000) при цели 70 %: ниже цели на 0,01 процентного пункта" in text


def test_share_above_the_target_is_told_with_points(scope: Scope) -> None:
    assert said(scope, measured(721, 1000)).endswith("цель достигнута и превышена на 2,1 процентного пункта.")


def test_share_at_the_target_is_not_above_it(scope: Scope) -> None:
    assert said(scope, measured(7, 10)).endswith("при цели 70 %: цель достигнута.")


def test_target_that_no_document_confirms_has_a_mark(scope: Scope) -> None:
    assert "при цели 70 %*: ниже цели" in said(scope, measured(1, 2, confirmed=False))
    assert marked_target(scope.main_indicator, measured(1, 2, 0.125)) == "12,5\u00a0%"
    assert marked_target(scope.main_indicator, measured(1, 2, None)) == "не установлена"


def test_share_without_a_target_says_so(scope: Scope) -> None:
    assert said(scope, measured(1, 2, None)).endswith("50,0 % (1 из 2); цель на 2024 год не установлена.")


def without_values(scope: Scope, *indicators: str, **changes: object) -> list[str]:
    """What is said where these indicators of the region (all, if none is named) have no value."""
    frame = scope.index.consolidation.coverage.astype(object).copy()
    rows = (frame.place_id == "00") & (frame.indicator.isin(indicators) if indicators else True)
    for name, value in ({"value": None, "status": "no_data"} | changes).items():
        frame.loc[rows, name] = value
    made = replace(scope.index.consolidation, coverage=frame)
    return list(standing_words(Scope(Index(made, scope.rulebook), scope.place)))


@pytest.mark.parametrize(
    ("reported", "expected", "why"),
    [
        (0, 3, "данных нет: ни один отчёт не учтён."),
        (0, 0, "ничего не считается: организаций, которых это касается, нет."),
        (2, 3, "доля не считается: знаменатель равен нулю."),
    ],
)
def test_missing_share_says_why(scope: Scope, reported: int, expected: int, why: str) -> None:
    said = without_values(scope, "involved_pupils", reported=reported, expected=expected)
    assert said[-1] == f"По показателю «Охват обучающихся» {why}"


def test_indicators_without_data_share_a_sentence(scope: Scope) -> None:
    names = "«Наставляемые 10–19 лет», «Наставники 15–19 лет»"
    said = without_values(scope, "mentees_10_19", "mentors_15_19", reported=0)
    assert said[-1] == f"По показателям {names} данных нет: ни один отчёт не учтён."
    assert without_values(scope, reported=0) == ["По всем показателям данных нет: ни один отчёт не учтён."]


def test_count_says_that_it_may_repeat(scope: Scope) -> None:
    partners = next(each for each in scope.rulebook.indicators if each.unit == "count")
    standing = NO_COVERAGE._replace(numerator=18, value=Fraction(18), status="no_target", reported=5, expected=6)
    assert said(scope, standing, partners) == (
        "Число организаций, предоставивших наставников, составило 18; цель на 2024 год не установлена. Это сумма по "
        "отчётам, возможны повторы. Учтены не все (5 из 6 организаций): после остальных отчётов число может вырасти."
    )
    assert "Учтены не все" not in said(scope, standing._replace(reported=6), partners)
    assert "Учтены не все" not in said(scope, measured(690, 1000))


def test_count_below_its_target_is_told_in_numbers(scope: Scope) -> None:
    partners = next(each for each in scope.rulebook.indicators if each.unit == "count")
    standing = NO_COVERAGE._replace(numerator=18, value=Fraction(18), target=20.0, status="below")
    assert "составило 18 при цели 20: ниже цели на 2." in said(scope, standing, partners)
    assert gap_text(partners, standing) == "−2"


def test_gap_is_what_is_written_less_the_target() -> None:
    share = Indicator(id="a", title="Доля", short="Доля", unit="share", numerator="306", kinds=(), source="–")
    assert [gap_text(share, measured(*each)).replace("\u00a0", " ") for each in ((690, 1000), (7, 10), (75, 100))] == [
        "−1,0 п. п.",
        "0 п. п.",
        "+5,0 п. п.",
    ]
    assert gap_text(share, NO_COVERAGE) == value_text(share, NO_COVERAGE) == "–"


def test_overview_counts_targets(scope: Scope) -> None:
    assert next(iter(overview_words(scope))).replace("\u00a0", " ") == (
        "Мониторинг ведётся по 8 показателям; цели на 2024 год установлены для 7 показателей: достигнуты – по 4, "
        "не достигнуты – по 3. При этом 6 целей не подтверждено документом (знак «*»)."
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("met", "для 7 показателей: все они достигнуты."),
        ("below", "для 7 показателей: ни одна из них не достигнута."),
        ("no_data", "для 7 показателей: данных ни по одной из них нет."),
    ],
)
def test_what_holds_for_every_target_is_said_of_all(scope: Scope, status: str, words: str) -> None:
    frame = scope.index.consolidation.coverage
    made = replace(
        scope.index.consolidation, coverage=frame.assign(status=frame.status.where(frame.target.isna(), status))
    )
    said = next(iter(overview_words(Scope(Index(made, scope.rulebook), scope.place))))
    assert words in said.replace("\u00a0", " ")


def test_region_without_targets_is_told_that_there_are_none(rulebook: Rulebook) -> None:
    small = replace(sample_rulebook(rulebook), targets=())
    made = consolidated(small, (school_submission(small, small.periods["2024"], "0101", 10, 5),))
    scope = Scope(Index(made, small), small.registry["00"])
    assert next(iter(overview_words(scope))).endswith("цели на 2024 год не установлены.")
    assert {each.target for each in standings(scope)} == {"не установлена"}


def test_reached_targets_beside_the_main_one_share_a_sentence(scope: Scope) -> None:
    last = list(standing_words(scope))[-1].replace("\u00a0", " ")
    assert last.startswith("Цель ")
    assert "достигнута по показателям: «" in last


def test_every_indicator_has_a_row(scope: Scope) -> None:
    rows = standings(scope)
    assert [each.number for each in rows] == [str(number) for number in range(1, 9)]
    assert rows[-1].verdict == "–"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    numerator=st.integers(0, 10**6),
    more=st.integers(1, 10**6),
    target=st.none() | st.integers(1, 1000).map(lambda each: each / 1000),
    confirmed=st.booleans(),
)
def test_any_numbers_give_a_readable_sentence(
    scope: Scope, numerator: int, more: int, target: float | None, *, confirmed: bool
) -> None:
    text = said(scope, measured(numerator, numerator + more, target, confirmed=confirmed))
    assert "  " not in text
    assert not {"None", "nan", "Fraction"} & set(text.split())
    assert text.endswith(".")
    if target is not None and Fraction(numerator, numerator + more) < Fraction(str(target)):
        assert "ниже цели" in text
