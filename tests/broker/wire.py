"""A wire of one's own on the broker: items are put on it, workers run on it as processes, and what they publish is read back."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.request import urlopen

import jsonschema_rs
import msgspec
import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from schemas import Record, Reject
from schemas.codec import decode_record, encode
from schemas.json_schema import schemas_by_name
from streams.cli.arrivals import arrival
from streams.intake.event import binary_event
from streams.intake.publish import publish
from streams.pipeline import Message
from streams.settings import PREFIX, Settings
from streams.topics import Topics, create_topics

PATIENCE = 240.0
"""Seconds until something must have happened that always does. Machines that test are slow at times; only a failure takes so long."""

PAGE = """جسر جديد يربط ضفتي النهر في المدينة القديمة
المدينة القديمة (الوادي) - افتتحت البلدية اليوم جسرًا للمشاة يربط ضفتي النهر بعد عامين من العمل.
وقال رئيس البلدية إن الجسر يختصر الطريق إلى المدرسة نصف ساعة، مضيفًا أن الإنارة تعمل بالطاقة الشمسية.
وأوضح أن الكلفة بلغت ثلاثة ملايين، وأن العمال أنجزوا المشروع قبل موعده. (الوادي)
"""

_SCHEMAS = {name: jsonschema_rs.validator_for(schema, validate_formats=True) for name, schema in schemas_by_name().items()}


class Worker:
    """One `barqiya worker` as a process, with what it logged."""

    def __init__(self, settings: Settings, log: Path, command: Iterable[str] = ("-m", "streams", "worker")) -> None:
        self._log = log
        self._output = log.open("wb")
        self.process = subprocess.Popen(
            [sys.executable, *command], env=environment(settings), stdout=self._output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def wait_for(self, pattern: str, timeout: float = PATIENCE) -> re.Match[str]:
        """Until it has logged `pattern`."""
        deadline = time.monotonic() + timeout
        while not (match := re.search(pattern, self.log)):
            assert self.process.poll() is None, f"the worker ended: {self.log}"
            assert time.monotonic() < deadline, f"no {pattern!r} in: {self.log}"
            time.sleep(0.02)
        return match

    def ready(self) -> Self:
        """Until it has partitions to work on."""
        self.wait_for(r"partitions: [0-9]")
        return self

    def metrics(self) -> dict[str, float]:
        """What /metrics says: the value of each series, by its name with its labels."""
        url = self.wait_for(r"metrics at (http://\S+)")[1]
        with urlopen(url, timeout=PATIENCE) as response:
            lines = response.read().decode().splitlines()
        return {series: float(value) for series, _, value in (line.rpartition(" ") for line in lines if not line.startswith("#"))}

    def end(self, number: signal.Signals = signal.SIGTERM, timeout: float = PATIENCE) -> int:
        """Send it a signal, wait for its end, and give its exit status."""
        self.process.send_signal(number)
        return self.ended(timeout)

    def ended(self, timeout: float = PATIENCE) -> int:
        status = self.process.wait(timeout)
        self._output.close()
        return status


class Wire:
    """Topics and a consumer group that no other test uses."""

    def __init__(self, settings: Settings, directory: Path) -> None:
        self.settings = settings
        self.topics = Topics.of(settings)
        self._directory = directory
        asyncio.run(create_topics(settings.bootstrap_servers, settings))

    def put(self, *messages: Message) -> None:
        """Put messages on the raw topic, in their order."""
        publish(messages, bootstrap_servers=self.settings.bootstrap_servers, topic=self.topics.raw.name, settings=self.settings)

    def put_compressed(self, message: Message, codec: str) -> None:
        """Put a message on the raw topic as a producer does that compresses its batches with `codec`."""
        asyncio.run(self._put_compressed(message, codec))

    def records(self, enough: int, *, of: Callable[[Record], bool] = lambda record: True) -> list[Message]:
        """All messages on the topics of stories and briefs, once `enough` of their records are `of` what is asked for."""
        return self.read(
            (self.topics.stories.name, self.topics.briefs.name),
            lambda messages: sum(of(decode_record(message.value or b"")) for message in messages) >= enough,
        )

    def rejects(self, enough: int) -> list[Message]:
        """All rejects, once there are `enough`."""
        return self.read((self.topics.rejects.name,), lambda messages: len(messages) >= enough)

    def read(self, topics: Iterable[str], enough: Callable[[list[Message]], bool], timeout: float = PATIENCE) -> list[Message]:
        """The messages of `topics` from their beginning to their end, once they are `enough`; in the order of each partition."""
        return asyncio.run(self._read(tuple(topics), enough, time.monotonic() + timeout))

    def committed(self, partitions: Iterable[int] | None = None) -> dict[int, int]:
        """The group's committed offset of each partition of the raw topic, or of those that are named."""
        asked = [
            TopicPartition(self.topics.raw.name, each) for each in (range(self.settings.partitions) if partitions is None else partitions)
        ]
        offsets = self.ask(lambda admin: admin.list_consumer_group_offsets(self.settings.group_id, partitions=asked))
        return {place.partition: offset.offset for place, offset in offsets.items() if offset.offset >= 0}

    def done(self) -> int:
        """How many items the group has committed."""
        return sum(self.committed().values())

    def ask(self, question: Callable[[AIOKafkaAdminClient], Awaitable[Any]]) -> Any:
        """What the broker answers to a question or a wish of an administrator."""
        return asyncio.run(self._ask(question))

    def start_worker(self, *, command: Iterable[str] = ("-m", "streams", "worker"), **changed: object) -> Worker:
        """A worker that is the caller's to end."""
        settings = msgspec.structs.replace(self.settings, **changed)
        return Worker(settings, self._directory / f"worker-{uuid.uuid4().hex[:8]}.log", command)

    @contextmanager
    def worker(self, *, command: Iterable[str] = ("-m", "streams", "worker"), **changed: object) -> Iterator[Worker]:
        """A worker, killed at the end of the block if it still runs then."""
        worker = self.start_worker(command=command, **changed)
        try:
            yield worker
        finally:
            if worker.process.poll() is None:
                worker.end(signal.SIGKILL)

    async def _ask(self, question: Callable[[AIOKafkaAdminClient], Awaitable[Any]]) -> Any:
        admin = AIOKafkaAdminClient(bootstrap_servers=self.settings.bootstrap_servers)
        try:
            await admin.start()
            return await question(admin)
        finally:
            await admin.close()

    async def _put_compressed(self, message: Message, codec: str) -> None:
        async with AIOKafkaProducer(bootstrap_servers=self.settings.bootstrap_servers, compression_type=codec) as producer:
            await producer.send_and_wait(self.topics.raw.name, message.value, message.key, headers=list(message.headers))

    async def _read(self, topics: tuple[str, ...], enough: Callable[[list[Message]], bool], deadline: float) -> list[Message]:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.settings.bootstrap_servers,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=50,
            max_partition_fetch_bytes=self.settings.max_message_bytes,
        )
        await consumer.start()
        try:
            consumer.assign([TopicPartition(topic, partition) for topic in topics for partition in range(self.settings.partitions)])
            messages: list[Message] = []
            while True:
                arrived = await consumer.getmany(timeout_ms=300)
                messages += [message_of(record) for records in arrived.values() for record in records]
                if not arrived and enough(messages):
                    return messages
                assert time.monotonic() < deadline, f"only {len(messages)} messages on {topics}"
        finally:
            await consumer.stop()


def wire_on(bootstrap_servers: str, directory: Path, **changed: object) -> Wire:
    """A wire on a broker whose groups may notice within two seconds that a worker is gone."""
    name = f"t{uuid.uuid4().hex[:8]}"
    settings = Settings(bootstrap_servers=bootstrap_servers, group_id=name, topic_prefix=name, session_timeout_seconds=2, metrics_port=0)
    return Wire(msgspec.structs.replace(settings, **changed), directory)


def environment(settings: Settings) -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return others | {PREFIX + name.upper(): str(value) for name, value in msgspec.structs.asdict(settings).items()}


def message_of(record: ConsumerRecord) -> Message:
    return Message(
        value=record.value,
        headers=tuple(record.headers),
        key=record.key,
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        timestamp=datetime.fromtimestamp(record.timestamp / 1000, UTC),
    )


def item(number: int, payload: bytes | None = None, source: str = "https://wadi.example/wire", **headers: str) -> Message:
    """An item as an agency's feed puts it on the wire: a page of its own number, in CloudEvents binary mode."""
    event = binary_event(
        PAGE.replace("جسر جديد", f"جسر جديد رقم {number}").encode() if payload is None else payload,
        id=f"item-{number}",
        source=source,
        content_type="text/plain; charset=utf-8",
        time=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    )
    return msgspec.structs.replace(event, headers=(*event.headers, *((name, value.encode()) for name, value in headers.items())))


def record_of(message: Message) -> Record:
    """The record in a message, after a look at its JSON Schema."""
    assert message.value is not None
    record = decode_record(message.value)
    _SCHEMAS[str(record.__struct_config__.tag)].validate(orjson.loads(message.value))
    return record


def reject_of(message: Message) -> Reject:
    """The reject in a message's headers, after a look at its JSON Schema."""
    reject = arrival(message)
    assert isinstance(reject, Reject)
    _SCHEMAS["reject"].validate(orjson.loads(encode(reject)))
    return reject


def source_events(messages: Sequence[Message]) -> set[str]:
    """The items that the records of `messages` came of."""
    return {record_of(message).source_event for message in messages}


def headers_of(message: Message) -> dict[str, str]:
    return {name: value.decode() for name, value in message.headers}
