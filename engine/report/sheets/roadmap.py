"""Sheet «Дорожная карта»: what of the plans is done; by place in a district, by district with counts in the region."""

from __future__ import annotations

from engine.report import wording
from engine.report.book import Book
from engine.report.paper import print_setup
from engine.report.plans import in_view, items
from engine.report.scope import Scope
from engine.report.sheets import matrix, roadmapcounts
from engine.report.top import CONTENT_ROW, draw_top
from engine.vocabulary.language import mark, tr

TITLE = mark("Дорожная карта")
NO_ROADMAP = mark("Дорожная карта не задана: отмечать нечего.")


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    listed = in_view(scope) or items(scope)
    if listed and scope.is_region:
        roadmapcounts.write(book, scope, listed)
    elif listed:
        matrix.write(book, scope, listed)
    else:
        page = book.add(tr(wording.ROADMAP), 100)
        draw_top(page, scope, tr(TITLE), 1)
        page.put(CONTENT_ROW, 0, tr(NO_ROADMAP), "plain")
        print_setup(page, scope, landscape=False)
