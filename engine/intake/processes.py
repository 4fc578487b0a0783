"""What the system tells of another process."""

from __future__ import annotations

from pathlib import Path


def resident_memory(pid: int | None) -> int:
    """Bytes of memory that a process holds; 0 where it has just ended."""
    import psutil  # noqa: PLC0415  only where the system keeps no limits itself

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def processor_time(pid: int | None) -> int:
    """Ticks of the processor that a process of Linux has used; 0 where it has just ended."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    after_name = facts.rpartition(")")[2].split()
    return int(after_name[11]) + int(after_name[12])
