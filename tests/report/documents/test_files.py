from __future__ import annotations

from engine.report.documents.files import LETTER, MEMO, document_name
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.filenames import LONGEST
from engine.vocabulary.places import Level, Place


def test_document_is_named_after_its_place_and_period(rulebook: Rulebook) -> None:
    period = rulebook.periods["2024"]
    assert document_name(Place("00", Level.REGION, None, "Регион"), period, MEMO) == "Аналитическая справка 2024.docx"
    district = Place("01", Level.DISTRICT, "00", 'Район "А/Б"')
    assert document_name(district, period, LETTER) == "01 Район АБ – сопроводительное письмо 2024.docx"


def test_longest_name_fits(rulebook: Rulebook) -> None:
    name = document_name(Place("01", Level.DISTRICT, "00", "Район " * 40), rulebook.periods["2024"], LETTER)
    assert len(name) <= LONGEST
    assert name.endswith(" – сопроводительное письмо 2024.docx")
