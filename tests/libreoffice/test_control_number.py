"""The control number in a real spreadsheet program is the one that the engine gives the same file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.forms import consistent, filled
from support.libreoffice import LibreOffice, save, type_in

from engine.pipeline.checking import check
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template.content import (
    SCHOOL_BLANK,
    FormContent,
    blank_contents,
    school_content,
    universal_content,
)
from engine.template.layout import layout_of
from engine.template.returned import Returned
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.places import Kind

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def period(rulebook: Rulebook) -> Period:
    return rulebook.periods["2024"]


def form_of(rulebook: Rulebook, period: Period, kind: Kind) -> FormContent:
    place = next(place for place in rulebook.registry.schools() if place.kind is kind)
    return school_content(rulebook, period, place.id)


def numbers_shown(libreoffice: LibreOffice, form: Path, values: dict[tuple[str, str], Value], target: Path) -> set[str]:
    """The numbers that «Проверка» and the signed sheet show after typing; the file is saved as ``target``."""
    _, _, found, _ = libreoffice.run(form, type_in(values), {"do": "recalculate"}, {"do": "formulas"}, save(target))
    said = [str(value) for _, _, _, value, _ in found if str(value).startswith("Контрольное число")]
    assert len(said) == 2
    return {text[-7:] for text in said}


def number_of(path: Path, rulebook: Rulebook) -> str | None:
    (row,) = check([path], rulebook).files
    return row.control_number


def typed_in(content: FormContent, answers: FormContent) -> dict[tuple[str, str], Value]:
    """The answers of one form as cells of another."""
    layout = layout_of(content)
    known = {each.address for each in content.fields if content.is_input(each)}
    return {layout.cell_of(address): value for address, value in answers.values.items() if address in known}


@pytest.mark.parametrize("kind", [Kind.SCHOOL, Kind.KINDERGARTEN, Kind.VOCATIONAL])
@pytest.mark.parametrize("fill", [(1, 1.0, "xlsx"), (2, 0.8, "ods"), (3, 0.5, "xls")])
def test_a_prefilled_form_shows_the_number_that_stands_in_the_register(
    libreoffice: LibreOffice,
    rulebook: Rulebook,
    period: Period,
    tmp_path: Path,
    kind: Kind,
    fill: tuple[int, float, str],
) -> None:
    seed, share, ending = fill
    form, target = form_of(rulebook, period, kind), tmp_path / f"отчёт.{ending}"
    write_form(tmp_path / "форма.xlsx", form)

    shown = numbers_shown(libreoffice, tmp_path / "форма.xlsx", typed_in(form, filled(form, seed, share)), target)

    assert shown == {number_of(target, rulebook)}


def test_the_number_that_a_form_is_written_with_is_that_of_its_values(
    rulebook: Rulebook, period: Period, tmp_path: Path
) -> None:
    form = consistent(form_of(rulebook, period, Kind.SCHOOL))
    write_form(tmp_path / "отчёт.xlsx", replace(form, revision=1))
    other = {**form.values, Address("301"): 31}
    write_form(tmp_path / "другой.xlsx", replace(form, values=other))

    assert number_of(tmp_path / "отчёт.xlsx", rulebook) != number_of(tmp_path / "другой.xlsx", rulebook)


def test_the_order_of_places_and_kinds_does_not_matter_to_a_universal_blank(
    libreoffice: LibreOffice, rulebook: Rulebook, period: Period, tmp_path: Path
) -> None:
    for kind in (Kind.SCHOOL, Kind.KINDERGARTEN):
        own = form_of(rulebook, period, kind)
        assert own.place is not None
        blank = universal_content(rulebook, period, own.place.parent_id)
        answers = filled(own, seed=4, share=0.9)
        answers = replace(answers, values={**answers.values, Address("002"): own.place.name})
        write_form(tmp_path / "бланк.xlsx", blank)
        write_form(tmp_path / "форма.xlsx", own)
        target = tmp_path / "отчёт.xlsx"

        picked = numbers_shown(libreoffice, tmp_path / "бланк.xlsx", typed_in(blank, answers), target)

        assert picked == {number_of(target, rulebook)}
        assert picked == numbers_shown(libreoffice, tmp_path / "форма.xlsx", typed_in(own, answers), target)


def test_a_blank_in_which_the_code_was_typed_shows_it_too(
    libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path
) -> None:
    """Such a form does not know that a kindergarten is not asked about pupils as mentors."""
    blank = blank_contents(rulebook)[SCHOOL_BLANK]
    own = form_of(rulebook, blank.period, Kind.KINDERGARTEN)
    assert own.place is not None
    answers = filled(own, seed=5)
    values: dict[Address, Value] = {**answers.values, Address("001"): own.place.id, Address("002"): own.place.name}
    write_form(tmp_path / "бланк.xlsx", blank)
    target = tmp_path / "отчёт.xlsx"
    cells = typed_in(blank, replace(answers, values=values))

    assert numbers_shown(libreoffice, tmp_path / "бланк.xlsx", cells, target) == {number_of(target, rulebook)}


def test_a_return_shows_the_number_of_what_was_corrected_in_it(
    libreoffice: LibreOffice, rulebook: Rulebook, period: Period, tmp_path: Path
) -> None:
    form = replace(consistent(form_of(rulebook, period, Kind.SCHOOL)), revision=1, returned=Returned())
    write_form(tmp_path / "возврат.xlsx", form)
    target = tmp_path / "исправлено.xlsx"
    corrected: dict[tuple[str, str], Value] = {layout_of(form).cell_of(Address("309")): 2}

    assert numbers_shown(libreoffice, tmp_path / "возврат.xlsx", corrected, target) == {number_of(target, rulebook)}


@pytest.mark.parametrize(
    ("ending", "counts", "answers"),
    [
        (
            "xlsx",
            ["12 чел.", "12", "007", "12 ", "сорок", -3, 2.5, 99_999, 3.0, None],
            ["Да", "ДА  ", "да.", "\u00a0да"],
        ),
        ("ods", ["12"], [" ДА ", "да."]),
        ("xls", ["12"], [" ДА ", "да."]),
    ],
)
def test_what_is_no_count_or_no_plain_yes_is_the_same_on_both_sides(
    libreoffice: LibreOffice,
    rulebook: Rulebook,
    period: Period,
    tmp_path: Path,
    ending: str,
    counts: list[Value],
    answers: list[Value],
) -> None:
    form = consistent(form_of(rulebook, period, Kind.SCHOOL))
    write_form(tmp_path / "форма.xlsx", form)
    target = tmp_path / f"отчёт.{ending}"
    differing = [
        (line, entry)
        for line, entries in (("309", counts), ("013", answers))
        for entry in entries
        if numbers_shown(libreoffice, tmp_path / "форма.xlsx", {layout_of(form).cell_of(Address(line)): entry}, target)
        != {number_of(target, rulebook)}
    ]

    assert differing == []


def test_yes_to_no_mentoring_counts_on_both_sides(
    libreoffice: LibreOffice, rulebook: Rulebook, period: Period, tmp_path: Path
) -> None:
    form = form_of(rulebook, period, Kind.SCHOOL)
    write_form(tmp_path / "форма.xlsx", form)
    cell_of = layout_of(form).cell_of
    cells: dict[tuple[str, str], Value] = {cell_of(Address("101")): 120}
    one, other = tmp_path / "один.xlsx", tmp_path / "другой.xlsx"

    without = numbers_shown(libreoffice, tmp_path / "форма.xlsx", cells, one)
    with_yes = numbers_shown(libreoffice, tmp_path / "форма.xlsx", {**cells, cell_of(Address("013")): "да"}, other)

    assert (without, with_yes) == ({number_of(one, rulebook)}, {number_of(other, rulebook)})
    assert without != with_yes
