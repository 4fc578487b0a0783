"""What a finished run says of the districts' transmittals: which count, which are missing, which files were refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from engine.consolidation.result import Consolidation
from engine.report.sentup import missing, refusals
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.messages import what

_WORDS = {
    "ru": {
        "sent_up": "Передаточных сводов учтено: {number} ({names}){drafts}{edited}.",
        "drafts": "; из них черновики: {names}",
        "edited": "; исправлено вручную ячеек: {number}, в итогах – то, что записала программа",
        "missing": "Нет передаточного свода ({number}): {names}.",
        "refused": "Не принят файл «{path}». {why}",
    },
    "en": {
        "sent_up": "Transmittals that count: {number} ({names}){drafts}{edited}.",
        "drafts": "; drafts among them: {names}",
        "edited": "; cells edited by hand: {number}, the totals take what the program wrote",
        "missing": "No transmittal ({number}): {names}.",
        "refused": "File {path!r} was not accepted. {why}",
    },
}


def sent_up_lines(
    consolidation: Consolidation, rulebook: Rulebook, lang: str, listed: Callable[[Sequence[str]], str]
) -> Iterator[str]:
    """Lines about transmittals, none where there is nothing to say; ``listed`` writes names one after another."""
    words, registry, transmittals = _WORDS[lang], rulebook.registry, consolidation.transmittals
    if transmittals:
        names = [registry[each.district_id].name for each in transmittals]
        drafts = [registry[each.district_id].name for each in transmittals if not each.version]
        cells = sum(len(each.edits) for each in transmittals)
        yield words["sent_up"].format(
            number=len(transmittals),
            names=listed(names),
            drafts=words["drafts"].format(names=listed(drafts)) if drafts else "",
            edited=words["edited"].format(number=cells) if cells else "",
        )
    if lacking := [registry[each.district_id].name for each in missing(consolidation)]:
        yield words["missing"].format(number=len(lacking), names=listed(lacking))
    for finding in refusals(consolidation):
        yield words["refused"].format(path=finding.path, why=what(finding, lang))
