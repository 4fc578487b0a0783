from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from engine.cli.standing import message, overview_lines, overview_record
from engine.pipeline.choices import asked_of
from engine.pipeline.status import Overview, PlaceStatus, Standing
from engine.rulebook.model import Decision
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Severity
from engine.vocabulary.messages import found

DUE_ON = date(2025, 1, 17)
LONG = " ".join(["строка 302 = 166"] * 30)


def place(rulebook: Rulebook, place_id: str, standing: Standing, errors: int = 0, *scans: str) -> PlaceStatus:
    where = {"sheet": "Показатели", "cell": "C44", "line": "306"}
    sentence = found("K06", "a.xlsx", severity=Severity.ERROR, sentence_ru=LONG, sentence_en=LONG, **where)
    late = standing is Standing.LATE
    return PlaceStatus(
        place_id=place_id,
        district_id=rulebook.registry[place_id].parent_id or "",
        form="school",
        standing=standing,
        status="late" if late else "silent",
        received_on=date(2025, 1, 22) if late else None,
        due_on=DUE_ON,
        days_late=5 if late else None,
        errors=errors,
        first=sentence if errors else None,
        scans=scans,
    )


def overview_of(rulebook: Rulebook, places: Sequence[PlaceStatus], *exempt: str) -> Overview:
    decisions = [
        Decision(
            place_id=each,
            period="2024",
            decision="exempt",
            revision=None,
            basis="закрыта на ремонт, приказ № 15",
            decided_by="Примерова",
            decided_on=date(2025, 1, 10),
        )
        for each in exempt
    ]
    return Overview(asked_of(rulebook, None, None), tuple(places), tuple(decisions))


@pytest.fixture
def mixed(rulebook: Rulebook) -> Overview:
    places = [
        place(rulebook, "0206", Standing.WITH_ERRORS, 4),
        place(rulebook, "0205", Standing.NEWER_FAULTY, 1),
        place(rulebook, "0406", Standing.LATE),
        place(rulebook, "0213", Standing.SILENT, 0, "2025-01-15/0213 скан.pdf"),
        place(rulebook, "0101", Standing.REPORTED),
    ]
    return overview_of(rulebook, places, "0115")


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_no_line_but_the_paragraph_to_paste_is_wider_than_a_terminal(
    mixed: Overview, rulebook: Rulebook, lang: str
) -> None:
    lines = list(overview_lines(mixed, rulebook, lang))
    assert max(map(len, lines[:-1])) <= 100
    assert lines[-1] == message(mixed, rulebook, lang)


def test_lists_are_headed_by_their_number_and_aligned(mixed: Overview, rulebook: Rulebook) -> None:
    lines = list(overview_lines(mixed, rulebook, "ru"))
    assert "Отчитались: 3 из 5, из них с опозданием: 1. С ошибками: 1. Не сдали: 1. Исправление с ошибками: 1." in lines
    late = next(line for line in lines if line.startswith("  0406 МБОУ «Мшистинская СОШ»"))
    silent = next(line for line in lines if line.startswith("  0213 МБОУ «Подплёсская ООШ»"))
    assert late.endswith("22.01.2025, опоздание 5 дн.")
    assert silent.endswith("срок 17.01.2025")
    assert late.index("Каменноручейский") == silent.index("Тихореченский")
    assert late.index("22.01.2025") == silent.index("срок")
    assert any("есть скан: 2025-01-15/0213 скан.pdf" in line for line in lines)
    assert any("основание: закрыта на ремонт" in line for line in lines)


def test_what_is_wrong_is_said_with_its_cell_and_cut(mixed: Overview, rulebook: Rulebook) -> None:
    text = " ".join(line.strip() for line in overview_lines(mixed, rulebook, "ru"))
    assert "лист «Показатели», стр. 306: строка 302 = 166" in text
    assert text.count("302 = 166") < 2 * 30
    assert "…" in text


def test_one_district_needs_no_column_for_it(rulebook: Rulebook) -> None:
    found = overview_of(rulebook, [place(rulebook, "0213", Standing.SILENT), place(rulebook, "0214", Standing.SILENT)])
    assert not any("Тихореченский" in line for line in overview_lines(found, rulebook, "ru"))


def test_the_message_names_whom_to_ask_for_what_without_codes(mixed: Overview, rulebook: Rulebook) -> None:
    assert message(mixed, rulebook, "ru") == (
        "Наставничество, 2024 год. Не сдали: Подплёсская ООШ; с ошибками: Правобродская СОШ; "
        f"новый файл с ошибками (учтён прежний): {_own(rulebook, '0205')}; сдали с опозданием: Мшистинская СОШ."
    )


def _own(rulebook: Rulebook, place_id: str) -> str:
    return rulebook.registry[place_id].name.split("«")[1].rstrip("»")


def test_places_of_one_name_are_told_apart_by_their_district(rulebook: Rulebook) -> None:
    places = {
        each.id: replace(each, name="МБОУ «СОШ № 1»") if each.id in {"0101", "0201"} else each
        for each in rulebook.registry.places.values()
    }
    twins = replace(rulebook, registry=type(rulebook.registry).of(places.values()))
    found = overview_of(twins, [place(twins, each, Standing.SILENT) for each in ("0101", "0201")])
    said = message(found, twins, "ru")
    assert "СОШ № 1 (Верхнеозёрский район), СОШ № 1 (Тихореченский район)" in said


def test_the_message_says_when_all_is_done(rulebook: Rulebook) -> None:
    assert message(overview_of(rulebook, [place(rulebook, "0101", Standing.REPORTED)]), rulebook, "ru").endswith(
        "Все отчёты сданы."
    )
    assert message(overview_of(rulebook, []), rulebook, "ru").endswith("Отчётов ни от кого не ждут.")


def test_programs_get_everything_and_the_message(mixed: Overview, rulebook: Rulebook) -> None:
    record = overview_record(mixed, rulebook, "ru")
    assert record["counts"] == {"with_errors": 1, "newer_faulty": 1, "late": 1, "silent": 1, "reported": 1}
    assert record["message"] == message(mixed, rulebook, "ru")
    assert record["exempt"] == [{"place_id": "0115", "basis": "закрыта на ремонт, приказ № 15"}]
    places = record["places"]
    assert isinstance(places, list)
    assert places[0]["first"]["cell"] == "C44"
    assert places[0]["ask"].startswith("лист «Показатели», стр. 306: ")
    assert places[3]["ask"] == "Форма не получена."
    assert places[4]["ask"] is None


def test_a_cell_without_a_line_is_named_itself(rulebook: Rulebook) -> None:
    faulty = place(rulebook, "0206", Standing.WITH_ERRORS, 1)
    assert faulty.first is not None
    nowhere = replace(faulty, first=faulty.first.with_(line=None))
    record = overview_record(overview_of(rulebook, [nowhere]), rulebook, "ru")
    assert "лист «Показатели», ячейка C44: " in str(record["places"])


def test_corrections_with_errors_are_counted_only_where_there_are_any(rulebook: Rulebook) -> None:
    found = overview_of(rulebook, [place(rulebook, "0101", Standing.REPORTED)])
    assert not any("Исправление с ошибками" in line for line in overview_lines(found, rulebook, "ru"))
