from __future__ import annotations

from dataclasses import replace

import pytest

from engine.intake.identity import Identity, Printed, identify
from engine.intake.stamp import Stamp
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Level, Registry

STAMP = Stamp("school", "2024-1", "2024", "0101")
BLANK_STAMP = replace(STAMP, place_id="", district_id="01")
CELLS = {"code_cell": ("Титул", "C17"), "name_cell": ("Титул", "C18")}


def _identify(
    rulebook: Rulebook,
    printed: Printed,
    stamp: Stamp | None = None,
    form: str = "school",
    registry: Registry | None = None,
) -> Identity:
    return identify(printed, stamp, form, rulebook.periods["2024"], registry or rulebook.registry, "a.xlsx")


def _found(identity: Identity) -> tuple[str | None, list[str]]:
    return identity.place and identity.place.id, [finding.code for finding in identity.findings]


def _name(rulebook: Rulebook, place_id: str = "0101") -> str:
    return rulebook.registry[place_id].name


@pytest.mark.parametrize(
    ("code", "name", "stamp", "expected"),
    [
        ("0101", "{name}", STAMP, ("0101", [])),
        ("", "", STAMP, ("0101", [])),
        ("101", "{name}", STAMP, ("0101", ["T23"])),
        ("0101", "", None, ("0101", [])),
        ("101", "", None, ("0101", ["T23"])),
        ("", "{name}", None, ("0101", [])),
        ("", "{name}", BLANK_STAMP, ("0101", [])),
        ("0101", "моя школа", STAMP, ("0101", ["V17"])),
        ("0102", "{name}", STAMP, (None, ["T16"])),
        ("школа", "{name}", STAMP, (None, ["T16"])),
        ("0101", "{other}", STAMP, (None, ["T36"])),
        ("0101", "{other}", None, (None, ["T35"])),
        ("9999", "{name}", None, (None, ["T04"])),
        ("", "Школа, которой нет", None, (None, ["T04"])),
        ("", "", None, (None, ["T25"])),
        ("", "", BLANK_STAMP, (None, ["T25"])),
        # A program that keeps another result for the formula in line 001: the picked name is what it was made from.
        ("0", "{name}", BLANK_STAMP, ("0101", [])),
        ("#N/A", "{name}", BLANK_STAMP, ("0101", [])),
        ("0102", "{name}", BLANK_STAMP, (None, ["T35"])),
        ("0201", "", BLANK_STAMP, (None, ["T03"])),
        ("01", "", None, (None, ["T27"])),
    ],
)
def test_stamp_code_and_name_agree_or_the_form_is_nobodys(
    rulebook: Rulebook, code: str, name: str, stamp: Stamp | None, expected: tuple[str | None, list[str]]
) -> None:
    text = name.format(name=_name(rulebook), other=_name(rulebook, "0102"))
    assert _found(_identify(rulebook, Printed(code, text, "", **CELLS), stamp)) == expected


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("0101", "{name}", ("0101", ["T49"])),
        ("0101", "", (None, ["T04"])),
        ("0102", "{name}", (None, ["T04"])),
        ("9999", "{name}", (None, ["T04"])),
    ],
)
def test_a_stamp_that_names_nobody_gives_way_to_a_code_and_a_name_that_agree(
    rulebook: Rulebook, code: str, name: str, expected: tuple[str | None, list[str]]
) -> None:
    printed = Printed(code, name.format(name=_name(rulebook)), "", **CELLS)
    assert _found(_identify(rulebook, printed, replace(STAMP, place_id="9999"))) == expected


def test_a_contradiction_names_both_places(rulebook: Rulebook) -> None:
    (finding,) = _identify(rulebook, Printed("0102", "", **CELLS), STAMP).findings
    assert finding.facts["first"] == f"0101 «{_name(rulebook)}»"
    assert finding.facts["second"] == f"0102 «{_name(rulebook, '0102')}»"
    assert (finding.sheet, finding.cell, finding.line) == ("Титул", "C17", "001")


def test_an_unknown_school_gets_the_three_nearest(rulebook: Rulebook) -> None:
    name = _name(rulebook).replace("«", "").replace("»", "") + " имени Героя"
    (finding,) = _identify(rulebook, Printed("", name)).findings
    assert finding.facts["nearest"].count(";") == 2
    assert _name(rulebook) in finding.facts["nearest"]


def test_a_name_that_several_districts_have_is_settled_by_the_district(rulebook: Rulebook) -> None:
    twin = replace(rulebook.registry["0201"], name=_name(rulebook))
    registry = Registry.of([*(each for each in rulebook.registry.places.values() if each.id != "0201"), twin])
    printed = Printed("", _name(rulebook))
    assert _found(_identify(rulebook, printed, registry=registry)) == (None, ["T37"])
    assert _found(_identify(rulebook, printed, BLANK_STAMP, registry=registry)) == ("0101", [])
    above = replace(printed, above=registry["02"].name)
    assert _found(_identify(rulebook, above, registry=registry)) == ("0201", [])


def test_a_place_that_is_closed_at_the_periods_end_cannot_report(rulebook: Rulebook) -> None:
    period = rulebook.periods["2024"]
    closed = next(
        each
        for each in rulebook.registry.places.values()
        if each.level is Level.SCHOOL and not each.open_at(period.ends_on)
    )
    registry = Registry.of(
        [
            replace(each, successor_id=None if each is closed else each.successor_id)
            for each in rulebook.registry.places.values()
        ]
    )
    identity = _identify(rulebook, Printed(closed.id, closed.name), registry=registry)
    assert _found(identity) == (None, ["T19"])
    assert identity.findings[0].place_id == closed.id


def test_of_a_place_that_was_merged_the_successor_is_told(rulebook: Rulebook) -> None:
    merged = next(each for each in rulebook.registry.places.values() if each.successor_id is not None)
    (finding,) = _identify(rulebook, Printed(merged.id, merged.name)).findings
    assert (finding.code, finding.place_id) == ("T48", merged.id)
    successor = rulebook.registry[str(merged.successor_id)]
    assert finding.facts["successor"] == f"{successor.id} «{successor.name}»"


def test_a_name_written_in_other_words_is_taken_and_told(rulebook: Rulebook) -> None:
    for name in (
        "Старолуговская СОШ 1",
        "МКОУ Старолуговская СОШ №1",
        "муниципальное казённое общеобразовательное учреждение «Старолуговская средняя общеобразовательная школа № 1»",
    ):
        assert _found(_identify(rulebook, Printed("", name))) == ("0501", ["V17"])
        assert _found(_identify(rulebook, Printed("0502", name))) == (None, ["T35"])


def test_a_district_reports_on_its_own_form(rulebook: Rulebook) -> None:
    district = rulebook.registry["05"]
    assert _found(_identify(rulebook, Printed("05", district.name), form="district")) == ("05", [])
    assert _found(_identify(rulebook, Printed("5", district.name), form="district")) == ("05", ["T23"])
    assert _found(_identify(rulebook, Printed("0501", ""), form="district")) == (None, ["T27"])
