"""Days: those that a text names, that of a dateline, and when the item was published."""

from streams.pipeline.enrich.days.named import day_of, days_of
from streams.pipeline.enrich.days.published import published

__all__ = ["day_of", "days_of", "published"]
