from __future__ import annotations

from dataclasses import replace

from support.small_region import AS_OF, PERIOD, reading, school, small_rulebook
from support.transmittals import sent_file, sent_up

from engine.cli.sentup import sent_up_lines
from engine.consolidation.run import consolidate
from engine.vocabulary.files import FileReading
from engine.vocabulary.messages import found

RULES = small_rulebook()


def lines(*files: FileReading, lang: str = "ru") -> list[str]:
    findings = [finding for each in files for finding in each.findings]
    return list(sent_up_lines(consolidate(files, findings, RULES, PERIOD, AS_OF), RULES, lang, ", ".join))


def test_drafts_missing_districts_and_refused_files_are_named() -> None:
    below = consolidate([reading(school("0101", 100, 60))], [], RULES, PERIOD, AS_OF)
    draft = sent_file(replace(sent_up(below, RULES, "01"), version=0))
    kind = {"kind_ru": "муниципальный свод", "kind_en": "district workbook"}
    why = found("G08", "книга.xlsx", place_id="02", **kind)
    own = FileReading("книга.xlsx", 1000, "sha256 of it", "xlsx", findings=(why,), place_id="02")
    first, second = (RULES.registry[each].name for each in ("01", "02"))

    assert lines(draft, own) == [
        f"Передаточных сводов учтено: 1 ({first}); из них черновики: {first}.",
        f"Нет передаточного свода (1): {second}.",
        "Не принят файл «книга.xlsx». Это муниципальный свод, а не передаточный: данных для свода в нём нет.",
    ]
    assert lines(draft, own, lang="en")[1] == f"No transmittal (1): {second}."
    assert lines(reading(school("0101", 100, 60))) == []
