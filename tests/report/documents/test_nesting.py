from __future__ import annotations

import pytest

from engine.report.documents.nesting import commands_in, never_closed


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        (("{%p for т in тексты %}", "{{ т }}", "{%p endfor %}"), []),
        (("{%p for т in тексты %}", "{{ т }}"), [("{%p for т in тексты %}", "{%p endfor %}")]),
        (
            ("{%p if места %}", "{%tr for ряд in места %}", "{%p endif %}"),
            [("{%tr for ряд in места %}", "{%tr endfor %}")],
        ),
        (
            ("{%p for а in тексты %}", "{%p endfor %}", "{%p for б in тексты %}", "{% if б %}да{% endif %}"),
            [("{%p for б in тексты %}", "{%p endfor %}")],
        ),
        (("{%p endfor %}", "{{ т }}"), []),
    ],
)
def test_tag_that_nothing_closes_is_named_with_its_end(texts: tuple[str, ...], left: list[tuple[str, str]]) -> None:
    assert [(each.words, each.closing) for each in never_closed(texts)] == left


def test_commands_are_told_with_where_they_stand() -> None:
    assert commands_in("Итого {%tr fro ряд in места %} {{ ряд }}") == {"fro", "tr"}
