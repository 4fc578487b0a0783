"""What is said about a transmittal against our rules, our date and our version; its data are taken all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import engine
from engine.consolidation.expected import expected_reports
from engine.consolidation.transmitted import Told, knows_code, with_told
from engine.rulebook.model import Period
from engine.rulebook.parts import PARTS, part_hashes
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import found
from engine.vocabulary.transmittal import Transmittal

#: How the parts of the rules are called, in Russian and in English.
_PART_WORDS = {
    "period": ("период и сроки сдачи", "the period and its due dates"),
    "forms": ("формы", "forms"),
    "indicators": ("показатели", "indicators"),
    "targets": ("цели", "targets"),
    "controls": ("контрольные соотношения", "control relations"),
    "thresholds": ("пороги", "thresholds"),
    "roadmaps": ("дорожные карты", "roadmaps"),
    "registry": ("справочник организаций", "the registry"),
}
#: Names that one finding lists before «и ещё …».
_SHOWN = 12


def judged(transmittal: Transmittal, rulebook: Rulebook, period: Period, as_of: date | None) -> tuple[Finding, ...]:
    """Everything that there is to say about a transmittal of a district of ours.

    Args:
        transmittal: of a district that the registry has.
        rulebook: our rules.
        period: the transmittal's period.
        as_of: the date on which we judge; None where it is judged on its own.

    Returns:
        The findings; nothing but an error where its tables are those of other districts.
    """
    told = Told(transmittal, rulebook, period)
    if elsewhere := _of_others(told):
        district = rulebook.registry[transmittal.district_id]
        said = found("G37", transmittal.path, district=district.name, **_named("places", elsewhere))
        return (said.with_(place_id=district.id),)
    findings = [*_of_its_making(transmittal, as_of), *_of_rules(told)]
    return tuple(each.with_(place_id=transmittal.district_id) for each in findings)


def _of_its_making(transmittal: Transmittal, as_of: date | None) -> Iterator[Finding]:
    path = transmittal.path
    if transmittal.version == 0:
        yield found("G41", path)
    if as_of is not None and transmittal.as_of != as_of:
        yield found("G40", path, theirs=day(transmittal.as_of), ours=day(as_of))
    if transmittal.engine_version != engine.__version__:
        yield found("G42", path, theirs=transmittal.engine_version, ours=engine.__version__)


def _of_rules(told: Told) -> Iterator[Finding]:
    path, district_id = told.transmittal.path, told.transmittal.district_id
    ours = part_hashes(told.rulebook, district_id, told.period)
    differing = [part for part in PARTS if told.transmittal.rules.get(part) != ours[part]]
    if differing:
        russian, english = zip(*(_PART_WORDS[part] for part in differing), strict=True)
        yield found("G30", path, parts_ru=", ".join(russian), parts_en=", ".join(english))
    yield from _of_facts(told)
    if strangers := sorted(told.named - told.place_ids):
        yield found("G32", path, **_named("places", strangers))
    if forgotten := sorted(_forgotten(told)):
        yield found("G33", path, **_named("places", forgotten))
    unknown = {f"{row['roadmap']} {row['key']}" for row in told.rows("activities") if not told.knows_occurrence(row)}
    if unknown:
        yield found("G34", path, **_named("what", sorted(unknown)))
    codes = [row["code"] for row in told.table("findings") if not knows_code(row["code"])]
    if codes:
        yield found("G35", path, count=len(codes), **_named("codes", sorted(set(codes))))
    if "forms" in differing and (blank := _never_filled(told)):
        yield found("G36", path, **_named("lines", blank))


def _of_others(told: Told) -> list[str]:
    """Places of other districts, where the transmittal tells of those and of none of its own."""
    if told.place_ids:
        return []
    registry = told.rulebook.registry
    return sorted(each for each in told.named if each in registry and registry.district_of(each) is not None)


def _of_facts(told: Told) -> Iterator[Finding]:
    """What is left out because our form, or our indicators, do not have it."""
    lost = [row for row in told.rows("facts") if not told.takes(row)]
    lines = sorted({str(Address(row["line"], row["column"])) for row in lost if row["roadmap"] is None})
    known = {each.id for each in told.rulebook.indicators}
    indicators = sorted({row["indicator"] for row in told.rows("denominators")} - known)
    if lines or indicators:
        parts_ru = [f"строки {_listed(lines)}"] if lines else []
        parts_en = [f"lines {_listed(lines, 'en')}"] if lines else []
        parts_ru += [f"показатели {_listed(indicators)}"] if indicators else []
        parts_en += [f"indicators {_listed(indicators, 'en')}"] if indicators else []
        count = sum(row["roadmap"] is None for row in lost) + len(indicators)
        what = {"what_ru": "; ".join(parts_ru), "what_en": "; ".join(parts_en)}
        yield found("G31", told.transmittal.path, **what, count=count)


def _forgotten(told: Told) -> set[str]:
    """Places that owe a report by our registry and the district's decisions, and that the transmittal does not name."""
    rulebook, district_id = with_told(told.rulebook, [told]), told.transmittal.district_id
    expected = {each.place.id for each in expected_reports(rulebook, told.period)}
    ours = {district_id, *(each.id for each in rulebook.registry.schools(district_id))}
    return (expected & ours) - {row["place_id"] for row in told.rows("completeness")}


def _never_filled(told: Told) -> list[str]:
    """Required counts of our form that the reports were to fill and none has."""
    registry, form = told.rulebook.registry, told.rulebook.form("school", told.period)
    kinds = {registry[place_id].kind for place_id, each in told.counted if each == form.form}
    filled = {Address(row["line"], row["column"]) for row in told.rows("facts")}
    asked = (each for each in form.counts if each.required and not each.local and each.filled_by == "curator")
    return [
        str(each.address) for each in asked if each.address not in filled and any(each.asked_of(kind) for kind in kinds)
    ]


def _named(fact: str, names: Sequence[str]) -> dict[str, str]:
    return {f"{fact}_{lang}": _listed(names, lang) for lang in ("ru", "en")}


def _listed(names: Sequence[str], lang: str = "ru") -> str:
    more = len(names) - _SHOWN
    said = ", ".join(names[:_SHOWN])
    return said + ((f" и ещё {more}" if lang == "ru" else f" and {more} more") if more > 0 else "")
