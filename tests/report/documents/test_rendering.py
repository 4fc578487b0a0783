from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support.templates import made_template

from engine.report.documents.faults import UnfilledError
from engine.report.documents.rendering import Properties, rendered, same_every_time
from engine.report.documents.tagged import Schema
from engine.report.documents.template import WordTemplate, read_template

PROPERTIES = Properties("Справка «А» & <Б>", "Отдел\x00 образования", date(2024, 12, 31))
SCHEMA: Schema = {"период": None, "места": {"место": None}, "тексты": {}}
HOSTILE = "МБОУ «А & <Б>» {{ период }} {% for %} {# #} \"'&amp; ]]> <w:p/>"


def template_of(folder: Path, *texts: str, **parts: Any) -> WordTemplate:  # noqa: ANN401  as made_template takes them
    template, faults = read_template(made_template(folder / "ш.docx", *texts, **parts), SCHEMA)
    assert template is not None, faults
    return template


def filled(template: WordTemplate, **values: object) -> WordDocument:
    every = {"период": "2024 год", "места": [], "тексты": []} | values
    return Document(BytesIO(rendered(template, every, PROPERTIES)))


def texts_of(document: WordDocument) -> list[str]:
    return [each.text for each in document.paragraphs]


def test_tags_become_texts(tmp_path: Path) -> None:
    template = template_of(tmp_path, "За {{ период }}.", "{%p for т in тексты %}", "– {{ т }}", "{%p endfor %}")
    assert texts_of(filled(template, тексты=["один", "два"])) == ["За 2024 год.", "– один", "– два"]


def test_table_gets_a_row_per_row(tmp_path: Path) -> None:
    cells = [["Где"], ["{%tr for ряд in места %}"], ["{{ ряд.место }}"], ["{%tr endfor %}"]]
    template = template_of(tmp_path, "{{ период }}", cells=cells)
    made = filled(template, места=[{"место": "А"}, {"место": "Б"}])
    assert [cell.text for row in made.tables[0].rows for cell in row.cells] == ["Где", "А", "Б"]


def test_hostile_name_stays_text(tmp_path: Path) -> None:
    template = template_of(tmp_path, "за {{ период }}", header="{{ период }}")
    made = filled(template, период=HOSTILE)
    assert texts_of(made) == [f"за {HOSTILE}"]
    assert made.sections[0].header.paragraphs[0].text == HOSTILE


@pytest.fixture(scope="module")
def sentence(tmp_path_factory: pytest.TempPathFactory) -> WordTemplate:
    return template_of(tmp_path_factory.mktemp("sentence"), "за {{ период }} году")


@settings(max_examples=40)
@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_gives_a_document_that_opens(sentence: WordTemplate, text: str) -> None:
    made = filled(sentence, период=text)
    assert texts_of(made)[0].startswith("за ")
    assert texts_of(made)[-1].endswith(" году")


def test_properties_name_the_organisation_and_the_as_of_date_and_nobody(tmp_path: Path) -> None:
    path = made_template(tmp_path / "ш.docx", "{{ период }}")
    edited = Document(str(path))
    edited.core_properties.author = "Тайнова А. А."
    edited.core_properties.last_modified_by = "Тайнова А. А."
    edited.core_properties.title = "{{ нет такой }}"
    edited.save(str(path))
    template, _ = read_template(path, SCHEMA)
    assert template is not None
    own = filled(template).core_properties
    assert (own.title, own.author) == ("Справка «А» & <Б>", "Отдел образования")
    assert (own.last_modified_by, own.comments, own.keywords) == ("", "", "")
    assert own.created is not None
    assert own.created.date() == date(2024, 12, 31)


def test_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    template = template_of(tmp_path, "{{ период }}")
    values = {"период": "2024 год", "места": [], "тексты": []}
    first = rendered(template, values, PROPERTIES)
    assert rendered(template, values, PROPERTIES) == first
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_archive_keeps_its_parts_and_their_order() -> None:
    source = BytesIO()
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("б.xml", "2")
        archive.writestr("а.xml", "1")
    with zipfile.ZipFile(BytesIO(same_every_time(source.getvalue()))) as archive:
        assert [(name, archive.read(name)) for name in archive.namelist()] == [("б.xml", b"2"), ("а.xml", b"1")]


def test_tags_that_tear_the_document_apart_are_told_rather_than_dropped(tmp_path: Path) -> None:
    template = template_of(tmp_path, "{% for т in тексты %}начало", cells=[["конец{% endfor %}"]])
    with pytest.raises(UnfilledError) as error:
        filled(template)
    assert error.value.fault.problem == "misplaced"


def test_template_that_cannot_be_worked_out_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnfilledError) as error:
        filled(template_of(tmp_path, "{{ 1 // 0 }}"))
    assert error.value.fault.problem == "filling"
    assert "ZeroDivisionError" in error.value.fault.said("ru")


def test_template_reaches_nothing_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(UnfilledError):
        filled(template_of(tmp_path, "{{ период.__class__.__mro__ }}".replace("период.", "(период ~ '').")))


def test_cell_whose_paragraph_a_condition_took_away_still_has_one(tmp_path: Path) -> None:
    cells = [["{%p if места %}", "а"]]
    path = made_template(tmp_path / "ш.docx", "{{ период }}", cells=cells)
    edited = Document(str(path))
    edited.tables[0].rows[0].cells[0].add_paragraph("{%p endif %}")
    edited.save(str(path))
    template, _ = read_template(path, SCHEMA)
    assert template is not None
    values = {"период": "2024 год", "места": [], "тексты": []}
    with zipfile.ZipFile(BytesIO(rendered(template, values, PROPERTIES))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert all(cell.find(f"{word}p") is not None for cell in body.iter(f"{word}tc"))
