"""Section 2 of the справка: every indicator against its target, in a sentence and in a row of the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.report.documents.content import Standing
from engine.report.documents.grammar import (
    COME_TO,
    INDICATOR,
    ORGANISATION,
    decimal_text,
    points,
    quoted,
    rounded,
    subject_of,
)
from engine.report.measured import Coverage
from engine.report.scope import Scope
from engine.report.shares import decimals, percent_text
from engine.report.texts import number_text, plural, shortfall
from engine.rulebook.forms import AddsUp
from engine.rulebook.model import Indicator
from engine.vocabulary.fields import Address

NONE = "–"
UNCONFIRMED_MARK = "*"
_VERDICTS = {
    "met": "цель достигнута",
    "below": "ниже цели",
    "no_data": "нет данных",
    "no_target": NONE,
}


def overview_words(scope: Scope) -> Iterator[str]:
    """How many targets there are, how many of them are reached, how many no document confirms."""
    measured = [scope.coverage(scope.place, each) for each in scope.rulebook.indicators]
    yield _overview(scope, measured)
    if any(each.value is not None for each in measured):
        yield "Значения посчитаны по учтённым отчётам; на скольких организациях держится каждое, показано в таблице."


def standing_words(scope: Scope) -> Iterator[str]:
    """A sentence about the main indicator and each that needs words of its own.

    Those that reached their targets, and those without a value for the same reason, share one.
    """
    reached: list[str] = []
    without: dict[tuple[str, str], list[Indicator]] = {}
    for number, indicator in enumerate(scope.rulebook.indicators):
        measured = scope.coverage(scope.place, indicator)
        if measured.value is None:
            without.setdefault(_why_no_value(measured), []).append(indicator)
        elif number > 0 and measured.status == "met":
            reached.append(f"{quoted(indicator.short)} – {value_text(indicator, measured)}{_goal(indicator, measured)}")
        else:
            yield indicator_words(scope, indicator, measured)
    if reached:
        by = "показателю" if len(reached) == 1 else "показателям"
        also = "также " if scope.coverage(scope.place, scope.main_indicator).status == "met" else ""
        yield f"Цель {also}достигнута по {by}: {'; '.join(reached)}."
    for (what, why), indicators in without.items():
        yield f"{_named(scope, indicators)} {what}: {why}."


def standings(scope: Scope) -> tuple[Standing, ...]:
    """A row per indicator."""
    return tuple(
        _row(number, indicator, scope.coverage(scope.place, indicator))
        for number, indicator in enumerate(scope.rulebook.indicators, 1)
    )


def indicator_words(scope: Scope, indicator: Indicator, measured: Coverage) -> str:
    """An indicator of the document's place that has a value, in a sentence."""
    subject = subject_of(indicator.title)
    said = f"{subject.with_verb(COME_TO)} {value_text(indicator, measured)}"
    if indicator.unit == "share":
        said += f" ({number_text(measured.numerator or 0)} из {number_text(measured.denominator or 0)})"
    care = ""
    if summed_over(indicator, measured):
        answered = f"{number_text(measured.reported)} из {ORGANISATION.of(measured.expected)}"
        care = f" Учтены не все ({answered}): после остальных отчётов число может вырасти."
    return f"{said}{_against_target(scope, indicator, measured)}.{_repeats(scope, indicator)}{care}"


def summed_over(indicator: Indicator, measured: Coverage) -> str:
    """On how few places a count rests that not all have given, which makes it too small; empty for every other."""
    if indicator.unit != "count" or measured.reported >= measured.expected:
        return ""
    return f"сумма по {number_text(measured.reported)} из {ORGANISATION.of(measured.expected)}"


def value_text(indicator: Indicator, measured: Coverage) -> str:
    """The value: «69,7 %», «1 204»; a dash where there is none."""
    if measured.value is None:
        return NONE
    if indicator.unit == "share":
        return percent_text(measured.value, _places(measured))
    return number_text(int(measured.value))


def target_text(indicator: Indicator, target: float) -> str:
    """A target: «70 %», «12,5 %», «30»."""
    exact = Decimal(str(target))
    return f"{decimal_text(exact * 100)}\u00a0%" if indicator.unit == "share" else decimal_text(exact)


def gap_of(indicator: Indicator, measured: Coverage) -> Decimal | None:
    """The distance to the target as it is shown: what is written as the value, less the target; None without either.

    In percentage points for a share, as a number for a count.
    """
    if measured.value is None or measured.target is None:
        return None
    target, value = Decimal(str(measured.target)), measured.value
    if indicator.unit != "share":
        return Decimal(int(value)) - target
    exact = Decimal(value.numerator * 100) / Decimal(value.denominator)
    return rounded(exact, _places(measured)) - target * 100


def gap_text(indicator: Indicator, measured: Coverage) -> str:
    """The distance in a cell: «+2,1 п. п.», «−5»."""
    gap = gap_of(indicator, measured)
    if gap is None:
        return NONE
    least = 1 if indicator.unit == "share" else 0
    written = f"{gap:+.{max(least, -int(gap.normalize().as_tuple().exponent))}f}" if gap else "0"
    unit = "\u00a0п.\u00a0п." if indicator.unit == "share" else ""
    return written.replace(".", ",").replace("-", "−") + unit


def verdict(measured: Coverage) -> str:
    """Whether the target is reached, in words."""
    return _VERDICTS[measured.status]


def marked_target(indicator: Indicator, measured: Coverage) -> str:
    """The target in a cell, with a mark where no document confirms it."""
    if measured.target is None:
        return "не установлена"
    return target_text(indicator, measured.target) + UNCONFIRMED_MARK * (not measured.confirmed)


def _places(measured: Coverage) -> int:
    if measured.value is None:
        return 1
    return decimals(measured.value, None if measured.target is None else Decimal(str(measured.target)))


def _row(number: int, indicator: Indicator, measured: Coverage) -> Standing:
    return Standing(
        number=str(number),
        title=indicator.title,
        value=value_text(indicator, measured),
        target=marked_target(indicator, measured),
        gap=gap_text(indicator, measured),
        basis=f"{number_text(measured.reported)} из {number_text(measured.expected)}",
        verdict=verdict(measured),
    )


def _overview(scope: Scope, measured: list[Coverage]) -> str:
    number, year = len(measured), scope.period.target_year
    found = Counter(each.status for each in measured)
    with_target = sum(each.target is not None for each in measured)
    head = (
        f"Мониторинг ведётся по {number_text(number)}\u00a0{plural(number, 'показателю', 'показателям', 'показателям')}"
    )
    if not with_target:
        return f"{head}; цели на {year} год не установлены."
    set_for = plural(with_target, "цель на {year} год установлена", *["цели на {year} год установлены"] * 2)
    unknown = sum(each.target is not None and each.status == "no_data" for each in measured)
    results = _results(with_target, found["met"], found["below"], unknown)
    unsure = sum(each.target is not None and not each.confirmed for each in measured)
    are = plural(unsure, "цель не подтверждена", "цели не подтверждены", "целей не подтверждено")
    note = f" При этом {number_text(unsure)}\u00a0{are} документом (знак «{UNCONFIRMED_MARK}»)." if unsure else ""
    return f"{head}; {set_for.format(year=year)} для {INDICATOR.of(with_target)}: {results}.{note}"


def _results(targets: int, met: int, below: int, unknown: int) -> str:
    """How many of the targets are reached; what holds for all of them is said of all."""
    if targets == 1:
        return "достигнута" if met else "не достигнута" if below else "данных нет"
    if met == targets:
        return "все они достигнуты"
    if below == targets:
        return "ни одна из них не достигнута"
    if unknown == targets:
        return "данных ни по одной из них нет"
    parts = (("достигнуты", met), ("не достигнуты", below), ("нет данных", unknown))
    return ", ".join(f"{what} – по {number_text(number)}" for what, number in parts if number)


def _why_no_value(measured: Coverage) -> tuple[str, str]:
    """What is said where there is no value, and why that is so."""
    if not measured.expected:
        return "ничего не считается", "организаций, которых это касается, нет"
    if not measured.reported:
        return "данных нет", "ни один отчёт не учтён"
    return "доля не считается", "знаменатель равен нулю"


def _named(scope: Scope, indicators: Sequence[Indicator]) -> str:
    """Indicators at the beginning of a sentence: «По показателям «А», «Б»», «По всем показателям»."""
    if len(indicators) == len(scope.rulebook.indicators) > 1:
        return "По всем показателям"
    by = "показателю" if len(indicators) == 1 else "показателям"
    return f"По {by} {', '.join(quoted(each.short) for each in indicators)}"


def _against_target(scope: Scope, indicator: Indicator, measured: Coverage) -> str:
    if measured.target is None:
        return f"; цель на {scope.period.target_year} год не установлена"
    head = _goal(indicator, measured)
    gap = gap_of(indicator, measured) or Decimal(0)
    if measured.status == "met":
        return f"{head}: цель достигнута{f' и превышена на {_distance(indicator, gap)}' if gap > 0 else ''}"
    parts = [f"ниже цели на {_distance(indicator, -gap)}" if gap < 0 else "немного ниже цели"]
    if measured.people_short and indicator.persons is not None:
        parts.append(shortfall(measured.people_short, indicator.persons))
    return f"{head}: {', '.join(parts)}"


def _goal(indicator: Indicator, measured: Coverage) -> str:
    """The target in a sentence: « при цели 70 %»; empty where there is none."""
    if measured.target is None:
        return ""
    return f" при цели {marked_target(indicator, measured)}"


def _distance(indicator: Indicator, gap: Decimal) -> str:
    return points(gap) if indicator.unit == "share" else decimal_text(gap)


def _repeats(scope: Scope, indicator: Indicator) -> str:
    """Say of a sum that one and the same may be in it several times."""
    if indicator.unit != "count":
        return ""
    repeating = any(
        each.adds_up is AddsUp.MAY_REPEAT and each.address == Address.parse(indicator.numerator)
        for each in scope.form.fields
    )
    return " Это сумма по отчётам, возможны повторы." * repeating
