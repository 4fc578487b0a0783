"""«Аналитическая справка по итогам мониторинга» of the region or of a district: its whole content."""

from __future__ import annotations

from engine.report.documents import clarification, comparison, places, plan, reporting, standings
from engine.report.documents.conclusions import conclusions
from engine.report.documents.content import Head, Memo, Signer
from engine.report.documents.grammar import date_words, during, sentence
from engine.report.scope import Scope
from engine.report.texts import number_text
from engine.vocabulary.dates import day


def memo_of(scope: Scope) -> Memo:
    """The content of a справка; every text is a whole sentence, every list may be empty."""
    left_out = reporting.debtors_left_out(scope)
    return Memo(
        head=head_of(scope),
        reporting=_sentences(*reporting.reporting_words(scope), *filter(None, [left_out])),
        by_district=reporting.by_district(scope),
        debtors=reporting.debtors(scope),
        overview=_sentences(*standings.overview_words(scope)),
        targets=_sentences(*standings.standing_words(scope)),
        target_year=str(scope.period.target_year),
        standings=standings.standings(scope),
        by_place=_sentences(*places.places_words(scope)),
        places_title=places.places_title(scope),
        places=places.place_standings(scope),
        compared=_sentences(*comparison.comparison_words(scope)),
        comparisons=comparison.comparisons(scope),
        plan=_sentences(*plan.plan_words(scope)),
        plan_by_district=plan.by_district(scope) if scope.activities else (),
        overdue=plan.overdue(scope),
        overdue_note=plan.overdue_note(scope),
        upcoming=plan.upcoming(scope),
        upcoming_note=plan.upcoming_note(scope),
        clarify=_sentences(*clarification.clarify_words(scope)),
        questions=clarification.questions(scope),
        explanations=clarification.explanations(scope),
        deadlines=clarification.deadlines(scope),
        conclusions=_sentences(*conclusions(scope)),
    )


def head_of(scope: Scope) -> Head:
    """What every document of a place begins and ends with."""
    programme, period = scope.programme, scope.period
    return Head(
        author=programme.organisation if scope.is_region else scope.place.name,
        organisation=programme.organisation,
        programme=programme.title,
        territory=scope.place.name,
        period=period.title,
        during=during(period.title),
        starts_on=day(period.starts_on),
        ends_on=day(period.ends_on),
        as_of=day(scope.as_of),
        as_of_words=date_words(scope.as_of),
        notice=programme.notice or "",
        reported=number_text(reporting.counted(scope.completeness)),
        expected=number_text(len(scope.completeness)),
        signers=tuple(Signer(each) for each in programme.signatures.of(scope.place.level)),
    )


def _sentences(*texts: str) -> tuple[str, ...]:
    return tuple(sentence(each) for each in texts)
