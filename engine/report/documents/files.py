"""File names of the documents and of their templates: in Russian, made from registry names and ids only."""

from __future__ import annotations

from engine.rulebook.model import Period
from engine.vocabulary.filenames import file_safe, named
from engine.vocabulary.places import Level, Place

#: Kind of the output.
DOCUMENT = "document"
MEMO = "аналитическая справка"
LETTER = "сопроводительное письмо"
MEMO_TEMPLATE = "Аналитическая справка.docx"
LETTER_TEMPLATE = "Сопроводительное письмо.docx"


def document_name(place: Place, period: Period, kind: str) -> str:
    """«Аналитическая справка 2024.docx», «01 Ручейский район – аналитическая справка 2024.docx»."""
    tail = f"{kind} {file_safe(period.id)[:20]}.docx"
    if place.level is Level.REGION:
        return tail[0].upper() + tail[1:]
    return named(file_safe(f"{place.id} {place.name}"), tail)
