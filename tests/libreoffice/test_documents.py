"""The Word documents, really laid out: they open, have as many pages and tables as they should, and heads repeat."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.consolidations import consolidated, sample, sample_rulebook
from support.document_text import with_earlier
from support.libreoffice import LibreOffice
from support.templates import shipped_templates

from engine.report.documents.writing import write_documents
from engine.rulebook.rulebook import Rulebook

pytestmark = pytest.mark.libreoffice

REGION = "documents/Аналитическая справка 2024.docx"
MEMO = "documents/02 Холмский городской округ – аналитическая справка 2024.docx"
LETTER = "documents/02 Холмский городской округ – сопроводительное письмо 2024.docx"


@pytest.fixture(scope="module")
def folder(rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    small = sample_rulebook(rulebook)
    made = write_documents(folder, with_earlier(sample(small)), small, shipped_templates(folder / "templates"))
    assert made.faults == ()
    return folder


@pytest.mark.parametrize(
    ("path", "pages", "rows"),
    [
        (REGION, (4, 6), [3, 3, 9, 3, 3, 3, 3, 2, 4, 2]),
        (MEMO, (4, 6), [2, 9, 4, 2, 3, 2, 2, 2, 2]),
        (LETTER, (1, 1), [1, 6, 2]),
    ],
)
def test_document_opens_with_its_pages_and_tables(
    libreoffice: LibreOffice, folder: Path, path: str, pages: tuple[int, int], rows: list[int]
) -> None:
    found = libreoffice.layout(folder / path)
    assert pages[0] <= found["pages"] <= pages[1]
    assert [number for number, _ in found["tables"]] == rows
    assert found["language"] == "ru"


def test_head_of_every_table_with_lines_is_repeated_on_the_next_page(libreoffice: LibreOffice, folder: Path) -> None:
    *tables, signatures = libreoffice.layout(folder / MEMO)["tables"]
    assert all(repeated for _, repeated in tables)
    assert not signatures[1]


def test_memo_of_a_district_where_nobody_reported_is_short(
    libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path
) -> None:
    small = sample_rulebook(rulebook)
    made = write_documents(tmp_path, consolidated(small, ()), small, shipped_templates(tmp_path / "templates"))
    path = next(each.path for each in made.outputs if each.place_id == "01")
    assert libreoffice.layout(tmp_path / path)["pages"] <= 4
