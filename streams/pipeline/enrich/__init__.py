"""Enrich: what a record says about its text beyond the text itself. One module an enrichment."""

from streams.pipeline.enrich.language import SAMPLE, Language, as_page, by_letters, declared, identify, reads_as
from streams.pipeline.enrich.urgency import urgency_of

__all__ = ["SAMPLE", "Language", "as_page", "by_letters", "declared", "identify", "reads_as", "urgency_of"]
