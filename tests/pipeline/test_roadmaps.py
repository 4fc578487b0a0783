from __future__ import annotations

from datetime import date

import pytest
from support.sending import Send

from engine.pipeline.choices import Asked, ChoiceError, asked_of
from engine.pipeline.progress import in_silence
from engine.pipeline.roadmaps import PlaceStatus, activities_in, chosen_roadmaps, listed
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Value
from engine.workspace.folders import Workspace

DONE: dict[str, Value] = {"7001.1": "выполнено", "7001.2": date(2020, 10, 12), "7001.3": "Протокол № 1"}


@pytest.fixture
def asked(rulebook: Rulebook) -> Asked:
    return asked_of(rulebook, None, date(2022, 11, 15))


def test_without_data_there_is_the_calendar_alone(workspace: Workspace, rulebook: Rulebook, asked: Asked) -> None:
    assert activities_in(workspace, rulebook, asked, in_silence) is None
    rows = listed(chosen_roadmaps(rulebook, "aksaysky"), None)
    assert {row.places for row in rows} == {None}


def test_each_occurrence_stands_once_in_the_documents_order(rulebook: Rulebook) -> None:
    rows = listed(chosen_roadmaps(rulebook, "aksaysky"), None)
    assert [row.occurrence.key for row in rows] == ["1", "2", "3", "4", "5", "6", "7", "8", "order-3"]


def test_all_roadmaps_together_have_every_activity_and_order_item_once(rulebook: Rulebook) -> None:
    rows = listed(chosen_roadmaps(rulebook, None), None)
    # 84 activities and five items of orders, one of which repeats a row.
    assert len({(row.roadmap.id, row.activity.key) for row in rows}) == 84 + 5 - 1
    assert len({(row.roadmap.id, row.occurrence.key) for row in rows}) == len(rows)


def test_with_data_places_stand_with_their_status_on_the_day_asked_about(
    workspace: Workspace, send: Send, rulebook: Rulebook, asked: Asked
) -> None:
    send("0501", "a.xlsx", DONE)
    send("0502", "b.xlsx", {"7001.1": "в работе", "7001.2": None})
    rows = listed(chosen_roadmaps(rulebook, "aksaysky"), activities_in(workspace, rulebook, asked, in_silence))
    places = {row.occurrence.key: {each.place_id: each for each in row.places or ()} for row in rows}
    days = (date(2022, 11, 15) - date(2020, 10, 31)).days
    assert places["2"]["0501"] == PlaceStatus("0501", "done", date(2020, 10, 12), None)
    assert places["2"]["0502"] == PlaceStatus("0502", "overdue", None, days)
    assert places["2"]["0503"] == PlaceStatus("0503", "unknown", None, days)
    assert places["8"].keys() == {"05"}
    assert places["1"].keys() == {"05"}


def test_folder_with_nothing_but_hidden_files_is_no_data(
    workspace: Workspace, rulebook: Rulebook, asked: Asked
) -> None:
    (workspace.incoming / ".gitkeep").write_text("", encoding="utf-8")
    assert activities_in(workspace, rulebook, asked, in_silence) is None


def test_workspace_without_incoming_has_no_data(workspace: Workspace, rulebook: Rulebook, asked: Asked) -> None:
    workspace.incoming.rmdir()
    assert activities_in(workspace, rulebook, asked, in_silence) is None


def test_unknown_roadmap_is_refused_with_the_nearest(rulebook: Rulebook) -> None:
    with pytest.raises(ChoiceError) as caught:
        chosen_roadmaps(rulebook, "aksaisky")
    assert "aksaysky" in caught.value.text("ru")
