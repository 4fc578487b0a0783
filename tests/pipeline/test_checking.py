from pathlib import Path

from support.sending import Send

from engine.pipeline.checking import check
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileStatus
from engine.workspace.folders import Workspace


def test_each_file_is_judged_on_its_own_even_two_of_one_school(
    workspace: Workspace, rulebook: Rulebook, send: Send
) -> None:
    send("0101", "a.xlsx")
    send("0101", "b.xlsx", {"306": 40})
    checked = check([workspace.incoming], rulebook)
    assert [(Path(row.path).name, row.status) for row in checked.files] == [
        ("a.xlsx", FileStatus.ACCEPTED),
        ("b.xlsx", FileStatus.REJECTED),
    ]
    assert [(Path(finding.path).name, finding.code) for finding in checked.findings] == [("b.xlsx", "K06")]
    assert not checked.unusable


def test_file_of_another_period_is_judged_by_that_period(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    send("0101", "old.xlsx", period="2023")
    (row,) = check([workspace.incoming / "old.xlsx"], rulebook).files
    assert (row.status, row.period) == (FileStatus.ACCEPTED, "2023")


def test_damaged_file_is_named_and_the_others_are_judged(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    send("0101", "a.xlsx")
    (workspace.incoming / "b.xlsx").write_bytes(b"PK\x03\x04 cut off")
    checked = check([workspace.incoming], rulebook)
    assert [row.status for row in checked.files] == [FileStatus.ACCEPTED, FileStatus.REJECTED]
    assert checked.unusable


def test_nothing_is_written(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    send("0101", "a.xlsx")
    before = sorted(workspace.root.rglob("*"))
    check([workspace.incoming], rulebook)
    assert sorted(workspace.root.rglob("*")) == before


def test_numbers_against_no_mentoring_are_one_problem_said_once(rulebook: Rulebook, send: Send) -> None:
    checked = check([send("0101", "a.xlsx", {"013": "да"})], rulebook)
    assert [finding.code for finding in checked.findings] == ["T21"]
