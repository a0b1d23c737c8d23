"""What travels on the topics: the raw item, the records, and the reject.

The public face of the package. The structs know nothing of Kafka, of the pipeline or of each other's producers;
`schemas.json_schema` writes the committed JSON Schemas from them, `schemas.codec` turns them to bytes and back.
"""

from schemas.enrichment import Calendar, DayNamed, Enrichment, Figure, Place, PlaceKind, PublishedFrom, Quote, Span, Topic
from schemas.raw import RawItem
from schemas.record import (
    Brief,
    BriefForm,
    Dateline,
    Decision,
    Direction,
    Link,
    Media,
    MediaKind,
    Record,
    Related,
    Removed,
    Role,
    Status,
    Story,
    StoryForm,
    Subject,
    display_text,
)
from schemas.reject import Reason, Reject, Stage

__all__ = [
    "Brief",
    "BriefForm",
    "Calendar",
    "Dateline",
    "DayNamed",
    "Decision",
    "Direction",
    "Enrichment",
    "Figure",
    "Link",
    "Media",
    "MediaKind",
    "Place",
    "PlaceKind",
    "PublishedFrom",
    "Quote",
    "RawItem",
    "Reason",
    "Record",
    "Reject",
    "Related",
    "Removed",
    "Role",
    "Span",
    "Stage",
    "Status",
    "Story",
    "StoryForm",
    "Subject",
    "Topic",
    "display_text",
]
