"""What a district's consolidation becomes as bytes comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.consolidations import require_equal
from support.small_region import AS_OF, PERIOD, decision, error, reading, school, small_rulebook, submission
from support.transmittals import sent_file, sent_up

from engine.consolidation.districts import NOBODY, by_district
from engine.consolidation.fingerprint import fingerprint
from engine.consolidation.part import Part, consolidate_part
from engine.consolidation.recorded import RecordedPart, part_of, recorded_part
from engine.consolidation.run import consolidate
from engine.intake.recorded import NoRecordError, packed
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading

RULES = replace(small_rulebook(), decisions=(decision("0102", "accept"), decision("0101", "extend", until=AS_OF)))
ANSWERED = submission(
    "0101",
    {
        "101": 100,
        "306": 70,
        "006": "Петрова О'Нил",
        "011": date(2025, 1, 10),
        "7001.1": "выполнено",
        "7001.2": date(2024, 10, 1),
        "7001.4": "=1+1",
    },
    path="школа \x07 «1».xlsx",
)
MAIL = (reading(ANSWERED), reading(school("0102", 30, 3)), FileReading("чья.xlsx", 1, "9" * 64, "xlsx", usable=False))


def part(district_id: str, *files: FileReading, rules: Rulebook = RULES) -> Part:
    found = by_district(files, rules.registry).get(district_id, ())
    findings = [error("0102.xlsx", "K07")] if district_id == "01" else []
    return consolidate_part(found, findings, rules.within(district_id), PERIOD, AS_OF)


@pytest.mark.parametrize("district_id", ["01", "02", NOBODY])
def test_a_part_comes_back_as_it_was(district_id: str) -> None:
    made = part(district_id, *MAIL)
    recorded = RecordedPart.from_bytes(recorded_part(made, RULES.within(district_id)).to_bytes())
    back = part_of(recorded, PERIOD)
    require_equal(back.consolidation, made.consolidation)
    assert back.bases == made.bases
    assert recorded.fingerprint == fingerprint(made.consolidation, RULES)
    assert fingerprint(back.consolidation, RULES) == recorded.fingerprint


def test_a_part_from_a_transmittal_comes_back_as_it_was() -> None:
    sent = sent_up(consolidate(MAIL, [], RULES, PERIOD, AS_OF), RULES, "01")
    made = part("01", sent_file(sent), rules=small_rulebook())
    recorded = recorded_part(made, small_rulebook().within("01"))
    require_equal(part_of(recorded, PERIOD).consolidation, made.consolidation)
    assert (recorded.sends, recorded.settled) == (False, False)


def test_without_its_submissions_a_part_is_the_same_otherwise() -> None:
    made = part("01", *MAIL)
    back = part_of(recorded_part(made, RULES.within("01")), PERIOD, with_submissions=False)
    require_equal(back.consolidation, replace(made.consolidation, submissions=()))


def test_only_a_district_without_faults_is_settled() -> None:
    assert recorded_part(part("02", reading(school("0201", 10, 5))), RULES.within("02")).settled
    assert not recorded_part(part("02"), RULES.within("02")).settled
    assert not recorded_part(part("01", *MAIL), RULES.within("01")).settled


def test_who_sends_something_up_is_known() -> None:
    assert recorded_part(part("01", *MAIL), RULES.within("01")).sends
    assert not recorded_part(part("02", *MAIL), RULES.within("02")).sends


def test_no_byte_of_a_record_changes_unnoticed() -> None:
    whole = recorded_part(part("02", *MAIL), RULES.within("02"))
    content = whole.to_bytes()
    for at in range(0, len(content), 3):
        changed = bytearray(content)
        changed[at] ^= 0x10
        try:
            back = RecordedPart.from_bytes(bytes(changed))
        except NoRecordError:
            continue
        assert part_of(back, PERIOD).bases == part_of(whole, PERIOD).bases, at  # a packed text's head has idle bits


@pytest.mark.parametrize("spoilt", [b"", b"x", b"\0\0\0\1{", packed([1, 2]), b"\0\0\0\x09" + packed(5)])
def test_what_is_no_record_is_refused(spoilt: bytes) -> None:
    with pytest.raises(NoRecordError):
        RecordedPart.from_bytes(spoilt)
