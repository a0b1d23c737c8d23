"""Conservation, from the topics themselves: what was received is published or rejected, whole and in order, and a repeat says the same.

Nothing is held and nothing suppressed as a duplicate yet, so received = published + rejected.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import Any

import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from pages import is_unreadable, number_of, records_of_page
from wire import PATIENCE, Wire, headers_of, message_of

from schemas.codec import decode_record
from streams.pipeline import Message


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What the topics hold. All of it was found to be in order when this was made."""

    received: int
    published: int
    rejected: Mapping[str, int]
    """Items by the reason of their reject."""
    messages: int
    """On the topics of stories, briefs and rejects, repeats included."""
    repeats: int
    """Messages that say again what one before them said."""


def settle(wire: Wire, timeout: float = 300) -> None:
    """Wait until the group has committed all that is on the raw topic."""
    wait_until(lambda: _left(wire) == 0, timeout, lambda: f"{_left(wire)} items left")


def assert_conserved(
    wire: Wire,
    numbers: Iterable[int],
    timeout: float = 300,
    *,
    rejected: Callable[[int], bool] = is_unreadable,
    deleted: Collection[int] = (),
) -> Account:
    """See to it that nothing of the pages `numbers` is lost, once all of them are done, and give the account of the topics.

    Args:
        wire: Where they were put, and nothing else.
        numbers: Of the pages.
        timeout: Seconds until all must be done.
        rejected: Which are rejected.
        deleted: Of which some records were deleted together with their topic: of those nothing is asked.

    Raises AssertionError where one is lost, is there in part or in two ways, where records of a source are out of order, or where a
    repeat differs from what it repeats.
    """
    settle(wire, timeout)
    received = _by_item(_read(wire, wire.topics.raw.name))
    stories, briefs, rejects = (_read(wire, topic.name) for topic in (wire.topics.stories, wire.topics.briefs, wire.topics.rejects))

    assert set(received) == set(numbers)
    for number in deleted:
        del received[number]
    records = _same_by_id(stories + briefs)
    places = defaultdict(set)
    for number, ordinal in records.values():
        if number not in deleted:
            places[number].add(ordinal)
    reasons = _reasons(rejects)

    # A topic refused one record of the page when others were published: the page is a reject, and counts as one.
    for number in places.keys() & reasons.keys():
        assert reasons[number] == "record_too_large"
        assert len(places.pop(number)) < records_of_page(number)
    missing = set(received) - places.keys() - reasons.keys()
    assert not missing, f"{len(missing)} items are lost: {sorted(missing)[:20]}"
    assert dict(places) == {number: set(range(records_of_page(number))) for number in received if not rejected(number)}
    assert reasons.keys() == {number for number in received if rejected(number)}
    for topic in (stories, briefs, rejects):
        _assert_in_order(topic)

    messages = len(stories) + len(briefs) + len(rejects)
    assert len(received) == len(places) + len(reasons)
    account = Account(
        received=len(received),
        published=len(places),
        rejected=Counter(reasons.values()),
        messages=messages,
        repeats=messages - len(records) - len(reasons),
    )
    print(account)  # pytest -rP shows it
    return account


def until_done(wire: Wire, items: int, timeout: float = 300) -> None:
    """Wait until the group has committed that many items."""
    wait_until(lambda: wire.done() >= items, timeout, lambda: f"{wire.done()} items are done, not {items}")


def wait_until(done: Callable[[], bool], timeout: float = PATIENCE, why: Callable[[], str] = lambda: "") -> None:
    """Wait for what only the broker can tell, and which it may not be able to for a while."""
    deadline = time.monotonic() + timeout
    while not _asked(done):
        assert time.monotonic() < deadline, why()
        time.sleep(0.5)  # each question is a connection of its own


def _asked(question: Callable[[], bool]) -> bool:
    with suppress(KafkaError):
        return question()
    return False


def _left(wire: Wire) -> int:
    ends = _ends(wire, wire.topics.raw.name)
    committed = wire.committed(ends)
    return sum(end - committed.get(partition, 0) for partition, end in ends.items())


def _by_item(messages: list[Message]) -> dict[int, Message]:
    items = {number_of(headers_of(message)["ce_id"]): message for message in messages}
    assert len(items) == len(messages), "each page was to be put once"
    return items


def _same_by_id(messages: list[Message]) -> dict[str, tuple[int, int]]:
    """The item and the place on its page of each record id, after a look at whether all that have the id say the same."""
    first: dict[str, tuple[Any, Message]] = {}
    for message in messages:
        assert message.value is not None
        record = msgspec.structs.replace(decode_record(message.value), processed_at=None)
        known, where = first.setdefault(record.id, (record, message))
        assert (known, where.key, where.topic, where.partition) == (record, message.key, message.topic, message.partition)
    return {record_id: (number_of(record.source_event), record.ordinal) for record_id, (record, _) in first.items()}


def _reasons(messages: list[Message]) -> dict[int, str]:
    first: dict[int, tuple[Any, ...]] = {}
    for message in messages:
        headers = headers_of(message)
        said = (message.value, message.key, *(headers[f"barqiya_{name}"] for name in ("topic", "partition", "offset", "reason")))
        assert first.setdefault(number_of(headers["ce_id"]), said) == said
    return {number: str(said[-1]) for number, said in first.items()}


def _assert_in_order(messages: list[Message]) -> None:
    """Who leaves out repeats sees the pages of a source in the order in which they were sent, and the records of a page in theirs.

    But for a reject of what a topic refused: a worker learns that only when others behind it are on their way, stops, and rejects it
    when it comes back.
    """
    last: dict[bytes | None, tuple[int, int]] = {}
    seen: set[tuple[int, int]] = set()
    for message in messages:
        if headers_of(message).get("barqiya_reason") == "record_too_large":
            continue
        place = _place(message)
        if place not in seen:
            seen.add(place)
            before = last.get(message.key, (-1, -1))
            assert before < place, f"{place} comes after {before} of {message.key!r} on {message.topic}"
            last[message.key] = place


def _place(message: Message) -> tuple[int, int]:
    """Page and place on it; of a reject, which is the whole page, 0."""
    headers = headers_of(message)
    if "barqiya_reason" in headers:
        return number_of(headers["ce_id"]), 0
    record = decode_record(message.value or b"")
    return number_of(record.source_event), record.ordinal


def _ends(wire: Wire, topic: str) -> dict[int, int]:
    """The offset after the last message of each partition that the topic has now."""
    (described,) = wire.ask(lambda admin: admin.describe_topics([topic]))
    places = [TopicPartition(topic, partition["partition"]) for partition in described["partitions"]]
    assert places
    return {place.partition: end for place, end in asyncio.run(_end_offsets(wire, places)).items()}


async def _end_offsets(wire: Wire, places: list[TopicPartition]) -> dict[TopicPartition, int]:
    async with AIOKafkaConsumer(bootstrap_servers=wire.settings.bootstrap_servers) as consumer:
        ends: dict[TopicPartition, int] = await consumer.end_offsets(places)
        return ends


def _read(wire: Wire, topic: str) -> list[Message]:
    """All that is on a topic now, in the order of each partition."""
    return asyncio.run(_read_to(wire, {TopicPartition(topic, partition): end for partition, end in _ends(wire, topic).items()}))


async def _read_to(wire: Wire, ends: dict[TopicPartition, int]) -> list[Message]:
    messages: list[Message] = []
    async with AIOKafkaConsumer(
        bootstrap_servers=wire.settings.bootstrap_servers,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=50,
        max_partition_fetch_bytes=wire.settings.max_message_bytes,
    ) as consumer:
        consumer.assign(list(ends))
        while any([await consumer.position(place) < end for place, end in ends.items()]):
            arrived = await consumer.getmany(timeout_ms=500)
            messages += [message_of(record) for records in arrived.values() for record in records]
    return messages
