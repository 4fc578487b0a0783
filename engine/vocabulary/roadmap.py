"""What a curator says about one roadmap line: the columns of the form and the words of column 1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from engine.vocabulary.fields import Value

STATUS: Final = "1"
DONE_ON: Final = "2"
DOCUMENT: Final = "3"
NOTE: Final = "4"


class TypedStatus(StrEnum):
    """What a curator may choose in column 1 of the roadmap section."""

    NOT_STARTED = "не начато"
    IN_WORK = "в работе"
    DONE = "выполнено"
    POSTPONED = "срок перенесён"
    NOT_APPLICABLE = "неприменимо"


#: Statuses that need their basis in column 4.
NEED_BASIS: Final = (TypedStatus.POSTPONED, TypedStatus.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class RoadmapAnswer:
    """What a place says about one occurrence; a blank status counts as not started."""

    status: TypedStatus = TypedStatus.NOT_STARTED
    done_on: date | None = None
    document: str | None = None
    note: str | None = None

    @property
    def cells(self) -> dict[str, Value]:
        """What stands in each column of the form."""
        return {STATUS: str(self.status), DONE_ON: self.done_on, DOCUMENT: self.document, NOTE: self.note}
