from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.sending import Send

from engine.pipeline.choices import ChoiceError, asked_of
from engine.pipeline.status import Overview, PlaceStatus, Standing, overview
from engine.rulebook.model import Decision
from engine.rulebook.rulebook import Rulebook
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace


def seen(workspace: Workspace, rulebook: Rulebook, district_id: str | None = None) -> Overview:
    return overview(workspace, rulebook, asked_of(rulebook, None, None), district_id)


def standing(found: Overview, place_id: str) -> PlaceStatus:
    return next(each for each in found.places if each.place_id == place_id)


def decided(rulebook: Rulebook, place_id: str, decision: str, until: date | None = None) -> Rulebook:
    row = Decision.model_validate(
        {
            "place_id": place_id,
            "period": "2024",
            "decision": decision,
            "revision": None,
            "basis": "приказ № 1",
            "decided_by": "Примерова",
            "decided_on": date(2025, 1, 10),
            "until": until,
        }
    )
    return replace(rulebook, decisions=(row,))


def test_whoever_is_nearest_to_done_comes_first(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    send("0101", "2025-01-13/a.xlsx", {"306": 40, "502": "70%", "504": "–"})
    send("0102", "2025-01-13/b.xlsx", {"306": 40})
    send("0103", "2025-01-22/c.xlsx")
    send("0104", "2025-01-13/d.xlsx")
    found = seen(workspace, rulebook, "01")
    order = [each.place_id for each in found.places]
    assert order[:3] == ["0102", "0101", "0103"]
    assert order[-1] == "0104"
    assert [*dict.fromkeys(each.standing for each in found.places)] == [
        Standing.WITH_ERRORS,
        Standing.LATE,
        Standing.SILENT,
        Standing.REPORTED,
    ]


def test_the_first_error_is_the_first_thing_to_ask_for(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    send("0101", "2025-01-13/a.xlsx", {"306": 40, "502": "70%"})
    place = standing(seen(workspace, rulebook), "0101")
    assert place.first is not None
    assert (place.first.code, place.first.line, place.errors) == ("K06", "306", 2)


def test_a_warning_is_nothing_to_ask_for(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    send("0101", "2025-01-13/a.xlsx", {"304": 6})
    place = standing(seen(workspace, rulebook), "0101")
    assert (place.standing, place.first, place.errors) == (Standing.REPORTED, None, 0)


def test_a_newer_faulty_file_is_told_though_an_earlier_one_counts(
    workspace: Workspace, rulebook: Rulebook, send: Send
) -> None:
    send("0101", "2025-01-13/a.xlsx", {"011": date(2025, 1, 9)})
    send("0101", "2025-01-14/b.xlsx", {"011": date(2025, 1, 14), "306": 40})
    place = standing(seen(workspace, rulebook), "0101")
    assert (place.standing, place.status, place.errors) == (Standing.NEWER_FAULTY, "on_time", 1)
    assert place.first is not None
    assert place.first.path == "2025-01-14/b.xlsx"


def test_exempt_places_are_listed_apart(workspace: Workspace, rulebook: Rulebook) -> None:
    found = seen(workspace, decided(rulebook, "0101", "exempt"))
    assert [each.place_id for each in found.exempt] == ["0101"]
    assert "0101" not in {each.place_id for each in found.places}
    assert seen(workspace, decided(rulebook, "0101", "exempt"), "02").exempt == ()


def test_who_owes_nothing_is_not_listed_as_exempt(workspace: Workspace, rulebook: Rulebook) -> None:
    closed = next(each for each in rulebook.registry.schools() if each.closed_on is not None)
    assert seen(workspace, decided(rulebook, closed.id, "exempt")).exempt == ()


def test_an_extended_due_date_is_the_due_date(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    send("0103", "2025-01-22/c.xlsx")
    later = decided(rulebook, "0103", "extend", date(2025, 1, 31))
    place = standing(seen(workspace, later), "0103")
    assert (place.standing, place.due_on) == (Standing.REPORTED, date(2025, 1, 31))


def test_a_scan_is_hinted_at_its_place(workspace: Workspace, rulebook: Rulebook) -> None:
    scan = workspace.incoming / "2025-01-15" / "0101 скан.pdf"
    scan.parent.mkdir()
    scan.write_bytes(b"%PDF-1.4\n")
    assert standing(seen(workspace, rulebook), "0101").scans == ("2025-01-15/0101 скан.pdf",)


def test_nothing_is_written(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    def everything() -> list[Path]:
        return sorted(path for path in workspace.root.rglob("*") if "rules" not in path.parts)

    send("0101", "2025-01-13/a.xlsx", {"306": 40})
    before = everything()
    seen(workspace, rulebook)
    assert everything() == before


def test_an_unknown_district_is_said_with_the_nearest(workspace: Workspace, rulebook: Rulebook) -> None:
    with pytest.raises(ChoiceError, match="Тихореченский"):
        seen(workspace, rulebook, "2 Тихореченский район")


def test_without_incoming_nobody_is_called_silent(workspace: Workspace, rulebook: Rulebook) -> None:
    workspace.incoming.rmdir()
    with pytest.raises(WorkspaceError, match="incoming"):
        seen(workspace, rulebook)
