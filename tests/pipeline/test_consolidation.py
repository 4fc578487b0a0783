import csv
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from support.sending import Send
from support.templates import shipped_templates
from support.workspaces import made_workspace

import engine
from engine.pipeline.choices import asked_of
from engine.pipeline.consolidation import Run, run_consolidation
from engine.rulebook.loading import load_rulebook
from engine.rulebook.rulebook import Rulebook
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace
from engine.workspace.publication import sha256_of


@pytest.fixture(scope="module")
def rulebook(small_rules: Path) -> Rulebook:
    return load_rulebook(small_rules)


@pytest.fixture
def workspace(tmp_path: Path, small_rules: Path, kept_small_forms: Path) -> Workspace:
    """A workspace of two districts with four schools and an empty incoming/."""
    return made_workspace(tmp_path, small_rules, kept_small_forms)


def consolidated(workspace: Workspace, rulebook: Rulebook) -> Run:
    return run_consolidation(workspace, rulebook, asked_of(rulebook, None, None))


def hashes(run: Run) -> Mapping[str, str]:
    return {output["path"]: output["sha256"] for output in run.contents["outputs"]}


@pytest.fixture
def mail(send: Send) -> None:
    send("0101", "2025-01-13/школа.xlsx")
    send("0502", "2025-01-13/вложенная/b.xlsx", {"306": 40})
    send("0501", "2025-01-13/c.xlsx")


@pytest.mark.usefixtures("mail")
def test_run_json_is_the_table_of_contents_and_every_hash_is_right(workspace: Workspace, rulebook: Rulebook) -> None:
    run = consolidated(workspace, rulebook)
    folder = workspace.outgoing / "2024"
    contents = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert contents == run.contents
    assert (contents["period"], contents["as_of"]) == ("2024", "2024-12-31")
    assert (contents["engine_version"], contents["rules_sha256"]) == (engine.__version__, rulebook.sha256)
    kinds = [output["kind"] for output in contents["outputs"]]
    assert (kinds.count("region_workbook"), kinds.count("district_workbook"), kinds.count("data")) == (1, 2, 12)
    assert kinds.count("district_transmittal") == 2
    for output in contents["outputs"]:
        assert sha256_of(folder / output["path"]) == output["sha256"]
    assert {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()} == {
        "run.json",
        *(output["path"] for output in contents["outputs"]),
    }


@pytest.mark.usefixtures("mail")
def test_counts_and_register_agree_with_what_was_sent(workspace: Workspace, rulebook: Rulebook) -> None:
    run = consolidated(workspace, rulebook)
    assert run.contents["counts"]["files"] == {"accepted": 2, "rejected": 1}
    assert run.contents["counts"]["findings"] == {"error": 1}
    with (workspace.outgoing / "2024" / "data" / "register.csv").open(encoding="utf-8", newline="") as source:
        rows = {row["path"]: row for row in csv.DictReader(source)}
    assert rows.keys() == {file["path"] for file in run.contents["files"]}
    assert rows["2025-01-13/вложенная/b.xlsx"]["codes"] == "K06"
    assert rows["2025-01-13/вложенная/b.xlsx"]["place_id"] == "0502"


@pytest.mark.usefixtures("mail")
def test_second_run_gives_the_same_bytes(workspace: Workspace, rulebook: Rulebook) -> None:
    assert hashes(consolidated(workspace, rulebook)) == hashes(consolidated(workspace, rulebook))


@pytest.mark.usefixtures("mail")
def test_incoming_is_left_as_it_was(workspace: Workspace, rulebook: Rulebook) -> None:
    def state() -> list[tuple[str, int, str]]:
        files = sorted(each for each in workspace.incoming.rglob("*") if each.is_file())
        return [(str(each), each.stat().st_mtime_ns, sha256_of(each)) for each in files]

    before = state()
    consolidated(workspace, rulebook)
    assert state() == before


def test_without_incoming_nothing_is_written(workspace: Workspace, rulebook: Rulebook) -> None:
    workspace.incoming.rmdir()
    with pytest.raises(WorkspaceError, match="incoming"):
        consolidated(workspace, rulebook)
    assert not workspace.outgoing.exists()


def test_empty_incoming_gives_workbooks_in_which_everyone_is_silent(workspace: Workspace, rulebook: Rulebook) -> None:
    run = consolidated(workspace, rulebook)
    assert set(run.contents["counts"]["places"]) == {"silent"}
    assert run.contents["counts"]["files"] == {}
    assert any(output["kind"] == "region_workbook" for output in run.contents["outputs"])


def test_stages_are_told_in_order(workspace: Workspace, rulebook: Rulebook) -> None:
    told: list[str] = []
    done_of: dict[str, list[tuple[int, int]]] = {}

    def progress(stage: str, done: int = 0, total: int = 0) -> None:
        if total:
            done_of.setdefault(stage, []).append((done, total))
        else:
            told.append(stage)

    run_consolidation(workspace, rulebook, asked_of(rulebook, None, None), progress)
    assert done_of.keys() == {"consolidation", "workbooks"}  # no file came
    assert done_of["consolidation"] == [(3, 3)]  # two districts, and what belongs to none, in one batch
    assert done_of["workbooks"] == [(1, 3), (2, 3), (3, 3)]  # the region is the last of them
    assert told == ["reading", "consolidation", "workbooks", "publication"]


@pytest.mark.usefixtures("mail")
def test_documents_are_listed_and_written_the_same_every_time(workspace: Workspace, rulebook: Rulebook) -> None:
    shipped_templates(workspace.templates)
    run = consolidated(workspace, rulebook)
    assert run.template_faults == ()
    assert run.contents["template_faults"] == []
    documents = {each["path"]: each["sha256"] for each in run.contents["outputs"] if each["kind"] == "document"}
    assert len(documents) == 5
    assert all(path.startswith("documents/") and path.endswith(".docx") for path in documents)
    again = consolidated(workspace, rulebook)
    assert {path: sha for path, sha in hashes(again).items() if path in documents} == documents


def test_missing_templates_leave_everything_else(workspace: Workspace, rulebook: Rulebook) -> None:
    run = consolidated(workspace, rulebook)
    assert [each["problem"] for each in run.contents["template_faults"]] == ["missing", "missing"]
    kinds = {output["kind"] for output in run.contents["outputs"]}
    assert "region_workbook" in kinds
    assert "document" not in kinds


def paths(run: Run, kind: str, place_id: str) -> list[str]:
    return [each["path"] for each in run.contents["outputs"] if (each["kind"], each["place_id"]) == (kind, place_id)]


@pytest.mark.usefixtures("mail")
def test_rejected_and_silent_places_are_written_to(workspace: Workspace, rulebook: Rulebook) -> None:
    run = consolidated(workspace, rulebook)
    (returned,) = paths(run, "return", "0502")
    assert (run.folder / returned).is_file()
    assert len(paths(run, "letter", "0502")) == len(paths(run, "letter", "0503")) == 2
    assert paths(run, "letter", "0101") == []


@pytest.mark.usefixtures("mail")
def test_return_and_letter_disappear_once_the_school_has_put_things_right(
    workspace: Workspace, rulebook: Rulebook, send: Send
) -> None:
    first = consolidated(workspace, rulebook)
    gone = [*paths(first, "return", "0502"), *paths(first, "letter", "0502")]
    send("0502", "2025-01-14/b.xlsx", {"011": date(2025, 1, 14)})
    second = consolidated(workspace, rulebook)
    assert len(gone) == 3
    assert not any((second.folder / path).exists() for path in gone)
    assert paths(second, "letter", "0502") == []


@pytest.mark.usefixtures("mail")
def test_no_letters_are_written_when_none_are_wanted(workspace: Workspace, rulebook: Rulebook) -> None:
    run = run_consolidation(workspace, rulebook, asked_of(rulebook, None, None), returning="none")
    assert not {"return", "letter"} & {each["kind"] for each in run.contents["outputs"]}
