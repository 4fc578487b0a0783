"""The whole loop with LibreOffice as the curator's program: typed, returned, corrected, closed, corrected again."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.libreoffice import LibreOffice, Result, Where, save, type_in
from support.workbook_text import opened

from engine.cli.group import exit_code
from engine.pipeline.demo.answers import school_answers
from engine.rulebook.rulebook import Rulebook
from engine.template import words
from engine.template.content import school_content
from engine.template.layout import layout_of
from engine.template.returned import Returned
from engine.vocabulary.fields import Address, Value
from engine.workspace.folders import Workspace

pytestmark = pytest.mark.libreoffice

SCHOOL, PERIOD = "0501", "2024"
FIRST = "2025-01-14/отчёт.xlsx"
FIX_SHEET, CHECK_SHEET = "Исправьте здесь", "Проверка"
EXPLANATION = "Трое педагогов – совместители из дома творчества."
Cells = dict[Where, Result]


@pytest.fixture
def workspace(tmp_path: Path, small_rules: Path) -> Workspace:
    """A workspace of a few places: letters to silent ones take their time."""
    (tmp_path / "rules").symlink_to(small_rules, target_is_directory=True)
    (tmp_path / "incoming").mkdir()
    return Workspace(tmp_path)


class Curator:
    """A curator with LibreOffice, the district's workspace that the mail goes to, and what is typed."""

    def __init__(self, libreoffice: LibreOffice, workspace: Workspace, rulebook: Rulebook) -> None:
        self.libreoffice, self.workspace = libreoffice, workspace
        content = school_content(rulebook, rulebook.periods[PERIOD], SCHOOL)
        self.cell_of = layout_of(content).cell_of
        # A return says on «Титул» that it is one, which takes a row.
        self.cell_in_return = layout_of(replace(content, returned=Returned(), revision=1)).cell_of
        self.answers = school_answers(content, rulebook.registry[SCHOOL], date(2025, 1, 13))
        #: Line to change, line that it is taken from, by how much more than that.
        changes = (("306", "306", 1), ("502", "501", 1), ("308", "104", 3))
        self.wrong: dict[Address, Value] = {
            Address(line): _more(self.answers[Address(other)], number) for line, other, number in changes
        }

    def types(self, form: Path, cells: Mapping[Where, object], mailed: str) -> Cells:
        """Open a form, type, save it under a name in incoming/; what the formulas then show."""
        target = self.workspace.incoming / mailed
        target.parent.mkdir(parents=True, exist_ok=True)
        _, _, found, _ = self.libreoffice.run(
            form, type_in(cells), {"do": "recalculate"}, {"do": "formulas"}, save(target)
        )
        return {(sheet, cell): value if error is None else error for sheet, cell, _, value, error in found}


def svod(workspace: Workspace, *arguments: str) -> int:
    return exit_code([*arguments, "--workspace", str(workspace.root), "-q"])


def outgoing(workspace: Workspace) -> Path:
    return workspace.outgoing / PERIOD


def contents(workspace: Workspace) -> dict[str, Any]:
    run: dict[str, Any] = json.loads((outgoing(workspace) / "run.json").read_text(encoding="utf-8"))
    return run


def outputs(workspace: Workspace, kind: str, place_id: str = SCHOOL) -> list[Path]:
    listed = contents(workspace)["outputs"]
    return [
        outgoing(workspace) / each["path"] for each in listed if (each["kind"], each["place_id"]) == (kind, place_id)
    ]


def table(workspace: Workspace, name: str) -> list[dict[str, str]]:
    with (outgoing(workspace) / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return [row for row in csv.DictReader(source) if row.get("place_id") == SCHOOL]


def cell_beside(path: Path, sheet: str, control: str, head: str) -> str:
    """The cell of a table's column in the row of a control relation, found as a person finds it."""
    rows = openpyxl.load_workbook(path)[sheet]
    letter = next(cell.column_letter for row in rows for cell in row if cell.value == head)
    number = next(cell.row for row in rows for cell in row if cell.value == control)
    return f"{letter}{number}"


def shown(results: Cells, sheet: str) -> list[Result]:
    return [value for (where, _), value in results.items() if where == sheet]


def sealed(workspace: Workspace, version: int) -> dict[str, str]:
    folder = outgoing(workspace) / "closed" / str(version)
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_report_goes_all_the_way_from_typing_to_its_second_closing(
    libreoffice: LibreOffice, workspace: Workspace, rulebook: Rulebook, ending: str
) -> None:
    curator = Curator(libreoffice, workspace, rulebook)
    corrected = f"2025-01-16/исправлено.{ending}"

    a_form_with_two_errors_and_a_deviation_is_mailed(curator)
    given_back = the_district_gives_it_back(curator)
    live = the_curator_corrects_and_explains(curator, given_back, corrected)
    it_is_accepted_explained_and_in_the_totals(curator, given_back, corrected, live)
    first = the_period_is_closed(curator)
    a_later_correction_shows_in_what_has_changed(curator, corrected, f"2025-01-22/ещё раз.{ending}")
    and_closes_as_version_two(curator, first)


def a_form_with_two_errors_and_a_deviation_is_mailed(curator: Curator) -> None:
    """The prefilled form comes from the command; «Проверка» shows exactly what was typed wrong."""
    assert svod(curator.workspace, "template", "--school", SCHOOL) == 0
    (form,) = curator.workspace.outgoing.glob(f"forms/{PERIOD}/05/{SCHOOL}*.xlsx")
    typed = {curator.cell_of(address): value for address, value in {**curator.answers, **curator.wrong}.items()}

    live = curator.types(form, typed, FIRST)

    assert live[CHECK_SHEET, "A4"] == words.HAS_ERRORS
    assert shown(live, CHECK_SHEET).count(words.ERROR) == 2
    assert shown(live, CHECK_SHEET).count(words.WARNING) == 1
    assert "ошибок: 2; предупреждений: 1" in str(live[CHECK_SHEET, "A5"])


def the_district_gives_it_back(curator: Curator) -> Path:
    """The report is not in the totals; its return has every value in its place and lists the three problems."""
    workspace = curator.workspace
    assert svod(workspace, "consolidate", "--as-of", "2025-01-20") == 1
    (report,) = [row for row in table(workspace, "completeness") if row["form"] == "school"]
    assert (report["status"], report["errors"], report["warnings"]) == ("with_errors", "2", "1")
    assert table(workspace, "facts") == []
    assert {each.suffix for each in outputs(workspace, "letter")} == {".txt", ".eml"}
    (given_back,) = outputs(workspace, "return")

    book = openpyxl.load_workbook(given_back)
    assert book.sheetnames[0] == FIX_SHEET
    expected = {**curator.answers, **curator.wrong, Address("011"): None}
    cells = {each: curator.cell_in_return(each) for each in expected}
    assert {each: _plain(book[sheet][cell].value) for each, (sheet, cell) in cells.items()} == expected
    listed = [cell.value for row in book[FIX_SHEET] for cell in row if cell.value in {"K06", "K14a", "K08b"}]
    assert listed == ["K06", "K14a", "K08b"]
    return given_back


def the_curator_corrects_and_explains(curator: Curator, given_back: Path, mailed: str) -> Cells:
    """She corrects two cells, explains the third, dates the form, and saves it as her program likes."""
    corrections: dict[Where, object] = {
        curator.cell_in_return(Address("306")): curator.answers[Address("306")],
        curator.cell_in_return(Address("502")): curator.answers[Address("502")],
        curator.cell_in_return(Address("011")): date(2025, 1, 15),
        (FIX_SHEET, cell_beside(given_back, FIX_SHEET, "K08b", "Пояснение")): EXPLANATION,
    }
    live = curator.types(given_back, corrections, mailed)
    assert live[CHECK_SHEET, "A4"] == words.READY
    assert shown(live, CHECK_SHEET).count(words.EXPLAINED) == 1
    return live


def it_is_accepted_explained_and_in_the_totals(curator: Curator, given_back: Path, mailed: str, live: Cells) -> None:
    workspace = curator.workspace
    svod(workspace, "consolidate", "--as-of", "2025-01-20")
    register = {row["path"]: row for row in table(workspace, "register")}
    assert (register[mailed]["status"], register[mailed]["revision"]) == ("accepted", "1")
    assert register[FIRST]["status"] == "superseded"
    (explained,) = [row for row in table(workspace, "findings") if row["code"] == "K08b"]
    assert (explained["state"], explained["explanation"]) == ("explained", EXPLANATION)
    values = {(row["line"], row["column"]): row["value"] for row in table(workspace, "facts")}
    assert values["306", "1"] == str(curator.answers[Address("306")])
    assert values["308", "1"] == str(curator.wrong[Address("308")])
    assert outputs(workspace, "return") == []
    assert not given_back.exists()
    # The number on the signed sheet is the number in the register.
    assert any(str(each).endswith(register[mailed]["control_number"]) for each in shown(live, CHECK_SHEET))


def the_period_is_closed(curator: Curator) -> dict[str, str]:
    assert svod(curator.workspace, "close", "--on", "2025-01-21") == 0
    first = sealed(curator.workspace, 1)
    assert {"run.json", "seal.json", "data/facts.csv"} <= set(first)
    return first


def a_later_correction_shows_in_what_has_changed(curator: Curator, mailed: str, again: str) -> None:
    """At 14:20 a correction comes: both workbooks say what it changed."""
    before = curator.answers[Address("101")]
    after = _more(before, 7)
    cells = {curator.cell_in_return(Address("101")): after, curator.cell_in_return(Address("011")): date(2025, 1, 22)}
    curator.types(curator.workspace.incoming / mailed, cells, again)

    svod(curator.workspace, "consolidate", "--as-of", "2025-01-20")

    (change,) = [row for row in table(curator.workspace, "changes") if row["line"] == "101"]
    assert (change["change"], change["old"], change["new"]) == ("corrected", str(before), str(after))
    for kind, place_id in (("district_workbook", "05"), ("region_workbook", "00")):
        (workbook,) = outputs(curator.workspace, kind, place_id)
        texts = {cell.value for row in opened(workbook)["Что изменилось"] for cell in row}
        assert {before, after} <= texts


def and_closes_as_version_two(curator: Curator, first: dict[str, str]) -> None:
    assert svod(curator.workspace, "close", "--on", "2025-01-22") == 0
    assert sealed(curator.workspace, 1) == first
    assert "seal.json" in sealed(curator.workspace, 2)
    # Nothing has changed since: there is nothing to close.
    assert svod(curator.workspace, "close", "--on", "2025-01-23") == 0
    assert sealed(curator.workspace, 3) == {}


def _more(value: Value, number: int) -> int:
    assert isinstance(value, int)
    return value + number


def _plain(value: object) -> object:
    """A cell's value as the engine has it: openpyxl makes every date a moment."""
    return value.date() if hasattr(value, "date") else value
