"""Finds a LibreOffice on this machine and lets it save workbooks anew, in its own profile and for a limited time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_FILTERS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods:calc8", "xls": "xls:MS Excel 97"}
_NAMES = ("soffice", "libreoffice", "soffice.com")
#: Where installers put it when it is not on the PATH; on Windows the .com waits for its own end, the .exe may not.
_USUAL = (
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_USUAL_ON_WINDOWS = ("LibreOffice/program/soffice.com", "LibreOffice/program/soffice.exe")
_RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def find_office() -> Path | None:
    """The program of a LibreOffice: on the PATH, else where it is usually installed; None without one."""
    on_path = filter(None, map(shutil.which, _NAMES))
    folders = [os.environ[name] for name in ("ProgramFiles", "ProgramFiles(x86)") if name in os.environ]
    usual = [Path(each) for each in _USUAL]
    usual += [Path(folder) / each for folder in folders for each in _USUAL_ON_WINDOWS]
    usual += sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    return next((path for path in (*map(Path, on_path), *usual) if path.is_file()), None)


def save_anew(office: Path, paths: Sequence[Path], ending: str, folder: Path, *, seconds: float) -> tuple[Path, ...]:
    """Open workbooks, recalculate every formula and save them into a folder in the format that ``ending`` names.

    One LibreOffice for all, with a profile of its own, ended when the time is over. Returns the paths of what was
    saved, in the order of ``paths``; what could not be saved is left out.
    """
    with tempfile.TemporaryDirectory(prefix="svod-office-", ignore_cleanup_errors=True) as profile:
        user = Path(profile) / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_RECALCULATE_ALWAYS, encoding="utf-8")
        options = [f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        converting = ["--convert-to", _FILTERS[ending], "--outdir", str(folder)]
        _run([str(office), *options, *converting, *map(str, paths)], seconds)
    return tuple(saved for path in paths if (saved := folder / f"{path.stem}.{ending}").is_file())


def _run(command: Sequence[str], seconds: float) -> None:
    """Run to the end or to the end of the time, and leave no process behind."""
    try:
        process = subprocess.Popen(  # noqa: S603  the office of this machine, our own arguments, no shell
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError:
        return
    with process:
        try:
            process.wait(seconds)
        except BaseException as ended:
            _end(process)
            if not isinstance(ended, subprocess.TimeoutExpired):
                raise


def _end(process: subprocess.Popen[bytes]) -> None:
    # The program started is only a starter: what it started must end too.
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)  # noqa: S603, S607  our own process, the system's own program
