"""What of a closed version goes up and what stays: the last lines of ``svod close``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.pipeline.closing import Closing

_WORDS = {
    "ru": {
        "send": "Отправьте региону из этой папки: {names}.",
        "send_all": "Отправьте региону передаточные своды из этой папки: {number}.",
        "with_documents": "К ним – сопроводительные письма и справки из папки documents: {number}.",
        "stays": "Муниципальный свод региону не отправляйте: в нём фамилии, телефоны и строка 310, он остаётся в "
        "муниципалитете.",
        "stay": "Муниципальные своды региону не отправляйте: в них фамилии, телефоны и строка 310, они остаются в "
        "муниципалитетах.",
        "region": "Региональный свод: «{name}» в этой папке.",
        "memo": "Справка к нему: «{name}».",
        "name": "«{name}»",
    },
    "en": {
        "send": "Send to the region from this folder: {names}.",
        "send_all": "Send the transmittals in this folder to the region: {number}.",
        "with_documents": "With them go the covering letters and memos in the folder documents: {number}.",
        "stays": "Do not send the district workbook: it holds names, telephones and line 310 and stays in the "
        "district.",
        "stay": "Do not send the district workbooks: they hold names, telephones and line 310 and stay in the "
        "districts.",
        "region": "Region workbook: {name!r} in this folder.",
        "memo": "Its memo: {name!r}.",
        "name": "{name!r}",
    },
}


def sending_lines(closing: Closing, lang: str) -> Iterator[str]:
    """Which files to send to the region and which not; in a region that sends nothing, where its own stand."""
    words = _WORDS[lang]
    if len(closing.transmittals) == 1:
        yield words["send"].format(names=_named([*closing.transmittals, *closing.documents], words["name"]))
        yield words["stays"]
    elif closing.transmittals:
        yield words["send_all"].format(number=len(closing.transmittals))
        if closing.documents:
            yield words["with_documents"].format(number=len(closing.documents))
        yield words["stay"]
    elif closing.region_workbook is not None:
        yield words["region"].format(name=closing.region_workbook)
        if closing.region_memo is not None:
            yield words["memo"].format(name=closing.region_memo)


def _named(names: Sequence[str], template: str) -> str:
    return ", ".join(template.format(name=name) for name in names)
