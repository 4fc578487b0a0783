"""The same attacks as .ods, which repeats rows, columns and blanks by a number."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from hazards.case import PERIOD, VICTIM, Case, Good, one
from hazards.zips import lying, member, members_of, noise, repeated, with_members, zipped
from support.markdown_workbook import ods
from support.plain_forms import plain_form, stamp_for

from engine.intake.limits import COLUMNS, MEBIBYTE, MERGES, ROWS

_CONTENT = "content.xml"
_END = "</office:spreadsheet>"
_NUMBER = '<table:table-cell {} office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'
_ROW = "<table:table-row>{}</table:table-row>"


def form(good: Good) -> bytes:
    """A filled form as an .ods, without anything for people."""
    content = good.content()
    fields = {str(at): value for at, value in content.values.items()}
    return ods(plain_form(content.form, fields, stamp_for(VICTIM, period=PERIOD)))  # type: ignore[arg-type]


def _markup(book: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return archive.read(_CONTENT).decode()


def _with(tables: str) -> Callable[[Good], bytes]:
    """A form with more tables."""

    def make(good: Good) -> bytes:
        book = form(good)
        return with_members(book, {_CONTENT: _markup(book).replace(_END, tables + _END).encode()})

    return make


def _table(rows: str, name: str = "Ещё") -> str:
    return f'<table:table table:name="{name}">{rows}</table:table>'


def _repeated(rows: int, columns: int, cell: str = _NUMBER) -> str:
    across = cell.format(f'table:number-columns-repeated="{columns}"')
    return _table(f'<table:table-row table:number-rows-repeated="{rows}">{across}</table:table-row>')


def _text(inner: str) -> str:
    text = f'<table:table-cell office:value-type="string"><text:p>{inner}</text:p></table:table-cell>'
    return _table(_ROW.format(text))


def _merged(count: int, across: int = 2, down: int = 1) -> str:
    spans = f'table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
    cell = f"<table:table-cell {spans}/><table:covered-table-cell/>"
    return _table(_ROW.format(cell) * count)


def _long(good: Good) -> bytes:
    book = form(good)
    head, _, tail = _markup(book).partition(_END)
    long = repeated(_CONTENT, head.encode(), b" " * MEBIBYTE, 1024, (_END + tail).encode())
    return with_members(book, {_CONTENT: long})


def _untrue(good: Good) -> bytes:
    book = form(good)
    return with_members(book, {_CONTENT: lying(members_of(book)[_CONTENT], 2000)})


def _twice(good: Good) -> bytes:
    return zipped([*members_of(form(good)).values(), member("Content.xml", b"<x/>")])


def _with_type(doctype: str, encoding: str = "utf-8", declared: str = "UTF-8") -> Callable[[Good], bytes]:
    def make(good: Good) -> bytes:
        book = form(good)
        first, _, rest = _markup(book).partition("?>")
        markup = first.replace("UTF-8", declared) + "?>" + doctype + rest
        return with_members(book, {_CONTENT: markup.encode(encoding)})

    return make


def _styled(good: Good, count: int) -> bytes:
    book = form(good)
    styles = "".join(f'<style:style style:name="ce{each}" style:family="table-cell"/>' for each in range(count))
    markup = _markup(book).replace("</office:automatic-styles>", styles + "</office:automatic-styles>")
    return with_members(book, {_CONTENT: markup.encode()})


def _valued(good: Good, raw: str) -> bytes:
    """A form with anything at all where a number stands."""
    book = form(good)
    number = 'office:value-type="float" office:value="60'
    assert number in _markup(book)
    markup = re.sub(number + r'(\.0)?"', number[:-2] + raw + '"', _markup(book), count=1)
    return with_members(book, {_CONTENT: markup.encode()})


def _case(name: str, row: str, make: Callable[[Good], bytes], status: str, *codes: str, slow: bool = False) -> Case:
    return one(f"{name}, .ods", f"{row} (ods too)", make, status, *codes, path="form.ods", slow=slow)


_LETTERS = noise(MEBIBYTE, b"abcd").decode()
_LONG_TEXT = f'<table:table-cell {{}} office:value-type="string"><text:p>{_LETTERS}</text:p></table:table-cell>'
_EMPTY = "<table:table-cell {}/>"
_STYLED = '<table:table-cell table:style-name="ce1" {}/>'

CASES: tuple[Case, ...] = (
    _case(
        "empty rows and columns to the last one",
        "styled to the last row",
        _with(_repeated(ROWS, COLUMNS, _EMPTY)),
        "accepted",
    ),
    _case(
        "styled to the last row and column",
        "styled to the last row",
        _with(_repeated(ROWS, COLUMNS, _STYLED)),
        "accepted",
    ),
    _case("one number in the whole grid", "3 M cells", _with(_repeated(ROWS, COLUMNS)), "rejected", "S05"),
    _case("one number in three million cells", "3 M cells", _with(_repeated(3000, 1000)), "rejected", "S05"),
    _case("one number in a whole column", "20 000 rows + one XFD cell", _with(_repeated(ROWS, 1)), "rejected", "S05"),
    _case(
        "more rows than a sheet has",
        "A99999999999",
        _with(_repeated(99_999_999_999, 1)),
        "rejected",
    ),
    _case("a number that repeats less than never", "A99999999999", _with(_repeated(-1, 1)), "rejected"),
    _case(
        "the two corners of a sheet",
        "corners A1 + XFD1048576",
        _with(
            _table(
                _ROW.format(_NUMBER.format(""))
                + f'<table:table-row table:number-rows-repeated="{ROWS - 2}"><table:table-cell/></table:table-row>'
                + _ROW.format(f'<table:table-cell table:number-columns-repeated="{COLUMNS - 1}"/>' + _NUMBER.format(""))
            )
        ),
        "rejected",
        "S05",
    ),
    _case("sixty thousand merges", "60 000 merges", _with(_merged(60_000)), "rejected", "S05"),
    _case("as many merges as there may be", "60 000 merges", _with(_merged(MERGES)), "accepted"),
    _case(
        "three thousand sheets",
        "3 000 sheets, one part",
        _with("".join(_table("", f"x{each}") for each in range(3000))),
        "rejected",
        "S05",
    ),
    _case(
        "a thousand million blanks",
        "256 MiB string",
        _with(_text('а<text:s text:c="1000000000"/>')),
        "rejected",
        "S12",
    ),
    _case(
        "blanks beyond any number",
        "256 MiB string",
        _with(_text('а<text:s text:c="99999999999999999999"/>')),
        "rejected",
        "S12",
    ),
    _case(
        "words in one another",
        "XML preflight: depth",
        _with(_text("<text:span>" * 90_000 + "</text:span>" * 90_000)),
        "rejected",
        "S12",
    ),
    _case(
        "tables in one another",
        "XML preflight: depth",
        _with(
            '<table:table table:name="x"><table:table-row><table:table-cell>' * 30_000
            + "</table:table-cell></table:table-row></table:table>" * 30_000
        ),
        "rejected",
        "S12",
    ),
    _case("a gibibyte of blanks", "1 GiB of spaces in a sheet", _long, "rejected", "S01", slow=True),
    _case("content of another size", "declared size a lie", _untrue, "rejected", "F08"),
    _case("content twice", "zip preflight: duplicates", _twice, "rejected", "S13"),
    _case(
        "a file of the machine",
        "laughs, quadratic, XXE",
        _with_type('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "rejected",
        "S04",
    ),
    _case("a document type", "laughs, quadratic, XXE", _with_type("<!DOCTYPE x>"), "rejected", "S04"),
    _case("utf-16", "the same in a UTF-16 sheet", _with_type("", "utf-16", "UTF-16"), "rejected", "S12"),
    _case(
        "utf-16 with a document type",
        "the same in a UTF-16 sheet",
        _with_type("<!DOCTYPE x>", "utf-16", "UTF-16"),
        "rejected",
        "S12",
    ),
    _case(
        "a hundred thousand styles",
        "1 M cell formats",
        lambda good: _styled(good, 100_000),
        "accepted",
    ),
    *(
        _case(
            f"{raw} as a number",
            "NaN, 1e999, 1 MB of digits",
            lambda good, raw=raw: _valued(good, raw),  # type: ignore[misc]
            "rejected",
        )
        for raw in ("NaN", "INF", "1e999", "1" * 400, "0x10", "1_000")
    ),
    _case(
        "a long text in sixteen thousand cells",
        "3 M cells",
        _with(_repeated(1, COLUMNS, _LONG_TEXT)),
        "rejected",
        slow=True,
    ),
)
