from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support.workbook_text import column, sample_scope, written

from engine.report.scope import Index, Scope
from engine.report.sheets import byform
from engine.rulebook.rulebook import Rulebook


def test_whole_and_every_place_below_have_a_block_of_all_forms(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(byform.write, sample_scope(rulebook, "00"), tmp_path)

    assert [value for value in column(cells, "A") if "\nучтено организаций: " in str(value)] == [
        "Всего: Пробный регион\nучтено организаций: 6 из 7",
        "Ручейский район\nучтено организаций: 3 из 3",
        "Холмский городской округ\nучтено организаций: 3 из 4",
    ]
    assert column(cells, "B").count("ученик – ученик") == 3


def test_numbers_are_links_to_the_counts_and_parts_are_of_all_mentees(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(byform.write, sample_scope(rulebook, "01"), tmp_path)

    assert cells["C6"].formula == "=IF('Показатели'!$K$10=\"\",\"\",'Показатели'!$K$10)"
    assert cells["J6"].formula == '=IF(OR($D$6="",$D$14=""),"",IF($D$14=0,"",$D$6/$D$14))'
    assert cells["J6"].value == cells["D6"].value / cells["D14"].value  # type: ignore[operator]  # both are numbers


def test_form_without_that_section_says_that_there_is_nothing(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    form = scope.form.model_copy(update={"sections": tuple(each for each in scope.form.sections if each.id != "2")})
    other = replace(scope.rulebook, forms={**scope.rulebook.forms, ("school", form.version): form})

    cells = written(byform.write, Scope(Index(scope.index.consolidation, other), scope.place), tmp_path)

    assert cells["A5"].value == "Записей нет."
