from __future__ import annotations

from support.document_text import sample_scope

from engine.report.documents.naming import brief_name, full_name, reporter_name
from engine.rulebook.rulebook import Rulebook


def test_region_names_the_district_of_an_organisation(rulebook: Rulebook) -> None:
    region, district = sample_scope(rulebook, "00"), sample_scope(rulebook, "01")
    assert full_name(region, "0101") == "МБОУ «Ручейская СОШ № 1» (Ручейский район)"
    assert brief_name(region, "0101") == "Ручейская СОШ № 1 (Ручейский район)"
    assert full_name(district, "0101") == "МБОУ «Ручейская СОШ № 1»"
    assert full_name(region, "01") == "Ручейский район"
    assert full_name(region, None) == full_name(region, "нет такого") == "организация не определена"


def test_form_of_a_district_is_said_to_be_one(rulebook: Rulebook) -> None:
    region = sample_scope(rulebook, "00")
    names = {reporter_name(region, row) for row in region.completeness if row.form == "district"}
    assert names == {"Холмский городской округ (форма муниципалитета)"}
