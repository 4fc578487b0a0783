from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.consolidations import consolidated, planned_scope, reported, sample_rulebook
from support.first_pages import with_history
from support.roadmaps import activity, activity_of, occurrence, plan
from support.workbook_text import sample_scope

from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets.notes import SummaryNote, notes
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.language import speaking
from engine.vocabulary.transmittal import Edit, Transmittal

LISTED = ("plain:listed",)

YEARLY = activity_of("5.2", [occurrence("5.2@2024", date(2024, 5, 31))])
PLAN = replace(plan(YEARLY, activity("1", date(2025, 1, 31)), activity("3", None)), id="p")


def test_what_is_overdue_due_and_unclear_is_said_with_the_sheet_where_more_stands(rulebook: Rulebook) -> None:
    statuses = {("0101", "p", "5.2@2024"): "overdue", ("0101", "p", "1"): "not_due", ("0101", "p", "3"): "no_deadline"}

    said = notes(planned_scope(rulebook, [PLAN], statuses))

    longest = "Дольше всего просрочено: Ручейская СОШ № 1, № 5.2 (2024), 214\u00a0дней."
    assert SummaryNote(longest, "Просрочено", ("place:01", "activities:longest")) in said
    assert SummaryNote("До 31.03.2025 истекает сроков: 1.", "Календарь", LISTED) in said
    assert SummaryNote("Сроков, которые нужно уточнить по документам: 1.", "Уточнить сроки", LISTED) in said


def test_district_that_is_overdue_itself_is_named(rulebook: Rulebook) -> None:
    said = notes(planned_scope(rulebook, [PLAN], {("01", "p", "5.2@2024"): "overdue"}))

    assert any("просрочено: Ручейский район, № 5.2" in note.text for note in said)


def test_silent_faulty_and_late_places_are_named_with_the_sheet_where_they_stand(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    made = scope.index.consolidation
    completeness = made.completeness.copy()
    completeness.loc[completeness["place_id"] == "0103", "status"] = "with_errors"
    said = notes(Scope(Index(replace(made, completeness=completeness), scope.rulebook), scope.place))

    name = "Заречная СОШ с углублённым изучением отдельных предметов"
    for words, names, sheet, what in (
        ("Нет отчёта", name, "Сдача отчётов", "silent"),
        ("С ошибками, в итоги не вошли", "Родничок", "Замечания", "with_errors"),
        ("Сдано с опозданием", "Мостовская ООШ", "Сдача отчётов", "late"),
    ):
        assert SummaryNote(f"{words}: 1 – {names}.", sheet, ("place:00", f"reports:{what}")) in said


def test_report_that_counts_with_its_errors_is_named(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "01")
    made = scope.index.consolidation
    register = tuple(replace(row, codes=("E10",)) if row.place_id == "0101" else row for row in made.register)
    path = next(row.path for row in register if row.place_id == "0101")
    fault = Finding("K06", Severity.ERROR, path, place_id="0101", state=FindingState.WAIVED)
    made = replace(made, register=register, findings=(fault,))
    said = notes(Scope(Index(made, scope.rulebook), scope.place))

    text = "Приняты с ошибками, по решению: 1 – Ручейская СОШ № 1."
    assert SummaryNote(text, "Сдача отчётов", ("place:01", "reports:by_decision")) in said


def test_report_that_came_late_and_counts_by_decision_is_named_once(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "01")
    made = scope.index.consolidation
    register = tuple(replace(row, codes=("E10",)) if row.place_id == "0102" else row for row in made.register)
    path = next(row.path for row in register if row.place_id == "0102")
    fault = Finding("K06", Severity.ERROR, path, place_id="0102", state=FindingState.WAIVED)
    made = replace(made, register=register, findings=(fault,))

    said = [note.text for note in notes(Scope(Index(made, scope.rulebook), scope.place)) if "Мостовская" in note.text]
    assert said == ["Приняты с ошибками, по решению: 1 – Мостовская ООШ."]


def test_result_before_and_what_the_next_target_needs_are_said_together(rulebook: Rulebook) -> None:
    scope = with_history(sample_scope(rulebook, "00"), (date(2023, 12, 31), 60, 100), next_target=0.8)

    text = (
        "Охват обучающихся: было 60,0\u00a0% на 31.12.2023; чтобы дойти до 80\u00a0% (цель 2025 года), "
        "не хватает 118\u00a0обучающихся."
    )
    means = ("place:00", "progress:involved_pupils:previous", "progress:involved_pupils:pace")
    assert SummaryNote(text, "Динамика", means) in notes(scope)


def test_shortages_below_that_add_up_to_more_are_explained(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    made = scope.index.consolidation
    main = made.coverage["indicator"] == scope.main_indicator.id

    def short(region: int) -> list[str]:
        coverage = made.coverage.copy()
        for place_id, people in (("00", region), ("01", 613), ("02", 357)):
            coverage.loc[main & (coverage["place_id"] == place_id), "people_short"] = people
        coverage.loc[main & (coverage["place_id"] == "02"), "status"] = "met"
        found = notes(Scope(Index(replace(made, coverage=coverage), scope.rulebook), scope.place))
        return [note.text for note in found if "в сумме" in note.text]

    assert short(500) == ["По муниципалитетам в сумме не хватает больше – 970, а не 500: у других цель превышена."]
    assert short(970) == []


def test_missing_draft_and_edited_transmittals_are_told_to_the_region(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    made = scope.index.consolidation
    draft = Transmittal("01.xlsx", "0" * 64, "01", "2024", date(2024, 12, 31), 0, "1", {}, {}, "Данные", "G")
    draft = replace(draft, edits=(Edit("Охват", "B9", "1", "2"),))
    completeness = made.completeness.copy()
    completeness.loc[completeness["district_id"] == "02", "status"] = "silent"
    made = replace(made, transmittals=(draft,), completeness=completeness)
    index = Index(made, scope.rulebook)

    said = notes(Scope(index, scope.place))
    edited = "Свод исправлен вручную, в итогах – то, что записала программа: {} (исправлено вручную ячеек: 1)."
    assert SummaryNote("Нет передаточного свода: Холмский городской округ.", "О своде") in said
    assert SummaryNote("Свод не закрыт (черновик): Ручейский район.", "О своде") in said
    assert SummaryNote(edited.format("Ручейский район"), "Замечания", LISTED) in said
    below = notes(Scope(index, scope.rulebook.registry["02"], leaves=True))
    assert not any("свод" in note.text.casefold() for note in below)


def test_notes_speak_the_language_spoken(rulebook: Rulebook) -> None:
    with speaking("en"):
        said = [note.text for note in notes(sample_scope(rulebook, "00"))]

    assert "Late: 1 – Мостовская ООШ." in said


def test_all_is_well_where_there_is_nothing_to_say(rulebook: Rulebook) -> None:
    quiet = replace(sample_rulebook(rulebook), targets=())
    complete = reported(quiet, ()).assign(status="on_time")
    scope = Scope(Index(consolidated(quiet, (), completeness=complete), quiet), quiet.registry["01"])

    assert notes(scope) == [SummaryNote("Все отчёты сданы и учтены.")]
