"""Faults of the environment: a folder that is no workspace, a run that is already going on."""

from __future__ import annotations

from pathlib import Path

from engine.vocabulary.faults import BilingualError


class WorkspaceError(BilingualError):
    """The workspace cannot be used."""


class HalfPublishedError(BilingualError):
    """A publication that the system refused in its middle: a set is staged in full and partly in its place."""

    def __init__(self, target: Path, fault: OSError) -> None:
        self.target = target
        reason = " – ".join(filter(None, (Path(str(fault.filename or "")).name, fault.strerror or str(fault))))
        super().__init__(
            f"Новый свод собран, но выложен в «{target}» не до конца: {reason}. Пока в папке смесь прежних и новых "
            "файлов, run.json из неё убран. Проверьте место на диске, права и открытые файлы и запустите svod ещё раз: "
            "он начнёт с того, что доведёт выкладку до конца.",
            f"The new set is made but only partly in place in {target}: {reason}. While old and new files are mixed "
            "there, run.json is taken away. Check disk space, permissions and open files and run svod again: it begins "
            "by finishing the publication.",
        )
