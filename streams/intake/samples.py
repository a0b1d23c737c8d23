"""What ships with the program for the first run: pages in seven languages and every layout that the desk knows, items in news formats."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime
from importlib import resources

import msgspec

from streams.intake.event import binary_event
from streams.pipeline import Message


class Sample(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `streams/samples/index.toml` says of a page or item: what its agency would have sent along with it."""

    name: str
    source: str
    time: datetime
    content_type: str


class _Index(msgspec.Struct, forbid_unknown_fields=True):
    page: tuple[Sample, ...]


_DIRECTORY = resources.files("streams") / "samples"


def index() -> tuple[Sample, ...]:
    """The shipped pages, in the order in which they are sent."""
    text = (_DIRECTORY / "index.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Index).page


def sample_messages() -> Iterator[Message]:
    """The shipped pages as messages; a page's name is its id."""
    for sample in index():
        yield binary_event(
            (_DIRECTORY / sample.name).read_bytes(),
            id=sample.name,
            source=sample.source,
            content_type=sample.content_type,
            time=sample.time,
            place=sample.name,
        )
