"""What ``svod close`` says about which files go up and which stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.cli.tosend import sending_lines
from engine.pipeline.closing import Closing
from engine.rulebook.loading import load_rulebook

LETTER, MEMO = "documents/01 – сопроводительное письмо 2024.docx", "documents/01 – аналитическая справка 2024.docx"


@pytest.fixture(scope="module")
def closing(small_rules: Path) -> Closing:
    return Closing(
        period=load_rulebook(small_rules).periods["2024"],
        version=1,
        is_new=True,
        closed_on=date(2025, 1, 20),
        as_of=date(2024, 12, 31),
        folder=Path("closed/1"),
        reports=(),
        overdue=0,
        changes=(),
        previous=None,
        is_same=False,
        transmittals=(),
        documents=(),
        region_workbook="Региональный свод 2024.xlsx",
        region_memo=None,
        other_engine=None,
    )


def said(closing: Closing, lang: str = "ru", **changes: object) -> list[str]:
    return list(sending_lines(replaced(closing, **changes), lang))


def replaced(closing: Closing, **changes: object) -> Closing:
    return Closing(**{name: changes.get(name, getattr(closing, name)) for name in Closing.__dataclass_fields__})


def test_a_district_reads_every_file_to_send_and_which_one_stays(closing: Closing) -> None:
    send, stays = said(closing, transmittals=("01 – передаточный свод 2024.xlsx",), documents=(LETTER, MEMO))
    assert send == f"Отправьте региону из этой папки: «01 – передаточный свод 2024.xlsx», «{LETTER}», «{MEMO}»."
    assert stays.startswith("Муниципальный свод региону не отправляйте: ")


def test_of_several_districts_the_files_are_counted(closing: Closing) -> None:
    send, documents, stay = said(closing, transmittals=("01.xlsx", "05.xlsx"), documents=(LETTER, MEMO, "3", "4"))
    assert send == "Отправьте региону передаточные своды из этой папки: 2."
    assert documents == "К ним – сопроводительные письма и справки из папки documents: 4."
    assert stay.startswith("Муниципальные своды региону не отправляйте: ")


def test_a_region_that_sends_nothing_reads_where_its_workbook_and_memo_are(closing: Closing) -> None:
    assert said(closing) == ["Региональный свод: «Региональный свод 2024.xlsx» в этой папке."]
    assert said(closing, region_memo=MEMO)[1:] == [f"Справка к нему: «{MEMO}»."]


def test_english_says_the_same(closing: Closing) -> None:
    said_of_one = said(closing, "en", transmittals=("01.xlsx",))
    assert said_of_one[0] == "Send to the region from this folder: '01.xlsx'."
    assert "stays in the district" in said_of_one[1]
