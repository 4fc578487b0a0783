from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.report.drafts import Letter
from engine.report.letters import Occasion, Reason, letter_name, letter_of
from engine.report.returns import fresh_form
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template.returned import Problem, Returned
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Severity
from engine.vocabulary.places import Place

DUE_ON = date(2025, 1, 17)
K06 = Problem("K06", Severity.ERROR, "Строка 306 = 40, а должно быть равно 38.", "", "…", Address("306"))
V09 = Problem("V09", Severity.ERROR, "Здесь нужно число, а стоят слова.", "", "…", Address("203", "1"))
V19 = Problem("V19", Severity.ERROR, "Дата не прочитана.", "", "…", Address("7001", "2"))
K11 = Problem("K11", Severity.WARNING, "Строка 201:\nграфа 2 = 0.", "", "…", Address("201"), explainable=True)


def letter(
    rulebook: Rulebook,
    period: Period,
    reason: Reason = "silent",
    problems: tuple[Problem, ...] = (),
    place_id: str = "0206",
    said: tuple[str, ...] = (),
    curator: str | None = None,
    **place: str | None,
) -> Letter:
    registry = {**rulebook.registry.places, place_id: replace(rulebook.registry[place_id], **place)}  # type: ignore[arg-type]  # texts of a place
    rules = replace(rulebook, registry=type(rulebook.registry).of(registry.values()))
    content = fresh_form("district" if len(place_id) == 2 else "school", place_id, rules, period)
    returned = Returned(problems, received_on=date(2025, 1, 14)) if problems else None
    content = replace(content, returned=returned, revision=1 if problems else 0)
    path = "returns/02/форма.xlsx" if problems else None
    occasion = Occasion(rules.registry[place_id], reason, content, DUE_ON, path, said, curator)
    return letter_of(occasion, rules)


def test_a_silent_school_is_asked_for_its_report_by_its_due_date(rulebook: Rulebook, period: Period) -> None:
    written = letter(rulebook, period)
    assert written.subject == "Наставничество, 2024 год: отчёт не получен – МБОУ «Правобродская СОШ»"
    assert written.body.startswith("Здравствуйте!\n\nОтчёт пока не получен.")
    assert "Срок сдачи: 17.01.2025" in written.body
    assert written.body.endswith("С уважением,\nмуниципальный куратор, Тихореченский район\ndistrict-02@example.org")
    assert written.attached_as in written.body


def test_a_district_answers_to_the_region(rulebook: Rulebook, period: Period) -> None:
    written = letter(rulebook, period, place_id="02")
    assert f"региональный оператор\n{rulebook.programme.organisation}" in written.body
    assert "муниципальный куратор" not in written.body


def test_errors_are_counted_and_the_first_three_said_in_words(rulebook: Rulebook, period: Period) -> None:
    body = letter(rulebook, period, "rejected", (V09, K06, V19, K11)).body
    assert "нужно исправить 3 ошибки. Ещё нужно проверить 1 предупреждение." in body
    assert "1. Строка 203, графа 1 (учитель – учитель: наставников): здесь нужно число, а стоят слова." in body
    assert "2. Строка 306 = 40, а должно быть равно 38." in body
    assert "3. Строка 7001, графа 2: дата не прочитана." in body
    assert "Остальное (ещё 1)" in body
    assert "графа 2 = 0" not in body
    assert "Получен: 14.01.2025" in body


@pytest.mark.parametrize(("number", "words"), [(1, "1 ошибку."), (2, "2 ошибки."), (5, "5 ошибок.")])
def test_numbers_bend_their_words(rulebook: Rulebook, period: Period, number: int, words: str) -> None:
    assert f"нужно исправить {words}" in letter(rulebook, period, "rejected", (K06,) * number).body


def test_problems_are_counted_as_the_return_counts_them(rulebook: Rulebook, period: Period) -> None:
    spread = replace(K11, times=6)
    body = letter(rulebook, period, "rejected", (K06, V09, spread, K11)).body
    returned = Returned((K06, V09, spread, K11))
    assert (returned.number_of(Severity.WARNING), returned.places_of(Severity.WARNING)) == (2, 7)
    assert "нужно исправить 2 ошибки. Ещё нужно проверить 2 предупреждения (мест: 7)." in body


def test_who_has_only_warnings_is_told_how_to_settle_them(rulebook: Rulebook, period: Period) -> None:
    plain = replace(K11, explainable=False)
    assert "впишите пояснение и пришлите файл" in letter(rulebook, period, "warned", (plain, K11)).body
    body = letter(rulebook, period, "warned", (plain,)).body
    assert "всё равно пришлите этот файл" in body
    assert "пояснен" not in body


def test_explanations_are_offered_only_where_something_can_be_explained(rulebook: Rulebook, period: Period) -> None:
    assert "пояснение" not in letter(rulebook, period, "rejected", (K06,)).body
    assert "пояснение" in letter(rulebook, period, "rejected", (K06, K11)).body


def test_a_sentence_of_several_lines_is_one_line_of_the_letter(rulebook: Rulebook, period: Period) -> None:
    body = letter(rulebook, period, "warned", (K11,)).body
    assert "1. Строка 201: графа 2 = 0.\n" in body
    assert "он вошёл в свод" in body
    assert "посмотрите ещё на 1 предупреждение." in body


@pytest.mark.parametrize("as_problem", [True, False])
def test_nothing_that_a_file_holds_makes_a_letter_that_cannot_be_sent(
    rulebook: Rulebook, period: Period, *, as_problem: bool
) -> None:
    text = "Версия формы «20\ud80024\x1b[2J\u202e» не известна."
    problems = (replace(K06, what=text),) if as_problem else ()
    made = letter(rulebook, period, "rejected", problems, said=(text,)).body
    assert "формы «2024[2J» не известна." in made
    assert made.encode("utf-8")
    assert not {"\ud800", "\x1b", "\u202e"} & set(made)


def test_a_newer_faulty_report_is_said_not_to_replace_the_earlier_one(rulebook: Rulebook, period: Period) -> None:
    assert "Прежний он пока не заменил" in letter(rulebook, period, "newer", (K06,)).body


def test_what_kept_a_file_from_being_read_is_said(rulebook: Rulebook, period: Period) -> None:
    body = letter(rulebook, period, "unread", said=("Форма не заполнена: в ней нет ни одного ответа.",)).body
    assert "1. Форма не заполнена: в ней нет ни одного ответа." in body
    assert "чистая форма приложена" in body


def test_no_letter_names_another_school(rulebook: Rulebook, period: Period) -> None:
    other = rulebook.registry["0207"].name
    body = letter(rulebook, period, "unread", said=(f"Форма подготовлена для 0207 «{other}».",)).body
    assert other not in body
    assert "не от имени вашей организации" in body


def test_its_own_name_is_no_other_schools(rulebook: Rulebook, period: Period) -> None:
    own = rulebook.registry["0206"].name
    body = letter(rulebook, period, "unread", said=(f"Организация «{own}» ещё не открыта.",)).body
    assert f"1. Организация «{own}» ещё не открыта." in body


@pytest.mark.parametrize(
    ("contact", "greeting"),
    [
        (None, "Здравствуйте!"),
        ("Примерова Анна Ивановна", "Здравствуйте, Анна Ивановна!"),
        ("Анна Ивановна, 8 (000) 000-00-00", "Здравствуйте, Анна Ивановна!"),
        ("Образцов-Демонов Пётр Ильич", "Здравствуйте, Пётр Ильич!"),
        ("приёмная", "Здравствуйте!"),
        ("Отдел Образования Района", "Здравствуйте!"),
    ],
)
def test_a_person_is_greeted_by_name_and_patronymic_only(
    rulebook: Rulebook, period: Period, contact: str | None, greeting: str
) -> None:
    assert letter(rulebook, period, contact=contact).body.split("\n")[0] == greeting


def test_staff_read_whom_to_write_to_under_which_subject_with_which_file(rulebook: Rulebook, period: Period) -> None:
    written = letter(rulebook, period, "rejected", (K06,))
    assert written.to == "school-0206@example.org"
    assert written.head == (
        "Кому: school-0206@example.org",
        f"Тема: {written.subject}",
        "Приложить: форма.xlsx",
        "Файл лежит в папке: outgoing / 2024 / returns / 02",
    )


def test_the_curators_own_address_gets_a_copy(rulebook: Rulebook, period: Period) -> None:
    known = letter(rulebook, period, "rejected", (K06,), curator="curator@example.org")
    assert (known.to, known.copy_to) == ("school-0206@example.org", "curator@example.org")
    assert "Копия: curator@example.org (этот адрес куратор указал в форме)" in known.head


@pytest.mark.parametrize("curator", [None, "School-0206@example.org", "нет", "a@example.org, b@example.org"])
def test_without_a_second_good_address_there_is_no_copy(
    rulebook: Rulebook, period: Period, curator: str | None
) -> None:
    written = letter(rulebook, period, "rejected", (K06,), curator=curator)
    assert (written.to, written.copy_to) == ("school-0206@example.org", None)
    assert not any("куратор" in line for line in written.head)


def test_the_curators_own_address_stands_in_for_a_missing_one(rulebook: Rulebook, period: Period) -> None:
    written = letter(rulebook, period, "rejected", (K06,), curator="curator@example.org", email=None)
    assert (written.to, written.copy_to) == ("curator@example.org", None)
    assert "в справочнике нет" in written.head[0]
    assert written.head[1] == "Адрес из формы, его указал куратор: curator@example.org"


@pytest.mark.parametrize("email", [None, "", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org"])
def test_without_one_good_address_there_is_no_receiver_and_the_text_says_so(
    rulebook: Rulebook, period: Period, email: str | None
) -> None:
    written = letter(rulebook, period, email=email)
    assert written.to is None
    assert ("записан неверно" if email else "в справочнике нет") in written.head[0]
    assert "\n" not in written.head[0]


def test_a_letters_name_is_made_of_the_registry_and_short_enough(rulebook: Rulebook, period: Period) -> None:
    def named(place: Place) -> str:
        return letter_name(Occasion(place, "silent", fresh_form("school", "0206", rulebook, period), DUE_ON))

    assert named(rulebook.registry["0206"]) == "0206 МБОУ «Правобродская СОШ» – письмо 2024"
    long = replace(rulebook.registry["0206"], name="МБОУ «Школа: с очень/длинным названием»" * 5)
    assert len(named(long)) <= 75
    assert named(long).endswith(" – письмо 2024")
    assert not set(':/"') & set(named(long))
