from __future__ import annotations

from dataclasses import replace

from support.consolidations import consolidated, sample_rulebook
from support.document_text import sample_scope

from engine.report.documents.covering import covering_letter_of
from engine.report.index import Index
from engine.report.names import transmittal_name
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook


def test_letter_names_the_transmittal_and_what_to_compare(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "02")
    letter = covering_letter_of(scope)
    assert letter.receiver == scope.programme.organisation
    assert letter.file == transmittal_name(scope.place, scope.period)
    assert letter.file in letter.body[0]
    assert [each.file for each in letter.enclosures] == [
        letter.file,
        "02 Холмский городской округ – аналитическая справка 2024.docx",
    ]
    assert [(each.name, each.value.replace("\u00a0", " ")) for each in letter.controls] == [
        ("Отчётов учтено / ожидалось", "4 / 5"),
        ("Организаций учтено / ожидалось", "3 / 4"),
        ("Доля обучающихся, вовлечённых в различные формы наставничества", "71,7 % (390 из 544)"),
        ("Мероприятий дорожной карты просрочено", "2"),
        ("Срок прошёл, а сведений нет", "2"),
    ]


def test_main_indicator_that_is_a_count_is_told_as_a_number(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "02")
    partners = tuple(each for each in scope.rulebook.indicators if each.unit == "count")
    counting = replace(scope.rulebook, indicators=partners)
    letter = covering_letter_of(Scope(Index(scope.index.consolidation, counting), scope.place))
    assert (letter.controls[2].name, letter.controls[2].value) == ("Число организаций, предоставивших наставников", "9")


def test_letter_does_not_claim_a_memo_that_was_not_written(rulebook: Rulebook) -> None:
    letter = covering_letter_of(sample_scope(rulebook, "02"), memo_enclosed=False)
    assert [each.file for each in letter.enclosures] == [letter.file]


def test_letter_holds_before_and_after_closing(rulebook: Rulebook) -> None:
    text = " ".join(covering_letter_of(sample_scope(rulebook, "02")).body)
    assert "Сведения о версии свода приведены в этом файле на листе «О своде»" in text
    assert "предварительн" not in text


def test_district_where_nobody_reported_sends_a_letter_all_the_same(rulebook: Rulebook) -> None:
    small = sample_rulebook(rulebook)
    letter = covering_letter_of(Scope(Index(consolidated(small, ()), small), small.registry["01"]))
    assert [each.value for each in letter.controls] == ["0 / 3", "0 / 3", "нет данных"]
