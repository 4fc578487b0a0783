"""File names of the workbooks: in Russian, safe on Windows, short, made from registry names and ids only."""

from __future__ import annotations

import unicodedata

from engine.rulebook.model import Period
from engine.vocabulary.places import Level, Place

LONGEST = 79
_KINDS = {Level.REGION: "региональный свод", Level.DISTRICT: "муниципальный свод"}


def workbook_name(place: Place, period: Period) -> str:
    """«Региональный свод 2024.xlsx», «01 Ручейский район – муниципальный свод 2024.xlsx»."""
    tail = f"{_KINDS[place.level]} {_safe(period.id)[:20]}.xlsx"
    if place.level is Level.REGION:
        return tail[0].upper() + tail[1:]
    name = _safe(f"{place.id} {place.name}")
    return f"{name[: LONGEST - len(tail) - 3].rstrip(' .')} – {tail}"


def _safe(text: str) -> str:
    kept = "".join(
        letter
        for letter in unicodedata.normalize("NFC", text)
        if letter not in '<>:"/\\|?*' and unicodedata.category(letter)[0] != "C" and ord(letter) < 0x10000
    )
    return " ".join(kept.split()).strip(" .")
