from __future__ import annotations

from engine.vocabulary.faults import BilingualError


def test_fault_is_told_in_the_language_asked_for() -> None:
    fault = BilingualError("Нет папки rules.", "There is no rules/.")
    assert (fault.text("ru"), fault.text("en"), str(fault)) == (fault.ru, fault.en, "There is no rules/.")
