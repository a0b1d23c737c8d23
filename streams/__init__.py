"""Barqiya: what news agencies send, taken apart into clean, typed records on Kafka.

The layout is the journey of an item: `intake` puts it on the raw topic; `agents` read it from there and hand it to the
`pipeline` (decode, clean, segment, classify, enrich), which knows the trade by its `lexicon`; the records go on to their topics.
"""

from importlib.metadata import version as _version

from streams import compiled as _compiled

__version__ = _version("barqiya")

FORM = _compiled.load()
"""Whether the pipeline runs compiled. Asked for before any of its modules is imported."""
