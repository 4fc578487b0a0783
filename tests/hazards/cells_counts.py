"""Mess in cells where a count is asked: what was typed there, character by character."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hazards.case import Case, one
from hazards.markup import PERCENT, number, text, typed

from engine.vocabulary.fields import Value

#: Внешних наставников: any organisation fills it, and no other line limits it.
AT = "309.1"
#: С ОВЗ: may stay blank.
OPTIONAL = "310.1"

_SPACED = ("1\u00a0234", "1\u2009234", "1\u202f234", "1 234", "1\u2007234", " 1\u00a0234 \u00a0", "1\u00a0234\u200b")
_UNSEEN = ("12 ", "\ufeff12", "12\u200b", "\u200e12\u200e", "\u202a12\u202c", "\u20661\u20692", "12\n", "\t12")
_BADLY_GROUPED = (
    "12 34",
    "0 123",
    "12 3456",
    "1234 567",
    "12  345",
    "12\n345",
    "12\t345",
    "12;345",
    "1'234",
    "12\u202e34",
    "\u200f12",
)
_NO_NUMBERS = ("nan", "inf", "-inf", "ИСТИНА", "True", "ноль", "двенадцать", "NULL", "None", '"', "?", "+", "XII")
_NO_ONE_NUMBER = (
    "1_000",
    "1E3",
    "1e999",
    "10+2",
    "=10+2",
    "10-12",
    "10–12",
    "10/12",
    "<5",
    "≈12",
    "12?",
    "12*",
    "12²",
    "0x1F",
    "12 (двенадцать)",
    "12 и 3",
    "№ 12",
    "12:30",
    "١٢",
    "१२",
    "①",
    "½",
)
_ERRORS = ("#ДЕЛ/0!", "#ССЫЛКА!", "#Н/Д", "#ЗНАЧ!", "#REF!", "#DIV/0!", "#N/A", "#NAME?", "Err:502", "#ССЫЛ!", "####")


def _cell(row: str, code: str, markup: str, shown: str, status: str, *, style: str = "", slow: bool = False) -> Case:
    return one(
        f"{row}: {_named(shown)}",
        row,
        lambda good: typed(good, {AT: markup}, style=style),
        status,
        code,
        slow=slow,
    )


def _named(shown: str) -> str:
    return ascii(shown) if len(shown) < 30 else f"{shown[:3]}… ({len(shown)})"


def _refused(row: str, code: str, *shown: str) -> Iterator[Case]:
    for index, each in enumerate(shown):
        yield _cell(row, code, text(each), each, "rejected", slow=index > 0)


def _read(row: str, code: str, value: int, *shown: str) -> Iterator[Case]:
    for index, each in enumerate(shown):
        yield one(
            f"{row}: {each!a}",
            row,
            lambda good, each=each: typed(good, {AT: text(each)}),
            "warned",
            code,
            values={AT: value},
            slow=index > 0,
        )


def _left_blank(code: str, *shown: str) -> Iterator[Case]:
    """A sign for nothing: an error where a number is needed, blank where it may be left out, zero nowhere."""
    for index, each in enumerate(shown):
        row = "a sign for nothing"
        yield _cell(f"{row}, needed", code, text(each), each, "rejected", slow=index > 0)
        yield _optional(f"{row}: {each!a}", row, {OPTIONAL: text(each)}, code, slow=index > 0)


def _optional(name: str, row: str, cells: Mapping[str, str], code: str, *, slow: bool) -> Case:
    values: Mapping[str, Value] = {OPTIONAL: None}
    return one(name, row, lambda good: typed(good, cells), "warned", code, values=values, slow=slow)


def _line(shown: str) -> dict[str, str]:
    return {f"207.{column}": text(shown) for column in range(1, 8)}


CASES: tuple[Case, ...] = (
    *_read("groups of three", "V01", 1234, *_SPACED),
    *_read("marks that nobody sees", "V01", 12, *_UNSEEN),
    *_read("digits of a wide alphabet", "V01", 12, "１２", "1２"),
    *_read("apostrophe", "V01", 125, "'125"),
    *_read("nothing after the comma", "V01", 12, "12,0", "12.00", "012"),
    *_read("listed unit", "V02", 12, "12 чел.", "12чел", "12 человек", "12\u00a0ЧЕЛ"),
    *_refused("groups not of three", "V12", *_BADLY_GROUPED),
    *_refused("unit of another field", "V12", "12 шт", "12 пар", "12 чел. 3 пары", "12 чел./3"),
    *_refused("thousands or a fraction", "V03", "1,234", "1.234", "12,000", "1,234,567", "0,125"),
    *_refused("fraction as text", "V14", "12,5", "12.5", "1.234,5", "1 234,5", "12,50", "1234,567"),
    *_refused("per cent as text", "V04", "15%", "15 %", "100%", "%"),
    *_refused("minus as text", "V13", "-3", "− 3", "–3", "-1 234"),
    *_refused("letter among digits", "V06", "1О", "1O", "l2", "З0", "О", "I0", "1 О00"),
    *_refused("no number", "V09", *_NO_NUMBERS),
    *_refused("no one number", "V12", *_NO_ONE_NUMBER),
    *_refused("error value as text", "V08", *_ERRORS),
    *_refused("digits without end", "V15", "9" * 10, "9" * 32_767, "9" * 1_000_000),
    *_left_blank("V05", "–", "—", "-", "---", "н/д", "н.д.", "нет данных", "х", "Х", "x", "N/A"),
    *_left_blank("V16", "нет", "Нет.", "не было", "отсутствуют"),
    one("blanks only, needed", "blanks", lambda good: typed(good, {AT: text(" \u00a0\u200b ")}), "rejected", "V40"),
    one(
        "blanks only, not needed",
        "blanks",
        lambda good: typed(good, {OPTIONAL: text(" \u00a0\u200b ")}),
        "accepted",
        values={OPTIONAL: None},
    ),
    one(
        "dashes in every column of a form of mentoring",
        "a sign for nothing",
        lambda good: typed(good, _line("–")),
        "accepted",
        "V05",
        values={"207.1": 0, "207.7": 0},
    ),
    one(
        "dashes beside numbers",
        "a sign for nothing",
        lambda good: typed(good, {**_line("–"), "207.1": number("2")}),
        "rejected",
        "V05",
    ),
    _cell("number shown as per cent", "V04", number("0.15"), "15 %", "rejected", style=PERCENT),
    _cell("number shown as per cent", "V04", number("1"), "100 %", "rejected", style=PERCENT, slow=True),
    _cell("negative", "V13", number("-3"), "-3", "rejected"),
    _cell("fraction", "V14", number("12.5"), "12.5", "rejected"),
    _cell("fraction", "V14", number("0.15"), "0.15", "rejected", slow=True),
    _cell("fraction", "V14", number("12.0001"), "12.0001", "rejected", slow=True),
    _cell("too large for any place", "V15", number("1E12"), "1E12", "rejected"),
    _cell("too large for the line", "V42", number("20001"), "20001", "rejected"),
    _cell("a day's number", "V42", number("46154"), "46154", "rejected", slow=True),
    _cell("truth value", "V09", ' t="b"><v>1</v>', "TRUE", "rejected"),
    _cell("beyond all numbers", "V12", number("1e999"), "1e999", "rejected", slow=True),
)
