"""ninjs, the IPTC's news in JSON, 1.0 to 3.x (iptc.org/standards/ninjs), and the dialects that newsroom systems write of it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from streams.pipeline.decode.document import Document
from streams.pipeline.decode.formats.body import body_of, one_line, text_of
from streams.pipeline.decode.formats.items import Item, check_number
from streams.pipeline.decode.formats.json import Fields
from streams.pipeline.decode.formats.ninjs_metadata import MEDIA_TYPES, metadata_of, own_media, points_at_text, valued
from streams.pipeline.decode.formats.xml import read_xml
from streams.pipeline.decode.formats.xml_body import read_body
from streams.pipeline.decode.formats.xml_values import child
from streams.pipeline.errors import Malformed, UnknownCharset
from streams.text.match_key import words

_TEXT_TYPES = frozenset({"text", "composite", "component", "story", "article", "advisory", "snap", "preformatted", "highlights"})
_OTHER_TYPES = frozenset({"event", "planning", "concept", "file", "3d", "web", "assignment"})
_TYPES = _TEXT_TYPES | _OTHER_TYPES | MEDIA_TYPES.keys()
# Fields that show ninjs, in an object that has an id and no body under a name of plain JSON.
_OWN_NAMES = frozenset(
    "versioncreated firstcreated contentcreated pubstatus representationtype usageterms ednote slugline located copyrightholder "
    "copyrightnotice embargoed headlines bodies descriptions altids bodyhtml bodytext bodyxhtml descriptiontext descriptionhtml "
    "infosource infosources trustindicator trustindicators associations renditions rightsinfo plannedcoverage eventdetails mimetype "
    "digitalsourcetype genre genres subjects organisation organisations standard".split()
)
_PLAIN_BODIES = frozenset("body content text article articlebody html contenthtml contenttext fulltext story details".split())
# What 1.x lets writers add: `body_`, `description_` and `headline_` with a name of their own.
_EXTENDED = re.compile(r"(?:body|description|headline).")
# The forms of a body, the one that marks its paragraphs best first; what is none of these is looked at.
_HTML, _NITF, _PLAIN, _OTHER = range(4)
# The forms of a description, the one that is typed first.
_DESCRIPTIONS = ("text", "plain", "", "summary", "abstract", "standfirst", "xhtml", "html", "html5", "caption", "note")


def is_ninjs(fields: Fields) -> bool:
    """Whether a JSON object is a ninjs item: it has an id, and a type or another field as ninjs has them."""
    if fields.text("uri", "guid", "id") is None:
        return False
    if any(name in fields for name in _PLAIN_BODIES) and not any(name.startswith("body") and name != "body" for name in fields.names()):
        return False
    if any(name in fields for name in _OWN_NAMES):
        return True
    typed = (fields.text("type") or "").lower() in _TYPES
    return fields.text("uri", "guid") is not None and (typed or any(_EXTENDED.match(name) for name in fields.names()))


def read_item(fields: Fields) -> Item:
    """One item; what it packs up is its media or its links."""
    headline = one_line(valued(fields, "headlines", ("main", "headline", "")) or fields.text("headline", "title", "name"))
    summary, body = _summary(fields), _body(fields)
    lacks = _lacks(fields, headline, summary, body)
    if lacks is not None:
        return Item(lacks=lacks)
    return Item(headline=headline, summary=summary, body=body, metadata=metadata_of(fields))


def read_items(found: Iterable[Fields], read: Callable[[Fields], Item] = read_item) -> Iterator[Item]:
    """The items, each by `read`, and in the place of a package without text of its own those that it packs up.

    Raises TooComplex over MAX_ITEMS.
    """
    waiting = deque(found)
    taken = 0
    while waiting:
        fields = waiting.popleft()
        item = read(fields)
        if item.lacks is not None and (packed := [each for _, each in fields.named_objects("associations") if _has_body(each)]):
            waiting.extendleft(reversed(packed))
            continue
        taken += 1
        check_number(taken)
        yield item


def _lacks(fields: Fields, headline: str | None, summary: str | None, body: Document | None) -> str | None:
    """What the item is where it is no news text, else None."""
    kind = (fields.text("type") or "").lower()
    for name, meant in (("eventdetails", "event"), ("plannedcoverage", "planning")):
        if name in fields:
            kind = kind or meant
    if kind in _OTHER_TYPES:
        return f"an item of type {kind}"
    medium = MEDIA_TYPES.get(kind) if kind else own_media(fields)
    # The body of a picture is its caption. That of a film may be its script, which says more than the caption does.
    if medium is not None and (kind or body is None) and (medium in ("picture", "graphic") or not _says_more(body, headline, summary)):
        return f"a {medium} without news text" if medium != "audio" else "a recording without news text"
    if body is None and summary is None and points_at_text(fields):
        return "an item that only points at its text"
    if body is None and kind == "composite" and fields.named_objects("associations"):
        return "a package without text of its own"
    if body is None and summary is None and headline is None:
        return "an item without headline, description and body"
    return None


def _says_more(body: Document | None, *others: str | None) -> bool:
    said = {word for text in others if text for word in words(text)}
    return any(word not in said for word in words(text_of(body)))


def _has_body(fields: Fields) -> bool:
    return read_item(fields).body is not None


def _body(fields: Fields) -> Document | None:
    """The body, of all its forms in the one that marks its paragraphs best."""
    forms = sorted(_forms(fields), key=lambda form: form[0])
    return next((body for kind, text in forms if (body := _read_form(kind, text)) is not None), None)


def _read_form(kind: int, text: str) -> Document | None:
    if kind == _NITF:
        return _nitf_body(text)
    return body_of(text, html={_HTML: True, _PLAIN: False}.get(kind))


def _nitf_body(text: str) -> Document | None:
    """The body in NITF that a field holds; None where it is no sound XML, or nothing of it is seen."""
    try:
        root = read_xml(text.encode("utf-8", "replace"), "utf-8").root
    except (Malformed, UnknownCharset):
        return None
    body = child(root, "body", "body.content")
    document = read_body(root if body is None else body)
    return document if document.blocks else None


def _forms(fields: Fields) -> Iterator[tuple[int, str]]:
    """The forms of the body: `bodies` of 2.x and 3.x, and `body_` fields of 1.x, each with what it is."""
    for each in fields.objects("bodies"):
        if (value := each.text("value")) is not None:
            yield _kind_of((each.text("contenttype") or "").lower(), (each.text("role") or "").lower()), value
    for name in fields.names():
        if name.startswith("body") and (value := fields.text(name)) is not None:
            yield _kind_of("", name.removeprefix("body")), value


def _kind_of(media_type: str, role: str) -> int:
    for told in (media_type, role):
        if "html" in told:
            return _HTML
        if told.endswith("nitf"):
            return _NITF if "ttnitf" not in told else _OTHER
        if told in ("text/plain", "text", "plain"):
            return _PLAIN
    return _OTHER


def _summary(fields: Fields) -> str | None:
    typed = valued(fields, "descriptions", _DESCRIPTIONS)
    names = (f"description{form}" for form in _DESCRIPTIONS)
    text = typed or next((text for name in names if (text := fields.text(name)) is not None), None) or fields.text("abstract")
    return text_of(body_of(text)) or None
