"""The JSON of AP's Media API (api.ap.org): a dialect of ninjs 1.x, wrapped as `data.item` for one item and `data.items` for a listing.

A listing gives headlines and where the texts are; only what has text in it becomes a record.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from streams.pipeline.decode.formats.body import one_line
from streams.pipeline.decode.formats.items import Item
from streams.pipeline.decode.formats.json import Fields, objects_in
from streams.pipeline.decode.formats.ninjs import is_ninjs, read_item, read_items
from streams.pipeline.errors import UnknownFormat


def is_ap(value: object) -> bool:
    """Whether a JSON value is an answer of the API: it names the API's version and wraps its data."""
    return isinstance(value, dict) and "api_version" in value and isinstance(value.get("data"), dict)


def items_of(value: object) -> Iterator[Item]:
    """The items of an answer. Raises UnknownFormat where there is none, and TooComplex as `read_items`."""
    found = list(objects_in(value, is_ninjs))
    if not found:
        raise UnknownFormat("JSON of AP's Media API, and no item in it")
    return read_items(found, _read_item)


def _read_item(fields: Fields) -> Item:
    item = read_item(fields)
    told, ids = item.metadata, fields.object("altids")
    return msgspec.structs.replace(
        item,
        metadata=msgspec.structs.replace(
            told,
            # The uri holds the query that the item was asked for with, and is another one each time.
            guid=(ids.text("itemid") if ids is not None else None) or told.guid,
            byline=told.byline or _bylines(fields),
            section=told.section or _category(fields),
        ),
    )


def _bylines(fields: Fields) -> str | None:
    return one_line(", ".join(filter(None, (each.text("by", "byline", "name") for each in fields.objects("bylines")))))


def _category(fields: Fields) -> str | None:
    """The name of the wire's part that the item went out on: of its subjects the one that is a category."""
    return next((each.text("name") for each in fields.objects("subject") if "category" in each.texts("rels")), None)
