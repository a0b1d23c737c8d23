"""What a page comes to, for peers that run our pipeline: the messages that Barqiya's worker publishes for it."""

from __future__ import annotations

from datetime import UTC, datetime

from streams.agents.outgoing import Outgoing, record_message, reject_message
from streams.agents.reject import reject_of
from streams.pipeline import Message, Published, process_message
from streams.topics import Topics


def messages_of(message: Message, topics: Topics) -> list[Outgoing]:
    """One message for each record of the page, or one for its reject."""
    now = datetime.now(UTC)
    outcome = process_message(message, processed_at=now)
    if isinstance(outcome, Published):
        return [record_message(record, outcome.raw, topics) for record in outcome.records]
    return [reject_message(message, reject_of(message, outcome, now), topics)]
