"""What is written to a place that has not reported, or whose report goes back to it; nothing is ever sent from here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from engine.report.drafts import Letter
from engine.report.mailaddresses import mail_address
from engine.report.texts import plural
from engine.rulebook.relations.naming import Naming
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, form_file_name
from engine.template.layout import layout_of
from engine.template.returned import Problem, Returned
from engine.vocabulary.celltext import line_text
from engine.vocabulary.dates import day
from engine.vocabulary.filenames import file_safe, named
from engine.vocabulary.findings import Severity
from engine.vocabulary.places import Level, Place, Registry

#: "newer" is a faulty file beside an earlier one that counts; "unread" a file from which no report could be taken;
#: "unsent" a district that owes no form of its own, and whose transmittal is missing.
Reason = Literal["silent", "rejected", "newer", "unread", "warned", "unsent"]

_SHOWN = 3  # problems that a letter tells; the form tells all
_LONGEST = 320  # characters of one of them
_PATRONYMIC = re.compile(r"[А-ЯЁ][а-яё-]*(?:вич|ьич|мич|тич|вна|чна|шна)")
_NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?")


@dataclass(frozen=True)
class Occasion:
    """Why a place is written to, and the form that goes along.

    Of "unsent" no form goes along: ``content`` tells the period only. ``attached_path`` is where that form lies among
    the outputs (None: in the draft only). ``said`` are sentences about a file from which no report could be taken;
    ``curator`` is what the curator gave as an address in the form; ``transmittal`` is the name of the transmittal that
    is missing, too or alone.
    """

    place: Place
    reason: Reason
    content: FormContent
    due_on: date
    attached_path: str | None = None
    said: tuple[str, ...] = ()
    curator: str | None = None
    transmittal: str | None = None


def letter_of(occasion: Occasion, rulebook: Rulebook) -> Letter:
    """The letter for an occasion: what is missing or wrong, what to do, and until when."""
    texts = _texts()
    attached = None if occasion.reason == "unsent" else form_file_name(occasion.content)
    place = occasion.place
    subject = texts["subject"][_group(occasion)].format(
        programme=rulebook.programme.short_title, period=occasion.content.period.title, place=place.name
    )
    receivers = _receivers(occasion)
    paragraphs = [
        _greeting(place),
        _opening(occasion),
        _transmittal(occasion),
        "\n".join(_facts(occasion, rulebook)),
        "\n".join(_problems(occasion, rulebook.registry)),
        "\n".join(_steps(occasion, attached or occasion.transmittal or "")),
        texts["closing"][_last_word(occasion)],
        "\n".join(_regards(place, rulebook)),
    ]
    return Letter(
        to=receivers[0] if receivers else None,
        copy_to=receivers[1] if len(receivers) > 1 else None,
        subject=" ".join(subject.split()),
        head=tuple(_head(occasion, subject, receivers, attached)),
        body="\n\n".join(each for each in paragraphs if each),
        attached_as=attached,
    )


def letter_name(occasion: Occasion) -> str:
    """File name of a letter without its ending: «0101 Ручейская СОШ – письмо 2024»."""
    tail = _texts()["file"]["name"].format(period=file_safe(occasion.content.period.id)[:20]).rstrip(" .")
    name = named(file_safe(f"{occasion.place.id} {occasion.place.name}"), f"{tail}.xxxx")
    return name.removesuffix(".xxxx")


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files("engine.report").joinpath("letters.toml").read_text(encoding="utf-8"))


def _group(occasion: Occasion) -> str:
    return "rejected" if occasion.reason == "newer" else occasion.reason


def _receivers(occasion: Occasion) -> tuple[str, ...]:
    """Whom to write to: the registry's address first, then the one that the curator gave in the form."""
    registered, curator = mail_address(occasion.place.email), mail_address(occasion.curator)
    if registered and curator and registered.casefold() == curator.casefold():
        curator = None
    return tuple(each for each in (registered, curator) if each is not None)


def _greeting(place: Place) -> str:
    """Greet by name and patronymic where the registry's contact holds them; any other contact is no name to greet."""
    words = (place.contact or "").split(",")[0].split()
    names = [word for word in words if _NAME.fullmatch(word)]
    greeting = _texts()["greeting"]
    if len(names) != len(words) or not 2 <= len(names) <= 3 or not _PATRONYMIC.fullmatch(names[-1]):
        return str(greeting["plain"])
    return str(greeting["named"].format(name=" ".join(names[-2:])))


def _opening(occasion: Occasion) -> str:
    texts, returned = _texts()["opening"], occasion.content.returned or Returned()
    errors, warnings = returned.number_of(Severity.ERROR), returned.number_of(Severity.WARNING)
    facts = {
        "errors": f"{errors} {plural(errors, 'ошибку', 'ошибки', 'ошибок')}{_spread(returned, Severity.ERROR)}",
        "warnings": f"{warnings} {plural(warnings, 'предупреждение', 'предупреждения', 'предупреждений')}"
        f"{_spread(returned, Severity.WARNING)}",
    }
    also = [texts["also_warnings"]] if errors and warnings else []
    return " ".join(text.format(**facts) for text in (texts[occasion.reason], *also))


def _transmittal(occasion: Occasion) -> str:
    text = _texts()["opening"]["transmittal"]
    if occasion.transmittal is None or occasion.reason == "unsent":
        return ""
    return str(text.format(file=occasion.transmittal))


def _spread(returned: Returned, severity: Severity) -> str:
    """In how many places the problems of a weight were found, where that is more than there are problems."""
    places = returned.places_of(severity)
    return "" if places == returned.number_of(severity) else str(_texts()["opening"]["places"].format(places=places))


def _facts(occasion: Occasion, rulebook: Rulebook) -> Iterator[str]:
    facts, returned = _texts()["facts"], occasion.content.returned
    yield facts["programme"].format(programme=rulebook.programme.title)
    yield facts["period"].format(period=occasion.content.period.title)
    yield facts["place"].format(place=occasion.place.name)
    if returned is not None and returned.received_on is not None:
        yield facts["received"].format(received_on=day(returned.received_on))
    yield facts["due"].format(due_on=day(occasion.due_on))


def _problems(occasion: Occasion, registry: Registry) -> Iterator[str]:
    """The first problems in words, numbered, and how many more there are."""
    texts = _texts()["problems"]
    problems = _problems_of(occasion.content)
    said = [_shortened(_located(occasion.content, each)) for each in problems[:_SHOWN]]
    said = said or [line_text(each) for each in occasion.said[:_SHOWN]]
    said = [texts["unsaid"] if _names_another(each, occasion.place, registry) else each for each in said]
    if not said:
        return
    yield texts[_group(occasion)]
    for number, text in enumerate(dict.fromkeys(said), 1):
        yield texts["item"].format(number=number, text=text)
    if len(problems) > _SHOWN:
        yield texts["more"].format(number=len(problems) - _SHOWN)
    elif problems:
        yield texts["all"]


def _problems_of(content: FormContent) -> tuple[Problem, ...]:
    return () if content.returned is None else content.returned.problems


def _located(content: FormContent, problem: Problem) -> str:
    """The problem's sentence, with the cell in front where it does not name it itself."""
    said, at = line_text(problem.what), problem.at
    if at is None or re.search(rf"\b{at.line}\b", said):
        return said
    if at in content.form.by_address:
        where = Naming(content.form, "ru").name(at, labels=True)
    else:
        where = f"строка {at.line}, графа {at.column}"
    facts = {"where": f"{where[:1].upper()}{where[1:]}", "what": f"{said[:1].lower()}{said[1:]}"}
    return str(_texts()["problems"]["located"].format(**facts))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]}…"


def _names_another(text: str, place: Place, registry: Registry) -> bool:
    """Tell whether a sentence names an organisation that is not the reader's own: no letter ever does."""
    bare = text.replace(place.name, "")
    return any(each.name in bare for each in registry.schools() if each is not place and each.name != place.name)


def _steps(occasion: Occasion, attached: str) -> Iterator[str]:
    texts, content = _texts(), occasion.content
    yield texts["steps"]["head"]
    steps = list(texts["steps"][_group(occasion)])
    if any(each.explainable for each in _problems_of(content)):
        steps[1] = f"{steps[1]} {texts['steps']['explain']}"
    for number, step in enumerate(steps, 1):
        text = step.format(file=attached, check=layout_of(content).check_sheet or content.form.sheets[0])
        yield texts["problems"]["item"].format(number=number, text=text)


def _last_word(occasion: Occasion) -> str:
    """The closing sentence: whoever has only warnings is told how to settle them."""
    explainable = any(each.explainable for each in _problems_of(occasion.content))
    return "warned_explain" if occasion.reason == "warned" and explainable else _group(occasion)


def _regards(place: Place, rulebook: Rulebook) -> Iterator[str]:
    """Who waits for the answer: the district for a school, the region for a district."""
    closing, registry = _texts()["closing"], rulebook.registry
    district = registry.district_of(place.id) if place.level is Level.SCHOOL else None
    yield closing["regards"]
    if district is None:
        yield closing["district"]
        yield rulebook.programme.organisation
    else:
        yield closing["school"].format(district=district.name)
    if (address := mail_address((district or registry.region).email)) is not None:
        yield address


def _head(occasion: Occasion, subject: str, receivers: Sequence[str], attached: str | None) -> Iterator[str]:
    """What staff need to send the letter: to whom, under which subject, with which file."""
    head, registered = _texts()["head"], " ".join((occasion.place.email or "").split())
    is_known = mail_address(registered) is not None
    if is_known:
        yield head["to"].format(address=receivers[0])
    else:
        yield head["faulty" if registered else "missing"].format(address=registered[:100])
    for address in receivers[is_known:]:
        yield head["copy" if is_known else "curator"].format(address=address)
    yield head["subject"].format(subject=" ".join(subject.split()))
    if attached is None:
        return
    if occasion.attached_path is None:
        yield head["in_draft"].format(file=attached)
    else:
        folders, _, file = occasion.attached_path.rpartition("/")
        yield head["attached"].format(file=file)
        yield head["folder"].format(folder=" / ".join(["outgoing", occasion.content.period.id, *folders.split("/")]))
