from __future__ import annotations

import json
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.mail import small_mail

from engine.intake.listing import list_files
from engine.intake.reading import read_file
from engine.intake.recorded import NoRecordError, readings_of, recorded
from engine.rulebook.loading import load_rulebook
from engine.vocabulary.fields import Address, Explanation, FieldValue, OccurrenceKey, Source, Submission, Unplaced
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Cell, Finding, FindingState, Severity
from engine.vocabulary.transmittal import Edit, Transmittal

_TEXT = st.text(st.characters(), max_size=12)  # halves of surrogate pairs and what nobody sees, too
_DAY = st.dates()
_ADDRESS = st.builds(Address, st.from_regex("[0-9]{3,4}", fullmatch=True), st.from_regex("[0-9]{1,2}", fullmatch=True))
_VALUE = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False), _TEXT, _DAY)
_MOMENT = st.datetimes().map(lambda moment: moment.replace(fold=0))  # no clock went back in a form
_FINDING = st.builds(
    Finding,
    code=_TEXT,
    severity=st.sampled_from(Severity),
    path=_TEXT,
    facts=st.dictionaries(_TEXT, _TEXT, max_size=3),
    place_id=st.none() | _TEXT,
    sheet=st.none() | _TEXT,
    value=st.none() | _TEXT,
    also=st.lists(st.builds(Cell, _TEXT, _TEXT), max_size=2).map(tuple),
    state=st.sampled_from(FindingState),
    explanation=st.none() | _TEXT,
    withheld=st.booleans(),
)
_SUBMISSION = st.builds(
    Submission,
    path=_TEXT,
    sha256=_TEXT,
    form=_TEXT,
    form_version=_TEXT,
    period_id=_TEXT,
    place_id=_TEXT,
    revision=st.integers(),
    values=st.lists(
        st.builds(
            FieldValue,
            line=_TEXT,
            column=_TEXT,
            value=_VALUE,
            raw=_TEXT,
            sheet=_TEXT,
            cell=_TEXT,
            source=st.sampled_from(Source),
            as_text=st.booleans(),
        ),
        max_size=4,
    ).map(tuple),
    cells=st.dictionaries(_ADDRESS, st.tuples(_TEXT, _TEXT), max_size=3),
    occurrences=st.dictionaries(_TEXT, st.builds(OccurrenceKey, _TEXT, _TEXT), max_size=3),
    unreadable=st.frozensets(_ADDRESS, max_size=1),
    filled_on=st.none() | _DAY,
    saved_at=st.none() | _MOMENT | _MOMENT.map(lambda moment: moment.replace(tzinfo=UTC)),
    modified_ns=st.integers(),
    received_on=st.none() | _DAY,
    unplaced=st.lists(st.builds(Unplaced, st.none() | _ADDRESS, _TEXT, _TEXT, _TEXT), max_size=3).map(tuple),
    explanations=st.lists(
        st.builds(Explanation, _TEXT, _TEXT, _TEXT, _TEXT, st.none() | _TEXT, st.none() | _TEXT), max_size=2
    ).map(tuple),
)
_READING = st.builds(
    FileReading,
    path=_TEXT,
    size=st.integers(0),
    sha256=_TEXT,
    format=_TEXT,
    usable=st.booleans(),
    ignored=st.booleans(),
    findings=st.lists(_FINDING, max_size=3).map(tuple),
    submission=st.none() | _SUBMISSION,
    place_id=st.none() | _TEXT,
    revision=st.none() | st.integers(),
    received_on=st.none() | _DAY,
)


@given(st.lists(_READING, max_size=3).map(tuple))
def test_what_was_recorded_is_what_was_read(readings: tuple[FileReading, ...]) -> None:
    back = readings_of(recorded(readings))
    assert back == readings
    assert repr(back) == repr(readings)  # 1 is no True, and 1.0 is no 1


def test_real_mail_comes_back_as_it_was_read(small_rules: Path, tmp_path: Path) -> None:
    rulebook = load_rulebook(small_rules)
    for listed in list_files(small_mail(tmp_path / "mail", small_rules)):
        readings = read_file(listed, rulebook)
        assert readings_of(recorded(readings)) == readings


def test_transmittal_comes_back_with_its_tables_and_edits() -> None:
    rows = ({"place_id": "0101", "value": 5}, {"place_id": "0102", "value": None})
    sent = Transmittal(
        path="свод.xlsx",
        sha256="0" * 64,
        district_id="01",
        period_id="2024",
        as_of=date(2024, 12, 31),
        version=2,
        engine_version="1",
        rules={"forms": "a"},
        tables={"facts": rows, "answers": ()},
        facts_sheet="Данные",
        facts_column="F",
        edits=(Edit("Данные", "F5", "5", None),),
        closed_on=date(2025, 1, 20),
    )
    reading = FileReading("свод.xlsx", 1, "0" * 64, "xlsx", transmittal=sent)
    assert readings_of(recorded([reading])) == (reading,)


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        b"x",
        zlib.compress(b"{"),
        zlib.compress(b"[{}]"),
        zlib.compress(b"[1]"),
        zlib.compress(json.dumps([{"path": "a", "findings": None}]).encode()),
    ],
)
def test_what_is_no_record_is_refused(spoilt: bytes) -> None:
    with pytest.raises(NoRecordError):
        readings_of(spoilt)


def test_no_bit_of_a_record_changes_unnoticed() -> None:
    reading = FileReading("форма.xlsx", 10, "0" * 64, "xlsx", findings=(Finding("V01", Severity.ERROR, "форма.xlsx"),))
    content = recorded([replace(reading, place_id="0101")])
    for at in range(len(content)):
        for bit in range(8):
            changed = bytearray(content)
            changed[at] ^= 1 << bit
            try:
                back = readings_of(bytes(changed))
            except NoRecordError:
                continue
            assert back == (replace(reading, place_id="0101"),)  # the head of a packed text has bits without meaning


def test_moment_keeps_its_zone() -> None:
    moment = datetime(2025, 1, 20, 10, 5, tzinfo=UTC)
    form = Submission("a", "b", "school", "1", "2024", "0101", 0, (), {}, {}, saved_at=moment)
    (back,) = readings_of(recorded([FileReading("a", 1, "b", "xlsx", submission=form)]))
    assert back.submission is not None
    assert back.submission.saved_at == moment
