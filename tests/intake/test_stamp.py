from __future__ import annotations

import pytest
from support.plain_forms import as_workbook, stamp_for

from engine.intake.grids import CellContent, CellError
from engine.intake.stamp import Stamp, plain, read_stamp


def _stamp(rows: list[list[CellContent]], name: str = "_svod") -> Stamp | None:
    return read_stamp(as_workbook({"Титул": [["форма"]], name: rows}))


def test_the_stamp_is_found_by_its_keys_on_whatever_sheet() -> None:
    rows: list[list[CellContent]] = [[key, value] for key, value in stamp_for("0101", revision="2").items()]
    expected = Stamp("school", "2024-1", "2024", "0101", "", 2)
    assert _stamp(rows) == _stamp(rows, "Лист9") == expected
    assert _stamp([[], *([None, *row] for row in rows)]) == expected


def test_codes_that_became_numbers_are_text_again() -> None:
    rows = [["form", "school"], ["form_version", "2024-1"], ["period", 2024.0], ["place_id", 101.0], ["revision", 1.0]]
    assert _stamp(rows) == Stamp("school", "2024-1", "2024", "101", "", 1)


def test_a_stamp_without_its_needed_keys_is_none() -> None:
    assert _stamp([["form", "school"], ["period", "2024"]]) is None
    assert _stamp([]) is None


@pytest.mark.parametrize(
    ("revision", "number", "unread"),
    [
        ("3", 3, ""),
        (3.0, 3, ""),
        (" 3 ", 3, ""),
        ("999", 999, ""),
        (None, 0, ""),
        ("1000", 0, "1000"),
        ("9" * 300, 0, "9" * 40),
        ("-1", 0, "-1"),
        (-1.0, 0, "-1"),
        ("1.5", 0, "1.5"),
        ("второй", 0, "второй"),
        ("２", 0, "２"),
    ],
)
def test_a_revision_is_the_number_of_a_return_or_is_said_to_be_none(
    revision: CellContent, number: int, unread: str
) -> None:
    rows: list[list[CellContent]] = [[key, value] for key, value in stamp_for("0101").items()]
    rows[-1][1] = revision
    stamp = _stamp(rows)
    assert stamp is not None
    assert (stamp.revision, stamp.unread_revision) == (number, unread)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(" 0101 ", "0101"), (101.0, "101"), (5.2, "5.2"), (True, ""), (None, ""), (CellError("#Н/Д"), "")],
)
def test_plain_codes(cell: CellContent, text: str) -> None:
    assert plain(cell) == text


def test_nothing_unseen_is_kept_of_a_stamp() -> None:
    rows: list[list[CellContent]] = [["form", "school"], ["form_version", "20\ud80024\x1b-1\u202e"], ["period", "2024"]]
    stamp = _stamp(rows)
    assert stamp is not None
    assert stamp.form_version == "2024-1"
