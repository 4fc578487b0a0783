"""An indicator of a place as a workbook shows it: what was measured, exactly, and what it is compared with."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple


class Coverage(NamedTuple):
    """An indicator of a place: what was measured and what it is compared with; shares are exact."""

    numerator: int | None
    denominator: int | None
    value: Fraction | None
    target: float | None
    confirmed: bool
    status: str
    gap: float | None
    people_short: int | None
    reported: int
    expected: int


#: A place of which nothing is known.
NO_COVERAGE = Coverage(None, None, None, None, True, "no_data", None, None, 0, 0)  # noqa: FBT003  fields in their order


def coverage_from(row: Any) -> Coverage:  # noqa: ANN401  a row of a frame has the frame's columns as attributes
    """The coverage that a row of the frame tells, its missing values None; a share comes exact from its two counts."""
    numerator, denominator = _whole(row.numerator), _whole(row.denominator)
    known = row.value is not None and numerator is not None
    value = Fraction(numerator or 0, 1 if denominator is None else denominator) if known else None
    return Coverage(
        numerator,
        denominator,
        value,
        row.target,
        confirmed=row.target_confirmed is not False,
        status=row.status,
        gap=row.gap,
        people_short=_whole(row.people_short),
        reported=int(row.reported or 0),
        expected=int(row.expected or 0),
    )


def _whole(number: object) -> int | None:
    return None if number is None else int(number)  # type: ignore[call-overload]  # a number of a frame
