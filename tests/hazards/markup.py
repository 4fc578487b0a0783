"""Puts cells into a written form as markup, for what no library writes as a curator's program does."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from hazards.case import VICTIM, Good
from support.forms import written
from support.libreoffice import sheet_parts
from support.markdown_workbook import rezipped

from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.vocabulary.fields import Address

GENERAL = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
PERCENT = '<xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
DATE = '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
AS_TEXT = '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
#: A form takes longer to write than to change: each is written once.
_CONTENTS: dict[tuple[int, str], FormContent] = {}
_STYLES = re.compile(r'(<cellXfs count=")([0-9]+)(">.*?)(</cellXfs>)', re.DOTALL)


def text(shown: str) -> str:
    """A cell with text, blanks kept."""
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(shown)}</t></is>'


def number(stored: str) -> str:
    """A cell with a number as the file stores it."""
    return f"><v>{stored}</v>"


def typed(good: Good, cells: Mapping[str, str], *, style: str = "", place_id: str | None = None) -> bytes:
    """A filled form with cells by "line.column" replaced.

    Args:
        good: makes the form.
        cells: what stands between the reference of a cell and its end, as `text` and `number` give it.
        style: an ``<xf>`` for these cells; theirs where there is none.
        place_id: whose form it is, that of the victim unless told.
    """
    content = _content(good, place_id or VICTIM)
    where = {layout_of(content).cell_of(Address.parse(at)): markup for at, markup in cells.items()}
    return with_cells(written(content), where, style=style)


def _content(good: Good, place_id: str) -> FormContent:
    key = id(good.rulebook), place_id
    if key not in _CONTENTS:
        _CONTENTS[key] = good.content(place_id)
    return _CONTENTS[key]


def with_cells(form: bytes, cells: Mapping[tuple[str, str], str], *, style: str = "") -> bytes:
    """An .xlsx with cells by sheet and address replaced."""
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        parts = sheet_parts(archive)
        styles = archive.read("xl/styles.xml").decode()
    found = _STYLES.search(styles)
    assert found is not None
    given = f' s="{found[2]}"' if style else None
    styled = _STYLES.sub(rf"\g<1>{int(found[2]) + 1}\g<3>{style}\g<4>", styles) if style else styles

    def change(name: str, part: bytes) -> bytes:
        if name == "xl/styles.xml":
            return styled.encode()
        for (sheet, cell), markup in cells.items():
            if parts[sheet] == name:
                part = _replaced(part.decode(), cell, markup, given).encode()
        return part

    return rezipped(form, change)


def _replaced(sheet: str, cell: str, markup: str, style: str | None) -> str:
    written = re.compile(rf'<c r="{cell}"(?P<style> s="[0-9]+")?[^>]*?(?:/>|>.*?</c>)', re.DOTALL)

    def anew(old: re.Match[str]) -> str:
        return f'<c r="{cell}"{old["style"] or "" if style is None else style}{markup}</c>'

    changed, count = written.subn(anew, sheet, count=1)
    assert count == 1, f"there is no cell {cell}"
    return changed
