"""One hash over all that the workbooks of a district, or of the region, are written from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import date
from typing import Any

import pandas as pd

import engine
from engine.consolidation.result import Consolidation
from engine.rulebook.rulebook import Rulebook


def fingerprint(consolidation: Consolidation, rulebook: Rulebook) -> str:
    """SHA-256, in hexadecimal: the same for the same numbers, findings, rules and dates.

    ``consolidation`` is a slice or the whole. Of reports that count, and of transmittals, the hash of the file stands
    for what was read from it; of closed versions, which never change, their numbers.
    """
    made = consolidation
    told: dict[str, object] = {
        "as_of": made.as_of,
        "period": made.period.id,
        "engine": engine.__version__,
        "rules": rulebook.sha256,
        "closed": [(each.period.id, each.version, each.altered, each.added) for each in rulebook.closed.periods],
        "lost": sorted(rulebook.closed.lost.items()),
        "compared": None if made.closed is None else (made.closed.version, made.closed.altered, made.closed.added),
        "submissions": [(each.path, each.sha256, each.place_id, each.form, each.revision) for each in made.submissions],
        "transmittals": [(each.path, each.sha256, each.district_id, len(each.edits)) for each in made.transmittals],
        "register": [repr(each) for each in made.register],
        "findings": [repr(each) for each in made.findings],
    }
    for each in fields(made):
        if isinstance(frame := getattr(made, each.name), pd.DataFrame):
            told[each.name] = {name: frame[name].tolist() for name in frame.columns}
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":"), default=_told).encode()).hexdigest()


def _told(value: Any) -> object:  # noqa: ANN401  whatever stands in a frame
    """What JSON has no word for, told apart from any text."""
    if value is pd.NA:
        return {"missing": True}
    return {"date": value.isoformat()} if isinstance(value, date) else {type(value).__name__: str(value)}
