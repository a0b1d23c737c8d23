"""What a page says about itself beside its text: titles, and the metadata of its article."""

from __future__ import annotations

import re

import msgspec

from streams.pipeline.decode.document import Metadata
from streams.pipeline.decode.markup import Normal, attributes, plain, tokens

_SPACE = re.compile(r"\s+")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the head of a page calls its headline, the most telling first, and what else it says of the article."""

    titles: tuple[str, ...] = ()
    metadata: Metadata | None = None


def told_by(page: Normal) -> Told:
    """What `page` says."""
    named: dict[str, str] = {}
    title = ""
    for text, closes, tag, written in tokens(page.head):
        if tag == "meta":
            found = attributes(written)
            name = (found.get("property") or found.get("name") or found.get("itemprop") or "").lower()
            content = _SPACE.sub(" ", found.get("content", "")).strip()
            if name and content:
                named.setdefault(name, content)
        elif tag == "title" and closes and not title:
            title = _SPACE.sub(" ", plain(text)).strip()
    titles = dict.fromkeys(filter(None, (named.get("og:title"), named.get("twitter:title"), title)))
    return Told(titles=tuple(titles))
