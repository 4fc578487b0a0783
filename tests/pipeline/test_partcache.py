"""A district that was consolidated is taken as it was exactly as long as nothing that it rests on has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.small_region import AS_OF, PERIOD, decision, reading, school, small_rulebook

from engine.consolidation.closed import ClosedData, ClosedFile
from engine.consolidation.part import consolidate_part
from engine.consolidation.recorded import RecordedPart, recorded_part
from engine.intake.recorded import recorded
from engine.pipeline import partcache
from engine.pipeline.choices import Asked
from engine.pipeline.districts import Mail
from engine.pipeline.partcache import part_cache
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace

RULES = small_rulebook()
ASKED = Asked(PERIOD, AS_OF, period_by_default=True, as_of_by_default=True)
FILE = reading(school("0101", 100, 70))
MAIL = Mail("01", (recorded([FILE]),))
CLOSED = ClosedData(1, AS_OF, {}, {}, {}, {}, {}, {"a" * 64: ClosedFile("a.xlsx", "xlsx", "0101", "accepted")})


@pytest.fixture
def part() -> RecordedPart:
    own = RULES.within("01")
    return recorded_part(consolidate_part([FILE], [], own, PERIOD, AS_OF), own)


@pytest.fixture
def workspace(tmp_path: Path, part: RecordedPart) -> Workspace:
    """A workspace in which a district was consolidated."""
    made = Workspace(tmp_path)
    with part_cache(made, RULES, ASKED) as kept:
        kept.keep(MAIL, part)
    return made


def found(
    workspace: Workspace, mail: Mail = MAIL, rules: Rulebook = RULES, asked: Asked = ASKED
) -> RecordedPart | None:
    with part_cache(workspace, rules, asked, keeping=False) as kept:
        return kept.find(mail)


def test_a_district_of_which_nothing_has_changed_is_found(workspace: Workspace, part: RecordedPart) -> None:
    assert found(workspace) == part


@pytest.mark.parametrize(
    "looked_for",
    [
        lambda at: found(at, replace(MAIL, records=(recorded([reading(school("0101", 100, 71))]),))),
        lambda at: found(at, replace(MAIL, records=())),
        lambda at: found(at, replace(MAIL, records=(*MAIL.records, *MAIL.records))),
        lambda at: found(at, replace(MAIL, district_id="02")),
        lambda at: found(at, replace(MAIL, closed=CLOSED)),
        lambda at: found(at, rules=replace(RULES, sha256="1" * 64)),
        lambda at: found(at, rules=replace(RULES, decisions=(decision("0101", "signed_copy"),))),
        lambda at: found(at, asked=replace(ASKED, as_of=date(2025, 1, 1))),
        lambda at: found(at, asked=replace(ASKED, strict=True)),
        lambda at: found(at, asked=replace(ASKED, period=replace_id("2025"))),
    ],
    ids=["value", "gone", "more", "district", "closed", "rules", "decision", "day", "strict", "period"],
)
def test_whatever_changes_it_is_consolidated_again(
    workspace: Workspace, looked_for: Callable[[Workspace], RecordedPart | None]
) -> None:
    assert looked_for(workspace) is None


def test_another_program_consolidates_again(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partcache, "generation", lambda: "another")
    assert found(workspace) is None


def test_a_torn_record_is_consolidated_again(workspace: Workspace) -> None:
    with sqlite3.connect(workspace.state / "districts.sqlite") as store:
        store.execute("UPDATE kept SET content = substr(content, 1, 200)")
    store.close()
    assert found(workspace) is None


def replace_id(period_id: str) -> object:
    return PERIOD.model_copy(update={"id": period_id})
