from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.workbook_text import sample_scope

from engine.report.factfields import is_forwarded, label_of, leaves_district, origin_of, sheet_of
from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import speaking
from engine.vocabulary.transmittal import Transmittal


def test_whitelist_lets_through_counts_marks_roadmap_statuses_and_dates(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    passed = {(row.line, row.column) for row in scope.facts if leaves_district(scope, row)}

    assert {("101", "1"), ("601", "1"), ("7001", "1"), ("7001", "2")} <= passed
    assert passed.isdisjoint(
        {("006", "1"), ("011", "1"), ("310", "1"), ("601", "2"), ("601", "3"), ("801", "1"), ("801", "2")}
    )
    assert passed.isdisjoint({("7001", "3"), ("7001", "4")})


def test_sheet_is_named_as_in_the_form_whatever_the_sender_calls_it(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")

    assert {sheet_of(scope, row) for row in scope.facts} == {"Титул", "Показатели", "Практики", "Дорожная карта"}


def test_fact_of_a_transmittal_stands_on_a_sheet_of_the_transmittal(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    row = scope.facts[0]
    sent = Transmittal(row.path, "0" * 64, "01", "2024", date(2024, 12, 31), 1, "1", {}, {}, "Данные", "G")
    made = replace(scope.index.consolidation, transmittals=(sent,))
    other = Scope(Index(made, scope.rulebook), scope.place)

    assert (is_forwarded(scope, row), is_forwarded(other, row)) == (False, True)
    assert sheet_of(other, row) == "лист Тайновой"


def test_fact_of_a_transmittal_originates_from_the_cell_of_the_schools_own_file(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    row = scope.facts[0]
    where = {"place_id": row.place_id, "line": row.line, "column": row.column}
    told = {"facts": ({**where, "file": "0a1b2c3d4e5f", "sheet": "Титул", "cell": "C9"},)}
    sent = Transmittal(row.path, "0" * 64, "01", "2024", date(2024, 12, 31), 1, "1", {}, told, "Данные", "G")
    made = replace(scope.index.consolidation, transmittals=(sent,))
    other = Scope(Index(made, scope.rulebook), scope.place)

    assert origin_of(other, row) == ("0a1b2c3d4e5f", "Титул", "C9")
    assert origin_of(scope, row) == (scope.index.file_codes[row.path], "Титул", row.cell)


def test_label_names_line_and_column_in_the_words_of_the_rules(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "02")
    by_code = {(row.line, row.column): row for row in scope.facts}

    assert label_of(scope, by_code["101", "1"]) == "Обучающихся, всего"
    assert label_of(scope, by_code["201", "2"]).startswith("ученик – ученик: ")
    assert label_of(scope, by_code["7001", "1"]).startswith("Дорожная карта: ")
    with speaking("en"):
        assert label_of(scope, by_code["7001", "1"]).startswith("Roadmap: ")
