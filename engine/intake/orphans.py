"""Ends a process when the one that started it is gone: a run that was killed leaves nothing behind that works on."""

from __future__ import annotations

import multiprocessing
import os
import threading


def end_with_parent() -> None:
    """Watch over the process that started this one, from now on; in a process that nobody started do nothing."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
