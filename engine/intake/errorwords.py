"""Names of error values as spreadsheet programs show them, in cells of their own kind or typed and pasted as text."""

from __future__ import annotations

import re

_ENGLISH_OF = {
    "#ДЕЛ/0!": "#DIV/0!",
    "#Н/Д": "#N/A",
    "#ИМЯ?": "#NAME?",
    "#ПУСТО!": "#NULL!",
    "#ЧИСЛО!": "#NUM!",
    "#ССЫЛКА!": "#REF!",
    "#ЗНАЧ!": "#VALUE!",
    "#ПЕРЕНОС!": "#SPILL!",
    "#ВЫЧИСЛ!": "#CALC!",
}
_RUSSIAN_OF = {english: russian for russian, english in _ENGLISH_OF.items()}
_ALSO_SHOWN = re.compile(r"#ССЫЛ!|#+|(?:Err|Ошибка):\s?[0-9]{3}", re.IGNORECASE)  # LibreOffice; a narrow column


def is_error_word(text: str) -> bool:
    """Tell whether a cleaned text is what a program shows for an error."""
    return text.upper() in _ENGLISH_OF or text.upper() in _RUSSIAN_OF or _ALSO_SHOWN.fullmatch(text) is not None


def in_russian(error: str) -> str:
    """The error as a Russian Excel shows it; one that it does not know stays as it is."""
    return _RUSSIAN_OF.get(error.upper(), error)


def in_english(error: str) -> str:
    """The error as an English Excel shows it; one that it does not know stays as it is."""
    return _ENGLISH_OF.get(error.upper(), error)
