from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.workbook_text import Shown, read, sample_scope

from engine.report.bookfile import open_book
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.signing import DATE_LINE, NAME, PHONE, SIGNATURE, SIGNER, draw_signatures
from engine.rulebook.model import Signatures
from engine.rulebook.rulebook import Rulebook

SPANS = ((0, 0), (1, 2), (4, 4))


def signed_by(scope: Scope, *positions: str) -> Scope:
    """The scope where these sign at both levels."""
    programme = scope.programme.model_copy(update={"signatures": Signatures(district=positions, region=positions)})
    return Scope(Index(scope.index.consolidation, replace(scope.rulebook, programme=programme)), scope.place)


def drawn(scope: Scope, folder: Path) -> tuple[tuple[int, int] | None, dict[str, Shown]]:
    with open_book(folder / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        rows = draw_signatures(book.add("Лист", 40, 20, 20, 4, 30), scope, 2, SPANS)
    return rows, read(folder / "a.xlsx")["Лист"]


def test_everybody_who_signs_has_a_line_with_what_to_write_on_it(rulebook: Rulebook, tmp_path: Path) -> None:
    rows, cells = drawn(signed_by(sample_scope(rulebook, "01"), "Начальник отдела", "Методист"), tmp_path)

    assert rows == (2, 9)
    assert [cells[f"A{row}"].value for row in (4, 6, 8, 10)] == [
        "Начальник отдела",
        "Методист",
        "Исполнитель",
        DATE_LINE,
    ]
    assert [(cells[f"B{row}"].value, cells[f"E{row}"].value) for row in (5, 7, 9)] == [
        (SIGNATURE, SIGNER),
        (SIGNATURE, SIGNER),
        (NAME, PHONE),
    ]


@pytest.mark.parametrize(("place_id", "who"), [("00", "region"), ("01", "district")])
def test_each_level_has_its_own_signers(rulebook: Rulebook, tmp_path: Path, place_id: str, who: str) -> None:
    scope = sample_scope(rulebook, place_id)
    _, cells = drawn(scope, tmp_path)

    assert cells["A4"].value == getattr(scope.programme.signatures, who)[0]


def test_no_line_is_drawn_where_nobody_signs(rulebook: Rulebook, tmp_path: Path) -> None:
    assert drawn(signed_by(sample_scope(rulebook, "01")), tmp_path) == (None, {})


def test_long_position_gets_the_height_that_it_needs(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = signed_by(sample_scope(rulebook, "01"), "Заместитель начальника управления образования " * 4)
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        page = book.add("Лист", 40, 20, 20, 4, 30)
        draw_signatures(page, scope, 0, SPANS)

    assert page.heights[1] > 60
