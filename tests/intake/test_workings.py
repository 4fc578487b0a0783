from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from support.forms import consistent, written
from support.markdown_workbook import changed

from engine.intake import limits, xlsx
from engine.intake.container import open_container
from engine.intake.grids import Sheet, Workbook
from engine.intake.limits import DEPTH
from engine.intake.refusal import Refused
from engine.intake.sniffing import sniff
from engine.intake.workbooks import read_workbook
from engine.intake.workings import ROWS_READ, WORKINGS
from engine.rulebook.rulebook import Rulebook
from engine.template.checks.workingheads import CALC_SHEET
from engine.template.content import school_content

CALC = "xl/worksheets/sheet6.xml"
BOOK = "xl/workbook.xml"


@pytest.fixture(scope="module")
def form(rulebook: Rulebook) -> bytes:
    """A form that is filled in."""
    return written(consistent(school_content(rulebook, rulebook.periods["2024"], "0501")))


def _read(content: bytes, *, with_workings: bool = False) -> Workbook:
    return read_workbook(content, *sniff(content), with_workings=with_workings)


def _sheet(content: bytes, name: str = CALC_SHEET) -> Sheet:
    return next(sheet for sheet in _read(content).sheets if sheet.name == name)


def _in_rows(content: bytes, change: Callable[[str], str]) -> bytes:
    """The form with its sheet of workings changed below the rows that are read."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        markup = archive.read(CALC).decode()
    end = [match.end() for match in re.finditer("</row>", markup)][ROWS_READ + 2]
    return changed(content, {CALC: (markup, markup[:end] + change(markup[end:]))})


def _code(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        _read(content)
    return refused.value.code


def test_the_sheets_begin_as_the_form_writes_them(form: bytes) -> None:
    whole = {sheet.name: sheet for sheet in _read(form, with_workings=True).sheets}
    for name, heads in WORKINGS.items():
        assert whole[name].hidden
        assert tuple(whole[name].rows[0][: len(heads)]) == heads


def test_workings_are_passed_over_and_nothing_else(form: bytes) -> None:
    for sheet, whole in zip(_read(form).sheets, _read(form, with_workings=True).sheets, strict=True):
        if sheet.name in WORKINGS:
            assert list(sheet.rows) == list(whole.rows[:ROWS_READ])
            assert len(whole.rows) > ROWS_READ
            assert sheet.formulas  # a form that keeps formulas is known by them
        else:
            assert sheet == whole


@pytest.mark.parametrize(
    "change",
    [
        {BOOK: (' sheetId="6" state="hidden"', ' sheetId="6"')},
        {BOOK: ('name="_calc"', 'name="Расчёт"')},
        {BOOK: ('name="_calc"', 'name="_calc (2)"')},
        {"xl/sharedStrings.xml": ("<t>asked</t>", "<t>Спросили</t>")},
        {CALC: ('<row r="7" ', '<row r="7" hidden="1" ')},
    ],
    ids=["shown", "renamed", "copied", "other heads", "a row hidden"],
)
def test_a_sheet_that_is_not_as_the_form_writes_it_is_read(form: bytes, change: dict[str, tuple[str, str]]) -> None:
    other = changed(form, change)
    assert _read(other) != _read(form)
    sheet, whole = (_read(other, with_workings=each).sheets[5] for each in (False, True))
    assert sheet == whole
    assert len(sheet.rows) > ROWS_READ


def test_what_somebody_types_into_workings_in_an_unusual_way_is_read(form: bytes) -> None:
    typed = '<row r="900"><c r="A900" t="inlineStr"><is><t>слово</t></is></c></row></sheetData>'
    assert _sheet(changed(form, {CALC: ("</sheetData>", typed)})).at(899, 0) == "слово"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda rest: rest.replace("</c>", "</c", 1), "F08"),
        (lambda rest: rest.replace("</row>", "", 1), "F08"),
        (lambda rest: rest.replace("<f>", "<f>&", 1), "F08"),
        (lambda rest: rest.replace("<f>", "<f>\x01", 1), "F08"),
        (lambda rest: rest.replace("<f>", "<f>]]>", 1), "F08"),
        (lambda rest: rest.replace(' spans="1:13"', ' spans="1:13" spans="1:13"', 1), "F08"),
        (lambda rest: re.sub(r't="s"><v>\d+', 't="s"><v>99999', rest, count=1), "F08"),
        (lambda rest: re.sub(r'(<c r="B)(\d+)(".*?</c>)', r"\1\2\3\1\2\3", rest, count=1), "S13"),
        (lambda rest: re.sub(r"(<row .*?</row>)", r"\1\1", rest, count=1), "S13"),
        (lambda rest: re.sub(r'r="A\d+"', 'r="XFE9"', rest, count=1), "S06"),
        (lambda rest: rest.replace("<v>1</v>", "<v>1</v><v>2</v>", 1), "S12"),
        (lambda rest: rest.replace("</sheetData>", "</sheetData>" + "<x>" * DEPTH + "</x>" * DEPTH), "S12"),
        (lambda rest: rest.replace("</v>", "</v>" + "<x>" * DEPTH + "</x>" * DEPTH, 1), "S12"),
        (lambda rest: rest.replace("</sheetData>", '</sheetData><mergeCell ref="A1:XFD1048576"/>'), "S05"),
    ],
)
def test_what_is_wrong_with_workings_is_refused_as_anywhere(
    form: bytes, change: Callable[[str], str], code: str
) -> None:
    assert _code(_in_rows(form, change)) == code


def test_workings_may_have_no_dtd_and_no_other_encoding(form: bytes) -> None:
    assert _code(changed(form, {CALC: ("<worksheet ", "<!DOCTYPE a><worksheet ")})) == "S04"
    assert _code(changed(form, {CALC: ('encoding="UTF-8"', 'encoding="windows-1251"')})) == "S12"


@pytest.mark.parametrize("over", [0, 1])
def test_cells_of_workings_count_against_the_limit(form: bytes, monkeypatch: pytest.MonkeyPatch, over: int) -> None:
    filled = sum(sheet.filled for sheet in xlsx.scan_xlsx(open_container(form)).sheets)
    assert filled < limits.FILLED_CELLS
    monkeypatch.setattr(xlsx, "FILLED_CELLS", filled - over)
    if over:
        assert _code(form) == "S05"
    else:
        _read(form)
