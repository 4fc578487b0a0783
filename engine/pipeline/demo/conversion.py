"""Save forms with LibreOffice where it is installed, as some schools would: .xlsx, .ods and .xls."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_FILTERS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods:calc8", "xls": "xls:MS Excel 97"}
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
        profile, saved = Path(scratch) / "profile", Path(scratch) / "saved"
        options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        command = [soffice, *options, "--convert-to", _FILTERS[ending], "--outdir", str(saved), *map(str, paths)]
        _run(command)
        return tuple(_exchange(path, saved / f"{path.stem}.{ending}") for path in paths)


def _run(command: Sequence[str]) -> None:
    try:
        subprocess.run(command, check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603  soffice of this machine, our own arguments, no shell
    except (OSError, subprocess.TimeoutExpired):
        return


def _exchange(original: Path, saved: Path) -> Path:
    if not saved.is_file():
        return original
    original.unlink()
    return Path(shutil.move(saved, original.with_suffix(saved.suffix)))
