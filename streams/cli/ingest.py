"""`barqiya ingest`: pages and events onto the raw topic."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from streams.cli.connect import bootstrap_servers_of, quiet_clients
from streams.cli.display import items
from streams.cli.group import Failure
from streams.cli.options import setting_options
from streams.intake.files import SUFFIXES, PathError, read_messages
from streams.intake.publish import Delivery, publish
from streams.settings import Settings
from streams.topics import Topics, create_topics


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(allow_dash=True))
@click.option("--source", metavar="URI", help="CloudEvents source of pages; an event names its own. Default: the folder's file: URI.")
@setting_options("bootstrap_servers", "topic_prefix")
def ingest(settings: Settings, paths: tuple[str, ...], source: str | None) -> None:
    """Put pages and events on the raw topic, where the workers take them apart.

    PATH is a page (.txt, .html, …), an item in a news format (.xml, .json, .rss, .eml, …), a folder of them, a CloudEvents event
    (.json), or a file of such events, one a line (.jsonl, .ndjson). `-` reads such lines from standard input.

    The command ends when the broker has acknowledged every item. Reading the same page again gives the same records, with the same ids.

    \b
    Examples:
      barqiya ingest pages/ --source https://agency.example/ar
      barqiya ingest archive.jsonl
      tail -F feed.jsonl | barqiya ingest -
    """  # noqa: D301  (click reads the backspace)
    quiet_clients(settings)
    bootstrap_servers = bootstrap_servers_of(settings)
    messages = read_messages(paths, source)
    asyncio.run(create_topics(bootstrap_servers, settings))
    topic = Topics.of(settings).raw.name
    put = 0
    with _progress(topic) as advance:

        def count(delivery: Delivery) -> None:
            nonlocal put
            put += 1
            advance(delivery)

        try:
            publish(messages, bootstrap_servers=bootstrap_servers, topic=topic, settings=settings, on_delivery=count)
        except PathError as error:
            raise Failure(f"{error}; {items(put)} on {topic}") from error
        except KeyboardInterrupt:
            raise Failure(f"interrupted; {items(put)} on {topic}", 130) from None
    if not put:
        raise Failure(f"nothing to put on {topic}: no files that end in {', '.join(SUFFIXES)}, or no lines in them")
    click.echo(f"{items(put)} on {topic}", err=True)


@contextmanager
def _progress(topic: str) -> Iterator[Callable[[Delivery], None]]:
    """A counter on standard error while items go out, where that is a terminal."""
    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.completed:,} on " + topic), TextColumn("{task.fields[place]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(topic, total=None, place="")
        yield lambda delivery: progress.update(task, advance=1, place=delivery.message.topic)
