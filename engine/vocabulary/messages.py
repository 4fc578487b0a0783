"""The catalogue of what the engine says about a file: one text and one remedy per code, in Russian and English."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from engine.vocabulary.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Message:
    """Texts of one code with ``{placeholders}`` for a finding's facts."""

    code: str
    severity: Severity
    ru: str
    en: str
    remedy_ru: str
    remedy_en: str

    def text(self, lang: str) -> str:
        """What was found, as a template."""
        return self.ru if lang == "ru" else self.en

    def remedy(self, lang: str) -> str:
        """What to do about it, as a template."""
        return self.remedy_ru if lang == "ru" else self.remedy_en


@cache
def catalogue() -> dict[str, Message]:
    """All messages by code, from the files in texts/."""
    texts = sorted(files("engine.vocabulary").joinpath("texts").iterdir(), key=lambda text: text.name)
    content = {
        code: entry
        for text in texts
        if text.name.endswith(".toml")
        for code, entry in tomllib.loads(text.read_text(encoding="utf-8")).items()
    }
    return {
        code: Message(
            code=code,
            severity=Severity(entry["severity"]),
            ru=entry["ru"],
            en=entry["en"],
            remedy_ru=entry["remedy_ru"],
            remedy_en=entry["remedy_en"],
        )
        for code, entry in content.items()
    }


def message_of(code: str) -> Message:
    """The message of a code; control relations (K01, K02, …) share the entry ``K``."""
    messages = catalogue()
    return messages[code] if code in messages else messages[code[:1]]


def found(code: str, path: str, **fields: object) -> Finding:
    """Make a finding of ``code`` with the catalogue's severity.

    Keyword arguments that are fields of `Finding` set these; all others become facts for the text.
    """
    known = Finding.__dataclass_fields__
    facts = {name: str(value) for name, value in fields.items() if name not in known}
    given = {name: value for name, value in fields.items() if name in known}
    severity = given.pop("severity", message_of(code).severity)
    # The cell's content and address are facts too, so that a text can quote them.
    for name in ("sheet", "cell", "line", "column", "value"):
        if given.get(name) is not None:
            facts.setdefault(name, str(given[name]))
    return Finding(code=code, severity=severity, path=path, facts=facts, **given)  # type: ignore[arg-type]  # checked by the dataclass's users


def what(finding: Finding, lang: str = "ru") -> str:
    """What was found, in words."""
    return message_of(finding.code).text(lang).format_map(_Facts(finding.facts))


def remedy(finding: Finding, lang: str = "ru") -> str:
    """What to do about it, in words."""
    return message_of(finding.code).remedy(lang).format_map(_Facts(finding.facts))


def sentence(finding: Finding, lang: str = "ru") -> str:
    """What was found and what to do about it, as one paragraph."""
    return f"{what(finding, lang)} {remedy(finding, lang)}".strip()


class _Facts(dict[str, str]):
    """Shows a missing fact as … instead of ending a run over a text."""

    def __missing__(self, key: str) -> str:
        return "…"
