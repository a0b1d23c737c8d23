"""What a ninjs item says beside its text: the fields of 1.x, of 2.x and 3.x, and of the dialects that newsroom systems write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from schemas import Dateline, Link, Media, MediaKind, Subject
from streams.pipeline.decode.document import Metadata
from streams.pipeline.decode.formats.body import one_line
from streams.pipeline.decode.formats.items import MAX_NAMED
from streams.pipeline.decode.formats.json import Fields
from streams.pipeline.decode.formats.xml_values import status_of

MEDIA_TYPES: dict[str, MediaKind] = {
    **dict.fromkeys(("picture", "photo", "image"), "picture"),
    **dict.fromkeys(("graphic", "animation", "infographic"), "graphic"),
    "video": "video",
    "audio": "audio",
}
"""Values of an item's `type`, over all versions, that say that it is a picture, film or recording."""

_OF_MEDIA_TYPES: dict[str, MediaKind] = {"image": "picture", "video": "video", "audio": "audio"}
# Fields that name what the item is about: of 1.x, of 2.x and 3.x.
_ABOUT = ("subject", "subjects", "person", "people", "organisation", "organisations", "place", "places", "event", "events")
_WRITERS = frozenset({"", "author", "writer", "reporter", "editor", "correspondent"})


def metadata_of(fields: Fields) -> Metadata:
    """The metadata of an item. Texts without a language of their own are in the item's."""
    agencies = (*fields.texts("source", "infosources", "infosource"), *fields.texts("provider"), *fields.texts("copyrightholder"))
    return Metadata(
        guid=fields.text("guid", "uri", "id"),
        version=version_of(fields),
        urgency=urgency_of(fields),
        status=status_of(fields.text("pubstatus", "state")),
        embargoed_until=fields.time("embargoed", "embargo") or _scheduled(fields),
        created_at=fields.time("firstcreated", "contentcreated"),
        published_at=fields.time("versioncreated"),
        slugline=one_line(fields.text("slugline")),
        editorial_note=fields.text("ednote"),
        language=fields.text("language"),
        byline=one_line(fields.text("byline", "by")) or _authors(fields),
        dateline=_dateline(fields),
        credit=_credit(fields),
        notice=" ".join(fields.texts("usageterms")) or None,
        copyright=fields.text("copyrightnotice", "copyrightholder"),
        section=next(iter(fields.texts("service", "section", "anpacategory")), None),
        keywords=fields.texts("keywords", "keyword")[:MAX_NAMED],
        subjects=subjects_of(each for name in _ABOUT for each in fields.objects(name)),
        links=links_of(fields),
        media=media_of(fields),
        agencies=tuple(dict.fromkeys(agencies)),
    )


def version_of(fields: Fields) -> int | None:
    """The item's version, from 1; None for a version that is no number, or 0."""
    version = fields.number("version", "currentversion")
    return version if version is not None and version > 0 else None


def urgency_of(fields: Fields) -> int | None:
    """The item's urgency, 1 to 9."""
    urgency = fields.number("urgency")
    return urgency if urgency is not None and 1 <= urgency <= 9 else None


def subjects_of(named: Iterable[Fields]) -> tuple[Subject, ...]:
    """Subjects, each once, with their codes: the scheme's URL with the code added, `scheme:code`, or the code alone."""
    found: dict[Subject, None] = {}
    for each in named:
        subject = Subject(code=_code(each), name=each.text("name", "title", "label"))
        if (subject.code or subject.name) and len(found) < MAX_NAMED:
            found[subject] = None
    return tuple(found)


def media_of(fields: Fields) -> tuple[Media, ...]:
    """The pictures, films and recordings of an item: its own, and those of the items that go with it."""
    media = [_medium(fields)] if _kind(fields) in MEDIA_TYPES.values() else []
    media += [_medium(each) for _, each in fields.named_objects("associations") if _kind(each) is not None]
    return tuple([each for each in media if each.href or each.caption][:MAX_NAMED])


def links_of(fields: Fields) -> tuple[Link, ...]:
    """What an item points at: the texts and events that go with it, its text in other formats, and who vouches for it."""
    links = [
        Link(href=href, rel=name or None, title=one_line(each.text("headline", "title")))
        for name, each in fields.named_objects("associations")
        if _kind(each) is None and (href := each.text("uri", "guid", "href")) is not None
    ]
    links += [
        Link(href=href, rel=name or "rendition", title=each.text("title"))
        for name, each in fields.named_objects("renditions")
        if _kind_of_rendition(each) is None and (href := each.text("href")) is not None
    ]
    links += [
        Link(href=href, rel="trustIndicator", title=each.text("title", "name"))
        for each in fields.objects("trustindicator", "trustindicators")
        if (href := each.text("href")) is not None
    ]
    rights = fields.object("rightsinfo")
    if rights is not None and (href := rights.text("linkedrights")) is not None:
        links.append(Link(href=href, rel="rights"))
    return tuple(links[:MAX_NAMED])


def valued(fields: Fields, name: str, roles: Iterable[str]) -> str | None:
    """Of the list `name` of values with roles, as 2.x and 3.x write headlines and descriptions, the first in the order of `roles`."""
    by_role: dict[str, str] = {}
    for each in fields.objects(name):
        if (value := each.text("value")) is not None:
            by_role.setdefault((each.text("role") or "").lower(), value)
    return next((by_role[role] for role in roles if role in by_role), None)


def own_media(fields: Fields) -> MediaKind | None:
    """What the item itself is by its renditions, where its `type` does not say it."""
    return next((kind for _, each in fields.named_objects("renditions") if (kind := _kind_of_rendition(each)) is not None), None)


def points_at_text(fields: Fields) -> bool:
    """Whether the item has a rendition that is its text, which is to be fetched."""
    return any(
        _media_type(each).startswith("text/") or (each.text("type") or "").lower() == "text"
        for _, each in fields.named_objects("renditions")
    )


def _kind(fields: Fields) -> MediaKind | None:
    """What medium an item is; None for text, for what is no medium, and for what can't be told."""
    said = (fields.text("type") or "").lower()
    return MEDIA_TYPES.get(said) or (None if said and said != "file" else own_media(fields))


def _kind_of_rendition(rendition: Fields) -> MediaKind | None:
    return _OF_MEDIA_TYPES.get(_media_type(rendition).partition("/")[0])


def _media_type(rendition: Fields) -> str:
    return (rendition.text("mimetype", "contenttype") or "").lower()


def _medium(fields: Fields) -> Media:
    """One picture, film or recording, by its largest rendition."""
    kind = _kind(fields) or "file"
    renditions = [each for _, each in fields.named_objects("renditions") if each.text("href") is not None]
    # The small ones of a film are stills.
    fitting = [each for each in renditions if _kind_of_rendition(each) == ("picture" if kind == "graphic" else kind)] or renditions
    largest = max(fitting, key=lambda each: each.number("width") or 0, default=None)
    return Media(
        kind=kind,
        href=(largest.text("href") if largest else None) or fields.text("uri", "guid", "href"),
        media_type=(_media_type(largest) if largest else None) or _media_type(fields) or None,
        caption=one_line(
            valued(fields, "descriptions", ("caption", "text", ""))
            or fields.text("descriptiontext", "descriptioncaption", "descriptionhtml", "bodytext")
            or valued(fields, "headlines", ("main", ""))
            or fields.text("headline")
        ),
        credit=_credit(fields) or one_line(fields.text("byline", "by", "copyrightholder")),
    )


def _code(named: Fields) -> str | None:
    code, scheme = named.text("code", "qcode", "literal"), named.text("scheme")
    if code is None:
        return named.text("uri")
    if scheme is None or code.startswith(scheme):
        return code
    return f"{scheme}{code}" if scheme.endswith(("/", "#", ":", "=")) else f"{scheme}:{code}"


def _dateline(fields: Fields) -> Dateline | None:
    """Where the item was written: ninjs names the place, AP describes it, some systems give the whole dateline."""
    place = one_line(fields.text("located"))
    if place is None and (where := fields.object("datelinelocation")) is not None:
        place = one_line(where.text("city", "countryareaname", "countryname"))
    whole = fields.object("dateline")
    text = (one_line(whole.text("text")) if whole is not None else None) or place
    return Dateline(text=text, place=place) if text is not None else None


def _credit(fields: Fields) -> str | None:
    return one_line(
        valued(fields, "descriptions", ("creditline", "credit")) or fields.text("descriptioncreditline", "creditline", "credit")
    )


def _authors(fields: Fields) -> str | None:
    named = (each.text("name") for each in fields.objects("authors") if (each.text("role") or "").lower() in _WRITERS)
    return ", ".join(filter(None, named)) or None


def _scheduled(fields: Fields) -> datetime | None:
    schedule = fields.object("schedulesettings")
    return schedule.time("utcembargo") if schedule is not None else None
