"""Waits for files that were still being copied when they were read: once, for the youngest of them."""

from __future__ import annotations

from collections.abc import Sequence
from time import sleep, time_ns

from engine.intake.listing import Listed, facts_of
from engine.intake.recorded import Head

#: What half a file looks like: empty, cut off, blank where the rest is to come, or changed while it was read.
_UNFINISHED = {"F05", "F06", "F08", "F24", "F25", "F26"}
_BILLION = 1_000_000_000


def looks_unfinished(head: Head) -> bool:
    """Tell whether a file that could not be used may be one that was still being copied."""
    return not head.usable and not _UNFINISHED.isdisjoint(head.codes)


def wait_for(files: Sequence[Listed], patience: float) -> None:
    """Wait until the youngest of the files that were changed a moment ago is ``patience`` seconds old, not longer.

    A file of a shared folder may seem to come from the near future: its clock is another one.
    """
    now = time_ns()
    ages = [abs(now - modified_ns) / _BILLION for _, modified_ns in map(facts_of, (each.location for each in files))]
    if left := max((patience - age for age in ages if age < patience), default=0.0):
        sleep(left)


def has_changed(listed: Listed) -> bool:
    """Tell whether a file is no longer what it was when it was listed."""
    return facts_of(listed.location) != (listed.size, listed.modified_ns)
