from __future__ import annotations

from dataclasses import replace

from support.changes import changed_scope, unchanged_scope
from support.workbook_text import sample_scope

from engine.consolidation.changes import EXEMPT
from engine.report.index import Index
from engine.report.plans import by_key
from engine.report.scope import Scope
from engine.report.sheets.changewords import (
    NOTHING,
    headline,
    label_words,
    listed_one_by_one,
    shown,
    summary_lines,
    value_words,
    version_words,
)
from engine.rulebook.rulebook import Rulebook


def test_version_is_named_with_its_day_and_only_where_there_is_one(rulebook: Rulebook) -> None:
    assert version_words(unchanged_scope(rulebook, "00")) == "версия 1, закрыта 20.01.2025"
    assert version_words(sample_scope(rulebook, "00")) == ""


def test_district_sees_every_change_and_the_region_no_text_and_no_local_line(rulebook: Rulebook) -> None:
    district, region = (shown(changed_scope(rulebook, place_id)) for place_id in ("01", "00"))
    assert [row.line for row in district if row.change == "corrected"] == ["006", "306", "310"]
    assert [row.line for row in region if row.change == "corrected"] == ["306"]


def test_all_changes_fit_one_short_sentence(rulebook: Rulebook) -> None:
    assert headline(changed_scope(rulebook, "00")) == "сдали – 1, больше не учтены – 1, исправлено значений – 1"
    assert headline(changed_scope(rulebook, "01")) == "больше не учтены – 1, исправлено значений – 3"


def test_what_only_follows_is_told_where_nothing_else_changed(rulebook: Rulebook) -> None:
    scope = changed_scope(rulebook, "00")
    made = scope.index.consolidation
    rest = made.changes[made.changes["change"].isin(["newly_overdue", "status", "arrived"])]
    only = Scope(Index(replace(made, changes=rest), scope.rulebook), scope.place)
    assert headline(only) == "стало просрочено мероприятий – 1, другой статус у мероприятий – 1, пришло файлов – 3"


def test_arrival_of_a_file_that_a_new_report_names_is_left_out_of_the_list(rulebook: Rulebook) -> None:
    scope = changed_scope(rulebook, "00")
    kinds = [row.change for row in listed_one_by_one(scope)]
    assert kinds.count("arrived") == [row.change for row in shown(scope)].count("arrived") - 1


def test_summary_names_the_places(rulebook: Rulebook) -> None:
    assert list(summary_lines(changed_scope(rulebook, "01"))) == [
        "Больше не учтены: 1 – МБОУ «Мостовская ООШ».",
        "Исправлено 3 значения в 1 отчёте: МБОУ «Ручейская СОШ № 1» (3).",
        "Пришло файлов: 1 (учтён – 1).",
        "Файлов больше нет: 1 (было: учтён – 1).",
    ]
    assert list(summary_lines(changed_scope(rulebook, "02"))) == [
        "Сдали после закрытия: 1 – МБОУ «Заречная СОШ с углублённым изучением отдельных предметов».",
        "Мероприятия дорожных карт: стало просрочено – 1, стало выполнено – 1, другой статус – 1.",
        "Пришло файлов: 1 (учтён – 1).",
    ]


def test_summary_says_that_nothing_changed(rulebook: Rulebook) -> None:
    assert list(summary_lines(unchanged_scope(rulebook, "00"))) == [NOTHING]


def test_what_a_change_is_about_is_said_in_the_words_of_the_rules(rulebook: Rulebook) -> None:
    scope = changed_scope(rulebook, "00")
    known = by_key(scope)
    labels = {(row.change, row.place_id): label_words(scope, row, known) for row in shown(scope)}
    assert labels["corrected", "0101"] == "Хотя бы в одной роли"
    assert labels["new", "0203"] == "Форма организации"
    assert labels["newly_overdue", "0202"].startswith("Мероприятие 3. Организовать")
    assert labels["arrived", None] is None


def test_blank_values_and_statuses_are_words(rulebook: Rulebook) -> None:
    rows = {(row.change, row.place_id): row for row in shown(changed_scope(rulebook, "00"))}
    corrected = rows["corrected", "0101"]
    assert (value_words(corrected, 699), value_words(corrected, None)) == (699, "пусто")
    new, late = rows["new", "0203"], rows["newly_overdue", "0202"]
    assert (value_words(new, new.old), value_words(new, new.new)) == ("□ нет отчёта", "► с опозданием")
    assert (value_words(late, late.old), value_words(late, late.new)) == ("► срок перенесён", "▼ просрочено")
    assert value_words(rows["arrived", None], "ignored") == "не учитывается"
    assert value_words(late, None) == "–"
    assert (value_words(new, None), value_words(new, EXEMPT)) == (
        "– не ожидается",
        "– не ожидается: освобождена решением",
    )
    assert value_words(rows["gone", "0102"], "accepted") == "учтён"
