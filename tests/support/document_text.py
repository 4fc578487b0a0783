"""Word documents as text: properties, headers, paragraphs with their styles, tables row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table
from support.consolidations import sample, sample_rulebook

from engine.consolidation.frames import frame_of
from engine.consolidation.result import PROGRESS, Consolidation
from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook

#: Place, indicator, value now, numerator and denominator a year before, whether those are another basis, what is ahead.
Earlier = tuple[str, str, float, int | None, int | None, bool, tuple[int, float, bool, int] | None]
EARLIER: tuple[Earlier, ...] = (
    ("00", "involved_pupils", 0.712, 1000, 1700, False, (2025, 0.75, True, 65)),
    ("00", "mentees_10_19", 0.5, 400, 700, False, None),
    ("02", "involved_pupils", 0.717, 380, 640, True, (2025, 0.75, False, 18)),
    ("01", "involved_pupils", 0.71, 690, 960, False, None),
    ("0201", "involved_pupils", 0.718, 300, 500, False, None),
    ("0202", "involved_pupils", 0.5, 3, 4, False, None),
)


def with_earlier(consolidation: Consolidation, earlier: tuple[Earlier, ...] = EARLIER) -> Consolidation:
    """The consolidation with results of the year before, as `consolidation.progress` would tell them."""
    rows = []
    for place_id, indicator, value, numerator, denominator, basis_changed, ahead in earlier:
        before = None if numerator is None or not denominator else numerator / denominator
        level = {2: "region" if place_id == "00" else "district", 4: "school"}[len(place_id)]
        compared = (date(2023, 12, 31), "2023", numerator, denominator, before, value - (before or 0))
        basis = (0.25 if basis_changed else 0.01, basis_changed)
        following = (None, None, None, None) if ahead is None else ahead
        rows.append((level, place_id, indicator, "share", value, *compared, *basis, *following))
    return replace(consolidation, progress=frame_of(rows, PROGRESS))


def sample_scope(rulebook: Rulebook, place_id: str, *, earlier: bool = True) -> Scope:
    """The sample's part of a place, by default with results of the year before."""
    small = sample_rulebook(rulebook)
    made = with_earlier(sample(small)) if earlier else sample(small)
    return Scope(Index(made, small), small.registry[place_id])


def document_text(path: Path) -> str:
    """What a document says, a line per paragraph and per row of a table, after what it says about itself."""
    document = Document(str(path))
    return "\n".join([*_properties(document), *_headers(document), *_body(document)]) + "\n"


def paragraphs(path: Path) -> list[str]:
    """The paragraphs of a document outside its tables, without blank ones."""
    return [each.text for each in Document(str(path)).paragraphs if each.text.strip()]


def _properties(document: WordDocument) -> Iterator[str]:
    own = document.core_properties
    for name in ("title", "author", "last_modified_by", "comments", "language"):
        yield f"{name}: {getattr(own, name)}"
    yield f"created: {own.created}"


def _headers(document: WordDocument) -> Iterator[str]:
    section = document.sections[0]
    for name, header in (("first header", section.first_page_header), ("header", section.header)):
        yield f"{name}: {' / '.join(each.text for each in header.paragraphs)}"


def _body(document: WordDocument) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "| " + " | ".join(cell.text for cell in row.cells) + " |"
        else:
            name = block.style.name if block.style is not None else ""
            yield f"[{name}] {block.text}"
