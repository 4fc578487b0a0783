"""What «Динамика» says in words beside its numbers: what they rest on, what to be careful about, what is ahead."""

from __future__ import annotations

from collections.abc import Iterator

from engine.report import wording
from engine.report.progresslayout import ProgressLayout, ProgressRow
from engine.report.progresswords import ahead_of, basis_words
from engine.report.texts import listed, short_name
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Level

NOW = mark("{reported} из {expected}")
THEN = mark("прежде {reported} из {expected}")
NO_VALUE = mark("сейчас данных нет")
REACHED = mark("цель {year} года достигнута")
TOGETHER = mark("прежние значения – вместе с присоединёнными: {names}")
_NAMES = 3


def basis_of(layout: ProgressLayout, row: ProgressRow) -> Iterator[str]:
    """On how many organisations the result of now rests, and the last one before where some were missing then."""
    measured = layout.scope.coverage(row.place, row.indicator)
    if row.place.level is not Level.SCHOOL:
        yield tr(NOW).format(reported=measured.reported, expected=measured.expected)
    earlier = layout.earlier(row.place.id, row.indicator.id)
    if earlier and earlier[-1].reported is not None and earlier[-1].reported < earlier[-1].expected:
        yield tr(THEN).format(reported=int(earlier[-1].reported), expected=int(earlier[-1].expected))


def remarks_on(layout: ProgressLayout, row: ProgressRow) -> Iterator[str]:
    """What is to be said about one row; nothing where its numbers say everything."""
    scope, measured = layout.scope, layout.scope.coverage(row.place, row.indicator)
    if measured.value is None:
        yield tr(NO_VALUE)
        return
    if scope.is_small(row.place, measured):
        yield wording.SMALL.text
        return
    compared = layout.compared(row)
    if compared is not None and (care := basis_words(compared)):
        yield care
    merged = layout.merged.get(row.place.id, ())
    if merged and compared is not None:
        yield tr(TOGETHER).format(names=listed([short_name(each.name) for each in merged], _NAMES))
    ahead = ahead_of(scope, row.place, row.indicator)
    if ahead is not None:
        yield ahead.words
    elif measured.status == "met":
        yield tr(REACHED).format(year=scope.period.target_year)
