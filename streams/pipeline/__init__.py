"""The pure pipeline: from a message's bytes to records. No Kafka, no clock, no network, no state that changes.

The modules stand in the order in which an item meets them: `envelope`, `decode`, `clean`, `segment`, `classify`, `enrich`;
`process` composes them; `warm_up` loads what they need.
"""

from streams.pipeline.envelope import Message
from streams.pipeline.process import Outcome, Published, Refused, process, process_message
from streams.pipeline.warm_up import warm_up

__all__ = ["Message", "Outcome", "Published", "Refused", "process", "process_message", "warm_up"]
