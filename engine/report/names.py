"""File names of the workbooks: in Russian, made from registry names and ids only."""

from __future__ import annotations

from engine.rulebook.model import Period
from engine.vocabulary.filenames import file_safe, named
from engine.vocabulary.places import Level, Place

_KINDS = {Level.REGION: "региональный свод", Level.DISTRICT: "муниципальный свод"}


def workbook_name(place: Place, period: Period) -> str:
    """«Региональный свод 2024.xlsx», «01 Ручейский район – муниципальный свод 2024.xlsx»."""
    tail = f"{_KINDS[place.level]} {file_safe(period.id)[:20]}.xlsx"
    if place.level is Level.REGION:
        return tail[0].upper() + tail[1:]
    return named(file_safe(f"{place.id} {place.name}"), tail)


def transmittal_name(place: Place, period: Period) -> str:
    """«01 Ручейский район – передаточный свод 2024.xlsx»; ``place`` is a district."""
    return named(file_safe(f"{place.id} {place.name}"), f"передаточный свод {file_safe(period.id)[:20]}.xlsx")
