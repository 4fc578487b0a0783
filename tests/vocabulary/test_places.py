from datetime import date

from engine.vocabulary.places import Kind, Level, Place, Registry

REGION = Place("00", Level.REGION, None, "Регион")
DISTRICT = Place("01", Level.DISTRICT, "00", "Район", roadmaps=("order",))
OTHER = Place("02", Level.DISTRICT, "00", "Округ")
SCHOOL = Place("0102", Level.SCHOOL, "01", "Школа", Kind.SCHOOL)
CENTRE = Place("0101", Level.SCHOOL, "01", "Центр", Kind.SUPPLEMENTARY, roadmaps=("own",))
REGISTRY = Registry.of([SCHOOL, OTHER, CENTRE, DISTRICT, REGION])


def test_places_come_out_sorted_whatever_the_order_they_went_in() -> None:
    assert list(REGISTRY.places) == ["00", "01", "0101", "0102", "02"]
    assert REGISTRY.region is REGION
    assert REGISTRY.districts == (DISTRICT, OTHER)
    assert REGISTRY.schools() == (CENTRE, SCHOOL)
    assert REGISTRY.schools("02") == ()


def test_chain_leads_from_a_school_to_the_region() -> None:
    assert REGISTRY.chain("0102") == (SCHOOL, DISTRICT, REGION)
    assert REGISTRY.district_of("0102") is DISTRICT
    assert REGISTRY.district_of("01") is DISTRICT
    assert REGISTRY.district_of("00") is None
    assert "0103" not in REGISTRY


def test_place_follows_its_own_roadmaps_else_those_of_its_district() -> None:
    assert REGISTRY.roadmaps_of("0101") == ("own",)
    assert REGISTRY.roadmaps_of("0102") == ("order",)
    assert REGISTRY.roadmaps_of("02") == ()


def test_place_is_open_from_its_opening_day_to_its_closing_day() -> None:
    place = Place(
        "0103", Level.SCHOOL, "01", "Школа", Kind.SCHOOL, opened_on=date(2024, 9, 1), closed_on=date(2025, 6, 30)
    )
    days = [date(2024, 8, 31), date(2024, 9, 1), date(2025, 6, 30), date(2025, 7, 1)]
    assert [place.open_at(day) for day in days] == [False, True, True, False]
