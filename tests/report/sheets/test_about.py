from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from support.workbook_text import column, read, sample_scope, written

import engine
from engine.consolidation.decisions import DECISIONS_FILE
from engine.report.bookfile import open_book
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import about
from engine.report.signing import DATE_LINE
from engine.rulebook.model import Control, Decision, Signatures, SwitchedOff
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Severity
from engine.vocabulary.messages import found
from engine.vocabulary.transmittal import Transmittal

CONTROL = Control(
    id="K99",
    level=Severity.WARNING,
    title="Проверка на пробу",
    rule="[101] >= 0",
    message="",
    off=(SwitchedOff(period="2024", reason="форма изменилась"),),
    source="тест",
)
DECISION = Decision(
    place_id="0101",
    period="2024",
    decision="accept",
    revision=None,
    basis="служебная записка",
    decided_by="отдел",
    decided_on=date(2025, 1, 20),
)


def with_rules(scope: Scope, **changes: object) -> Scope:
    return Scope(Index(scope.index.consolidation, replace(scope.rulebook, **changes)), scope.place)  # type: ignore[arg-type]  # fields of the rulebook


def test_says_what_the_numbers_rest_on(rulebook: Rulebook, tmp_path: Path) -> None:
    facts = column(written(about.write, sample_scope(rulebook, "00"), tmp_path), "B")

    assert any(str(fact).startswith("0" * 64) for fact in facts)
    assert f"Свод {engine.__version__}" in facts
    assert "31.12.2024" in facts


def test_says_what_no_accepted_report_and_an_unconfirmed_deadline_mean(rulebook: Rulebook, tmp_path: Path) -> None:
    words = "\n".join(map(str, column(written(about.write, sample_scope(rulebook, "00"), tmp_path), "A")))

    assert "чьего отчёта нет или он не принят, не считаются ни выполненными, ни просроченными." in words
    assert "Просрочка по такому сроку считается, но тоже под вопросом." in words


def test_says_whose_workbook_it_is_with_its_own_numbers(rulebook: Rulebook, tmp_path: Path) -> None:
    region, district = (written(about.write, sample_scope(rulebook, each), tmp_path) for each in ("00", "02"))

    assert rulebook.programme.organisation in column(region, "B")
    assert "Холмский городской округ. Подписывает: Руководитель органа управления образованием" in column(district, "B")
    scope = sample_scope(rulebook, "02")
    lacking = next(each for each in rulebook.indicators if scope.coverage(scope.place, each).reported == 2)  # of 3
    assert any(
        str(value).startswith(f"«Учтено 2 из 3» – организаций, у которых считается показатель «{lacking.short}»")
        for value in column(district, "A")
    )


def test_source_of_indicator_and_target_is_told_once(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(about.write, sample_scope(rulebook, "00"), tmp_path)
    row = next(address[1:] for address, cell in cells.items() if cell.value == rulebook.indicators[1].title)

    assert cells[f"E{row}"].value == (f"{rulebook.indicators[1].source}\nЦель: там же; значение не подтверждено")
    assert str(cells[f"E{int(row) - 1}"].value).count("Цель: Федеральный проект") == 1


def test_names_of_ranges_stay_together_on_paper(rulebook: Rulebook, tmp_path: Path) -> None:
    for number in range(1, 40, 4):
        scope = sample_scope(rulebook, "00")
        controls = tuple(CONTROL.model_copy(update={"id": f"K{each}"}) for each in range(number))
        with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
            page = book.add("Охват", 10)
            for each in range(4):
                book.name(f"Имя_{each}", page.range(0, 1, each), f"что это {each}")
            about.write(book, with_rules(scope, controls=controls))
        sheet = load_workbook(tmp_path / "a.xlsx")["О своде"]
        rows = {str(each[0].value): each[0].row for each in sheet.iter_rows() if each[0].value}
        assert not {each.id for each in sheet.row_breaks.brk} & set(
            range(rows["Имена диапазонов"], rows["Имя_3 – что это 3."])
        )


def test_every_target_has_its_source_and_says_whether_it_is_confirmed(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(about.write, sample_scope(rulebook, "00"), tmp_path)
    row = next(address[1:] for address, cell in cells.items() if cell.value == rulebook.indicators[1].title)

    assert cells[f"B{row}"].value == "строка 302 ÷ строка 102; школы"
    assert cells[f"C{row}"].value == "70\u00a0%"
    assert cells[f"D{row}"].value == "цель не подтверждена"
    assert "Цель: " in str(cells[f"E{row}"].value)


def test_lines_that_do_not_add_up_are_named(rulebook: Rulebook, tmp_path: Path) -> None:
    words = "\n".join(map(str, column(written(about.write, sample_scope(rulebook, "00"), tmp_path), "A")))

    assert all(f"{line} – " in words for line in ("291", "308", "309", "401", "402"))


def test_switched_off_controls_are_named_with_the_reason(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "00")

    off = column(written(about.write, with_rules(scope, controls=(CONTROL,)), tmp_path), "A")
    on = column(written(about.write, with_rules(scope, controls=()), tmp_path), "A")

    assert "K99 «Проверка на пробу»: форма изменилась" in off
    assert "В этом периоде все проверки включены." in on


def told(rulebook: Rulebook, place_id: str, folder: Path, *decisions: Decision) -> list[str]:
    """What stands under «Решения, принятые вручную»."""
    scope = with_rules(sample_scope(rulebook, place_id), decisions=decisions)
    lines = [str(value) for value in column(written(about.write, scope, folder), "A")]
    signer = scope.programme.signatures.of(scope.place.level)[0]
    return lines[lines.index("Решения, принятые вручную") + 1 : lines.index(signer)]


def test_who_decided_is_not_said_where_a_transmittal_did_not_tell(rulebook: Rulebook, tmp_path: Path) -> None:
    said, *_ = told(rulebook, "01", tmp_path, DECISION.model_copy(update={"decided_by": ""}))
    assert "кто решил" not in said


def test_every_decision_stands_there_and_its_basis_and_who_decided_stay_in_the_district(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    said = "МБОУ «Ручейская СОШ № 1»: отчёт принят с ошибками, решение от 20.01.2025"

    assert told(rulebook, "01", tmp_path, DECISION) == [f"{said}; основание: служебная записка; кто решил: отдел"]
    assert told(rulebook, "00", tmp_path, DECISION) == [f"{said}; основание – в муниципальном своде"]
    assert told(rulebook, "02", tmp_path, DECISION) == ["Нет."]


def test_basis_that_names_a_person_stays_in_the_district_and_the_region_is_told_so(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    named = DECISION.model_copy(update={"basis": "звонок Ивановой Марии Петровны"})

    assert "Ивановой" in told(rulebook, "01", tmp_path, named)[0]
    (line,) = told(rulebook, "00", tmp_path, named)
    assert line.endswith("основание – в муниципальном своде")


def test_exempt_places_are_named_together(rulebook: Rulebook, tmp_path: Path) -> None:
    exempt = [DECISION.model_copy(update={"place_id": each, "decision": "exempt"}) for each in ("0101", "0201")]

    assert told(rulebook, "00", tmp_path, *exempt)[-1] == (
        "Освобождены от отчёта: МБОУ «Ручейская СОШ № 1», МБОУ «Холмская гимназия»."
    )
    assert told(rulebook, "01", tmp_path, *exempt)[-1] == "Освобождены от отчёта: МБОУ «Ручейская СОШ № 1»."


def test_decision_that_applies_to_nothing_is_named_once(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = with_rules(sample_scope(rulebook, "00"), decisions=(DECISION,))
    vain = found("E11", DECISIONS_FILE, place_id="0101", decision="accept", place="Школа", decided_on="20.01.2025")
    made = replace(scope.index.consolidation, findings=(vain,))
    lines = column(written(about.write, Scope(Index(made, scope.rulebook), scope.place), tmp_path), "A")

    said = (
        "МБОУ «Ручейская СОШ № 1»: решение пока не действует: отчёта нет; решение от 20.01.2025: принять отчёт с "
        "ошибками; основание – в муниципальном своде"
    )
    first = lines.index("Решения, принятые вручную")
    assert lines[first + 1 : first + 3] == [said, scope.programme.signatures.region[0]]


def test_office_signs_at_the_end_unless_the_rules_leave_nobody(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    unsigned = scope.programme.model_copy(update={"signatures": Signatures(district=(), region=())})

    signed = column(written(about.write, scope, tmp_path), "A")
    blank = column(written(about.write, with_rules(scope, programme=unsigned), tmp_path), "A")

    assert signed[-3:] == ["Руководитель органа управления образованием", "Исполнитель", DATE_LINE]
    assert blank[-1] == "Нет."


def test_region_lists_how_each_districts_transmittal_came(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "00")
    sent = Transmittal("01.xlsx", "a" * 64, "01", "2024", date(2024, 12, 31), 2, "1", {}, {}, "Данные", "G")
    made = replace(scope.index.consolidation, transmittals=(replace(sent, closed_on=date(2025, 1, 20)),))
    from_above = Scope(Index(made, scope.rulebook), scope.place)
    below = Scope(Index(made, scope.rulebook), scope.rulebook.registry["01"])

    lines = column(written(about.write, from_above, tmp_path), "A")
    first = lines.index("Передаточные своды") + 1
    assert lines[first : first + 2] == [
        "Ручейский район: файл aaaaaaaaaaaa, версия 2, закрыт 20.01.2025",
        "Холмский городской округ: посчитан по отчётам организаций",
    ]
    for each in (scope, below):
        assert "Передаточные своды" not in column(written(about.write, each, tmp_path), "A")


def test_transmittal_says_what_it_is_for_and_what_is_not_in_it(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")

    (said,) = (
        str(each)
        for each in column(written(about.write, replace(scope, leaves=True), tmp_path), "B")
        if "файл для отправки в регион" in str(each)
    )
    assert "остаются в муниципалитете (310)" in said
    assert "из папки closed" in said
    assert not any("отправки" in str(each) for each in column(written(about.write, scope, tmp_path), "B"))


def test_names_of_ranges_are_listed_by_what_they_hold(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        page = book.add("Лист", 10)
        for line in ("101", "102", "103"):
            book.name(f"Показатели_{line}_1", page.range(0, 3, 0), "числа формы")
        about.write(book, scope)
    words = column(read(tmp_path / "a.xlsx")["О своде"], "A")

    assert "Имена диапазонов" in words
    assert "Показатели_101_1 … Показатели_103_1 (всего 3) – числа формы." in words
