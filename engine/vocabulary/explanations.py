"""What an explanation was given for: a fingerprint of a broken relation's sentences, which hold its numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import what

_LENGTH = 12


def given_for(findings: Iterable[Finding]) -> str:
    """The fingerprint of all findings of one relation in one submission: the same as long as the numbers are."""
    said = sorted(what(finding, "ru") for finding in findings)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:_LENGTH]
