from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from support.small_region import decision
from support.workbook_text import column, sample_scope, written

from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import reporting
from engine.report.sheets.reporting import reported_formula
from engine.report.signing import DATE_LINE
from engine.rulebook.model import Decision
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileStatus
from engine.vocabulary.findings import Finding, FindingState, Severity

SHOWN = "► принят с ошибками, по решению"


def test_statuses_are_counted_live_per_district_and_in_all(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(reporting.write, sample_scope(rulebook, "00"), tmp_path)

    assert [cells[f"{letter}6"].value for letter in "ACDEFGHI"] == [
        "Всего: Пробный регион",
        *("7 из 8", 5, 1, 1, 0, 0, 1),
    ]
    assert [cells[f"{letter}7"].value for letter in "ABCDEFGHI"] == ["Ручейский район", 1, "3 из 3", 1, 1, 1, 0, 0, 0]
    assert cells["B6"].value == 7 / 8
    assert cells["B6"].formula == '=IF(SUM($D$6:$I$6)=0,"",($D$6+$E$6+$F$6+$G$6)/SUM($D$6:$I$6))'
    assert cells["D7"].formula == "=COUNTIFS($A$13:$A$20,$A$7,$C$13:$C$20,$D$5)"


def test_total_that_follows_the_filter_stands_above_the_list_and_nothing_refers_to_it(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    cells = written(reporting.write, sample_scope(rulebook, "02"), tmp_path)
    sheet = load_workbook(tmp_path / "sheet.xlsx").worksheets[0]

    assert (cells["A9"].value, cells["B9"].formula, cells["B9"].value) == (
        *("По фильтру", "=SUBTOTAL(103,$B$11:$B$15)"),
        5,
    )
    assert (cells["F9"].formula, cells["G9"].formula) == ("=SUBTOTAL(9,$F$11:$F$15)", "=SUBTOTAL(9,$G$11:$G$15)")
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A10:I15", "B11")
    assert not any("$9" in str(cell.formula) for cell in cells.values())


def test_counts_lead_to_the_reports_and_errors_to_the_findings(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(reporting.write, sample_scope(rulebook, "00"), tmp_path)

    assert cells["I8"].link == "'Сдача отчётов'!A13:I13"
    linked = [cell.link for address, cell in cells.items() if address[0] in "GH" and cell.link]
    assert linked == ["'Замечания'!A1", "'Замечания'!A7", "'Замечания'!A8"]


def test_those_who_need_a_call_stand_first_in_their_district(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(reporting.write, sample_scope(rulebook, "02"), tmp_path)
    statuses = [value for value in column(cells, "B") if str(value)[0] in "√►▼□"]

    assert statuses[0] == "□ нет отчёта"
    assert set(statuses[1:]) == {"√ вовремя"}


def test_those_who_need_a_call_stand_first_in_the_whole_region(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(reporting.write, sample_scope(rulebook, "00"), tmp_path)
    statuses = [str(cells[f"C{row}"].value)[0] for row in range(13, 21)]

    assert statuses[0] == "□"
    assert statuses == sorted(statuses, key="□▼►√".index)


def test_other_sheets_say_how_many_of_how_many(rulebook: Rulebook) -> None:
    formula, shown = reported_formula(sample_scope(rulebook, "01"))

    assert (formula, shown) == ("='Сдача отчётов'!$B$6", "3 из 3")
    assert reported_formula(sample_scope(rulebook, "00"))[0] == "='Сдача отчётов'!$C$6"


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
    first = next(int(address[1:]) for address, cell in cells.items() if cell.value == "Решение")
    said = [str(cells[f"I{row}"].value) for row in range(first + 1, first + 9) if f"I{row}" in cells]

    withheld = "основание – в муниципальном своде"
    assert "".join(said) == (
        f"срок сдачи продлён до 24.01.2025, решение от 20.01.2025; {withheld}\n"
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
    (row,) = [each[1:] for each, cell in cells.items() if each[0] == "C" and cell.value == SHOWN]

    assert (cells[f"B{row}"].value, cells[f"G{row}"].value) == ("МБОУ «Холмская гимназия»", 2)
    assert cells["G5"].value == SHOWN
    assert [cells[f"{letter}6"].value for letter in "CDG"] == ["7 из 8", 4, 1]


def test_office_signs_below_the_list(rulebook: Rulebook, tmp_path: Path) -> None:
    said = column(written(reporting.write, sample_scope(rulebook, "01"), tmp_path), "A")

    assert said[-3:] == ["Руководитель органа управления образованием", "Исполнитель", DATE_LINE]


def test_nobody_expected_gives_a_readable_sheet(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    frame = scope.index.consolidation.completeness
    nobody = replace(scope.index.consolidation, completeness=frame[frame.place_id == ""])
    cells = written(reporting.write, Scope(Index(nobody, scope.rulebook), scope.place), tmp_path)

    assert (cells["B6"].value, cells["A11"].value) == ("0 из 0", "Записей нет.")
