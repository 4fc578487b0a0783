from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from support.consolidations import PLACES, consolidated, sample_rulebook
from support.document_text import sample_scope
from support.small_region import decision

from engine.consolidation.decisions import ACCEPTED
from engine.report.documents.reporting import by_district, counted, debtors, debtors_left_out, reporting_words
from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.places import Kind, Level, Place

Completed = Callable[[Scope, Mapping[str, str]], Scope]


def said(scope: Scope) -> str:
    return " ".join(reporting_words(scope)).replace("\u00a0", " ")


def test_region_is_told_how_many_reports_were_asked_and_counted(rulebook: Rulebook) -> None:
    text = said(sample_scope(rulebook, "00"))
    assert "Мониторинг проведён за 2024 год (с 01.01.2024 по 31.12.2024) по состоянию на 31.12.2024." in text
    assert "Ожидалось 8 отчётов: от 7 организаций и от 1 муниципалитета (об исполнении дорожной карты)." in text
    assert "В своде учтено 7 отчётов из 8 (87,5 %)." in text
    assert "Не представлен 1 отчёт." in text
    assert "С опозданием представлен 1 отчёт." in text


def test_district_without_a_form_of_its_own_is_told_of_organisations_only(rulebook: Rulebook) -> None:
    text = said(sample_scope(rulebook, "01"))
    assert "Ожидалось 3 отчёта организаций. В свод вошли все отчёты." in text
    assert "По 1 отчёту день получения не установлен, поэтому своевременность не оценивается." in text


def test_nothing_is_wrong_where_everybody_reported_in_time(rulebook: Rulebook, completed: Completed) -> None:
    scope = completed(sample_scope(rulebook, "01"), dict.fromkeys(("0101", "0102", "0103"), "on_time"))
    assert said(scope).endswith("Отчётов с ошибками и сданных с опозданием нет.")
    assert debtors(scope) == ()


def test_nobody_reported_is_said_plainly(rulebook: Rulebook, completed: Completed) -> None:
    scope = completed(sample_scope(rulebook, "01"), dict.fromkeys(("0101", "0102", "0103"), "silent"))
    assert "В свод не вошёл ни один отчёт. Не представлено 3 отчёта." in said(scope)
    assert counted(scope.completeness) == 0


def test_only_report_that_was_counted_is_not_called_all_of_them(rulebook: Rulebook) -> None:
    alone = Place("03", Level.DISTRICT, "00", "Тихий район")
    school = Place("0301", Level.SCHOOL, "03", "Школа", Kind.SCHOOL)
    small = sample_rulebook(rulebook, (PLACES[0], alone, school))
    made = consolidated(small, ())
    frame = made.completeness.assign(status="on_time")
    scope = Scope(Index(replace(made, completeness=frame), small), alone)
    assert "Ожидался 1 отчёт организации. Он вошёл в свод." in said(scope)


def test_place_that_owes_nothing_is_said_to_owe_nothing(rulebook: Rulebook) -> None:
    alone = Place("03", Level.DISTRICT, "00", "Тихий район")
    small = sample_rulebook(rulebook, (PLACES[0], alone))
    scope = Scope(Index(consolidated(small, ()), small), alone)
    assert said(scope).endswith("Отчётов за этот период не ожидалось.")


def test_debtors_stand_with_what_became_of_their_reports(rulebook: Rulebook) -> None:
    assert [(each.who, each.state) for each in debtors(sample_scope(rulebook, "00"))] == [
        (
            "МБОУ «Заречная СОШ с углублённым изучением отдельных предметов» (Холмский городской округ)",
            "отчёта нет",
        ),
        ("МБОУ «Мостовская ООШ» (Ручейский район)", "сдан с опозданием на 7\u00a0дней"),
    ]


def test_exempt_organisation_is_named_and_not_asked(rulebook: Rulebook) -> None:
    small = replace(sample_rulebook(rulebook), decisions=(decision("0102", "exempt"),))
    scope = Scope(Index(consolidated(small, ()), small), small.registry["01"])
    assert "Решением освобождены от отчёта: МБОУ «Мостовская ООШ»." in said(scope)


def test_report_accepted_with_errors_is_counted_and_named(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "02")
    made = scope.index.consolidation
    register = tuple(replace(each, codes=(ACCEPTED,)) if each.place_id == "0201" else each for each in made.register)
    path = next(each.path for each in register if each.place_id == "0201")
    waived = Finding("V09", Severity.ERROR, path, place_id="0201", state=FindingState.WAIVED)
    accepted = Scope(Index(replace(made, register=register, findings=(waived,)), scope.rulebook), scope.place)
    assert "По решению принят 1 отчёт с ошибками." in said(accepted)
    assert [each.state for each in debtors(accepted)] == ["отчёта нет", "принят с ошибками, по решению"]


def test_faulty_report_comes_after_those_that_are_not_there(rulebook: Rulebook, completed: Completed) -> None:
    scope = completed(sample_scope(rulebook, "02"), {"0201": "with_errors"})
    assert [each.state for each in debtors(scope)] == ["отчёта нет", "с ошибками, в свод не вошёл"]
    assert "До исправления не вошёл в свод 1 отчёт с ошибками." in said(scope)


def test_long_list_of_debtors_is_cut_and_says_so(rulebook: Rulebook) -> None:
    schools = [Place(f"01{number:02d}", Level.SCHOOL, "01", f"Школа {number}", Kind.SCHOOL) for number in range(1, 60)]
    small = sample_rulebook(rulebook, (*PLACES[:2], *schools))
    scope = Scope(Index(consolidated(small, ()), small), small.registry["01"])
    assert len(debtors(scope)) == 40
    assert debtors_left_out(scope) == "В таблице показаны первые 40; остальные – в своде на листе «Сдача отчётов»."
    assert debtors_left_out(sample_scope(rulebook, "01")) is None


@pytest.mark.parametrize(("place_id", "rows"), [("00", 2), ("01", 0)])
def test_only_the_region_has_a_row_per_district(rulebook: Rulebook, place_id: str, rows: int) -> None:
    assert len(by_district(sample_scope(rulebook, place_id))) == rows


def test_row_of_a_district_counts_its_reports(rulebook: Rulebook) -> None:
    second = by_district(sample_scope(rulebook, "00"))[1]
    assert (second.name, second.expected, second.counted, second.silent, second.late) == (
        "Холмский городской округ",
        "5",
        "4",
        "1",
        "0",
    )
