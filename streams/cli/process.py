"""`barqiya process`: the pipeline without Kafka. Pages or events in, one record a line out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import click

from schemas.codec import encode
from streams.agents.reject import reject_of
from streams.allowance import allowance
from streams.intake.files import read_messages
from streams.pipeline import Message, Refused, process_message
from streams.pipeline.enrich import Enrichments
from streams.pipeline.enrich import enrichments as enrichments_of
from streams.settings import Settings


def _wanted(context: click.Context, parameter: click.Parameter, value: str) -> Enrichments:
    try:
        return enrichments_of(value)
    except ValueError as error:
        raise click.BadParameter(str(error), context, parameter) from error


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True))
@click.option("--source", metavar="URI", help="CloudEvents source of plain files; an event names its own.")
@click.option("--strict", is_flag=True, help="Exit with status 1 when an item was rejected.")
@click.option(
    "--max-item-bytes", type=click.IntRange(min=1), default=Settings().max_item_bytes, show_default=True, help="Reject a larger item."
)
@click.option(
    "--max-item-seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=Settings().max_item_seconds,
    show_default=True,
    help="Reject an item that takes more processor time.",
)
@click.option(
    "--enrichments",
    metavar="NAMES",
    default=Settings().enrichments,
    show_default=True,
    callback=_wanted,
    help="What records are enriched with: all, none, or names with commas between them.",
)
def process(
    paths: tuple[str, ...], source: str | None, strict: bool, max_item_bytes: int, max_item_seconds: float, enrichments: Enrichments
) -> None:
    """Take pages apart and print their records, without Kafka.

    PATH is a page (.txt, .html, …), an item in a news format (.xml, .json, .rss, .eml, …), a folder of them, or a file of
    CloudEvents in JSON, one a line (.jsonl, .ndjson). `-` reads such events from standard input, which is also the default.

    One record a line goes to standard output, one reject a line to standard error, both as JSON.

    \b
    Examples:
      barqiya process page.html | jq '{kind, headline, lead}'
      barqiya process --source https://agency.example/ar pages/
      kcat -C -t wire.raw -e | barqiya process -
    """  # noqa: D301  (click reads the backspace)
    rejected = _process_all(read_messages(paths or ("-",), source=source), max_item_bytes, max_item_seconds, enrichments)
    if rejected and strict:
        sys.exit(1)


def _process_all(messages: Iterable[Message], max_item_bytes: int, max_item_seconds: float, wanted: Enrichments) -> int:
    """Print what comes of each message; gives the number of rejects."""
    out, err = sys.stdout.buffer, sys.stderr.buffer
    rejected = 0
    for message in messages:
        outcome = process_message(
            message,
            processed_at=datetime.now(UTC),
            max_item_bytes=max_item_bytes,
            within_budget=allowance(max_item_seconds),
            enrichments=wanted,
        )
        if isinstance(outcome, Refused):
            rejected += 1
            err.write(encode(reject_of(message, outcome, datetime.now(UTC))) + b"\n")
            err.flush()
            continue
        for record in outcome.records:
            out.write(encode(record) + b"\n")
        # A page's records are there as soon as it was read, also for a reader at the other end of a pipe.
        out.flush()
    return rejected
