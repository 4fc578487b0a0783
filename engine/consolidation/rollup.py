"""Rollup: the sums of every count over schools, districts and the region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from engine.consolidation.computed import amounts_asked, computed_amount, computed_fields
from engine.consolidation.expected import open_districts, reporting_schools
from engine.consolidation.frames import frame_of
from engine.consolidation.result import TOTALS
from engine.rulebook.forms import Field, Form
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, FieldType, Submission
from engine.vocabulary.places import Level, Place

_KEYS = ["level", "place_id", "line", "column", "adds_up"]
_SUMS = ["value", "reported", "expected"]


def totals_of(submissions: Iterable[Submission], rulebook: Rulebook, period: Period) -> pd.DataFrame:
    """One row per place (schools that are to report, districts, the region) and count field of the school form.

    Computed lines are included. Schools that are closed or exempt from reporting have no rows and are not expected.
    ``value`` is a whole number of persons or things, missing where no place below has one: a missing value is not zero.
    ``reported`` of the ``expected`` places that are asked for the field have a value. Sorted by place, printed order.
    """
    form = rulebook.form("school", period)
    schools, districts = reporting_schools(rulebook, period), open_districts(rulebook, period)
    own = school_totals(submissions, schools, form)
    parents = {school.id: school.parent_id or rulebook.registry.region.id for school in schools}
    by_district = roll_up(own, parents, districts, form)
    by_region = region_totals(by_district, rulebook, period)
    return pd.concat([by_region, by_district, own], ignore_index=True).sort_values(
        "place_id", kind="stable", ignore_index=True
    )


def region_totals(totals: pd.DataFrame, rulebook: Rulebook, period: Period) -> pd.DataFrame:
    """The region's rows: those of its districts, which are all that is read of ``totals``, added up."""
    region, below = rulebook.registry.region, totals[totals["level"] == str(Level.DISTRICT)]
    return roll_up(below, dict.fromkeys(below["place_id"], region.id), [region], rulebook.form("school", period))


def school_totals(submissions: Iterable[Submission], schools: Sequence[Place], form: Form) -> pd.DataFrame:
    """The rows of ``schools`` alone: a school's own values, with ``expected`` 1 where its kind is asked, else 0."""
    filled = {each.place_id: _counts(each, form) for each in submissions if each.form == form.form}
    computed = computed_fields(form)
    rows = []
    for school in schools:
        amounts = amounts_asked(form, school.kind, filled.get(school.id, {}))
        amounts |= {address: computed_amount(expression, amounts) for address, expression in computed.items()}
        for field in count_fields(form):
            asked = field.asked_of(school.kind)
            value = amounts[field.address] if asked else None
            rows.append(_row(school, field, value, int(value is not None), int(asked)))
    return frame_of(rows, TOTALS)


def roll_up(below: pd.DataFrame, parents: Mapping[str, str], places: Sequence[Place], form: Form) -> pd.DataFrame:
    """Add up the rows of one level into ``places`` of the next; ``parents`` says who stands above whom.

    Whole numbers are added, so neither the order nor the number of steps changes a sum. A place with nothing below it
    has rows without a value.
    """
    empty = frame_of((_row(place, field, None, 0, 0) for place in places for field in count_fields(form)), TOTALS)
    above = below["place_id"].map(dict(parents))
    level = above.map({place.id: str(place.level) for place in places})
    moved = below.assign(level=level, place_id=above)
    summed = pd.concat([empty, moved], ignore_index=True).groupby(_KEYS, sort=False)[_SUMS].sum(min_count=1)
    return summed.reset_index()[list(TOTALS)].astype(empty.dtypes.to_dict())


def count_fields(form: Form) -> tuple[Field, ...]:
    """Fields of a form that hold counts, typed or computed, in printed order."""
    return tuple(field for field in form.fields if field.type is FieldType.COUNT)


def _counts(submission: Submission, form: Form) -> dict[Address, int]:
    counts = {field.address for field in form.counts}
    return {
        each.address: each.value for each in submission.values if each.address in counts and isinstance(each.value, int)
    }


def _row(place: Place, field: Field, value: int | None, reported: int, expected: int) -> tuple[object, ...]:
    address = field.address
    return (str(place.level), place.id, address.line, address.column, value, reported, expected, str(field.adds_up))
