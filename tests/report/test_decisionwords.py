"""Decisions in words, as the workbooks tell them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.small_region import decision
from support.workbook_text import sample_scope

from engine.consolidation.decisions import DECISIONS_FILE
from engine.report import wording
from engine.report.decisionwords import basis_words, decision_words, decisions_about, decisions_inside, key_words
from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.model import Decision
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.messages import catalogue, found

BASIS = "служебная записка № 5"
UNTIL = date(2025, 1, 24)


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        (decision("0101", "accept"), "отчёт принят с ошибками, решение от 20.01.2025"),
        (decision("0101", "accept", revision=0), "отчёт принят с ошибками (исправление № 0), решение от 20.01.2025"),
        (decision("0101", "entered_by_district"), "данные внёс муниципалитет, решение от 20.01.2025"),
        (decision("0101", "exempt"), "отчёт не ожидается, решение от 20.01.2025"),
        (
            decision("0101", "extend", until=date(2025, 1, 24)),
            "срок сдачи продлён до 24.01.2025, решение от 20.01.2025",
        ),
        (decision("0101", "signed_copy"), "получен подписанный экземпляр, решение от 20.01.2025"),
    ],
)
def test_every_decision_has_its_words_day_and_basis(rulebook: Rulebook, taken: Decision, words: str) -> None:
    assert decision_words(sample_scope(rulebook, "01"), taken) == f"{words}; основание: {BASIS}"
    assert decision_words(sample_scope(rulebook, "00"), taken) == f"{words}; {wording.BASIS_WITHHELD}"


def test_full_stop_of_a_basis_is_not_doubled(rulebook: Rulebook) -> None:
    assert decision_words(sample_scope(rulebook, "01"), decision("0101", "exempt", basis="Ремонт.")).endswith("Ремонт")


@pytest.mark.parametrize("basis", ["письмо Петровой Анны Ивановны", "у директора операция", "письмо № 5"])
def test_region_reads_no_basis_whatever_it_says(rulebook: Rulebook, basis: str) -> None:
    taken = decision("0101", "exempt", basis=basis)
    assert basis in decision_words(sample_scope(rulebook, "01"), taken)
    assert basis not in decision_words(sample_scope(rulebook, "00"), taken)


def test_basis_that_came_without_its_words_is_said_to_stay_below_at_every_level(rulebook: Rulebook) -> None:
    taken = decision("0101", "exempt", basis="")
    for place_id in ("01", "00"):
        assert decision_words(sample_scope(rulebook, place_id), taken).endswith(f"; {wording.BASIS_WITHHELD}")


def test_decisions_are_those_of_the_place_and_the_period_in_the_rules_order(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    own = (decision("0101", "signed_copy"), decision("0101", "accept"))
    others = (decision("0102", "accept"), decision("0101", "accept", period="2023"))
    decided = replace(scope.rulebook, decisions=(own[0], *others, own[1]))
    assert tuple(decisions_about(Scope(Index(scope.index.consolidation, decided), scope.place), "0101")) == own


def with_vain(scope: Scope, code: str, key: str, **facts: object) -> Scope:
    vain = found(code, DECISIONS_FILE, place_id="0101", decision=key, **facts)
    return Scope(Index(replace(scope.index.consolidation, findings=(vain,)), scope.rulebook), scope.place)


def test_decision_that_applies_to_nothing_says_so_first_and_what_was_meant(rulebook: Rulebook) -> None:
    scope = with_vain(sample_scope(rulebook, "01"), "E12", "accept/7", revision=7, there="0")
    assert decision_words(scope, decision("0101", "accept", revision=7)) == (
        "решение не подействовало: отчёта с исправлением № 7 нет (есть: 0); решение от 20.01.2025: принять отчёт с "
        f"ошибками (исправление № 7); основание: {BASIS}"
    )
    assert decision_words(scope, decision("0101", "accept")).startswith("отчёт принят с ошибками")


def test_every_reason_why_a_decision_is_in_vain_has_its_words(rulebook: Rulebook) -> None:
    assert set(wording.IN_VAIN) <= set(catalogue())
    assert set(wording.DECISION_MEANT) == set(wording.DECISION)
    for code in wording.IN_VAIN:
        scope = with_vain(sample_scope(rulebook, "01"), code, "accept", revision="", there="")
        assert "{" not in decision_words(scope, decision("0101", "accept"))


def test_decisions_inside_are_of_closed_places_too(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "01")
    closed = replace(scope.rulebook.registry["0102"], closed_on=date(2024, 7, 1))
    places = {**scope.rulebook.registry.places, "0102": closed}
    taken = (decision("0102", "exempt"), decision("0201", "accept"), decision("01", "accept"))
    rules = replace(scope.rulebook, registry=replace(scope.rulebook.registry, places=places), decisions=taken)
    index = Index(scope.index.consolidation, rules)
    assert tuple(decisions_inside(Scope(index, rules.registry["01"]))) == (taken[0], taken[2])
    assert tuple(decisions_inside(Scope(index, rules.registry["00"]))) == taken


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("accept", "отчёт принят с ошибками"),
        ("accept/1", "отчёт принят с ошибками (исправление № 1)"),
        ("extend/2025-01-24", "срок сдачи продлён до 24.01.2025"),
        ("other", "other"),
    ],
)
def test_decision_is_told_by_its_key(key: str, words: str) -> None:
    assert key_words(key) == words


def test_basis_is_read_in_the_district_only(rulebook: Rulebook) -> None:
    assert basis_words(sample_scope(rulebook, "01"), "Ремонт.") == "основание: Ремонт"
    assert basis_words(sample_scope(rulebook, "00"), "Ремонт.") == "основание – в муниципальном своде"
