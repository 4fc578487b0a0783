"""What the computer offers."""

from __future__ import annotations

import os
import sys


def cores() -> int:
    """How many processors this process may use; 1 where the system does not tell."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
