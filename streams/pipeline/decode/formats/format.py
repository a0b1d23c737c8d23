"""What each format module is to the others."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from streams.pipeline.decode.document import Document


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One news format.

    `name` is what decisions call it. `media_types` are those that are its own, in lower case without parameters. `recognises` tells by the
    first 4,096 bytes of a payload, whatever its charset, and is strict: a page or a plain text is none of its. `read` takes the whole
    payload and the charset that was declared for it, and gives the items with their metadata.

    `read` raises Malformed for what breaks the format's rules beyond reading, UnsupportedItem for an item that holds no news text,
    UnknownCharset and TooComplex; nothing else.
    """

    name: str
    media_types: frozenset[str]
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str | None], Document]
