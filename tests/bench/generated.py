"""A region of any size with known numbers: real forms of the demo region's places, each renamed to many places.

Writing a form takes a third of a second, renaming one a few milliseconds: who it is of stands in its shared texts only.
"""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from itertools import cycle
from pathlib import Path

from hazards.zips import STRINGS, Member, member, members_of, part, zipped
from support.templates import shipped_templates

from engine.pipeline.demo.answers import district_answers, school_answers
from engine.pipeline.demo.story import reports
from engine.rulebook.loading import load_rulebook
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, district_content, school_content
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.places import Kind, Place
from engine.workspace.folders import Workspace

PERIOD = "2024"
_FILLED_ON = date(2025, 1, 14)
_REGION = "Большой регион"


@dataclass(frozen=True)
class Original:
    """A form of the demo region, to be renamed: its parts, its texts, whose it is and the counts in it."""

    place: Place
    district: Place
    parts: Mapping[str, Member]
    texts: str
    counts: Mapping[Address, int]

    def renamed(self, place_id: str, name: str, district: str) -> bytes:
        """The same form of another place."""
        texts = self.texts
        for before, after in ((self.district.name, district), (self.place.name, name)):
            texts = texts.replace(before, after)
        for around in ("<t>{}</t>", "<t>{} · ", "-{}@example.org", "/example.org/{}/"):
            texts = texts.replace(around.format(self.place.id), around.format(place_id))
        return zipped({**self.parts, STRINGS: member(STRINGS, texts.encode("utf-8"))}.values())


@dataclass
class Region:
    """A workspace full of mail, and what its forms hold: counts by district and address.

    ``corrections`` are forms that the last organisation sends one after another, each in place of the one before.
    """

    workspace: Workspace
    schools: int
    districts: Sequence[str]
    totals: dict[str, dict[Address, int]]
    corrections: Iterator[tuple[Path, bytes, dict[Address, int]]]

    def correct(self) -> None:
        """Have the last organisation send other numbers."""
        path, form, more = next(self.corrections)
        path.write_bytes(form)
        counted = self.totals[path.parent.name]
        for address, value in more.items():
            counted[address] = counted.get(address, 0) + value


def originals(rules: Path) -> dict[str, list[Original]]:
    """Forms of the demo region by district, the district's own first."""
    rulebook = load_rulebook(rules)
    found: dict[str, list[Original]] = {}
    for district in rulebook.registry.districts:
        found[district.id] = [_district_form(rulebook, district)]
        found[district.id] += [
            _school_form(rulebook, school, district)
            for school in rulebook.registry.schools(district.id)
            if reports(school) and school.kind is Kind.SCHOOL and school.closed_on is None
        ]
    return found


def make_region(
    folder: Path, rules: Path, forms: Mapping[str, Sequence[Original]], schools: int, districts: int, seed: int = 1
) -> Region:
    """Fill a workspace: ``districts`` in turn follow the roadmaps of the demo region's, all forms are right."""
    workspace = Workspace(folder)
    shipped_templates(folder / "workbook_templates")
    chance = random.Random(seed)  # noqa: S311  numbers, no secrets
    totals: dict[str, dict[Address, int]] = {}
    rows: list[dict[str, str]] = []
    models = sorted(forms)
    for index in range(districts):
        model = forms[models[index % len(models)]]
        district_id, district = f"{index + 1:04d}", f"Район № {index + 1}"
        rows.append(_row(district_id, "district", "0000", district, model[0].place.roadmaps))
        mail = workspace.incoming / f"{district_id}"
        mail.mkdir(parents=True)
        (mail / f"{district_id}.xlsx").write_bytes(model[0].renamed(district_id, district, district))
        counted: dict[Address, int] = {}
        for number in range(index, schools, districts):
            original = chance.choice(model[1:])
            place_id, name = f"{number + 1:06d}", f"МБОУ «Школа № {number + 1}»"
            rows.append(_row(place_id, "school", district_id, name, (), "school"))
            (mail / f"{place_id}.xlsx").write_bytes(original.renamed(place_id, name, district))
            for address, value in original.counts.items():
                counted[address] = counted.get(address, 0) + value
        totals[district_id] = counted
    _write_rules(rules, folder / "rules", rows)
    corrections = _corrections(mail / f"{place_id}.xlsx", place_id, name, district, original, model[1:])
    return Region(workspace, schools, sorted(totals), totals, corrections)


def _corrections(
    path: Path, place_id: str, name: str, district: str, sent: Original, others: Sequence[Original]
) -> Iterator[tuple[Path, bytes, dict[Address, int]]]:
    """Forms of one organisation without end, each with other numbers, and by how much its counts differ."""
    for new in cycle(others):
        if new is not sent:
            every = {*sent.counts, *new.counts}
            more = {each: new.counts.get(each, 0) - sent.counts.get(each, 0) for each in every}
            yield path, new.renamed(place_id, name, district), more
            sent = new


def _school_form(rulebook: Rulebook, place: Place, district: Place) -> Original:
    content = school_content(rulebook, rulebook.periods[PERIOD], place.id)
    return _original(replace(content, values=school_answers(content, place, _FILLED_ON)), place, district)


def _district_form(rulebook: Rulebook, place: Place) -> Original:
    content = district_content(rulebook, rulebook.periods[PERIOD], place.id)
    return _original(replace(content, values=district_answers(content, place, _FILLED_ON)), place, place)


def _original(content: FormContent, place: Place, district: Place) -> Original:
    stream = BytesIO()
    write_form(stream, content)
    form = stream.getvalue()
    return Original(
        place, district, members_of(form), part(form, STRINGS).decode("utf-8"), dict(_counts(content.values))
    )


def _counts(values: Mapping[Address, Value]) -> Iterator[tuple[Address, int]]:
    for address, value in values.items():
        if isinstance(value, int) and not isinstance(value, bool):
            yield address, value


def _row(
    place_id: str, level: str, parent_id: str, name: str, roadmaps: Sequence[str], kind: str = ""
) -> dict[str, str]:
    return {
        "id": place_id,
        "level": level,
        "parent_id": parent_id,
        "name": name,
        "kind": kind,
        "roadmaps": " ".join(roadmaps),
        "email": f"{level}-{place_id}@example.org",
    }


def _write_rules(source: Path, target: Path, places: Sequence[Mapping[str, str]]) -> None:
    """The rules pack with other places; what stands there about single places of the demo region is left out."""
    shutil.copytree(source, target)
    for name in ("registry", "targets", "history", "denominators"):
        file = target / f"{name}.csv"
        with file.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            columns, kept = reader.fieldnames or (), [row for row in reader if row.get("place_id") == ""]
        if name == "registry":
            kept = [{"id": "0000", "level": "region", "name": _REGION}, *places]
        with file.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, columns, restval="")
            writer.writeheader()
            writer.writerows(kept)
