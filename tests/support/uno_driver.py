"""Drive a private headless LibreOffice: one JSON job per line on stdin, one JSON answer per line on stdout.

Run by a Python that has ``uno`` (not the one under test). A job is ``{"open": path, "steps": [step, …]}``; every step
is ``{"do": name, …}`` and gives one result. soffice runs on a profile and a pipe of its own and ends with this process.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "ods": "calc8",
    "xls": "MS Excel 97",
    "pdf": "calc_pdf_Export",
    "html": "HTML (StarCalc)",
}
#: What Calc calls its errors, in the words of an .xlsx file.
ERRORS = {502: "#VALUE!", 503: "#NUM!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}
DOCUMENTS = {
    "spreadsheet": "com.sun.star.sheet.SpreadsheetDocument",
    "text": "com.sun.star.text.TextDocument",
}
FORMULA_CELLS = 16  # com.sun.star.sheet.CellFlags.FORMULA
ERROR_RESULT = 4  # com.sun.star.sheet.FormulaResult.ERROR
SERIAL_ZERO = dt.date(1899, 12, 30)
START_SECONDS = 90
STOP_SECONDS = 20


class RefusedError(Exception):
    """A person could not have done this: the cell is locked."""


def main() -> None:
    """Serve jobs until stdin ends."""
    with tempfile.TemporaryDirectory(prefix="svod-uno-", ignore_cleanup_errors=True) as profile:
        office, pipe = start(Path(profile))
        try:
            desktop = connect(office, pipe)
            answer({"ready": True})
            for line in sys.stdin:
                answer(perform(desktop, json.loads(line)))
        finally:
            stop(office, locals().get("desktop"))


def answer(content: dict[str, Any]) -> None:
    """Write one answer."""
    sys.stdout.write(json.dumps(content) + "\n")
    sys.stdout.flush()


def start(profile: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start soffice with its own profile and pipe."""
    soffice = os.environ.get("SVOD_SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        sys.exit("soffice is not on the PATH: install LibreOffice Calc")
    pipe = f"svod{os.getpid()}"
    options = ["--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
    place = [f"-env:UserInstallation={profile.as_uri()}", f"--accept=pipe,name={pipe};urp;"]
    office = subprocess.Popen([soffice, *options, *place], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return office, pipe


def connect(office: subprocess.Popen[bytes], pipe: str) -> Any:  # noqa: ANN401  UNO objects have no types
    """Wait until soffice answers and return its desktop."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > deadline or office.poll() not in (None, 0):
                sys.exit("soffice does not start")
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def stop(office: subprocess.Popen[bytes], desktop: Any) -> None:  # noqa: ANN401  UNO objects have no types
    """End soffice, by force if it does not go."""
    try:
        if desktop is not None:
            desktop.terminate()
        office.wait(STOP_SECONDS)
    except Exception:  # noqa: BLE001  whatever went wrong, no soffice may stay behind
        if hasattr(os, "killpg"):
            # soffice is a script; the program it started is in our process group, which is ours alone.
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            os.killpg(os.getpgrp(), signal.SIGTERM)
        office.kill()
        office.wait()


def perform(desktop: Any, job: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401  UNO objects have no types
    """Do one job; a fault becomes an answer with ``error``."""
    document = None
    try:
        options = properties(Hidden=True, MacroExecutionMode=0)
        document = desktop.loadComponentFromURL(Path(job["open"]).resolve().as_uri(), "_blank", 0, options)
        kind = "text" if job["open"].endswith(".docx") else "spreadsheet"
        if document is None or not document.supportsService(DOCUMENTS[kind]):
            return {"error": f"LibreOffice does not open {job['open']} as a {kind}"}
        return {"results": [STEPS[step.pop("do")](document, **step) for step in job["steps"]]}
    except RefusedError as refused:
        return {"error": str(refused), "refused": True}
    except Exception:  # noqa: BLE001  the fault is told to the test, which fails with it
        return {"error": traceback.format_exc()}
    finally:
        if document is not None:
            document.close(True)  # noqa: FBT003  UNO takes no names


def properties(**values: Any) -> tuple[Any, ...]:  # noqa: ANN401  UNO properties are of any type
    """UNO's way to pass named options."""
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def set_cells(document: Any, cells: list[list[Any]]) -> None:  # noqa: ANN401  UNO objects have no types
    """Type values as a person would: [sheet, cell, kind, value], kind one of number, text, date (ISO), blank."""
    for sheet_name, address, kind, value in cells:
        sheet = document.Sheets.getByName(sheet_name)
        cell = sheet.getCellRangeByName(address).getCellByPosition(0, 0)
        if sheet.isProtected() and cell.CellProtection.IsLocked:
            raise RefusedError(f"{sheet_name}!{address} is locked")
        if kind == "number":
            cell.setValue(float(value))
        elif kind == "text":
            cell.setString(value)
        elif kind == "date":
            cell.setValue(float((dt.date.fromisoformat(value) - SERIAL_ZERO).days))
        elif kind == "blank":
            cell.setString("")
        else:
            raise ValueError(kind)


def insert_rows(document: Any, sheet: str, row: int, number: int) -> None:  # noqa: ANN401  UNO objects have no types
    """Lift a sheet's protection, as anyone can, and insert rows above a row, numbered as a person sees it."""
    rows = document.Sheets.getByName(sheet)
    rows.unprotect("")
    rows.Rows.insertByIndex(row - 1, number)


def filter_rows(document: Any, sheet: str, area: str, column: int, values: list[str]) -> None:  # noqa: ANN401  see above
    """Filter a range with its head by the texts of one of its columns (from 0), as the arrow in its head does."""
    rows = document.Sheets.getByName(sheet).getCellRangeByName(area)
    descriptor = rows.createFilterDescriptor(True)  # noqa: FBT003  UNO takes no names
    descriptor.ContainsHeader = True
    fields = []
    for value in values:
        field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
        field.Field, field.StringValue, field.IsNumeric = column, value, False
        field.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
        field.Connection = uno.Enum("com.sun.star.sheet.FilterConnection", "OR")
        fields.append(field)
    descriptor.setFilterFields(tuple(fields))
    rows.filter(descriptor)


def delete_rows(document: Any, sheet: str, row: int, number: int) -> None:  # noqa: ANN401  UNO objects have no types
    """Lift a sheet's protection, as anyone can, and delete rows from a row on, numbered as a person sees it."""
    rows = document.Sheets.getByName(sheet)
    rows.unprotect("")
    rows.Rows.removeByIndex(row - 1, number)


def hide_rows(document: Any, sheet: str, row: int, number: int, *, by_filter: bool) -> None:  # noqa: ANN401  UNO objects have no types
    """Hide rows from a row on, by hand or as a filter does."""
    rows = document.Sheets.getByName(sheet).Rows
    for each in range(row - 1, row - 1 + number):
        rows.getByIndex(each).IsVisible = False
        if by_filter:
            rows.getByIndex(each).IsFiltered = True


def rename(document: Any, sheet: str, name: str, position: int) -> None:  # noqa: ANN401  UNO objects have no types
    """Give a sheet another name and put it into another place, counted from 0."""
    document.Sheets.getByName(sheet).setName(name)
    document.Sheets.moveByName(name, position)


def follow(document: Any, link: str) -> list[str]:  # noqa: ANN401  UNO objects have no types
    """Follow a link inside the workbook («#name»); the sheet and the cells that are selected then."""
    context = uno.getComponentContext()
    dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    frame = document.CurrentController.Frame
    dispatcher.executeDispatch(frame, ".uno:JumpToMark", "", 0, properties(Bookmark=link.removeprefix("#")))
    found = document.CurrentSelection.RangeAddress
    first, last = a1(found.StartColumn, found.StartRow), a1(found.EndColumn, found.EndRow)
    return [document.Sheets.getByIndex(found.Sheet).Name, first if first == last else f"{first}:{last}"]


def recalculate(document: Any) -> None:  # noqa: ANN401  UNO objects have no types
    """Recalculate every formula from scratch, whatever the file kept (Ctrl+Shift+F9)."""
    document.calculateAll()


def formulas(document: Any) -> list[list[Any]]:  # noqa: ANN401  UNO objects have no types
    """Every formula cell: [sheet, cell, formula, value (number, text, or None for an error), error]."""
    found: list[list[Any]] = []
    for sheet in document.Sheets:
        errors = error_cells(sheet)
        for area in sheet.queryContentCells(FORMULA_CELLS).getRangeAddresses():
            where = (area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
            block = sheet.getCellRangeByPosition(*where)
            texts, values = block.getFormulaArray(), block.getDataArray()
            for row, (row_texts, row_values) in enumerate(zip(texts, values), area.StartRow):  # noqa: B905  LibreOffice's Python may be 3.9
                for column, (text, value) in enumerate(zip(row_texts, row_values), area.StartColumn):  # noqa: B905  as above
                    error = errors.get((column, row))
                    found.append([sheet.Name, a1(column, row), text, None if error else value, error])
    return found


def error_cells(sheet: Any) -> dict[tuple[int, int], str]:  # noqa: ANN401  UNO objects have no types
    """Formula cells whose result is an error, by (column, row), with the error as an .xlsx names it."""
    errors = {}
    for area in sheet.queryFormulaCells(ERROR_RESULT).getRangeAddresses():
        for row in range(area.StartRow, area.EndRow + 1):
            for column in range(area.StartColumn, area.EndColumn + 1):
                number = sheet.getCellByPosition(column, row).getError()
                errors[column, row] = ERRORS.get(number, f"Err:{number}")
    return errors


def read(document: Any, cells: list[list[str]]) -> list[Any]:  # noqa: ANN401  UNO objects have no types
    """Values of cells: a number, a text, or None for an empty cell."""
    values = []
    for sheet_name, address in cells:
        cell = document.Sheets.getByName(sheet_name).getCellRangeByName(address).getCellByPosition(0, 0)
        value = cell.getDataArray()[0][0]
        values.append(None if cell.Type.value == "EMPTY" else value)
    return values


def shown(document: Any, cells: list[list[str]]) -> list[str]:  # noqa: ANN401  UNO objects have no types
    """What a person sees in cells."""
    return [document.Sheets.getByName(sheet).getCellRangeByName(address).String for sheet, address in cells]


def layout(document: Any) -> dict[str, Any]:  # noqa: ANN401  UNO objects have no types
    """How a text document is laid out: its pages, and per table its rows and whether its head is repeated."""
    tables = [document.TextTables.getByIndex(number) for number in range(document.TextTables.Count)]
    cursor = document.CurrentController.getViewCursor()
    cursor.jumpToLastPage()
    return {
        "pages": cursor.getPage(),
        "tables": [[table.Rows.Count, bool(table.RepeatHeadline)] for table in tables],
        "language": document.getPropertyValue("CharLocale").Language,
    }


def guards(document: Any, cells: list[list[str]]) -> list[dict[str, Any]]:  # noqa: ANN401  UNO objects have no types
    """How cells are guarded: is the sheet protected, the cell locked, what the drop-down offers, the error message."""
    result = []
    for sheet_name, address in cells:
        sheet = document.Sheets.getByName(sheet_name)
        cell = sheet.getCellRangeByName(address)
        validation = cell.Validation
        result.append(
            {
                "protected": sheet.isProtected(),
                "locked": cell.CellProtection.IsLocked,
                "validation": validation.Type.value,
                "source": validation.getFormula1(),
                "drop_down": validation.Type.value == "LIST" and validation.ShowList > 0,
                "strict": validation.ErrorAlertStyle.value == "STOP" and validation.ShowErrorMessage,
                "error_message": validation.ErrorMessage,
                "input_message": validation.InputMessage,
            }
        )
    return result


def sheets(document: Any) -> list[dict[str, Any]]:  # noqa: ANN401  UNO objects have no types
    """The sheets in order: name, visible, protected."""
    return [
        {"name": sheet.Name, "visible": sheet.IsVisible, "protected": sheet.isProtected()} for sheet in document.Sheets
    ]


def save(document: Any, path: str, format: str) -> None:  # noqa: A002, ANN401  the job's own key; UNO objects have no types
    """Save a copy in a format of FILTERS."""
    document.storeToURL(Path(path).resolve().as_uri(), properties(FilterName=FILTERS[format], Overwrite=True))


def a1(column: int, row: int) -> str:
    """A1 notation of a zero-based column and row."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


STEPS = {
    "set": set_cells,
    "insert_rows": insert_rows,
    "delete_rows": delete_rows,
    "hide_rows": hide_rows,
    "rename": rename,
    "filter": filter_rows,
    "follow": follow,
    "recalculate": recalculate,
    "formulas": formulas,
    "read": read,
    "shown": shown,
    "guards": guards,
    "sheets": sheets,
    "layout": layout,
    "save": save,
}

if __name__ == "__main__":
    main()
