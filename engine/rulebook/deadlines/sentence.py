"""A read deadline as a sentence that a person can check: «Каждый год с 1 по 31 мая: 2021, 2022 – всего 2 раза.»."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date

from engine.rulebook.deadlines.deadline import Confidence, Deadline, DeadlineKind, Window
from engine.rulebook.deadlines.lettering import printed

_MOST_LISTED = 4  # more windows than that are said by the first and the last
_FEBRUARY = 2
_RHYTHMS = {"H": "each_half", "Q": "each_quarter", "-": "each_month"}


def deadline_sentence(text: str | None, deadline: Deadline, lang: str) -> str:
    """Say what a deadline was read as; ``text`` is what is printed, ``lang`` ru or en."""
    sentence = _Sayer(lang, printed(text or "")).sentence(deadline)
    return f"{sentence[:1].upper()}{sentence[1:]}"


@dataclass(frozen=True)
class _Sayer:
    """Speaks one language about one printed text."""

    lang: str
    text: str

    def sentence(self, deadline: Deadline) -> str:
        windows = deadline.windows
        if not any(window.starts_on or window.due_on for window in windows):
            return self._undated(deadline)
        if deadline.kind is DeadlineKind.RECURRING:
            if any(note.code == "times" for note in deadline.notes):
                return self._say("each_in_piece", windows=self._listed(windows))
            return self._recurring(windows)
        if deadline.kind is DeadlineKind.CONTINUOUS:
            return self._say("whole", window=self._window(windows[0]))
        if len(windows) == 1:
            return self._say("once", window=self._window(windows[0]))
        return self._say("several", count=str(len(windows)), windows=self._numbered(windows))

    def _undated(self, deadline: Deadline) -> str:
        if deadline.confidence is Confidence.UNREADABLE:
            return self._say("unreadable", text=self.text)
        match deadline.kind:
            case DeadlineKind.NONE:
                said = {note.code for note in deadline.notes}
                return self._say(next(iter(said & {"reference", "report_period"}), "none"))
            case DeadlineKind.EVENT_BOUND:
                return self._say("event", text=self.text)
            case DeadlineKind.RECURRING:
                return self._say("undated_recurring")
            case DeadlineKind.CONTINUOUS:
                return self._say("undated_whole")
        return self._say("undated", text=self.text)

    def _recurring(self, windows: Sequence[Window]) -> str:
        days = {self._yearly(window) for window in windows}
        names = [_period(window) for window in windows]
        if len(days) == 1 and all((len(name) in {4, 7} and name[4:5] != "-") or name[4:5] == "/" for name in names):
            code = "each_school_year" if "/" in names[0] else "each_year"
            return self._say(code, window=days.pop(), years=", ".join(names), times=self._times(len(windows)))
        signs = {(window.suffix or "")[5:6] for window in windows}
        code = _RHYTHMS.get(signs.pop(), "each") if len(signs) == 1 else "each"
        if any("/" in (window.suffix or "") or _period(window)[4:5] == "/" for window in windows):
            code = "each"
        return self._say(code, times=self._times(len(windows)), windows=self._listed(windows))

    def _listed(self, windows: Sequence[Window]) -> str:
        if len(windows) <= _MOST_LISTED:
            return "; ".join(self._window(window) for window in windows)
        return self._say("first_and_last", first=self._window(windows[0]), last=self._window(windows[-1]))

    def _numbered(self, windows: Sequence[Window]) -> str:
        return "; ".join(
            self._say("item", number=str(number), window=self._window(window))
            for number, window in enumerate(windows, 1)
        )

    def _window(self, window: Window) -> str:
        start, due = window.starts_on, window.due_on
        if start is not None and due is not None:
            form = "full" if start.year != due.year else "day_and_month" if start.month != due.month else "day"
            if start == due:
                return self._say("due", due=self._date(due, "full"))
            return self._say("window", start=self._date(start, form), due=self._date(due, "full"))
        if due is not None:
            return self._say("due", due=self._date(due, "full"))
        return self._say("no_window") if start is None else self._say("start", start=self._date(start, "full"))

    def _yearly(self, window: Window) -> str:
        """The days without their year."""
        if window.due_on is None:
            return self._window(window)
        due = self._day(window.due_on)
        if window.starts_on is None:
            return self._say("due", due=due)
        one_month = window.starts_on.replace(day=1) == window.due_on.replace(day=1)
        start = self._date(
            window.starts_on, "day" if one_month and window.due_on.month != _FEBRUARY else "day_and_month"
        )
        return self._say("window", start=start, due=due)

    def _day(self, due: date) -> str:
        if due.month == _FEBRUARY and due.day == monthrange(due.year, due.month)[1]:
            return self._say("last_of_february")
        return self._date(due, "day_and_month")

    def _date(self, day: date, form: str) -> str:
        return format_date(day, _texts()["date"][self.lang][form], locale=self.lang)

    def _times(self, count: int) -> str:
        forms: Mapping[str, str] = _texts()["times"][self.lang]
        return forms[Locale(self.lang).plural_form(count)].format(count=count)

    def _say(self, code: str, **facts: str) -> str:
        template: str = _texts()[code][self.lang]
        return template.format_map(facts)


def _period(window: Window) -> str:
    """«@2021» is 2021, «@2021-22» is 2021/22, «@2022-03» 2022-03."""
    name = (window.suffix or "").removeprefix("@")
    if window.starts_on is not None and window.due_on is not None and window.starts_on.year < window.due_on.year:
        return name.replace("-", "/")
    return name


@cache
def _texts() -> dict[str, Any]:
    text = files("engine.rulebook.deadlines").joinpath("sentences.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
