"""The one exception of intake: a file, or a part of it, cannot be used and why."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818  it says what happens to the file, no program has failed
    """A file cannot be read; becomes the finding ``code`` with ``facts``."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(f"{code} {facts}")


#: What of a file may be damaged, in Russian and in English.
_DAMAGE = {
    "cut": ("обрывается: дошло не всё", "it is cut off: only a part of it came"),
    "contents": ("неверен список того, что внутри", "the list of what is inside is wrong"),
    "before": ("перед книгой в файле стоит что-то ещё", "something else stands before the workbook"),
    "part": ("не распаковывается часть «{name}»", "part {name} cannot be unpacked"),
    "markup": ("испорчена разметка внутри файла", "the markup inside is broken"),
    "sheet": ("испорчен лист «{name}»", "sheet «{name}» is broken"),
    "cells": ("читаются не все ячейки листа «{name}»", "not all cells of sheet «{name}» can be read"),
    "strings": ("испорчен список текстов книги", "the workbook's list of texts is broken"),
    "inside": ("испорчено внутреннее устройство файла", "the inner structure is broken"),
}
_LONGEST_NAME = 60


def damaged(what: str, name: str = "") -> Refused:
    """The refusal of a damaged file: ``what`` of it, a key of the words above, and the name of a part or a sheet."""
    ru, en = _DAMAGE[what]
    shown = name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"
    return Refused("F08", what_ru=ru.format(name=shown), what_en=en.format(name=shown))
