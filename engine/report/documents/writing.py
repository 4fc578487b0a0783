"""The Word documents of a consolidation: a справка per district and for the region, a letter per transmittal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path

from engine.consolidation.expected import open_districts
from engine.consolidation.result import Consolidation
from engine.consolidation.sending import sending_districts
from engine.consolidation.slices import Slices
from engine.report.documents.content import CoveringLetter, Memo
from engine.report.documents.covering import covering_letter_of
from engine.report.documents.faults import TemplateFault, UnfilledError
from engine.report.documents.files import DOCUMENT, LETTER, LETTER_TEMPLATE, MEMO, MEMO_TEMPLATE, document_name
from engine.report.documents.grammar import during
from engine.report.documents.memo import memo_of
from engine.report.documents.rendering import Properties, rendered
from engine.report.documents.tagged import schema_of, values_of
from engine.report.documents.template import WordTemplate, read_template
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.workbooks import Earlier, Output, nothing_earlier
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import RUSSIAN, speaking
from engine.vocabulary.places import Level, Place

FOLDER = "documents"


@dataclass(frozen=True, slots=True)
class Documents:
    """What was written, and what is wrong with the templates of which nothing was written."""

    outputs: tuple[Output, ...]
    faults: tuple[TemplateFault, ...]


def write_documents(
    folder: Path,
    consolidation: Consolidation,
    rulebook: Rulebook,
    templates: Path,
    hashes: Mapping[str, str] | None = None,
    earlier: Earlier = nothing_earlier,
) -> Documents:
    """Write documents/ into ``folder`` from the Word templates in ``templates``: the same bytes for the same run.

    The documents are in Russian, whatever language is spoken. What a missing or faulty template should have become is
    not written; everything else is. A district for which no transmittal is written gets no letter to it.

    ``hashes`` are those of what the workbooks of each place were written from, by its id. A document rests on the same
    and on its template: ``earlier`` gives those that are at hand.
    """
    slices, desk = Slices(consolidation, rulebook), _Desk(folder, hashes or {}, earlier)
    districts = [_Whose(slices, each) for each in open_districts(rulebook, consolidation.period)]
    sending = [_Whose(slices, each) for each in sending_districts(consolidation, rulebook)]
    region = _Whose(slices, rulebook.registry.region)
    with speaking(RUSSIAN):
        memo, memo_faults = read_template(templates / MEMO_TEMPLATE, schema_of(Memo))
        letter, letter_faults = read_template(templates / LETTER_TEMPLATE, schema_of(CoveringLetter))
        made: list[Output | TemplateFault] = []
        if memo is not None:
            made += [desk.write(each, memo, MEMO, memo_of) for each in (*districts, region)]
        if letter is not None:
            content = partial(covering_letter_of, memo_enclosed=memo is not None)
            made += [desk.write(each, letter, LETTER, content, f"{memo is not None}") for each in sending]
    unfilled = (each for each in made if isinstance(each, TemplateFault))
    faults = dict.fromkeys((*memo_faults, *letter_faults, *unfilled))
    return Documents(tuple(each for each in made if isinstance(each, Output)), tuple(faults))


@dataclass(frozen=True)
class _Whose:
    """A place that a document is about, and what is known of it, looked up once for its documents."""

    slices: Slices
    place: Place

    @cached_property
    def scope(self) -> Scope:
        """Its part of the consolidation."""
        rulebook, is_region = self.slices.rulebook, self.place.level is Level.REGION
        own = self.slices.consolidation if is_region else self.slices.of(self.place.id)
        return Scope(Index(own, rulebook), self.place)


@dataclass(frozen=True)
class _Desk:
    """Where documents are written to, and what is at hand of them."""

    folder: Path
    hashes: Mapping[str, str]
    earlier: Earlier

    def write(
        self,
        whose: _Whose,
        template: WordTemplate,
        kind: str,
        content_of: Callable[[Scope], Memo | CoveringLetter],
        besides: str = "",
    ) -> Output | TemplateFault:
        """Write a place's document, or tell why its template cannot be filled; ``besides`` decides about it too."""
        place, period = whose.place, whose.slices.consolidation.period
        path = self.folder / FOLDER / document_name(place, period, kind)
        rests_on = f"{self.hashes.get(place.id, '')} {template.sha256} {besides}"
        data_sha256 = sha256(rests_on.encode()).hexdigest() if place.id in self.hashes else ""
        output = Output(DOCUMENT, place.id, path.relative_to(self.folder).as_posix(), data_sha256)
        made = self.earlier(output.path, data_sha256)
        if made is None:
            scope = whose.scope
            title = f"{kind[:1].upper()}{kind[1:]} {during(period.title)} · {place.name}"
            properties = Properties(title, scope.programme.organisation, scope.as_of)
            try:
                made = rendered(template, values_of(content_of(scope)), properties)
            except UnfilledError as error:
                return error.fault
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
        return output
