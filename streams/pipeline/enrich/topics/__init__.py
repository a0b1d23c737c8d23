"""Topics: which of the 17 subjects of the top level of IPTC's Media Topics a record is about."""

from streams.pipeline.enrich.topics.weighed import topics_of

__all__ = ["topics_of"]
