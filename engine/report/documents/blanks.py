"""The templates as they are shipped, drawn anew: ``python -m engine.report.documents.blanks workbook_templates``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from docx.document import Document as WordDocument

from engine.report.documents.cleaning import clean, forget_properties
from engine.report.documents.drawing import (
    AUTHOR,
    BODY,
    CAPTION,
    CONCLUSION,
    HEADING,
    PLAIN,
    SMALL,
    SUBTITLE,
    TAG,
    TEXT_WIDTH,
    TITLE,
    add,
    new_document,
    page_numbers,
    repeat,
)
from engine.report.documents.files import LETTER_TEMPLATE, MEMO_TEMPLATE
from engine.report.documents.rendering import same_every_time
from engine.report.documents.tables import plain_row, signatures, table

_DATE_LINE = "«____» ______________ 20____ г."
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # a template is of no day


def blanks() -> dict[str, bytes]:
    """Every template as it is shipped, by its file name: the same bytes every time."""
    return {name: _bytes_of(draw()) for name, draw in _DRAWN.items()}


def write_blanks(folder: Path, *, force: bool = False) -> tuple[list[str], list[str]]:
    """Write the templates; return the names of the written ones, and of those left alone because they were edited."""
    folder.mkdir(parents=True, exist_ok=True)
    written, edited = [], []
    for name, content in blanks().items():
        path = folder / name
        if path.exists() and not force and path.read_bytes() != content:
            edited.append(name)
            continue
        path.write_bytes(content)
        written.append(name)
    return written, edited


def _memo() -> WordDocument:
    document = new_document()
    page_numbers(document, "{{ уведомление }}")
    add(document, "{{ составитель }}", AUTHOR)
    add(document, "АНАЛИТИЧЕСКАЯ СПРАВКА", TITLE)
    add(document, "по итогам мониторинга", SUBTITLE)
    add(document, "«{{ программа }}»", SUBTITLE)
    add(document, "{%p if территория != составитель %}", TAG)
    add(document, "{{ территория }}", SUBTITLE)
    add(document, "{%p endif %}", TAG)
    add(document, "{{ за_период }}", SUBTITLE)
    add(document, "(по состоянию на {{ на_дату }})", SUBTITLE)
    for draw in (_reports, _indicators, _comparison, _plan, _questions):
        draw(document)
    add(document, "Выводы", HEADING)
    repeat(document, "выводы", "вывод", CONCLUSION)
    add(document, "", PLAIN)
    signatures(document)
    add(document, "", PLAIN)
    add(document, _DATE_LINE, PLAIN)
    return document


def _reports(document: WordDocument) -> None:
    add(document, "Сбор отчётов", HEADING)
    repeat(document, "сбор_текст", "абзац", BODY)
    _captioned(
        document,
        "Сдача отчётов по муниципалитетам",
        ("Муниципалитет", "Ожидалось", "Учтено", "Нет отчёта", "С ошибками", "С опозданием"),
        (57, 22, 18, 20, 22, 26),
        "сбор_по_муниципалитетам",
        ("муниципалитет", "=ожидалось", "=учтено", "=нет_отчета", "=с_ошибками", "=с_опозданием"),
    )
    _captioned(
        document,
        "Чьих отчётов нет в своде и кто сдал с опозданием",
        ("Кто отчитывается", "Что с отчётом", "Срок сдачи"),
        (90, 50, 25),
        "не_сдали",
        ("кто", "состояние", "=срок"),
    )


def _indicators(document: WordDocument) -> None:
    add(document, "Показатели и цели", HEADING)
    repeat(document, "показатели_обзор", "абзац", BODY)
    _captioned(
        document,
        "Показатели и цели {{ год_цели }} года",
        ("№", "Показатель", "Значение", "Цель", "Разница с целью", "Учтено организаций", "Вывод"),
        (7, 48, 18, 24, 21, 24, 23),
        "показатели",
        ("=номер", "показатель", "=значение", "=цель", "=отклонение", "=учтено", "=вывод"),
    )
    repeat(document, "показатели_текст", "абзац", BODY)
    repeat(document, "места_текст", "абзац", BODY)
    _captioned(
        document,
        "{{ места_заголовок }}",
        ("Где", "Участвует", "Всего", "Доля", "Разница с целью", "Не хватает, чел.", "Вывод"),
        (49, 21, 16, 17, 21, 19, 22),
        "места",
        ("место", "=числитель", "=знаменатель", "=значение", "=отклонение", "=не_хватает", "=вывод"),
    )


def _comparison(document: WordDocument) -> None:
    add(document, "Сравнение с прошлыми данными", HEADING)
    repeat(document, "сравнение_текст", "абзац", BODY)
    _captioned(
        document,
        "Изменение показателей",
        ("Показатель", "Было", "На дату", "Стало", "Изменение", "Замечание"),
        (53, 18, 22, 18, 23, 31),
        "сравнение",
        ("показатель", "=было", "=когда", "=стало", "=изменение", "замечание"),
    )


def _plan(document: WordDocument) -> None:
    add(document, "Исполнение дорожной карты", HEADING)
    repeat(document, "карта_текст", "абзац", BODY)
    _captioned(
        document,
        "Дорожные карты по муниципалитетам",
        ("Муниципалитет", "Выполнено", "Просрочено", "Срок прошёл, сведений нет", "Наибольшая просрочка"),
        (58, 23, 25, 29, 30),
        "карта_по_муниципалитетам",
        ("муниципалитет", "=выполнено", "=просрочено", "=нет_сведений", "=дольше_всего"),
    )
    _captioned(
        document,
        "Просроченные мероприятия",
        ("Кто отвечает", "№", "Мероприятие", "Выполнить до", "Дней после срока"),
        (50, 15, 55, 25, 20),
        "просрочено",
        ("кто", "=номер", "мероприятие", "=срок", "=дней"),
    )
    _note(document, "просрочено_примечание")
    _captioned(
        document,
        "Ближайшие сроки",
        ("Выполнить до", "№", "Мероприятие", "Кому осталось"),
        (27, 15, 70, 53),
        "предстоит",
        ("=срок", "=номер", "мероприятие", "кому_осталось"),
    )
    _note(document, "предстоит_примечание")


def _questions(document: WordDocument) -> None:
    add(document, "Что требует уточнения", HEADING)
    repeat(document, "уточнить_текст", "абзац", BODY)
    _captioned(
        document, "Замечания к отчётам", ("Чей отчёт", "О чём замечание"), (65, 100), "замечания", ("кто", "о_чем")
    )
    _captioned(
        document,
        "Пояснённые отклонения",
        ("Чей отчёт", "О чём замечание", "Пояснение или решение"),
        (50, 55, 60),
        "пояснения",
        ("кто", "о_чем", "пояснение"),
    )
    _captioned(
        document,
        "Сроки, которые нужно сверить с документом",
        ("№", "Мероприятие", "Срок в документе", "Предлагается"),
        (13, 82, 35, 35),
        "сроки",
        ("=номер", "мероприятие", "в_документе", "=предлагается"),
    )


def _letter() -> WordDocument:
    document = new_document()
    page_numbers(document, "{{ уведомление }}")
    row = plain_row(document, (80, 15, 70))
    for number, lines in ((0, ("{{ составитель }}", "", "_______________ № __________")), (2, ("{{ кому }}",))):
        for line, text in enumerate(lines):
            paragraph = row.cells[number].paragraphs[0] if line == 0 else row.cells[number].add_paragraph()
            paragraph.style = PLAIN
            paragraph.add_run(text)
    add(document, "", PLAIN)
    add(document, "{{ тема }}", PLAIN)
    add(document, "", PLAIN)
    add(document, "Уважаемые коллеги!", SUBTITLE)
    add(document, "", PLAIN)
    repeat(document, "текст", "абзац", BODY)
    _captioned(document, "Сведения для сверки", ("Что сверить", "Значение"), (105, 60), "сверка", ("что", "=значение"))
    add(document, "", PLAIN)
    add(document, "Приложение:", PLAIN)
    add(document, "{%p for файл in приложения %}", TAG)
    add(document, "{{ loop.index }}. {{ файл.название }}: файл «{{ файл.файл }}».", PLAIN)
    add(document, "{%p endfor %}", TAG)
    add(document, "", PLAIN)
    signatures(document)
    add(document, "", PLAIN)
    add(document, "Исполнитель: ______________________, телефон: ________________", SMALL)
    return document


def _captioned(
    document: WordDocument,
    caption: str,
    heads: tuple[str, ...],
    widths: tuple[float, ...],
    rows: str,
    cells: tuple[str, ...],
) -> None:
    """Add a table with its caption, both left out where the list is empty."""
    if sum(widths) != TEXT_WIDTH:
        raise ValueError(caption)
    add(document, f"{{%p if {rows} %}}", TAG)
    add(document, caption, CAPTION)
    row = tuple(f"{'=' * each.startswith('=')}ряд.{each.removeprefix('=')}" for each in cells)
    table(document, heads, widths, rows, row)
    add(document, "{%p endif %}", TAG)


def _note(document: WordDocument, name: str) -> None:
    add(document, f"{{%p if {name} %}}", TAG)
    add(document, f"{{{{ {name} }}}}", SMALL)
    add(document, "{%p endif %}", TAG)


def _bytes_of(document: WordDocument) -> bytes:
    clean(document)
    forget_properties(document)
    document.core_properties.created = document.core_properties.modified = _NEVER
    made = BytesIO()
    document.save(made)
    return same_every_time(made.getvalue())


_DRAWN: dict[str, Callable[[], WordDocument]] = {MEMO_TEMPLATE: _memo, LETTER_TEMPLATE: _letter}


def _main() -> int:
    asked = argparse.ArgumentParser(description="Write the templates of the Word documents.")
    asked.add_argument("folder", type=Path, nargs="?", default=Path("workbook_templates"))
    asked.add_argument("--force", action="store_true", help="also over templates that were edited")
    given = asked.parse_args()
    written, edited = write_blanks(given.folder, force=given.force)
    for name in written:
        print(name)  # noqa: T201  a program of its own
    for name in edited:
        print(f"{name}: edited, left alone; --force replaces it", file=sys.stderr)  # noqa: T201  as above
    return 1 if edited else 0


if __name__ == "__main__":
    sys.exit(_main())
