from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.roadmaps import activity, plan

from engine.intake.grids import CellContent, Sheet
from engine.intake.located import LocatedSection
from engine.intake.roadmap import RoadmapLines, roadmap_lines
from engine.rulebook.closed import ClosedPeriod, ClosedPeriods
from engine.rulebook.rulebook import Owed, Rulebook
from engine.vocabulary.fields import FieldType, OccurrenceKey
from engine.vocabulary.places import Registry
from engine.vocabulary.roadmap import RoadmapAnswer, TypedStatus

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


def _located(rulebook: Rulebook, *lines: list[CellContent]) -> LocatedSection:
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
    return LocatedSection(
        section=section,
        sheet=Sheet("Дорожная карта", rows),
        code_column=0,
        number_row=1,
        rows={str(line[0]): at for at, line in enumerate(lines, start=2)},
        columns={"1": 5, "2": 6, "3": 7, "4": 8},
        head_rows=range(2),
    )


def _read(rulebook: Rulebook, *lines: list[CellContent], place_id: str = PLACE) -> RoadmapLines:
    place = _located(rulebook, *lines)
    lines_read = roadmap_lines(place, place_id, rulebook.periods["2024"], rulebook, "a.xlsx")
    told = tuple(each for each in lines_read.findings if each.code != "T41")  # lines that are missing here on purpose
    return replace(lines_read, findings=told)


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
    line[1], line[4] = "2.1\n(2024)\nплан 2", "31.12.2024?\nсрок требует уточнения"
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


def test_a_line_that_is_not_taken_names_the_cells_that_were_typed_in(rulebook: Rulebook) -> None:
    line = _line("7001", _owed(rulebook)[0])
    line[-1], line[6], line[7] = "99", date(2024, 5, 1), "-"
    (said,) = _read(rulebook, line).findings
    assert (said.cell, [each.address for each in said.also]) == ("A3", ["F3", "G3"])


def test_only_columns_of_the_same_type_are_asked_of_an_older_forms_line(rulebook: Rulebook) -> None:
    owed = _owed(rulebook)[0]
    place = _located(rulebook, _line("7001", owed))
    columns = [column.model_copy(update={"type": FieldType.TEXT}) for column in place.section.columns]
    section = place.section.model_copy(update={"columns": tuple(columns)})
    lines = roadmap_lines(place, PLACE, rulebook.periods["2024"], rulebook, "a.xlsx", section=section)
    types = {column.column: column.type for column in place.section.columns}
    assert [each.address.column for each in lines.fields] == [
        at for at, kind in types.items() if kind is FieldType.TEXT
    ]


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


def closed_with(rulebook: Rulebook, *done: Owed) -> Rulebook:
    """The rules with a closed period 2023 in which the place reported these as done."""
    answers = {(PLACE, each.key): RoadmapAnswer(TypedStatus.DONE, date(2023, 5, 1)) for each in done}
    closed = ClosedPeriod(rulebook.periods["2023"], 1, date(2023, 12, 31), answers)
    return replace(rulebook, closed=ClosedPeriods((closed,)))


def test_line_of_what_was_done_in_a_closed_period_asks_nothing(rulebook: Rulebook) -> None:
    first, second = _owed(rulebook)[:2]
    rules = closed_with(rulebook, first)
    lines = _read(rules, _line("7001", first, status="в работе"), _line("7002", second))
    assert lines.occurrences == {"7002": second.key}
    assert [(each.code, each.line) for each in lines.findings] == [("T40", "7001")]


def test_blank_line_of_what_was_done_before_says_nothing(rulebook: Rulebook) -> None:
    first = _owed(rulebook)[0]
    assert _read(closed_with(rulebook, first), _line("7001", first, status=None)) == RoadmapLines()


def test_lines_that_the_form_lacks_are_told_together(rulebook: Rulebook) -> None:
    first, second = _owed(rulebook)[:2]
    section = _located(rulebook, _line("7001", first))
    found = roadmap_lines(section, PLACE, rulebook.periods["2024"], rulebook, "a.xlsx").findings
    assert [(each.code, each.facts["titles"]) for each in found] == [("T41", second.activity.number)]
    whole = _located(rulebook, _line("7001", first), _line("7002", second))
    assert roadmap_lines(whole, PLACE, rulebook.periods["2024"], rulebook, "a.xlsx").findings == ()


def test_lines_whose_print_and_key_were_torn_apart_are_an_error(rulebook: Rulebook) -> None:
    first, second = _owed(rulebook)[:2]
    torn = [*_line("7001", first)[:-2], *_line("7001", second)[-2:]]
    lines = _read(rulebook, torn)
    assert lines.occurrences == {}
    assert [(each.code, each.severity.value) for each in lines.findings] == [("T42", "error")]


def test_number_that_was_overtyped_changes_nothing_while_title_and_key_agree(rulebook: Rulebook) -> None:
    first = _owed(rulebook)[0]
    line = _line("7001", first)
    line[1] = "2а"
    assert _read(rulebook, line).occurrences == {"7001": first.key}


@pytest.mark.parametrize(
    ("status", "codes"), [("неприменимо", []), (None, []), ("выполнено", ["T17"]), ("решается по охвату", [])]
)
def test_lines_of_other_plans_in_a_universal_blank_are_passed_over_unless_they_are_answered(
    rulebook: Rulebook, status: CellContent, codes: list[str]
) -> None:
    other = next(each for each in rulebook.answers_for("0301") if each.activity.target is None)
    lines = _read(rulebook, _line("7001", other, status=status))
    assert (lines.occurrences, [each.code for each in lines.findings]) == ({}, codes)


def test_why_a_line_is_not_applicable_goes_with_the_answer(rulebook: Rulebook) -> None:
    other = next(each for each in rulebook.answers_for("0301") if each.activity.target is None)
    line = _line("7001", other, status="Неприменимо")
    line[8] = "не наш план"
    lines = _read(rulebook, line)
    assert (lines.findings, lines.passed) == ((), {("Дорожная карта", "F3"), ("Дорожная карта", "I3")})
    line[7] = "№ 5"
    assert [[each.address for each in said.also] for said in _read(rulebook, line).findings] == [["F3", "H3", "I3"]]


def test_printed_plan_decides_between_two_plans_with_the_same_row(rulebook: Rulebook) -> None:
    first = plan(activity("3.1", None))
    second = replace(first, id="second")
    places = [replace(each, roadmaps=("plan", "second")) for each in rulebook.registry.places.values()]
    both = replace(rulebook, roadmaps={"plan": first, "second": second}, registry=Registry.of(places))
    line = _line("7001", both.answers_for(PLACE)[1], key=False)
    line[1] = "3.1\nплан 2"
    assert _read(both, line).occurrences == {"7001": OccurrenceKey("second", "3.1")}


def test_of_a_recurring_activity_the_one_asked_about_is_meant(rulebook: Rulebook) -> None:
    owed = next(each for each in rulebook.answers_for("0401") if each.key.key == "2.1@2024")
    line = _line("7001", owed, key=False)
    line[4] = None
    assert _read(rulebook, line, place_id="0401").occurrences == {"7001": owed.key}
