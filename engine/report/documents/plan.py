"""Section 4 of the справка: what of the roadmap is done, what is overdue and at whom, what falls due next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from engine.report import wording
from engine.report.documents.content import Overdue, TerritoryPlan, Upcoming
from engine.report.documents.grammar import ACTIVITY, DAY, DISTRICT, listing
from engine.report.documents.naming import full_name
from engine.report.index import Row
from engine.report.plans import Item, by_key, in_view, indicator_of, items, last_day
from engine.report.planwords import basis_words, days_words, goal_words
from engine.report.scope import Scope
from engine.report.sheets.upcoming import Entry, entries
from engine.report.texts import number_text, plural, short_name
from engine.rulebook.roadmaps.instances import number_words
from engine.vocabulary.dates import day
from engine.vocabulary.places import Level

_OVERDUE_SHOWN = 25
_UPCOMING_SHOWN = 12
_TARGETS_SHOWN = 6
_NAMES_SHOWN = 4
NO_ROADMAP = "Дорожная карта не задана, её исполнение не отслеживается."
UNSURE = " (срок требует уточнения)"


def overdue_rows(scope: Scope) -> list[Row]:
    """Overdue activities, the longest overdue first."""
    return _worst_first([row for row in scope.activities if row.status == "overdue"])


def unknown_rows(scope: Scope) -> list[Row]:
    """Activities past their due date of which nothing is known."""
    return _worst_first([row for row in scope.activities if row.status == "unknown" and row.days_overdue])


def plan_words(scope: Scope) -> Iterator[str]:
    """How many activities are in which state, how the targets of the roadmap stand, what is overdue."""
    if not scope.activities:
        yield NO_ROADMAP
        return
    with_plan = len({row.district_id for row in scope.activities})
    if with_plan < len(scope.districts):
        yield f"Дорожные карты заданы у {number_text(with_plan)} из {DISTRICT.of(len(scope.districts))}."
    every = items(scope)
    shown = in_view(scope) or every
    rows = [row for item in shown if not item.is_target for row in item.rows]
    if rows:
        yield _states(scope, rows)
        if any(not item.is_target for item in every) and len(shown) < len(every):
            yield f"Мероприятия, которые начнутся после {day(last_day(scope))}, сюда не входят."
    yield from _overdue_words(scope)
    yield from _target_words(scope)


def by_district(scope: Scope) -> tuple[TerritoryPlan, ...]:
    """A row per district of the region that has a roadmap; none in a district's own document."""
    return tuple(_territory(scope, each.name, each.id) for each in scope.districts) if scope.is_region else ()


def overdue(scope: Scope) -> tuple[Overdue, ...]:
    """The longest overdue activities."""
    known = by_key(scope)
    found = []
    for row in overdue_rows(scope)[:_OVERDUE_SHOWN]:
        owed = known[row.roadmap, row.key]
        unsure = "" if owed.occurrence.confirmed else UNSURE
        found.append(
            Overdue(
                who=full_name(scope, row.place_id),
                number=number_words(owed.activity, owed.occurrence),
                title=row.title,
                due_on=f"{day(row.due_on)}{unsure}",
                days=number_text(int(row.days_overdue)),
            )
        )
    return tuple(found)


def overdue_note(scope: Scope) -> str:
    """What the table of overdue activities leaves out; empty where it shows all."""
    number = len(overdue_rows(scope))
    return _left_out(number, _OVERDUE_SHOWN, wording.OVERDUE)


def upcoming(scope: Scope) -> tuple[Upcoming, ...]:
    """What falls due in the days that the calendar looks ahead."""
    return tuple(_upcoming(scope, each) for each in _due(scope)[:_UPCOMING_SHOWN])


def upcoming_note(scope: Scope) -> str:
    """What the table of due dates leaves out, or that nothing falls due; empty where there is no roadmap."""
    if not scope.activities:
        return ""
    found = _due(scope)
    if not found:
        return f"До {day(last_day(scope))} сроков, к которым что-то ещё осталось выполнить, нет."
    return _left_out(len(found), _UPCOMING_SHOWN, wording.UPCOMING)


def _left_out(number: int, shown: int, sheet: str) -> str:
    if number <= shown:
        return ""
    return f"Показано строк: {shown} из {number_text(number)}; остальные – в своде на листе «{sheet}»."


def _due(scope: Scope) -> list[Entry]:
    return [each for each in entries(scope) if each.falls_due]


def _upcoming(scope: Scope, entry: Entry) -> Upcoming:
    item = entry.item
    district = f"{scope.name_of(item.district_id)}: " if scope.is_region else ""
    left = "решается по охвату" if item.is_target else _left_words(scope, entry)
    return Upcoming(
        due_on=f"{day(entry.on)}{'' if item.occurrence.confirmed else UNSURE}",
        number=number_words(item.activity, item.occurrence),
        title=item.activity.title,
        left=f"{district}{left}",
    )


def _left_words(scope: Scope, entry: Entry) -> str:
    """Who has not done it, and of whom it is not known; names to a number, then how many more."""
    everybody = len(entry.left) == len(entry.item.rows) > 1
    left = "все, кто отвечает" if everybody else _names(scope, entry.left)
    unknown = _names(scope, entry.unknown)
    return "; ".join(filter(None, (left, f"нет сведений: {unknown}" if unknown else "")))


def _names(scope: Scope, rows: Sequence[Row]) -> str:
    registry = scope.rulebook.registry
    names = [
        short_name(scope.name_of(row.place_id)) if registry[row.place_id].level is Level.SCHOOL else "сам муниципалитет"
        for row in rows
    ]
    return listing(names, _NAMES_SHOWN)


def _states(scope: Scope, rows: Sequence[Row]) -> str:
    found = Counter(str(row.status) for row in rows)
    done, late = found["done"] + found["done_late"], found["done_late"]
    past = sum(row.status == "unknown" and bool(row.days_overdue) for row in rows)
    parts = (
        f"выполнено – {number_text(done)}{f' (из них с опозданием – {number_text(late)})' if late else ''}"
        if done
        else "",
        f"просрочено – {number_text(found['overdue'])}" if found["overdue"] else "",
        f"срок впереди – {number_text(ahead)}" if (ahead := found["due_soon"] + found["not_due"]) else "",
        f"срок перенесён – {number_text(found['postponed'])}" if found["postponed"] else "",
        f"неприменимо – {number_text(found['not_applicable'])}" if found["not_applicable"] else "",
        f"срок требует уточнения – {number_text(found['no_deadline'])}" if found["no_deadline"] else "",
        f"срок прошёл, а сведений нет – {number_text(past)}" if past else "",
        f"сведений пока нет – {number_text(found['unknown'] - past)}" if found["unknown"] > past else "",
    )
    return (
        f"По дорожной карте на {day(scope.as_of)} отслеживается {ACTIVITY.counted(len(rows))} "
        f"(каждое считается у каждого, кто за него отвечает): {', '.join(filter(None, parts))}."
    )


def _overdue_words(scope: Scope) -> Iterator[str]:
    late = overdue_rows(scope)
    if not late:
        known = "Среди тех, о ком есть сведения, просроченных" if unknown_rows(scope) else "Просроченных"
        yield f"{known} мероприятий нет."
        return
    places = len({row.place_id for row in late})
    verb = plural(len(late), "Просрочено", "Просрочены", "Просрочено")
    longest = DAY.counted(int(late[0].days_overdue))
    yield (
        f"{verb} {ACTIVITY.counted(len(late))} у {_answering(places)}; наибольшая просрочка – {longest}: "
        f"{full_name(scope, late[0].place_id)}."
    )


def _answering(places: int) -> str:
    return f"{number_text(places)}\u00a0{plural(places, 'исполнителя', 'исполнителей', 'исполнителей')}"


def _target_words(scope: Scope) -> Iterator[str]:
    """The targets of the roadmap that are decided already; those that were missed are named first."""
    decided = [each for each in items(scope) if each.is_target and each.rows[0].status in {"met", "missed"}]
    if not decided:
        return
    missed = [each for each in decided if each.rows[0].status == "missed"]
    counts = (
        f"достигнуто – {number_text(len(decided) - len(missed))}" if len(decided) > len(missed) else "",
        f"не достигнуто – {number_text(len(missed))}" if missed else "",
    )
    yield f"Целей дорожной карты, срок которых наступил: {', '.join(filter(None, counts))}."
    if missed:
        named = [_target_name(scope, each) for each in missed[:_TARGETS_SHOWN]]
        more = len(missed) - len(named)
        yield f"Не достигнуто: {'; '.join(named)}{f' и ещё {number_text(more)}' if more else ''}."


def _target_name(scope: Scope, item: Item) -> str:
    whose = f"{scope.name_of(item.district_id)}, " if scope.is_region else ""
    basis = basis_words(scope, item)
    said = f"цель {goal_words(item, indicator_of(scope, item))}{f', фактически {basis}' if basis else ''}"
    return f"{whose}№\u00a0{item.activity.number} (срок {day(item.rows[0].due_on)}) – {said}"


def _territory(scope: Scope, name: str, district_id: str) -> TerritoryPlan:
    rows = [row for row in scope.activities if row.district_id == district_id]
    if not rows:
        return TerritoryPlan(name, "карта не задана", "–", "–", "–")
    done = sum(row.status in {"done", "done_late"} for row in rows)
    late = [int(row.days_overdue) for row in rows if row.status == "overdue"]
    past = sum(row.status == "unknown" and bool(row.days_overdue) for row in rows)
    longest = days_words(max(late)) if late else "–"
    return TerritoryPlan(name, number_text(done), number_text(len(late)), number_text(past), longest)


def _worst_first(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-int(row.days_overdue or 0), row.place_id, row.roadmap, row.key))
