"""Free texts: what looks like a person's name, telephone or address is pointed out and never quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pandas as pd

from engine.rulebook.forms import Form
from engine.validation.filled import Filled
from engine.validation.judging import Judgement, Passes, judge, schema_of
from engine.vocabulary.fields import Address, FieldType
from engine.vocabulary.findings import Finding

_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s?[А-ЯЁ]\."
# «…овной» ends adjectives too («Основной школы»), so it counts after four letters only.
_PATRONYMIC = (
    r"[А-ЯЁ][а-яё]*(?:(?:ов|ев|ь)ич(?:а|у|ем|ом|е)?|(?:овн|евн|ичн)[аыеу]|\s(?:оглы|кызы))"
    r"|[А-ЯЁ][а-яё]{3,}(?:ов|ев|ич)ной"
)
# «школа имени А. С. Пушкина» names a school, not a person to protect.
_NAMED_AFTER = r"(?<!имени )(?<!им\. )(?<!им\.)"
_NAMES = rf"\b{_SURNAME}\s+{_INITIALS}|{_NAMED_AFTER}\b{_INITIALS}\s?{_SURNAME}|\b{_SURNAME}\s+(?:{_PATRONYMIC})\b"
# Eleven digits beginning with +7 or 8, in groups as telephones are written.
_PHONES = r"(?<![\d№/-])(?:\+\s?7|8)[\s(-]*(?:\d[\s()-]*){9}\d(?!\d)"
_EMAILS = r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w"

#: How a name, a telephone and an e-mail address look, by the codes of their findings.
LOOKS = {code: re.compile(pattern) for code, pattern in {"V50": _NAMES, "V51": _PHONES, "V52": _EMAILS}.items()}


def personal_findings(batch: Sequence[Filled], form: Form) -> Iterator[Finding]:
    """Findings of one form version: V50 looks like a person's name, V51 a telephone, V52 an e-mail address."""
    cells = [(filled, address) for filled in batch for address in _texts(filled, form)]
    texts = pd.DataFrame(
        {"text": pd.array([filled.text(address) for filled, address in cells], dtype="str")},
        index=pd.RangeIndex(len(cells)),
    )
    judgements = [Judgement(code, _without(pattern), "text") for code, pattern in LOOKS.items()]
    for broken in judge(schema_of({"text": "str"}, judgements), texts):
        filled, address = cells[broken.row]
        yield filled.finding(broken.name, address, quote=False)


def _without(pattern: re.Pattern[str]) -> Passes:
    return lambda texts: ~texts.map(lambda text: pattern.search(text) is not None).astype(bool)


def _texts(filled: Filled, form: Form) -> Iterator[Address]:
    """Filled free-text cells outside the title, whose fields ask for a person."""
    free = {section.id for section in form.sections if len(section.columns) > 1}
    roadmap = form.roadmap_section
    columns = set() if roadmap is None else {each.column for each in roadmap.columns if each.type is FieldType.TEXT}
    for address in filled.fields:
        field = form.by_address.get(address)
        is_text = (
            address.column in columns if field is None else field.section_id in free and field.type is FieldType.TEXT
        )
        if is_text and filled.text(address) is not None:
            yield address
