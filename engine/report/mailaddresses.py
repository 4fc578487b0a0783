"""Which texts are one e-mail address that a letter can be sent to."""

from __future__ import annotations

import re

_LOCAL = r"[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_%+-])?"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS = re.compile(rf"(?P<local>{_LOCAL})@(?P<domain>{_LABEL}(?:\.{_LABEL})+)")
_LONGEST = 254


def mail_address(text: str | None) -> str | None:
    """The one address that a text is, as it stands in a letter's head; None where it is none or several.

    A domain in Cyrillic letters is written as the mail systems know it (xn--…). Whatever could begin a line of its own
    in a letter's head, or name a second receiver, is no address.
    """
    match = _ADDRESS.fullmatch((text or "").strip(" "))
    if match is None or ".." in match["local"]:
        return None
    try:
        domain = match["domain"].encode("idna").decode("ascii")
    except UnicodeError:
        return None
    address = f"{match['local']}@{domain}"
    return address if len(address) <= _LONGEST else None
