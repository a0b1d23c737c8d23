"""`barqiya worker`: one worker of the consumer group, until a signal or a failed delivery ends it."""

from __future__ import annotations

import asyncio
import logging

import click
import faust

from streams.app import create_app
from streams.cli.options import setting_options
from streams.settings import Settings

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


@click.command()
@setting_options(
    "bootstrap_servers",
    "group_id",
    "topic_prefix",
    "partitions",
    "batch_items",
    "batch_seconds",
    "metrics_host",
    "metrics_port",
    "log_level",
)
def worker(settings: Settings) -> None:
    """Run one worker: take the items on the raw topic apart and publish their records.

    Missing topics are created. Run as many workers as the raw topic has partitions, on one machine or many: they share the work.
    On one machine, give each its own --metrics-port, or 0.

    SIGTERM and Ctrl-C end it when what it has in hand is done; the exit status is then 0. It ends with status 1 when the broker
    does not take a record: the item is not acknowledged, and the next worker reads it again.

    `faust -A streams.app worker` runs the same, with the options that Faust has.
    """
    set_up_logging(settings.log_level)
    run(create_app(settings))


def run(app: faust.App) -> None:
    """Run `app` until a signal ends it. Raises what kept it from starting; once it has started, a failure ends the process."""
    runner = _Worker(app, loop=asyncio.new_event_loop(), override_logging=False, redirect_stdouts=False, quiet=True)
    runner.spinner = None  # it writes to the terminal even when quiet
    try:
        runner.execute_from_commandline()
    except SystemExit:
        if runner.reason is not None:
            raise runner.reason from None
        raise


def set_up_logging(level: str) -> None:
    """Log to standard error. Faust and aiokafka speak from WARNING on, or always where `level` is DEBUG.

    They build a record for every message even where it is dropped; measured, that costs an eighth of the throughput.
    """
    logging.basicConfig(level=level, format=LOG_FORMAT)
    if level != "DEBUG":
        for name in ("aiokafka", "asyncio", "faust", "mode"):
            logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
        # It tells what ended it with a traceback, and this command tells it in a line.
        logging.getLogger("faust.worker").setLevel(logging.CRITICAL + 1)


class _Worker(faust.Worker):
    """A Faust worker that remembers why it did not start."""

    reason: BaseException | None = None

    async def start(self) -> None:
        try:
            await super().start()
        except Exception as error:
            self.reason = error
            raise
