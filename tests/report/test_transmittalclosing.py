from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from support.consolidations import consolidated, sample, sample_rulebook, school_submission
from support.hidden_sheets import hidden_sheets, mirror, stamp, texts, unlike, visible_cells

from engine.report.book import Book
from engine.report.bookfile import open_book
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import about, summary
from engine.report.transmittal import write_transmittal
from engine.report.transmittalclosing import closed_transmittal
from engine.report.transmittalstate import DRAFT
from engine.report.workbooks import REGION_SHEETS
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.language import speaking
from engine.vocabulary.transmittalrows import rows_hash, sealed_hash

CLOSED_ON = date(2025, 1, 25)
CLOSED = "√ период закрыт 25.01.2025, версия 3"


@pytest.fixture(scope="module")
def scope(rulebook: Rulebook) -> Scope:
    small = sample_rulebook(rulebook)
    return Scope(Index(sample(small), small), small.registry["02"], leaves=True)


@pytest.fixture(scope="module")
def draft(scope: Scope, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("draft")
    return folder / write_transmittal(folder, scope, REGION_SHEETS, "d" * 64)


@pytest.fixture(scope="module")
def closed(draft: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("closed") / draft.name
    path.write_bytes(closed_transmittal(draft.read_bytes(), 3, CLOSED_ON))
    return path


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_stamp_tells_version_and_day_and_everything_else_as_before(draft: Path, closed: Path) -> None:
    told = stamp(draft) | {"version": "3", "closed_on": "2025-01-25"}
    told |= {"cells_sha256": rows_hash(texts(closed, "_cells"))}
    assert told["cells_sha256"] != stamp(draft)["cells_sha256"]
    assert stamp(closed) == told | {"transmittal_sha256": sealed_hash(texts(closed, "_data"), told)}
    assert stamp(closed)["transmittal_sha256"] != stamp(draft)["transmittal_sha256"]


def test_visible_words_say_that_the_period_is_closed(draft: Path, closed: Path) -> None:
    before, now = visible_cells(draft), visible_cells(closed)
    changed = {where for where in before if before[where] != now[where]}
    assert before.keys() == now.keys()
    assert {sheet for sheet, _ in changed} == {"Сводка", "О своде"}
    assert {(before[where], now[where]) for where in changed} == {(DRAFT, CLOSED)}


def test_mirror_shows_what_is_visible_now(draft: Path, closed: Path) -> None:
    assert unlike(visible_cells(closed), mirror(closed)) == []
    assert len(mirror(closed)) == len(mirror(draft))


def test_data_and_every_part_without_words_stay_to_the_byte(draft: Path, closed: Path) -> None:
    assert texts(closed, "_data") == texts(draft, "_data")
    assert hidden_sheets(closed) == hidden_sheets(draft)
    before, now = parts(draft.read_bytes()), parts(closed.read_bytes())
    assert [*before] == [*now]
    changed = {name for name in before if before[name] != now[name]}
    assert "xl/sharedStrings.xml" in changed
    assert len(changed) == 5  # texts, «Сводка», «О своде», mirror, stamp


def test_closing_the_same_bytes_twice_gives_the_same_bytes(draft: Path, closed: Path) -> None:
    assert closed_transmittal(draft.read_bytes(), 3, CLOSED_ON) == closed.read_bytes()


def test_transmittal_in_another_language_is_closed_in_that_language(scope: Scope, tmp_path: Path) -> None:
    with speaking("en"):
        path = tmp_path / write_transmittal(tmp_path, scope, REGION_SHEETS, "")
    path.write_bytes(closed_transmittal(path.read_bytes(), 3, CLOSED_ON))
    assert "√ period closed on 25.01.2025, version 3" in visible_cells(path).values()
    assert unlike(visible_cells(path), mirror(path)) == []


def test_words_that_somebody_else_wrote_are_left_alone(rulebook: Rulebook, tmp_path: Path) -> None:
    small = sample_rulebook(rulebook)
    one = school_submission(small, small.periods["2024"], "0101", 100, 70)
    said = Finding("K11", Severity.WARNING, one.path, place_id="0101", state=FindingState.EXPLAINED, explanation=DRAFT)
    other = replace(said, code="K15", explanation=f"{DRAFT} & <b>«_x000D_»</b>")
    leaving = Scope(
        Index(consolidated(small, (one,), findings=(said, other)), small), small.registry["01"], leaves=True
    )
    path = tmp_path / write_transmittal(tmp_path, leaving, REGION_SHEETS, "")
    data, before = texts(path, "_data"), visible_cells(path)
    path.write_bytes(closed_transmittal(path.read_bytes(), 3, CLOSED_ON))
    assert texts(path, "_data") == data
    now = visible_cells(path)
    assert {before[where] for where in before if before[where] != now[where]} == {DRAFT}
    assert [sheet for (sheet, _), value in now.items() if DRAFT in str(value)] == ["Замечания", "Замечания"]
    assert unlike(now, mirror(path)) == []


def test_what_is_closed_already_is_not_closed_again(closed: Path) -> None:
    with pytest.raises(ValueError, match="_svod"):
        closed_transmittal(closed.read_bytes(), 4, CLOSED_ON)


def test_workbook_that_is_no_transmittal_is_refused(scope: Scope, tmp_path: Path) -> None:
    path = tmp_path / "свод.xlsx"
    with open_book(path, "", "", scope.as_of) as book:
        summary.write(book, scope)
        about.write(book, scope)
    with pytest.raises(ValueError, match="_svod"):
        closed_transmittal(path.read_bytes(), 1, CLOSED_ON)


def test_transmittal_that_does_not_say_that_it_is_no_closed_one_is_refused(scope: Scope, tmp_path: Path) -> None:
    def silent(book: Book, scope: Scope) -> None:
        book.add("Сводка").put(0, 0, scope.place.name, "cell")

    path = tmp_path / write_transmittal(tmp_path, scope, [silent], "")
    with pytest.raises(ValueError, match="_cells"):
        closed_transmittal(path.read_bytes(), 1, CLOSED_ON)
