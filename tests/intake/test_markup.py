from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.intake.markup import attribute, local, moment, parse_markup, prefix, text_of
from engine.intake.refusal import Refused


def test_names_are_taken_apart() -> None:
    assert (local("x:row"), prefix("x:row"), local("row"), prefix("row")) == ("row", "x:", "row", "")
    assert attribute({"r:id": "7"}, "id") == "7"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<!DOCTYPE a><a/>", "S04"),
        (b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "S04"),
        ("<a/>".encode("utf-16"), "S12"),
        (b'<?xml version="1.0" encoding="windows-1251"?><a/>', "S12"),
        (b"<a>", "F08"),
        (b"", "F08"),
    ],
)
def test_forbidden_markup_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_markup(content)
    assert refused.value.code == code


def test_the_first_element_of_a_name_gives_its_text() -> None:
    assert text_of(b"<a><x:b>one</x:b><b>two</b></a>".replace(b"<a>", b'<a xmlns:x="u">'), "b") == "one"
    assert text_of(b"<a/>", "b") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-12-31T10:00:00Z", datetime(2024, 12, 31, 10, tzinfo=UTC)),
        ("2024-12-31T13:00:00+03:00", datetime(2024, 12, 31, 10, tzinfo=UTC)),
        ("2024-12-31T10:00:00", datetime(2024, 12, 31, 10, tzinfo=UTC)),
        ("2024-13-45", None),
        ("", None),
    ],
)
def test_moments_are_in_one_zone_or_unknown(text: str, expected: datetime | None) -> None:
    assert moment(text) == expected
