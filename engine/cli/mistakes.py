"""Usage mistakes on the terminal: what is wrong, the nearest valid word, and how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import click
from rapidfuzz import fuzz, process

from engine.cli.options import Day

_NEAR = 60  # likeness in percent from which a word may be the one that was meant
_SHARED = {"--workspace", "--lang", "--format", "--quiet", "-q", "--period"}

_WORDS = {
    "ru": {
        "command": "Нет команды «{given}».{near}",
        "commands": "Все команды: {path} --help",
        "option": "У команды «{path}» нет параметра {given}.{near}",
        "too_early": "Параметр {given} пишут после команды, например: svod status {given} …",
        "needs_value": "После параметра {option} нужно значение.",
        "needs_none": "После параметра {option} ничего не пишут.",
        "missing": "Не указано: {what}.",
        "choice": "У параметра {option} нет значения «{given}». Можно: {choices}.{near}",
        "decision": "Нет решения «{given}». Можно: {choices}.{near}",
        "day": "После параметра {option} нужна дата, например 2024-12-31 или 31.12.2024, а стоит «{given}».",
        "number": "После параметра {option} нужно целое число не меньше {minimum}, а стоит «{given}».",
        "no_path": "Нет такого файла или папки: «{given}».{near}",
        "not_folder": "«{given}» – файл, а нужна папка.",
        "not_file": "«{given}» – папка, а нужен файл.",
        "no_access": "Нет доступа: «{given}».",
        "extra": "Лишнее: «{given}». {quotes}",
        "quotes": "Название или текст из нескольких слов берут в кавычки.",
        "other": "Команда написана неверно: {message}",
        "near": " Вероятно: {names}.",
        "example": "Например: {example}",
        "options": "Параметры команды: {options}.",
    },
    "en": {
        "command": "There is no command {given!r}.{near}",
        "commands": "All commands: {path} --help",
        "option": "{path} has no option {given}.{near}",
        "too_early": "{given} goes after the command, as in: svod status {given} …",
        "needs_value": "{option} needs a value.",
        "needs_none": "{option} takes no value.",
        "missing": "Missing: {what}.",
        "choice": "{option} has no value {given!r}. There are: {choices}.{near}",
        "decision": "There is no decision {given!r}. There are: {choices}.{near}",
        "day": "{option} needs a date such as 2024-12-31 or 31.12.2024, not {given!r}.",
        "number": "{option} needs a whole number of at least {minimum}, not {given!r}.",
        "no_path": "There is no file or folder {given!r}.{near}",
        "not_folder": "{given!r} is a file, not a folder.",
        "not_file": "{given!r} is a folder, not a file.",
        "no_access": "{given!r} cannot be read.",
        "extra": "Not understood: {given!r}. {quotes}",
        "quotes": "A name or text of several words goes into quotation marks.",
        "other": "{message}",
        "near": " Probably: {names}.",
        "example": "For example: {example}",
        "options": "Options of the command: {options}.",
    },
}
_DECISIONS = {
    "ru": {
        "accept": "принять с ошибками",
        "entered_by_district": "внёс муниципалитет",
        "exempt": "отчёта не ждут",
        "extend": "продлить срок",
        "signed_copy": "подписанный экземпляр",
    },
    "en": {
        "accept": "count it with its errors",
        "entered_by_district": "the district typed it in",
        "exempt": "no report is expected",
        "extend": "a later due date",
        "signed_copy": "the signed copy",
    },
}
#: What an argument or a required option stands for, by its name in the code.
_MEANINGS = {
    "ru": {
        "place": "код или название организации",
        "decision": "решение ({decisions})",
        "basis": "на чём основано решение (--basis)",
        "paths": "файл или папка с файлами",
        "folder": "папка",
        "text": "срок, как он написан в приказе",
        "workbook": "файл свода",
        "cell": "лист и ячейка",
    },
    "en": {
        "place": "id or name of a place",
        "decision": "a decision ({decisions})",
        "basis": "what the decision rests on (--basis)",
        "paths": "a file or a folder of files",
        "folder": "a folder",
        "text": "a deadline as the order words it",
        "workbook": "the file of a workbook",
        "cell": "a sheet and a cell",
    },
}
_EXAMPLES = {
    "svod check": "svod check incoming",
    "svod decide": 'svod decide 0101 accept --basis "письмо № 5"',
    "svod deadline": 'svod deadline "до 1 сентября 2024 года"',
    "svod demo": "svod demo demo",
    "svod explain": 'svod explain "outgoing/2024/Региональный свод 2024.xlsx" "Сводка!C11"',
    "svod init": "svod init svod",
}


class Misuse(click.UsageError):
    """Wrong usage that a command finds by itself; ``ru`` and ``en`` say what to write instead."""

    def __init__(self, ru: str, en: str) -> None:
        super().__init__(en)
        self.ru = ru
        self.en = en


def language_of(arguments: Sequence[str]) -> str:
    """The language that the arguments ask for, else Russian: what is not understood never gets to load the rules."""
    asked = "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)
    return "en" if asked else "ru"


def mistake_lines(mistake: click.ClickException, arguments: Sequence[str], lang: str) -> Iterator[str]:
    """One or two lines about a usage mistake. ``arguments`` are those of the whole command line."""
    yield _said(mistake, arguments, lang)
    words, context = _WORDS[lang], mistake.ctx if isinstance(mistake, click.UsageError) else None
    if context is None or isinstance(mistake, Misuse):
        return
    path = context.command_path
    if isinstance(context.command, click.Group):
        yield words["commands"].format(path=path)
    elif isinstance(mistake, click.BadParameter) and _left_over(context, arguments):
        yield words["quotes"]
    elif path in _EXAMPLES and not isinstance(mistake, click.NoSuchOption):
        yield words["example"].format(example=_EXAMPLES[path])
    else:
        yield words["options"].format(options=", ".join(_options(context)))


def _said(mistake: click.ClickException, arguments: Sequence[str], lang: str) -> str:
    words = _WORDS[lang]
    match mistake:
        case Misuse():
            said = mistake.ru if lang == "ru" else mistake.en
        case click.exceptions.NoSuchCommand(ctx=click.Context(command=click.Group() as group) as context):
            near = _near(mistake.command_name, group.list_commands(context), lang)
            said = words["command"].format(given=mistake.command_name, near=near)
        case click.NoSuchOption(ctx=click.Context() as context):
            said = _unknown_option(mistake.option_name, context, lang)
        case click.BadOptionUsage():
            valued = any(each.startswith(f"{mistake.option_name}=") for each in arguments)
            said = words["needs_none" if valued else "needs_value"].format(option=mistake.option_name)
        case click.MissingParameter(param=click.Parameter() as parameter):
            said = words["missing"].format(what=_meaning(parameter, lang))
        case click.BadParameter(param=click.Parameter() as parameter, ctx=click.Context() as context):
            said = _bad_value(parameter, _typed(parameter, context, arguments), mistake, lang)
        case click.UsageError(ctx=click.Context() as context) if extra := _left_over(context, arguments):
            said = words["extra"].format(given=" ".join(extra), quotes=words["quotes"])
        case _:
            said = words["other"].format(message=mistake.format_message())
    return said


def _unknown_option(given: str, context: click.Context, lang: str) -> str:
    if isinstance(context.command, click.Group) and given in _SHARED:
        return _WORDS[lang]["too_early"].format(given=given)
    known = [name for name in _options(context) if given[:2] == name[:2]]
    return _WORDS[lang]["option"].format(path=context.command_path, given=given, near=_near(given, known, lang))


def _options(context: click.Context) -> list[str]:
    """The options of a command by their long names."""
    return [name for each in context.command.get_params(context) for name in each.opts if name[:2] == "--"]


def _meaning(parameter: click.Parameter, lang: str) -> str:
    """What is missing, in words; a parameter without them by its own name."""
    meaning = _MEANINGS[lang].get(parameter.name or "", parameter.opts[0])
    return meaning.format(decisions=", ".join(_DECISIONS[lang]))


def _bad_value(parameter: click.Parameter, given: str, mistake: click.BadParameter, lang: str) -> str:
    words, option, kind = _WORDS[lang], parameter.opts[0], parameter.type
    match kind:
        case click.Choice() if parameter.name == "decision":
            choices = "; ".join(f"{name} – {meaning}" for name, meaning in _DECISIONS[lang].items())
            return words["decision"].format(given=given, choices=choices, near=_near_decision(given, lang))
        case click.Choice():
            names = [str(each) for each in kind.choices]
            near = _near(given, names, lang)
            return words["choice"].format(option=option, given=given, choices=", ".join(names), near=near)
        case Day():
            return words["day"].format(option=option, given=given)
        case click.IntRange():
            return words["number"].format(option=option, given=given, minimum=kind.min)
        case click.Path():
            return _bad_path(kind, Path(given), lang)
    return words["other"].format(message=mistake.format_message())


def _bad_path(kind: click.Path[Path], given: Path, lang: str) -> str:
    words = _WORDS[lang]
    if not given.exists():
        beside = list(given.parent.iterdir()) if given.parent.is_dir() else []
        return words["no_path"].format(given=str(given), near=_near_path(given, beside, lang))
    if given.is_dir() != kind.dir_okay or given.is_file() != kind.file_okay:
        return words["not_folder" if given.is_file() and not kind.file_okay else "not_file"].format(given=str(given))
    return words["no_access"].format(given=str(given))


def _typed(parameter: click.Parameter, context: click.Context, arguments: Sequence[str]) -> str:
    """What was typed for a parameter; click itself keeps only its own sentence about it."""
    parsed, _, _ = context.command.make_parser(context).parse_args(_own(context, arguments))
    typed = parsed.get(parameter.name or "")
    for value in typed if isinstance(typed, tuple) else (typed,):
        try:
            parameter.type.convert(value, parameter, context)
        except click.BadParameter:
            return str(value)
    return ""


def _left_over(context: click.Context, arguments: Sequence[str]) -> list[str]:
    """Words that no argument of the command takes."""
    _, extra, _ = context.command.make_parser(context).parse_args(_own(context, arguments))
    return list(extra)


def _own(context: click.Context, arguments: Sequence[str]) -> list[str]:
    """The arguments that follow the command's name."""
    rest = list(arguments)
    for name in context.command_path.split()[1:]:
        rest = rest[rest.index(name) + 1 :]
    return rest


def _near(given: str, known: Iterable[str], lang: str) -> str:
    found = process.extract(given, list(known), scorer=fuzz.ratio, limit=2, score_cutoff=_NEAR)
    return _WORDS[lang]["near"].format(names=", ".join(name for name, _, _ in found)) if found else ""


def _near_path(given: Path, beside: Sequence[Path], lang: str) -> str:
    """Neighbours with a name like it; that both are .xlsx makes no name alike."""
    named = {each.name: each.stem for each in sorted(beside)}
    found = process.extract(given.stem, named, scorer=fuzz.ratio, limit=2, score_cutoff=_NEAR)
    return _WORDS[lang]["near"].format(names=", ".join(name for _, _, name in found)) if found else ""


def _near_decision(given: str, lang: str) -> str:
    """The decision whose name, or else whose meaning, is nearest."""
    for known in ({name: name for name in _DECISIONS[lang]}, _DECISIONS[lang]):
        if found := process.extractOne(given, known, score_cutoff=_NEAR):
            return _WORDS[lang]["near"].format(names=found[2])
    return ""
