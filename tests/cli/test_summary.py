from support.sending import Send

from engine.cli.summary import asked_lines, summary_lines
from engine.pipeline.choices import asked_of
from engine.pipeline.consolidation import run_consolidation
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace


def lines(workspace: Workspace, rulebook: Rulebook, lang: str) -> list[str]:
    run = run_consolidation(workspace, rulebook, asked_of(rulebook, None, None))
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


def test_overdue_activities_are_named_with_place_and_days(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    send("0501", "a.xlsx")
    (overdue,) = [line for line in lines(workspace, rulebook, "ru") if line.startswith("Просрочено")]
    assert overdue.startswith("Просрочено мероприятий: 2. МБОУ «Старолуговская СОШ № 1»: мероприятие 2, на 1522 дн.")
    assert not overdue.endswith("..")


def test_both_languages_tell_the_same_things(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    send("0101", "a.xlsx", {"306": 40})
    assert len(lines(workspace, rulebook, "ru")) == len(lines(workspace, rulebook, "en"))


def test_default_period_and_date_are_said_to_be_defaults(rulebook: Rulebook) -> None:
    (line,) = asked_lines(asked_of(rulebook, None, None), "en")
    assert line == "Period: 2024 год (the rules' current one); as of 2024-12-31 (the period's own date)."
