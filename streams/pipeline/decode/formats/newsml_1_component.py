"""The components of a NewsML 1 item: which of their contents is the story, which its captions, its media, its advice to the desk.

A component holds others, or contents. What its metadata say holds for those inside it, unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
from lxml import etree

from schemas import Media
from streams.pipeline.decode.document import Document, Metadata
from streams.pipeline.decode.formats.body import text_of
from streams.pipeline.decode.formats.items import Item
from streams.pipeline.decode.formats.newsml_1_metadata import Lines, Topics, lines_of, metadata_of
from streams.pipeline.decode.formats.nitf import read_nitf, read_nitf_body
from streams.pipeline.decode.formats.xml_body import written_body
from streams.pipeline.decode.formats.xml_values import attribute, child, children, filled, media_kind, name_of, unique
from streams.pipeline.decode.formats.xml_written import all_told, joined_body, told_again, xhtml_body
from streams.pipeline.errors import TooComplex
from streams.text.match_key import words

_HEADLINE = frozenset({"headline", "title"})
_SUMMARY = frozenset({"subheadline", "summary", "abstract", "standfirst", "lead", "teaser", "deck"})
_CAPTION = frozenset({"caption", "photocaption", "picturecaption", "legend"})
_NOTE = frozenset({"contact", "contacts", "advisory", "note", "editorsnote", "instruction"})
_MAX_CONTENTS = 1_000
_NO_TEXT = frozenset({"stylesheet", "script", "thumbnail", "preview", "quicklook", "metadata"})


@dataclass(slots=True)
class _Story:
    """What is found of one story on the way through its components."""

    lines: Lines
    metadata: Metadata
    headline: str | None = None
    summaries: list[str] = field(default_factory=list)
    bodies: list[Document] = field(default_factory=list)
    notes: list[Document] = field(default_factory=list)
    read: list[Metadata] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    media: dict[object, Media] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a component stands: the role it has or is in, and the headline of a medium."""

    role: str = ""
    title: str | None = None


def read_component(component: etree._Element, topics: Topics) -> list[Item]:
    """The stories in `component`, the outermost of a news item; at least one, which may lack text. `topics` as for `metadata_of`."""
    return _Reader(component, topics).items()


class _Reader:
    """Goes through the components of a news item, into itself at each level; how deep XML may be nested is limited where it is parsed."""

    def __init__(self, component: etree._Element, topics: Topics) -> None:
        self._topics = topics
        # Those that hold text of a story, found once for all levels.
        self._texts: set[etree._Element] = set()
        self._contents = 0
        if self._find_texts(component, ""):
            self._texts.add(component)
        self._stories = [_Story(lines_of(component), metadata_of(component, topics))]
        self._walk(component, self._stories[0], _Place())

    def items(self) -> list[Item]:
        return [_item(story) for story in self._stories]

    def _find_texts(self, component: etree._Element, role: str) -> bool:
        role = _role(component) or role
        found = False
        for each in children(component, "ContentItem", "NewsComponent"):
            if name_of(each) == "NewsComponent":
                holds = self._find_texts(each, role)
            else:
                self._contents += 1
                if self._contents > _MAX_CONTENTS:
                    raise TooComplex(f"a news item has more than {_MAX_CONTENTS:,} contents", "decode")
                holds = role not in _CAPTION | _NOTE | _NO_TEXT and child(each, "DataContent") is not None
            if holds:
                self._texts.add(each)
                found = True
        return found

    def _walk(self, component: etree._Element, story: _Story, place: _Place) -> None:
        lines = lines_of(component)
        title = lines.headline if component not in self._texts else None
        place = _Place(role=_role(component) or place.role, title=title or place.title)
        for content in self._alternatives(component, "ContentItem"):
            _content(content, story, place)
        for inner in self._alternatives(component, "NewsComponent"):
            self._enter(inner, story, place)

    def _enter(self, inner: etree._Element, story: _Story, place: _Place) -> None:
        """A component with text and a headline is a story of its own, but where the story around it has no headline yet."""
        lines, metadata = lines_of(inner), metadata_of(inner, self._topics)
        own = lines.headline is not None and inner in self._texts
        if own and (story.bodies or story.lines.headline):
            self._stories.append(_Story(lines, filled(metadata, story.metadata)))
            self._walk(inner, self._stories[-1], _Place())
            return
        if own:
            story.lines = lines.over(story.lines)
        elif lines.headline is None:
            story.lines = story.lines.over(lines)
        story.metadata = filled(story.metadata, metadata)
        self._walk(inner, story, place)

    def _alternatives(self, component: etree._Element, name: str) -> Iterator[etree._Element]:
        """The children called `name`; of those that are declared to say the same, the first that has text in each language.

        The contents of one component always say the same (NewsML 1.2, 4.5.1).
        """
        apart = name == "NewsComponent" and (attribute(component, "EquivalentsList") or "no").lower() != "yes"
        seen: set[str | None] = set()
        for each in children(component, name):
            language = attribute(child(each, "DescriptiveMetadata", "Language"), "FormalName")
            if not apart and each in self._texts:
                if language in seen:
                    continue
                seen.add(language)
            yield each


def _role(component: etree._Element) -> str:
    return (attribute(child(component, "Role"), "FormalName") or "").lower().replace(" ", "")


def _content(content: etree._Element, story: _Story, place: _Place) -> None:
    kind = " ".join(filter(None, (attribute(child(content, each), "FormalName") for each in ("MediaType", "Format", "MimeType"))))
    data = next((each for each in content.iter("{*}DataContent")), None)
    if place.role in _NO_TEXT or "css" in kind.lower():
        return
    # What is in an `Encoding` is a medium in base64.
    if data is None or child(content, "Encoding") is not None:
        medium = _medium(content, kind, place)
        if medium is not None:
            # Renditions of one picture are contents of one component, and have its headline for a caption.
            story.media.setdefault((medium.kind, medium.caption or medium.href), medium)
        return
    item = _read(data, story.lines.headline)
    if place.role in _CAPTION:
        story.captions.append(text_of(item.body))
    elif place.role in _HEADLINE:
        story.headline = story.headline or " ".join(text_of(item.body).split()) or None
    elif place.role in _SUMMARY:
        story.summaries.append(text_of(item.body))
    elif item.body is not None:
        if place.role in _NOTE:
            story.notes.append(all_told(item.body, "note"))
            return
        story.bodies.append(item.body)
        story.read.append(item.metadata)
        story.headline = story.headline or item.headline
        story.summaries += [item.summary] if item.summary else []


def _read(data: etree._Element, headline: str | None) -> Item:
    """What the content is: NITF, which is an item by itself, paragraphs of NITF alone, XHTML, or text that may be markup."""
    nitf = next((each for each in data.iter("{*}nitf")), None)
    if nitf is not None:
        return read_nitf(nitf)
    page = next((each for each in data if name_of(each).lower() == "html"), None)
    if page is not None:
        return Item(body=xhtml_body(page, headline))
    if len(data):
        return Item(body=read_nitf_body(data))
    return Item(body=written_body(data.text or ""))


def _medium(content: etree._Element, kind: str, place: _Place) -> Media | None:
    href = attribute(content, "Href")
    if href is None:
        return None
    return Media(kind=media_kind(kind, place.role), href=href, media_type=_media_type(content), caption=place.title)


def _media_type(content: etree._Element) -> str | None:
    written = (attribute(child(content, each), "FormalName") for each in ("MimeType", "Format"))
    return next((each for each in written if each and "/" in each), None)


def _item(story: _Story) -> Item:
    lines = story.lines
    metadata = filled(lines.metadata, story.metadata)
    for read in story.read:
        metadata = filled(metadata, read)
    metadata = _with_media(metadata, story)
    headline = lines.headline or story.headline
    body = joined_body([*story.bodies, *story.notes])
    known = {tuple(words(each)) for each in (headline, metadata.slugline, *metadata.keywords) if each}
    summaries = [each for each in dict.fromkeys((*lines.subheadlines, *story.summaries)) if each and tuple(words(each)) not in known]
    if body is None or all(block.told is not None for block in body.blocks):
        if story.media or story.captions:
            return Item(lacks=f"a {next((each.kind for each in story.media.values()), 'media')} item without news text")
        if headline is None and not summaries:
            return Item(lacks="a news item without headline and text")
    if body is not None:
        body = told_again(body, {"byline": metadata.byline, "credit": metadata.credit, "notice": metadata.notice})
    return Item(headline=headline, summary="\n".join(summaries) or None, body=body, metadata=metadata)


def _with_media(metadata: Metadata, story: _Story) -> Metadata:
    caption = "\n".join(filter(None, story.captions)) or None
    media = (
        msgspec.structs.replace(each, caption=each.caption or caption, credit=each.credit or metadata.credit)
        for each in story.media.values()
    )
    return msgspec.structs.replace(metadata, media=unique((*media, *metadata.media)))
