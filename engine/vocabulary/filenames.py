"""Names of the files that leave us: safe on Windows, short, made from registry names and ids; and what others leave."""

from __future__ import annotations

import re
import unicodedata

#: Of a name with its ending; longer ones are cut in long folder paths on Windows.
LONGEST = 79
#: What a spreadsheet program leaves beside a file that it has open.
LOCK_FILE = re.compile(r"~\$.*|\.~lock\..*#", re.IGNORECASE | re.DOTALL)
#: What systems and file managers leave in any folder.
SYSTEM_FILE = re.compile(
    r"thumbs\.db|ehthumbs\.db|desktop\.ini|\.ds_store|\.git(keep|ignore)|\.directory|\._.*|~.*\.tmp",
    re.IGNORECASE | re.DOTALL,
)
_FORBIDDEN = frozenset('<>:"/\\|?*')


def file_safe(text: str) -> str:
    """The text without what a file name cannot hold everywhere; single blanks, none and no dot at the ends."""
    kept = (letter for letter in unicodedata.normalize("NFC", text) if _fits(letter))
    return " ".join("".join(kept).split()).strip(" .")


def named(owner: str, tail: str) -> str:
    """An owner's name and a tail, joined by a dash and cut within `LONGEST`; the owner is cut, never the tail."""
    return f"{owner[: LONGEST - len(tail) - 3].rstrip(' .')} – {tail}"


def _fits(letter: str) -> bool:
    # Windows counts letters beyond the first plane twice, some programs lose them.
    return letter not in _FORBIDDEN and unicodedata.category(letter)[0] != "C" and ord(letter) < 0x10000
