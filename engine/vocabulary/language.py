"""The language of the engine's own words: Russian as written in the code, others from the catalogues in locale/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from io import BytesIO

RUSSIAN = "ru"
#: Languages that the engine's words are written in.
LANGUAGES = (RUSSIAN, "en")

_spoken: ContextVar[str] = ContextVar("language", default=RUSSIAN)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Make `tr` answer in ``language`` within the block; another process starts in Russian again."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """The language that `tr` answers in."""
    return _spoken.get()


def tr(text: str) -> str:
    """A text of the engine's own in the language spoken; one that no catalogue has stays Russian.

    The Russian text is the key, with its ``{placeholders}``, so translate first and fill in afterwards. Words that come
    from rules/ are never translated.
    """
    language = _spoken.get()
    return text if language == RUSSIAN else _catalogue(language).get(text) or text


def mark(text: str) -> str:
    """Mark a constant for the catalogues; `tr` translates it where it is shown."""
    return text


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    # Only who asks for another language pays for reading its catalogues.
    from babel.messages.pofile import read_po  # noqa: PLC0415

    texts: dict[str, str] = {}
    for file in sorted(files("engine.vocabulary").joinpath("locale", language).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".po"):
            texts |= {str(each.id): str(each.string) for each in read_po(BytesIO(file.read_bytes())) if each.id}
    return texts
