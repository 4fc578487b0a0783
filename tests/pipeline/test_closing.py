from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.closings import CLOSED_ON, closed, consolidated, consolidated_and_closed
from support.hidden_sheets import mirror, stamp, texts, unlike, visible_cells
from support.sending import Send, send_form
from support.templates import edited, shipped_templates

import engine
from engine.pipeline.closed import with_closed
from engine.rulebook.loading import load_rulebook
from engine.rulebook.model import Decision
from engine.rulebook.owed import owed_in_form
from engine.rulebook.rulebook import Rulebook
from engine.workspace.closed import closed_versions
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace
from engine.workspace.ownhash import with_own_hash
from engine.workspace.publication import sha256_of
from engine.workspace.sealing import verify

LATER = date(2025, 1, 28)


@pytest.fixture(scope="module")
def rulebook(small_rules: Path) -> Rulebook:
    return load_rulebook(small_rules)


@pytest.fixture(scope="module")
def consolidated_once(rulebook: Rulebook, small_rules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace consolidated with three reports, one of them faulty; one school is silent."""
    workspace = Workspace(tmp_path_factory.mktemp("consolidated"))
    (workspace.root / "rules").symlink_to(small_rules, target_is_directory=True)
    send_form(workspace, rulebook, "0101", "2025-01-13/0101.xlsx", {"006": "Петрова А. И.", "310": 5})
    send_form(workspace, rulebook, "0501", "2025-01-13/0501.xlsx")
    send_form(workspace, rulebook, "0502", "2025-01-14/0502.xlsx", {"306": 40})
    consolidated(workspace, rulebook)
    return workspace.root


@pytest.fixture
def workspace(tmp_path: Path, consolidated_once: Path) -> Workspace:
    shutil.copytree(consolidated_once, tmp_path / "w", symlinks=True)
    return Workspace(tmp_path / "w")


def state(folder: Path) -> dict[str, str]:
    return {each.relative_to(folder).as_posix(): sha256_of(each) for each in folder.rglob("*") if each.is_file()}


def changes(workspace: Workspace) -> list[tuple[str, ...]]:
    """The rows of changes.csv by place, kind, address or occurrence, and values."""
    with (workspace.outgoing / "2024" / "data" / "changes.csv").open(encoding="utf-8", newline="") as source:
        names = ("place_id", "change", "line", "key", "old", "new")
        return [tuple(row[name] for name in names) for row in csv.DictReader(source)]


def test_closing_copies_every_output_and_says_what_is_in_it(workspace: Workspace, rulebook: Rulebook) -> None:
    outputs = state(workspace.outgoing / "2024")
    closing = closed(workspace, rulebook)
    assert (closing.version, closing.is_new, closing.closed_on, closing.as_of) == (
        1,
        True,
        CLOSED_ON,
        date(2024, 12, 31),
    )
    told = {"run.json", *closing.transmittals}  # of which version they are
    assert (
        state(closing.folder).items() >= {path: sha256 for path, sha256 in outputs.items() if path not in told}.items()
    )
    assert state(closing.folder).keys() - outputs.keys() == {"seal.json"}
    assert {place_id: status for place_id, form, status in closing.reports if form == "school"} == {
        "0101": "on_time",
        "0501": "on_time",
        "0502": "with_errors",
        "0503": "silent",
    }
    assert closing.overdue > 0
    assert closing.changes == ()
    assert closing.other_engine is None


def test_transmittals_of_a_version_say_which_one_it_is_and_the_drafts_stay_as_they_were(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    outputs = state(workspace.outgoing / "2024")
    closing = closed(workspace, rulebook)
    assert closing.transmittals == (
        "01 Верхнеозёрский район – передаточный свод 2024.xlsx",
        "05 Старолуговской район – передаточный свод 2024.xlsx",
    )
    for name in closing.transmittals:
        draft, sent = workspace.outgoing / "2024" / name, closing.folder / name
        assert (stamp(draft)["version"], stamp(sent)["version"], stamp(sent)["closed_on"]) == ("0", "1", "2025-01-20")
        assert "√ период закрыт 20.01.2025, версия 1" in visible_cells(sent).values()
        assert texts(sent, "_data") == texts(draft, "_data")
        assert unlike(visible_cells(sent), mirror(sent)) == []
    assert {path: sha256_of(workspace.outgoing / "2024" / path) for path in outputs} == outputs
    contents = json.loads((closing.folder / "run.json").read_text(encoding="utf-8"))
    assert {each["path"]: each["sha256"] for each in contents["outputs"]}.items() <= state(closing.folder).items()
    assert not verify(*closed_versions(workspace))


def test_second_version_says_so_in_its_transmittals(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    first = closed(workspace, rulebook)
    send("0502", "2025-01-27/0502.xlsx", {"011": date(2025, 1, 27)})
    second = consolidated_and_closed(workspace, rulebook, on=LATER)
    (name,) = (each for each in second.transmittals if each.startswith("05"))
    assert [stamp(each.folder / name)["version"] for each in (first, second)] == ["1", "2"]
    assert texts(first.folder / name, "_data") != texts(second.folder / name, "_data")


def test_transmittal_edited_after_the_consolidation_is_not_closed(workspace: Workspace, rulebook: Rulebook) -> None:
    (transmittal,) = (workspace.outgoing / "2024").glob("05*передаточный*")
    transmittal.write_bytes(b"edited")
    with pytest.raises(WorkspaceError, match="05 Старолуговской район – передаточный свод"):
        closed(workspace, rulebook)
    assert closed_versions(workspace) == ()


def test_transmittal_that_another_engine_wrote_otherwise_is_not_closed(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    (transmittal,) = (workspace.outgoing / "2024").glob("05*передаточный*")
    (district,) = (workspace.outgoing / "2024").glob("05*муниципальный*")
    shutil.copyfile(district, transmittal)
    run = workspace.outgoing / "2024" / "run.json"
    contents = json.loads(run.read_text(encoding="utf-8"))
    for output in contents["outputs"]:
        output["sha256"] = sha256_of(workspace.outgoing / "2024" / output["path"])
    run.write_text(json.dumps(with_own_hash(contents)), encoding="utf-8")
    with pytest.raises(WorkspaceError, match="another version of the engine"):
        closed(workspace, rulebook)
    assert closed_versions(workspace) == ()


def test_closing_again_without_a_change_makes_no_version(workspace: Workspace, rulebook: Rulebook) -> None:
    first = closed(workspace, rulebook)
    for again in (closed(workspace, rulebook, on=LATER), consolidated_and_closed(workspace, rulebook, on=LATER)):
        assert (again.version, again.is_new, again.closed_on) == (1, False, CLOSED_ON)
    assert [each.folder for each in closed_versions(workspace)] == [first.folder]


def test_correction_after_closing_is_told_and_closes_as_the_next_version(
    workspace: Workspace, rulebook: Rulebook, send: Send
) -> None:
    first = closed(workspace, rulebook)
    sealed = state(first.folder)
    send("0101", "2025-01-27/0101.xlsx", {"011": date(2025, 1, 27), "006": "Новикова", "310": 4, "402": 1})
    send("0502", "2025-01-27/0502.xlsx", {"011": date(2025, 1, 27)})
    (workspace.incoming / "2025-01-13" / "0501.xlsx").unlink()
    second = consolidated_and_closed(workspace, rulebook, on=LATER)
    assert (second.version, second.is_new) == (2, True)
    told = [row for row in changes(workspace) if row[1] not in {"newly_overdue", "status", "arrived"}]
    assert told == [
        ("0101", "corrected", "006", "", "Петрова А. И.", "Новикова"),
        ("0101", "corrected", "310", "", "5", "4"),
        ("0101", "corrected", "402", "", "0", "1"),
        ("0501", "withdrawn", "", "", "on_time", "silent"),
        ("0501", "gone", "", "", "accepted", ""),
        ("0502", "new", "", "", "with_errors", "on_time"),
    ]
    assert [(each["place_id"], each["change"]) for each in second.changes] == [row[:2] for row in changes(workspace)]
    assert [each["path"] for each in second.changes if each["change"] == "arrived"] == [
        "2025-01-27/0101.xlsx",
        "2025-01-27/0502.xlsx",
    ]
    assert state(first.folder) == sealed
    assert not verify(closed_versions(workspace)[0])
    consolidated(workspace, rulebook)
    assert changes(workspace) == []


def test_same_inputs_after_closing_give_the_same_bytes(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    closed(workspace, rulebook)
    send("0101", "2025-01-27/0101.xlsx", {"011": date(2025, 1, 27), "402": 1})
    runs = [consolidated(workspace, rulebook).contents["outputs"] for _ in range(2)]
    assert runs[0] == runs[1]


def test_consolidating_never_touches_what_is_closed(workspace: Workspace, rulebook: Rulebook) -> None:
    sealed = state(closed(workspace, rulebook).folder)
    shutil.rmtree(workspace.incoming / "2025-01-13")
    consolidated(workspace, rulebook)
    assert state(workspace.closed("2024") / "1") == sealed


def refused(workspace: Workspace, rulebook: Rulebook, period: str = "2024", on: date = CLOSED_ON) -> str:
    """What closing is refused with; nothing is written then."""
    before = state(workspace.outgoing)
    with pytest.raises(WorkspaceError) as caught:
        closed(workspace, rulebook, period, on)
    assert state(workspace.outgoing) == before
    assert caught.value.text("en")
    return caught.value.text("ru")


def test_period_that_was_not_consolidated_is_refused(workspace: Workspace, rulebook: Rulebook) -> None:
    assert "svod consolidate --period 2023" in refused(workspace, rulebook, "2023")


@pytest.mark.parametrize("content", ["{", "{}", "[]", "\x00"])
def test_damaged_table_of_contents_is_refused(workspace: Workspace, rulebook: Rulebook, content: str) -> None:
    (workspace.outgoing / "2024" / "run.json").write_text(content, encoding="utf-8")
    assert "повреждён" in refused(workspace, rulebook)


@pytest.mark.parametrize(
    "change",
    [{"as_of": "2024-06-01"}, {"outputs": []}, {"outputs": [1]}, {"files": None}, {"engine_version": "0"}, {"more": 1}],
)
def test_table_of_contents_edited_by_hand_is_refused(
    workspace: Workspace, rulebook: Rulebook, change: dict[str, object]
) -> None:
    file = workspace.outgoing / "2024" / "run.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | change), encoding="utf-8")
    assert "повреждён или изменён" in refused(workspace, rulebook)
    assert consolidated_and_closed(workspace, rulebook).version == 1


def test_day_of_closing_is_not_before_the_as_of_date_or_the_last_closing(
    workspace: Workspace, rulebook: Rulebook, send: Send
) -> None:
    assert "по состоянию на 31.12.2024" in refused(workspace, rulebook, on=date(2024, 12, 30))
    assert closed(workspace, rulebook, on=date(2024, 12, 31)).version == 1
    send("0502", "2025-01-27/0502.xlsx", {"011": date(2025, 1, 27)})
    assert consolidated_and_closed(workspace, rulebook, on=LATER).version == 2
    (workspace.incoming / "2025-01-27" / "0502.xlsx").unlink()
    consolidated(workspace, rulebook)
    assert "версия 2 закрыта позже, 28.01.2025" in refused(workspace, rulebook, on=CLOSED_ON)


def test_version_that_is_gone_is_refused_until_the_outputs_were_compared_without_it(
    workspace: Workspace, rulebook: Rulebook, send: Send
) -> None:
    closed(workspace, rulebook)
    send("0502", "2025-01-27/0502.xlsx", {"011": date(2025, 1, 27)})
    second = consolidated_and_closed(workspace, rulebook, on=LATER).folder
    aside = workspace.root / "2"
    second.rename(aside)
    said = refused(workspace, rulebook, on=LATER)
    assert "outgoing/2024/closed/2" in said
    assert "svod consolidate --period 2024" in said
    aside.rename(second)
    again = closed(workspace, rulebook, on=LATER)
    assert (again.version, again.is_new, again.previous) == (2, False, 1)

    shutil.rmtree(second)
    third = consolidated_and_closed(workspace, rulebook, on=LATER)
    assert (third.version, third.previous, third.is_new) == (3, 1, True)
    assert ("0502", "new") in {(each["place_id"], each["change"]) for each in third.changes}
    shutil.rmtree(workspace.closed("2024"))
    assert "(3)" in refused(workspace, rulebook)
    assert consolidated_and_closed(workspace, rulebook, on=LATER).version == 4


def test_version_that_is_gone_together_with_the_ledger_is_known_from_the_outputs(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    closed(workspace, rulebook)
    consolidated(workspace, rulebook)
    shutil.rmtree(workspace.closed("2024"))
    (workspace.outgoing / "closed.json").unlink()
    refused(workspace, rulebook)
    assert consolidated_and_closed(workspace, rulebook).version == 2


def test_texts_of_changes_are_told_as_they_were_typed(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    closed(workspace, rulebook)
    send("0101", "2025-01-27/0101.xlsx", {"011": date(2025, 1, 27), "006": "+7 завуч", "310": 5})
    closing = consolidated_and_closed(workspace, rulebook, on=LATER)
    assert [each["new"] for each in closing.changes if each["line"] == "006"] == ["+7 завуч"]


def test_workbook_edited_by_hand_is_named(workspace: Workspace, rulebook: Rulebook) -> None:
    (workspace.outgoing / "2024" / "Региональный свод 2024.xlsx").write_text("edited", encoding="utf-8")
    said = refused(workspace, rulebook)
    assert "«Региональный свод 2024.xlsx»" in said
    assert "svod consolidate" in said


def test_every_reason_is_told_at_once(workspace: Workspace, rulebook: Rulebook) -> None:
    (workspace.outgoing / "2024" / "Региональный свод 2024.xlsx").unlink()
    (workspace.incoming / "2025-01-13" / "0101.xlsx").unlink()
    said = refused(workspace, replace(rulebook, sha256="other"))
    assert all(words in said for words in ("Региональный свод 2024.xlsx", "rules", "исчезли файлы (1)"))


def test_without_incoming_nothing_is_closed(workspace: Workspace, rulebook: Rulebook) -> None:
    shutil.rmtree(workspace.incoming)
    assert "incoming" in refused(workspace, rulebook)


def test_period_closed_since_may_be_rested_on_and_asks_for_a_consolidation(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    consolidated_and_closed(workspace, rulebook, "2023")
    assert "изменился список закрытых версий: 2023 год" in refused(workspace, rulebook)
    assert consolidated_and_closed(workspace, rulebook).version == 1


def test_outputs_of_another_engine_are_closed_and_that_is_said(
    workspace: Workspace, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "__version__", "99.0")
    closing = closed(workspace, rulebook)
    run = json.loads((closing.folder / "run.json").read_text(encoding="utf-8"))
    assert closing.other_engine == run["engine_version"]
    assert json.loads((closing.folder / "seal.json").read_text(encoding="utf-8"))["engine_version"] == "99.0"


def test_what_was_closed_is_what_the_next_period_builds_on(
    workspace: Workspace, rulebook: Rulebook, send: Send
) -> None:
    send("0501", "2025-01-15/0501.xlsx", {"011": date(2025, 1, 15), "7001.1": "выполнено", "7001.2": date(2024, 12, 2)})
    consolidated_and_closed(workspace, rulebook)
    known = with_closed(rulebook, workspace)
    next_period = known.periods["2025"]
    asked = {each.key for each in owed_in_form(rulebook, "0501", next_period)}
    done = asked - {each.key for each in owed_in_form(known, "0501", next_period)}
    assert len(done) == 1
    run = consolidated(workspace, rulebook, "2025").consolidation
    rows = run.activities[run.activities["place_id"].eq("0501")].set_index("key")
    (key,) = done
    assert rows.loc[key.key, "status"] in {"done", "done_late"}
    assert run.closed is None


def test_decision_after_closing_is_a_change_and_closes_as_the_next_version(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    closed(workspace, rulebook)
    signed = Decision(
        place_id="0501", period="2024", decision="signed_copy", revision=None, basis="=почта",
        decided_by="отдел", decided_on=date(2025, 1, 27),
    )  # fmt: skip
    known = replace(rulebook, decisions=(signed,))
    second = consolidated_and_closed(workspace, known, on=LATER)
    assert (second.version, second.is_new) == (2, True)
    assert changes(workspace) == [("0501", "decision_new", "", "signed_copy", "", "'=почта")]
    with (second.folder / "data" / "decisions.csv").open(encoding="utf-8", newline="") as source:
        (row,) = csv.DictReader(source)
    assert (row["place_id"], row["decision"], row["decided_by"], row["code"]) == ("0501", "signed_copy", "отдел", "")
    assert not consolidated_and_closed(workspace, known, on=LATER).is_new
    consolidated_and_closed(workspace, rulebook, on=LATER)
    told = [row for row in closed(workspace, rulebook, on=LATER).changes if row["change"] == "decision_withdrawn"]
    assert [(each["place_id"], each["key"], each["old"]) for each in told] == [("0501", "signed_copy", "=почта")]


def test_document_that_was_edited_before_signing_is_closed_as_it_is(workspace: Workspace, rulebook: Rulebook) -> None:
    shipped_templates(workspace.templates)
    consolidated(workspace, rulebook)
    documents = workspace.outgoing / "2024" / "documents"
    edited(documents / "Аналитическая справка 2024.docx", "АНАЛИТИЧЕСКАЯ СПРАВКА", "СПРАВКА")
    closing = closed(workspace, rulebook)
    assert closing.is_new
    assert state(closing.folder / "documents") == state(documents)
    assert len(state(documents)) == 5
    assert closing.region_memo == "documents/Аналитическая справка 2024.docx"
    sent = {each[:2] for each in closing.transmittals}
    assert sent
    assert {each.removeprefix("documents/")[:2] for each in closing.documents} == sent
    assert len(closing.documents) == 2 * len(sent)
