"""Mail of a small region: good forms, an error, a copy, a correction, an archive, a scan and what is no form."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from support.sending import send_form

from engine.rulebook.loading import load_rulebook
from engine.workspace.folders import Workspace


def small_mail(folder: Path, rules: Path) -> Path:
    """Write the mail of the region of the small rules into a folder."""
    rulebook = load_rulebook(rules)
    elsewhere = Workspace(folder.with_name(f"{folder.name} being written"))
    first = send_form(elsewhere, rulebook, "0101", "2025-01-13/школа.xlsx")
    shutil.copyfile(first, first.with_name("школа (1).xlsx"))
    send_form(elsewhere, rulebook, "0501", "2025-01-14/b.xlsx", {"306": 40})
    other = send_form(elsewhere, rulebook, "0502", "c.xlsx")
    with zipfile.ZipFile(other.with_name("письмо.zip"), "w") as archive:
        archive.writestr(zipfile.ZipInfo("0502.xlsx"), other.read_bytes())
    other.unlink()
    send_form(elsewhere, rulebook, "0503", "2025-01-14/d.xlsx", {"101": 250})
    send_form(elsewhere, rulebook, "0503", "2025-01-15/d.xlsx", {"101": 260})
    (elsewhere.incoming / "скан.pdf").write_bytes(b"%PDF-1.4")
    (elsewhere.incoming / "письмо.html").write_bytes(b"<html></html>")
    return Path(shutil.move(elsewhere.incoming, folder))
