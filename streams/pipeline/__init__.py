"""The pure pipeline: from a message's bytes to records. No Kafka, no clock, no network, no state that changes.

The modules stand in the order in which an item meets them: `envelope`, `decode`, `clean`, `segment`, `classify`, `enrich`;
`process` composes them.
"""

from streams.pipeline.envelope import Message
from streams.pipeline.process import Outcome, Published, Refused, process, process_message

__all__ = ["Message", "Outcome", "Published", "Refused", "process", "process_message"]
