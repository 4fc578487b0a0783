"""The hidden sheet that says which form this is: its version, period, place and revision."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from engine.template.content import FormContent
from engine.template.formats import Formats
from engine.vocabulary.places import Level

STAMP_SHEET = "_svod"


def stamp_of(content: FormContent) -> dict[str, str]:
    """Rows of the stamp; the place is empty in a blank, a universal blank of a district names the district."""
    stamp = {
        "form": content.form.form,
        "form_version": content.form.version,
        "period": content.period.id,
        "place_id": "" if content.place is None else content.place.id,
        "revision": str(content.revision),
    }
    if content.picks_place:
        above = content.above
        stamp["district_id"] = above.id if above is not None and above.level is Level.DISTRICT else ""
    return stamp


def write_stamp(sheet: Worksheet, content: FormContent, formats: Formats) -> None:
    """Write the stamp as text, key in column A and value in column B, and hide the sheet."""
    for row, (key, value) in enumerate(stamp_of(content).items()):
        sheet.write_string(row, 0, key, formats["plain"])
        sheet.write_string(row, 1, value, formats["stamp"])
    sheet.hide()
    sheet.protect()
