from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.workspace.ownhash import has_own_hash, with_own_hash

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), _VALUES))
def test_content_keeps_its_hash_through_a_file_in_whatever_order(content: dict[str, Any]) -> None:
    hashed = with_own_hash(content)
    assert hashed.items() >= {key: value for key, value in content.items() if key != "content_sha256"}.items()
    read = json.loads(json.dumps(hashed, ensure_ascii=True, indent=1))
    assert has_own_hash(dict(reversed(read.items())))
    assert with_own_hash(hashed) == hashed


@pytest.mark.parametrize("change", [{"a": 2}, {"a": "1"}, {"b": None}, {"content_sha256": None}])
def test_content_that_was_changed_is_not_the_one_hashed(change: dict[str, Any]) -> None:
    assert not has_own_hash(with_own_hash({"a": 1}) | change)


def test_content_without_a_hash_is_not_believed() -> None:
    assert not has_own_hash({"a": 1})
