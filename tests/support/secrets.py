"""A workspace whose schools wrote something recognisable into everything that must not leave their district."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
from support.closings import consolidated, consolidated_and_closed
from support.explaining import add_row
from support.returning import explain
from support.sending import send_form
from support.templates import shipped_templates

from engine.pipeline.consolidation import Run
from engine.rulebook.loading import load_rulebook
from engine.vocabulary.fields import Value
from engine.workspace.folders import Workspace

#: What a school wrote, by where it wrote it. None of it may stand in a workbook that leaves the district.
SECRETS = {
    "curator": "Скрытнова Алла Петровна",
    "position": "хранительница секретаря",
    "phone": "8 (999) 765-43-21",
    "e-mail": "skrytnova@example.org",
    "head": "Тайников Пётр Ильич",
    "document": "Приказ СЕКРЕТ-601",
    "link": "https://example.org/sekret-601",
    "practice": "Тайная практика «Шёпот»",
    "practice's link": "https://example.org/sekret-801",
    "roadmap's document": "Протокол СЕКРЕТ-7001",
    "roadmap's note": "Примечание СЕКРЕТ-7001",
    "name of a file": "письмо Скрытновой",
    "name of a sheet": "лист Тайникова",
    "word in a number's cell": "сто Скрытнистов",
    "text beside the form": "позвонить Тайникову вечером",
    "explanation with a name": "спросите Скрытнову Аллу Петровну",
    "basis with a name": "звонок Скрытновой Анны Петровны",
    "who decided": "Решалова Р. Р.",
    "scan": "скан Тайникова",
    "file of nobody": "список Скрытновой",
    "e-mail of the registry": "skrytyj-adres@example.org",
    "contact of the registry": "Тайникова Ольга Ильинична",
}
#: A number that stands in no other cell: of line 310, which stays in the district.
LINE_310 = 13_579
#: Secrets that the district itself reads in its workbook.
SHOWN_TO_DISTRICT = frozenset(SECRETS) - {
    *("text beside the form", "word in a number's cell"),
    *("contact of the registry", "scan", "file of nobody"),
}

_TEXTS: dict[str, Value] = {
    "006": SECRETS["curator"],
    "007": SECRETS["position"],
    "008": SECRETS["phone"],
    "009": SECRETS["e-mail"],
    "010": SECRETS["head"],
    "601.2": SECRETS["document"],
    "601.3": SECRETS["link"],
    "801.1": SECRETS["practice"],
    "801.2": "учитель – ученик",
    "801.3": SECRETS["practice's link"],
    "7001.1": "выполнено",
    "7001.2": date(2020, 10, 12),
    "7001.3": SECRETS["roadmap's document"],
    "7001.4": SECRETS["roadmap's note"],
}


def telling_workspace(folder: Path, small_rules: Path) -> Workspace:
    """A workspace after its period was closed and corrected: there is also something that changed."""
    shutil.copytree(small_rules, folder / "rules")
    decided = ["0502", "2024", "accept", "", SECRETS["basis with a name"], SECRETS["who decided"], "2025-01-20"]
    add_row(folder / "rules" / "decisions.csv", decided)
    _name_in_registry(folder / "rules" / "registry.csv")
    shipped_templates(folder / "workbook_templates")
    workspace, rulebook = Workspace(folder), load_rulebook(folder / "rules")
    mail = f"2025-01-13/{SECRETS['name of a file']}"
    for place_id, changes in _reports().items():
        _spoil(send_form(workspace, rulebook, place_id, f"{mail} {place_id}.xlsx", _TEXTS | changes), place_id)
    (workspace.incoming / f"{SECRETS['scan']}.jpg").write_bytes(b"\xff\xd8\xff\xe0 no form")
    openpyxl.Workbook().save(workspace.incoming / f"{SECRETS['file of nobody']}.xlsx")
    consolidated_and_closed(workspace, rulebook)
    changed: dict[str, Value] = {"601.2": f"{SECRETS['document']} новый", "309": 4, "011": date(2025, 1, 22)}
    send_form(workspace, rulebook, "0101", f"{mail} ещё раз.xlsx", _TEXTS | changed)
    return workspace


def run_of(workspace: Workspace) -> Run:
    """Consolidate the workspace again."""
    return consolidated(workspace, load_rulebook(workspace.rules))


def _reports() -> dict[str, dict[str, Value]]:
    return {
        "0101": {},
        "0501": {"308": 90},  # more mentors than teachers: a warning that may be explained
        "0502": {"310": LINE_310, "306": 40},  # counts by decision
        "0503": {"101": SECRETS["word in a number's cell"]},  # rejected
    }


def _spoil(path: Path, place_id: str) -> None:
    book = openpyxl.load_workbook(path)
    if place_id == "0501":
        explain("K08b", SECRETS["explanation with a name"])(book)
    book.worksheets[1].title = SECRETS["name of a sheet"]
    book.worksheets[1]["Z3"] = SECRETS["text beside the form"]
    book.save(path)


def _name_in_registry(table: Path) -> None:
    with table.open(encoding="utf-8", newline="") as source:
        names, *rows = csv.reader(source)
    told = {"email": SECRETS["e-mail of the registry"], "contact": SECRETS["contact of the registry"]}
    for row in rows:
        if row[0] == "0501":
            for column, text in told.items():
                row[names.index(column)] = text
    with table.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([names, *rows])


def told_in(text: str) -> Iterator[str]:
    """Which of the secrets a text tells."""
    for where, secret in SECRETS.items():
        if secret in text:
            yield where
