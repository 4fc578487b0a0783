"""Decisions in words, as the workbooks tell them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.small_region import decision
from support.workbook_text import sample_scope

from engine.report.decisionwords import decision_words, decisions_about
from engine.report.scope import Index, Scope
from engine.rulebook.model import Decision
from engine.rulebook.rulebook import Rulebook

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
    for place_id in ("01", "00"):
        assert decision_words(sample_scope(rulebook, place_id), taken) == f"{words}; основание: {BASIS}"


def test_full_stop_of_a_basis_is_not_doubled(rulebook: Rulebook) -> None:
    assert decision_words(sample_scope(rulebook, "01"), decision("0101", "exempt", basis="Ремонт.")).endswith("Ремонт")


def test_region_reads_no_basis_that_names_a_person(rulebook: Rulebook) -> None:
    taken = decision("0101", "exempt", basis="письмо Петровой Анны Ивановны")
    assert "Петровой" in decision_words(sample_scope(rulebook, "01"), taken)
    assert "Петровой" not in decision_words(sample_scope(rulebook, "00"), taken)


def test_decisions_are_those_of_the_place_and_the_period_in_the_rules_order(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    own = (decision("0101", "signed_copy"), decision("0101", "accept"))
    others = (decision("0102", "accept"), decision("0101", "accept", period="2023"))
    decided = replace(scope.rulebook, decisions=(own[0], *others, own[1]))
    assert tuple(decisions_about(Scope(Index(scope.index.consolidation, decided), scope.place), "0101")) == own
