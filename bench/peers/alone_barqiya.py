"""Our pipeline on pages in HTML, without Kafka: all records of each."""

from __future__ import annotations

from collections.abc import Callable

from streams.pipeline import Message, process_message


def reader() -> Callable[[Message], object]:
    return process_message
