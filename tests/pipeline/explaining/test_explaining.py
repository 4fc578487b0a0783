from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.closings import closed, consolidated
from support.explaining import Asked, Book, add_row, is_sound
from support.libreoffice import with_other_cached_value
from support.sending import send_form

from engine.pipeline.explaining.counts import count
from engine.pipeline.explaining.errors import ExplainError
from engine.pipeline.explaining.explaining import Explanation, UnreadableWorkbookError, explain
from engine.pipeline.explaining.reports import report
from engine.pipeline.explaining.tree import Node
from engine.pipeline.tidyrows import table_rows
from engine.rulebook.loading import load_rulebook
from engine.vocabulary.fields import Address
from engine.workspace.folders import Workspace

SUMMARY, COVERAGE = "Сводка", "Охват"
LINES = ("101", "306")


def books(workspace: Workspace, folder: Path) -> list[Book]:
    return [Book(workspace, path) for path in sorted(folder.glob("*.xlsx"))]


def explained_cells(book: Book, *sheets: str) -> Iterator[Asked]:
    """Numeric cells of the sheets, each of which must have a meaning."""
    for each in book.asked(*sheets):
        assert each.meaning.is_whole, each
        yield each


def ends(node: Node) -> Iterator[Node]:
    """The nodes that nothing stands below."""
    if node.parts:
        for each in node.parts:
            yield from ends(each)
    else:
        yield node


def ask(workspace: Workspace, path: Path, cell: str, most: int | None = None) -> Explanation:
    return explain(workspace, load_rulebook(workspace.rules), path, cell, most)


def test_every_number_of_the_summary_follows_from_the_cells_that_it_is_explained_by(explained: Workspace) -> None:
    found = books(explained, explained.outgoing / "2024")
    assert len(found) == 5
    for book in found:
        asked = list(explained_cells(book, SUMMARY))
        assert len(asked) > 40
        assert [each for each in asked if not is_sound(book, each)] == []


def test_every_explanation_of_the_summary_ends_at_files_rules_or_places_without_a_file(region: Book) -> None:
    for asked in explained_cells(region, SUMMARY):
        for node in (end for each in region.nodes(asked) for end in ends(each)):
            without = node.what in {"no_report", "not_expected"} or node.how in {"sum", "count", "largest"}
            assert without or node.leaf is not None, (asked, node)


def test_every_number_of_every_other_sheet_follows_too(region: Book) -> None:
    assert [each for each in region.asked() if each.meaning.is_whole and not is_sound(region, each)] == []


@pytest.fixture(scope="module")
def sent_up(explained: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The region made from the transmittals of both districts: drafts, as nobody has closed the period."""
    workspace = Workspace(tmp_path_factory.mktemp("sent_up"))
    shutil.copytree(explained.rules, workspace.rules)
    folder = workspace.incoming / "2025-01-30"
    folder.mkdir(parents=True)
    for file in (explained.outgoing / "2024").glob("*передаточный*"):
        shutil.copy(file, folder)
    consolidated(workspace, load_rulebook(workspace.rules))
    return Book(workspace, next((workspace.outgoing / "2024").glob("Рег*.xlsx")))


def test_region_made_from_transmittals_is_explained_through_them(sent_up: Book, region: Book) -> None:
    for asked in explained_cells(sent_up, SUMMARY):
        # What another closed version measured is in the district's past, not in the region's.
        assert is_sound(sent_up, asked), asked
    (node,) = ask(sent_up.workspace, sent_up.path, f"{SUMMARY}!E5").nodes
    cells = {each.place_id: each.leaf for each in node.walk() if each.what == "cell" and each.leaf}
    assert {Path(leaf.path).name for leaf in cells.values()} == {
        "01 Верхнеозёрский район – передаточный свод 2024.xlsx",
        "05 Старолуговской район – передаточный свод 2024.xlsx",
    }
    own = {each: region.evidence.sha256(path)[:12] for each, path in region.evidence.paths.items()}
    assert {each: leaf.origin.file_code for each, leaf in cells.items() if leaf.origin} == own
    assert {leaf.sheet for leaf in cells.values()} == {"Данные"}
    assert {leaf.origin.sheet for leaf in cells.values() if leaf.origin} == {"Показатели"}


def test_findings_about_a_transmittal_are_not_those_of_a_form_that_it_tells_of(sent_up: Book) -> None:
    rows = table_rows(sent_up.evidence.run.folder, "findings", "place_id", "code")
    assert ("05", "G41") in set(rows)  # the transmittal is a draft
    assert report(sent_up.evidence, "05", "district", "warnings").parts == ()


@pytest.fixture(scope="module")
def sorted_by_hand(explained: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The region made from a transmittal whose «Данные» stands upside down, without the row of 306 of 0502."""
    workspace = Workspace(tmp_path_factory.mktemp("sorted"))
    shutil.copytree(explained.rules, workspace.rules)
    workbook = load_workbook(next((explained.outgoing / "2024").glob("05*передаточный*")))
    listed = workbook["Данные"]
    rows = [[each.value for each in row] for row in listed.iter_rows(min_row=7)]
    for number, row in enumerate(reversed(rows), start=7):
        gone = (row[0], row[3]) == ("0502", "306")
        for column, value in enumerate(row, start=1):
            listed.cell(number, column).value = None if gone else value
    workspace.incoming.mkdir()
    workbook.save(workspace.incoming / "05.xlsx")
    consolidated(workspace, load_rulebook(workspace.rules))
    return Book(workspace, next((workspace.outgoing / "2024").glob("Рег*.xlsx")))


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_cells_of_a_transmittal_that_was_sorted_by_hand_are_those_where_the_values_stand_now(
    sorted_by_hand: Book,
) -> None:
    found = [sorted_by_hand.originals.beside(count(sorted_by_hand.evidence, "05", Address(each))) for each in LINES]
    cells = {(each.place_id, each.facts["line"]): each for tree in found for each in tree.walk() if each.what == "cell"}
    leaves = {key: each.leaf for key, each in cells.items() if each.leaf}
    moved = leaves.pop(("0502", "306"))
    assert (moved.cell, moved.state, moved.origin and moved.origin.sheet) == (None, "changed", "Показатели")
    assert len(leaves) == 3
    assert all(leaf.raw == str(cells[key].value) for key, leaf in leaves.items())


@pytest.fixture(scope="module")
def changed(explained: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The workspace after the period was closed, corrected and consolidated again."""
    workspace = Workspace(tmp_path_factory.mktemp("changed") / "w")
    shutil.copytree(explained.root, workspace.root)
    rulebook = load_rulebook(workspace.rules)
    closed(workspace, rulebook)
    send_form(workspace, rulebook, "0503", "2025-01-28/0503.xlsx", {"101": 310})
    consolidated(workspace, rulebook)
    return workspace


def test_numbers_of_a_closed_version_stay_explained_after_the_period_was_consolidated_again(changed: Workspace) -> None:
    version = changed.closed("2024") / "1"
    for book in books(changed, version):
        assert [each for each in explained_cells(book, SUMMARY) if not is_sound(book, each)] == []
    found = ask(changed, next(version.glob("Рег*.xlsx")), f"{SUMMARY}!E5")
    assert (found.run.version, found.folder) == (1, "outgoing/2024/closed/1")


def test_numbers_beside_a_closed_version_are_explained_as_they_are_and_as_they_were(changed: Workspace) -> None:
    for book in books(changed, changed.outgoing / "2024"):
        sheets = (SUMMARY, "Что изменилось")
        asked = [each for each in book.asked(*sheets) if each.meaning.is_whole or each.sheet == SUMMARY]
        assert [each for each in asked if not is_sound(book, each)] == []


def test_mailed_copy_of_any_name_is_explained_by_its_run(region: Book, tmp_path: Path) -> None:
    copy = tmp_path / "свод (1).xlsx"
    shutil.copy(region.path, copy)
    found = ask(region.workspace, copy, f"{SUMMARY}!C11")
    assert (found.folder, found.is_edited, found.kind) == ("outgoing/2024", False, "region_workbook")


def edited(region: Book, folder: Path, sheet: str, cell: str, number: float) -> Path:
    """A copy of the workbook that shows another number in one cell."""
    return with_other_cached_value(region.path, folder / "правка.xlsx", (sheet, cell), str(number))


def test_cell_that_was_edited_is_said_to_be_and_the_runs_number_is_explained(region: Book, tmp_path: Path) -> None:
    found = ask(region.workspace, edited(region, tmp_path, SUMMARY, "C11", 0.7), f"{SUMMARY}!C11")
    (node,) = found.nodes
    assert (found.is_edited, found.shown.value) == (True, 0.7)
    assert float(node.value or 0) == pytest.approx(78 / 900)  # type: ignore[arg-type]  # a share
    assert not ask(region.workspace, edited(region, tmp_path, SUMMARY, "C12", 0.7), f"{SUMMARY}!C11").is_edited


def swapped(region: Book, folder: Path, sheet: str, first: int, second: int) -> Path:
    """A copy of the workbook with two rows of a sheet (counted from 1) in each other's place."""
    workbook = load_workbook(region.path)
    cells = workbook[sheet]
    for one, other in zip(cells[first], cells[second], strict=True):
        one.value, other.value = other.value, one.value
    workbook.save(folder / "сортировка.xlsx")
    return folder / "сортировка.xlsx"


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
@pytest.mark.parametrize("sheet", ["Показатели", "Охват", "Динамика", "Сдача отчётов"])
def test_row_that_was_moved_by_hand_is_explained_as_what_it_says(region: Book, tmp_path: Path, sheet: str) -> None:
    rows: dict[str, Asked] = {}
    for each in region.asked(sheet):
        place = each.meaning.one("place")
        if each.meaning.is_whole and place in {"0101", "0502"} and "filtered" not in each.meaning.parts:
            rows.setdefault(place, each)
    (one, other) = (int("".join(filter(str.isdigit, rows[place].cell))) for place in ("0101", "0502"))
    file = swapped(region, tmp_path, sheet, one, other)
    column = rows["0101"].cell.rstrip("0123456789")
    found = ask(region.workspace, file, f"{sheet}!{column}{other}")
    assert (found.shown.meaning, found.shown.row_before) == (rows["0101"].meaning, one)


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_row_of_another_organisation_is_not_explained_as_the_one_that_stood_there(region: Book, tmp_path: Path) -> None:
    asked = next(each for each in region.asked("Показатели") if each.meaning.one("place") == "0101")
    workbook = load_workbook(region.path)
    row = int("".join(filter(str.isdigit, asked.cell)))
    for cell in workbook["Показатели"][row][:3]:
        cell.value = "Другая организация"
    workbook.save(tmp_path / "чужая.xlsx")
    with pytest.raises(ExplainError) as refused:
        ask(region.workspace, tmp_path / "чужая.xlsx", f"Показатели!{asked.cell}")
    assert "изменили вручную" in refused.value.text("ru")
    assert "changed by hand" in refused.value.text("en")


def test_errors_of_all_reports_follow_from_those_of_each(region: Book) -> None:
    asked = [each for each in region.asked("Сдача отчётов") if each.meaning.counts_rows]
    assert [region.nodes(each)[0].what for each in asked] == ["all_faults", "all_faults"]
    assert all(is_sound(region, each) for each in asked)


def filtered_total(region: Book) -> Asked:
    return next(each for each in region.asked(COVERAGE) if {"filtered", "coverage"} <= each.meaning.parts.keys())


def test_total_that_follows_a_filter_is_not_said_to_be_edited(region: Book, tmp_path: Path) -> None:
    asked = filtered_total(region)
    file = edited(region, tmp_path, COVERAGE, asked.cell, 0.1234)
    found = ask(region.workspace, file, f"{COVERAGE}!{asked.cell}")
    assert (found.is_filtered, found.is_edited) == (True, False)
    whole = ask(region.workspace, region.path, f"{COVERAGE}!{asked.cell}")
    assert (whole.is_filtered, whole.is_edited) == (False, False)


def test_rules_that_were_changed_since_are_said_to_be(explained: Workspace, region: Book, tmp_path: Path) -> None:
    shutil.copytree(explained.outgoing, tmp_path / "outgoing")
    shutil.copytree(explained.rules, tmp_path / "rules")
    add_row(tmp_path / "rules" / "denominators.csv", ["young_specialists", "01", "2025", "40", "Росстат"])
    assert ask(Workspace(tmp_path), region.path, f"{SUMMARY}!C11").rules_changed
    assert not ask(explained, region.path, f"{SUMMARY}!C11").rules_changed


def test_long_lists_are_cut_where_that_is_asked(region: Book) -> None:
    (node,) = ask(region.workspace, region.path, f"{SUMMARY}!C11", most=2).nodes
    assert sum(each.more for each in node.walk()) == 1
    (whole,) = ask(region.workspace, region.path, f"{SUMMARY}!C11").nodes
    assert sum(each.more for each in whole.walk()) == 0
    assert whole.value == node.value


def test_of_two_numbers_of_a_cell_the_second_is_not_listed_once_more(region: Book) -> None:
    counted, expected = ask(region.workspace, region.path, f"{SUMMARY}!A5", most=20).nodes
    assert (counted.value, expected.value) == (3, 6)
    assert sum(each.more for each in counted.walk()) == 0
    assert (expected.parts, expected.more) == ((), 2)


def test_period_that_left_the_rules_explains_nothing(explained: Workspace, region: Book) -> None:
    rulebook = load_rulebook(explained.rules)
    del rulebook.periods["2024"]  # type: ignore[attr-defined]  # a dict underneath
    with pytest.raises(ExplainError, match=r"periods\.yaml"):
        explain(explained, rulebook, region.path, f"{SUMMARY}!C11")


def test_file_that_cannot_be_opened_says_why(explained: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "свод.xlsx"
    file.write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(UnreadableWorkbookError) as refused:
        ask(explained, file, f"{SUMMARY}!C11")
    assert refused.value.finding.code == "F08"
