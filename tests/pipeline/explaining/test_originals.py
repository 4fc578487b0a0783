from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from support.explaining import Book

from engine.pipeline.explaining.counts import count
from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.originals import Originals
from engine.pipeline.explaining.reports import reports
from engine.pipeline.explaining.tree import Leaf, Node
from engine.vocabulary.fields import Address
from engine.workspace.folders import Workspace


def leaf_of(region: Book, place_id: str, address: str) -> Leaf:
    leaf = region.originals.beside(count(region.evidence, place_id, Address.parse(address))).leaf
    assert leaf is not None
    return leaf


def test_cell_is_read_again_as_it_was_written(region: Book) -> None:
    leaf = leaf_of(region, "0101", "101")
    assert (leaf.path, leaf.raw, leaf.state) == (
        "incoming/2025-01-13/отчёты.zip/школы/0101 отчёт.xlsx",
        "300 чел.",
        "read",
    )


def test_blank_line_is_told_from_a_form_that_has_nothing_to_count(region: Book) -> None:
    assert (leaf_of(region, "0101", "202.1").raw, leaf_of(region, "0101", "202.1").implied) == ("", "blank_line")
    assert leaf_of(region, "0501", "306").implied == "switch"


def test_zero_that_was_typed_is_not_implied(region: Book) -> None:
    leaf = leaf_of(region, "0101", "201.4")
    assert (leaf.raw, leaf.implied) == ("0", None)


def test_parts_of_a_computed_line_are_read_too(region: Book) -> None:
    node = region.originals.beside(count(region.evidence, "0101", Address("290", "2")))
    assert [each.leaf.raw for each in node.parts if each.leaf] == ["30", "", "3", "", "", "", ""]


def test_status_of_an_activity_is_found_by_its_hidden_key(region: Book) -> None:
    row = next(each for each in region.evidence.activities if each.place_id == "0101" and each.status == "overdue")
    said = Node(
        "said",
        "в работе",
        place_id="0101",
        facts={"roadmap": row.roadmap, "key": row.key},
        leaf=Leaf(f"incoming/{region.evidence.paths['0101']}", region.evidence.sha256(region.evidence.paths["0101"])),
    )
    leaf = region.originals.beside(said).leaf
    assert leaf is not None
    assert (leaf.sheet, leaf.raw) == ("Дорожная карта", "в работе")
    unknown = region.originals.beside(replace(said, facts={"roadmap": row.roadmap, "key": "нет такого"})).leaf
    assert unknown is not None
    assert (unknown.cell, unknown.state) == (None, "read")


@pytest.fixture
def emptied(region: Book, tmp_path: Path) -> Evidence:
    """The same run where one file of incoming/ was replaced by another one and the others are gone."""
    (tmp_path / "incoming" / "2025-01-24").mkdir(parents=True)
    shutil.copy(
        region.workspace.incoming / "2025-01-13" / "0501.xlsx", tmp_path / "incoming" / "2025-01-24" / "0502.xlsx"
    )
    return replace(region.evidence, workspace=Workspace(tmp_path))


def test_file_that_is_gone_or_another_one_is_not_believed(emptied: Evidence) -> None:
    found = Originals(emptied).beside(count(emptied, "00", Address("306")))
    leaves = [each.leaf for each in found.walk() if each.what == "cell" and each.leaf]
    assert {(leaf.state, leaf.raw) for leaf in leaves} == {("gone", None)}
    assert len(leaves) == 3


def test_file_of_a_report_is_looked_for_too(region: Book, emptied: Evidence) -> None:
    node = reports(region.evidence, "01", "counted")
    assert [each.leaf.state for each in region.originals.beside(node).parts if each.leaf] == ["read"]
    assert [each.leaf.state for each in Originals(emptied).beside(node).parts if each.leaf] == ["gone"]


def test_row_of_the_rules_is_left_as_it_is(region: Book) -> None:
    node = Node("target", leaf=Leaf("rules/targets.csv", "5e7", row=3))
    assert region.originals.beside(node) == node
