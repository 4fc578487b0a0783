from __future__ import annotations

import pytest
from support.workbook_text import sample_scope

from engine.report.subjects import fault, is_harmless, line_and_column, region_subject
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.language import speaking
from engine.vocabulary.messages import catalogue, found

#: Codes whose facts may hold what a sender typed; those about transmittals hold numbers and our own words only.
QUOTING_SENDERS = [code for code in catalogue() if not code.startswith("G") and code != "K"]
SECRET = "ТАЙНА"  # noqa: S105  no password


def subject(rulebook: Rulebook, code: str, **fields: object) -> str:
    return str(region_subject(sample_scope(rulebook, "00"), found(code, "a.xlsx", place_id="0101", **fields)))


@pytest.mark.parametrize("code", QUOTING_SENDERS)
def test_every_code_says_what_is_wrong_without_a_fact_in_both_languages(code: str) -> None:
    message = catalogue()[code]
    assert (message.about_ru is None) == (message.about_en is None)
    for lang in ("ru", "en"):
        assert is_harmless(message.text(lang)) or message.about(lang)
        assert not set("{}.") & set(message.about(lang) or "")


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_what_a_finding_is_about_never_quotes_a_fact(rulebook: Rulebook, lang: str) -> None:
    scope = sample_scope(rulebook, "00")
    with speaking(lang):
        for code in QUOTING_SENDERS:
            facts = dict.fromkeys(
                ["used", "value", "number", "text", "sheet", "cell", "place", "count", "path"], SECRET
            )
            told = Finding(code, Severity.ERROR, SECRET, facts, value=SECRET, sheet=SECRET, line=SECRET, column=SECRET)
            assert region_subject(scope, told)
            assert SECRET not in str(region_subject(scope, told))


def test_a_value_is_told_with_its_line_and_what_is_wrong_with_it(rulebook: Rulebook) -> None:
    assert (
        subject(rulebook, "V04", line="502", column="1", value="70%")
        == "Строка 502 (из них удовлетворены участием): вместо числа стоит процент"
    )


def test_a_column_is_named_where_a_line_has_several(rulebook: Rulebook) -> None:
    assert subject(rulebook, "V04", line="201", column="2").startswith("Строка 201, графа 2 (")
    assert subject(rulebook, "V19", line="7003", column="2") == "Строка 7003, графа 2: дата не прочитана"


def test_a_line_that_stays_in_the_district_is_not_named(rulebook: Rulebook) -> None:
    assert subject(rulebook, "V04", line="310", column="1") == "Строка формы, которая остаётся в муниципалитете"
    assert line_and_column(sample_scope(rulebook, "00"), found("V04", "a.xlsx", line="310")) == (None, None)


def test_what_became_of_a_file_is_said_in_plain_words(rulebook: Rulebook) -> None:
    assert subject(rulebook, "F13", used="тайное.xlsx") == "Повтор: тот же файл прислан дважды"
    assert subject(rulebook, "F22", count=2) == "Архив раскрыт, файлы из него приняты"
    assert subject(rulebook, "T07", expected="Показатели", sheet="тайна") == "Лист формы переименован, он прочитан"
    assert subject(rulebook, "V23", sheet="тайна").startswith("Вписано там, где форма ничего не спрашивает")


def test_a_relations_title_says_what_should_hold_and_the_region_is_told_that_it_does_not(rulebook: Rulebook) -> None:
    control = next(each for each in rulebook.controls if each.id == "K08b")
    scope = sample_scope(rulebook, "00")
    broken = Finding("K08b", Severity.WARNING, "a.xlsx", {"sentence_ru": "41 больше 40."}, "0101", line="308")
    assert region_subject(scope, broken) == fault(scope, broken) == f"Не выполнено: {control.title}"


def test_an_edited_cell_of_a_transmittal_is_named_with_what_stood_and_what_came(rulebook: Rulebook) -> None:
    facts = {"written_ru": "«45»", "came_ru": "«54»"}
    edited = Finding("G10", Severity.WARNING, "a.xlsx", facts, place_id="01", sheet="Охват", cell="D7")
    said = str(region_subject(sample_scope(rulebook, "00"), edited))
    assert said.startswith("Охват!D7: ")
    assert "«45»" in said
