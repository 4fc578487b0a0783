"""The Word documents of a consolidation: a справка per district and for the region, a letter per transmittal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.consolidation.expected import open_districts
from engine.consolidation.result import Consolidation
from engine.consolidation.sending import sending_districts
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
from engine.report.workbooks import Output
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import RUSSIAN, speaking

FOLDER = "documents"


@dataclass(frozen=True, slots=True)
class Documents:
    """What was written, and what is wrong with the templates of which nothing was written."""

    outputs: tuple[Output, ...]
    faults: tuple[TemplateFault, ...]


def write_documents(folder: Path, consolidation: Consolidation, rulebook: Rulebook, templates: Path) -> Documents:
    """Write documents/ into ``folder`` from the Word templates in ``templates``: the same bytes for the same run.

    The documents are in Russian, whatever language is spoken. What a missing or faulty template should have become is
    not written; everything else is. A district for which no transmittal is written gets no letter to it.
    """
    index = Index(consolidation, rulebook)
    districts = [Scope(index, each) for each in open_districts(rulebook, consolidation.period)]
    sending = [Scope(index, each) for each in sending_districts(consolidation, rulebook)]
    with speaking(RUSSIAN):
        memo, memo_faults = read_template(templates / MEMO_TEMPLATE, schema_of(Memo))
        letter, letter_faults = read_template(templates / LETTER_TEMPLATE, schema_of(CoveringLetter))
        made = [
            *([] if memo is None else _memos(folder, memo, [*districts, Scope(index, rulebook.registry.region)])),
            *([] if letter is None else _letters(folder, letter, sending, memo_enclosed=memo is not None)),
        ]
    unfilled = (each for each in made if isinstance(each, TemplateFault))
    faults = dict.fromkeys((*memo_faults, *letter_faults, *unfilled))
    return Documents(tuple(each for each in made if isinstance(each, Output)), tuple(faults))


def _memos(folder: Path, template: WordTemplate, scopes: Sequence[Scope]) -> Iterator[Output | TemplateFault]:
    for scope in scopes:
        yield _written(folder, scope, template, MEMO, memo_of(scope))


def _letters(
    folder: Path, template: WordTemplate, scopes: Sequence[Scope], *, memo_enclosed: bool
) -> Iterator[Output | TemplateFault]:
    for scope in scopes:
        content = covering_letter_of(scope, memo_enclosed=memo_enclosed)
        yield _written(folder, scope, template, LETTER, content)


def _written(
    folder: Path, scope: Scope, template: WordTemplate, kind: str, content: Memo | CoveringLetter
) -> Output | TemplateFault:
    title = f"{kind[:1].upper()}{kind[1:]} {during(scope.period.title)} · {scope.place.name}"
    properties = Properties(title, scope.programme.organisation, scope.as_of)
    try:
        made = rendered(template, values_of(content), properties)
    except UnfilledError as error:
        return error.fault
    path = folder / FOLDER / document_name(scope.place, scope.period, kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made)
    return Output(DOCUMENT, scope.place.id, path.relative_to(folder).as_posix())
