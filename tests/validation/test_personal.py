"""Free texts that look as if they named a person."""

from __future__ import annotations

import pytest
from support.filled_forms import submission

from engine.rulebook.rulebook import Rulebook
from engine.validation.filled import filled_in
from engine.validation.personal import personal_findings
from engine.vocabulary.fields import OccurrenceKey, Submission
from engine.vocabulary.findings import Finding


def findings_of(rulebook: Rulebook, school: Submission) -> list[Finding]:
    (batch,) = filled_in([school], rulebook, rulebook.periods["2024"])
    return list(personal_findings(batch, batch[0].form))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Наставник Иванов И. И. и его группа", ["V50"]),
        ("И.И. Иванова", ["V50"]),
        ("Петрова-Водкина Мария", []),
        ("Мария Ивановна", ["V50"]),
        ("Кузнецова Мария Петровна, 8 (911) 123-45-67", ["V50", "V51"]),
        ("+7 911 123 45 67", ["V51"]),
        ("89111234567", ["V51"]),
        ("пишите на ivanov@example.org", ["V52"]),
        ("Школа имени А. С. Пушкина", []),
        ("МБОУ СОШ им. А.С. Пушкина", []),
        ("Приказ от 12.09.2024 № 45-п", []),
        ("Приказ № 8-2024/1234567890", []),
        ("Точка роста: 8 классов, 120 детей", []),
        ("Равный – равному", []),
        ("Программа Основной школы, Центр Духовной культуры", []),
        ("Встреча с Анной Сергеевной", ["V50"]),
        ("Пётр Ильич", ["V50"]),
        ("Рашид Керим оглы", ["V50"]),
    ],
)
def test_names_telephones_and_addresses_are_pointed_out(rulebook: Rulebook, text: str, codes: list[str]) -> None:
    findings = findings_of(rulebook, submission(rulebook, {"801": text}))
    assert [finding.code for finding in findings] == codes
    assert all(finding.cell == "C801" for finding in findings)


def test_what_was_typed_is_never_quoted(rulebook: Rulebook) -> None:
    for finding in findings_of(rulebook, submission(rulebook, {"801": "Кузнецова М. П., 89111234567, a@example.org"})):
        assert finding.value is None
        assert not any("Кузнецова" in fact or "8911" in fact or "a@" in fact for fact in finding.facts.values())


def test_notes_and_documents_are_read_and_the_title_is_not(rulebook: Rulebook) -> None:
    school = submission(
        rulebook,
        {"006": "Кузнецова М. П.", "601.2": "Приказ Кузнецовой М. П.", "7001.4": "Болен Кузнецов М. П."},
        roadmap={"7001": OccurrenceKey("aksaysky", "1")},
    )
    assert [finding.cell for finding in findings_of(rulebook, school)] == ["D601", "F7001"]
