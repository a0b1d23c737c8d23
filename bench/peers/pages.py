"""The pages that peers are given."""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec

from streams.intake.event import binary_event
from streams.intake.samples import sample_messages
from streams.pipeline import Message

SHARED = Path(__file__).parents[3] / "shared" / "data" / "pages" / "pages.jsonl.gz"


def wire_pages() -> list[Message]:
    """The sample pages that are a story with briefs below it: seven languages, plain text and HTML, five records each."""
    return [message for message in sample_messages() if "-story-briefs." in message.topic]


def numbered(pages: list[Message], count: int) -> Iterator[Message]:
    """The pages over and over, each time as another item."""
    for number, page in enumerate(itertools.islice(itertools.cycle(pages), count)):
        headers = tuple((name, f"{number}".encode() if name == "ce_id" else value) for name, value in page.headers)
        yield msgspec.structs.replace(page, headers=headers)


def html_pages() -> tuple[str, list[Message]]:
    """Pages in HTML, and what they are: 222 composed of real articles where they stand beside the checkout, else the sample pages."""
    if not SHARED.is_file():
        return "sample pages in HTML", [message for message in sample_messages() if message.topic.endswith(".html")]
    with gzip.open(SHARED, "rt", encoding="utf-8") as lines:
        events = [json.loads(line)["event"] for line in lines]
    pages = [
        binary_event(event["data"].encode(), id=event["id"], source=event["source"], content_type=event["datacontenttype"])
        for event in events
        if "html" in event["datacontenttype"]
    ]
    return "HTML pages composed of real articles", pages
