from __future__ import annotations

from dataclasses import replace

import pytest
from support.roadmaps import activity, plan

from engine.intake.grids import CellContent, Sheet
from engine.intake.located import LocatedSection
from engine.intake.roadmap import RoadmapLines, roadmap_lines
from engine.rulebook.rulebook import Owed, Rulebook
from engine.vocabulary.fields import OccurrenceKey
from engine.vocabulary.places import Registry

PLACE = "0501"


def _owed(rulebook: Rulebook) -> list[Owed]:
    return [each for each in rulebook.answers_for(PLACE) if each.activity.target is None]


def _line(code: str, owed: Owed, *, key: bool = True, status: CellContent = "выполнено") -> list[CellContent]:
    hidden: list[CellContent] = [owed.key.roadmap, owed.key.key] if key else [None, None]
    return [
        code,
        owed.activity.number,
        owed.activity.title,
        owed.activity.deadline,
        owed.occurrence.due_on,
        status,
        None,
        None,
        None,
        *hidden,
    ]


def _read(rulebook: Rulebook, *lines: list[CellContent], place_id: str = PLACE) -> RoadmapLines:
    section = rulebook.form("school", rulebook.periods["2024"]).section("roadmap")
    head: list[CellContent] = [
        "Код",
        "№",
        "Мероприятие",
        "Срок",
        "Выполнить до",
        "Статус",
        None,
        None,
        None,
        "roadmap",
        "key",
    ]
    numbers: list[CellContent] = ["А", "Б", "В", "Г", "Д", "1", "2", "3", "4"]
    rows = [head, numbers, *lines]
    place = LocatedSection(
        section=section,
        sheet=Sheet("Дорожная карта", rows),
        code_column=0,
        number_row=1,
        rows={str(line[0]): at for at, line in enumerate(lines, start=2)},
        columns={"1": 5, "2": 6, "3": 7, "4": 8},
        head_rows=range(2),
    )
    return roadmap_lines(place, place_id, rulebook, "a.xlsx")


def test_the_key_and_not_the_code_identifies_a_line(rulebook: Rulebook) -> None:
    first, second = _owed(rulebook)[:2]
    lines = _read(rulebook, _line("7002", first), _line("7009", second))
    assert lines.occurrences == {"7002": first.key, "7009": second.key}
    assert [str(each.address) for each in lines.fields][:5] == ["7002.1", "7002.2", "7002.3", "7002.4", "7009.1"]
    assert lines.findings == ()


def test_without_a_key_number_and_due_date_identify_it(rulebook: Rulebook) -> None:
    owed = _owed(rulebook)[0]
    lines = _read(rulebook, _line("7001", owed, key=False))
    assert lines.occurrences == {"7001": owed.key}
    assert [each.code for each in lines.findings] == ["T18"]


def test_number_with_its_plan_and_a_date_nobody_confirmed_identify_it_too(rulebook: Rulebook) -> None:
    owed = next(each for each in rulebook.answers_for("0301") if each.key.key == "2.1@2024")
    line = _line("7001", owed, key=False)
    line[1], line[4] = "2.1\nплан 2", "31.12.2024?\nсрок требует уточнения"
    lines = _read(rulebook, line, place_id="0301")
    assert lines.occurrences == {"7001": owed.key}


def test_title_decides_between_two_plans_that_number_alike(rulebook: Rulebook) -> None:
    first, second = plan(activity("1", None)), replace(plan(activity("1", None)), id="other")
    second = replace(second, activities=(replace(second.activities[0], title="Другое мероприятие"),))
    places = [replace(each, roadmaps=("plan", "other")) for each in rulebook.registry.places.values()]
    both = replace(rulebook, roadmaps={"plan": first, "other": second}, registry=Registry.of(places))
    owed = both.answers_for(PLACE)[1]
    assert _read(both, _line("7001", owed, key=False)).occurrences == {"7001": OccurrenceKey("other", "1")}


@pytest.mark.parametrize(("status", "codes"), [("выполнено", ["T17"]), (None, [])])
def test_a_foreign_line_is_left_out_and_said_if_filled(
    rulebook: Rulebook, status: CellContent, codes: list[str]
) -> None:
    line = _line("7001", _owed(rulebook)[0], status=status)
    line[-1] = "99"
    lines = _read(rulebook, line)
    assert (lines.occurrences, [each.code for each in lines.findings]) == ({}, codes)


def test_a_copied_line_is_an_error(rulebook: Rulebook) -> None:
    owed = _owed(rulebook)[0]
    lines = _read(rulebook, _line("7001", owed), _line("7002", owed))
    assert lines.occurrences == {"7001": owed.key}
    assert [(each.code, each.line) for each in lines.findings] == [("T30", "7002")]


def test_target_rows_ask_nothing(rulebook: Rulebook) -> None:
    target = next(each for each in rulebook.answers_for(PLACE) if each.activity.target is not None)
    lines = _read(rulebook, _line("7001", target, status="решается по охвату"))
    assert lines == RoadmapLines()


def test_keys_that_became_numbers_are_keys_again(rulebook: Rulebook) -> None:
    owed = next(each for each in _owed(rulebook) if each.key.key.isdecimal())
    line = _line("7001", owed)
    line[-1] = float(owed.key.key)
    assert _read(rulebook, line).occurrences == {"7001": OccurrenceKey(owed.key.roadmap, owed.key.key)}
