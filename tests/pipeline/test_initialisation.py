from pathlib import Path

import pytest

from engine.pipeline.initialisation import make_workspace, shipped_documents, shipped_rules
from engine.rulebook.loading import load_rulebook
from engine.workspace.errors import WorkspaceError


def test_new_workspace_has_rules_that_load_blank_forms_and_empty_folders(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "наш район")
    assert load_rulebook(workspace.rules).registry.region.id == "00"
    assert len(list(workspace.templates.glob("*.xlsx"))) == 3
    assert list(workspace.incoming.iterdir()) == list(workspace.outgoing.iterdir()) == []


def test_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "письмо.txt").write_text("важное", encoding="utf-8")
    with pytest.raises(WorkspaceError):
        make_workspace(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["письмо.txt"]


def test_new_workspace_has_the_templates_of_the_documents(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "район")
    for each in shipped_documents():
        assert (workspace.templates / each.name).read_bytes() == each.read_bytes()


def test_templates_are_taken_from_where_the_rules_are() -> None:
    assert [each.name for each in shipped_documents()] == ["Аналитическая справка.docx", "Сопроводительное письмо.docx"]
    assert {each.parent.parent for each in shipped_documents()} == {shipped_rules().parent}


def test_shipped_rules_are_a_rules_pack() -> None:
    assert (shipped_rules() / "registry.csv").is_file()
