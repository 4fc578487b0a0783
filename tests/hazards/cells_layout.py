"""Mess around cells: what curators merge, move, hide, rename and copy in a form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from hazards.case import Case, Good, one
from hazards.markup import number, text, typed
from hazards.other_programs import as_ods
from openpyxl.workbook import Workbook
from support.markdown_workbook import changed, rezipped
from support.real_forms import insert_columns, insert_rows

from engine.vocabulary.fields import Value

#: Sheets of the form, and where lines stand on the second of them.
_TITLE, _FORM, _SECOND = "Титул", "Показатели", "xl/worksheets/sheet2.xml"
_LINE_307, _LINE_308, _LINE_309 = 45, 46, 47
_CODES, _ANSWERS = "B", "C"
_READ: Mapping[str, Value] = {"307.1": 3, "308.1": 9, "309.1": 0, "201.1": 12, "201.7": 2, "291.2": 33}
#: A kindergarten does not fill line 302.
_KINDERGARTEN = "0115"
_OF_OTHERS = {"302.1": "5", "291.1": "3", "291.2": "3", "501.1": "3", "502.1": "3", "503.1": "3", "504.1": "3"}

Change = Callable[[Workbook], object]
_MERGED, _MOVED = "merged inputs", "inserted/moved rows, columns"
_HIDDEN, _SHEETS = "hidden, filtered rows, hidden sheets", "sheet renamed, copied, extra, reordered"


def _saved(row: str, *changes: tuple[str, Change, str, str]) -> Iterator[Case]:
    """Forms changed in a spreadsheet program: name, change, status and code; what counts is what was typed."""
    for name, change, status, code in changes:
        yield one(
            name,
            row,
            lambda good, change=change: good.typed({}, change),
            status,
            *filter(None, [code]),
            values={} if status == "rejected" else _READ,
            slow=True,
        )


def _written(
    name: str,
    row: str,
    status: str,
    code: str,
    *changes: tuple[str, str],
    cells: Mapping[str, str] | None = None,
    values: Mapping[str, Value] | None = None,
) -> Case:
    """A form whose sheet says something else: patterns and what replaces them."""
    read = {} if status == "rejected" else values or _READ
    return one(name, row, lambda good: _rewritten(typed(good, cells or {}), changes), status, code, values=read)


def _rewritten(form: bytes, changes: tuple[tuple[str, str], ...]) -> bytes:
    def change(name: str, part: bytes) -> bytes:
        for pattern, new in changes if name == _SECOND else ():
            replaced, times = re.subn(pattern, new, part.decode(), count=1)
            assert times == 1, f"there is no {pattern}"
            part = replaced.encode()
        return part

    return rezipped(form, change)


def _merge(area: str) -> tuple[str, str]:
    return r'<mergeCells count="[0-9]+">', rf'<mergeCells><mergeCell ref="{area}"/>'


def _hide(row: int) -> tuple[str, str]:
    return rf'<row r="{row}" ', rf'<row r="{row}" hidden="1" '


def _ods(good: Good, old: str, new: str) -> bytes:
    return changed(as_ods(good, {}), {"content.xml": (old, new)})


_ODS_307 = "<text:p>307</text:p></table:table-cell><table:table-cell "
_ODS_308 = "<text:p>308</text:p></table:table-cell><table:table-cell "


def _merged_in_ods(good: Good) -> bytes:
    form = _ods(good, _ODS_307, f'{_ODS_307}table:number-rows-spanned="2" table:number-columns-spanned="1" ')
    covered = "<text:p>308</text:p></table:table-cell><table:covered-table-cell "
    return changed(form, {"content.xml": (_ODS_308, covered)})


def _hidden_in_ods(good: Good) -> bytes:
    row = '<table:table-row><table:table-cell office:value-type="string"><text:p>Педагогов-наставников'
    return _ods(good, row, row.replace("row>", 'row table:visibility="filter">', 1))


def _swap_lines(book: Workbook) -> None:
    sheet = book[_FORM]
    for column in "ABCD":
        first, second = sheet[f"{column}{_LINE_307}"], sheet[f"{column}{_LINE_309}"]
        first.value, second.value = second.value, first.value


def _shift_answers(book: Workbook) -> None:
    sheet = book[_FORM]
    for row in range(_LINE_309, _LINE_307, -1):
        sheet[f"{_ANSWERS}{row}"] = sheet[f"{_ANSWERS}{row - 1}"].value
    sheet[f"{_ANSWERS}{_LINE_307}"] = None


def _with_a_row_of_its_own(book: Workbook) -> None:
    insert_rows(book, _FORM, _LINE_308)
    book[_FORM][f"A{_LINE_308}"] = "в том числе совместителей"
    book[_FORM][f"{_ANSWERS}{_LINE_308}"] = 2


def _set(cell: str, value: object, sheet: str = _FORM) -> Change:
    return lambda book: book[sheet].__setitem__(cell, value)


def _copied(cell: str | None) -> Change:
    def change(book: Workbook) -> None:
        copy = book.copy_worksheet(book[_FORM])
        if cell is not None:
            copy[cell] = 99

    return change


def _sheet(name: str, attribute: str, value: str) -> Change:
    return lambda book: setattr(book[name], attribute, value)


CASES: tuple[Case, ...] = (
    _written("merged with the line above", _MERGED, "rejected", "T14", _merge("C45:C46"), cells={"308.1": "><v/>"}),
    _written("merged, and the hidden cell keeps its number", _MERGED, "rejected", "T14", _merge("C45:C46")),
    _written("merged across columns", _MERGED, "rejected", "T14", _merge("D24:E24")),
    _written("merged across a line that is not practised", _MERGED, "rejected", "T14", _merge("C30:C31")),
    _written("merged, the answer below may be left out", _MERGED, "rejected", "T14", _merge("C47:C48")),
    _written(
        "merged with the remark beside",
        _MERGED,
        "accepted",
        "V18",
        _merge("C46:D46"),
        cells={"308.1": "><f>9</f><v>9</v>"},
    ),
    one("merged in form.ods", _MERGED, _merged_in_ods, "rejected", "T14", path="form.ods"),
    *_saved(
        _MERGED,
        ("answers merged on the title sheet", lambda book: book[_TITLE].merge_cells("C21:C22"), "warned", "T14"),
    ),
    *_saved(
        _MOVED,
        ("row inserted", lambda book: insert_rows(book, _FORM, _LINE_308), "accepted", "T33"),
        ("rows inserted above the form", lambda book: insert_rows(book, _FORM, 1, 3), "accepted", ""),
        ("row of its own inserted", _with_a_row_of_its_own, "warned", "V23"),
        ("column inserted among answers", lambda book: insert_columns(book, _FORM, 5), "accepted", "T34"),
        ("columns inserted before the codes", lambda book: insert_columns(book, _FORM, 1, 2), "accepted", ""),
        ("lines in another order", _swap_lines, "accepted", ""),
        ("answers shifted down", _shift_answers, "rejected", "V40"),
        ("line deleted", lambda book: book[_FORM].delete_rows(_LINE_308), "rejected", "T08"),
        ("column deleted", lambda book: book[_FORM].delete_cols(5), "rejected", "T32"),
        ("code deleted", _set(f"{_CODES}{_LINE_308}", None), "warned", "T09"),
        ("code of another line", _set(f"{_CODES}{_LINE_308}", "309"), "rejected", "T08"),
        ("code as a number", _set(f"{_CODES}{_LINE_308}", 308), "accepted", ""),
        ("number of a column deleted", _set("E23", None), "warned", "T31"),
        ("a column of codes in the answers", _set("E50", "308"), "warned", "V23"),
    ),
    _written("row hidden", _HIDDEN, "accepted", "T12", _hide(_LINE_308)),
    _written(
        "row filtered away",
        _HIDDEN,
        "accepted",
        "T12",
        _hide(_LINE_308),
        ("</sheetData>(<sheetProtection[^>]*>)", r'</sheetData>\g<1><autoFilter ref="A38:C49"/>'),
    ),
    one("row filtered away in form.ods", _HIDDEN, _hidden_in_ods, "accepted", "T12", path="form.ods", values=_READ),
    *_saved(
        _HIDDEN,
        ("sheet hidden", _sheet(_FORM, "sheet_state", "hidden"), "accepted", "T13"),
        ("sheet hidden for good", _sheet(_FORM, "sheet_state", "veryHidden"), "accepted", "T13"),
    ),
    *_saved(
        _SHEETS,
        ("sheet renamed", _sheet(_FORM, "title", "Лист1"), "accepted", "T07"),
        ("sheet renamed as another one", _sheet("Практики", "title", "Показатели (2)"), "accepted", "T07"),
        ("sheet copied", _copied(None), "accepted", "T47"),
        ("sheet copied and the copy changed", _copied(f"{_ANSWERS}{_LINE_308}"), "rejected", "T06"),
        ("sheet added", lambda book: book.create_sheet("Мои заметки", 0), "accepted", ""),
        ("sheets in another order", lambda book: book.move_sheet(_FORM, 3), "accepted", ""),
        ("sheet deleted", lambda book: book.remove(book[_FORM]), "rejected", "T05"),
    ),
    one(
        "line that this kind of organisation does not fill",
        "mess beside the lines",
        lambda good: typed(good, {at: number(each) for at, each in _OF_OTHERS.items()}, place_id=_KINDERGARTEN),
        "warned",
        "V22",
    ),
    one(
        "number beside no mentoring",
        "mess beside the lines",
        lambda good: typed(good, {"013.1": text("да")}),
        "rejected",
        "T21",
    ),
)
