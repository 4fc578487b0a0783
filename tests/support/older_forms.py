"""A rulebook whose school form has an older version too, so that reports on it can be read and moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from engine.rulebook.forms import Form
from engine.rulebook.rulebook import Rulebook

OLDER = "2023-1"


def with_older_form(rulebook: Rulebook) -> Rulebook:
    """The rules with a school form 2023-1 beside the one in use.

    In 2023-1 line 310 stood in section 4, line 311 and section 6's column 3 were not there yet, a line 403 was asked
    that is gone now, line 012 was a date, and the roadmap had no column 4.
    """
    form = rulebook.form("school", rulebook.periods["2024"])
    older = changed_form(form, OLDER, _older)
    return replace(rulebook, forms={**rulebook.forms, ("school", OLDER): older})


def changed_form(form: Form, version: str, change: Callable[[dict[str, dict[str, Any]]], None]) -> Form:
    """Another version of a form; ``change`` is given its sections by id, as they stand in the rules."""
    written = form.model_dump(mode="json", exclude_none=True)
    change({section["id"]: section for section in written["sections"]})
    return Form.model_validate({**written, "version": version})


def _older(sections: dict[str, dict[str, Any]]) -> None:
    third, fourth = sections["3"]["lines"], sections["4"]["lines"]
    moved = next(line for line in third if line["line"] == "310")
    sections["3"]["lines"] = [line for line in third if line["line"] not in {"310", "311"}]
    gone = {"line": "403", "label": "Семинаров с партнёрами, всего", "short": "Семинаров"}
    sections["4"]["lines"] = [*fourth, gone, moved]
    sections["6"]["columns"] = sections["6"]["columns"][:2]
    sections["roadmap"]["columns"] = sections["roadmap"]["columns"][:3]
    for line in sections["title"]["lines"]:
        if line["line"] == "012":
            line |= {"type": "date", "choices": []}
