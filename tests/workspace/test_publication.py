import errno
import json
import os
from pathlib import Path

import pytest

from engine.workspace.errors import HalfPublishedError
from engine.workspace.folders import Workspace
from engine.workspace.publication import finish_interrupted, publish, sha256_of, staging, staging_area


def contents(*paths: str) -> dict[str, object]:
    return {"period": "2024", "outputs": [{"kind": "data", "path": path} for path in paths]}


def stage(workspace: Workspace, **files: str) -> Path:
    folder = staging_area(workspace, "2024")
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def listed(workspace: Workspace) -> list[str]:
    run = json.loads((workspace.outgoing / "2024" / "run.json").read_text(encoding="utf-8"))
    return [output["path"] for output in run["outputs"]]


def test_published_set_is_complete_and_staging_is_gone(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    stage(workspace, a="first", data__b="second")
    publish(workspace, "2024", workspace.outgoing / "2024", contents("a", "data/b"))
    assert (workspace.outgoing / "2024" / "data" / "b").read_text(encoding="utf-8") == "second"
    assert listed(workspace) == ["a", "data/b"]
    assert not (workspace.state / "staging" / "2024").exists()


def test_outputs_that_are_no_longer_made_are_removed_and_foreign_files_stay(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    target = workspace.outgoing / "2024"
    stage(workspace, a="1", b="1")
    publish(workspace, "2024", target, contents("a", "b"))
    (target / "заметки.txt").write_text("mine", encoding="utf-8")
    stage(workspace, a="2")
    publish(workspace, "2024", target, contents("a"))
    assert sorted(each.name for each in target.iterdir()) == ["a", "run.json", "заметки.txt"]


def test_folders_that_are_emptied_are_removed_and_those_with_anything_else_in_them_stay(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    target = workspace.outgoing / "2024"
    paths = ("letters/02/a.txt", "letters/04/b.txt", "returns/02/c.xlsx")
    stage(workspace, **{path.replace("/", "__"): "1" for path in paths})
    publish(workspace, "2024", target, contents(*paths))
    (target / "letters" / "04" / "заметки.txt").write_text("mine", encoding="utf-8")
    (target / "closed" / "1").mkdir(parents=True)
    (target / "пусто").mkdir()
    stage(workspace, a="2")
    publish(workspace, "2024", target, contents("a"))
    folders = {each.relative_to(target).as_posix() for each in target.rglob("*") if each.is_dir()}
    assert folders == {"letters", "letters/04", "closed", "closed/1", "пусто"}


def test_file_open_elsewhere_is_written_beside_and_named_in_run_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path)
    target = workspace.outgoing / "2024"
    pauses: list[float] = []
    real = Path.replace

    def refuse(source: Path, goal: Path) -> Path:
        if goal.name == "Свод.xlsx":
            raise PermissionError(13, "open in Excel", str(goal))
        return real(source, goal)

    folder = staging_area(workspace, "2024")
    (folder / "Свод.xlsx").write_text("new", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", refuse)
    published = publish(workspace, "2024", target, contents("Свод.xlsx"), pause=pauses.append)
    assert published.renamed == {"Свод.xlsx": "Свод (новый).xlsx"}
    assert (target / "Свод (новый).xlsx").read_text(encoding="utf-8") == "new"
    assert listed(workspace) == ["Свод (новый).xlsx"]
    assert [output["path"] for output in published.contents["outputs"]] == ["Свод (новый).xlsx"]
    assert len(pauses) == 2


def test_publication_cut_off_in_the_middle_is_finished_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path)
    target = workspace.outgoing / "2024"
    stage(workspace, a="1", b="1")
    publish(workspace, "2024", target, contents("a", "b"))
    stage(workspace, a="2", b="2")
    real = Path.replace

    def die(source: Path, goal: Path) -> Path:
        if goal.name == "b":
            raise KeyboardInterrupt
        return real(source, goal)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", die)
        with pytest.raises(KeyboardInterrupt):
            publish(workspace, "2024", target, contents("a", "b"))
    assert not (target / "run.json").exists()
    assert finish_interrupted(workspace) == ("2024",)
    assert {name: (target / name).read_text(encoding="utf-8") for name in listed(workspace)} == {"a": "2", "b": "2"}


def test_set_that_was_not_staged_in_full_is_dropped_and_the_old_one_stays(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    target = workspace.outgoing / "2024"
    stage(workspace, a="old")
    publish(workspace, "2024", target, contents("a"))
    stage(workspace, a="half")
    assert finish_interrupted(workspace) == ()
    assert (target / "a").read_text(encoding="utf-8") == "old"
    assert not (workspace.state / "staging" / "2024").exists()
    assert listed(workspace) == ["a"]


def test_hash_is_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    assert sha256_of(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_when_the_file_beside_is_open_too_the_next_name_is_taken_and_the_others_are_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path)
    target = workspace.outgoing / "2024"
    real = Path.replace

    def refuse(source: Path, goal: Path) -> Path:
        if goal.name in {"a.xlsx", "a (новый).xlsx"}:
            raise PermissionError(13, "open in Excel", str(goal))
        return real(source, goal)

    folder = staging_area(workspace, "2024")
    for name in ("a.xlsx", "b.xlsx"):
        (folder / name).write_text("new", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", refuse)
    published = publish(workspace, "2024", target, contents("a.xlsx", "b.xlsx"), pause=lambda _: None)
    assert published.renamed == {"a.xlsx": "a (новый 2).xlsx"}
    assert listed(workspace) == ["a (новый 2).xlsx", "b.xlsx"]
    assert all((target / name).is_file() for name in listed(workspace))


def test_name_taken_before_the_process_ended_is_still_in_run_json_after_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path)
    target = workspace.outgoing / "2024"
    real = Path.replace

    def refuse(source: Path, goal: Path) -> Path:
        if goal.name == "a.xlsx":
            raise PermissionError(13, "open in Excel", str(goal))
        if goal.name == "b.xlsx":
            raise KeyboardInterrupt
        return real(source, goal)

    folder = staging_area(workspace, "2024")
    for name in ("a.xlsx", "b.xlsx"):
        (folder / name).write_text("new", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(KeyboardInterrupt):
            publish(workspace, "2024", target, contents("a.xlsx", "b.xlsx"), pause=lambda _: None)
    finish_interrupted(workspace)
    assert listed(workspace) == ["a (новый).xlsx", "b.xlsx"]
    assert all((target / name).is_file() for name in listed(workspace))


def test_place_that_can_never_be_written_is_said_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(tmp_path)
    real = Path.replace

    def refuse(source: Path, goal: Path) -> Path:
        if goal.suffix == ".xlsx":
            raise PermissionError(13, "read-only", str(goal))
        return real(source, goal)

    (staging_area(workspace, "2024") / "a.xlsx").write_text("new", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(HalfPublishedError, match=r"a\.xlsx") as told:
            publish(workspace, "2024", workspace.outgoing / "2024", contents("a.xlsx"), pause=lambda _: None)
    assert "запустите svod ещё раз" in told.value.text("ru")
    assert finish_interrupted(workspace) == ("2024",)
    assert all((workspace.outgoing / "2024" / name).is_file() for name in listed(workspace))


def test_folder_that_may_not_be_written_is_noticed_while_the_old_set_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path)
    target = workspace.outgoing / "2024"
    stage(workspace, data__a="old")
    publish(workspace, "2024", target, contents("data/a"))
    stage(workspace, data__a="new")
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != target / "data")
    with pytest.raises(PermissionError, match="data"):
        publish(workspace, "2024", target, contents("data/a"))
    assert listed(workspace) == ["data/a"]
    assert (target / "data" / "a").read_text(encoding="utf-8") == "old"


def test_folder_of_somebody_that_has_the_name_of_an_output_is_left_and_the_output_written_beside(
    tmp_path: Path,
) -> None:
    workspace = Workspace(tmp_path)
    target = workspace.outgoing / "2024"
    (target / "a.xlsx" / "заметки").mkdir(parents=True)
    (staging_area(workspace, "2024") / "a.xlsx").write_text("new", encoding="utf-8")
    published = publish(workspace, "2024", target, contents("a.xlsx"), pause=lambda _: None)
    assert published.renamed == {"a.xlsx": "a (новый).xlsx"}
    assert (target / "a.xlsx" / "заметки").is_dir()


def test_set_that_was_not_published_is_dropped_when_its_making_ends(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with pytest.raises(OSError, match="full"), staging(workspace, "2024") as folder:  # noqa: PT012  both belong together
        (folder / "a").write_text("half", encoding="utf-8")
        raise OSError(errno.ENOSPC, "full")
    assert not (workspace.state / "staging" / "2024").exists()


def test_what_could_not_be_tidied_up_after_a_publication_is_tidied_up_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path)
    target = workspace.outgoing / "2024"
    stage(workspace, a="old", b="old")
    publish(workspace, "2024", target, contents("a", "b"))
    stage(workspace, a="new")

    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "fails")

    with monkeypatch.context() as patched:
        patched.setattr(os, "rmdir", fails)
        patched.setattr(Path, "rmdir", fails)
        publish(workspace, "2024", target, contents("a"))
    assert listed(workspace) == ["a"]
    finish_interrupted(workspace)
    assert sorted(each.name for each in target.iterdir()) == ["a", "run.json"]
    assert not (workspace.state / "staging" / "2024").exists()


def test_what_is_there_already_is_not_touched_and_nothing_has_to_be_removed_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path)
    target = workspace.outgoing / "2024"
    stage(workspace, a="the same", b="1")
    publish(workspace, "2024", target, contents("a", "b"))
    before = (target / "a").stat()
    stage(workspace, a="the same", b="2")
    unlink, replace = Path.unlink, os.replace

    def not_removed(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == "a":
            raise OSError(errno.EIO, "refused", str(path))
        unlink(path, missing_ok=missing_ok)

    def not_replaced(source: Path, goal: Path) -> None:
        if Path(goal).name == "a":
            raise PermissionError(13, "open in Excel", str(goal))
        replace(source, goal)

    monkeypatch.setattr(Path, "unlink", not_removed)
    monkeypatch.setattr(os, "replace", not_replaced)
    assert publish(workspace, "2024", target, contents("a", "b")).renamed == {}
    assert ((target / "a").stat().st_ino, (target / "a").stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (target / "b").read_text(encoding="utf-8") == "2"
    assert listed(workspace) == ["a", "b"]
    assert not (workspace.state / "staging" / "2024").exists()
