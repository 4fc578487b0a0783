"""How places stand, as lines for the terminal, as a record for programs, and as one paragraph for a messenger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap

from engine.cli.askedwords import asked_lines
from engine.pipeline.status import Overview, PlaceStatus, Standing
from engine.report.texts import number_text, short_name
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.vocabulary.findings import Finding
from engine.vocabulary.language import speaking
from engine.vocabulary.messages import what
from engine.vocabulary.places import Level

_WIDTH = 100
_NAME, _DISTRICT = 43, 23  # columns of a line
_MARGIN = " " * 6
_LONGEST = 180  # characters of what is wrong

_WORDS = {
    "ru": {
        "counts": "Отчитались: {reported} из {expected}, из них с опозданием: {late}. "
        "С ошибками: {with_errors}. Не сдали: {silent}.",
        "counts_newer": " Исправление с ошибками: {newer_faulty}.",
        "list_with_errors": "С ошибками, начиная с тех, кому осталось меньше всего ({number})",
        "list_newer_faulty": "Учтён прежний отчёт, а в присланном позже есть ошибки ({number})",
        "list_late": "Сдали с опозданием ({number})",
        "list_silent": "Форма не получена ({number})",
        "errors": "ошибок: {errors}",
        "days": "{received_on}, опоздание {days} дн.",
        "due": "срок {due_on}",
        "ask_silent": "Форма не получена.",
        "scan": "есть скан: {path}",
        "exempt": "Освобождены решением ({number})",
        "basis": "основание: {basis}",
        "message": "Текст для мессенджера:",
        "opening": "{programme}, {period}. ",
        "silent": "не сдали: {names}",
        "with_errors": "с ошибками: {names}",
        "newer_faulty": "новый файл с ошибками (учтён прежний): {names}",
        "late": "сдали с опозданием: {names}",
        "all": "все отчёты сданы",
        "nobody": "отчётов ни от кого не ждут",
        "of": "{name} ({district})",
        "cell": "лист «{sheet}», стр. {line}: {said}",
        "cell_alone": "лист «{sheet}», ячейка {cell}: {said}",
    },
    "en": {
        "counts": "Reported: {reported} of {expected}, {late} of these late. "
        "With errors: {with_errors}. Not reported: {silent}.",
        "counts_newer": " Corrections with errors: {newer_faulty}.",
        "list_with_errors": "With errors, those with the least to do first ({number})",
        "list_newer_faulty": "The earlier report counts, a later one has errors ({number})",
        "list_late": "Late ({number})",
        "list_silent": "The form has not come ({number})",
        "errors": "errors: {errors}",
        "days": "{received_on}, {days} days late",
        "due": "due {due_on}",
        "ask_silent": "The form has not come.",
        "scan": "there is a scan: {path}",
        "exempt": "Exempt by decision ({number})",
        "basis": "basis: {basis}",
        "message": "To paste into a messenger:",
        "opening": "{programme}, {period}. ",
        "silent": "not reported: {names}",
        "with_errors": "with errors: {names}",
        "newer_faulty": "newer file with errors (the earlier one counts): {names}",
        "late": "late: {names}",
        "all": "everybody has reported",
        "nobody": "nobody is expected to report",
        "of": "{name} ({district})",
        "cell": "sheet «{sheet}», line {line}: {said}",
        "cell_alone": "sheet «{sheet}», cell {cell}: {said}",
    },
}


def overview_record(found: Overview, rulebook: Rulebook, lang: str) -> dict[str, object]:
    """The overview for programs."""
    counted = Counter(place.standing for place in found.places)
    return {
        "period": found.asked.period.id,
        "as_of": found.asked.as_of,
        "counts": {str(each): counted[each] for each in Standing},
        "places": [_record(each, rulebook, lang) for each in found.places],
        "exempt": [{"place_id": each.place_id, "basis": each.basis} for each in found.exempt],
        "message": message(found, rulebook, lang),
    }


def overview_lines(found: Overview, rulebook: Rulebook, lang: str) -> Iterator[str]:
    """The overview for people: what is asked for first, then the paragraph to paste, which alone is not wrapped."""
    with speaking(lang):
        lines = list(_lines(found, rulebook, lang))
    yield from lines


def _lines(found: Overview, rulebook: Rulebook, lang: str) -> Iterator[str]:
    words = _WORDS[lang]
    alone = len({place.district_id for place in found.places}) < 2
    yield from asked_lines(found.asked, lang)
    yield _counts(found, words)
    for standing in Standing:
        places = [each for each in found.places if each.standing is standing]
        if places and standing is not Standing.REPORTED:
            yield ""
            yield words[f"list_{standing}"].format(number=len(places))
            for place in places:
                yield from _place_lines(place, rulebook, lang, alone=alone)
    if found.exempt:
        yield ""
        yield words["exempt"].format(number=len(found.exempt))
        for decision in found.exempt:
            detail = words["basis"].format(basis=decision.basis)
            yield from _aligned(f"{decision.place_id} {_named(decision.place_id, rulebook)}", "", detail)
    yield ""
    yield words["message"]
    yield message(found, rulebook, lang)


def message(found: Overview, rulebook: Rulebook, lang: str) -> str:
    """One paragraph without codes: «Не сдали: …; с ошибками: …; сдали с опозданием: …»."""
    words = _WORDS[lang]
    names = _plain_names(found.places, rulebook, words)
    parts = [
        words[group].format(names=", ".join(inside))
        for group in (Standing.SILENT, Standing.WITH_ERRORS, Standing.NEWER_FAULTY, Standing.LATE)
        if (inside := [name for place, name in zip(found.places, names, strict=True) if place.standing is group])
    ]
    said = "; ".join(parts) or words["all" if found.places else "nobody"]
    period = found.asked.period.title
    opening = words["opening"].format(programme=rulebook.programme.short_title, period=period)
    return f"{opening}{said[:1].upper()}{said[1:]}."


def _counts(found: Overview, words: dict[str, str]) -> str:
    counted = Counter(place.standing for place in found.places)
    missing = counted[Standing.WITH_ERRORS] + counted[Standing.SILENT]
    newer = counted[Standing.NEWER_FAULTY]
    head = words["counts"].format(
        reported=len(found.places) - missing,
        expected=len(found.places),
        with_errors=counted[Standing.WITH_ERRORS],
        late=counted[Standing.LATE],
        silent=counted[Standing.SILENT],
    )
    return head + (words["counts_newer"].format(newer_faulty=newer) if newer else "")


def _place_lines(place: PlaceStatus, rulebook: Rulebook, lang: str, *, alone: bool) -> Iterator[str]:
    """Lines about one place; its district is named unless it is the only one."""
    words, registry = _WORDS[lang], rulebook.registry
    is_school = registry[place.place_id].level is Level.SCHOOL
    district = registry[place.district_id].name if is_school and not alone else ""
    yield from _aligned(f"{place.place_id} {registry[place.place_id].name}", district, _detail(place, words))
    if place.first is not None:
        yield from _indented(_said(place.first, lang))
    for path in place.scans if place.standing in {Standing.SILENT, Standing.WITH_ERRORS} else ():
        yield from _indented(words["scan"].format(path=path))


def _detail(place: PlaceStatus, words: dict[str, str]) -> str:
    if place.errors:
        return words["errors"].format(errors=place.errors)
    if place.received_on is not None:
        return words["days"].format(received_on=day(place.received_on), days=number_text(place.days_late or 0))
    return words["due"].format(due_on=day(place.due_on))


def _asked_for(place: PlaceStatus, lang: str) -> str | None:
    """The first thing to ask a place for; None where there is nothing."""
    if place.first is not None:
        return _said(place.first, lang)
    return _WORDS[lang]["ask_silent"] if place.standing is Standing.SILENT else None


def _said(finding: Finding, lang: str) -> str:
    """What is wrong, in short, with its cell."""
    said = " ".join(what(finding, lang).split())
    if len(said) > _LONGEST:
        said = f"{said[:_LONGEST].rsplit(' ', 1)[0]}…"
    if not finding.cell:
        return said
    template = _WORDS[lang]["cell" if finding.line else "cell_alone"]
    return template.format(sheet=finding.sheet, line=finding.line, cell=finding.cell, said=said)


def _aligned(name: str, district: str, detail: str) -> Iterator[str]:
    """One line of three columns; what does not fit the first two is cut, what does not fit the line goes below."""
    shown = f"  {_cut(name, _NAME):<{_NAME}}  {_cut(district, _DISTRICT):<{_DISTRICT}}  {detail}".rstrip()
    if len(shown) <= _WIDTH:
        yield shown
    else:
        yield shown[: len(shown) - len(detail)].rstrip()
        yield from _indented(detail)


def _indented(text: str) -> Iterator[str]:
    yield from wrap(text, _WIDTH, initial_indent=_MARGIN, subsequent_indent=_MARGIN)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def _plain_names(places: Sequence[PlaceStatus], rulebook: Rulebook, words: dict[str, str]) -> list[str]:
    """Own names of the places; with the district where two have the same."""
    registry = rulebook.registry
    names = [short_name(registry[place.place_id].name) for place in places]
    several = {name for name, number in Counter(names).items() if number > 1}
    return [
        words["of"].format(name=name, district=registry[place.district_id].name) if name in several else name
        for place, name in zip(places, names, strict=True)
    ]


def _named(place_id: str, rulebook: Rulebook) -> str:
    return rulebook.registry[place_id].name if place_id in rulebook.registry else place_id


def _record(place: PlaceStatus, rulebook: Rulebook, lang: str) -> dict[str, object]:
    first = place.first
    return {
        "place_id": place.place_id,
        "district_id": place.district_id,
        "name": rulebook.registry[place.place_id].name,
        "form": place.form,
        "standing": str(place.standing),
        "status": place.status,
        "received_on": place.received_on,
        "due_on": place.due_on,
        "days_late": place.days_late,
        "errors": place.errors,
        "first": None
        if first is None
        else {
            "path": first.path,
            "code": first.code,
            "sheet": first.sheet,
            "cell": first.cell,
        },
        "ask": _asked_for(place, lang),
        "scans": list(place.scans),
    }
