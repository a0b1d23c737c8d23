"""What `agents.polls` overrides in Faust, and builds on, is as it was when it was written.

Where one of these fails, read what has changed upstream, change `agents.polls` if need be, run the tests of `tests/broker` on Apache Kafka,
and put the new digest here.
"""

from __future__ import annotations

import inspect
from hashlib import sha256

import faust
import pytest
from aiokafka import AIOKafkaProducer
from faust.streams import Stream
from faust.transport.consumer import Consumer, ThreadDelegateConsumer
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread

PINNED = "0.15.3"
DIGESTS = {
    Consumer.ack: "5fcf41cf4515",
    Consumer.getmany: "4b168d84882a",
    Consumer.on_buffer_drop: "4b57e8a418d5",
    Consumer.on_buffer_full: "c8961679e0bc",
    Consumer.on_partitions_revoked: "d04b7ae72c6f",
    Consumer.perform_seek: "0e8c130ff4b0",
    Consumer.wait_empty: "e4662fe24f09",
    Consumer.commit_and_end_transactions: "892377824b11",
    Consumer.maybe_wait_for_commit_to_finish: "d687f63a0b5e",
    Consumer._commit_tps: "a20e230b05ae",
    Consumer._drain_messages: "44a2500309e8",
    Consumer._filter_committable_offsets: "dc5e9baf5d99",
    Consumer._filter_tps_with_pending_acks: "f6f923977423",
    Consumer._new_offset: "1d2c7ea89a7a",
    Consumer._should_commit: "5ce941793947",
    Consumer._wait_next_records: "6218e1969a63",
    ThreadDelegateConsumer._getmany: "f9d47aa9010b",
    AIOKafkaConsumerThread._fetch_records: "39a2c6c79fc1",
    AIOKafkaConsumerThread.getmany: "26fc5fc9f3b6",
    Stream.ack: "32d7171a89b0",
}


def test_faust_is_the_version_that_was_read() -> None:
    assert faust.__version__ == PINNED


@pytest.mark.parametrize("function", DIGESTS, ids=lambda function: function.__qualname__)
def test_what_is_overridden_has_not_changed(function: object) -> None:
    source = inspect.getsource(function)  # type: ignore[arg-type]
    assert sha256(source.encode()).hexdigest()[:12] == DIGESTS[function], source


def test_aiokafka_sends_whole_batches() -> None:
    assert list(inspect.signature(AIOKafkaProducer.create_batch).parameters) == ["self"]
    assert list(inspect.signature(AIOKafkaProducer.send_batch).parameters) == ["self", "batch", "topic", "partition"]
