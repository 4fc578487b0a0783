"""What can be wrong with a template, said in both languages with the file, the tag and what was probably meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Problem = Literal["missing", "unreadable", "syntax", "unclosed", "command", "misplaced", "unknown", "filter", "filling"]

_TEXTS: dict[str, dict[Problem, str]] = {
    "ru": {
        "missing": "файла нет в папке workbook_templates. Верните его; такой же есть в каждой новой рабочей папке "
        "(svod init)",
        "unreadable": "это не документ Word. Сохраните шаблон как .docx",
        "syntax": "метка записана с ошибкой: «{text}»",
        "unclosed": "к метке «{text}» нет закрывающей {tag}",
        "command": "неизвестная команда «{tag}»: «{text}»",
        "misplaced": "метка стоит не на месте: «{text}». {{%p … %}} – отдельный абзац, {{%tr … %}} – отдельная строка "
        "таблицы; начатая метка закрывается там же",
        "unknown": "неизвестная метка «{tag}»",
        "filter": "неизвестное преобразование «{tag}»",
        "filling": "шаблон не заполняется: {text}",
    },
    "en": {
        "missing": "not found in workbook_templates. Put it back; every new workspace has the same (svod init)",
        "unreadable": "not a Word document. Save the template as .docx",
        "syntax": 'a tag is written wrongly: "{text}"',
        "unclosed": '"{text}" has no closing tag {tag}',
        "command": 'unknown command "{tag}": "{text}"',
        "misplaced": 'a tag is in the wrong place: "{text}". {{%p … %}} is a paragraph of its own, {{%tr … %}} a table '
        "row of its own; a tag that is opened is closed at the same level",
        "unknown": 'unknown tag "{tag}"',
        "filter": 'unknown filter "{tag}"',
        "filling": "the template cannot be filled: {text}",
    },
}
_MEANT = {"ru": "; вероятно, имелось в виду «{meant}»", "en": '; "{meant}" was probably meant'}
_SHOWN = {"ru": "Шаблон «{file}»: {said}.", "en": "Template {file}: {said}."}


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """Why a template cannot be used.

    ``file`` is its name, ``tag`` what is wrong there, ``text`` the words of the document around it, ``meant`` the
    nearest valid name.
    """

    file: str
    problem: Problem
    tag: str | None = None
    text: str | None = None
    meant: str | None = None

    @property
    def told(self) -> dict[str, str | None]:
        """The fault as run.json tells it: the template, the kind of fault, the tag, and both texts."""
        return {
            "template": self.file,
            "problem": self.problem,
            "tag": self.tag,
            "meant": self.meant,
            "ru": self.said("ru"),
            "en": self.said("en"),
        }

    def said(self, language: str) -> str:
        """The fault in one line, in Russian ("ru") or English ("en")."""
        said = _TEXTS[language][self.problem].format(tag=self.tag, text=self.text)
        meant = _MEANT[language].format(meant=self.meant) if self.meant else ""
        return _SHOWN[language].format(file=self.file, said=f"{said}{meant}")


class UnfilledError(Exception):
    """A template passed its checks and could still not be filled; keeps the fault."""

    def __init__(self, fault: TemplateFault) -> None:
        super().__init__(fault.said("en"))
        self.fault = fault
