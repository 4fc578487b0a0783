"""Sheets, merges, formats and numbers beyond what any form holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from hazards.case import Case, Good, one
from hazards.zips import SHEET, STRINGS, STYLES, WORKBOOK, noise, part, with_block, with_cells, with_members

from engine.intake import limits
from engine.intake.limits import MEBIBYTE, ROWS

_RELATIONS = "xl/_rels/workbook.xml.rels"


def _cells(rows: Callable[[], bytes]) -> Callable[[Good], bytes]:
    return lambda good: with_cells(good.form(), rows())


def _numbers(many: int) -> bytes:
    """Cells without references that hold numbers like no code of a line, a hundred in a row."""
    return _rows(b"<c><v>%d</v></c>" % (5000 + each) for each in noise(many))


def _formulas(many: int) -> bytes:
    return _rows(b"<c><f>A%d</f><v>1</v></c>" % each for each in noise(many))


def _rows(cells: Iterable[bytes]) -> bytes:
    return (
        b"".join((b"" if number % 100 else b"</row><row>") + each for number, each in enumerate(cells))[6:] + b"</row>"
    )


def _styled_rows() -> bytes:
    rows = (b'<row r="%d"><c r="A%d" s="1"/></row>' % (row, row) for row in range(900, ROWS + 1))
    return b"".join(rows)


def _tall_and_wide() -> bytes:
    rows = (b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (row, row, row) for row in range(900, 20_900))
    return b"".join(rows) + b'<row r="20900"><c r="XFD20900"><v>1</v></c></row>'


def _replaced(name: str, change: Callable[[bytes], bytes]) -> Callable[[Good], bytes]:
    def make(good: Good) -> bytes:
        form = good.form()
        return with_members(form, {name: change(part(form, name))})

    return make


def _merged(*ranges: str) -> Callable[[bytes], bytes]:
    merges = "".join(f'<mergeCell ref="{each}"/>' for each in ranges).encode()

    def change(sheet: bytes) -> bytes:
        bare = re.sub(rb"<mergeCells.*?</mergeCells>", b"", sheet)
        return bare.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>")

    return change


def _dimension(sheet: bytes) -> bytes:
    return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', sheet)


def _formats(count: int) -> Callable[[bytes], bytes]:
    def change(styles: bytes) -> bytes:
        head, _, rest = styles.partition(b"</cellXfs>")
        present = head.partition(b"<cellXfs")[2].count(b"<xf ")
        formats = b"".join(b'<xf numFmtId="%d"/>' % each for each in noise(count - present))
        return head + formats + b"</cellXfs>" + rest

    return change


def _said_strings(count: int) -> Callable[[bytes], bytes]:
    return lambda strings: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="%d"' % count, strings)


def _sheets(count: int) -> Callable[[Good], bytes]:
    """Names of sheets that all lie in one part, until there are so many sheets."""

    def make(good: Good) -> bytes:
        form = good.form()
        book, relations = part(form, WORKBOOK), part(form, _RELATIONS)
        found = re.search(rb'<Relationship Id="([^"]+)"[^>]*worksheets/sheet3.xml', relations)
        relation = found[1] if found else b""
        names = b"".join(
            b'<sheet name="x%d" sheetId="%d" r:id="%s"/>' % (each, each + 100, relation)
            for each in range(count - book.count(b"<sheet "))
        )
        return with_members(form, {WORKBOOK: book.replace(b"</sheets>", names + b"</sheets>")})

    return make


def _shared_by_all(text: bytes) -> Callable[[Good], bytes]:
    """A form in which a text of a mebibyte stands in nearly every cell that a form may have."""

    def make(good: Good) -> bytes:
        form = good.form()
        strings = part(form, STRINGS)
        last = strings.count(b"<si>")
        strings = strings.replace(b"</sst>", b"<si><t>" + text + b"</t></si></sst>")
        return with_members(with_cells(form, _rows([b'<c t="s"><v>%d</v></c>' % last] * 250_000)), {STRINGS: strings})

    return make


CASES: tuple[Case, ...] = (
    one(
        "three million cells alike",
        "3 M cells",
        lambda good: with_block(good.form(), b"<row>" + b"<c><v>1</v></c>" * 1000 + b"</row>", 3000),
        "rejected",
        "S02",
    ),
    one(
        "two million cells",
        "3 M cells",
        _cells(lambda: _numbers(1_900_000)),
        "rejected",
        "S05",
        slow=True,
    ),
    one(
        "three million cells",
        "3 M cells",
        _cells(lambda: _numbers(3_000_000)),
        "rejected",
        "S02",
        slow=True,
    ),
    one(
        "as many cells as a form may have",
        "3 M cells",
        _cells(lambda: _numbers(290_000)),
        "warned",
        "V23",
        slow=True,
    ),
    one(
        "more than a million formulas",
        "1.1 M formula cells",
        _cells(lambda: _formulas(1_100_000)),
        "rejected",
        "S05",
        slow=True,
    ),
    one(
        "the two corners of a sheet",
        "corners A1 + XFD1048576",
        _cells(
            lambda: (
                b'<row r="1048575"><c r="A1048575"><v>1</v></c></row>'
                b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
            )
        ),
        "rejected",
        "S05",
    ),
    one(
        "twenty thousand rows and a cell in the last column",
        "20 000 rows + one XFD cell",
        _cells(_tall_and_wide),
        "rejected",
        "S05",
    ),
    one("a dimension of the whole grid", "dimension only", _replaced(SHEET, _dimension), "accepted"),
    one("styled to the last row", "styled to the last row", _cells(_styled_rows), "accepted", slow=True),
    one(
        "one merge of the whole grid",
        "one merge of the whole grid",
        _replaced(SHEET, _merged("A1:XFD1048576")),
        "rejected",
        "S05",
    ),
    one(
        "sixty thousand merges",
        "60 000 merges",
        _replaced(SHEET, _merged(*(f"A{row}:B{row}" for row in range(100, 60_100)))),
        "rejected",
        "S05",
    ),
    one(
        "as many merges as there may be",
        "60 000 merges",
        _replaced(SHEET, _merged(*(f"A{row}:B{row}" for row in range(100, 100 + limits.MERGES)))),
        "accepted",
    ),
    one(
        "a million cell formats",
        "1 M cell formats",
        _replaced(STYLES, _formats(1_000_000)),
        "rejected",
        "S05",
        slow=True,
    ),
    one(
        "as many cell formats as Excel keeps",
        "1 M cell formats",
        _replaced(STYLES, _formats(limits.CELL_FORMATS)),
        "accepted",
    ),
    one(
        "more strings than can be",
        "uniqueCount 2³²−1",
        _replaced(STRINGS, _said_strings(2**32 - 1)),
        "rejected",
        "S05",
    ),
    one(
        "strings that are only said",
        "uniqueCount 2³²−1",
        _replaced(STRINGS, _said_strings(limits.STRINGS)),
        "accepted",
    ),
    one(
        "a row beyond any sheet",
        "A99999999999",
        _cells(lambda: b'<row r="1000"><c r="A99999999999"><v>1</v></c></row>'),
        "rejected",
        "S06",
    ),
    one(
        "a column beyond any sheet",
        "A99999999999",
        _cells(lambda: b'<row r="1000"><c r="XFE1000"><v>1</v></c></row>'),
        "rejected",
        "S06",
    ),
    one(
        "a row number beyond any sheet",
        "A99999999999",
        _cells(lambda: b'<row r="99999999999"><c><v>1</v></c></row>'),
        "rejected",
    ),
    one("three thousand sheets of one part", "3 000 sheets, one part", _sheets(3000), "rejected", "S05"),
    one("as many sheets as there may be", "3 000 sheets, one part", _sheets(limits.SHEETS), "accepted"),
    one(
        "a cell twice",
        "no duplicate filled cell",
        _cells(lambda: b'<row r="1000"><c r="A1000"><v>1</v></c><c r="A1000"><v>2</v></c></row>'),
        "rejected",
        "S13",
    ),
    one("a long text in every cell", "3 M cells", _shared_by_all(noise(MEBIBYTE, b"abcd")), "rejected", slow=True),
    one(
        "all rows hidden",
        "styled to the last row",
        _cells(lambda: b"".join(b'<row r="%d" hidden="1"/>' % row for row in range(900, ROWS + 1))),
        "accepted",
        slow=True,
    ),
    one(
        "a sheet with a name of a mebibyte",
        "256 MiB string",
        _replaced(WORKBOOK, lambda book: book.replace("Дорожная карта".encode(), noise(MEBIBYTE, b"abcd"), 1)),
        "rejected",
        "S12",
    ),
)
