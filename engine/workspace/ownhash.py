"""JSON contents that carry the hash of themselves, so that what was edited by hand is noticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

KEY = "content_sha256"


def with_own_hash(content: Mapping[str, Any]) -> dict[str, Any]:
    """The same content with the SHA-256 of the rest of it, last."""
    rest = {key: value for key, value in content.items() if key != KEY}
    return {**rest, KEY: _hash_of(rest)}


def has_own_hash(content: Mapping[str, Any]) -> bool:
    """Tell whether a content is the one that its hash was taken of; without a hash it is not."""
    return content.get(KEY) == _hash_of({key: value for key, value in content.items() if key != KEY})


def _hash_of(content: Mapping[str, Any]) -> str:
    # Escaped, sorted and without spaces: how the file is laid out and in which order does not matter.
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()
