"""Segment: from the lines of a page to its items.

First what is no news is set aside (`furniture`), then the headline is found, then the boundary between story and briefs (`boundary`, on
`cohesion`), and last the marks inside the lines (`marks`, `dateline`) are lifted out.
"""

from streams.pipeline.segment.page import Found, Page, Passage, Place, Segment
from streams.pipeline.segment.segment import segment

__all__ = ["Found", "Page", "Passage", "Place", "Segment", "segment"]
