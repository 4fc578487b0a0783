from __future__ import annotations

import pytest
from support.forms import opened

from engine.template.content import FormContent
from engine.template.lists import PLACE_HEADS, choices_of, head_of, lists_of


def test_fields_with_the_same_choices_share_a_list(school: FormContent) -> None:
    lists = lists_of(school)
    choices = {choices_of(field) for field in school.fields if choices_of(field)}

    assert len(lists.columns) == len(choices)


def test_a_universal_blank_lists_its_organisations_with_code_district_and_kind(universal: FormContent) -> None:
    columns = dict(lists_of(universal).columns)

    assert [columns[head][0] for head in PLACE_HEADS] == [
        universal.choices[0].name,
        universal.choices[0].id,
        "Старолуговской район",
        "school",
    ]


def test_ranges_cover_the_items_below_the_head(school: FormContent) -> None:
    workbook, lists = opened(school), lists_of(school)

    for field in school.fields:
        if choices_of(field):
            sheet, area = lists.range_of(head_of(field)).split("!")
            cells = workbook[sheet.strip("'")][area.replace("$", "")]
            assert tuple(row[0].value for row in cells) == choices_of(field)


def test_an_unknown_list_has_no_range(school: FormContent) -> None:
    with pytest.raises(KeyError):
        lists_of(school).range_of("place_name")
