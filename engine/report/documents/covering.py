"""«Сопроводительное письмо» to the transmittal that a district sends to the region: its whole content."""

from __future__ import annotations

from collections.abc import Iterator

from engine.report import wording
from engine.report.documents.content import Control, CoveringLetter, Enclosure
from engine.report.documents.files import MEMO, document_name
from engine.report.documents.grammar import during, quoted, sentence
from engine.report.documents.memo import head_of
from engine.report.documents.plan import overdue_rows, unknown_rows
from engine.report.documents.reporting import counted
from engine.report.documents.standings import value_text
from engine.report.names import transmittal_name
from engine.report.scope import Scope
from engine.report.texts import number_text
from engine.vocabulary.dates import day


def covering_letter_of(scope: Scope, *, memo_enclosed: bool = True) -> CoveringLetter:
    """The content of a district's letter; ``memo_enclosed`` tells whether its справка goes along."""
    file = transmittal_name(scope.place, scope.period)
    enclosures = [Enclosure("Передаточный свод", file)]
    if memo_enclosed:
        enclosures.append(
            Enclosure("Аналитическая справка по итогам мониторинга", document_name(scope.place, scope.period, MEMO))
        )
    return CoveringLetter(
        head=head_of(scope),
        receiver=scope.programme.organisation,
        subject=f"О направлении передаточного свода {during(scope.period.title)}",
        body=tuple(sentence(each) for each in _body(scope, file)),
        controls=tuple(_controls(scope)),
        enclosures=tuple(enclosures),
        file=file,
    )


def _body(scope: Scope, file: str) -> Iterator[str]:
    programme, period = scope.programme, scope.period
    yield (
        f"Направляем передаточный свод по мониторингу {quoted(programme.title)} {during(period.title)} по состоянию "
        f"на {day(scope.as_of)}: файл {quoted(file)}"
    )
    yield (
        "Свод составлен программой по отчётам организаций; править его вручную не нужно: изменённые ячейки будут "
        "названы при сборке регионального свода"
    )
    yield f"Сведения о версии свода приведены в этом файле на листе {quoted(wording.ABOUT)}"


def _controls(scope: Scope) -> Iterator[Control]:
    """The figures that the receiver compares with what arrived."""
    reports, schools = scope.completeness, scope.schools
    yield Control("Отчётов учтено / ожидалось", f"{number_text(counted(reports))} / {number_text(len(reports))}")
    counting = sum(scope.counted(each) for each in schools)
    yield Control("Организаций учтено / ожидалось", f"{number_text(counting)} / {number_text(len(schools))}")
    indicator = scope.main_indicator
    measured = scope.coverage(scope.place, indicator)
    if measured.value is None:
        yield Control(indicator.title, "нет данных")
    elif indicator.unit == "share":
        counts = f"{number_text(measured.numerator or 0)} из {number_text(measured.denominator or 0)}"
        yield Control(indicator.title, f"{value_text(indicator, measured)} ({counts})")
    else:
        yield Control(indicator.title, value_text(indicator, measured))
    if scope.activities:
        yield Control("Мероприятий дорожной карты просрочено", number_text(len(overdue_rows(scope))))
        yield Control("Срок прошёл, а сведений нет", number_text(len(unknown_rows(scope))))
