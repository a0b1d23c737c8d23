"""The `barqiya` command: its subcommands in the order of an item's journey, loaded when asked for; every failure one line."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click
import msgspec

USAGE = 2
FAILED = 1


class Subcommand(msgspec.Struct, frozen=True):
    """Where a subcommand is and what it does in a line, so that the list of them needs none to be imported."""

    module: str
    does: str


class Failure(click.ClickException):
    """Shown as one line on standard error, then the program ends with `exit_code`."""

    def __init__(self, message: str, exit_code: int = FAILED) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class LazyGroup(click.Group):
    """Subcommands that are imported when they run: Faust alone takes longer to import than a page to take apart."""

    def __init__(self, *args: Any, subcommands: Mapping[str, Subcommand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._subcommands = subcommands

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Names in the order given, not by the alphabet."""
        return list(self._subcommands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (click's signature)
        """The command, imported now; None where there is none of that name."""
        if cmd_name not in self._subcommands:
            return None
        command: click.Command = getattr(importlib.import_module(self._subcommands[cmd_name].module), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click's signature)
        """The list of subcommands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, subcommand.does) for name, subcommand in self._subcommands.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click's signature)
        """Every setting with its environment variable."""
        from streams.cli.options import environment

        with formatter.section("Settings, as environment variables (the common ones are flags too)"):
            formatter.write_dl(environment(), col_max=40)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; what went wrong outside the program is told in a line instead of a traceback."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            exit_code = _exit_code(error)
            if exit_code is None:
                raise
            raise Failure(" ".join(str(error).split()), exit_code) from error


def _exit_code(error: Exception) -> int | None:
    """The exit status for a failure that is not a fault of the program; None for one that is.

    Imports are here because a command that does not fail needs none of them.
    """
    from aiokafka.errors import KafkaError

    from streams.broker import BrokerError
    from streams.cli.workers import WorkerDied
    from streams.intake.files import PathError
    from streams.intake.publish import PublishError
    from streams.settings import SettingsError
    from streams.topics import TopicsError

    if isinstance(error, SettingsError | PathError):
        return USAGE
    if isinstance(error, WorkerDied):
        return error.status if error.status > 0 else FAILED
    if isinstance(error, BrokerError | TopicsError | PublishError | KafkaError | OSError):
        return FAILED
    return None
