"""All that a record's text is enriched with, each enrichment where it is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import TypeAlias, get_args

import msgspec

from schemas import DayNamed, Enrichment, Figure, Place, Quote, Topic
from streams.pipeline.enrich.days import days_of
from streams.pipeline.enrich.figures import figures_of
from streams.pipeline.enrich.places import places_of
from streams.pipeline.enrich.quotes import quotes_of
from streams.pipeline.enrich.reading import reading_seconds
from streams.pipeline.enrich.record_text import RecordText
from streams.pipeline.enrich.topics import topics_of

Enrichments: TypeAlias = frozenset[Enrichment]
ENRICHMENTS: Enrichments = frozenset(get_args(Enrichment))
"""All of them."""


class Enriched(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What was found; of what was not wanted, nothing."""

    topics: tuple[Topic, ...] = ()
    places: tuple[Place, ...] = ()
    days: tuple[DayNamed, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    reading_seconds: int | None = None


def enrich(text: RecordText, issued: datetime | None, wanted: Enrichments) -> Enriched:
    """What is `wanted` of the text of a record that was `issued` then, by which days like yesterday are told."""
    return Enriched(
        topics=topics_of(text) if "topics" in wanted else (),
        places=places_of(text) if "places" in wanted else (),
        days=days_of(text, issued) if "days" in wanted else (),
        figures=figures_of(text) if "figures" in wanted else (),
        quotes=quotes_of(text) if "quotes" in wanted else (),
        reading_seconds=reading_seconds(text) if "reading" in wanted else None,
    )


def enrichments(setting: str) -> Enrichments:
    """Those that the setting names: `all`, `none`, or their names with commas between them. Raises ValueError for a name of none."""
    names = frozenset(filter(None, map(str.strip, setting.split(","))))
    if names == {"all"}:
        return ENRICHMENTS
    named: set[Enrichment] = {each for each in ENRICHMENTS if each in names}
    unknown = names - named - {"none"}
    if unknown or not names or ("none" in names and named):
        raise ValueError(f"{setting!r} is neither all, none nor some of {', '.join(sorted(ENRICHMENTS))}")
    return frozenset(named)


@cache
def version() -> str:
    """Four hex digits that change with any file of data that an enrichment has."""
    hashed = blake2b(digest_size=2)
    for data in _data():
        hashed.update(data)
    return hashed.hexdigest()


def _data() -> Iterator[bytes]:
    folder = resources.files("streams") / "pipeline" / "enrich"
    for place in sorted([folder, *(each for each in folder.iterdir() if each.is_dir())], key=str):
        for file in sorted(place.iterdir(), key=str):
            if file.name.endswith((".toml", ".tsv")):
                yield file.read_bytes()
