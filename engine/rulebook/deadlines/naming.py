"""What the words of a deadline name: units, parts, rhythms, months and years."""

from __future__ import annotations

from engine.rulebook.deadlines.syntax import Part, Unit, Years
from engine.rulebook.deadlines.words import months

EVERY = {
    "ежегодно": Unit.YEAR,
    "ежеполугодно": Unit.HALF,
    "ежеквартально": Unit.QUARTER,
    "ежемесячно": Unit.MONTH,
    "еженедельно": Unit.WEEK,
    "ежедневно": Unit.DAY,
    "ежечетвертно": Unit.TERM,
}
UNITS = {
    "полугодие": Unit.HALF,
    "квартал": Unit.QUARTER,
    "четверть": Unit.TERM,
    "триместр": Unit.TERM,
    "месяц": Unit.MONTH,
    "неделя": Unit.WEEK,
    "день": Unit.DAY,
}
PARTS = {"декада": Part.DECADE, "неделя": Part.WEEK, "половина": Part.HALF}
EDGES = {"начало": Part.BEGINNING, "середина": Part.MIDDLE, "конец": Part.END}
SHIFTS = {"текущий": 0, "следующий": 1}
SEASONS = {"весна": 3, "лето": 6, "осень": 9}
AFTER = {
    "!after_month": Unit.MONTH,
    "!after_quarter": Unit.QUARTER,
    "!after_half": Unit.HALF,
    "!after_year": Unit.YEAR,
    "!last_month_quarter": Unit.QUARTER,
    "!last_month_half": Unit.HALF,
}


def years_named(text: str) -> Years:
    """«2022 год», «2021-2024 годы», «2020/2021 учебный», «текущий учебный», «год»."""
    words = text.split()
    school, plural = "учебный" in words, "годы" in words
    if words[0] in SHIFTS:
        return Years(shift=SHIFTS[words[0]], school=school)
    printed = next((word for word in words if word[0].isdecimal()), None)
    if printed is None:
        return Years(school=school)
    first, last = printed[:4], printed[5:]
    slash = "/" in printed and not plural and not school
    return Years(int(first), int(last) if last else None, school=school or slash, plural=plural, slash=slash)


def month_named(name: str) -> int:
    """The number of a month in its dictionary form."""
    return months().index(name) + 1
