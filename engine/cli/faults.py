"""What a fault looks like on the terminal: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import traceback
from pathlib import Path

from engine.cli.exitcodes import INTERNAL_FAULT, WRONG_USAGE


def explained(fault: Exception, lang: str) -> tuple[int, str]:
    """Exit code and text of a fault."""
    # Imported here: a wrong option must not cost the start-up of the whole engine.
    from engine.pipeline.choices import ChoiceError
    from engine.pipeline.explaining.errors import ExplainError
    from engine.rulebook.errors import RulesError
    from engine.workspace.errors import WorkspaceError

    if isinstance(fault, RulesError | WorkspaceError | ChoiceError | ExplainError):
        return WRONG_USAGE, fault.text(lang)
    if isinstance(fault, OSError):
        where = Path(fault.filename).name if fault.filename else ""
        return INTERNAL_FAULT, _system_text(fault.strerror or str(fault), where, lang)
    return INTERNAL_FAULT, _internal_text(fault, lang)


def _system_text(reason: str, where: str, lang: str) -> str:
    if lang == "ru":
        return (
            f"Не удалось прочитать или записать «{where}»: {reason}. "
            "Проверьте место на диске и права, затем запустите ещё раз."
        )
    return f"Could not read or write {where!r}: {reason}. Check the disk space and permissions, then run again."


def _internal_text(fault: Exception, lang: str) -> str:
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    place = f"{type(fault).__name__}: {fault}; {Path(frame.filename).name}:{frame.lineno}"
    if lang == "ru":
        return (
            f"Внутренняя ошибка программы ({place}). Прежние результаты не изменены. "
            "Передайте эту строку разработчикам."
        )
    return f"Internal fault ({place}). Earlier outputs are unchanged. Please report this line."
