"""Enrich: what a record says about its text beyond the text itself. A package or module an enrichment; `enriched.py` has all together."""

from streams.pipeline.enrich.days import day_of, published
from streams.pipeline.enrich.enriched import ENRICHMENTS, Enriched, Enrichments, enrich, enrichments, version
from streams.pipeline.enrich.language import SAMPLE, Language, as_page, by_letters, declared, identify, reads_as
from streams.pipeline.enrich.record_text import Part, RecordText, Role
from streams.pipeline.enrich.urgency import urgency_of

__all__ = [
    "ENRICHMENTS",
    "SAMPLE",
    "Enriched",
    "Enrichments",
    "Language",
    "Part",
    "RecordText",
    "Role",
    "as_page",
    "by_letters",
    "day_of",
    "declared",
    "enrich",
    "enrichments",
    "identify",
    "published",
    "reads_as",
    "urgency_of",
    "version",
]
