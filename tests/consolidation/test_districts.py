from __future__ import annotations

from support.small_region import reading, school, small_rulebook

from engine.consolidation.districts import NOBODY, by_district, district_id_of
from engine.vocabulary.files import FileReading

REGISTRY = small_rulebook().registry


def test_a_district_is_its_own_and_the_region_nobodys() -> None:
    places = ["0101", "01", "02", "00", "77", None]
    assert [district_id_of(each, REGISTRY) for each in places] == ["01", "01", "02", NOBODY, NOBODY, NOBODY]


def test_every_file_stands_in_exactly_one_district() -> None:
    mail = [
        reading(school("0201", 1, 1)),
        reading(school("0101", 1, 1)),
        FileReading("чья.xlsx", 1, "9" * 64, "xlsx"),
        FileReading("ничья.xlsx", 1, "8" * 64, "xlsx", place_id="77"),
        reading(school("0102", 1, 1)),
    ]
    grouped = by_district(mail, REGISTRY)
    assert {each: [file.path for file in files] for each, files in grouped.items()} == {
        "02": ["0201.xlsx"],
        "01": ["0101.xlsx", "0102.xlsx"],
        NOBODY: ["чья.xlsx", "ничья.xlsx"],
    }


def test_without_files_there_is_nothing() -> None:
    assert by_district([], REGISTRY) == {}
