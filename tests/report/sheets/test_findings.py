from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support.workbook_text import Shown, sample_scope, written

from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import findings
from engine.report.sheets.findings import REMEDY_BY_SERIES, region_remedy
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.messages import catalogue, found


def test_district_reads_file_cell_and_what_to_do(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(findings.write, sample_scope(rulebook, "01"), tmp_path)

    assert cells["A6"].value == "► предупреждение"
    assert cells["E6"].value == "2025-01-10/письмо Тайновой 0101.xlsx"
    assert (cells["F6"].value, cells["G6"].value, cells["H6"].value, cells["I6"].value) == (
        "лист Тайновой",
        "E17",
        "011",
        "C04",
    )


def test_gravest_finding_stands_first(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(findings.write, sample_scope(rulebook, "00"), tmp_path)

    assert [str(cells[f"A{row}"].value)[0] for row in (6, 7, 8, 9)] == ["▼", "►", "►", "○"]


def test_region_reads_organisation_code_line_and_a_remedy_without_what_was_sent(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    cells = written(findings.write, sample_scope(rulebook, "00"), tmp_path)

    assert [cells[f"{letter}7"].value for letter in "CDEFG"] == [
        "МБОУ «Ручейская СОШ № 1»",
        "010101010101",
        "C04",
        "011",
        "Строка 011 (Дата заполнения): дата заполнения намного позже даты, на которую составлен отчёт",
    ]
    assert cells["C6"].value == "организация не определена"


def test_only_what_may_be_explained_is_said_to_be(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    error, soft = (
        Finding(code, severity, "a.xlsx") for code, severity in (("K06", Severity.ERROR), ("K08b", Severity.WARNING))
    )

    assert "пояснение" not in region_remedy(scope, error)
    assert "пояснение" in region_remedy(scope, soft)


def quoting_senders() -> list[str]:
    """Codes whose facts may hold what a sender typed; those about transmittals hold numbers and our own words only."""
    return [code for code in catalogue() if not code.startswith("G")]


def test_the_region_is_told_what_to_do_about_an_edited_transmittal(rulebook: Rulebook) -> None:
    facts = {"written_ru": "«45»", "came_ru": "«54»"}
    edited = Finding("G10", Severity.WARNING, "a.xlsx", facts, place_id="01", sheet="Охват", cell="D7")
    scope = sample_scope(rulebook, "00")
    assert "Спросите муниципалитет" in region_remedy(scope, edited)


def test_no_remedy_for_the_region_quotes_a_fact_of_a_finding(rulebook: Rulebook) -> None:
    secret = "ТАЙНА"  # noqa: S105  no password
    scope = sample_scope(rulebook, "00")
    for code in quoting_senders():
        facts = dict.fromkeys(["used", "value", "number", "text", "sheet", "cell", "place", "asked", "found"], secret)
        finding = Finding(code, Severity.ERROR, secret, facts, value=secret, sheet=secret)
        assert secret not in region_remedy(scope, finding)


def test_every_series_of_codes_has_a_remedy_for_the_region() -> None:
    assert {code[:1] for code in catalogue()} <= set(REMEDY_BY_SERIES)


TOLD = Finding("K08b", Severity.WARNING, "a.xlsx", {"sentence_ru": "41 больше 40."}, "0101", line="308")
EXPLAINED = TOLD.with_(state=FindingState.EXPLAINED, explanation="совместители")
WAIVED = TOLD.with_(severity=Severity.ERROR, state=FindingState.WAIVED, explanation="письмо № 5")


def shown(rulebook: Rulebook, place_id: str, folder: Path, *made: Finding) -> list[tuple[object, object]]:
    """Columns «Что сделать» and «Состояние и пояснение», row by row."""
    scope = sample_scope(rulebook, place_id)
    index = Index(replace(scope.index.consolidation, findings=made), scope.rulebook)
    cells = written(findings.write, Scope(index, scope.place), folder)
    letters = ("H", "I") if scope.is_region else ("D", "J")
    blank = Shown(None, None, "", None, None)
    return [tuple(cells.get(f"{letter}{row}", blank).value for letter in letters) for row in range(6, 6 + len(made))]  # type: ignore[misc]  # pairs


def test_what_is_settled_shows_by_which_words_and_asks_for_nothing(rulebook: Rulebook, tmp_path: Path) -> None:
    for place_id in ("01", "00"):
        assert shown(rulebook, place_id, tmp_path, EXPLAINED) == [
            ("Ничего делать не нужно: дано пояснение.", "пояснено: совместители")
        ]
    for place_id, basis in (("01", ": письмо № 5"), ("00", ": основание – в муниципальном своде")):
        assert shown(rulebook, place_id, tmp_path, WAIVED) == [
            ("Ничего делать не нужно: так решил муниципалитет.", f"снято решением{basis}")
        ]


def test_words_that_name_a_person_stay_in_the_district(rulebook: Rulebook, tmp_path: Path) -> None:
    secret = "болеет Иванова М. П."  # noqa: S105  no password
    told, waived = (each.with_(explanation=secret, withheld=True) for each in (EXPLAINED, WAIVED))

    assert shown(rulebook, "01", tmp_path, told)[0][1] == f"пояснено: {secret}"
    assert [state for _, state in shown(rulebook, "00", tmp_path, waived, told)] == [
        "снято решением: основание – в муниципальном своде",
        "пояснено: пояснение остаётся в муниципалитете: в нём, возможно, есть персональные данные",
    ]


def test_words_that_explain_nothing_are_kept_in_the_district_only(rulebook: Rulebook, tmp_path: Path) -> None:
    ignored = found("E01", "a.xlsx", place_id="0101", control="K08b", title="…", explanation="просто так")

    assert shown(rulebook, "01", tmp_path, ignored)[0][1] == "пояснение: просто так"
    assert shown(rulebook, "00", tmp_path, ignored)[0][1] is None


def test_settled_findings_stand_below_the_open_ones(rulebook: Rulebook, tmp_path: Path) -> None:
    states = [state for _, state in shown(rulebook, "01", tmp_path, WAIVED, EXPLAINED, TOLD)]

    assert states == ["ждёт пояснения", "снято решением: письмо № 5", "пояснено: совместители"]


def test_open_findings_say_what_they_wait_for(rulebook: Rulebook, tmp_path: Path) -> None:
    made = [
        TOLD,
        TOLD.with_(code="K06", severity=Severity.ERROR),
        found("C04", "a.xlsx", place_id="0101"),
        found("F13", "a.xlsx", place_id="0101"),
    ]
    for place_id in ("01", "00"):
        states = [state for _, state in shown(rulebook, place_id, tmp_path, *made)]
        assert states == ["ждёт исправления", "ждёт проверки", "ждёт пояснения", None]
