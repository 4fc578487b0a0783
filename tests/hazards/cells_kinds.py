"""Mess in cells by what kind of cell it is: formulas, errors, dates, answers, in the formats of several programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from hazards.case import Case, Good, one
from hazards.markup import AS_TEXT, DATE, GENERAL, number, text, typed
from hazards.other_programs import as_ods, as_xls, as_xlsx
from support.biff8 import Percent
from support.markdown_workbook import changed

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.vocabulary.fields import Value

_AT, _FILLED_ON, _ANSWER = "309.1", "011.1", "601.1"
#: Codes of what one reader tells and another one hides.
_IN_EVERY_FORMAT_AT_ONCE = {"V08", "V10"}
_TRUE: CellContent = True
_ERRORS = ("#DIV/0!", "#REF!", "#N/A", "#NAME?", "#VALUE!", "#NUM!", "#NULL!")
_EVERY_FORMAT: tuple[tuple[str, Callable[[Good, dict[str, CellContent]], bytes]], ...] = (
    ("form.xlsx", as_xlsx),
    ("form.ods", as_ods),
    ("form.xls", as_xls),
)


def _formula(
    name: str, markup: str, status: str, code: str, values: dict[str, Value] | None = None, *, slow: bool = True
) -> Case:
    return one(name, "formula", lambda good: typed(good, {_AT: markup}), status, code, values=values, slow=slow)


def _error(error: str, *, slow: bool) -> Case:
    markup = f' t="e"><f>1/0</f><v>{error}</v>'
    return one(f"error {error}", "#REF!…", lambda good: typed(good, {_AT: markup}), "rejected", "V08", slow=slow)


def _day(
    shown: str, code: str | None, day: date | None, *, markup: str = "", style: str = "", slow: bool = True
) -> Case:
    """A date of filling in, as text unless told: what it is read as, and what is said about it."""
    status = "accepted" if code is None else "warned"
    codes = () if code is None else (code,)
    values = {_FILLED_ON: day}
    return one(
        f"date {shown}",
        "text dates",
        lambda good: typed(good, {_FILLED_ON: markup or text(shown)}, style=style),
        status,
        *codes,
        absent={"V19", "V20", "V24"} - set(codes),
        values=values,
        slow=slow,
    )


def _answer(shown: str, code: str | None, answer: str | None, *, markup: str = "", slow: bool = True) -> Case:
    """An answer of yes or no: what it is read as; an answer that cannot be read is not guessed."""
    status = "rejected" if code == "V11" else "accepted" if code is None else "warned"
    return one(
        f"answer {shown}",
        "yes and no",
        lambda good: typed(good, {_ANSWER: markup or text(shown)}),
        status,
        *(() if code is None else (code,)),
        values={} if status == "rejected" else {_ANSWER: answer},
        slow=slow,
    )


def _in_every_format(name: str, row: str, cell: CellContent, status: str, code: str) -> Iterator[Case]:
    for path, form in _EVERY_FORMAT:
        yield one(
            f"{name} in {path}",
            row,
            lambda good, form=form: form(good, {_AT: cell}),
            status,
            code,
            path=path,
            slow=code not in _IN_EVERY_FORMAT_AT_ONCE,
        )


def _since_1904(good: Good) -> bytes:
    form = typed(good, {_FILLED_ON: number("44195")}, style=DATE)
    return changed(form, {"xl/workbook.xml": ("<workbookPr", '<workbookPr date1904="1"')})


CASES: tuple[Case, ...] = (
    one(
        "text cell with a hidden apostrophe",
        "apostrophe",
        lambda good: typed(good, {_AT: text("125")}, style=AS_TEXT),
        "warned",
        "V01",
        values={_AT: 125},
    ),
    one(
        "letters with their pronunciation",
        "apostrophe",
        lambda good: typed(
            good, {_AT: ' t="inlineStr"><is><r><t>1</t></r><r><t>2</t></r><rPh sb="0" eb="1"><t>9</t></rPh></is>'}
        ),
        "warned",
        "V01",
        values={_AT: 12},
    ),
    _formula("formula without a result", "><f>5+5</f>", "rejected", "V07", slow=False),
    _formula("formula with an empty result", "><f>5+5</f><v></v>", "rejected", "V07"),
    _formula("formula with its result", "><f>5+5</f><v>10</v>", "accepted", "V18", {_AT: 10}),
    _formula("formula with a result out of date", "><f>5+5</f><v>9</v>", "accepted", "V18", {_AT: 9}, slow=False),
    _formula("formula shared with the cell above", '><f t="shared" si="0"/><v>9</v>', "accepted", "V18", {_AT: 9}),
    _formula("formula that gives text", ' t="str"><f>"1"&amp;"2"</f><v>12</v>', "warned", "V01", {_AT: 12}),
    _formula("formula that gives an empty text", ' t="str"><f>""</f><v></v>', "rejected", "V40"),
    _formula("formula that gives a truth value", ' t="b"><f>1=1</f><v>1</v>', "rejected", "V09"),
    _formula("formula with noise of fractions", "><f>0.1*30</f><v>3.0000000000000004</v>", "accepted", "V18", {_AT: 3}),
    *(_error(each, slow=index > 0) for index, each in enumerate(_ERRORS)),
    *_in_every_format("error", "#REF!…", CellError("#DIV/0!"), "rejected", "V08"),
    *_in_every_format("date for a number", "date typed by autocorrect", date(2026, 5, 12), "rejected", "V10"),
    *_in_every_format("number as text", "apostrophe", "'125", "warned", "V01"),
    *_in_every_format("truth value", "True", _TRUE, "rejected", "V09"),
    one(
        "formula without a result in form.ods",
        "formula",
        lambda good: as_ods(good, {_AT: FormulaWithoutValue()}),
        "rejected",
        "V07",
        path="form.ods",
    ),
    one(
        "per cent in form.xls",
        "0.15 as 0%",
        lambda good: as_xls(good, {_AT: Percent(0.15)}),
        "rejected",
        "V04",
        path="form.xls",
    ),
    one("time for a number", "12:30", lambda good: typed(good, {_AT: number("0.5")}, style=DATE), "rejected", "V12"),
    _day("15.01.2025", None, date(2025, 1, 15), slow=False),
    _day("15.1.2025 г.", None, date(2025, 1, 15)),
    _day("15.01.25", "V20", date(2025, 1, 15), slow=False),
    _day("12 ноября 2024 г.", "V24", date(2024, 11, 12), slow=False),
    _day("«12» ноября 2024 года", "V24", date(2024, 11, 12)),
    _day("31 ноября 2024 г.", "V19", None),
    _day("31.02.2024", "V19", None, slow=False),
    _day("29.02.2025", "V19", None),
    _day("03/05/2026", "V19", None, slow=False),
    _day("2025-01-15", "V19", None),
    _day("15.01", "V19", None),
    _day("1.15.2025", "V19", None),
    _day("12\u202e10.01.25", "V19", None),
    _day("45672 typed as a number", "V19", None, markup=number("45672"), style=GENERAL),
    _day("#Н/Д", "V08", None),
    _day("45672 shown as a date", None, date(2025, 1, 15), markup=number("45672"), style=DATE),
    one(
        "days counted from 1904",
        "1904 system",
        _since_1904,
        "accepted",
        values={_FILLED_ON: date(2024, 12, 31)},
    ),
    _answer("Да.", None, "да", slow=False),
    _answer("дa with a Latin a", None, "да", markup=text("дa")),
    _answer("имеется", "V21", "да", slow=False),
    _answer("не имеется", "V21", "нет"),
    _answer("TRUE", "V21", "да", markup=' t="b"><v>1</v>', slow=False),
    _answer("–", "V05", None, slow=False),
    _answer("да/нет", "V11", None, slow=False),
    _answer("1", "V11", None, markup=number("1")),
    _answer("да, приказ № 5", "V11", None),
    _answer("✓", "V11", None),
)
