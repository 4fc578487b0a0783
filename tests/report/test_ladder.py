from __future__ import annotations

from support.workbook_text import sample_scope

from engine.report.ladder import Ladder
from engine.rulebook.rulebook import Rulebook


def test_region_has_the_whole_first_then_districts_with_their_organisations(rulebook: Rulebook) -> None:
    ladder = Ladder(sample_scope(rulebook, "00"), 10)

    assert [(step.place.id, step.row, step.role) for step in ladder.steps] == [
        ("00", 10, "total"),
        ("01", 11, "district"),
        ("0101", 12, "school"),
        ("0102", 13, "school"),
        ("0103", 14, "school"),
        ("02", 15, "district"),
        ("0201", 16, "school"),
        ("0202", 17, "school"),
        ("0203", 18, "school"),
        ("0204", 19, "school"),
    ]
    assert ladder.last_row == 19


def test_region_adds_organisations_and_leaves_the_districts_own_sums_out(rulebook: Rulebook) -> None:
    whole, first, *_ = (ladder := Ladder(sample_scope(rulebook, "00"), 10)).steps

    assert ladder.sum_formula(first, 5) == '=IF(COUNT($F$13:$F$15)=0,"",SUM($F$13:$F$15))'
    assert (
        ladder.sum_formula(whole, 5) == '=IF(COUNT($F$12:$F$20)=0,"",SUMIF($B$12:$B$20,"<>муниципалитет",$F$12:$F$20))'
    )


def test_district_adds_its_organisations(rulebook: Rulebook) -> None:
    ladder = Ladder(sample_scope(rulebook, "01"), 10)

    assert [step.place.id for step in ladder.steps] == ["01", "0101", "0102", "0103"]
    assert ladder.sum_formula(ladder.steps[0], 5) == '=IF(COUNT($F$12:$F$14)=0,"",SUM($F$12:$F$14))'
