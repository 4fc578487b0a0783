"""The notes at the marked cells of a return: what is wrong, how to put it right, what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.template import words
from engine.template.returned import Problem
from engine.template.returnmarks import Mark
from engine.template.style import FONT
from engine.template.textsize import lines_needed
from engine.vocabulary.celltext import cell_text
from engine.vocabulary.fields import Address

_SIZE = 9.0
_WIDTH = 340  # pixels
_UNIT = 7  # pixels of one unit of column width
_LINE = 1.32 * _SIZE * 96 / 72  # pixels of a line of text
_MOST = 4  # problems told in one note
_LONGEST = 600  # characters of one text in a note

#: Names a cell in words: «стр. 306».
LabelOf = Callable[[Address], str]


@dataclass(frozen=True, slots=True)
class Note:
    """A note and the size of its box in pixels."""

    text: str
    width: int
    height: int

    @property
    def options(self) -> dict[str, object]:
        """The note as options of xlsxwriter's ``write_comment``."""
        return {
            "author": words.NOTE_AUTHOR,
            "width": self.width,
            "height": self.height,
            "font_name": FONT,
            "font_size": _SIZE,
        }


def note_of(mark: Mark, problems: tuple[Problem, ...], label_of: LabelOf) -> Note:
    """The note of a marked field; ``problems`` are all listed ones."""
    told = [_told(number, problems[number], mark, label_of) for number in mark.problems[:_MOST]]
    if (more := len(mark.problems) - _MOST) > 0:
        told.append(words.NOTE_MORE.format(number=more, sheet=words.FIX_SHEET))
    text = "\n\n".join(told)
    lines = lines_needed(text, _WIDTH / _UNIT, _SIZE)
    return Note(text, _WIDTH, round(lines * _LINE) + 14)


def _told(number: int, problem: Problem, mark: Mark, label_of: LabelOf) -> str:
    leads = problem.at is None or mark.address in problem.main_cells
    facts = {"kind": words.NOTE_KINDS[problem.severity], "number": number + 1, "what": _short(problem.what)}
    lines = [
        words.NOTE.format(**facts)
        if leads or problem.at is None
        else words.NOTE_ALSO.format(**facts, label=label_of(problem.at))
    ]
    if problem.remedy:
        lines.append(_short(problem.remedy))
    if problem.explainable:
        lines.append(words.NOTE_EXPLAIN.format(sheet=words.FIX_SHEET))
    if leads and problem.typed is not None:
        lines.append(words.NOTE_TYPED.format(typed=_short(problem.typed)))
    return "\n".join(lines)


def _short(text: str) -> str:
    """The text as a note can hold it, without what XML cannot carry; a long one is cut and says where to read on."""
    readable = "".join(letter if letter >= " " or letter == "\n" else " " for letter in cell_text(text))
    if len(readable) <= _LONGEST:
        return readable
    return readable[:_LONGEST].rstrip() + words.NOTE_CUT.format(sheet=words.FIX_SHEET)
