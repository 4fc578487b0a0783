"""The transmittal of a closed version: the same workbook, but that it says which version it is and when it was closed.

Only texts are changed, in the parts of the file that hold them: the stamp, the cells that say that the period is not
closed, and their mirror. Every other byte of every part stays.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape, unescape

from engine.report import wording
from engine.report.transmittalstate import closed_words, draft_words
from engine.template.stamp import STAMP_SHEET
from engine.vocabulary.language import LANGUAGES, speaking, tr
from engine.vocabulary.transmittalrows import (
    CELLS_KEY,
    CLOSED_ON_KEY,
    DATA_SHEET,
    HASH_KEY,
    MIRROR_SHEET,
    NOT_CLOSED,
    VERSION_KEY,
    mirror_rows,
    read_mirror_row,
    rows_hash,
    sealed_hash,
)

_BOOK, _STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
_SHEET = re.compile(r'<sheet name="([^"]*)"')
_ITEM = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_UNIQUE = re.compile(r'uniqueCount="[0-9]+"')
#: A cell with a text: what stands before its number, its address, the number of the text, and the rest.
_CELL = re.compile(r'(<c r="([A-Z]+[0-9]+)"[^>]* t="s"[^>]*><v>)([0-9]+)(</v></c>)')
#: Where a text stands: sheet and cell.
_Where = tuple[str, str]
#: Where the value of a key of the stamp stands, and the value (None: blank).
_Entry = tuple[str, str | None]
_RESTATED = {VERSION_KEY, CLOSED_ON_KEY, CELLS_KEY, HASH_KEY}


def closed_transmittal(content: bytes, version: int, closed_on: date) -> bytes:
    """The bytes of a transmittal as version ``version`` of its period, the same every time.

    Args:
        content: an .xlsx as `report.transmittal.write_transmittal` wrote it.
        version: number of the closed version.
        closed_on: the day of closing.

    Raises:
        ValueError: it is none that is not closed yet.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        infos = archive.infolist()
        workbook = _Workbook({info.filename: archive.read(info) for info in infos})
    stamp = _stamp(workbook)
    told: dict[_Where, str] = {}
    for language in LANGUAGES:  # that of the workbook is not known
        with speaking(language):
            sheets = (tr(wording.SUMMARY), tr(wording.ABOUT))
            told |= dict(_tell(workbook, sheets, draft_words(), closed_words(version, closed_on)))
    _mirror(workbook, told)
    _restate(workbook, stamp, {VERSION_KEY: str(version), CLOSED_ON_KEY: closed_on.isoformat()})
    parts = workbook.finished()
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in infos:
            archive.writestr(info, parts[info.filename])
    return made.getvalue()


class _Workbook:
    """The parts of a workbook as xlsxwriter writes them, and the texts of its cells."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = dict(parts)
        names = _SHEET.findall(parts[_BOOK].decode())
        self._part_of = {
            unescape(name, {"&quot;": '"'}): f"xl/worksheets/sheet{number}.xml"
            for number, name in enumerate(names, start=1)
        }
        self._texts = [unescape(_TAG.sub("", item)) for item in _ITEM.findall(parts[_STRINGS].decode())]
        self._added: list[str] = []

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of the sheets."""
        return tuple(self._part_of)

    def texts(self, sheet: str) -> dict[str, str]:
        """The texts of a sheet by cell."""
        part = self._parts[self._part_of[sheet]].decode()
        texts = self._texts + self._added
        return {cell: texts[int(number)] for _, cell, number, _ in _CELL.findall(part)}

    def put(self, sheet: str, texts: Mapping[str, str]) -> None:
        """Put other texts into cells of a sheet that hold texts."""
        first = len(self._texts) + len(self._added)
        numbers = {cell: first + number for number, cell in enumerate(texts)}
        self._added += texts.values()

        def put(found: re.Match[str]) -> str:
            return f"{found[1]}{numbers[found[2]]}{found[4]}" if found[2] in numbers else found[0]

        part = self._part_of[sheet]
        self._parts[part] = _CELL.sub(put, self._parts[part].decode()).encode()

    def finished(self) -> dict[str, bytes]:
        """Every part as it is now."""
        items = "".join(f"<si><t>{escape(text)}</t></si>" for text in self._added)
        strings = self._parts[_STRINGS].decode().removesuffix("</sst>") + items + "</sst>"
        count = f'uniqueCount="{len(self._texts) + len(self._added)}"'
        return self._parts | {_STRINGS: _UNIQUE.sub(count, strings, count=1).encode()}


def _stamp(workbook: _Workbook) -> Mapping[str, _Entry]:
    """The stamp, which stands in columns A and B: the cell of each key's value, and the value.

    Raises:
        ValueError: there is no stamp that is as it was written, or it is that of a closed version.
    """
    if STAMP_SHEET not in workbook.sheets:
        raise ValueError(STAMP_SHEET)
    texts = workbook.texts(STAMP_SHEET)
    where = {text: f"B{cell[1:]}" for cell, text in texts.items() if cell.startswith("A")}
    stamp = {key: (cell, texts.get(cell)) for key, cell in where.items()}
    if not stamp.keys() >= _RESTATED or stamp[VERSION_KEY][1] != NOT_CLOSED:
        raise ValueError(STAMP_SHEET)
    if stamp[HASH_KEY][1] != sealed_hash(_rows(workbook, DATA_SHEET), _values(stamp)):
        raise ValueError(STAMP_SHEET)
    return stamp


def _restate(workbook: _Workbook, stamp: Mapping[str, _Entry], values: Mapping[str, str]) -> None:
    """Put other values into the stamp, and the hashes over what the workbook says then."""
    restated = {**values, CELLS_KEY: rows_hash(_rows(workbook, MIRROR_SHEET))}
    sealed = sealed_hash(_rows(workbook, DATA_SHEET), {**_values(stamp), **restated})
    workbook.put(STAMP_SHEET, {stamp[key][0]: value for key, value in {**restated, HASH_KEY: sealed}.items()})


def _values(stamp: Mapping[str, _Entry]) -> dict[str, str]:
    return {key: value for key, (_, value) in stamp.items() if value is not None}


def _rows(workbook: _Workbook, name: str) -> list[str]:
    """The rows of a hidden sheet and of those that it goes on in."""
    parts = (sheet for sheet in workbook.sheets if re.fullmatch(rf"{name}[0-9]*", sheet))
    return [text for sheet in parts for text in workbook.texts(sheet).values()]


def _tell(workbook: _Workbook, sheets: Container[str], said: str, instead: str) -> Iterator[tuple[_Where, str]]:
    """Put other words where a whole cell holds some; yield where."""
    for sheet in workbook.sheets:
        if sheet in sheets:
            found = {cell: instead for cell, text in workbook.texts(sheet).items() if text == said}
            workbook.put(sheet, found)
            yield from (((sheet, cell), text) for cell, text in found.items())


def _mirror(workbook: _Workbook, told: Mapping[_Where, str]) -> None:
    """Let the mirror show the same words.

    Raises:
        ValueError: no cell was told another word, or the mirror lacks one that was.
    """
    left = set(told)
    for sheet in (each for each in workbook.sheets if each.startswith(MIRROR_SHEET)):
        changed = {}
        for cell, text in workbook.texts(sheet).items():
            if not any(text.startswith(f'["{each}",') for each, _ in told):
                continue
            shown = read_mirror_row(text)
            here = {(each.sheet, each.cell) for each in shown} & left
            if here:
                restated = (replace(each, value=told.get((each.sheet, each.cell), each.value)) for each in shown)
                (changed[cell],) = mirror_rows(restated)
                left -= here
        workbook.put(sheet, changed)
    if left or not told:
        raise ValueError(MIRROR_SHEET)
