"""`barqiya up`: everything at once, and records on the screen."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import os
import sys
from collections.abc import AsyncIterator, Iterator

import click
import msgspec

from streams.broker import BrokerError, EmbeddedBroker
from streams.cli.arrivals import UnreadableArrival, arrival, delay
from streams.cli.connect import quiet_clients
from streams.cli.display import items
from streams.cli.follow import follow
from streams.cli.group import Failure
from streams.cli.ledger import Ledger
from streams.cli.options import rtl_option, setting_options
from streams.cli.signals import Interrupted, run_interruptible
from streams.cli.view import View, view_for
from streams.cli.workers import Workers, free_ports
from streams.intake.files import read_messages
from streams.intake.publish import raw_producer
from streams.intake.samples import sample_messages
from streams.pipeline import Message
from streams.security import PLAINTEXT
from streams.settings import PREFIX, Settings
from streams.topics import Topics, create_topics

_NAMED = 20
"""How many items are named where not all became records."""
_WATCH_SECONDS = 0.5
_LAST_WORDS = 300


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What `up` is asked to do."""

    settings: Settings
    sample: bool
    paths: tuple[str, ...]
    source: str | None
    once: bool
    patience: float

    def messages(self) -> Iterator[Message]:
        """What is to be fed, the shipped pages first.

        Raises PathError where a path is not there, and Failure where something is named and there is nothing in it: before
        anything is started, so that it is the only thing told.
        """
        messages = itertools.chain(sample_messages() if self.sample else (), read_messages(self.paths, self.source))
        first = next(messages, None)
        if first is None:
            if self.paths:
                raise Failure(f"nothing to feed in {', '.join(self.paths)}")
            return messages
        return itertools.chain((first,), messages)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--sample", is_flag=True, help="Feed the sample pages that ship with the program.")
@click.option("--source", metavar="URI", help="CloudEvents source of the pages in PATH. Default: the folder's file: URI.")
@click.option("--once", is_flag=True, help="End when all that was fed is through; status 0 only if every item became records.")
@click.option(
    "--timeout",
    "patience",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="With --once, give up when nothing more arrives for so long.",
)
@rtl_option
@setting_options("bootstrap_servers", "topic_prefix", "partitions", "workers", "metrics_port")
def up(settings: Settings, paths: tuple[str, ...], sample: bool, source: str | None, once: bool, patience: float, rtl: str) -> None:
    """Start everything, and watch records arrive.

    Starts a broker of its own unless one is named, creates the topics, starts workers, and shows stories, briefs and rejects as they
    arrive, until Ctrl-C. PATH is what `barqiya ingest` takes, standard input excepted.

    On a terminal each record is a line: what it is, language, source, delay (from the page's arrival to the record's), headline.
    Otherwise standard output gets the records as JSON lines, and standard error everything else.

    \b
    Examples:
      barqiya up --sample
      barqiya up --once pages/ > records.jsonl
      barqiya up --workers 2 --bootstrap-servers kafka1:9092
    """  # noqa: D301  (click reads the backspace)
    if once and not (sample or paths):
        raise click.UsageError("--once needs something to feed: --sample or PATH")
    quiet_clients(settings)
    # What the broker is and forgets is said below, in a line of the same kind as the others.
    logging.getLogger("streams.broker").setLevel(logging.ERROR)
    view = view_for(rtl=rtl, rejects=sys.stderr.buffer)
    plan = Plan(settings=settings, sample=sample, paths=paths, source=source, once=once, patience=patience)
    try:
        run_interruptible(_up(plan, view))
    except Interrupted:
        if once:
            raise Failure("interrupted before all was through", 130) from None
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None


async def _up(plan: Plan, view: View) -> None:
    messages = plan.messages()
    async with contextlib.AsyncExitStack() as stack:
        settings, broker = plan.settings, None
        if not settings.bootstrap_servers:
            broker = stack.enter_context(EmbeddedBroker())
            settings = msgspec.structs.replace(settings, bootstrap_servers=broker.bootstrap_servers, security_protocol=PLAINTEXT)
            _say(f"broker on {broker.bootstrap_servers}, memory only: all that is on it is forgotten when this ends")
        await create_topics(settings.bootstrap_servers, settings)
        topics = Topics.of(settings)
        _say(f"topics {', '.join(topic.name for topic in topics.all())}, {topics.raw.partitions} partitions each")
        outcomes = [topics.stories.name, topics.briefs.name, topics.rejects.name]
        arrivals = await stack.enter_async_context(
            follow(settings.bootstrap_servers, outcomes, settings, from_beginning=broker is not None)
        )
        ports = free_ports(settings.metrics_host, settings.metrics_port, settings.workers)
        workers = await stack.enter_async_context(Workers(_of_workers(settings), ports, _say))
        ledger = Ledger()
        async with asyncio.TaskGroup() as group:
            watchers = [
                group.create_task(workers.one_ended()),
                group.create_task(_show(arrivals, view, ledger if plan.once else None)),
            ]
            if broker is not None:
                watchers.append(group.create_task(_watch(broker, workers)))
            await _until_at_work(workers, plan.patience)
            await _feed(plan, messages, settings, topics.raw.name, ledger)
            if not plan.once:
                if broker is not None:
                    _say(f"to feed it from another terminal: {PREFIX}BOOTSTRAP_SERVERS={broker.bootstrap_servers} barqiya ingest PATH")
                await asyncio.Event().wait()
            await _through(ledger, plan.patience)
            for watcher in watchers:
                watcher.cancel()
    _conclude(ledger)


async def _feed(plan: Plan, messages: Iterator[Message], settings: Settings, topic: str, ledger: Ledger) -> None:
    """Put everything on the raw topic."""
    if not (plan.sample or plan.paths):
        return
    async with raw_producer(settings.bootstrap_servers, topic, settings, ledger.sent if plan.once else None) as producer:
        for message in messages:
            await producer.put(message)
        await producer.flush()
    _say(f"{items(producer.put_items)} sent")


async def _show(arrivals: AsyncIterator[Message], view: View, ledger: Ledger | None) -> None:
    async for message in arrivals:
        view.show(message)
        if ledger is not None:
            with contextlib.suppress(UnreadableArrival):
                content = arrival(message)
                ledger.arrived(content, delay(message, content))


async def _through(ledger: Ledger, patience: float) -> None:
    try:
        await ledger.all_through(patience)
    except TimeoutError:
        missing = list(ledger.missing())
        count = f"{items(len(missing))} of {ledger.items:,}"
        raise Failure(f"nothing arrived for {patience:g} seconds, and {count} did not come through: {_some(missing)}") from None


async def _until_at_work(workers: Workers, patience: float) -> None:
    """Wait for the workers, so that the delays shown are those of the work and not of the start. Without them, go on all the same."""
    try:
        async with asyncio.timeout(patience):
            for worker in workers.all:
                await worker.serves()
                _say(f"worker {worker.number} started, metrics on {worker.url}")
            await workers.ready()
    except TimeoutError:
        _say(f"the workers were not at work within {patience:g} seconds; going on")
    else:
        _say(f"{len(workers.all)} worker{'s' * (len(workers.all) > 1)} ready")


async def _watch(broker: EmbeddedBroker, workers: Workers) -> None:
    """Raises BrokerError when the broker is gone, and with it everything that was on it; the workers would wait for it to come back."""
    while broker.alive:  # noqa: ASYNC110  (a process of the blocking kind)
        await asyncio.sleep(_WATCH_SECONDS)
    workers.kill()
    last_words = broker.output(_LAST_WORDS).splitlines()[-1:]
    raise BrokerError(f"the embedded broker ended{': ' if last_words else ''}{''.join(last_words)}")


def _conclude(ledger: Ledger) -> None:
    """The summary. Raises Failure when something was rejected."""
    for line in ledger.summary():
        _say(line)
    rejected = list(ledger.rejected())
    if rejected:
        raise Failure(f"{items(len(rejected))} of {ledger.items:,} rejected: {_some(rejected)}")


def _of_workers(settings: Settings) -> Settings:
    """The settings of the workers: they speak up only when something is wrong, unless they are asked to say more."""
    return settings if PREFIX + "LOG_LEVEL" in os.environ else msgspec.structs.replace(settings, log_level="WARNING")


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")


def _say(text: str) -> None:
    """One line on standard error."""
    click.echo(text, err=True)
