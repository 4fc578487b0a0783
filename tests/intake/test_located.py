from __future__ import annotations

from dataclasses import replace

from support.plain_forms import as_workbook, plain_form

from engine.intake.locate import locate
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address


def test_a_field_has_a_cell_as_a_person_sees_it(rulebook: Rulebook) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    place = locate(as_workbook(plain_form(form)), form, "a.xlsx").sections["2"]
    row, column = place.rows["203"], place.columns["5"]
    assert place.position(Address("203", "5")) == (row, column)
    assert place.cell(Address("203", "5")) == ("Показатели", f"G{row + 1}")
    assert place.cell(Address("101")) is None
    assert place.position(Address("203", "8")) is None


def test_a_field_stands_in_its_own_section_unless_the_workbook_has_another_home_for_it(rulebook: Rulebook) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    location = locate(as_workbook(plain_form(form)), form, "a.xlsx")
    asked = form.by_address[Address("203", "5")]
    assert location.place_of(asked) is location.sections["2"]
    assert replace(location, homes={asked.address: "3"}).place_of(asked) is location.sections["3"]
    assert replace(location, homes={}).place_of(asked) is None
    assert replace(location, homes={asked.address: "нет"}).place_of(asked) is None
