"""Section 5 of the справка: what somebody still has to answer, and what was explained."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from engine.report import wording
from engine.report.documents.content import Explanation, Question, UnclearDeadline
from engine.report.documents.grammar import ACTIVITY, capitalised, listing, quoted
from engine.report.documents.naming import full_name
from engine.report.plans import followed
from engine.report.scope import Scope
from engine.report.sheets.clarification import reading_words
from engine.report.sheets.findings import region_explanation
from engine.report.subjects import fault, line_and_column, region_subject
from engine.report.texts import number_text, plural
from engine.rulebook.roadmaps.roadmap import Activity, Occurrence
from engine.vocabulary.findings import Finding, FindingState, Severity

_QUESTIONS_SHOWN = 20
_SUBJECTS_SHOWN = 4
_EXPLANATIONS_SHOWN = 20
_DEADLINES_SHOWN = 12
_WEIGHTS = (Severity.ERROR, Severity.WARNING)
NOTHING = "Вопросов, которые требуют уточнения, нет."


def clarify_words(scope: Scope) -> Iterator[str]:
    """How many findings are open and explained, which deadlines and targets no document confirms."""
    found = [*_finding_words(scope), *_target_words(scope), *_deadline_words(scope)]
    yield from found or [NOTHING]


def open_findings(scope: Scope) -> list[Finding]:
    """Findings that somebody has to answer: errors and warnings that are neither explained nor waived."""
    return [each for each in scope.findings if each.is_open and each.severity in _WEIGHTS]


def unclear_deadlines(scope: Scope) -> list[tuple[Activity, list[Occurrence]]]:
    """Activities of the followed roadmaps, each with its dates that nobody has confirmed or that are not known."""
    roadmaps = scope.rulebook.roadmaps
    found = []
    for roadmap_id in followed(scope):
        for activity in roadmaps[roadmap_id].activities:
            unsure = [each for each in activity.occurrences if not each.confirmed or each.due_on is None]
            if unsure:
                found.append((activity, unsure))
    return found


def questions(scope: Scope) -> tuple[Question, ...]:
    """What each organisation is asked, the gravest first; nothing that was typed into a form is quoted."""
    grouped: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in open_findings(scope):
        grouped[finding.place_id or ""].append(finding)
    ordered = sorted(grouped.items(), key=lambda each: (-_errors(each[1]), -len(each[1]), each[0]))
    return tuple(
        Question(full_name(scope, place_id or None), _subjects(scope, found))
        for place_id, found in ordered[:_QUESTIONS_SHOWN]
    )


def explanations(scope: Scope) -> tuple[Explanation, ...]:
    """What organisations explained and the district waived; none in a document that is read beyond the district."""
    if scope.is_public:
        return ()
    found = [each for each in scope.findings if not each.is_open and each.severity in _WEIGHTS]
    found.sort(key=lambda each: (each.place_id or "", *each.sort_key))
    return tuple(
        Explanation(
            full_name(scope, each.place_id),
            region_subject(scope, each) or "–",
            region_explanation(each) or "–",
        )
        for each in found[:_EXPLANATIONS_SHOWN]
    )


def deadlines(scope: Scope) -> tuple[UnclearDeadline, ...]:
    """A district's deadlines to compare with their document, each with the proposed reading, all its instances."""
    if scope.is_region:
        return ()
    return tuple(
        UnclearDeadline(
            activity.number, activity.title, activity.deadline or "не указан", reading_words(activity, unsure)
        )
        for activity, unsure in unclear_deadlines(scope)[:_DEADLINES_SHOWN]
    )


def unsure_targets(scope: Scope) -> list[str]:
    """Short names of the indicators whose target no document confirms."""
    standing = ((each, scope.coverage(scope.place, each)) for each in scope.rulebook.indicators)
    return [each.short for each, measured in standing if measured.target is not None and not measured.confirmed]


def _finding_words(scope: Scope) -> Iterator[str]:
    found = open_findings(scope)
    if found:
        errors = _errors(found)
        parts = [f"ошибок – {number_text(errors)}"] if errors else []
        parts += [f"предупреждений – {number_text(len(found) - errors)}"] if len(found) > errors else []
        places = len({each.place_id for each in found})
        more = f" В таблице – первые {_QUESTIONS_SHOWN} организаций." if places > _QUESTIONS_SHOWN else ""
        yield f"Ждут ответа замечания к отчётам: {', '.join(parts)}.{more}"
    states = Counter(each.state for each in scope.findings if each.severity in _WEIGHTS)
    if number := states[FindingState.EXPLAINED]:
        yield f"Организации дали пояснения к {number_text(number)}\u00a0{_deviations(number)}."
    if number := states[FindingState.WAIVED]:
        are = plural(number, "замечание", "замечания", "замечаний")
        yield f"Решением муниципалитета снято {number_text(number)}\u00a0{are}."


def _target_words(scope: Scope) -> Iterator[str]:
    if unsure := unsure_targets(scope):
        names = listing([quoted(each) for each in unsure], len(unsure))
        by = "показателю" if len(unsure) == 1 else "показателям"
        are = "Цель не подтверждена" if len(unsure) == 1 else "Цели не подтверждены"
        yield f"{are} документом по {by}: {names}."


def _deadline_words(scope: Scope) -> Iterator[str]:
    found = unclear_deadlines(scope)
    if not found:
        return
    shown = f" В таблице – первые {_DEADLINES_SHOWN}." if len(found) > _DEADLINES_SHOWN else ""
    where = f" Они перечислены в своде на листе «{wording.CLARIFY}»." if scope.is_region else shown
    whose = "дорожных карт" if scope.is_region else "дорожной карты"
    what = plural(len(found), "срок", "сроки", "сроки")
    yield f"Сверить с документом нужно {what} {ACTIVITY.of(len(found))} {whose}.{where}"


def _errors(found: list[Finding]) -> int:
    return sum(each.severity is Severity.ERROR for each in found)


def _deviations(number: int) -> str:
    return plural(number, "отклонению", "отклонениям", "отклонениям")


def _subjects(scope: Scope, found: list[Finding]) -> str:
    ordered = sorted(found, key=lambda each: (each.severity is not Severity.ERROR, *each.sort_key))
    titles = {each.id: each.title for each in scope.rulebook.controls}
    broken = [quoted(titles[each.code]) for each in ordered if each.code in titles]
    others = [each for each in ordered if each.code not in titles]
    said = "; ".join(_said_of_lines(scope, others))
    return capitalised("; ".join(filter(None, (f"не выполнено: {_listed(broken)}" if broken else "", said))))


def _said_of_lines(scope: Scope, found: list[Finding]) -> Iterator[str]:
    """What is wrong, a part per kind of fault, before it the lines and columns that it is found in."""
    grouped: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in found:
        lines = grouped[(fault(scope, each) or "замечание к отчёту").rstrip(".")]
        line, column = line_and_column(scope, each)
        if line is not None:
            lines[line] += [] if column is None else [column]
    for number, (said, lines) in enumerate(grouped.items()):
        if number == _SUBJECTS_SHOWN < len(grouped) - 1:
            yield f"и\u00a0ещё\u00a0{number_text(len(grouped) - number)}"
            return
        uncapped = said if said[1:2].isupper() else said[:1].lower() + said[1:]
        word = "строка" if len(lines) == 1 else "строки"
        where = _listed([_with_columns(line, columns) for line, columns in lines.items()])
        yield f"{word} {where}: {uncapped}" if lines else uncapped


def _with_columns(line: str, columns: list[str]) -> str:
    """A line with the columns that are told apart in it: «201 (графы 1, 3)»."""
    told = list(dict.fromkeys(columns))
    return f"{line} ({'графа' if len(told) == 1 else 'графы'} {', '.join(told)})" if told else line


def _listed(subjects: list[str]) -> str:
    return listing(list(dict.fromkeys(subjects)), _SUBJECTS_SHOWN)
