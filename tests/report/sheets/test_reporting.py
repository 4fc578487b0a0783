from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from support.small_region import decision
from support.workbook_text import column, sample_scope, written

from engine.report.scope import Index, Scope
from engine.report.sheets import reporting
from engine.report.sheets.reporting import reported_formula
from engine.rulebook.model import Decision
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileStatus
from engine.vocabulary.findings import Finding, FindingState, Severity

SHOWN = "► принят с ошибками, по решению"


def test_statuses_are_counted_live_per_district_and_in_all(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(reporting.write, sample_scope(rulebook, "00"), tmp_path)

    assert [cells[f"{letter}6"].value for letter in "ABCDEFGHI"] == ["Всего: Пробный регион", 8, 7, 5, 1, 1, 0, 0, 1]
    assert [cells[f"{letter}7"].value for letter in "ABCDEFGHI"] == ["Ручейский район", 3, 3, 1, 1, 1, 0, 0, 0]
    assert cells["D7"].formula == "=COUNTIFS($A$11:$A$18,$A$7,$D$11:$D$18,$D$5)"


def test_those_who_need_a_call_stand_first_in_their_district(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(reporting.write, sample_scope(rulebook, "02"), tmp_path)
    statuses = [value for value in column(cells, "D") if str(value)[0] in "√►▼□"]

    assert statuses[0:2] == ["√ вовремя", "□ нет отчёта"]  # the head of the counts, then the list
    assert set(statuses[2:]) == {"√ вовремя"}


def test_other_sheets_say_how_many_of_how_many(rulebook: Rulebook) -> None:
    formula, shown = reported_formula(sample_scope(rulebook, "01"))

    assert formula == "='Сдача отчётов'!$C$6&\" из \"&'Сдача отчётов'!$B$6"
    assert shown == "3 из 3"


def numbered(scope: Scope) -> Scope:
    """The scope where each file has a control number; of the first one a rejected correction is there too."""
    files = [
        replace(row, control_number=f"000-{number:03d}")
        for number, row in enumerate(scope.index.consolidation.register)
    ]
    corrected = replace(files[0], path="исправлено.xlsx", status=FileStatus.REJECTED, control_number="999-999")
    alone = replace(corrected, path="с ошибками.xlsx", place_id="0203", control_number="777-777")
    consolidation = replace(scope.index.consolidation, register=(corrected, *files, alone))
    return replace(scope, index=replace(scope.index, consolidation=consolidation))


def test_a_districts_list_shows_the_number_that_stands_on_the_signed_paper(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = numbered(sample_scope(rulebook, "01"))
    cells = written(reporting.write, scope, tmp_path)
    head = next(cell for cell, each in cells.items() if each.value == "Контрольное число")
    shown = [cells[f"{head[0]}{int(head[1:]) + number}"].value for number in range(1, len(scope.completeness) + 1)]

    assert sorted(map(str, shown)) == ["000-000", "000-001", "000-002"]
    assert scope.index.control_numbers["0203"] == "777-777"


def test_the_regions_list_has_no_such_number(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(reporting.write, numbered(sample_scope(rulebook, "00")), tmp_path)

    assert not any("Контрольное" in str(cell.value) for cell in cells.values())


def decided(scope: Scope, *decisions: Decision) -> Scope:
    """The sample after some decisions; what was consolidated before stays as it was."""
    return Scope(Index(scope.index.consolidation, replace(scope.rulebook, decisions=decisions)), scope.place)


def test_decisions_stand_beside_the_place_with_basis_and_day(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = decided(
        sample_scope(rulebook, "00"),
        decision("0201", "extend", until=date(2025, 1, 24), basis="карантин"),
        decision("0201", "accept", revision=1, basis="просьба Ивановой Марии Петровны"),
    )
    cells = written(reporting.write, scope, tmp_path)
    said = [str(value) for value in column(cells, "J")[1:]]

    withheld = "основание содержит персональные данные и остаётся в муниципалитете"
    assert "".join(said) == (
        "срок сдачи продлён до 24.01.2025, решение от 20.01.2025; основание: карантин\n"
        f"отчёт принят с ошибками (исправление № 1), решение от 20.01.2025; {withheld}"
    )
    assert not any("Петрова А. И." in str(cell.value) for cell in cells.values())


def test_exempt_places_are_named_above_the_list(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = decided(sample_scope(rulebook, "01"), decision("0103", "exempt"))
    note = str(written(reporting.write, scope, tmp_path)["A4"].value)

    assert "Освобождены от отчёта: МБДОУ Детский сад «Родничок»." in note


def test_report_that_counts_with_its_errors_is_shown_as_such(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "00")
    made = scope.index.consolidation
    register = tuple(replace(row, codes=("E10",)) if row.place_id == "0201" else row for row in made.register)
    path = next(row.path for row in register if row.place_id == "0201")
    fault = Finding("K06", Severity.ERROR, path, place_id="0201", state=FindingState.WAIVED, explanation="письмо")
    made = replace(made, register=register, findings=(fault, fault.with_(code="V01")))
    cells = written(reporting.write, Scope(Index(made, scope.rulebook), scope.place), tmp_path)
    (row,) = [each[1:] for each, cell in cells.items() if each[0] == "D" and cell.value == SHOWN and int(each[1:]) > 10]

    assert (cells[f"B{row}"].value, cells[f"H{row}"].value) == ("МБОУ «Холмская гимназия»", 2)
    assert cells["G5"].value == SHOWN
    assert [cells[f"{letter}6"].value for letter in "BCDG"] == [8, 7, 4, 1]
