"""`barqiya tail`: follow what comes of the items."""

from __future__ import annotations

import os
import sys

import click

from streams.cli.connect import bootstrap_servers_of, quiet_clients
from streams.cli.follow import follow
from streams.cli.options import rtl_option, setting_options
from streams.cli.signals import Interrupted, run_interruptible
from streams.cli.view import View, view_for
from streams.settings import Settings
from streams.topics import Topics


@click.command()
@click.argument("what", default="all", type=click.Choice(["stories", "briefs", "rejects", "all"]))
@click.option("--from-beginning", is_flag=True, help="Begin with what is on the topics already.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines; also what comes when standard output is no terminal.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="End after N.")
@rtl_option
@setting_options("bootstrap_servers", "topic_prefix")
def tail(settings: Settings, what: str, from_beginning: bool, as_json: bool, limit: int | None, rtl: str) -> None:
    """Follow the stories, briefs and rejects as they arrive, until Ctrl-C.

    On a terminal each is a line: what it is, language, source, delay (from the page's arrival to the record's), headline.
    As JSON, a record is exactly what stands on its topic; a reject is its reason and place.

    \b
    Examples:
      barqiya tail
      barqiya tail stories --from-beginning --json | jq .headline
      barqiya tail rejects --from-beginning --limit 10
    """  # noqa: D301  (click reads the backspace)
    quiet_clients(settings)
    topics = Topics.of(settings)
    named = {"stories": topics.stories.name, "briefs": topics.briefs.name, "rejects": topics.rejects.name}
    followed = list(named.values()) if what == "all" else [named[what]]
    view = view_for(rtl=rtl, as_json=as_json, rejects=sys.stdout.buffer)
    try:
        run_interruptible(_tail(settings, followed, view, from_beginning, limit))
    except Interrupted:
        pass
    except BrokenPipeError:
        # Who read this has seen enough. What Python still holds for standard output has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


async def _tail(settings: Settings, topics: list[str], view: View, from_beginning: bool, limit: int | None) -> None:
    bootstrap_servers = bootstrap_servers_of(settings)
    async with follow(bootstrap_servers, topics, settings, from_beginning=from_beginning) as messages:
        click.echo(f"following {', '.join(topics)} on {bootstrap_servers}; Ctrl-C ends it", err=True)
        shown = 0
        async for message in messages:
            view.show(message)
            shown += 1
            if shown == limit:
                return
