from dataclasses import replace
from datetime import date
from pathlib import Path

from support.sending import Send

from engine.cli.summary import summary_lines
from engine.consolidation.closed import ClosedData
from engine.consolidation.frames import frame_of
from engine.consolidation.result import CHANGES
from engine.pipeline.choices import asked_of
from engine.pipeline.consolidation import run_consolidation
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace


def lines(workspace: Workspace, rulebook: Rulebook, lang: str) -> list[str]:
    run = run_consolidation(workspace, rulebook, asked_of(rulebook, None, None), returning="none")
    return list(summary_lines(run, rulebook, lang))


def test_names_that_do_not_fit_are_counted(workspace: Workspace, rulebook: Rulebook) -> None:
    (silent,) = [line for line in lines(workspace, rulebook, "ru") if line.startswith("Не сдали")]
    assert silent.startswith("Не сдали (76): ")
    assert silent.endswith(" и ещё 68.")


def test_what_is_past_due_at_silent_places_is_counted_as_unknown(workspace: Workspace, rulebook: Rulebook) -> None:
    said = lines(workspace, rulebook, "ru")
    assert "Просроченных мероприятий нет." in said
    (unknown,) = [line for line in said if line.startswith("Срок прошёл, а выполнено ли, неизвестно")]
    assert int(unknown.rsplit(": ", 1)[1].rstrip(".")) > 50


def test_overdue_activities_are_named_one_a_line_and_at_most_five(
    workspace: Workspace, rulebook: Rulebook, send: Send
) -> None:
    send("0501", "a.xlsx")
    said = lines(workspace, rulebook, "ru")
    at = said.index("Просрочено мероприятий: 2.")
    assert said[at + 1] == "– МБОУ «Старолуговская СОШ № 1»: мероприятие 2, на 1\u00a0522 дн."
    for number in range(502, 505):
        send(f"0{number}", f"{number}.xlsx")
    said = lines(workspace, rulebook, "ru")
    named = [line for line in said if line.startswith("– МБОУ")]
    assert len(named) == 5
    total = next(line for line in said if line.startswith("Просрочено мероприятий: "))
    more = int(total.rsplit(": ", 1)[1].rstrip(".")) - 5
    assert f"– и ещё {more}: лист «Просрочено»." in said


def test_what_to_do_next_comes_last(workspace: Workspace, rulebook: Rulebook) -> None:
    run = run_consolidation(workspace, rulebook, asked_of(rulebook, "2024", None))
    said = list(summary_lines(run, rulebook, "ru", Path("w")))
    assert said[-1] == (
        "Дальше: разошлите письма из папки letters; решения – svod decide --workspace w; готово – svod close "
        "--workspace w --period 2024"
    )
    run = run_consolidation(workspace, rulebook, asked_of(rulebook, None, None), returning="none")
    assert list(summary_lines(run, rulebook, "ru"))[-1] == "Дальше: решения – svod decide; готово – svod close"


def changed(workspace: Workspace, rulebook: Rulebook, *kinds: str) -> list[str]:
    """What is said of these changes after closing, in both languages."""
    run = run_consolidation(workspace, rulebook, asked_of(rulebook, None, None), returning="none")
    closed = ClosedData(2, date(2025, 1, 20), {}, {}, {}, {}, {}, {})
    changes = frame_of([("01", "0101", kind, *[None] * 9) for kind in kinds], CHANGES)
    run = replace(run, consolidation=replace(run.consolidation, closed=closed, changes=changes))
    said = (line for lang in ("ru", "en") for line in summary_lines(run, rulebook, lang))
    return [line for line in said if "версии 2" in line or "version 2" in line]


def test_what_changed_after_closing_is_said_in_short(workspace: Workspace, rulebook: Rulebook) -> None:
    ru, _ = changed(workspace, rulebook, "new", "withdrawn", "corrected", "corrected", "arrived")
    assert ru == (
        "После закрытия версии 2: сдали – 1, больше не учтены – 1, исправлено значений – 2. Лист «Что изменилось». "
        "Если нужен исправленный свод: svod close"
    )
    ru, _ = changed(workspace, rulebook, "arrived", "status")
    assert "версии 2: прочих отличий – 2." in ru


def test_nothing_changed_after_closing_is_said_and_asks_for_nothing(workspace: Workspace, rulebook: Rulebook) -> None:
    assert changed(workspace, rulebook) == [
        "После закрытия версии 2 ничего не изменилось.",
        "Nothing has changed since version 2 was closed.",
    ]


def test_transmittals_are_told_with_when_they_are_sent(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    assert not [line for line in lines(workspace, rulebook, "ru") if line.startswith("Передаточные своды")]
    send("0501", "a.xlsx")
    (said,) = [line for line in lines(workspace, rulebook, "ru") if line.startswith("Передаточные своды")]
    assert said.startswith("Передаточные своды (1): ")
    assert "когда период закроют" in said


def test_both_languages_tell_the_same_things(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    send("0101", "a.xlsx", {"306": 40})
    english = lines(workspace, rulebook, "en")
    assert len(lines(workspace, rulebook, "ru")) == len(english)


def test_english_says_that_letters_are_in_russian(workspace: Workspace, rulebook: Rulebook) -> None:
    run = run_consolidation(workspace, rulebook, asked_of(rulebook, None, None))
    said = list(summary_lines(run, rulebook, "en"))
    assert said[-2].startswith("Documents, letters and returns are in Russian")
    assert len(said) == len(list(summary_lines(run, rulebook, "ru"))) + 1


def test_english_names_the_sheets_as_the_english_workbooks_do(
    workspace: Workspace, rulebook: Rulebook, send: Send
) -> None:
    for number in range(501, 505):
        send(f"0{number}", f"{number}.xlsx")
    english = lines(workspace, rulebook, "en")
    assert any("by 1,522 days" in line for line in english)
    assert any(line.endswith("more: sheet «Overdue».") for line in english)
    assert any(line.endswith("They are listed on the sheet «Findings».") for line in english)
