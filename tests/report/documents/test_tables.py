from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table

from engine.report.documents.drawing import new_document
from engine.report.documents.tables import plain_row, signatures, table

#: The orders of these properties in the file format's schema.
TABLE = ("tblStyle", "tblW", "jc", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")
CELL = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign")


def drawn() -> tuple[WordDocument, Table]:
    document = new_document()
    return document, table(document, ("№", "Где"), (20.0, 145.0), "места", ("=ряд.номер", "ряд.место"))


def test_table_repeats_its_head_and_has_a_row_between_tags() -> None:
    document, made = drawn()
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        ["№", "Где"],
        ["{%tr for ряд in места %}", "{%tr for ряд in места %}"],
        ["{{ ряд.номер }}", "{{ ряд.место }}"],
        ["{%tr endfor %}", "{%tr endfor %}"],
    ]
    kept = [
        [child.tag.partition("}")[2] for child in row.iter(qn("w:cantSplit"), qn("w:tblHeader"))]
        for row in document.element.body.iter(qn("w:tr"))
    ]
    assert kept == [["cantSplit", "tblHeader"], [], ["cantSplit"], []]


def test_columns_are_as_wide_as_asked() -> None:
    _, made = drawn()
    assert [round(column.width.mm) for column in made.columns if column.width] == [20, 145]


def test_properties_stand_in_the_order_that_word_insists_on() -> None:
    document, _ = drawn()
    signatures(document)
    plain_row(document, (80.0, 85.0))
    for name, order in (("w:tblPr", TABLE), ("w:tcPr", CELL)):
        for properties in document.element.body.iter(qn(name)):
            places = [order.index(child.tag.partition("}")[2]) for child in properties]
            assert places == sorted(places)


def test_nobody_signs_where_nobody_is_asked_to() -> None:
    document = new_document()
    signatures(document)
    assert [each.text for each in document.paragraphs] == ["{%p if подписи %}", "{%p endif %}"]
    assert document.tables[0].rows[1].cells[0].text == "{{ подпись.должность }}"
