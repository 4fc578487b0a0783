from __future__ import annotations

import re

import pytest

from engine.intake import plainmarkup
from engine.intake.plainmarkup import NotPlainError, cut_out, readable

OPENING = re.compile(rb"<b>")


def _cut(content: str | bytes) -> tuple[bytes, str]:
    return cut_out(content.encode() if isinstance(content, str) else content, OPENING, b"</b>", b"<x/>")


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<?xml version="1.0"?>',
        "<?xml version='1.0' encoding='utf-8'?>\n",
        '\ufeff<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n',
    ],
)
def test_what_stands_between_two_tags_is_cut_out(head: str) -> None:
    rest, inside = _cut(f"{head}<a><b><c>ж &amp;</c>\n</b><d/></a>")
    assert rest.decode() == f"{head}<a><b><x/></b><d/></a>"
    assert inside == "<c>ж &amp;</c>\n"


@pytest.mark.parametrize(
    "content",
    [
        "<a/>",
        "<a><b></a>",
        "<a></b><b></a>",
        "<!DOCTYPE a><a><b>1</b></a>",
        "<a><!-- <b>1</b> --></a>",
        "<a><![CDATA[<b>1</b>]]></a>",
        "<a><b>1</b><?b?></a>",
        '<?xml version="1.0" encoding="us-ascii"?><a><b>ж</b></a>',
        '<?xml version="1.1"?><a><b>1</b></a>',
        "<a><b>&#49;</b></a>",
        "<a><b>&nbsp;</b></a>",
        "<a><b>&</b></a>",
        "<a><b>1]]>2</b></a>",
        "<a><b>1\r\n2</b></a>",
        "<a><b>\x01</b></a>",
        "<a><b>\0</b></a>",
        "<a><b>\uffff</b></a>",
        "<a><b>\ufffe</b></a>",
        b"<a><b>\xff</b></a>",
        b"<a><b>\xed\xa0\x80</b></a>",
        "<a><b>1</b></a>".encode("utf-16"),
    ],
)
def test_what_is_written_in_another_way_is_left_to_the_parser(content: str | bytes) -> None:
    with pytest.raises(NotPlainError):
        _cut(content)


@pytest.mark.parametrize("over", [0, 1])
def test_what_is_large_is_left_to_the_parser(monkeypatch: pytest.MonkeyPatch, over: int) -> None:
    content = "<a><b>1</b></a>"
    monkeypatch.setattr(plainmarkup, "_LARGEST", len(content) - over)
    if over:
        with pytest.raises(NotPlainError):
            _cut(content)
    else:
        _cut(content)


def test_signs_for_letters_are_read_once() -> None:
    assert readable("&lt;&gt;&quot;&apos;&amp;lt; &amp;amp;") == "<>\"'&lt; &amp;"
