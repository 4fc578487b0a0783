"""The one exception of intake: a file, or a part of it, cannot be used and why."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818  it says what happens to the file, no program has failed
    """A file cannot be read; becomes the finding ``code`` with ``facts``."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(f"{code} {facts}")
