from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from engine.report.documents.cleaning import clean, forget_properties

WORD = nsdecls("w")
TRACKED = f'w:author="Тайнова А. А." w:date="2024-01-01T00:00:00Z" {WORD}'


def parts(document: WordDocument) -> dict[str, str]:
    saved = BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def with_paragraph(inner: str) -> WordDocument:
    document = Document()
    document.element.body.insert(0, parse_xml(f"<w:p {WORD}>{inner}</w:p>"))
    return document


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f'<w:ins w:id="1" {TRACKED}>{run("вписано")}</w:ins>{run(" далее")}', "вписано далее"),
        (
            f'<w:del w:id="1" {TRACKED}><w:r><w:delText>вычеркнуто</w:delText></w:r></w:del>{run("осталось")}',
            "осталось",
        ),
        (f'<w:moveTo w:id="1" {TRACKED}>{run("а")}{run("б")}</w:moveTo>{run("в")}', "абв"),
        (f'<w:moveFrom w:id="1" {TRACKED}>{run("а")}</w:moveFrom>{run("в")}', "в"),
        (f'<w:pPr><w:pPrChange w:id="1" {TRACKED}><w:pPr/></w:pPrChange></w:pPr>{run("текст")}', "текст"),
    ],
)
def test_tracked_changes_are_accepted_and_their_author_is_gone(inner: str, text: str) -> None:
    document = with_paragraph(inner)
    clean(document)
    assert document.paragraphs[0].text == text
    assert "Тайнова" not in parts(document)["word/document.xml"]


def test_comments_and_their_authors_are_gone() -> None:
    document = with_paragraph(run("текст"))
    document.add_comment(document.paragraphs[0].runs, text="Секретно", author="Тайнова А. А.", initials="ТА")
    clean(document)
    saved = parts(document)
    assert not any("Тайнова" in part or "Секретно" in part or "commentReference" in part for part in saved.values())
    assert "word/comments.xml" not in saved


def test_parts_about_people_and_programs_are_left_out() -> None:
    document = Document()
    hidden = Part(PackURI("/word/people.xml"), "application/xml", "<p>Тайнова</p>".encode(), document.part.package)
    document.part.relate_to(hidden, "http://schemas.microsoft.com/office/2011/relationships/people")
    company = Part(PackURI("/docProps/app2.xml"), "application/xml", "<p>ООО</p>".encode(), document.part.package)
    document.part.package.relate_to(company, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    clean(document)
    assert not {"word/people.xml", "docProps/app2.xml", "docProps/app.xml", "customXml/item1.xml"} & set(
        parts(document)
    )


def test_paths_and_traces_of_editing_in_the_settings_are_gone() -> None:
    document = Document()
    for xml in ("<w:docVars {}/>", '<w:rsids {}><w:rsid w:val="00AA"/></w:rsids>', "<w:trackRevisions {}/>"):
        document.settings.element.append(parse_xml(xml.format(WORD)))
    clean(document)
    settings = parts(document)["word/settings.xml"]
    assert not any(name in settings for name in ("docVars", "rsid", "trackRevisions", "attachedTemplate"))


def test_footnotes_are_cleaned_too() -> None:
    document = Document()
    inserted = f'<w:ins w:id="1" {TRACKED}>{run("сноска")}</w:ins>'
    note = f'<w:footnotes {WORD}><w:footnote w:id="2"><w:p>{inserted}</w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, note.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    clean(document)
    saved = parts(document)["word/footnotes.xml"]
    assert "сноска" in saved
    assert "Тайнова" not in saved


def test_document_forgets_what_it_said_about_itself() -> None:
    document = Document()
    document.core_properties.author = document.core_properties.last_modified_by = "Тайнова А. А."
    document.core_properties.keywords = "секрет"
    forget_properties(document)
    own = document.core_properties
    assert (own.author, own.last_modified_by, own.keywords, own.created) == ("", "", "", None)
