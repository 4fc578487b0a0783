"""The Word documents of a consolidation: a справка per district and for the region, a letter per transmittal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import RUSSIAN, speaking
from engine.vocabulary.places import Place

FOLDER = "documents"


@dataclass(frozen=True, slots=True)
class Documents:
    """What was written, and what is wrong with the templates of which nothing was written."""

    outputs: tuple[Output, ...]
    faults: tuple[TemplateFault, ...]


@dataclass(frozen=True, slots=True)
class Templates:
    """The Word templates as they were read; what is missing or faulty is None, and told in ``faults``."""

    memo: WordTemplate | None
    letter: WordTemplate | None
    faults: tuple[TemplateFault, ...]


def read_templates(folder: Path) -> Templates:
    """Read the Word templates in a folder."""
    memo, memo_faults = read_template(folder / MEMO_TEMPLATE, schema_of(Memo))
    letter, letter_faults = read_template(folder / LETTER_TEMPLATE, schema_of(CoveringLetter))
    return Templates(memo, letter, (*memo_faults, *letter_faults))


@dataclass(frozen=True)
class Documentation:
    """Writes documents/ of one run into ``folder``: the same bytes for the same consolidation.

    The documents are in Russian, whatever language is spoken. What a missing or faulty template should have become is
    not written; everything else is. ``earlier`` gives documents that are at hand.
    """

    folder: Path
    period: Period
    templates: Templates
    earlier: Earlier = nothing_earlier

    def district(self, own: Callable[[], Index], district: Place, data_sha256: str = "", *, sends: bool) -> Documents:
        """Write a district's справка and, where it ``sends`` a transmittal, the letter to it.

        ``own`` gives its slice of the consolidation, if it is needed. ``data_sha256`` is the hash of what its workbooks
        were written from: a document rests on the same and on its template.
        """
        pen = _Pen(self, _Whose(own, district), data_sha256)
        memo, letter = self.templates.memo, self.templates.letter
        with speaking(RUSSIAN):
            made = [] if memo is None else [pen.write(memo, MEMO, memo_of)]
            if sends and letter is not None:
                content = partial(covering_letter_of, memo_enclosed=memo is not None)
                made.append(pen.write(letter, LETTER, content, f"{memo is not None}"))
        return _documents(made)

    def region(self, whole: Index, data_sha256: str = "") -> Documents:
        """Write the region's справка."""
        pen = _Pen(self, _Whose(lambda: whole, whole.rulebook.registry.region), data_sha256)
        memo = self.templates.memo
        with speaking(RUSSIAN):
            return _documents([] if memo is None else [pen.write(memo, MEMO, memo_of)])


def write_documents(folder: Path, consolidation: Consolidation, rulebook: Rulebook, templates: Path) -> Documents:
    """Write documents/ of the region and every district into ``folder`` from the Word templates in ``templates``."""
    slices, period, read = Slices(consolidation, rulebook), consolidation.period, read_templates(templates)
    writing = Documentation(folder, period, read)
    sending = sending_districts(consolidation, rulebook)

    def district(place: Place) -> Documents:
        return writing.district(lambda: Index(slices.of(place.id), rulebook), place, sends=place in sending)

    made = [district(each) for each in open_districts(rulebook, period)]
    return together(read, [*made, writing.region(Index(consolidation, rulebook))])


def together(templates: Templates, written: Iterable[Documents]) -> Documents:
    """What was written of several places, and everything that is wrong with the templates, once."""
    every = list(written)
    faults = dict.fromkeys((*templates.faults, *(fault for each in every for fault in each.faults)))
    return Documents(tuple(output for each in every for output in each.outputs), tuple(faults))


def _documents(made: Sequence[Output | TemplateFault]) -> Documents:
    outputs = tuple(each for each in made if isinstance(each, Output))
    return Documents(outputs, tuple(each for each in made if isinstance(each, TemplateFault)))


@dataclass(frozen=True)
class _Whose:
    """A place that documents are about, and what is known of it, looked up once for all of them."""

    own: Callable[[], Index]
    place: Place

    @cached_property
    def scope(self) -> Scope:
        """Its part of the consolidation."""
        return Scope(self.own(), self.place)


@dataclass(frozen=True)
class _Pen:
    """Writes the documents of one place."""

    run: Documentation
    whose: _Whose
    written_from: str

    def write(
        self,
        template: WordTemplate,
        kind: str,
        content_of: Callable[[Scope], Memo | CoveringLetter],
        besides: str = "",
    ) -> Output | TemplateFault:
        """Write a document, or tell why its template cannot be filled; ``besides`` decides about it too."""
        place, period = self.whose.place, self.run.period
        path = self.run.folder / FOLDER / document_name(place, period, kind)
        rests_on = f"{self.written_from} {template.sha256} {besides}"
        data_sha256 = sha256(rests_on.encode()).hexdigest() if self.written_from else ""
        output = Output(DOCUMENT, place.id, path.relative_to(self.run.folder).as_posix(), data_sha256)
        made = self.run.earlier(output.path, data_sha256)
        if made is None:
            scope = self.whose.scope
            title = f"{kind[:1].upper()}{kind[1:]} {during(period.title)} · {place.name}"
            properties = Properties(title, scope.programme.organisation, scope.as_of)
            try:
                made = rendered(template, values_of(content_of(scope)), properties)
            except UnfilledError as error:
                return error.fault
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
        return output
