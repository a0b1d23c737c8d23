"""Command-line flags that are settings: their help, their environment variable and their default come from `Settings`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click
import msgspec

from streams.settings import PREFIX, Settings, load

_Command = TypeVar("_Command", bound=Callable[..., Any])

rtl_option = click.option(
    "--rtl",
    type=click.Choice(["auto", "logical", "visual"]),
    default="auto",
    show_default=True,
    help="Right-to-left text for a terminal that orders it itself (logical), or for one that does not (visual).",
)

FIELDS = {field.name: field for field in msgspec.structs.fields(Settings)}


def description(name: str) -> str:
    """What the setting `name` means, in a sentence."""
    node = msgspec.inspect.type_info(FIELDS[name].type)
    assert isinstance(node, msgspec.inspect.Metadata)  # noqa: S101  (every setting is described, or the module can't be used)
    return str((node.extra_json_schema or {})["description"])


def setting_options(*names: str) -> Callable[[_Command], _Command]:
    """Give a command one flag for each of `names`, and the whole `settings` as an argument.

    A flag wins over its environment variable, which wins over the default. The command raises SettingsError on a bad value of either.
    """

    def decorate(command: _Command) -> _Command:
        @functools.wraps(command)
        def with_settings(*args: Any, **kwargs: Any) -> Any:
            flags = {name: kwargs.pop(name) for name in names}
            return command(*args, settings=load(**flags), **kwargs)

        for name in reversed(names):
            with_settings = click.option(
                "--" + name.replace("_", "-"),
                name,
                metavar="TEXT" if isinstance(FIELDS[name].default, str) else "N",
                help=f"{description(name)}  [{PREFIX}{name.upper()}; {_default(name)}]",
            )(with_settings)
        return with_settings  # type: ignore[return-value]

    return decorate


def environment() -> list[tuple[str, str]]:
    """Every setting as its environment variable, with what it means and its default."""
    return [(PREFIX + name.upper(), f"{description(name)} ({_default(name)})") for name in FIELDS]


def _default(name: str) -> str:
    default = FIELDS[name].default
    return f"default: {default}" if default != "" else "default: none"
