"""What a NewsML 1 item says about itself: its identification and management, and the lines and metadata of its components."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from lxml import etree

from schemas import Dateline, Link, Status, Subject
from streams.pipeline.decode.document import Metadata
from streams.pipeline.decode.formats.body import one_line
from streams.pipeline.decode.formats.items import Item
from streams.pipeline.decode.formats.times import time_of
from streams.pipeline.decode.formats.xml_values import (
    attribute,
    child,
    children,
    dateline_of,
    filled,
    joined,
    language_of,
    name_of,
    number_of,
    status_of,
    text,
    unique,
    urgency_of,
)

_SUBJECTS = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier")
_NOTES = ("advisoryline", "editorialnote", "editorsnote", "ednote", "note", "advisory", "instruction")


@dataclass(frozen=True, slots=True)
class Lines:
    """What `NewsLines` holds: the headlines, which are text, and the rest, which is metadata."""

    headline: str | None = None
    subheadlines: tuple[str, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)

    def over(self, other: Lines) -> Lines:
        """These lines, with what they leave open as `other` says."""
        return Lines(self.headline or other.headline, self.subheadlines or other.subheadlines, filled(self.metadata, other.metadata))


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics that a payload explains, by their code and by the id that it gives them."""

    by_code: dict[str, etree._Element]
    by_id: dict[str, etree._Element]

    @classmethod
    def of(cls, root: etree._Element) -> Topics:
        """Those in any topic set under `root`."""
        topics = list(root.iter("{*}Topic"))
        codes = ((text(child(each, "FormalName")), each) for each in topics)
        ids = ((attribute(each, "Duid", "Euid"), each) for each in topics)
        return cls({code: each for code, each in codes if code}, {name: each for name, each in ids if name})


def envelope_of(envelope: etree._Element | None) -> Metadata:
    """What the message around the items says about all of them: who sent it, and when."""
    return Metadata(
        published_at=time_of(text(child(envelope, "DateAndTime"))),
        section=attribute(child(envelope, "NewsService"), "FormalName"),
        agencies=unique(attribute(each, "FormalName") for each in children(child(envelope, "SentFrom"), "Party")),
    )


def item_metadata(item: Item, element: etree._Element, envelope: Metadata) -> Item:
    """`item` with what the news item around its components says, and for what is open then, the message around that."""
    management, identification = child(element, "NewsManagement"), child(element, "Identification")
    identifier = child(identification, "NewsIdentifier")
    status, until = _status(management)
    own = Metadata(
        guid=_guid(identifier),
        version=number_of(text(child(identifier, "RevisionId"))),
        urgency=urgency_of(attribute(child(management, "Urgency"), "FormalName")),
        status=status,
        embargoed_until=until,
        created_at=time_of(text(child(management, "FirstCreated"))),
        published_at=time_of(text(child(management, "ThisRevisionCreated"))),
        links=unique(_links(management)),
    )
    label = Metadata(slugline=text(child(identification, "NameLabel")), language=language_of(element))
    metadata = own
    for other in (item.metadata, label, envelope):
        metadata = filled(metadata, other)
    return msgspec.structs.replace(item, metadata=metadata)


def lines_of(component: etree._Element) -> Lines:
    """The `NewsLines` of a component."""
    lines = child(component, "NewsLines")
    if lines is None:
        return Lines()
    date = text(child(lines, "DateLine"))
    rights = joined(text(each) for each in children(lines, "CopyrightLine", "RightsLine"))
    return Lines(
        headline=one_line(text(child(lines, "HeadLine"))),
        subheadlines=unique(one_line(text(each)) for each in children(lines, "SubHeadLine")),
        metadata=Metadata(
            slugline=text(child(lines, "SlugLine")),
            editorial_note=joined(_notes(lines)),
            language=_tag(language_of(child(lines, "HeadLine"))),
            byline=joined(text(each) for each in children(lines, "ByLine")),
            dateline=_dateline(date, component) if date is not None else None,
            credit=text(child(lines, "CreditLine")),
            notice=rights,
            copyright=text(child(lines, "CopyrightLine")),
            keywords=unique(text(each) for each in children(lines, "KeywordLine")),
        ),
    )


def metadata_of(component: etree._Element, topics: Topics) -> Metadata:
    """The descriptive and administrative metadata of a component; `topics` are those that the payload explains."""
    description, administration = child(component, "DescriptiveMetadata"), child(component, "AdministrativeMetadata")
    properties = list(children(description, "Property"))
    parties = (each for name in ("Provider", "Source") for each in children(child(administration, name), "Party"))
    rights = child(component, "RightsMetadata")
    return Metadata(
        language=_tag(attribute(child(description, "Language"), "FormalName")),
        notice=joined(text(child(each, "UsageType")) for each in children(rights, "UsageRights")),
        copyright=text(child(rights, "Copyright", "CopyrightHolder")),
        keywords=unique(attribute(each, "Value") for each in properties if (attribute(each, "FormalName") or "").lower() == "keyword"),
        subjects=unique(_all_subjects(description, topics)),
        agencies=unique(attribute(each, "FormalName") for each in parties),
    )


def _guid(identifier: etree._Element | None) -> str | None:
    """The item across its revisions: its public identifier without the revision (NewsML 1.2, 5.3)."""
    parts = [text(child(identifier, each)) for each in ("ProviderId", "DateId", "NewsItemId")]
    if all(parts):
        return ":".join(("urn:newsml", *filter(None, parts)))
    return text(child(identifier, "PublicIdentifier"))


def _status(management: etree._Element | None) -> tuple[Status | None, datetime | None]:
    """The status, and until when an embargoed item is not to be published; one whose end is not given is withheld."""
    written = (attribute(child(management, "Status"), "FormalName") or "").lower()
    change = child(management, "StatusWillChange")
    until = time_of(text(child(change, "DateAndTime")))
    becomes = (attribute(child(change, "FutureStatus"), "FormalName") or "").lower()
    if written in ("embargoed", "withheld") and until is not None and becomes == "usable":
        return "usable", until
    return ("withheld" if written == "embargoed" else status_of(written)), None


def _notes(lines: etree._Element) -> Iterator[str | None]:
    for each in children(lines, "NewsLine"):
        if (attribute(child(each, "NewsLineType"), "FormalName") or "").lower().replace(" ", "") in _NOTES:
            for line in children(each, "NewsLineText"):
                yield text(line)


def _dateline(line: str, component: etree._Element) -> Dateline:
    """The dateline, and its place where the component says in which city it was written."""
    for location in children(child(component, "DescriptiveMetadata"), "Location"):
        if (attribute(location, "HowPresent") or "Origin") == "Origin":
            cities = (attribute(each, "Value") for each in children(location, "Property") if attribute(each, "FormalName") == "City")
            city = next((each for each in cities if each and each.casefold() in line.casefold()), None)
            if city is not None:
                return dateline_of(line, city)
    return dateline_of(line, None)


def _tag(language: str | None) -> str | None:
    return None if language is None or language.lower().startswith("x-") else language


def _links(management: etree._Element | None) -> Iterator[Link]:
    for each in children(management, "AssociatedWith", "DerivedFrom"):
        if href := attribute(each, "NewsItem"):
            yield Link(href=href, rel="associatedWith" if name_of(each) == "AssociatedWith" else "derivedFrom")


def _all_subjects(description: etree._Element | None, topics: Topics) -> Iterator[Subject]:
    """The subject codes, by name where a topic explains them, and the topics that are said to occur."""
    for group in children(description, "SubjectCode"):
        for each in children(group, *_SUBJECTS):
            code, scheme = attribute(each, "FormalName"), attribute(each, "Scheme", "Vocabulary")
            if code is not None:
                yield Subject(code=f"{scheme}:{code}" if scheme and ":" not in scheme else code, name=_topic_name(topics.by_code.get(code)))
    for each in children(description, "TopicOccurrence"):
        topic = topics.by_id.get((attribute(each, "Topic") or "").removeprefix("#"))
        subject = _topic(topic) if topic is not None else None
        if subject is not None:
            yield subject


def _topic(topic: etree._Element) -> Subject | None:
    name = child(topic, "FormalName")
    code, scheme = text(name), attribute(name, "Scheme")
    described = _topic_name(topic)
    if code is None and described is None:
        return None
    return Subject(code=f"{scheme}:{code}" if scheme and code else code, name=described)


def _topic_name(topic: etree._Element | None) -> str | None:
    """A topic's description: the one that is a name, in the item's own language first, which is English where nothing is said."""
    found = [(attribute(each, "Variant"), language_of(each) or "", text(each)) for each in children(topic, "Description")]
    names = [(language, name) for variant, language, name in found if name and variant in (None, "Name")]
    return next((name for language, name in names if language.startswith("en")), None) or next((name for _, name in names), None)
