from __future__ import annotations

import pytest

from engine.pipeline.scans import scans_by_place
from engine.vocabulary.files import FileReading
from engine.vocabulary.messages import found
from engine.vocabulary.places import Kind, Level, Place

PLACES = (
    Place("02", Level.DISTRICT, "00", "Тихореченский район"),
    Place("0101", Level.SCHOOL, "01", "МБОУ «Верхнеозёрская СОШ № 1»", Kind.SCHOOL),
    Place("0102", Level.SCHOOL, "01", "МБОУ «Верхнеозёрская СОШ № 10»", Kind.SCHOOL),
    Place("0213", Level.SCHOOL, "02", "МБОУ «Подплёсская ООШ»", Kind.SCHOOL),
    Place("0214", Level.SCHOOL, "02", "МБОУ «СОШ № 5»", Kind.SCHOOL),
)


def owner(path: str, code: str = "F21") -> list[str]:
    reading = FileReading(path, 1, "0", "pdf", ignored=True, findings=(found(code, path),))
    return list(scans_by_place([reading], PLACES))


@pytest.mark.parametrize(
    ("path", "place_id"),
    [
        ("2025-01-15/0213 подписанный отчёт.pdf", "0213"),
        ("2025-01-15/0213/IMG_0001.jpg", "0213"),
        ("2025-01-15/отчет_0213_скан.pdf", "0213"),
        ("2025-01-15/Подплесская ООШ.jpg", "0213"),
        ("Скан Подплеская ООШ/стр 1.jpg", "0213"),
        ("2025-01-15/Верхнеозёрская СОШ №1 скан.pdf", "0101"),
        ("2025-01-15/верхнеозерская-сош-10.pdf", "0102"),
        ("Тихореченский район, подпись.pdf", "02"),
    ],
)
def test_a_code_or_a_name_on_the_path_tells_whose_scan_it_is(path: str, place_id: str) -> None:
    assert owner(path) == [place_id]


@pytest.mark.parametrize(
    "path",
    [
        "2025-01-15/скан.pdf",
        "02/скан.pdf",
        "2025-01-02/IMG_20250115_0213558.jpg",
        "СОШ № 5.pdf",
        "Верхнеозёрская СОШ.pdf",
        "Верхнеозёрская гимназия № 1.pdf",
        "0101 и 0213.pdf",
        "Подплёсская ООШ и Верхнеозёрская СОШ № 1.pdf",
    ],
)
def test_what_fits_nobody_or_several_is_left_alone(path: str) -> None:
    assert owner(path) == []


def test_only_enclosures_are_scans() -> None:
    assert owner("0213.xlsx", "F08") == []
