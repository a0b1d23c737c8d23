"""`barqiya worker`: workers of the consumer group, until a signal ends them; one that fails is started again where there are several."""

from __future__ import annotations

import asyncio
import contextlib
import logging

import click
import faust

from streams.app import create_app
from streams.cli.connect import bootstrap_servers_of
from streams.cli.options import setting_options
from streams.cli.signals import Interrupted, run_interruptible
from streams.cli.workers import Workers, consecutive_ports
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
    "workers",
    "metrics_host",
    "metrics_port",
    "log_level",
)
def worker(settings: Settings) -> None:
    """Take the items on the raw topic apart and publish their records.

    Missing topics are created. Run as many workers as the raw topic has partitions, on one machine or many: they share the work.
    With --workers N this command runs N of them, each a process that uses a core, with its metrics on a port of its own, from
    --metrics-port on. One that dies is started again, after a pause that doubles up to 30 seconds.

    SIGTERM and Ctrl-C end it when what it has in hand is done; the exit status is then 0. A worker ends with status 1 when the broker
    does not take a record: the item is not acknowledged, and the next worker reads it again.

    `faust -A streams.app worker` runs one worker too, with the options that Faust has.
    """
    if settings.workers > 1:
        supervise(settings)
        return
    set_up_logging(settings.log_level)
    run(create_app(settings))


def supervise(settings: Settings) -> None:
    """Keep `settings.workers` workers running until a signal ends them, in order. Raises WorkerDied where one can't be helped."""
    bootstrap_servers_of(settings)
    with contextlib.suppress(Interrupted):
        run_interruptible(_supervise(settings))


async def _supervise(settings: Settings) -> None:
    async with Workers(settings, consecutive_ports(settings), lambda line: click.echo(line, err=True)) as workers:
        await workers.kept_running()


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
    """A Faust worker that remembers why it did not start, and does not sleep before it ends.

    Faust's gives what is left on its loop a second to end by itself, and sleeps another one, when all of its services have stopped: what
    was in hand is delivered and committed by then.
    """

    reason: BaseException | None = None

    async def start(self) -> None:
        try:
            await super().start()
        except Exception as error:
            self.reason = error
            raise

    def _gather_all(self) -> None:
        """Nothing: what is left is for the sentinel."""

    async def _sentinel_task(self) -> None:
        """The last task of the loop: end those that are left."""
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=1.0)
