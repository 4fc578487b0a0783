from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.changes import changed_scope, unchanged_scope
from support.consolidations import SECRETS
from support.workbook_text import Shown, column, read, sample_scope, written

from engine.consolidation.frames import frame_of
from engine.consolidation.result import CHANGES
from engine.report.bookfile import open_book
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.shares import MOST, rounded
from engine.report.sheets import about, changes, summary
from engine.report.sheets.changes import moved, places_that_tell_apart
from engine.report.wording import BASIS_WITHHELD
from engine.report.workbooks import write_workbooks
from engine.rulebook.closed import ClosedPeriod, ClosedPeriods
from engine.rulebook.rulebook import Rulebook


def row_of(cells: dict[str, Shown], first: object, letters: str) -> list[object]:
    """The values of the first row that begins with a value."""
    number = next(address[1:] for address, cell in cells.items() if address[0] == "A" and cell.value == first)
    return [cells[f"{letter}{number}"].value if f"{letter}{number}" in cells else None for letter in letters]


def records(cells: dict[str, Shown], letters: str) -> list[list[object]]:
    """The rows below the head of all changes."""
    head = next(int(address[1:]) for address, cell in cells.items() if cell.value == "Все изменения") + 1
    numbers = sorted({int(address[1:]) for address in cells if int(address[1:]) > head})
    return [[cells.get(f"{letter}{number}", _BLANK).value for letter in letters] for number in numbers]


_BLANK = Shown(None, None, "", None, None)


def test_without_a_closed_version_there_is_no_sheet(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "00")
    with open_book(tmp_path / "book.xlsx", "Проба", "Проба", scope.as_of) as book:
        for write in (summary.write, changes.write):
            write(book, scope)
    sheets = read(tmp_path / "book.xlsx")
    assert list(sheets) == ["Сводка"]
    assert not any("Что изменилось" in str(cell.link) for cell in sheets["Сводка"].values())


def test_top_says_what_is_compared_with(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(changes.write, unchanged_scope(rulebook, "01"), tmp_path)
    assert str(cells["A4"].value).startswith("Сравнение с закрытой версией: версия 1, закрыта 20.01.2025.")
    values = column(cells, "A")
    assert values[-2:] == ["Коротко", "После закрытия ничего не изменилось."]


def test_district_is_shown_every_change_with_its_cell(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(changes.write, changed_scope(rulebook, "01"), tmp_path)
    path, sheet = "2025-01-27/письмо Тайновой.xlsx", "лист Тайновой"
    lost = "2025-01-10/письмо Тайновой 0102.xlsx"
    school, corrected = "МБОУ «Ручейская СОШ № 1»", "► исправлено значение"
    assert records(cells, "ABCDEFGHI") == [
        [school, corrected, "006", "1", "Куратор", "Тайнова Мария Петровна", "Тайнова Ольга", path, sheet],
        [school, corrected, "306", "1", "Хотя бы в одной роли", 699, 720, path, sheet],
        [school, corrected, "310", "1", "С ОВЗ", 98765, 98764, path, sheet],
        [school, "○ пришёл файл", None, None, None, "–", "учтён", path, None],
        [
            "МБОУ «Мостовская ООШ»",
            "▼ отчёт больше не учтён",
            None,
            None,
            "Форма организации",
            "► с опозданием",
            "□ нет отчёта",
            None,
            None,
        ],
        ["МБОУ «Мостовская ООШ»", "▼ файла больше нет", None, None, None, "учтён", "–", lost, None],
    ]


def test_region_is_shown_numbers_and_statuses_with_the_files_code(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(changes.write, changed_scope(rulebook, "00"), tmp_path)
    found = records(cells, "ABCDEGHIJ")
    assert found[0] == [
        "Ручейский район",
        "МБОУ «Ручейская СОШ № 1»",
        "► исправлено значение",
        "306",
        "1",
        699,
        720,
        "c" * 12,
        "Показатели",
    ]
    assert [row[2] for row in found].count("► исправлено значение") == 1
    assert found[-1][:3] == [None, "организация не определена", "○ пришёл файл"]


def test_indicators_that_moved_stand_with_old_and_live_new_value(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(changes.write, changed_scope(rulebook, "01"), tmp_path)
    title = rulebook.indicators[0].title
    number = next(address[1:] for address, cell in cells.items() if address[0] == "B" and cell.value == title)
    assert cells[f"A{number}"].value == "Ручейский район"
    assert cells[f"F{number}"].value == pytest.approx(795 / 1120)
    assert cells[f"G{number}"].formula == "='Охват'!$G$8"
    assert cells[f"G{number}"].value == pytest.approx(720 / 1000)
    assert cells[f"H{number}"].formula == f"=($G${number}-$F${number})*100"
    assert cells[f"I{number}"].tone == "good"


def test_region_compares_itself_and_each_district(rulebook: Rulebook) -> None:
    scope = changed_scope(rulebook, "00")
    assert scope.closed is not None
    found = {(each.place.id, each.indicator.id): (each.old, each.new) for each in moved(scope, scope.closed)}
    assert {place_id for place_id, _ in found} == {"00", "01", "02"}
    assert found["01", "involved_pupils"] == (Fraction(795, 1120), Fraction(720, 1000))
    assert all(old != new for old, new in found.values())


def test_value_that_is_no_longer_known_is_said_to_be_unknown(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = unchanged_scope(rulebook, "01")
    coverage = scope.index.consolidation.coverage
    blank = coverage.assign(value=pd.NA, numerator=pd.NA, denominator=pd.NA, status="no_data")
    emptied = replace(scope.index.consolidation, coverage=blank)
    cells = written(changes.write, Scope(Index(emptied, scope.rulebook), scope.place), tmp_path)
    assert row_of(cells, "Ручейский район", "FGH")[1:] == ["нет данных", None]


def test_many_changes_are_cut_and_that_is_said(
    rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST_ROWS", 2)
    cells = written(changes.write, changed_scope(rulebook, "01"), tmp_path)
    assert "Показаны первые 2 изменений из 6; все они – в таблице data/changes.csv." in column(cells, "A")
    assert len(records(cells, "A")) == 2


def test_nothing_that_a_person_wrote_reaches_the_region(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = changed_scope(rulebook, "00")
    *_, region = write_workbooks(tmp_path, scope.index.consolidation, scope.rulebook)
    said = "\n".join(str(cell) for cells in read(tmp_path / region.path).values() for cell in cells.values())
    assert [secret for secret in (*SECRETS, "98764") if secret in said] == []


def test_sheet_stands_after_the_summary_in_every_workbook(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = changed_scope(rulebook, "00")
    for output in write_workbooks(tmp_path, scope.index.consolidation, scope.rulebook):
        assert list(read(tmp_path / output.path))[:3] == ["Сводка", "Что изменилось", "Охват"]


def test_about_names_closed_files_that_are_no_longer_as_they_were_sealed(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = unchanged_scope(rulebook, "00")
    altered = ClosedPeriod(
        rulebook.periods["2023"], 1, scope.as_of, altered=("outgoing/2023/closed/1/Свод.xlsx",), added=("a", "b")
    )
    rules = replace(scope.rulebook, closed=ClosedPeriods((altered,)))
    facts = column(written(about.write, Scope(Index(scope.index.consolidation, rules), scope.place), tmp_path), "B")
    assert (
        "2023 год: изменены или удалены после закрытия: outgoing/2023/closed/1/Свод.xlsx; добавлено файлов: 2. Данные "
        "последней закрытой версии целы, свод опирается на них."
    ) in facts


def test_summary_and_about_say_what_changed_and_link_to_it(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = changed_scope(rulebook, "01")
    cells = written(summary.write, scope, tmp_path)
    words = "больше не учтены – 1, исправлено значений – 3"
    row = next(address[1:] for address, cell in cells.items() if cell.value == f"После закрытия версии 1: {words}.")
    assert cells[f"I{row}"].link == "'Что изменилось'!A1"
    facts = column(written(about.write, scope, tmp_path), "B")
    assert f"версия 1, закрыта 20.01.2025; после неё: {words}" in facts
    facts = column(written(about.write, unchanged_scope(rulebook, "01"), tmp_path), "B")
    assert "версия 1, закрыта 20.01.2025; после неё ничего не изменилось" in facts


@given(st.fractions(0, 1), st.fractions(0, 1), st.decimals(0, 1, places=3) | st.none())
def test_two_shares_never_look_the_same_unless_nobody_could_see_it(
    old: Fraction, new: Fraction, target: Decimal | None
) -> None:
    places = places_that_tell_apart(old, new, target)
    if places < MOST:
        assert rounded(old, places) != rounded(new, places)
        assert rounded(new - old, places) != 0
    for value in (old, new):
        if target is not None and value < Fraction(target) and places < MOST:
            assert rounded(value, places) < target * 100


def test_arrival_of_a_file_that_a_new_report_names_is_not_told_twice(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(changes.write, changed_scope(rulebook, "02"), tmp_path)
    kinds = [row[1] for row in records(cells, "ABCDEFGHI")]
    assert kinds.count("√ отчёт теперь учтён") == 1
    assert "○ пришёл файл" not in kinds
    assert "Пришло файлов: 1 (учтён – 1)." in column(cells, "A")


def test_new_decision_stands_with_its_basis_which_the_region_never_reads(rulebook: Rulebook, tmp_path: Path) -> None:
    bases = ("письмо № 5", "просьба Ивановой Марии Петровны")
    for place_id, letters, shown in (("01", "BEFG", bases), ("00", "CFGH", (BASIS_WITHHELD,) * 2)):
        scope = changed_scope(rulebook, place_id)
        made = scope.index.consolidation
        rows = [
            ("01", "0101", "decision_new", None, None, None, "accept/0", None, bases[0], None, None, None),
            (
                "01",
                "0101",
                "decision_withdrawn",
                None,
                None,
                None,
                "extend/2025-01-24",
                bases[1],
                None,
                None,
                None,
                None,
            ),
        ]
        made = replace(made, changes=frame_of(rows, CHANGES))
        found = records(written(changes.write, Scope(Index(made, scope.rulebook), scope.place), tmp_path), letters)
        assert found == [
            ["► новое решение", "Отчёт принят с ошибками (исправление № 0)", "–", shown[0]],
            ["► решение отменено", "Срок сдачи продлён до 24.01.2025", shown[1], "–"],
        ]
