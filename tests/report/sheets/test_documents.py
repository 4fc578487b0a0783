from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook
from support.consolidations import consolidated, sample_rulebook, school_submission
from support.workbook_text import sample_scope, written

from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import documents
from engine.rulebook.rulebook import Rulebook

Completed = Callable[[Scope, Mapping[str, str]], Scope]


def one_school(rulebook: Rulebook, texts: Mapping[str, str]) -> Scope:
    small = sample_rulebook(rulebook)
    sent = school_submission(small, small.periods["2024"], "0101", 100, 70, texts)
    return Scope(Index(consolidated(small, (sent,)), small), small.registry["01"])


def test_each_document_stands_under_its_head_with_its_particulars_or_a_sign(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(documents.write, sample_scope(rulebook, "01"), tmp_path)

    assert (cells["A5"].value, cells["C5"].value) == ("Организация", "601 Приказ о внедрении целевой модели")
    assert cells["A7"].value == "Ручейская СОШ № 1"
    assert cells["C7"].value == "√ Секретный приказ № 15 от 01.09.2024"
    assert (cells["F7"].value, cells["F7"].tone) == ("▼ нет", "bad")


def test_documents_are_counted_by_organisation_and_by_document(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(documents.write, sample_scope(rulebook, "01"), tmp_path)

    assert (cells["A6"].value, cells["C6"].value, cells["F6"].value) == ("Есть у организаций", "3 из 3", "0 из 3")
    assert cells["B7"].value == "6 из 7"
    assert cells["C6"].formula == (
        '=COUNTIF($C$7:$C$9,"√*")&" из "&COUNTIF($C$7:$C$9,"√*")+COUNTIF($C$7:$C$9,"▼*")+COUNTIF($C$7:$C$9,"□*")'
    )


def test_missing_report_is_not_shown_as_a_missing_document(
    completed: Completed, rulebook: Rulebook, tmp_path: Path
) -> None:
    scope = sample_scope(rulebook, "02")
    cells = written(documents.write, scope, tmp_path)
    silent = next(address[1:] for address, cell in cells.items() if str(cell.value).startswith("Заречная"))
    assert (cells[f"C{silent}"].value, cells[f"C{silent}"].tone) == ("□ нет отчёта", "neutral")

    rejected = written(documents.write, completed(scope, {"0203": "with_errors"}), tmp_path)
    assert rejected[f"C{silent}"].value == "□ отчёт не принят"


def test_long_particulars_are_shortened_in_the_table_and_stand_in_full_below(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    told = "Приказ " + "о наставничестве " * 20
    cells = written(documents.write, one_school(rulebook, {"601.2": told}), tmp_path)
    shown = str(cells["C7"].value)

    assert len(shown) < 120
    assert shown.endswith("…")
    assert told in {cell.value for cell in cells.values()}


def test_documents_of_the_roadmap_stand_under_their_activity(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(documents.write, sample_scope(rulebook, "02"), tmp_path)
    title = next(address for address, cell in cells.items() if str(cell.value).startswith("2. Информировать"))
    first = int(title[1:]) + 1

    assert [cells[f"A{first + each}"].value for each in range(3)] == [
        "Холмская гимназия",
        "Дальнехолмская НОШ",
        "Холмский колледж",
    ]
    assert cells[f"B{first}"].value == "выполнено"
    assert sum(cell.value == "Секретный приказ № 5" for cell in cells.values()) == 3


def test_only_the_table_is_printed(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(documents.write, sample_scope(rulebook, "02"), tmp_path)
    sheet = load_workbook(tmp_path / "sheet.xlsx").worksheets[0]
    last = int(str(sheet.print_area).rpartition("$")[2])

    assert str(cells[f"A{last}"].value) == "Холмский колледж"
    assert any(int(address[1:]) > last + 10 for address in cells)


def test_district_without_organisations_has_an_empty_table(rulebook: Rulebook, tmp_path: Path) -> None:
    small = sample_rulebook(rulebook)
    alone = replace(small, registry=type(small.registry).of([small.registry["00"], small.registry["01"]]))
    scope = Scope(Index(consolidated(alone, ()), alone), alone.registry["01"])

    assert written(documents.write, scope, tmp_path)["C6"].value == "0 из 0"
