"""Drawing a template in Word's terms: page, named styles, numbering; sizes in millimetres and points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from engine.template import style

TEXT_WIDTH = 165.0  # millimetres between the margins
_LEFT, _RIGHT, _ABOVE, _BELOW = 30, 15, 20, 20
_INDENT = 12.5
BODY, HEADING, CONCLUSION = "Основной текст", "Heading 1", "Вывод"
TITLE, SUBTITLE, AUTHOR = "Название документа", "Подзаголовок документа", "Составитель"
CAPTION, HEAD_CELL, CELL, NUMBER = "Заголовок таблицы", "Шапка таблицы", "Текст таблицы", "Число таблицы"
TAG, SMALL, PLAIN, SIGNED = "Метка программы", "Мелкий текст", "Текст без отступа", "Под чертой"
NOTICE = "Пометка"
_KEPT_STYLES = frozenset(
    {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Heading 1", "Header", "Footer"}
)
_NUMBERING = "1"
_WORD_2013 = "15"
_LANGUAGE = "ru-RU"
#: The order of properties in the file format's schema, as far as they are used here.
_PARAGRAPH_ORDER = ("pStyle", "keepNext", "keepLines", "widowControl", "numPr", "spacing", "ind", "jc", "outlineLvl")


def new_document() -> WordDocument:
    """A document of A4 pages with the styles above and nothing in it; its first page has no number."""
    document = Document()
    _drop_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.top_margin, section.bottom_margin = Mm(_ABOVE), Mm(_BELOW)
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.different_first_page_header_footer = True
    _set_up(document)
    _set_fonts(document.styles["Normal"], 14)
    _add_styles(document)
    _number_sections(document)
    return document


def add(document: WordDocument | _Cell, text: str, name: str) -> Paragraph:
    """Add a paragraph of a style."""
    return document.add_paragraph(text, style=name)


def repeat(document: WordDocument, rows: str, row: str, name: str) -> None:
    """Add a paragraph for each text of a list, between the tags that say so."""
    add(document, f"{{%p for {row} in {rows} %}}", TAG)
    add(document, f"{{{{ {row} }}}}", name)
    add(document, "{%p endfor %}", TAG)


def page_numbers(document: WordDocument, above: str) -> None:
    """Number the pages from the second on, at the top; ``above`` is printed on every page."""
    section = document.sections[0]
    for header, is_numbered in ((section.first_page_header, False), (section.header, True)):
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        if is_numbered:
            paragraph.style = document.styles["Header"]
            _page_field(paragraph)
            paragraph = header.add_paragraph()
        paragraph.style = document.styles[NOTICE]
        paragraph.add_run(above)


def _set_up(document: WordDocument) -> None:
    """Say that the text is Russian and that the document is of today's Word, which else opens it as an old one."""
    settings = document.settings.element
    for each in settings.iter(qn("w:zoom")):
        each.set(qn("w:percent"), "100")
    for each in settings.iter(qn("w:themeFontLang")):
        each.attrib.clear()
        each.set(qn("w:val"), _LANGUAGE)
    for each in document.styles.element.iter(qn("w:lang")):
        each.attrib.clear()
        each.set(qn("w:val"), _LANGUAGE)
    for each in settings.iter(qn("w:compatSetting")):
        if each.get(qn("w:name")) == "compatibilityMode":
            each.set(qn("w:val"), _WORD_2013)


def _drop_styles(document: WordDocument) -> None:
    """Leave out the styles that nothing uses: the list of styles then shows what an office may change."""
    for each in list(document.styles):
        if each.name not in _KEPT_STYLES:
            document.styles.element.remove(each.element)
    for latent in document.styles.element.findall(qn("w:latentStyles")):
        document.styles.element.remove(latent)


def _set_fonts(made: Any, size: float, *, bold: bool = False) -> None:  # noqa: ANN401  a style of any kind
    font = made.font
    font.size, font.bold, font.italic = Pt(size), bold, False
    font.color.rgb = RGBColor.from_string("000000")
    fonts = made.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), style.DOCUMENT_FONT)
    if (language := made.element.rPr.find(qn("w:lang"))) is None:
        language = OxmlElement("w:lang")
        made.element.rPr.append(language)
    for name in list(language.attrib):
        del language.attrib[name]
    language.set(qn("w:val"), _LANGUAGE)


def _add_styles(document: WordDocument) -> None:
    left, centre, both = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
    _lay(document.styles["Normal"], left)
    _lay(document.styles["Header"], centre)
    _set_fonts(document.styles["Header"], 12)
    _set_fonts(document.styles["Footer"], 12)
    _lay(_add_style(document, BODY, 14), both, indent=_INDENT, before=5, spacing=1.15)
    heading = document.styles["Heading 1"]
    _set_fonts(heading, 14, bold=True)
    _lay(heading, left, before=16, after=3, keep=True)
    _lay(_add_style(document, CONCLUSION, 14), both, before=5, spacing=1.15)
    _lay(_add_style(document, AUTHOR, 14), centre, after=18)
    _lay(_add_style(document, TITLE, 16, bold=True), centre, after=4, keep=True)
    _lay(_add_style(document, SUBTITLE, 14), centre, after=2, keep=True)
    _lay(_add_style(document, CAPTION, 12, bold=True), left, before=10, after=4, keep=True)
    _lay(_add_style(document, HEAD_CELL, 10, bold=True), centre, before=2, after=2, keep=True)
    _lay(_add_style(document, CELL, 11), left, before=1, after=1)
    _lay(_add_style(document, NUMBER, 11), centre, before=1, after=1)
    _lay(_add_style(document, PLAIN, 14), left)
    _lay(_add_style(document, SMALL, 11), left, before=4, after=4)
    _lay(_add_style(document, SIGNED, 9), centre)
    _lay(_add_style(document, NOTICE, 10), centre, after=6)
    _lay(_add_style(document, TAG, 8), left)
    document.styles[TAG].font.color.rgb = RGBColor.from_string(style.MUTED.removeprefix("#"))


def _add_style(document: WordDocument, name: str, size: float, *, bold: bool = False) -> ParagraphStyle:
    made: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    made.quick_style = True
    _set_fonts(made, size, bold=bold)
    return made


def _lay(
    made: Any,  # noqa: ANN401  a paragraph style; the typing of styles[...] is wider
    alignment: WD_ALIGN_PARAGRAPH,
    *,
    indent: float = 0,
    before: float = 0,
    after: float = 0,
    spacing: float = 1.0,
    keep: bool = False,
) -> None:
    layout = made.paragraph_format
    layout.alignment, layout.first_line_indent = alignment, Mm(indent)
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), spacing
    layout.keep_with_next, layout.widow_control = keep, True


def _number_sections(document: WordDocument) -> None:
    """Number headings «1.» and conclusions «6.1.» by Word itself, so that a deleted section renumbers the others."""
    numbering = document.part.numbering_part.element
    for each in list(numbering):
        numbering.remove(each)
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{style_id}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="{Mm(_INDENT).twips}"/></w:pPr></w:lvl>'
        for level, style_id, text in (
            (0, document.styles[HEADING].style_id, "%1."),
            (1, document.styles[CONCLUSION].style_id, "%1.%2."),
        )
    )
    declared = nsdecls("w")
    numbering.append(
        parse_xml(
            f'<w:abstractNum {declared} w:abstractNumId="{_NUMBERING}"><w:multiLevelType w:val="multilevel"/>{levels}'
            "</w:abstractNum>"
        )
    )
    numbering.append(
        parse_xml(f'<w:num {declared} w:numId="{_NUMBERING}"><w:abstractNumId w:val="{_NUMBERING}"/></w:num>')
    )
    for level, name in ((0, HEADING), (1, CONCLUSION)):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {declared}><w:ilvl w:val="{level}"/><w:numId w:val="{_NUMBERING}"/></w:numPr>')
        )
        if (indent := properties.find(qn("w:ind"))) is not None:
            properties.remove(indent)
        in_order(properties, _PARAGRAPH_ORDER)


def _page_field(paragraph: Paragraph) -> None:
    parts: Iterable[tuple[str, str]] = (("begin", ""), ("", "PAGE"), ("separate", ""), ("", "2"), ("end", ""))
    for kind, text in parts:
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001  python-docx has no fields
        elif text == "PAGE":
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)  # noqa: SLF001  as above
        else:
            run.text = text


def in_order(properties: Any, order: Sequence[str]) -> None:  # noqa: ANN401  an element of python-docx
    """Put properties into the order that Word insists on."""
    places = {qn(f"w:{name}"): place for place, name in enumerate(order)}
    properties[:] = sorted(properties, key=lambda each: places[each.tag])
