"""A real LibreOffice for tests: open, type, recalculate, read, save; and the values that a file itself keeps."""

from __future__ import annotations

import json
import math
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from defusedxml import ElementTree

DRIVER = Path(__file__).with_name("uno_driver.py")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
JOB_SECONDS = 240

#: What a formula gives: a number, a text, or an error such as "#DIV/0!".
Result = float | str
#: A cell as a person names it: sheet and A1 address.
Where = tuple[str, str]


class LibreOfficeError(Exception):
    """LibreOffice is missing, does not start, or could not do a job."""


class RefusedError(LibreOfficeError):
    """A person could not have typed this: the cell is locked."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula cell after a hard recalculation."""

    sheet: str
    cell: str
    text: str
    result: Result


@dataclass(frozen=True, slots=True)
class Difference:
    """A formula cell whose kept value is not what its formula gives (None: the cell has no formula there)."""

    sheet: str
    cell: str
    cached: Result | None
    recalculated: Result | None


class LibreOffice:
    """One running soffice; every call opens a file, works on it and closes it again."""

    def __init__(self, driver: subprocess.Popen[str]) -> None:
        self._driver = driver
        self._answers: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read_answers, daemon=True)
        self._reader.start()
        self._answer()

    def run(self, path: Path, *steps: Mapping[str, Any]) -> list[Any]:
        """Open ``path``, do ``steps`` (see uno_driver.py) and return their results.

        Raises:
            RefusedError: a step types into a locked cell.
            LibreOfficeError: anything else went wrong.
        """
        assert self._driver.stdin is not None
        self._driver.stdin.write(json.dumps({"open": str(path), "steps": steps}) + "\n")
        self._driver.stdin.flush()
        answer = self._answer()
        if "error" in answer:
            raise (RefusedError if answer.get("refused") else LibreOfficeError)(answer["error"])
        results: list[Any] = answer["results"]
        return results

    def recalculated(self, path: Path) -> dict[Where, Result]:
        """What every formula of a file gives when it is recalculated from scratch."""
        return {(formula.sheet, formula.cell): formula.result for formula in self.formulas(path)}

    def formulas(self, path: Path) -> tuple[Formula, ...]:
        """Every formula of a file with its result after a hard recalculation."""
        _, found = self.run(path, {"do": "recalculate"}, {"do": "formulas"})
        return tuple(
            Formula(sheet, cell, text, value if error is None else error) for sheet, cell, text, value, error in found
        )

    def layout(self, path: Path) -> dict[str, Any]:
        """How a text document is laid out: its pages, its language, per table its rows and whether its head repeats."""
        (found,) = self.run(path, {"do": "layout"})
        laid_out: dict[str, Any] = found
        return laid_out

    def convert(self, path: Path, target: Path) -> Path:
        """Save a copy of a file in the format that the ending of ``target`` names."""
        self.run(path, save(target))
        return target

    def _read_answers(self) -> None:
        assert self._driver.stdout is not None
        for line in self._driver.stdout:
            self._answers.put(line)
        self._answers.put("")

    def _answer(self) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=JOB_SECONDS)
        except queue.Empty:
            _kill(self._driver)
            raise LibreOfficeError(f"LibreOffice did not answer in {JOB_SECONDS} s") from None
        if not line:
            raise LibreOfficeError("LibreOffice or its driver ended; see the captured stderr")
        answer: dict[str, Any] = json.loads(line)
        return answer


def type_in(cells: Mapping[Where, object]) -> dict[str, Any]:
    """A step that types values as a person would; None empties a cell."""
    return {"do": "set", "cells": [[sheet, cell, *_typed(value)] for (sheet, cell), value in cells.items()]}


def save(target: Path) -> dict[str, Any]:
    """A step that saves a copy in the format that the ending of ``target`` names."""
    return {"do": "save", "path": str(target), "format": target.suffix.removeprefix(".")}


@contextmanager
def running() -> Iterator[LibreOffice]:
    """A LibreOffice for as long as the block lasts."""
    if shutil.which("soffice") is None and shutil.which("libreoffice") is None:
        raise LibreOfficeError("LibreOffice is missing: apt-get install libreoffice-calc libreoffice-writer")
    command = [python_with_uno(), str(DRIVER)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as driver:
        try:
            yield LibreOffice(driver)
        finally:
            assert driver.stdin is not None
            driver.stdin.close()  # the driver ends soffice and itself
            try:
                driver.wait(timeout=60)
            except subprocess.TimeoutExpired:
                _kill(driver)


def _kill(driver: subprocess.Popen[str]) -> None:
    """End the driver together with the soffice that it started."""
    if hasattr(os, "killpg"):
        os.killpg(driver.pid, signal.SIGKILL)
    driver.kill()


@cache
def python_with_uno() -> str:
    """The first Python of this machine that can talk to LibreOffice.

    Raises:
        LibreOfficeError: none can.
    """
    beside_soffice = [
        soffice.parent / name
        for soffice in (Path(found).resolve() for found in (shutil.which("soffice"),) if found)
        for name in ("python", "python3", "python.exe")
    ]
    candidates = ["/usr/bin/python3", *map(str, beside_soffice), shutil.which("python3"), sys.executable]
    for candidate in candidates:
        if candidate and Path(candidate).exists() and _has_uno(candidate):
            return candidate
    raise LibreOfficeError("No Python with the module uno: install python3-uno (apt-get install python3-uno)")


def _has_uno(python: str) -> bool:
    return subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0


def _typed(value: object) -> tuple[str, object]:
    if value is None:
        return "blank", None
    if isinstance(value, datetime | date):
        return "date", value.isoformat()[:10]
    if isinstance(value, int | float):
        return "number", value
    return "text", value


def cached(path: Path) -> dict[Where, Result]:
    """The values that an .xlsx keeps beside its formulas, read from the XML itself (formula cells only).

    A formula without any value stands there as ``nan``, which equals nothing.
    """
    with zipfile.ZipFile(path) as archive:
        strings = _shared_strings(archive)
        return {
            (sheet, cell.get("r", "")): _cached_value(cell, strings)
            for sheet, part in sheet_parts(archive).items()
            for cell in ElementTree.fromstring(archive.read(part)).iter(f"{MAIN}c")
            if cell.find(f"{MAIN}f") is not None
        }


def with_other_cached_value(path: Path, target: Path, where: Where, value: str) -> Path:
    """Copy an .xlsx so that one formula keeps another value; nothing else differs."""
    sheet, cell = where
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        part = sheet_parts(source)[sheet]
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                content, count = _kept_value(cell).subn(rf"\g<1>{value}\g<2>".encode(), content, count=1)
                assert count == 1, f"{sheet}!{cell} keeps no value"
            copy.writestr(name, content)
    return target


def _kept_value(cell: str) -> re.Pattern[bytes]:
    return re.compile(rf'(<c r="{cell}"[^>]*>.*?<v>)[^<]*(</v>)'.encode(), re.DOTALL)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The archive member of each sheet, by sheet name."""
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")).iter(RELATION)
    }
    return {
        sheet.get("name", ""): _member(relations[sheet.get(f"{OFFICE}id")])
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    }


def _member(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    items = ElementTree.fromstring(archive.read("xl/sharedStrings.xml")).iter(f"{MAIN}si")
    return ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in items]


def _cached_value(cell: Any, strings: Sequence[str]) -> Result:  # noqa: ANN401  defusedxml has no type of an element
    kind, value = cell.get("t", "n"), cell.find(f"{MAIN}v")
    if value is None:
        return math.nan
    text: str = value.text or ""
    if kind == "s":
        return strings[int(text)]
    # xlsxwriter keeps an empty text as <v></v> without a type.
    return text if kind in ("str", "e") or not text else float(text)


def differences(kept: Mapping[Where, Result], recalculated: Mapping[Where, Result]) -> tuple[Difference, ...]:
    """Formula cells whose kept value is not what the formula gives; numbers to 12 significant digits."""
    return tuple(
        Difference(sheet, cell, kept.get((sheet, cell)), recalculated.get((sheet, cell)))
        for sheet, cell in sorted(kept.keys() | recalculated.keys())
        if not _same(kept.get((sheet, cell)), recalculated.get((sheet, cell)))
    )


def _same(one: Result | None, other: Result | None) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    return one == other and type(one) is type(other)
