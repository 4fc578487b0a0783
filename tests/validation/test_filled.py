"""A submission as validation looks at it."""

from __future__ import annotations

from dataclasses import replace

from support.filled_forms import submission
from support.older_forms import OLDER, with_older_form

from engine.rulebook.rulebook import Rulebook
from engine.validation.filled import filled_in
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind


def test_batches_are_of_one_form_version_and_only_of_the_period(rulebook: Rulebook) -> None:
    school, other = submission(rulebook), submission(rulebook, period_id="2023")
    district = replace(school, form="district", place_id="05")
    batches = filled_in([school, other, district, school], rulebook, rulebook.periods["2024"])
    assert [(batch[0].form.form, len(batch)) for batch in batches] == [("district", 1), ("school", 2)]
    assert [batch[0].kind for batch in batches] == [None, Kind.SCHOOL]


def test_a_report_on_an_older_version_is_judged_by_the_periods_form(rulebook: Rulebook) -> None:
    rules = with_older_form(rulebook)
    ((filled,),) = filled_in([replace(submission(rules), form_version=OLDER)], rules, rules.periods["2024"])
    assert filled.form.version == "2024-1"


def test_a_form_version_that_the_rules_do_not_know_is_judged_by_the_periods_form(rulebook: Rulebook) -> None:
    old = replace(submission(rulebook), form_version="2019-1")
    ((filled,),) = filled_in([old], rulebook, rulebook.periods["2024"])
    assert filled.form.version == "2024-1"


def test_blank_unreadable_and_lost_are_told_apart(rulebook: Rulebook) -> None:
    whole = submission(rulebook, {"301": None}, unreadable=["302"])
    cells = {address: cell for address, cell in whole.cells.items() if address.line != "303"}
    ((filled,),) = filled_in([replace(whole, cells=cells)], rulebook, rulebook.periods["2024"])
    states = {
        line: (filled.is_blank(Address(line)), filled.is_unknown(Address(line)))
        for line in ("301", "302", "303", "304")
    }
    assert states == {"301": (True, False), "302": (False, True), "303": (False, True), "304": (False, False)}


def test_a_finding_knows_its_cell_and_quotes_it_only_when_asked(rulebook: Rulebook) -> None:
    ((filled,),) = filled_in([submission(rulebook)], rulebook, rulebook.periods["2024"])
    finding = filled.finding("V40", Address("201", "2"), also=[Address("201", "2"), Address("301")])
    assert (finding.sheet, finding.cell, finding.value, finding.place_id) == ("Показатели", "D201", "30", "0101")
    assert [cell.address for cell in finding.also] == ["C301"]
    assert filled.finding("V50", Address("201", "2"), quote=False).value is None
