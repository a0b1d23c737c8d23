"""Enrich: what a record says about its text beyond the text itself. One module an enrichment."""

from streams.pipeline.enrich.language import Language, by_letters, declared, identify, same_language
from streams.pipeline.enrich.urgency import urgency_of

__all__ = ["Language", "by_letters", "declared", "identify", "same_language", "urgency_of"]
