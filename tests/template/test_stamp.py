from __future__ import annotations

from dataclasses import replace

from support.forms import opened

from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, universal_content
from engine.template.stamp import stamp_of


def test_a_prefilled_form_is_stamped_with_its_place_and_revision(school: FormContent) -> None:
    assert stamp_of(replace(school, revision=2)) == {
        "form": "school",
        "form_version": "2024-1",
        "period": "2024",
        "place_id": "0501",
        "revision": "2",
    }


def test_a_universal_blank_names_its_district_and_no_place(universal: FormContent) -> None:
    stamp = stamp_of(universal)

    assert (stamp["place_id"], stamp["district_id"]) == ("", "05")


def test_a_universal_blank_of_the_region_names_no_district(rulebook: Rulebook, period: Period) -> None:
    assert stamp_of(universal_content(rulebook, period, None))["district_id"] == ""


def test_the_stamp_stands_hidden_as_text(form: FormContent) -> None:
    sheet = opened(form)["_svod"]

    read = {key.value: value.value or "" for key, value in sheet.iter_rows(max_col=2)}
    assert read == stamp_of(form)
    assert sheet.sheet_state == "hidden"
