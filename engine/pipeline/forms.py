"""The verb «template»: blank forms of the rules pack and prefilled forms of a period."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.pipeline.choices import ChoiceError
from engine.rulebook.model import Period
from engine.rulebook.owed import owed_in_form
from engine.rulebook.rulebook import Rulebook
from engine.template.content import (
    FormContent,
    blank_contents,
    district_content,
    form_file_name,
    school_content,
    universal_content,
)
from engine.template.writer import write_form
from engine.vocabulary.dates import day
from engine.vocabulary.places import Level, Place
from engine.workspace.folders import Workspace


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """A form that was written: its kind (school, universal, district), its place and its path in the workspace."""

    form: str
    place_id: str
    path: str


def write_blanks(workspace: Workspace, rulebook: Rulebook) -> tuple[str, ...]:
    """Write the blank forms into workbook_templates/ and return their paths."""
    workspace.templates.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in blank_contents(rulebook).items():
        write_form(workspace.templates / name, content)
        written.append(workspace.relative(workspace.templates / name))
    return tuple(written)


def write_forms(
    workspace: Workspace,
    rulebook: Rulebook,
    period: Period,
    district_id: str | None = None,
    school_id: str | None = None,
) -> tuple[WrittenForm, ...]:
    """Write the prefilled forms of a period to outgoing/forms/<period>/<district_id>/.

    One form per organisation that is open at the period's end, and per district a universal blank and, where the
    district answers for something itself, its own form. A school asked for by id gets only its own.

    Raises:
        ChoiceError: the registry has no such district, or no such school that is open and in that district.
    """
    registry = rulebook.registry
    if school_id is not None:
        school = _school(rulebook, school_id, period, district_id)
        return (_written(workspace, period, "school", school, school_content(rulebook, period, school.id)),)
    districts = registry.districts if district_id is None else (_place(rulebook, district_id, Level.DISTRICT),)
    written: list[WrittenForm] = []
    for district in districts:
        written += [
            _written(workspace, period, "school", school, school_content(rulebook, period, school.id))
            for school in registry.schools(district.id)
            if school.open_at(period.ends_on)
        ]
        universal = universal_content(rulebook, period, district.id)
        written.append(_written(workspace, period, "universal", district, universal))
        if owed_in_form(rulebook, district.id, period):
            content = district_content(rulebook, period, district.id)
            written.append(_written(workspace, period, "district", district, content))
    return tuple(written)


def _school(rulebook: Rulebook, school_id: str, period: Period, district_id: str | None) -> Place:
    """The school asked for; its form must be one that would be accepted when it comes back."""
    school = _place(rulebook, school_id, Level.SCHOOL)
    if district_id is not None and school.parent_id != _place(rulebook, district_id, Level.DISTRICT).id:
        what_ru, what_en = f"организации муниципалитета {district_id}", f"organisation of district {district_id}"
    elif not school.open_at(period.ends_on):
        what_ru = f"работающей на {day(period.ends_on)} организации"
        what_en = f"organisation open on {period.ends_on}"
    else:
        return school
    known = rulebook.registry.schools(district_id or school.parent_id)
    open_then = tuple(f"{place.id} {place.name}" for place in known if place.open_at(period.ends_on))
    raise ChoiceError(what_ru, what_en, school_id, open_then)


def _place(rulebook: Rulebook, place_id: str, level: Level) -> Place:
    registry = rulebook.registry
    if place_id in registry and registry[place_id].level is level:
        return registry[place_id]
    what_ru, what_en = ("организации", "organisation") if level is Level.SCHOOL else ("муниципалитета", "district")
    known = registry.schools() if level is Level.SCHOOL else registry.districts
    raise ChoiceError(what_ru, what_en, place_id, tuple(f"{place.id} {place.name}" for place in known))


def _written(workspace: Workspace, period: Period, form: str, place: Place, content: FormContent) -> WrittenForm:
    district_id = place.parent_id if place.level is Level.SCHOOL else place.id
    path: Path = workspace.outgoing / "forms" / period.id / str(district_id) / form_file_name(content)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_form(path, content)
    return WrittenForm(form, place.id, workspace.relative(path))
