from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from support.explaining import Book

from engine.pipeline.explaining.errors import ExplainError
from engine.pipeline.explaining.opened import Stamp
from engine.pipeline.explaining.runs import closed_run, known_runs, run_of
from engine.workspace.closed import closed_versions
from engine.workspace.folders import Workspace


@pytest.fixture
def copy(tmp_path: Path, explained: Workspace) -> Workspace:
    """The outputs of the workspace, to be changed."""
    shutil.copytree(explained.outgoing, tmp_path / "outgoing")
    return Workspace(tmp_path)


@pytest.fixture
def stamp(region: Book) -> Stamp:
    return region.opened.stamp


def test_current_runs_come_before_closed_versions(explained: Workspace) -> None:
    assert [(run.period_id, run.version) for run in known_runs(explained)] == [
        ("2023", None),
        ("2024", None),
        ("2023", 1),
    ]


def test_workbook_is_found_by_its_data_wherever_it_lies(explained: Workspace, region: Book, tmp_path: Path) -> None:
    mailed = tmp_path / "копия из почты.xlsx"
    run = run_of(explained, region.opened.stamp, mailed)
    assert (run.folder, run.period_id, run.version) == (explained.outgoing / "2024", "2024", None)
    assert run.data_sha256 == region.opened.stamp.data_sha256


def test_workbook_of_a_closed_version_is_that_versions_though_the_current_run_is_alike(explained: Workspace) -> None:
    folder = explained.closed("2023") / "1"
    book = Book(explained, next(folder.glob("Рег*.xlsx")))
    assert run_of(explained, book.opened.stamp, book.path).version == 1
    assert run_of(explained, book.opened.stamp, explained.root / "копия.xlsx").version is None


def test_closed_version_is_a_run(explained: Workspace) -> None:
    run = closed_run(closed_versions(explained)[0])
    assert run is not None
    assert (run.period_id, run.version) == ("2023", 1)


def test_workbook_of_an_earlier_run_is_told_where_to_take_the_one_of_today(explained: Workspace, stamp: Stamp) -> None:
    with pytest.raises(ExplainError) as refused:
        run_of(explained, replace(stamp, data_sha256="0" * 64), Path("свод.xlsx"))
    assert "«outgoing/2024»" in refused.value.text("ru")
    assert "31.12.2024" in refused.value.text("ru")
    assert "outgoing/2024" in refused.value.text("en")


def test_workbook_of_another_workspace_is_told_to_name_that_one(explained: Workspace, stamp: Stamp) -> None:
    with pytest.raises(ExplainError) as refused:
        run_of(explained, replace(stamp, period_id="2031", data_sha256="0" * 64, as_of=""), Path("свод.xlsx"))
    assert "--workspace" in refused.value.text("ru")
    assert "--workspace" in refused.value.text("en")


def test_workbook_without_a_run_belongs_to_none(explained: Workspace, stamp: Stamp) -> None:
    with pytest.raises(ExplainError):
        run_of(explained, replace(stamp, data_sha256=""), Path("свод.xlsx"))


def test_data_that_were_edited_explain_nothing(copy: Workspace, stamp: Stamp) -> None:
    facts = copy.outgoing / "2024" / "data" / "facts.csv"
    facts.write_text(facts.read_text(encoding="utf-8").replace(",300,", ",301,"), encoding="utf-8")
    with pytest.raises(ExplainError) as refused:
        run_of(copy, stamp, Path("свод.xlsx"))
    assert "data/facts.csv" in refused.value.text("ru")


def test_run_whose_table_of_contents_is_torn_is_passed_over(copy: Workspace) -> None:
    contents = copy.outgoing / "2024" / "run.json"
    contents.write_text(contents.read_text(encoding="utf-8")[:200], encoding="utf-8")
    (copy.outgoing / "2023" / "run.json").write_text(json.dumps({"outputs": None}), encoding="utf-8")
    assert [(run.period_id, run.version) for run in known_runs(copy)] == [("2023", 1)]
