"""The command reference of the README, generated from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

from engine.cli.group import svod

_SHARED = {"workspace", "lang", "format", "quiet", "help"}


def reference() -> str:
    """Every command with its usage, its text and its own options, as Markdown."""
    shared = (
        "Every command also takes `--workspace DIR`, `--lang ru|en`, `--format text|json` and `-q` after its name.\n"
    )
    return "\n".join([shared, *(_described(path, command) for path, command in commands())])


def commands(group: click.Group = svod, path: str = "svod") -> Iterator[tuple[str, click.Command]]:
    """All commands below a group with their full names, in the order of the daily work."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        elif command is not None:
            yield f"{path} {name}", command


def _described(path: str, command: click.Command) -> str:
    context = click.Context(command, info_name=path)
    arguments = [each.make_metavar(context) for each in command.params if isinstance(each, click.Argument)]
    options = [
        f"- `{', '.join(each.opts)}{_value(each, context)}` {each.help or ''}".rstrip()
        for each in command.params
        if isinstance(each, click.Option) and each.opts[0].lstrip("-") not in _SHARED and "-q" not in each.opts
    ]
    head = f"### `{' '.join([path, *arguments])}`\n"
    return "\n".join([head, " ".join((command.help or "").split()) + "\n", *options, *([""] if options else [])])


def _value(option: click.Option, context: click.Context) -> str:
    return "" if option.is_flag else f" {option.make_metavar(context)}"


def code_table() -> str:
    """Every finding code with its weight, what it says and what to do, in Russian, as a Markdown table."""
    from engine.vocabulary.messages import catalogue

    weights = {"error": "ошибка", "warning": "предупреждение", "info": "к сведению"}
    rows = [
        f"| {code} | {weights[message.severity]} | {message.ru} | {message.remedy_ru} |"
        for code, message in sorted(catalogue().items())
        if code != "K"
    ]
    return "\n".join(["| код | вес | что найдено | что сделать |", "| --- | --- | --- | --- |", *rows, ""])
