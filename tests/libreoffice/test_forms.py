"""Our forms in a real spreadsheet program: right results, live totals, drop-downs and protection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.libreoffice import LibreOffice, RefusedError, cached, differences, save, type_in

from engine.pipeline.demo.answers import district_answers, school_answers
from engine.pipeline.demo.story import Mess
from engine.rulebook.rulebook import Rulebook
from engine.template.content import (
    DISTRICT_BLANK,
    SCHOOL_BLANK,
    UNIVERSAL_BLANK,
    FormContent,
    blank_contents,
    district_content,
    school_content,
    universal_content,
)
from engine.template.layout import layout_of
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, FieldType

pytestmark = pytest.mark.libreoffice

FILLED_ON = date(2025, 1, 14)


def school(rulebook: Rulebook, place_id: str = "0501") -> FormContent:
    return school_content(rulebook, rulebook.periods["2024"], place_id)


def filled(rulebook: Rulebook, place_id: str, mess: Mess | None = None) -> FormContent:
    content = school(rulebook, place_id)
    return replace(content, values=school_answers(content, rulebook.registry[place_id], FILLED_ON, mess))


def filled_badly(rulebook: Rulebook) -> FormContent:
    content = filled(rulebook, "0501")
    wrong = {Address("306"): 5000, Address("291", "1"): 1, Address("302"): None, Address("202", "3"): None}
    return replace(content, values={**content.values, **wrong})


def filled_district(rulebook: Rulebook) -> FormContent:
    content = district_content(rulebook, rulebook.periods["2024"], "05")
    return replace(content, values=district_answers(content, rulebook.registry["05"], FILLED_ON))


FORMS: dict[str, Callable[[Rulebook], FormContent]] = {
    "blank of a school": lambda rules: blank_contents(rules)[SCHOOL_BLANK],
    "universal blank of the region": lambda rules: blank_contents(rules)[UNIVERSAL_BLANK],
    "blank of a district": lambda rules: blank_contents(rules)[DISTRICT_BLANK],
    "prefilled for a school": school,
    "prefilled for a kindergarten": lambda rules: school(rules, "0115"),
    "universal blank of a district": lambda rules: universal_content(rules, rules.periods["2024"], "05"),
    "filled by a school": lambda rules: filled(rules, "0501"),
    "filled by a college": lambda rules: filled(rules, "0318"),
    "filled without mentoring": lambda rules: filled(rules, "0412", Mess.NO_MENTORING),
    "filled with contradictions": filled_badly,
    "filled by a district": filled_district,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_formula_recalculates_to_its_cached_value(
    libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path, form: str
) -> None:
    path = tmp_path / "форма.xlsx"
    write_form(path, FORMS[form](rulebook))

    kept = cached(path)
    assert kept
    assert differences(kept, libreoffice.recalculated(path)) == ()


def test_typed_counts_reach_the_totals(libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path) -> None:
    content = school(rulebook)
    layout = layout_of(content)
    path = tmp_path / "форма.xlsx"
    write_form(path, content)
    typed = {layout.cell_of(Address(line, "2")): number for line, number in (("201", 7), ("202", 30), ("208", 5))}

    _, (total,) = libreoffice.run(path, type_in(typed), {"do": "read", "cells": [layout.cell_of(Address("290", "2"))]})

    assert total == 42


def test_picking_the_name_fills_in_code_and_district(
    libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path
) -> None:
    content = universal_content(rulebook, rulebook.periods["2024"], None)
    layout = layout_of(content)
    path = tmp_path / "бланк.xlsx"
    write_form(path, content)
    picked = rulebook.registry["0408"]

    _, values = libreoffice.run(
        path,
        type_in({layout.cell_of(Address("002")): picked.name}),
        {"do": "read", "cells": [layout.cell_of(Address("001")), layout.cell_of(Address("003"))]},
    )

    assert values == ["0408", rulebook.registry["04"].name]


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_person_can_type_exactly_into_the_input_cells(
    libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path, ending: str
) -> None:
    content = school(rulebook)
    layout = layout_of(content)
    path = tmp_path / "форма.xlsx"
    write_form(path, content)
    saved = libreoffice.convert(path, tmp_path / f"сохранено.{ending}")
    fields = {each.address: each for each in content.fields}

    (guards,) = libreoffice.run(saved, {"do": "guards", "cells": [layout.cell_of(address) for address in fields]})

    assert all(guard["protected"] for guard in guards)
    unlocked = {address for address, guard in zip(fields, guards, strict=True) if not guard["locked"]}
    assert unlocked == {address for address, field in fields.items() if content.is_input(field)}


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_drop_downs_and_refusals_survive_saving(
    libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path, ending: str
) -> None:
    content = school(rulebook)
    layout = layout_of(content)
    path = tmp_path / "форма.xlsx"
    write_form(path, content)
    saved = libreoffice.convert(path, tmp_path / f"сохранено.{ending}")
    inputs = {each.address: each for each in content.fields if content.is_input(each)}

    (guards,) = libreoffice.run(saved, {"do": "guards", "cells": [layout.cell_of(address) for address in inputs]})

    expected = {FieldType.COUNT: "WHOLE", FieldType.DATE: "DATE", FieldType.YES_NO: "LIST", FieldType.CHOICE: "LIST"}
    for (address, field), guard in zip(inputs.items(), guards, strict=True):
        if field.type in expected:
            assert guard["validation"] == expected[field.type], address
            assert guard["strict"], address
            assert guard["error_message"], address
            assert guard["drop_down"] == (expected[field.type] == "LIST"), address


def test_printed_cells_refuse_typing(libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path) -> None:
    content = school(rulebook)
    path = tmp_path / "форма.xlsx"
    write_form(path, content)

    for address in (Address("001"), Address("005"), Address("290", "1")):
        with pytest.raises(RefusedError):
            libreoffice.run(path, type_in({layout_of(content).cell_of(address): "9999"}))


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_sheets_keep_their_order_and_the_hidden_ones_stay_hidden(
    libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path, ending: str
) -> None:
    content = school(rulebook)
    path, target = tmp_path / "форма.xlsx", tmp_path / f"сохранено.{ending}"
    write_form(path, content)

    before, _ = libreoffice.run(path, {"do": "sheets"}, save(target))
    (after,) = libreoffice.run(target, {"do": "sheets"})

    assert [sheet["name"] for sheet in before if sheet["visible"]] == list(content.form.sheets)
    assert after == before
