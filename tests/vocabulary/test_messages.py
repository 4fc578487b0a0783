import re
from string import Formatter

import pytest

from engine.vocabulary.findings import Severity
from engine.vocabulary.messages import Message, catalogue, found, message_of, remedy, sentence, what

TEXTS = [pytest.param(message, id=code) for code, message in catalogue().items()]


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("message", TEXTS)
def test_every_code_says_what_and_what_to_do_in_both_languages(message: Message) -> None:
    assert message.ru
    assert message.en
    if message.severity is not Severity.INFO:
        assert message.remedy_ru
        assert message.remedy_en


@pytest.mark.parametrize("message", TEXTS)
def test_russian_text_is_russian_and_english_text_is_english(message: Message) -> None:
    for template in (message.ru, message.remedy_ru):
        words = re.sub(r"\{.*?\}", "", template)
        assert re.search("[а-яё]", words) or not re.search("[a-z]{3}", words)
    # Quoted labels of the form stay as they are printed there.
    quoted = re.compile(r"\{.*?\}|«.*?»|“.*?”|\".*?\"")
    for template in (message.en, message.remedy_en):
        assert not re.search("[а-яё]{3}", quoted.sub("", template).lower())


@pytest.mark.parametrize("message", TEXTS)
def test_both_languages_use_the_same_facts(message: Message) -> None:
    plain = {name.removesuffix("_ru").removesuffix("_en") for name in placeholders(message.ru + message.remedy_ru)}
    english = {name.removesuffix("_ru").removesuffix("_en") for name in placeholders(message.en + message.remedy_en)}
    assert english <= plain | {"value"}


def test_control_relations_share_one_entry() -> None:
    assert message_of("K06") is message_of("K11")


def test_finding_carries_the_severity_of_its_code_and_quotes_its_cell() -> None:
    code = next(code for code, message in catalogue().items() if message.severity is Severity.ERROR and code != "K")
    finding = found(code, "a.xlsx", sheet="Показатели", cell="E5", value="70%", number=7)
    assert finding.severity is Severity.ERROR
    assert finding.facts["cell"] == "E5"
    assert finding.facts["number"] == "7"


@pytest.mark.parametrize("message", TEXTS)
def test_missing_fact_never_ends_a_run(message: Message) -> None:
    finding = found(message.code, "a.xlsx")
    for lang in ("ru", "en"):
        assert sentence(finding, lang) == f"{what(finding, lang)} {remedy(finding, lang)}".strip()


def test_a_fact_that_ends_as_a_sentence_does_brings_no_second_full_stop() -> None:
    finding = found(
        "E10", "a.xlsx", errors="V04", decided_on="18.01.2025", basis="Письмо № 5 от 17.01.2025 г.", decided_by="А."
    )
    assert ".." not in sentence(finding)
    assert "Основание: Письмо № 5 от 17.01.2025 г. Кто решил: А. " in sentence(finding)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_what_comes_without_its_facts_is_said_in_few_words_and_has_no_holes(lang: str) -> None:
    for code, message in catalogue().items():
        if message.about(lang) is not None:
            said = sentence(found(code, "a.xlsx"), lang)
            assert "…" not in said
            assert ".." not in said
    forwarded = found("V02", "a.xlsx", line="308")
    assert sentence(forwarded, "ru") == "Вместе с числом написано лишнее, число прочитано."
