"""Makes sure, before anything is published, that no file found was lost and none counted twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from engine.consolidation.districts import Found
from engine.vocabulary.files import FileStatus, RegisterRow


class RegisterBrokenError(Exception):
    """The register does not have one row with one status for each file found: a fault of the program."""


def require_one_row_each(readings: Iterable[Found], register: Iterable[RegisterRow]) -> None:
    """Make sure that rows in = rows out.

    Args:
        readings: what was found in incoming/, members of archives included.
        register: what is about to be published.

    Raises:
        RegisterBrokenError: a file has no row or several, or a row has no file or no status.
    """
    found = Counter(each.path for each in readings)
    rows = list(register)
    told = Counter(each.path for each in rows)
    if twice := sorted(path for path, times in (found | told).items() if times > 1):
        raise RegisterBrokenError(f"more than once: {twice}")
    if found != told:
        raise RegisterBrokenError(f"without a row: {sorted(found - told)}, without a file: {sorted(told - found)}")
    if strange := sorted(each.path for each in rows if not isinstance(each.status, FileStatus)):
        raise RegisterBrokenError(f"without a status: {strange}")
