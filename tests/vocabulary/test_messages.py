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
