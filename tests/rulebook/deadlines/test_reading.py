import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from engine.rulebook.deadlines.deadline import (
    Confidence,
    Conventions,
    Deadline,
    DeadlineKind,
    Surroundings,
    Window,
)
from engine.rulebook.deadlines.reading import read_deadline

_AYANO_MAYSKY = Surroundings(date(2020, 1, 1), date(2024, 12, 31), date(2020, 9, 25))
_KHASANSKY = Surroundings(date(2021, 1, 1), date(2024, 12, 31), date(2021, 11, 9))
_CHEMALSKY = Surroundings(date(2020, 1, 1), date(2021, 12, 31))
_AKSAYSKY = Surroundings(document_date=date(2020, 10, 8))
_NOWHERE = Surroundings()
_SCHOOL_YEARS = Surroundings(date(2022, 9, 1), date(2024, 8, 31), date(2022, 8, 29))
_ONE_YEAR = Surroundings(date(2022, 1, 1), date(2022, 12, 31), date(2022, 1, 17))


def _lines(table: str = "phrases.txt") -> list[tuple[str, ...]]:
    lines = Path(__file__).with_name(table).read_text(encoding="utf-8").splitlines()
    return [tuple(part.strip() for part in line.split(" | ")) for line in lines if line and not line.startswith("#")]


def _shown(window: Window) -> str:
    return f"{window.starts_on or ''}..{window.due_on or ''} {window.suffix or ''}".strip()


def _windows(deadline: Deadline) -> str:
    shown = [_shown(window) for window in deadline.windows]
    if shown == [".."]:
        return ""
    return "; ".join(shown) if len(shown) <= 4 else f"{len(shown)}: {shown[0]} … {shown[-1]}"


def _codes(deadline: Deadline) -> set[str]:
    return {note.code for note in deadline.notes}


@pytest.mark.parametrize("line", _lines(), ids=lambda line: line[0])
def test_phrase_of_an_office_is_read_as_a_person_reads_it(line: tuple[str, ...]) -> None:
    text, kind, confidence, *windows = line
    deadline = read_deadline(text.replace("\\n", "\n"), _KHASANSKY)
    assert (deadline.kind, deadline.confidence) == (kind, confidence)
    assert _windows(deadline) == "".join(windows).removesuffix(" |").strip("| ")


def _assert_read(line: tuple[str, ...], around: Surroundings) -> None:
    text, kind, confidence, windows, *notes = line
    deadline = read_deadline(text, around)
    assert (deadline.kind, deadline.confidence, _windows(deadline)) == (kind, confidence, windows.strip("| "))
    assert _codes(deadline) == set("".join(notes).split())


@pytest.mark.parametrize("line", _lines("phrases_school_years.txt"), ids=lambda line: line[0])
def test_phrase_in_a_plan_of_school_years_is_read_with_its_remarks(line: tuple[str, ...]) -> None:
    _assert_read(line, _SCHOOL_YEARS)


@pytest.mark.parametrize("line", _lines("phrases_one_year.txt"), ids=lambda line: line[0])
def test_phrase_in_a_plan_of_one_year_is_read_with_its_remarks(line: tuple[str, ...]) -> None:
    _assert_read(line, _ONE_YEAR)


@pytest.mark.parametrize(
    ("text", "section", "windows"),
    [
        ("март", "сентябрь-декабрь 2022", "2023-03-01..2023-03-31"),
        ("октябрь", "сентябрь-декабрь 2022", "2022-10-01..2022-10-31"),
        ("апрель", "май-август 2023", "2023-04-01..2023-04-30"),
    ],
)
def test_month_beside_a_section_of_autumn_follows_it(text: str, section: str, windows: str) -> None:
    deadline = read_deadline(text, replace(_SCHOOL_YEARS, section=section))
    assert (_windows(deadline), deadline.confidence) == (windows, Confidence.ASSUMED)


@pytest.mark.parametrize(
    ("text", "section", "windows", "confidence"),
    [
        ("Май-октябрь 2020 г", None, "2020-05-01..2020-10-31", "exact"),
        ("Июль- август 2020 г", None, "2020-07-01..2020-08-31", "exact"),
        ("Август 2020 г", None, "2020-08-01..2020-08-31", "exact"),
        ("Сентябрь 2020 г.", None, "2020-09-01..2020-09-30", "exact"),
        ("в течении года", "Сентябрь 2020 г", "2020-09-25..2020-12-31", "assumed"),
        ("Октябрь 2020 г", "Сентябрь 2020 г", "2020-10-01..2020-10-31", "exact"),
        ("Октябрь-декабрь 2620 г.", None, "2020-10-01..2020-12-31", "repaired"),
        (
            "Сентябрь-ноябрь\nЕжегодно\n2021-2024\nгг.",
            "Октябрь-декабрь 2620 г.",
            (
                "2021-09-01..2021-11-30 @2021; 2022-09-01..2022-11-30 @2022; "
                "2023-09-01..2023-11-30 @2023; 2024-09-01..2024-11-30 @2024"
            ),
            "exact",
        ),
        ("Январь 2021", "Октябрь-декабрь 2620 г.", "2021-01-01..2021-01-31", "exact"),
        ("Октябрь 2021- ноябрь 2024 гг", None, "2021-10-01..2024-11-30", "exact"),
        ("2021-2024 гг.", "Октябрь 2021- ноябрь 2024 гг", "2021-01-01..2024-12-31", "exact"),
        ("2021—2024 гг.", None, "2021-01-01..2024-12-31", "exact"),
        ("2023-2024 гг.", None, "2023-01-01..2024-12-31", "exact"),
        ("2021-2024 гг", "2023-2024 гг.", "2021-01-01..2024-12-31", "exact"),
        (
            "Май, ежегодно",
            None,
            (
                "2021-05-01..2021-05-31 @2021; 2022-05-01..2022-05-31 @2022; "
                "2023-05-01..2023-05-31 @2023; 2024-05-01..2024-05-31 @2024"
            ),
            "exact",
        ),
        ("2023 г", None, "2023-01-01..2023-12-31", "exact"),
        ("2024 г", None, "2024-01-01..2024-12-31", "exact"),
    ],
)
def test_first_seed_is_read_as_tabulated(text: str, section: str | None, windows: str, confidence: str) -> None:
    deadline = read_deadline(text, replace(_AYANO_MAYSKY, section=section))
    assert (_windows(deadline), deadline.confidence) == (windows, confidence)


@pytest.mark.parametrize(
    ("text", "section", "windows", "confidence"),
    [
        ("на 2022 год в срок до 25.01.2022", None, "..2022-01-25", "exact"),
        ("на 2021-2024 гг. в срок до 25.01.2022", None, "..2022-01-25", "exact"),
        ("в срок до 20.12.2021", None, "..2021-12-20", "exact"),
        ("декабрь 2021г.", None, "2021-12-01..2021-12-31", "exact"),
        ("2022-2023", None, "2022-01-01..2023-12-31", "assumed"),
        ("декабрь 2021", None, "2021-12-01..2021-12-31", "exact"),
        ("", "2022-2023", "2022-01-01..2023-12-31", "assumed"),
        ("январь 2022", None, "2022-01-01..2022-01-31", "exact"),
        (
            "Сентябрь-ноябрь Ежегодно 2021 – 2024 гг.",
            "январь 2022",
            (
                "2021-09-01..2021-11-30 @2021; 2022-09-01..2022-11-30 @2022; "
                "2023-09-01..2023-11-30 @2023; 2024-09-01..2024-11-30 @2024"
            ),
            "exact",
        ),
        ("Январь, 2022", None, "2022-01-01..2022-01-31", "exact"),
        ("январь 2022-ноябрь 2024 гг.", None, "2022-01-01..2024-11-30", "exact"),
        ("2022-2024 гг.", "январь 2022-ноябрь 2024 гг.", "2022-01-01..2024-12-31", "exact"),
        ("2023 – 2024 гг.", None, "2023-01-01..2024-12-31", "exact"),
        (
            "Май, ежегодно",
            "2023 – 2024 гг.",
            "2022-05-01..2022-05-31 @2022; 2023-05-01..2023-05-31 @2023; 2024-05-01..2024-05-31 @2024",
            "exact",
        ),
        ("2023 г.", None, "2023-01-01..2023-12-31", "exact"),
    ],
)
def test_second_seed_is_read_as_tabulated(text: str, section: str | None, windows: str, confidence: str) -> None:
    deadline = read_deadline(text, replace(_KHASANSKY, section=section))
    assert (_windows(deadline), deadline.confidence) == (windows, confidence)


@pytest.mark.parametrize(
    ("text", "windows", "confidence"),
    [
        ("Июнь-иголь 2020 года", "2020-06-01..2020-07-31", "repaired"),
        ("Июнь-июль 2020 года", "2020-06-01..2020-07-31", "exact"),
        ("15 июля 2020 года", "..2020-07-15", "exact"),
        ("15 июля / 2020 года", "..2020-07-15", "exact"),
        ("август", "2020-08-01..2020-08-31", "assumed"),
        ("04.08. 2020", "..2020-08-04", "exact"),
        ("10 августа 2020 года", "..2020-08-10", "exact"),
        ("Август 2020 года", "2020-08-01..2020-08-31", "exact"),
        ("Сентябр ь- октябрь 2020 года", "2020-09-01..2020-10-31", "repaired"),
        ("До 1 сентябр я 2020 года", "..2020-09-01", "repaired"),
        ("До 1 августа 2020 года", "..2020-08-01", "exact"),
        (
            "Сентябр ь 2020 года; Сентябр ь-март 2020 года",
            "2020-09-01..2020-09-30 /1; 2020-09-01..2021-03-31 /2",
            "repaired",
        ),
        (
            "Сентябр\nь 2020\nгода\nСентябр\nь-март\n2020\nгода",
            "2020-09-01..2020-09-30 /1; 2020-09-01..2021-03-31 /2",
            "repaired",
        ),
        ("Октябрь 2020 года", "2020-10-01..2020-10-31", "exact"),
        ("В течение 2020/20 21 учебног о года", "2020-09-01..2021-08-31 @2020-21", "repaired"),
        ("20 июля 2020 года", "..2020-07-20", "exact"),
        ("", "", "assumed"),
        ("До 1 ноября 2020 года", "..2020-11-01", "exact"),
        ("До 1 января 2021 года", "..2021-01-01", "exact"),
        ("Февраль 2021 года", "2021-02-01..2021-02-28", "exact"),
        ("Апрель- май 2021 … года", "2021-04-01..2021-05-31", "exact"),
        ("Май 2021 года", "2021-05-01..2021-05-31", "exact"),
        ("Сентябр ь- октябрь 2021 года", "2021-09-01..2021-10-31", "repaired"),
        ("День учителя октябрь 2021 года", "2021-10-05..2021-10-31", "assumed"),
    ],
)
def test_third_seed_is_read_as_tabulated(text: str, windows: str, confidence: str) -> None:
    deadline = read_deadline(text, _CHEMALSKY)
    assert (_windows(deadline), deadline.confidence) == (windows, confidence)


@pytest.mark.parametrize(
    ("text", "around", "windows", "confidence"),
    [
        ("Апрель 2022", _NOWHERE, "2022-04-01..2022-04-30", "exact"),
        ("В течение всего периода", _NOWHERE, "", "exact"),
        (
            "2021-2023 гг., далее – ежегодно",
            _NOWHERE,
            "2021-01-01..2021-12-31 @2021; 2022-01-01..2022-12-31 @2022; 2023-01-01..2023-12-31 @2023",
            "assumed",
        ),
        ("", _NOWHERE, "", "assumed"),
        ("Декабрь 2022", _NOWHERE, "2022-12-01..2022-12-31", "exact"),
        ("Октябрь- Ноябрь 2022", _NOWHERE, "2022-10-01..2022-11-30", "exact"),
        ("до 31.12.2020", _AKSAYSKY, "..2020-12-31", "exact"),
        ("до 31.12.2020 года", _AKSAYSKY, "..2020-12-31", "exact"),
        ("До 8.09.2020", _AKSAYSKY, "..2020-09-08", "exact"),
        ("Сентябрь-октябрь 2020", _AKSAYSKY, "2020-09-01..2020-10-31", "exact"),
        ("31.12.2020", _AKSAYSKY, "..2020-12-31", "exact"),
        ("31.12.2024", _AKSAYSKY, "..2024-12-31", "exact"),
    ],
)
def test_last_seeds_are_read_as_tabulated(text: str, around: Surroundings, windows: str, confidence: str) -> None:
    deadline = read_deadline(text, around)
    assert (_windows(deadline), deadline.confidence) == (windows, confidence)


def test_every_phrase_of_the_table_says_what_kind_it_is() -> None:
    assert read_deadline("2021-2023 гг., далее – ежегодно").kind is DeadlineKind.RECURRING
    assert read_deadline("В течение 2020/2021 учебного года").kind is DeadlineKind.SCHOOL_YEAR
    assert read_deadline("I квартал 2022").kind is DeadlineKind.QUARTER
    assert read_deadline("II полугодие 2022").kind is DeadlineKind.HALF_YEAR
    assert read_deadline("по запросу").kind is DeadlineKind.EVENT_BOUND
    assert read_deadline("постоянно").kind is DeadlineKind.CONTINUOUS
    assert read_deadline(None).kind is DeadlineKind.NONE


def test_continuous_deadline_ends_with_the_plan() -> None:
    assert read_deadline("постоянно", _AYANO_MAYSKY).windows == (Window(date(2020, 1, 1), date(2024, 12, 31)),)


def test_open_recurrence_ends_at_the_horizon_where_no_plan_bounds_it() -> None:
    far = read_deadline("2021-2023 гг., далее – ежегодно", _NOWHERE, Conventions(horizon=date(2026, 12, 31)))
    assert [window.suffix for window in far.windows] == ["@2021", "@2022", "@2023", "@2024", "@2025", "@2026"]


def test_open_recurrence_ends_with_the_plan_whatever_the_horizon() -> None:
    bounded = read_deadline("2021-2023 гг., далее – ежегодно", _KHASANSKY, Conventions(horizon=date(2030, 12, 31)))
    assert bounded.windows[-1].suffix == "@2024"


def test_strict_until_leaves_out_the_day_named_but_not_with_inclusive_words() -> None:
    strict = Conventions(strict_until=True)
    assert read_deadline("До 1 января 2021 года", conventions=strict).windows[0].due_on == date(2020, 12, 31)
    assert read_deadline("до 1 ноября 2020 включительно", conventions=strict).windows[0].due_on == date(2020, 11, 1)
    assert read_deadline("не позднее 1 ноября 2020", conventions=strict).windows[0].due_on == date(2020, 11, 1)
    assert read_deadline("до конца 2022 года", conventions=strict).windows[0].due_on == date(2022, 12, 31)
    assert read_deadline("до мая 2022", conventions=strict).windows[0].due_on == date(2022, 4, 30)


def test_school_year_ends_where_the_region_says() -> None:
    early = Conventions(school_year_ends=(5, 31))
    deadline = read_deadline("2020/2021 учебный год", conventions=early)
    assert deadline.windows == (Window(date(2020, 9, 1), date(2021, 5, 31), "@2020-21"),)


def test_missing_year_is_the_section_s_before_the_document_s_before_the_plan_s() -> None:
    section = replace(_KHASANSKY, section="2023 год")
    assert _codes(read_deadline("август", section)) == {"year_from_section"}
    assert read_deadline("август", section).windows[0].due_on == date(2023, 8, 31)
    assert read_deadline("август", _KHASANSKY).windows[0].due_on == date(2022, 8, 31)
    assert read_deadline("август", replace(_KHASANSKY, document_date=None)).windows[0].due_on == date(2021, 8, 31)


def test_missing_year_follows_from_a_section_over_two_years_that_holds_it_once() -> None:
    section = replace(_KHASANSKY, document_date=None, section="2022/2023 учебный год")
    assert read_deadline("февраль", section).windows[0].due_on == date(2023, 2, 28)


def test_nothing_around_leaves_a_missing_year_without_a_date() -> None:
    deadline = read_deadline("август")
    assert deadline.windows == (Window(),)
    assert (deadline.kind, deadline.confidence) == (DeadlineKind.MONTH, Confidence.ASSUMED)
    assert _codes(deadline) == {"no_year"}


def test_damaged_year_is_mended_only_by_a_plan_and_only_in_one_way() -> None:
    assert read_deadline("Октябрь 2620 г.").confidence is Confidence.UNREADABLE
    assert read_deadline("Октябрь 2620 г.", _AYANO_MAYSKY).windows[0].due_on == date(2020, 10, 31)
    assert read_deadline("Октябрь 202 г.", _AYANO_MAYSKY).confidence is Confidence.UNREADABLE
    assert read_deadline("Октябрь 2090 г.", _AYANO_MAYSKY).confidence is Confidence.REPAIRED
    assert read_deadline("Октябрь 2620 г.", _KHASANSKY).confidence is Confidence.UNREADABLE


def test_year_next_to_the_plan_stays_as_printed_and_is_a_supposition() -> None:
    deadline = read_deadline("Октябрь 2025 г.", _KHASANSKY)
    assert (deadline.confidence, _codes(deadline)) == (Confidence.ASSUMED, {"beyond_plan"})
    assert deadline.windows[0].due_on == date(2025, 10, 31)


def test_year_far_from_the_plan_without_a_single_repair_stays_as_printed() -> None:
    assert read_deadline("Октябрь 2035 г.", _CHEMALSKY).windows[0].due_on == date(2035, 10, 31)


def test_deadline_of_a_year_before_the_order_s_is_a_supposition_even_without_a_plan() -> None:
    deadline = read_deadline("до 15.03.2019", _AKSAYSKY)
    assert (deadline.confidence, _codes(deadline)) == (Confidence.ASSUMED, {"long_before_order"})


def test_remarks_say_what_contradicts_the_surroundings() -> None:
    assert _codes(read_deadline("До 8.09.2020", _AKSAYSKY)) == {"before_order"}
    contradicted = replace(_AYANO_MAYSKY, section="Сентябрь 2020 г")
    assert _codes(read_deadline("Октябрь 2020 г", contradicted)) == {"outside_section"}


def test_instances_over_before_the_order_are_dropped_with_a_note() -> None:
    deadline = read_deadline("Май, ежегодно", _AYANO_MAYSKY)
    assert "over_before_order" in _codes(deadline)
    assert deadline.windows[0].suffix == "@2021"


def test_recurrence_without_a_plan_has_no_date_and_asks_for_the_plan() -> None:
    deadline = read_deadline("ежегодно")
    assert (deadline.windows, _codes(deadline)) == ((Window(),), {"needs_plan"})


def test_recurrence_whose_instances_are_all_outside_the_plan_has_no_date() -> None:
    deadline = read_deadline("май ежегодно 2026-2028 гг.", replace(_CHEMALSKY, plan_to=date(2025, 12, 31)))
    assert deadline.windows == (Window(),)
    assert "none_left" in _codes(deadline)


def test_years_printed_recur_without_a_plan() -> None:
    deadline = read_deadline("Сентябрь-ноябрь Ежегодно 2021-2022 гг.")
    assert [window.suffix for window in deadline.windows] == ["@2021", "@2022"]


def test_blank_inherits_every_window_of_its_section() -> None:
    deadline = read_deadline("—", replace(_KHASANSKY, section="Май, ежегодно"))
    assert [window.suffix for window in deadline.windows] == ["@2022", "@2023", "@2024"]
    assert "inherited" in _codes(deadline)


def test_blank_inherits_nothing_from_a_section_that_is_not_understood() -> None:
    assert read_deadline("", replace(_KHASANSKY, section="как-нибудь")).windows == (Window(),)


def test_non_breaking_spaces_and_soft_hyphens_change_nothing() -> None:
    assert read_deadline("Октябрь\u00a0—\u00a0де\u00adкабрь\u202f2021\u00a0г.").windows == (
        Window(date(2021, 10, 1), date(2021, 12, 31)),
    )


def test_a_hundred_deadlines_are_read_at_once() -> None:
    texts = [line[0] for line in _lines()][:100]
    begun = time.perf_counter()
    for text in texts:
        read_deadline(text, _KHASANSKY)
    assert time.perf_counter() - begun < 1  # some 0.03 s where nothing else runs


# Properties

_WORDS = """
январь мая сентября октябре нояб. дек. 2021 2022 2620 21 1 15 31 5-го I II IV квартал кв. полугодие учебный года г. гг.
ежегодно ежемесячно ежеквартально раз в год до не позднее с по к на за течение конца начало середина декада число числа
месяца следующего за отчетным далее постоянно весь период срок , ; - – / . ( ) и День учителя каждого текущего первая
последняя неделя половина осень сентябр ь 01.09.2021 31.02.2022 15.10 2021-2024 2022/23 Maй иголь после приказа раза 2
включительно полугодии четверть ( ) ( ) / : пятница этап 22 2023 10:00 14.00 следующего отчётного месяца Ежегодно
"""
_FRAGMENTS = st.sampled_from(_WORDS.split())
_PHRASE = st.lists(_FRAGMENTS, max_size=9).map(" ".join)
_RHYTHM = st.sampled_from(
    ["ежегодно", "ежеквартально", "ежемесячно", "раз в полугодие", "2 раза в год", "далее ежегодно"]
)
_RECURRING = st.builds("{} {}".format, _RHYTHM, _PHRASE) | st.builds("{}, {}".format, _PHRASE, _RHYTHM)
_DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
_AROUND = st.builds(
    Surroundings,
    plan_from=st.none() | _DAYS,
    plan_to=st.none() | _DAYS,
    document_date=st.none() | _DAYS,
    section=st.none() | _PHRASE,
)
_CONVENTIONS = st.builds(
    Conventions,
    horizon=st.none() | _DAYS,
    strict_until=st.booleans(),
    school_year_ends=st.sampled_from([(8, 31), (5, 31)]),
)


def _dated(deadline: Deadline) -> list[Window]:
    return [window for window in deadline.windows if window.starts_on or window.due_on]


@given(st.text(max_size=60) | _PHRASE | st.text(alphabet="0123456789.-/ гмай", max_size=30), _AROUND, _CONVENTIONS)
def test_any_text_is_read_without_raising_and_no_due_is_before_its_start(
    text: str, around: Surroundings, conventions: Conventions
) -> None:
    deadline = read_deadline(text, around, conventions)
    assert deadline.windows
    assert all(window.starts_on <= window.due_on for window in deadline.windows if window.starts_on and window.due_on)
    if deadline.confidence is Confidence.UNREADABLE:
        assert not _dated(deadline)


@given(st.dates(), st.dates(), st.dates(), _PHRASE)
def test_any_days_whatever_around_a_deadline_are_taken(
    plan_from: date, plan_to: date, document_date: date, text: str
) -> None:
    assert read_deadline(text, Surroundings(plan_from, plan_to, document_date, text)).windows


@given(_PHRASE | _RECURRING, _AROUND, _CONVENTIONS)
def test_every_window_of_a_recurring_deadline_lies_in_the_plan(
    text: str, around: Surroundings, conventions: Conventions
) -> None:
    deadline = read_deadline(text, around, conventions)
    if (
        deadline.kind is DeadlineKind.RECURRING
        and around.plan_from
        and around.plan_to
        and around.plan_from <= around.plan_to
    ):
        for window in _dated(deadline):
            assert around.plan_from <= (window.starts_on or window.due_on)
            assert window.due_on <= around.plan_to


@given(_PHRASE | _RECURRING, _AROUND, _CONVENTIONS)
def test_suffixes_are_unique_within_a_deadline(text: str, around: Surroundings, conventions: Conventions) -> None:
    suffixes = [window.suffix for window in read_deadline(text, around, conventions).windows]
    assert len(set(suffixes)) == len(suffixes)


@pytest.mark.parametrize("line", _lines(), ids=lambda line: line[0])
def test_case_dashes_spaces_and_the_letter_yo_change_nothing(line: tuple[str, ...]) -> None:
    text = line[0].replace("\\n", "\n")
    plain = read_deadline(text, _KHASANSKY)
    for changed in (
        text.upper(),
        text.lower().replace("е", "ё"),
        text.replace("-", "–").replace("—", "-"),
        text.replace(" ", " \u00a0 "),
        f"  {text}\n",
    ):
        again = read_deadline(changed, _KHASANSKY)
        assert (again.windows, again.kind, again.confidence) == (plain.windows, plain.kind, plain.confidence)


@given(
    st.dates(date(2000, 1, 1), date(2096, 12, 31)),
    st.integers(0, 900),
    st.sampled_from("-–—"),
    st.sampled_from(["dd.MM.y", "d MMMM y 'г.'"]),
)
def test_days_put_into_words_are_read_back(start: date, length: int, dash: str, pattern: str) -> None:
    due = start + timedelta(days=length + 1)
    first, last = (format_date(day, pattern, locale="ru") for day in (start, due))
    assert read_deadline(f"до {last}").windows == (Window(None, due),)
    assert read_deadline(f"с {first} по {last}").windows == (Window(start, due),)
    assert read_deadline(f"{first} {dash} {last}").windows == (Window(start, due),)


@given(st.integers(1, 12), st.integers(2000, 2098), st.sampled_from(["LLLL y", "LLLL y 'года'", "'в' LLLL y", "LL.y"]))
def test_months_put_into_words_are_read_back(month: int, year: int, pattern: str) -> None:
    begins = date(year, month, 1)
    ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    assert read_deadline(format_date(begins, pattern, locale="ru")).windows == (Window(begins, ends),)
