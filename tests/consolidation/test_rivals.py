"""Two different answers to one return."""

from __future__ import annotations

from datetime import date

import pytest
from support.small_region import AS_OF, PERIOD, reading, school, small_rulebook, submission

from engine.consolidation.ordering import last_plausible_day, order_of
from engine.consolidation.rivals import differing, rival
from engine.consolidation.selection import choose
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.messages import sentence

RULES = small_rulebook()


def test_differing_fields_are_counted_whatever_their_order_without_date_and_kind_of_the_report() -> None:
    one = submission("0101", {"101": 100, "306": 70, "006": "Петрова", "011": date(2025, 1, 10)})
    other = submission("0101", {"006": "Петрова", "306": 71, "402": 1, "011": date(2025, 1, 20)})
    assert differing(one, other) == differing(other, one) == 3  # 101 is blank in the other, 306 differs, 402 is new
    assert differing(one, one) == 0


def answers(revision: int, involved: int) -> dict[str, list[Finding]]:
    """Findings by path of two answers to one return, the second one filled in later."""
    first = school("0101", 100, 70, path="a.xlsx", revision=revision, filled_on=date(2025, 1, 10))
    second = school("0101", 100, involved, path="b.xlsx", revision=revision, filled_on=date(2025, 1, 12))
    selection = choose([reading(first), reading(second)], [], RULES, PERIOD, AS_OF)
    assert [each.path for each in selection.submissions] == ["b.xlsx"]
    return {path: [each for each in selection.findings if each.path == path] for path in ("a.xlsx", "b.xlsx")}


def test_two_different_answers_to_one_return_are_a_warning_that_says_which_counts_and_why() -> None:
    found = answers(1, 75)
    (told,) = found["a.xlsx"]
    assert (told.code, told.severity) == ("C11", Severity.WARNING)
    said = sentence(told)
    assert "«b.xlsx»: дата заполнения в нём позже (12.01.2025, здесь 10.01.2025)." in said
    assert "Различаются ячеек: 1." in said
    assert found["b.xlsx"] == []


def test_two_answers_that_say_the_same_are_worth_a_note_only() -> None:
    (told,) = answers(1, 70)["a.xlsx"]
    assert (told.code, told.severity) == ("C11", Severity.INFO)
    assert "Заполнены они одинаково." in sentence(told)


def test_two_first_forms_are_no_answers_to_a_return() -> None:
    assert [each.code for each in answers(0, 75)["a.xlsx"]] == ["C06"]


@pytest.mark.parametrize("index", [1, 2, 3, 4])
def test_every_reason_is_told_in_both_languages(index: int) -> None:
    sent = school("0101", 100, 70, revision=1)
    order = order_of(sent, last_plausible_day(AS_OF, RULES))
    told = rival(sent, sent, index, order, order)
    for lang in ("ru", "en"):
        assert "…" not in sentence(told, lang)
        assert "{" not in sentence(told, lang)
