from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.workspace.closed import ClosedVersion, closed_versions
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace
from engine.workspace.ownhash import has_own_hash, with_own_hash
from engine.workspace.publication import finish_interrupted, publish, sha256_of, staging_area
from engine.workspace.sealing import Alterations, Restated, seal_of, seal_outputs, verify

CLOSED_ON = date(2025, 1, 20)


def published(workspace: Workspace, **files: str) -> None:
    """Outputs of the period 2024 with their run.json, as a consolidation publishes them."""
    staged = staging_area(workspace, "2024")
    listed = []
    for name, text in files.items():
        path = name.replace("__", "/") + ".txt"
        (staged / path).parent.mkdir(parents=True, exist_ok=True)
        (staged / path).write_text(text, encoding="utf-8")
        listed.append({"kind": "data", "path": path, "sha256": sha256_of(staged / path)})
    publish(workspace, "2024", workspace.outgoing / "2024", {"as_of": "2024-12-31", "outputs": listed})


def seal(workspace: Workspace, **restated: Restated) -> ClosedVersion:
    return seal_outputs(workspace, "2024", CLOSED_ON, "1.0", restated=restated, pause=lambda _: None)


def numbered(content: bytes, version: int) -> bytes:
    """An output that says which version it is."""
    return content + f", version {version}".encode()


def state(folder: Path) -> dict[str, str]:
    """Every file in a folder with its hash."""
    return {each.relative_to(folder).as_posix(): sha256_of(each) for each in folder.rglob("*") if each.is_file()}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace whose period 2024 was consolidated."""
    workspace = Workspace(tmp_path)
    published(workspace, Свод="totals", data__facts="facts", returns__01__a="return")
    return workspace


@pytest.fixture
def version(workspace: Workspace) -> ClosedVersion:
    """The period closed once."""
    return seal(workspace)


def test_version_holds_the_outputs_their_table_of_contents_and_a_seal_over_both(version: ClosedVersion) -> None:
    outputs = {"Свод.txt", "data/facts.txt", "returns/01/a.txt", "run.json"}
    assert state(version.folder).keys() == {*outputs, "seal.json"}
    content = json.loads((version.folder / "seal.json").read_text(encoding="utf-8"))
    assert has_own_hash(content)
    assert {key: value for key, value in content.items() if key != "content_sha256"} == {
        "version": 1,
        "period": "2024",
        "as_of": "2024-12-31",
        "closed_on": "2025-01-20",
        "engine_version": "1.0",
        "previous": None,
        "previous_version": None,
        "files": {path: sha256_of(version.folder / path) for path in outputs},
    }
    assert seal_of(version).closed_on == CLOSED_ON


def test_outputs_that_say_which_version_they_are_are_sealed_with_what_they_say(workspace: Workspace) -> None:
    outputs = state(workspace.outgoing / "2024")
    seal(workspace)
    second = seal(workspace, data=numbered)
    assert (second.folder / "Свод.txt").read_text(encoding="utf-8") == "totals, version 2"
    sealed = state(second.folder)
    assert {path for path in outputs if outputs[path] != sealed[path]} == {*outputs}
    contents = json.loads((second.folder / "run.json").read_text(encoding="utf-8"))
    assert has_own_hash(contents)
    assert {each["path"]: each["sha256"] for each in contents["outputs"]} == {
        path: sha256 for path, sha256 in sealed.items() if path not in ("run.json", "seal.json")
    }
    assert not verify(second)
    assert {path: sha256_of(workspace.outgoing / "2024" / path) for path in outputs} == outputs


def test_only_outputs_of_the_kinds_named_say_anything(workspace: Workspace) -> None:
    version = seal(workspace, letter=numbered)
    outputs = state(workspace.outgoing / "2024")
    assert {path: sha256_of(version.folder / path) for path in outputs if "closed" not in path} == {
        path: sha256 for path, sha256 in outputs.items() if "closed" not in path
    }


def test_altered_copy_of_an_output_that_says_its_version_is_found(workspace: Workspace) -> None:
    version = seal(workspace, data=numbered)
    changed = version.folder / "Свод.txt"
    changed.chmod(0o644)
    changed.write_text("totals", encoding="utf-8")
    assert verify(version) == Alterations(altered=("Свод.txt",))


def test_sealed_files_are_read_only(version: ClosedVersion) -> None:
    assert [each.name for each in version.folder.rglob("*") if each.is_file() and each.stat().st_mode & 0o222] == []


def test_next_version_knows_the_seal_of_the_one_before(workspace: Workspace, version: ClosedVersion) -> None:
    before = state(version.folder)
    published(workspace, Свод="corrected")
    second = seal(workspace)
    assert (second.version, second.folder) == (2, workspace.closed("2024") / "2")
    assert seal_of(second).previous == sha256_of(version.folder / "seal.json")
    assert state(version.folder) == before
    assert not verify(version)
    assert not verify(second)


def test_publishing_again_leaves_closed_versions_alone_whatever_run_json_says(
    workspace: Workspace, version: ClosedVersion
) -> None:
    run = workspace.outgoing / "2024" / "run.json"
    contents = json.loads(run.read_text(encoding="utf-8"))
    contents["outputs"] += [{"path": "closed/1/run.json"}, {"path": "Closed/1/seal.json"}]
    run.write_text(json.dumps(contents), encoding="utf-8")
    before = state(version.folder)
    published(workspace, other="outputs")
    assert state(version.folder) == before


@pytest.mark.parametrize("restated", [{}, {"data": numbered}], ids=["copied", "restated"])
@pytest.mark.parametrize("step", ["copyfile", "fsync", "replace"])
def test_closing_that_is_cut_off_anywhere_leaves_no_version_or_a_whole_one_and_can_be_repeated(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, step: str, restated: dict[str, Restated]
) -> None:
    owner: Any = shutil if step == "copyfile" else os
    real: Callable[..., object] = getattr(owner, step)
    cut_off = 0
    while True:
        calls = iter(range(10_000))

        def die(*args: object, fatal: int = cut_off, calls: Any = calls, **options: object) -> object:  # noqa: ANN401  an iterator of numbers
            if next(calls) == fatal:
                raise KeyboardInterrupt
            return real(*args, **options)

        with monkeypatch.context() as patched:
            patched.setattr(owner, step, die)
            try:
                seal(workspace, **restated)
            except KeyboardInterrupt:
                ended = False
            else:
                ended = True
        versions = closed_versions(workspace)
        assert [each.version for each in versions] in ([], [1])
        assert not any(verify(each) for each in versions)
        finish_interrupted(workspace)
        assert not any((workspace.state / "staging").iterdir())
        if ended:
            break
        shutil.rmtree(workspace.closed("2024"), ignore_errors=True)
        (workspace.outgoing / "closed.json").unlink(missing_ok=True)
        cut_off += 1
    assert cut_off > 0
    assert [each.name for each in workspace.closed("2024").iterdir()] == ["1"]


def test_folder_that_stands_in_the_way_without_being_a_version_is_put_aside(workspace: Workspace) -> None:
    for name in ("1", "1 (не закрыто 1)"):
        (workspace.closed("2024") / name).mkdir(parents=True)
        (workspace.closed("2024") / name / "half.txt").write_text(name, encoding="utf-8")
    assert not verify(seal(workspace))
    kept = {each.parent.name: each.read_text(encoding="utf-8") for each in workspace.closed("2024").glob("*/half.txt")}
    assert kept == {"1 (не закрыто 1)": "1 (не закрыто 1)", "1 (не закрыто 2)": "1"}


def test_output_that_is_not_what_run_json_tells_of_is_not_sealed(workspace: Workspace) -> None:
    (workspace.outgoing / "2024" / "data" / "facts.txt").write_text("edited", encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"data/facts\.txt"):
        seal(workspace)
    assert closed_versions(workspace) == ()


def test_letters_and_returns_are_sealed_as_they_are_by_now(workspace: Workspace) -> None:
    run = workspace.outgoing / "2024" / "run.json"
    contents = json.loads(run.read_text(encoding="utf-8"))
    for name in ("reworded", "moved"):
        contents["outputs"].append({"kind": "letter", "path": f"letters/{name}.eml", "sha256": "another"})
    run.write_text(json.dumps(contents), encoding="utf-8")
    (workspace.outgoing / "2024" / "letters").mkdir()
    (workspace.outgoing / "2024" / "letters" / "reworded.eml").write_text("in other words", encoding="utf-8")

    version = seal(workspace)

    assert not verify(version)
    assert [each for each in state(version.folder) if each.startswith("letters")] == ["letters/reworded.eml"]


@pytest.mark.parametrize("kind", ["data", "letter"])
def test_path_that_leaves_the_folder_is_not_sealed(workspace: Workspace, kind: str) -> None:
    run = workspace.outgoing / "2024" / "run.json"
    contents = json.loads(run.read_text(encoding="utf-8"))
    contents["outputs"].append({"kind": kind, "path": "../../incoming/a.xlsx", "sha256": ""})
    run.write_text(json.dumps(contents), encoding="utf-8")
    with pytest.raises(WorkspaceError):
        seal(workspace)
    assert closed_versions(workspace) == ()


def test_folder_that_cannot_be_put_in_place_is_said_and_nothing_is_closed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    real = os.replace

    def refuse(source: Path, goal: Path) -> None:
        if Path(goal).name == "1":
            raise PermissionError(13, "in use", str(goal))
        real(source, goal)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(WorkspaceError) as caught:
        seal_outputs(workspace, "2024", CLOSED_ON, "1.0", pause=pauses.append)
    assert "Закройте" in caught.value.text("ru")
    assert len(pauses) == 2
    assert closed_versions(workspace) == ()


def test_untouched_version_is_as_it_was_sealed(version: ClosedVersion) -> None:
    assert verify(version) == Alterations()


def test_altered_missing_and_added_files_are_named(version: ClosedVersion) -> None:
    (version.folder / "data" / "facts.txt").chmod(0o644)
    (version.folder / "data" / "facts.txt").write_text("facts!", encoding="utf-8")
    (version.folder / "Свод.txt").unlink()
    (version.folder / "data" / "more.csv").write_text("", encoding="utf-8")
    assert verify(version) == Alterations(("data/facts.txt",), ("Свод.txt",), ("data/more.csv",))


@pytest.mark.parametrize("name", ["~$Свод.xlsx", ".~lock.Свод.ods#", "Thumbs.db", ".DS_Store", "desktop.ini"])
def test_what_programs_leave_behind_is_no_alteration(version: ClosedVersion, name: str) -> None:
    (version.folder / name).write_text("", encoding="utf-8")
    assert verify(version) == Alterations()


def test_version_without_a_seal_is_altered(version: ClosedVersion) -> None:
    (version.folder / "seal.json").unlink()
    assert verify(version) == Alterations(missing=("seal.json",))


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"period": "2023"},
        {"files": {}},
        {"files": {"run.json": "", "../../run.json": ""}},
        {"files": None},
        {"closed_on": "yesterday"},
        {"as_of": None},
    ],
)
def test_seal_that_is_not_this_versions_is_not_believed(version: ClosedVersion, change: dict[str, object]) -> None:
    file = version.folder / "seal.json"
    file.chmod(0o644)
    content = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(with_own_hash(content | change)), encoding="utf-8")
    assert verify(version) == Alterations(altered=("seal.json",))


@pytest.mark.parametrize("change", [{"closed_on": "2024-12-01"}, {"as_of": "2024-12-30"}, {"engine_version": "2"}])
def test_seal_edited_by_hand_is_not_believed(version: ClosedVersion, change: dict[str, object]) -> None:
    file = version.folder / "seal.json"
    file.chmod(0o644)
    content = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(content | change), encoding="utf-8")
    assert verify(version) == Alterations(altered=("seal.json",))


@pytest.mark.parametrize("left_out", ["Свод.txt", "data/facts.txt"])
def test_seal_that_does_not_cover_every_output_is_not_believed(version: ClosedVersion, left_out: str) -> None:
    file = version.folder / "seal.json"
    file.chmod(0o644)
    content = json.loads(file.read_text(encoding="utf-8"))
    del content["files"][left_out]
    file.write_text(json.dumps(with_own_hash(content)), encoding="utf-8")
    assert verify(version) == Alterations(altered=("seal.json",))


def test_number_of_a_version_that_is_gone_is_never_given_again(workspace: Workspace, version: ClosedVersion) -> None:
    published(workspace, Свод="corrected")
    shutil.rmtree(seal(workspace).folder)
    third = seal(workspace)
    assert (third.version, seal_of(third).previous_version) == (3, 1)
    assert seal_of(third).previous == sha256_of(version.folder / "seal.json")
    assert not verify(third)
    shutil.rmtree(workspace.closed("2024"))
    fourth = seal(workspace)
    assert (fourth.version, seal_of(fourth).previous_version) == (4, None)
    assert not verify(fourth)


def test_number_is_above_a_lost_one_that_no_ledger_knows(workspace: Workspace) -> None:
    assert seal_outputs(workspace, "2024", CLOSED_ON, "1.0", lost=4).version == 5


def test_file_where_the_folder_of_closed_versions_belongs_is_said(workspace: Workspace) -> None:
    workspace.closed("2024").write_text("", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="is a file"):
        seal(workspace)
    assert workspace.closed("2024").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", "\x00"])
def test_seal_that_cannot_be_read_is_altered(version: ClosedVersion, content: str) -> None:
    (version.folder / "seal.json").chmod(0o644)
    (version.folder / "seal.json").write_text(content, encoding="utf-8")
    assert verify(version) == Alterations(altered=("seal.json",))


def test_earlier_version_cannot_be_sealed_anew_without_the_later_one_telling(
    workspace: Workspace, version: ClosedVersion
) -> None:
    published(workspace, Свод="corrected")
    second = seal(workspace)
    content = json.loads((version.folder / "seal.json").read_text(encoding="utf-8"))
    content["closed_on"] = "2024-12-31"
    (version.folder / "seal.json").chmod(0o644)
    (version.folder / "seal.json").write_text(json.dumps(with_own_hash(content)), encoding="utf-8")
    assert not verify(version)
    assert verify(second) == Alterations(altered=("../1/seal.json",))
    shutil.rmtree(version.folder)
    assert verify(second) == Alterations(missing=("../1/seal.json",))


def test_same_outputs_closed_on_the_same_day_have_the_same_seal(workspace: Workspace, version: ClosedVersion) -> None:
    first = (version.folder / "seal.json").read_bytes()
    shutil.rmtree(version.folder)
    (workspace.outgoing / "closed.json").unlink()
    assert (seal(workspace).folder / "seal.json").read_bytes() == first
