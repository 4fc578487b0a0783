"""Knows what a form prints by itself: by the rules at once and, where a text is unknown, by drawing the fresh form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO

from engine.intake.grids import Sheet, Workbook
from engine.intake.roadmap import KEY_HEADS
from engine.intake.sniffing import sniff
from engine.intake.stamp import Stamp
from engine.intake.workbooks import read_workbook
from engine.rulebook.forms import Form
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template import words
from engine.template.content import FormContent, district_content, period_text, school_content, universal_content
from engine.template.returned import Returned
from engine.vocabulary.names import name_key
from engine.vocabulary.places import Place

_SLOT = re.compile(r"\{[a-z_]*\}")
_BETWEEN = re.compile(r"(?<=[.!?])\s+")
_NUMBERED = re.compile(r"^[0-9]+\.\s+")
_LEAST_WORDS, _SHARE = 8, 0.75  # words of a text, and the share that an earlier wording has in common
_LEAST_TEMPLATE = 7  # letters of a template besides its slots: shorter ones fit anything


@dataclass(frozen=True)
class Printed:
    """What a workbook prints.

    ``texts`` are keys of all its texts, ``hidden`` those of each hidden sheet; ``calculated`` its columns with
    formulas, zero-indexed, by the key of their sheet's name.
    """

    texts: frozenset[str]
    calculated: Mapping[str, frozenset[int]]
    hidden: tuple[frozenset[str], ...] = ()

    def is_own(self, sheet: Sheet) -> bool:
        """Tell whether a sheet is one of those that the engine hides, whatever it is called now."""
        rows = ([cell for cell in row if isinstance(cell, str)] for row in sheet.rows)
        heads = frozenset(name_key(cell) for cell in next((row for row in rows if row), ()))
        return bool(heads) and any(heads <= texts for texts in self.hidden)


@dataclass(frozen=True)
class Origin:
    """What a workbook was printed from; ``stamp`` is None where it has lost its own."""

    form: Form
    made_on: Form
    place: Place
    period: Period
    rulebook: Rulebook
    stamp: Stamp | None = None

    def contents(self) -> Iterator[FormContent]:
        """The forms that it may be, the likeliest first."""
        rulebook, stamp = self.rulebook, self.stamp
        make = district_content if self.form.form == "district" else school_content
        own = make(rulebook, self.period, self.place.id)
        if stamp is None or stamp.place_id:
            returned = stamp is not None and stamp.revision > 0
            yield replace(own, revision=stamp.revision, returned=Returned()) if stamp and returned else own
        if self.form.form == "school" and (stamp is None or stamp.district_id):
            above = rulebook.registry.district_of(self.place.id)
            yield universal_content(rulebook, self.period, None if above is None else above.id)
        if stamp is None or not (stamp.place_id or stamp.district_id):
            yield replace(own, place=None, above=None, owed=(), previous={})
            if self.form.form == "school":
                yield universal_content(rulebook, self.period, None)


def printed_of(content: FormContent) -> Printed:
    """What a fresh form prints, as it is drawn and read back; the texts of its relations are known by the rules.

    Nothing where the form cannot be drawn: rules of a past period may ask for a shape that nobody draws any more.
    """
    from engine.template.writer import write_form  # noqa: PLC0415  the library that draws is slow to import

    stream = BytesIO()
    try:
        write_form(stream, replace(content, controls=()))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  what a file holds is told all the same
        return Printed(frozenset(), {})
    file_format, container = sniff(stream.getvalue())
    return printed_in(read_workbook(stream.getvalue(), file_format, container))


def printed_in(workbook: Workbook) -> Printed:
    """What stands in a workbook."""
    texts = [
        frozenset(name_key(cell) for row in sheet.rows for cell in row if isinstance(cell, str))
        for sheet in workbook.sheets
    ]
    return Printed(
        frozenset().union(*texts),
        {name_key(sheet.name): frozenset(column for _, column in sheet.formulas) for sheet in workbook.sheets},
        tuple(keys for sheet, keys in zip(workbook.sheets, texts, strict=True) if sheet.hidden),
    )


def known_texts(origin: Origin) -> frozenset[str]:
    """Keys of all texts that the rules and the words of the forms hold as they are printed."""
    return _known(_Rules(origin.rulebook.sha256, origin.made_on.form, origin.made_on.version, origin))


def is_known(text: str, origin: Origin) -> bool:
    """Tell whether a text is known to be printed, by the rules and the words of the forms alone."""
    rules = known_texts(origin)
    if name_key(text) in rules or period_text(origin.period) in text or _fits(text):
        return True
    if all(
        _is_ours(line, rules) or all(_is_ours(each, rules) for each in _sentences(line)) for line in text.split("\n")
    ):
        return True
    return _resembles(text, tuple(origin.made_on.sheets))


def _is_ours(text: str, rules: frozenset[str]) -> bool:
    return name_key(text) in rules or _fits(text)


def _sentences(text: str) -> list[str]:
    """The sentences of a text: several of the rules' texts may stand in one cell."""
    return [part for part in _BETWEEN.split(text) if part]


@dataclass(frozen=True)
class _Rules:
    """Names one state of the rules; ``origin`` holds them."""

    sha256: str
    form: str
    version: str
    origin: Origin = field(compare=False, hash=False)


@lru_cache(maxsize=16)
def _known(rules: _Rules) -> frozenset[str]:
    """Keys of every text in the rules and in the words of the forms."""
    origin, rulebook = rules.origin, rules.origin.rulebook
    models = [origin.made_on, origin.form, rulebook.programme, *rulebook.controls]
    found = {text for each in models for text in _texts(each.model_dump())}
    found |= {*_texts(vars(words))}
    for roadmap in rulebook.roadmaps.values():
        found |= {roadmap.id, *(text for each in roadmap.activity_of.values() for text in _activity(each))}
        found |= {*roadmap.activity_of}
    found |= {place.name for place in (rulebook.registry.region, *rulebook.registry.districts)}
    found |= {place.name for place in rulebook.registry.schools(None)}
    found |= {*words.LETTERS, *KEY_HEADS}
    return frozenset(name_key(part) for text in found for part in (text, *_sentences(text)))


def _activity(activity: object) -> Iterator[str]:
    for name in ("number", "title", "deadline"):
        value = getattr(activity, name, None)
        if isinstance(value, str):
            yield value


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            if not (isinstance(name, str) and name.startswith("__")):
                yield from _texts(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _texts(each)


@lru_cache(maxsize=1)
def _templates() -> tuple[tuple[str, ...], ...]:
    """The words of the forms that take something in, as what stands around their slots."""
    parts = [tuple(_SLOT.split(text)) for text in sorted({*_texts(vars(words))})]
    return tuple(each for each in parts if len("".join(each)) >= _LEAST_TEMPLATE)


@lru_cache(maxsize=4_096)
def _fits(text: str) -> bool:
    """Tell whether a text is one of the forms' templates filled in, with or without a number before it."""
    texts = {text, _NUMBERED.sub("", text)}
    return any(_is_filled(each, parts) for parts in _templates() for each in texts)


def _is_filled(text: str, parts: tuple[str, ...]) -> bool:
    """Tell whether a text consists of the parts in their order, with something between each two of them."""
    first, *rest = parts
    if not rest:
        return text == first
    *between, last = rest
    if not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in between:
        found = text.find(part, at + 1, end)
        if found < 0:
            return False
        at = found + len(part)
    return at < end


@lru_cache(maxsize=4_096)
def _resembles(text: str, sheets: tuple[str, ...]) -> bool:
    """Tell whether a long text is one of the forms' own in an earlier wording: nearly all of its words are there."""
    own = frozenset(name_key(text).split())
    if len(own) < _LEAST_WORDS:
        return False
    named = frozenset(word for sheet in sheets for word in name_key(sheet).split())
    return any(len(own & (said | named)) >= _SHARE * len(own) for said in _wordings())


@lru_cache(maxsize=1)
def _wordings() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(name_key(text).split()) for text in sorted({*_texts(vars(words))}))
