"""Whose form it is, of which period and version: what people mix up, copy, rename and send twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import openpyxl
from hazards.case import PERIOD, VICTIM, Case, Change, Good, one
from support.forms import consistent, written
from support.real_forms import filled

from engine.template.content import FormContent, district_content, school_content, universal_content
from engine.vocabulary.fields import Address, Value

STAMP_SHEET = "_svod"
OTHER = "0502"
#: A school that was closed in the period and has a successor.
MERGED = "0410"
NAME = "МБОУ «Старолуговская СОШ № 1»"
_CONTRADICTION = "stamp and «Титул» contradict each other"
_NAMES = "ё/е, case, blanks, Latin look-alikes, abbreviations"
_TWO = "copy (2), two files of one school"


def _without_stamp(book: openpyxl.Workbook) -> None:
    del book[STAMP_SHEET]


def _stamped(**rows: str) -> Change:
    """Other words in the stamp."""

    def change(book: openpyxl.Workbook) -> None:
        for key, value in book[STAMP_SHEET].iter_rows(max_col=2):
            if key.value in rows:
                value.value = rows[str(key.value)]

    return change


def _titled(name: str, *, code: str | None = None) -> Case:
    """The form of the victim without a stamp and under a name of its own; by its name alone where ``code`` is None."""
    told: dict[str, object] = {"002": name, "001": code}
    return one(f"name alone: {name}", _NAMES, lambda good: good.typed(told, _without_stamp), "warned", "V17", "T24")


def _same_name(name: str) -> Case:
    told: dict[str, object] = {"002": name, "001": None}
    return one(
        f"the very name: {name}",
        _NAMES,
        lambda good: good.typed(told, _without_stamp),
        "accepted",
        "T24",
        absent=("V17",),
        values={"101": 300},
    )


def _universal(good: Good, values: Mapping[str, object], district_id: str = "05") -> bytes:
    """The universal blank of a district, filled in by a school."""
    content = universal_content(good.rulebook, good.rulebook.periods[PERIOD], district_id)
    own = {at: value for at, value in good.content().values.items() if at.line not in {"001", "002", "003"}}
    typed = {Address.parse(at): value for at, value in values.items()}
    return filled(content, {**own, **typed})  # type: ignore[dict-item]  # nobody stops a curator


def _blank(good: Good) -> bytes:
    return written(school_content(good.rulebook, good.rulebook.periods[PERIOD], VICTIM))


def _of_district(good: Good, told: Mapping[str, Value], change: Change) -> bytes:
    content = district_content(good.rulebook, good.rulebook.periods[PERIOD], "05")
    return filled(content, {Address.parse(at): value for at, value in {"006": "Петрова А. А.", **told}.items()}, change)


def _of(good: Good, place_id: str, period_id: str = PERIOD) -> bytes:
    content: FormContent = consistent(school_content(good.rulebook, good.rulebook.periods[period_id], place_id))
    return written(replace(content, values={**content.values, Address("304"): 7}))


CASES: tuple[Case, ...] = (
    one(
        "another code in line 001 than in the stamp",
        _CONTRADICTION,
        lambda good: good.typed({"001": OTHER}),
        "rejected",
        "T16",
    ),
    one(
        "another name in line 002 than in the stamp",
        _CONTRADICTION,
        lambda good: good.typed({"002": "МБОУ «Старолуговская СОШ № 2»"}),
        "rejected",
        "T36",
    ),
    one(
        "another name in line 002 in other words",
        _CONTRADICTION,
        lambda good: good.typed({"002": "Старолуговская средняя общеобразовательная школа №2"}),
        "rejected",
        "T36",
    ),
    one(
        "code and name of two schools, no stamp",
        _CONTRADICTION,
        lambda good: good.typed({"001": OTHER}, _without_stamp),
        "rejected",
        "T35",
    ),
    one(
        "another period in line 004 than in the stamp",
        _CONTRADICTION,
        lambda good: good.typed({"004": "2023 год"}),
        "rejected",
        "T26",
    ),
    one(
        "code without a stamp",
        "code without a stamp",
        lambda good: good.typed({}, _without_stamp),
        "accepted",
        "T24",
        values={"101": 300},
    ),
    one(
        "code without its zeros, no stamp",
        "code without a stamp",
        lambda good: good.typed({"001": 501}, _without_stamp),
        "accepted",
        "T23",
        values={"101": 300},
    ),
    _same_name("мбоу старолуговская сош № 1"),
    _same_name('  МБОУ  "Старолуговская   СОШ №1". '),
    _same_name("MБOУ «Cтарoлугoвская COШ N 1»"),  # Latin letters among the Cyrillic ones
    _titled("Старолуговская СОШ 1"),
    _titled("МКОУ «Старолуговская СОШ № 1»"),
    _titled("МАОУ «Старолуговская средняя общеобразовательная школа № 1»"),
    _titled(
        "Муниципальное казённое общеобразовательное учреждение «Старолуговская средняя общеобразовательная школа № 1»"
    ),
    one(
        "name of nobody",
        "unknown school",
        lambda good: good.typed({"001": None, "002": "МБОУ «Тридевятая СОШ»"}, _without_stamp),
        "rejected",
        "T04",
    ),
    one(
        "code of nobody", "unknown school", lambda good: good.typed({"001": "9999"}, _without_stamp), "rejected", "T04"
    ),
    one(
        "stamp of nobody, code and name of somebody",
        "unknown school",
        lambda good: good.typed({}, _stamped(place_id="9999")),
        "warned",
        "T49",
        values={"101": 300},
    ),
    one(
        "stamp and code of nobody",
        "unknown school",
        lambda good: good.typed({"001": "9999"}, _stamped(place_id="9999")),
        "rejected",
        "T04",
    ),
    one(
        "neither stamp nor code nor name",
        "unknown school",
        lambda good: good.typed({"001": None, "002": None}, _without_stamp),
        "rejected",
        "T25",
    ),
    one(
        "universal blank, school picked",
        "universal blank",
        lambda good: _universal(good, {"002": NAME}),
        "accepted",
        values={"101": 300},
    ),
    one("universal blank, no school picked", "universal blank", lambda good: _universal(good, {}), "rejected", "T25"),
    one(
        "universal blank of another district",
        "universal blank",
        lambda good: _universal(good, {"002": NAME}, "01"),
        "rejected",
        "T03",
    ),
    one("blank form", "empty form", _blank, "rejected", "T10"),
    one(
        "form of last year",
        "another period",
        lambda good: _of(good, VICTIM, "2023"),
        "ignored",
        absent=("T20",),
    ),
    one("period of nobody", "another period", lambda good: good.typed({}, _stamped(period="1999")), "rejected", "T20"),
    one(
        "version of nobody",
        "old version",
        lambda good: good.typed({}, _stamped(form_version="2019-1")),
        "rejected",
        "T02",
    ),
    one("kind of nobody", "old version", lambda good: good.typed({}, _stamped(form="ОО-1")), "rejected", "T43"),
    one(
        "a district's form with the code of a school",
        "form of another level",
        lambda good: _of_district(good, {"001": VICTIM, "002": NAME}, _stamped(place_id=VICTIM)),
        "rejected",
        "T27",
    ),
    one(
        "a school's form with the code of a district",
        "form of another level",
        lambda good: good.typed({"001": "05", "002": "Старолуговской район"}, _stamped(place_id="05")),
        "rejected",
        "T27",
    ),
    one("school that was merged", "school closed", lambda good: _of(good, MERGED), "ignored", "C12"),
    Case(
        "copy (2)",
        _TWO,
        lambda good: {"отчёт.xlsx": good.form(), "отчёт (2).xlsx": good.form()},
        {"отчёт (2).xlsx": "accepted", "отчёт.xlsx": "duplicate"},
        frozenset({"F13"}),
        values={"101": 300},
    ),
    Case(
        "two different files of one school, the later one counts",
        _TWO,
        lambda good: {
            "а.xlsx": good.form(values={"011": date(2025, 1, 15), "401": 3}),
            "б.xlsx": good.form(values={"011": date(2025, 1, 14), "401": 2}),
        },
        {"а.xlsx": "accepted", "б.xlsx": "superseded"},
        values={"401": 3},
    ),
    Case(
        "two different files of one school, of which the later one has an error",
        _TWO,
        lambda good: {
            "а.xlsx": good.form(values={"011": date(2025, 1, 14)}),
            "б.xlsx": good.typed({"011": date(2025, 1, 15), "101": "много"}),
        },
        {"а.xlsx": "accepted", "б.xlsx": "rejected"},
        frozenset({"C10"}),
        values={"101": 300},
    ),
)
