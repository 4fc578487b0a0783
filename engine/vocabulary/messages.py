"""The catalogue of what the engine says about a file: one text and one remedy per code, in Russian and English."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

from engine.vocabulary.findings import Finding, Severity

_TWO_STOPS = re.compile(r"(?<!\.)(\.|…)\.(?=\s|$)")
_SENTENCE_END = re.compile(r"(?<=[.!?]) ")


@dataclass(frozen=True, slots=True)
class Message:
    """Texts of one code with ``{placeholders}`` for a finding's facts.

    ``about`` texts say what is wrong in a few words without a fact, for those who may not read what was sent; None
    where the code's own text holds no such fact.
    """

    code: str
    severity: Severity
    ru: str
    en: str
    remedy_ru: str
    remedy_en: str
    about_ru: str | None = None
    about_en: str | None = None

    def text(self, lang: str) -> str:
        """What was found, as a template."""
        return self.ru if lang == "ru" else self.en

    def about(self, lang: str) -> str | None:
        """What was found, in a few words that quote nothing."""
        return self.about_ru if lang == "ru" else self.about_en

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
            about_ru=entry.get("about_ru"),
            about_en=entry.get("about_en"),
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
    """What was found, in words; in few where facts are lacking, as in what came in a transmittal."""
    message = message_of(finding.code)
    template, about = message.text(lang), message.about(lang)
    if about is not None and _lacks_facts(template, finding):
        return f"{about[:1].upper()}{about[1:]}."
    return _filled(template, finding)


def remedy(finding: Finding, lang: str = "ru") -> str:
    """What to do about it, in words; without the sentences whose facts stayed where the file is."""
    message = message_of(finding.code)
    template = message.remedy(lang)
    if message.about(lang) is not None and _lacks_facts(template, finding):
        told = (each for each in _SENTENCE_END.split(template) if not _lacks_facts(each, finding))
        template = " ".join(told)
    return _filled(template, finding)


def sentence(finding: Finding, lang: str = "ru") -> str:
    """What was found and what to do about it, as one paragraph."""
    return f"{what(finding, lang)} {remedy(finding, lang)}".strip()


def _filled(template: str, finding: Finding) -> str:
    """The text with its facts; one that ends as a sentence does brings no second full stop."""
    return _TWO_STOPS.sub(r"\1", template.format_map(_Facts(finding.facts)))


def _lacks_facts(template: str, finding: Finding) -> bool:
    return any(name and name not in finding.facts for _, name, _, _ in Formatter().parse(template))


class _Facts(dict[str, str]):
    """Shows a missing fact as … instead of ending a run over a text."""

    def __missing__(self, key: str) -> str:
        return "…"
