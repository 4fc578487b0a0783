"""What a fault looks like on the terminal: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import errno
import traceback
from pathlib import Path
from typing import NamedTuple

from engine.cli.exitcodes import INTERNAL_FAULT, WRONG_USAGE


class _Told(NamedTuple):
    ru: str
    en: str


_FULL = _Told(
    "На диске нет места{where}: дописать файл не удалось. Освободите место и запустите ещё раз.",
    "The disk is full{where}: a file could not be written. Make room and run again.",
)
_FORBIDDEN = _Told(
    "Нет прав на запись или чтение{where}, либо файл открыт в другой программе. "
    "Закройте его, проверьте права на папку и запустите ещё раз.",
    "No permission to write or read{where}, or the file is open in another program. "
    "Close it, check the folder's permissions and run again.",
)
_READ_ONLY = _Told(
    "Диск доступен только для чтения{where}. "
    "Снимите защиту от записи или перенесите рабочую папку на другой диск и запустите ещё раз.",
    "The disk is read-only{where}. Remove the write protection or move the workspace to another disk and run again.",
)
_FAILING = _Told(
    "Диск не отвечает или неисправен{where}. Проверьте, подключён ли он и работает ли сеть, "
    "и запустите ещё раз. Если ошибка повторяется, скопируйте рабочую папку на другой диск.",
    "The disk does not answer or is damaged{where}. Check that it is connected and the network works, "
    "and run again. If it happens again copy the workspace to another disk.",
)
_OTHER = _Told(
    "Не удалось прочитать или записать файл{where}: {reason}. "
    "Проверьте место на диске и права, затем запустите ещё раз.",
    "A file could not be read or written{where}: {reason}. Check the disk space and permissions, then run again.",
)
_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _READ_ONLY,
    errno.EIO: _FAILING,
}


def explained(fault: Exception, lang: str) -> tuple[int, str]:
    """Exit code and text of a fault."""
    # Imported here: a wrong option must not cost the start-up of the whole engine.
    from engine.pipeline.choices import ChoiceError
    from engine.pipeline.clustererrors import ClusterError
    from engine.pipeline.explaining.errors import ExplainError
    from engine.rulebook.errors import RulesError
    from engine.workspace.errors import HalfPublishedError, WorkspaceError

    if isinstance(fault, HalfPublishedError):
        return INTERNAL_FAULT, fault.text(lang)
    if isinstance(fault, RulesError | WorkspaceError | ChoiceError | ExplainError | ClusterError):
        return WRONG_USAGE, fault.text(lang)
    if isinstance(fault, OSError):
        return INTERNAL_FAULT, _system_text(fault, lang)
    return INTERNAL_FAULT, _internal_text(fault, lang)


def _system_text(fault: OSError, lang: str) -> str:
    """What the system refused, in words for whoever sits at the computer."""
    name = Path(str(fault.filename or "")).name
    told = _SYSTEM.get(fault.errno or 0, _OTHER)
    text = told.ru if lang == "ru" else told.en
    where = (f" («{name}»)" if lang == "ru" else f" ({name})") if name else ""
    return text.format(where=where, reason=fault.strerror or str(fault))


def _internal_text(fault: Exception, lang: str) -> str:
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    place = f"{type(fault).__name__}: {fault}; {Path(frame.filename).name}:{frame.lineno}"
    if lang == "ru":
        return (
            f"Внутренняя ошибка программы ({place}). Прежние результаты не изменены. "
            "Передайте эту строку разработчикам."
        )
    return f"Internal fault ({place}). Earlier outputs are unchanged. Please report this line."
