"""Tables of a template in Word's terms: rows per row of a list, signature lines; sizes in millimetres."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.table import Table, _Cell, _Row

from engine.report.documents.drawing import CELL, HEAD_CELL, NUMBER, PLAIN, SIGNED, TAG, add, in_order
from engine.template import style

_PADDING = 1.2  # beside the text of a cell
#: The order of properties in the file format's schema, as far as they are used here.
_TABLE_ORDER = ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook")
_CELL_ORDER = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign")


def table(
    document: WordDocument, heads: Sequence[str], widths: Sequence[float], rows: str, cells: Sequence[str]
) -> Table:
    """Add a table with a repeated head and a row per row of a list; a cell that begins with «=» is centred."""
    made = _blank_table(document, len(widths), widths, _PADDING)
    _borders(made, style.LINE)
    head = _new_row(made)
    for cell, text in zip(head.cells, heads, strict=True):
        _write(cell, text, HEAD_CELL)
        _shade(cell)
    _repeat_on_each_page(head)
    _tag_row(made, f"{{%tr for ряд in {rows} %}}")
    row = _new_row(made)
    for cell, text in zip(row.cells, cells, strict=True):
        _write(cell, f"{{{{ {text.removeprefix('=')} }}}}", NUMBER if text.startswith("=") else CELL)
    _keep_whole(row)
    _tag_row(made, "{%tr endfor %}")
    _set_widths(made, widths)
    return made


def plain_row(document: WordDocument, widths: Sequence[float]) -> _Row:
    """Add a table without lines and return its one row."""
    return _new_row(_blank_table(document, len(widths), widths))


def signatures(document: WordDocument) -> None:
    """Add a line per signer: position, signature, name; nothing where nobody signs."""
    add(document, "{%p if подписи %}", TAG)
    widths = (75.0, 5.0, 35.0, 5.0, 45.0)
    made = _blank_table(document, len(widths), widths)
    _tag_row(made, "{%tr for подпись in подписи %}")
    line = _new_row(made)
    _write(line.cells[0], "{{ подпись.должность }}", PLAIN)
    for number in (2, 4):
        _bottom_line(line.cells[number])
    _keep_whole(line)
    under = _new_row(made)
    for number, text in ((2, "(подпись)"), (4, "(расшифровка подписи)")):
        _write(under.cells[number], text, SIGNED)
    _keep_whole(under)
    _tag_row(made, "{%tr endfor %}")
    _set_widths(made, widths)
    add(document, "{%p endif %}", TAG)


def _new_row(made: Table) -> _Row:
    row: _Row = made.add_row()  # type: ignore[no-untyped-call]  # python-docx has not typed it yet
    return row


def _blank_table(document: WordDocument, columns: int, widths: Sequence[float], padding: float = 0) -> Table:
    made: Table = document.add_table(rows=0, cols=columns)
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    sides = "".join(f'<w:{side} w:w="{Mm(padding).twips}" w:type="dxa"/>' for side in ("left", "right"))
    properties = made._tbl.tblPr  # noqa: SLF001  python-docx has no cell margins
    properties.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>"))
    in_order(properties, _TABLE_ORDER)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    return made


def _set_widths(made: Table, widths: Sequence[float]) -> None:
    for row in made.rows:
        if len(row._tr.tc_lst) == len(widths):  # noqa: SLF001  a row of tags is one merged cell
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)


def _tag_row(made: Table, text: str) -> None:
    row = _new_row(made)
    first, last = row.cells[0], row.cells[-1]
    _write(first.merge(last), text, TAG)


def _write(cell: _Cell, text: str, name: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = name
    paragraph.add_run(text)
    for more in cell.paragraphs[1:]:
        more._p.getparent().remove(more._p)  # noqa: SLF001  merging cells leaves blank paragraphs that python-docx cannot remove


def _borders(made: Table, colour: str) -> None:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{colour.removeprefix("#")}"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = made._tbl.tblPr  # noqa: SLF001  python-docx has no borders
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>"))
    in_order(properties, _TABLE_ORDER)


def _bottom_line(cell: _Cell) -> None:
    edge = '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
    _add_to_cell(cell, f"<w:tcBorders {nsdecls('w')}>{edge}</w:tcBorders>")


def _shade(cell: _Cell) -> None:
    fill = style.BAND.removeprefix("#")
    _add_to_cell(cell, f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
    _add_to_cell(cell, f'<w:vAlign {nsdecls("w")} w:val="center"/>')


def _add_to_cell(cell: _Cell, xml: str) -> None:
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001  python-docx has neither shades nor borders of cells
    properties.append(parse_xml(xml))
    in_order(properties, _CELL_ORDER)


def _repeat_on_each_page(row: _Row) -> None:
    _row_properties(row, "w:cantSplit", "w:tblHeader")


def _keep_whole(row: _Row) -> None:
    _row_properties(row, "w:cantSplit")


def _row_properties(row: _Row, *names: str) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  python-docx does not know these properties of a row
    for name in names:
        properties.append(OxmlElement(name))
