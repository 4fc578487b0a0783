from __future__ import annotations

from datetime import date, datetime

import pytest

from engine.intake.serials import is_moment, is_percent, is_span, moment_of, span_of


@pytest.mark.parametrize(
    ("number", "code", "moment"),
    [
        (14, "", True),
        (22, "", True),
        (0, "", False),
        (4, "", False),
        (164, "dd.mm.yyyy", True),
        (165, 'dd.mm.yyyy" г."', True),
        (166, "[$-419]d mmmm yyyy", True),
        (167, '#,##0" дней"', False),
        (168, '0.0" day"', False),
        (169, "[Red]0.00", False),
        (170, "General", False),
        (171, r"#,##0\ _d_m", False),
        (172, "[h]:mm", True),
        (173, "0.00E+00", False),
        (174, "@", False),
    ],
)
def test_formats_of_days_and_times_are_known(number: int, code: str, *, moment: bool) -> None:
    assert is_moment(number, code) is moment


def test_formats_of_per_cent_and_of_spans_are_known() -> None:
    assert [is_percent(10, ""), is_percent(164, '0.0" %"'), is_percent(2, "")] == [True, True, False]
    assert [is_span(46, ""), is_span(164, "[hh]:mm:ss"), is_span(164, "hh:mm"), is_span(20, "")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("serial", "meant"),
    [
        (1.0, date(1900, 1, 1)),
        (59.0, date(1900, 2, 28)),
        (61.0, date(1900, 3, 1)),
        (45657.0, date(2024, 12, 31)),
        (45657.75, datetime(2024, 12, 31, 18, 0)),  # noqa: DTZ001  cells know no time zone
        (45656.999999999, date(2024, 12, 31)),
        (0.5, "12:00:00"),
        (2_958_465.0, date(9999, 12, 31)),
    ],
)
def test_a_serial_is_the_day_that_programs_show(serial: float, meant: object) -> None:
    assert moment_of(serial) == meant


def test_days_may_be_counted_from_1904() -> None:
    assert moment_of(44195.0, since_1904=True) == date(2024, 12, 31)
    assert moment_of(0.0, since_1904=True) == date(1904, 1, 1)


@pytest.mark.parametrize("serial", [-1.0, 2_958_466.0, 1e300, float("inf")])
def test_what_no_program_shows_as_a_day_stays_a_number(serial: float) -> None:
    assert moment_of(serial) == serial
    assert span_of(serial) == serial


def test_a_span_may_be_longer_than_a_day() -> None:
    assert span_of(1.25) == "1 day, 6:00:00"
