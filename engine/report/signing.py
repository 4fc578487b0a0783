"""Where the heads of an office sign a printed sheet by hand: a line each, then who prepared it, and the date."""

from __future__ import annotations

from engine.report.book import Page
from engine.report.scope import Scope
from engine.vocabulary.language import mark, tr

#: First and last column of the three parts of a line: who signs, the signature, the name written out.
Spans = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]

SIGNATURE = mark("(подпись)")
SIGNER = mark("(расшифровка подписи)")
PREPARED_BY = mark("Исполнитель")
NAME = mark("(фамилия, инициалы)")
PHONE = mark("(телефон)")
DATE_LINE = mark("«___» ______________ 20___ г.")
_LINE, _UNDER, _ABOVE = 25.0, 11.0, 10.0  # points


def draw_signatures(page: Page, scope: Scope, row: int, spans: Spans) -> tuple[int, int] | None:
    """Write the lines from ``row`` on; return the first and the last row, None where nobody signs."""
    signers = scope.programme.signatures.of(scope.place.level)
    if not signers:
        return None
    page.height(row, _ABOVE)
    first = row
    for signer in signers:
        row = _draw_line(page, row + 1, spans, signer, (SIGNATURE, SIGNER))
    row = _draw_line(page, row + 1, spans, tr(PREPARED_BY), (NAME, PHONE))
    page.span(row + 1, *spans[0], tr(DATE_LINE), "plain", "left", "low")
    page.height(row + 1, _LINE)
    return first, row + 1


def _draw_line(page: Page, row: int, spans: Spans, who: str, under: tuple[str, str]) -> int:
    page.span(row, *spans[0], who, "plain", "left", "wrap", "low")
    page.height(row, max(_LINE, page.needed(who, *spans[0], "plain", "left")))
    for span, text in zip(spans[1:], under, strict=True):
        page.span(row, *span, None, "plain", "signed")
        page.span(row + 1, *span, tr(text), "plain", "under")
    page.height(row + 1, _UNDER)
    return row + 1
