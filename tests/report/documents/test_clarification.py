from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from support.consolidations import SECRETS, planned_scope, sample, sample_rulebook
from support.document_text import sample_scope
from support.roadmaps import activity_of, occurrence, plan

from engine.report.documents.clarification import (
    NOTHING,
    clarify_words,
    deadlines,
    explanations,
    questions,
    unclear_deadlines,
    unsure_targets,
)
from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Finding, FindingState, Severity


def with_findings(rulebook: Rulebook, findings: Iterable[Finding], place_id: str = "01") -> Scope:
    small = sample_rulebook(rulebook)
    made = replace(sample(small), findings=tuple(findings))
    return Scope(Index(made, small), small.registry[place_id])


def found(code: str, severity: Severity = Severity.WARNING, place_id: str = "0101", **fields: object) -> Finding:
    return replace(Finding(code, severity, f"{place_id}.xlsx", place_id=place_id), **fields)  # type: ignore[arg-type]  # fields of a finding


def said(scope: Scope) -> str:
    return " ".join(clarify_words(scope)).replace("\u00a0", " ")


def test_open_findings_are_counted_by_weight_and_information_is_not(rulebook: Rulebook) -> None:
    findings = (found("V09", Severity.ERROR), found("V02"), found("V02", place_id="0102"), found("F13", Severity.INFO))
    assert "Ждут ответа замечания к отчётам: ошибок – 1, предупреждений – 2." in said(with_findings(rulebook, findings))


def test_nothing_to_clarify_is_said(rulebook: Rulebook) -> None:
    scope = with_findings(rulebook, ())
    confirmed = tuple(each.model_copy(update={"confirmed": True}) for each in scope.rulebook.targets)
    small = replace(scope.rulebook, targets=confirmed)
    made = replace(scope.index.consolidation, coverage=scope.index.consolidation.coverage.assign(target_confirmed=True))
    assert said(Scope(Index(made, small), scope.place)) == NOTHING


def test_questions_name_relations_and_lines_and_quote_nothing_that_was_typed(rulebook: Rulebook) -> None:
    findings = (
        found("K04a", Severity.ERROR, line="302"),
        found("V02", line="308", value="10 чел."),
        found("V02", line="309", value="11 чел."),
        found("V09", line="7003", facts={"value": "секрет"}),
        found("C08", facts={"used": "письмо Тайновой.xlsx"}),
    )
    (question,) = questions(with_findings(rulebook, findings))
    assert question.who == "МБОУ «Ручейская СОШ № 1»"
    assert question.what.startswith("Не выполнено: «Наставляемые 10–19 лет входят в число всех наставляемых»; ")
    assert "; строка 7003: " in question.what
    assert not any(secret in question.what for secret in ("секрет", "10 чел", *SECRETS))


def test_questions_say_in_which_lines_and_columns_what_is_wrong(rulebook: Rulebook) -> None:
    findings = (
        found("V04", Severity.ERROR, line="502", column="1"),
        found("V02", line="308", column="1"),
        found("V02", line="309", column="1"),
        found("V19", line="7003", column="2"),
        found("V19", line="7003", column="3"),
        found("V23", facts={"sheet": "секрет"}),
    )
    (question,) = questions(with_findings(rulebook, findings))
    assert question.what == (
        "Строка 502: вместо числа стоит процент; "
        "вписано там, где форма ничего не спрашивает, это не учтено; "
        "строки 308, 309: вместе с числом написано лишнее, число прочитано; "
        "строка 7003 (графы 2, 3): дата не прочитана"
    )


def test_gravest_questions_come_first(rulebook: Rulebook) -> None:
    findings = (found("V02", line="308"), found("V09", Severity.ERROR, "0102", line="101"))
    assert [each.who for each in questions(with_findings(rulebook, findings))] == [
        "МБОУ «Мостовская ООШ»",
        "МБОУ «Ручейская СОШ № 1»",
    ]


def test_long_list_of_questions_is_cut_and_says_so(rulebook: Rulebook) -> None:
    scope = with_findings(rulebook, ())
    places = [
        replace(scope.rulebook.registry["0101"], id=f"01{number}", name=f"Школа {number}") for number in range(10, 40)
    ]
    small = sample_rulebook(rulebook, (*scope.rulebook.registry.places.values(), *places))
    made = replace(scope.index.consolidation, findings=tuple(found("V02", place_id=each.id) for each in places))
    many = Scope(Index(made, small), small.registry["01"])
    assert len(questions(many)) == 20
    assert "В таблице – первые 20 организаций." in said(many)


EXPLAINED = found("K05a", state=FindingState.EXPLAINED, explanation="Дети учатся в двух сменах")
WITHHELD = found("K05a", place_id="0102", state=FindingState.EXPLAINED, explanation="Иванова И. И.", withheld=True)


def test_district_reads_what_was_explained_but_no_personal_data(rulebook: Rulebook) -> None:
    scope = with_findings(rulebook, (EXPLAINED, WITHHELD))
    assert "Организации дали пояснения к 2 отклонениям." in said(scope)
    first, second = explanations(scope)
    assert first.said == "Дети учатся в двух сменах"
    assert "Иванова" not in second.said


@pytest.mark.parametrize("leaves", [True, False])
def test_nothing_that_was_explained_is_quoted_beyond_the_district(rulebook: Rulebook, *, leaves: bool) -> None:
    scope = with_findings(rulebook, (EXPLAINED,), "01" if leaves else "00")
    assert explanations(replace(scope, leaves=leaves)) == ()
    assert "Организации дали пояснения к 1 отклонению." in said(scope)


def test_waived_finding_is_counted_apart(rulebook: Rulebook) -> None:
    waived = found("V09", Severity.ERROR, state=FindingState.WAIVED, explanation="принято по акту")
    assert "Решением муниципалитета снято 1 замечание." in said(with_findings(rulebook, (waived,)))


def test_targets_that_no_document_confirms_are_named(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    assert len(unsure_targets(scope)) == 6
    assert "Цели не подтверждены документом по показателям: «Наставляемые 10–19 лет», " in said(scope)


def test_every_instance_of_an_unclear_deadline_is_read_as_in_the_workbook(rulebook: Rulebook) -> None:
    years = [occurrence(f"1@{year}", date(year, 12, 31), confirmed=False) for year in (2021, 2022)]
    scope = planned_scope(rulebook, [plan(activity_of("1", years))], {("0101", "plan", "1@2021"): "unknown"})
    assert [each.read_as for each in deadlines(scope)] == ["2021: до 31.12.2021\n2022: до 31.12.2022"]


def test_deadlines_stand_with_the_proposed_reading_in_the_district(rulebook: Rulebook) -> None:
    district, region = sample_scope(rulebook, "02"), sample_scope(rulebook, "00")
    assert [(each.number, each.read_as) for each in deadlines(district)] == [("1", "до 08.09.2020")]
    assert "Сверить с документом нужно срок 1 мероприятия дорожной карты." in said(district)
    assert deadlines(region) == ()
    assert len(unclear_deadlines(region)) == 1
    assert "дорожных карт. Они перечислены в своде на листе «Уточнить сроки»." in said(region)
