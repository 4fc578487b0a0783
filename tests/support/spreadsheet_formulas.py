"""All formulas of an .xlsx, wherever they stand, and what they ask of a spreadsheet program."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from defusedxml import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: Functions of Excel 2010 that LibreOffice and OnlyOffice have too, and that our workbooks may use. None is volatile.
WELL_KNOWN = frozenset(
    {
        "ABS",
        "AND",
        "CHAR",
        "COUNT",
        "COUNTA",
        "COUNTIF",
        "COUNTIFS",
        "DATE",
        "EXACT",
        "HYPERLINK",
        "IF",
        "IFERROR",
        "INDEX",
        "INT",
        "ISBLANK",
        "ISNA",
        "ISNUMBER",
        "ISTEXT",
        "LEFT",
        "LEN",
        "LOWER",
        "MATCH",
        "MAX",
        "MID",
        "MIN",
        "MOD",
        "N",
        "NOT",
        "OR",
        "RIGHT",
        "ROUND",
        "SEARCH",
        "SUBSTITUTE",
        "SUBTOTAL",
        "SUM",
        "SUMIF",
        "SUMIFS",
        "SUMPRODUCT",
        "TEXT",
        "TRIM",
        "UPPER",
        "VLOOKUP",
    }
)
_STRING = re.compile(r'"(?:[^"]|"")*"')
_SHEET = re.compile(r"'(?:[^']|'')*'!")
_TOKEN = re.compile(r"(?P<name>[^\W\d][\w.]*)?(?P<open>\()|(?P<close>\))|(?P<comma>,)")


@dataclass(frozen=True, slots=True)
class Written:
    """A formula as it stands in the file, without the equals sign; ``kind`` is that of its element's attribute t."""

    where: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a formula asks for: functions, the deepest nesting, the most arguments of one function."""

    functions: frozenset[str]
    depth: int
    arguments: int


def formulas_of(workbook: Path | BinaryIO) -> Iterator[Written]:
    """Formulas of cells, conditional formats, validations and defined names."""
    with zipfile.ZipFile(workbook) as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith(".xml") or not name.startswith("xl/"):
                continue
            for element in ElementTree.fromstring(archive.read(name)).iter():
                tag = element.tag.removeprefix(MAIN)
                if tag in {"f", "formula", "formula1", "formula2", "definedName"} and element.text:
                    yield Written(f"{name} {tag}", element.text, element.get("t", ""))


def parts_of(workbook: Path | BinaryIO) -> set[str]:
    """Names of a workbook's parts."""
    with zipfile.ZipFile(workbook) as archive:
        return set(archive.namelist())


def shape_of(formula: str) -> Shape:
    """The functions of a formula, however they are spelled, and its size in Excel's measures."""
    bare = _SHEET.sub("", _STRING.sub('""', formula))
    functions: set[str] = set()
    open_calls, deepest, most = [], 0, 0
    for token in _TOKEN.finditer(bare):
        if token["open"]:
            functions |= {token["name"]} - {None}
            open_calls.append(1)
            deepest = max(deepest, len(open_calls))
        elif token["close"]:
            most = max(most, open_calls.pop())
        elif open_calls:
            open_calls[-1] += 1
    return Shape(frozenset(functions), deepest, most)


def longest_text(formula: str) -> int:
    """Length of the longest text constant."""
    return max((len(text) - 2 for text in _STRING.findall(_SHEET.sub("", formula))), default=0)


def text_formats(formula: str) -> set[str]:
    """Number formats that TEXT is given, which Excel reads in the letters of its own language."""
    return {pattern for _, pattern in re.findall(r'TEXT\((.*?),"([^"]*)"\)', formula)}
