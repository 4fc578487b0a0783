"""What can be wrong with a cluster, in words for whoever started the run."""

from __future__ import annotations

_TEXTS = {
    "no_extra": (
        'Для кластера нужна библиотека Dask, её здесь нет. Установите её: pip install "svod[dask]"',
        'A cluster needs the library Dask, which is not installed. Install it: pip install "svod[dask]"',
    ),
    "no_scheduler": (
        "Планировщик {address} не отвечает. Проверьте адрес и то, что он запущен: dask scheduler.",
        "The scheduler {address} does not answer. Check the address and that it runs: dask scheduler.",
    ),
    "no_workers": (
        "У планировщика {address} нет ни одного рабочего узла. Запустите их: dask worker {address}",
        "The scheduler {address} has no worker. Start some: dask worker {address}",
    ),
    "other_program": (
        "На узле {host} стоит другая версия программы или её библиотек. Установите на всех узлах одну и ту же.",
        "The worker at {host} has another version of the program or its libraries. Install the same one everywhere.",
    ),
    "no_workspace": (
        "Узел {host} не видит рабочую папку {root} или её правила. Всем узлам она нужна по этому же пути.",
        "The worker at {host} does not see the workspace {root} or its rules. All need it under this very path.",
    ),
    "other_rules": (
        "На узле {host} другие правила, чем здесь: их изменили во время расчёта. Запустите ещё раз.",
        "The worker at {host} has other rules than here: they were changed during the run. Run again.",
    ),
    "lost": (
        "Рабочие узлы кластера пропали. Прежние результаты не изменены. Проверьте узлы и запустите ещё раз.",
        "The cluster's workers are gone. Earlier outputs are unchanged. Check the workers and run again.",
    ),
}


class ClusterError(Exception):
    """A cluster that cannot do the work: ``problem`` says why, ``facts`` where."""

    def __init__(self, problem: str, **facts: str) -> None:
        self.problem = problem
        self.facts = facts
        super().__init__(self.text("en"))

    def text(self, lang: str) -> str:
        """What is wrong and what to do."""
        russian, english = _TEXTS[self.problem]
        return (russian if lang == "ru" else english).format_map(self.facts)

    def __reduce__(self) -> tuple[object, ...]:
        """Come from another machine as it was raised there."""
        return _again, (self.problem, self.facts)


def _again(problem: str, facts: dict[str, str]) -> ClusterError:
    return ClusterError(problem, **facts)
