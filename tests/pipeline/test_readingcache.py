from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.mail import small_mail
from support.workspaces import made_workspace

from engine.intake.incoming import Readings, processes, read_incoming, read_records
from engine.intake.listing import Listed, list_files
from engine.pipeline.readingcache import reading_cache
from engine.rulebook.loading import load_rulebook
from engine.rulebook.model import Decision
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace


@pytest.fixture(scope="module")
def rulebook(small_rules: Path) -> Rulebook:
    return load_rulebook(small_rules)


@pytest.fixture
def workspace(tmp_path: Path, small_rules: Path, kept_small_forms: Path) -> Workspace:
    """A workspace whose mail was read once."""
    made = made_workspace(tmp_path / "ws", small_rules, kept_small_forms)
    made.incoming.rmdir()
    small_mail(made.incoming, small_rules)
    read(made, load_rulebook(small_rules))
    return made


def read(workspace: Workspace, rulebook: Rulebook) -> Readings:
    with reading_cache(workspace, rulebook) as kept:
        readings = read_incoming(workspace.incoming, rulebook, kept=kept)
        kept.forget_others()
    return readings


def at_hand(workspace: Workspace, rulebook: Rulebook) -> dict[str, bool]:
    """Of each file of incoming/ whether it need not be read again, by path."""
    with reading_cache(workspace, rulebook, keeping=False) as kept:
        return {each.path: kept.find(each) is not None for each in opened(workspace)}


def opened(workspace: Workspace) -> list[Listed]:
    return [each for each in list_files(workspace.incoming) if each.code is None]


def form(workspace: Workspace) -> Path:
    return workspace.incoming / "2025-01-13" / "школа.xlsx"


def test_everything_that_was_read_is_at_hand_and_the_same(workspace: Workspace, rulebook: Rulebook) -> None:
    assert len(opened(workspace)) == 8
    assert all(at_hand(workspace, rulebook).values())
    assert read(workspace, rulebook) == read_incoming(workspace.incoming, rulebook)


def test_a_file_changed_in_place_is_read_again(workspace: Workspace, rulebook: Rulebook) -> None:
    before = form(workspace).stat()
    content = bytearray(form(workspace).read_bytes())
    content[-1] ^= 1  # as long as it was, and as old
    form(workspace).write_bytes(content)
    os.utime(form(workspace), ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [path for path, known in at_hand(workspace, rulebook).items() if not known] == ["2025-01-13/школа.xlsx"]
    assert read(workspace, rulebook) == read_incoming(workspace.incoming, rulebook)


def test_another_time_of_a_file_is_noticed_since_it_may_decide_which_form_counts(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    os.utime(form(workspace), ns=(0, 1_000_000_000))
    assert not at_hand(workspace, rulebook)["2025-01-13/школа.xlsx"]
    assert read(workspace, rulebook) == read_incoming(workspace.incoming, rulebook)


def test_a_file_moved_to_another_day_is_read_again(workspace: Workspace, rulebook: Rulebook) -> None:
    form(workspace).rename(workspace.incoming / "2025-01-14" / "школа.xlsx")
    assert not at_hand(workspace, rulebook)["2025-01-14/школа.xlsx"]
    assert read(workspace, rulebook) == read_incoming(workspace.incoming, rulebook)


def test_what_was_read_under_other_rules_is_read_again(workspace: Workspace, rulebook: Rulebook) -> None:
    renamed = replace(rulebook, programme=rulebook.programme.model_copy(update={"title": "Другая программа"}))
    assert not any(at_hand(workspace, renamed).values())


def test_a_decision_makes_nothing_be_read_again(workspace: Workspace, rulebook: Rulebook) -> None:
    decision = Decision(
        place_id="0101",
        period="2024",
        decision="exempt",
        revision=None,
        basis="приказ",
        decided_by="Начальник",
        decided_on=date(2025, 1, 15),
    )
    assert all(at_hand(workspace, replace(rulebook, decisions=(decision,))).values())


def test_what_was_read_from_a_file_that_went_is_dropped(workspace: Workspace, rulebook: Rulebook) -> None:
    content = form(workspace).read_bytes()
    form(workspace).unlink()
    read(workspace, rulebook)
    form(workspace).write_bytes(content)
    with sqlite3.connect(workspace.state / "readings.sqlite") as store:
        known = {path for (path,) in store.execute("SELECT name FROM kept")}
    assert len(known) == 7
    assert "2025-01-13/школа.xlsx" not in known


def test_a_file_that_could_not_be_opened_is_tried_again(workspace: Workspace, rulebook: Rulebook) -> None:
    form(workspace).unlink()
    form(workspace).symlink_to("nowhere")
    with reading_cache(workspace, rulebook) as kept:
        listed = Listed("2025-01-13/школа.xlsx", form(workspace))
        with processes(rulebook) as reader:
            kept.keep(listed, read_records(workspace.incoming, rulebook, reader)[0])
        assert kept.find(listed) is None


def test_what_was_read_before_an_interruption_is_kept(
    tmp_path: Path, small_rules: Path, kept_small_forms: Path, rulebook: Rulebook
) -> None:
    workspace = made_workspace(tmp_path / "ws", small_rules, kept_small_forms)
    workspace.incoming.rmdir()
    small_mail(workspace.incoming, small_rules)
    with suppress(KeyboardInterrupt), reading_cache(workspace, rulebook) as kept:
        read_incoming(workspace.incoming, rulebook, kept=kept)
        raise KeyboardInterrupt
    assert all(at_hand(workspace, rulebook).values())


@pytest.mark.parametrize("content", [b"", b"no database at all" * 500], ids=["empty", "spoilt"])
def test_a_cache_that_is_none_is_made_anew(workspace: Workspace, rulebook: Rulebook, content: bytes) -> None:
    (workspace.state / "readings.sqlite").write_bytes(content)
    assert not any(at_hand(workspace, rulebook).values())
    assert read(workspace, rulebook) == read_incoming(workspace.incoming, rulebook)
    assert all(at_hand(workspace, rulebook).values())


def test_a_torn_cache_is_never_believed(workspace: Workspace, rulebook: Rulebook) -> None:
    expected = read_incoming(workspace.incoming, rulebook)
    file = workspace.state / "readings.sqlite"
    whole = file.read_bytes()
    for start in range(0, len(whole), 4096):  # page by page, as a disk loses them
        file.write_bytes(whole[:start] + b"\xff" * 4096 + whole[start + 4096 :])
        assert read(workspace, rulebook) == expected
        file.write_bytes(whole)


def test_a_torn_record_is_read_again(workspace: Workspace, rulebook: Rulebook) -> None:
    with sqlite3.connect(workspace.state / "readings.sqlite") as store:
        store.execute("UPDATE kept SET content = substr(content, 1, 100)")
    store.close()
    assert not any(at_hand(workspace, rulebook).values())
    assert read(workspace, rulebook) == read_incoming(workspace.incoming, rulebook)


def test_no_cache_is_made_by_who_only_looks(tmp_path: Path, small_rules: Path, kept_small_forms: Path) -> None:
    workspace, rulebook = made_workspace(tmp_path, small_rules, kept_small_forms), load_rulebook(small_rules)
    with reading_cache(workspace, rulebook, keeping=False):
        pass
    assert not (workspace.state / "readings.sqlite").exists()


def test_a_cache_in_use_elsewhere_costs_time_and_stays(workspace: Workspace, rulebook: Rulebook) -> None:
    other = sqlite3.connect(workspace.state / "readings.sqlite", isolation_level="EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    assert read(workspace, rulebook) == read_incoming(workspace.incoming, rulebook)
    other.rollback()
    other.close()
    assert all(at_hand(workspace, rulebook).values())
