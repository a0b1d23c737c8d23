"""What was fed, and what has become of it: how `barqiya up --once` knows that it is through."""

from __future__ import annotations

import asyncio
import statistics
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import TypeAlias

import msgspec

from schemas import Record, Reject
from streams.cli.arrivals import Arrival
from streams.intake.event import place_of
from streams.intake.publish import Delivery
from streams.pipeline.envelope import open_envelope
from streams.pipeline.errors import Rejected

Place: TypeAlias = tuple[int, int]
"""Partition and offset on the raw topic."""
Event: TypeAlias = tuple[str, str]
"""Source and id."""


class Came(msgspec.Struct, frozen=True):
    """What the summary needs of a record."""

    kind: str
    language: str
    delay: timedelta | None


class Ledger:
    """Items that were put on the raw topic, against the records and rejects that came of them.

    Records name their item by source and id, rejects by its place; an item that is no event has only a place.
    Records and rejects may come before the delivery of their item is known here.
    """

    def __init__(self) -> None:
        self.items = 0
        self.rejects: dict[Place, Reject] = {}
        self._names: dict[Place, str] = {}
        self._waiting: set[Place] = set()
        self._places: dict[Event, list[Place]] = {}
        self._records: dict[Event, dict[str, Came]] = {}
        self._complete: set[Event] = set()
        self._news = asyncio.Event()

    def sent(self, delivery: Delivery) -> None:
        """An item is on the raw topic."""
        self.items += 1
        place = (delivery.partition, delivery.offset)
        event = _event_of(delivery)
        self._names[place] = place_of(delivery.message)
        if event is not None:
            self._places.setdefault(event, []).append(place)
        if place not in self.rejects and event not in self._complete:
            self._waiting.add(place)

    def arrived(self, content: Arrival, delay: timedelta | None) -> None:
        """A record or reject is on its topic. One that came before, as happens when a worker restarts, counts once."""
        if isinstance(content, Reject):
            if content.partition is not None and content.offset is not None:
                self._reject((content.partition, content.offset), content)
        else:
            self._record((content.source, content.source_event), content, delay)

    @property
    def through(self) -> bool:
        """Whether every item sent so far has all its records, or its reject."""
        return not self._waiting

    async def all_through(self, patience: float) -> None:
        """Wait until all is `through`.

        Raises:
            TimeoutError: Nothing came of the items sent for `patience` seconds, and something is missing.
        """
        while not self.through:
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), patience)

    def missing(self) -> Iterator[str]:
        """The items that nothing, or not all, has come of, by their file and line."""
        return (name for place, name in self._names.items() if place in self._waiting)

    def rejected(self) -> Iterator[str]:
        """The items that were rejected, by their file and line, with the reason."""
        return (f"{name} ({self.rejects[place].reason})" for place, name in self._names.items() if place in self.rejects)

    def summary(self) -> list[str]:
        """In lines: items, records by language, delays. Others' items on the same topics are left out."""
        came = [record for event in self._places for record in self._records.get(event, {}).values()]
        counts = Counter((record.kind, record.language) for record in came)
        kinds = Counter(record.kind for record in came)
        lines = [f"items: {self.items}, stories: {kinds['story']}, briefs: {kinds['brief']}, rejects: {len(list(self.rejected()))}"]
        lines += [
            f"  {language:9} stories: {counts['story', language]:3}  briefs: {counts['brief', language]:3}"
            for language in sorted({record.language for record in came})
        ]
        delays = [record.delay / timedelta(milliseconds=1) for record in came if record.delay is not None]
        if len(delays) > 1:
            cuts = statistics.quantiles(delays, n=100, method="inclusive")
            lines.append(f"from a page's arrival to its records: p50 {cuts[49]:,.0f} ms, p99 {cuts[98]:,.0f} ms")
        return lines

    def _reject(self, place: Place, reject: Reject) -> None:
        self.rejects[place] = reject
        self._waiting.discard(place)
        if place in self._names:
            self._news.set()

    def _record(self, event: Event, record: Record, delay: timedelta | None) -> None:
        records = self._records.setdefault(event, {})
        records.setdefault(record.id, Came(str(record.__struct_config__.tag), record.language, delay))
        # A record names all others of its page, so any of them tells how many there are.
        if len(records) == 1 + len(record.related):
            self._complete.add(event)
            self._waiting.difference_update(self._places.get(event, ()))
        if event in self._places:
            self._news.set()


def _event_of(delivery: Delivery) -> Event | None:
    try:
        item = open_envelope(delivery.message)
    except Rejected:
        return None
    return item.source, item.id
