from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import qn

from engine.report.documents.drawing import BODY, CONCLUSION, HEADING, add, new_document, page_numbers, repeat
from engine.template import style

#: The order of these properties in the file format's schema.
PARAGRAPH = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "pBdr", "shd", "tabs"),
    *("spacing", "ind", "contextualSpacing", "jc", "textDirection", "textAlignment", "outlineLvl"),
)


def in_order(names: Sequence[str], order: Sequence[str]) -> bool:
    places = [order.index(name) for name in names]
    return places == sorted(places)


def test_every_style_is_set_in_the_font_of_documents() -> None:
    for each in new_document().styles:
        fonts = each.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None:
            assert set(fonts.attrib.values()) == {style.DOCUMENT_FONT}


def test_properties_of_styles_stand_in_the_order_that_word_insists_on() -> None:
    for each in new_document().styles:
        properties = each.element.find(qn("w:pPr"))
        if properties is not None:
            assert in_order([child.tag.partition("}")[2] for child in properties], PARAGRAPH)


def test_headings_and_conclusions_are_numbered_by_word() -> None:
    document = new_document()
    for name, level in ((HEADING, "0"), (CONCLUSION, "1")):
        number = document.styles[name].element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        assert number is not None
        assert number.find(qn("w:ilvl")).get(qn("w:val")) == level


def test_list_is_repeated_between_its_tags() -> None:
    document = new_document()
    repeat(document, "тексты", "абзац", BODY)
    assert [each.text for each in document.paragraphs] == [
        "{%p for абзац in тексты %}",
        "{{ абзац }}",
        "{%p endfor %}",
    ]


def test_text_above_the_pages_stands_on_the_first_one_too() -> None:
    document = new_document()
    page_numbers(document, "пометка")
    section = document.sections[0]
    assert [each.text for each in section.first_page_header.paragraphs] == ["пометка"]
    assert [each.text for each in section.header.paragraphs] == ["2", "пометка"]


def test_paragraph_has_its_style() -> None:
    document = new_document()
    made = add(document, "текст", BODY)
    assert made.style is not None
    assert made.style.name == BODY
