from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from support.small_region import small_rulebook

from engine.intake.incoming import read_incoming
from engine.pipeline.freshness import (
    IncomingChanges,
    incoming_changed,
    incoming_changes,
    outputs_touched,
    rules_changed,
)
from engine.report.tidytables import tidy_tables
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace
from engine.workspace.publication import sha256_of

NOTHING = IncomingChanges((), (), ())


def register(incoming: Path, rulebook: Rulebook) -> list[dict[str, Any]]:
    """What a run's register says about every file: its hash and the codes of its own findings."""
    return [
        {"path": each.path, "sha256": each.sha256, "codes": " ".join(finding.code for finding in each.findings)}
        for each in read_incoming(incoming, rulebook)
    ]


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    """All that may lie there: forms, an archive, a folder named like a book, scans, links, lock files."""
    folder = tmp_path / "incoming"
    (folder / "2025-01-13" / "папка.xlsx").mkdir(parents=True)
    for name in ("a.xlsx", "2025-01-13/b.xlsx", "2025-01-13/папка.xlsx/c.xlsx", "скан.pdf", "~$a.xlsx", "Thumbs.db"):
        (folder / name).write_text(name, encoding="utf-8")
    with zipfile.ZipFile(folder / "почта.zip", "w") as archive:
        archive.writestr("d.xlsx", "d")
    (folder / "ссылка.xlsx").symlink_to(folder / "a.xlsx")
    (folder / "ещё качается.xlsx.part").write_text("", encoding="utf-8")
    return folder


def test_folder_that_nobody_touched_has_not_changed(incoming: Path, rulebook: Rulebook) -> None:
    assert incoming_changes(incoming, register(incoming, rulebook)) == NOTHING


def test_files_that_came_changed_or_went_are_named(incoming: Path, rulebook: Rulebook) -> None:
    rows = register(incoming, rulebook)
    (incoming / "2025-01-14").mkdir()
    (incoming / "2025-01-14" / "new.xlsx").write_text("new", encoding="utf-8")
    (incoming / "a.xlsx").write_text("other", encoding="utf-8")
    (incoming / "скан.pdf").unlink()
    with zipfile.ZipFile(incoming / "почта.zip", "a") as archive:
        archive.writestr("e.xlsx", "e")
    assert incoming_changes(incoming, rows) == IncomingChanges(
        ("2025-01-14/new.xlsx",), ("a.xlsx", "почта.zip"), ("скан.pdf",)
    )


def test_what_programs_leave_behind_is_no_change(incoming: Path, rulebook: Rulebook) -> None:
    rows = register(incoming, rulebook)
    (incoming / "~$a.xlsx").unlink()
    (incoming / "~$b.xlsx").write_text("", encoding="utf-8")
    (incoming / ".DS_Store").write_text("", encoding="utf-8")
    assert incoming_changes(incoming, rows) == NOTHING


def test_moved_file_is_gone_here_and_new_there(incoming: Path, rulebook: Rulebook) -> None:
    rows = register(incoming, rulebook)
    (incoming / "a.xlsx").rename(incoming / "2025-01-13" / "a.xlsx")
    changes = incoming_changes(incoming, rows)
    assert (changes.new, changes.removed) == (("2025-01-13/a.xlsx",), ("a.xlsx",))


def test_changed_folder_is_said_with_its_files_in_both_languages(incoming: Path, rulebook: Rulebook) -> None:
    workspace = Workspace(incoming.parent)
    rows = register(incoming, rulebook)
    assert list(incoming_changed(workspace, {"files": rows})) == []
    for number in range(10):
        (incoming / f"new {number}.xlsx").write_text("", encoding="utf-8")
    (said,) = incoming_changed(workspace, {"files": rows})
    assert "новые файлы (10) – «new 0.xlsx», " in said.ru
    assert said.ru.endswith(" и ещё 2.")
    assert "new files (10) – 'new 0.xlsx', " in said.en


def outputs(folder: Path) -> dict[str, Any]:
    """A set of outputs with every table and one workbook, as run.json tells of it."""
    (folder / "data").mkdir()
    names = ["Свод.xlsx", "data/datapackage.json", *(f"data/{each.file_name}" for each in tidy_tables().values())]
    for name in names:
        (folder / name).write_text(name, encoding="utf-8")
    return {"outputs": [{"kind": "data", "path": name, "sha256": sha256_of(folder / name)} for name in names]}


def test_outputs_as_they_were_written_are_in_order(tmp_path: Path) -> None:
    assert list(outputs_touched(tmp_path, outputs(tmp_path))) == []


def test_edited_and_lost_outputs_are_named_with_where_a_correction_belongs(tmp_path: Path) -> None:
    contents = outputs(tmp_path)
    (tmp_path / "Свод.xlsx").write_text("edited", encoding="utf-8")
    (tmp_path / "data" / "facts.csv").unlink()
    edited, lost = outputs_touched(tmp_path, contents)
    assert "«Свод.xlsx»" in edited.ru
    assert "в форму организации или записывают решением" in edited.ru
    assert "«data/facts.csv»" in lost.ru
    assert ("'Свод.xlsx'" in edited.en, "'data/facts.csv'" in lost.en) == (True, True)


def test_table_that_was_open_when_it_was_to_be_written_is_named(tmp_path: Path) -> None:
    contents = outputs(tmp_path)
    for output in contents["outputs"]:
        if output["path"] == "data/facts.csv":
            (tmp_path / "data" / "facts.csv").rename(tmp_path / "data" / "facts (новый).csv")
            output["path"] = "data/facts (новый).csv"
    (said,) = outputs_touched(tmp_path, contents)
    assert "«data/facts.csv»" in said.ru
    assert "закройте" in said.ru


def test_letters_and_returns_may_be_reworded_and_moved_by_whoever_sends_them(tmp_path: Path) -> None:
    contents = outputs(tmp_path)
    (tmp_path / "письмо.eml").write_text("reworded", encoding="utf-8")
    contents["outputs"] += [
        {"kind": "letter", "path": "письмо.eml", "sha256": ""},
        {"kind": "return", "path": "моё/исправить.xlsx", "sha256": ""},
    ]
    assert list(outputs_touched(tmp_path, contents)) == []


def test_path_outside_the_folder_counts_as_lost(tmp_path: Path) -> None:
    contents = outputs(tmp_path)
    contents["outputs"].append({"kind": "data", "path": "../a.xlsx", "sha256": ""})
    (said,) = outputs_touched(tmp_path, contents)
    assert "«../a.xlsx»" in said.ru


def test_other_rules_are_said_to_be_others() -> None:
    rules = small_rulebook()
    assert list(rules_changed(rules, {"rules_sha256": rules.sha256})) == []
    (said,) = rules_changed(rules, {"rules_sha256": "other"})
    assert "rules" in said.ru
