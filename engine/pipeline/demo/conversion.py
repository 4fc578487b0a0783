"""Save forms with LibreOffice where it is installed, as some schools would: .xlsx, .ods and .xls."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from engine.pipeline.office import save_anew

_SECONDS = 120


def convert(paths: Sequence[Path], ending: str) -> tuple[Path, ...]:
    """Save .xlsx files by LibreOffice in a format, put them in the place of the originals and return their paths.

    One LibreOffice call for all, with a profile of its own. A file that could not be saved (LibreOffice is missing or
    too slow) stays as it was.
    """
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None or not paths:
        return tuple(paths)
    with tempfile.TemporaryDirectory(prefix="svod-demo-", ignore_cleanup_errors=True) as scratch:
        saved = Path(scratch)
        save_anew(Path(soffice), paths, ending, saved, seconds=_SECONDS)
        return tuple(_exchange(path, saved / f"{path.stem}.{ending}") for path in paths)


def _exchange(original: Path, saved: Path) -> Path:
    if not saved.is_file():
        return original
    original.unlink()
    return Path(shutil.move(saved, original.with_suffix(saved.suffix)))
