"""Reads a district's transmittal: who sent it up, for what, the data that it carries, and what was edited in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from engine.intake.grids import Workbook
from engine.intake.outputstamp import read_output_stamp
from engine.intake.refusal import Refused
from engine.intake.transmittaledits import hand_edits
from engine.intake.transmittaltables import read_tables
from engine.rulebook.rulebook import Rulebook
from engine.template.stamp import STAMP_SHEET
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import found
from engine.vocabulary.places import Level
from engine.vocabulary.transmittal import TRANSMITTAL, Transmittal
from engine.vocabulary.transmittalrows import (
    CELLS_KEY,
    CLOSED_ON_KEY,
    DATA_SHEET,
    FACTS_COLUMN_KEY,
    FACTS_SHEET_KEY,
    RULES_KEY,
    VERSION_KEY,
)

#: Other workbooks that the engine writes, by what their stamp says; none of them carries data.
_OTHERS = {
    "region_workbook": ("региональный свод", "region workbook"),
    "district_workbook": ("муниципальный свод", "district workbook"),
}
_LONGEST = 40
_COLUMN = re.compile(r"[A-Z]{1,3}")
_NUMBER = re.compile(r"[0-9]{1,4}")


def read_output_workbook(workbook: Workbook, reading: FileReading, rulebook: Rulebook) -> FileReading | None:
    """Read a workbook that the engine wrote as a result: a transmittal, or one that nobody is to send.

    Args:
        workbook: the workbook's cells.
        reading: what is known of the file so far.
        rulebook: our rules; they say only which districts there are.

    Returns:
        The reading completed, with a transmittal where its data can be believed; None where this is no such workbook.
    """
    stamp = read_output_stamp(workbook)
    if stamp is None:
        if not any(sheet.name == DATA_SHEET for sheet in workbook.sheets):
            return None
        return _refused(replace(reading, form=TRANSMITTAL), Refused("G02", missing=STAMP_SHEET))
    known = replace(
        reading,
        form=stamp["form"][:_LONGEST],
        place_id=stamp["place_id"] if stamp["place_id"] in rulebook.registry else None,
        period_id=stamp["period"][:_LONGEST] or None,
    )
    if stamp["form"] != TRANSMITTAL:
        russian, english = _OTHERS.get(stamp["form"], ("другой файл этой программы", "other file of this program"))
        return _refused(replace(known, form=None, period_id=None), Refused("G08", kind_ru=russian, kind_en=english))
    return _transmittal(workbook, stamp, known, rulebook)


def _transmittal(workbook: Workbook, stamp: Mapping[str, str], reading: FileReading, rulebook: Rulebook) -> FileReading:
    reading = replace(reading, form_version=TRANSMITTAL, revision=_version(stamp))
    try:
        sent = _believed(workbook, stamp, reading, rulebook)
    except Refused as refused:
        return _refused(reading, refused)
    edits, findings = hand_edits(workbook, reading.path, stamp.get(CELLS_KEY))
    said = (each.with_(place_id=reading.place_id) for each in findings)
    return replace(reading, transmittal=replace(sent, edits=edits), findings=(*reading.findings, *said))


def _believed(workbook: Workbook, stamp: Mapping[str, str], reading: FileReading, rulebook: Rulebook) -> Transmittal:
    """The transmittal as its hidden sheets tell it.

    Raises:
        Refused: it is of no district of ours, or what is hidden is not as it was written.
    """
    district = rulebook.registry.places.get(stamp["place_id"])
    if district is None or district.level is not Level.DISTRICT:
        raise Refused("G05", district=stamp["place_id"][:_LONGEST] or "–")
    if reading.revision is None:
        raise _unread(VERSION_KEY)
    if not _COLUMN.fullmatch(stamp.get(FACTS_COLUMN_KEY, "")):
        raise _unread(FACTS_COLUMN_KEY)
    if reading.period_id is None:
        raise _unread("period")
    return Transmittal(
        path=reading.path,
        sha256=reading.sha256,
        district_id=district.id,
        period_id=reading.period_id,
        as_of=_as_of(stamp),
        version=reading.revision,
        engine_version=stamp.get("engine_version", "")[:_LONGEST],
        rules={key.removeprefix(RULES_KEY): value for key, value in stamp.items() if key.startswith(RULES_KEY)},
        tables=read_tables(workbook, stamp),
        facts_sheet=stamp.get(FACTS_SHEET_KEY, ""),
        facts_column=stamp[FACTS_COLUMN_KEY],
        closed_on=_closed_on(stamp),
    )


def _version(stamp: Mapping[str, str]) -> int | None:
    text = stamp.get(VERSION_KEY, "")
    return int(text) if _NUMBER.fullmatch(text) else None


def _as_of(stamp: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(stamp["as_of"])
    except ValueError as fault:
        raise _unread("as_of") from fault


def _closed_on(stamp: Mapping[str, str]) -> date | None:
    text = stamp.get(CLOSED_ON_KEY, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise _unread(CLOSED_ON_KEY) from fault


def _unread(key: str) -> Refused:
    return Refused("G07", what=key, sheet=STAMP_SHEET)


def _refused(reading: FileReading, refused: Refused) -> FileReading:
    finding: Finding = found(refused.code, reading.path, **refused.facts).with_(place_id=reading.place_id)
    return replace(reading, findings=(*reading.findings, finding))
