"""What plain JSON says about an item beside its text, by the names of its fields."""

from __future__ import annotations

from collections.abc import Iterator

from schemas import Dateline, Link, Media, MediaKind, Subject
from streams.pipeline.decode.document import Metadata
from streams.pipeline.decode.formats.body import one_line
from streams.pipeline.decode.formats.items import MAX_NAMED
from streams.pipeline.decode.formats.json import Fields
from streams.pipeline.decode.formats.ninjs_metadata import subjects_of, urgency_of, version_of
from streams.pipeline.decode.formats.xml_values import media_kind, status_of

_PUBLISHED = (
    "published publishedat datepublished publishdate publisheddate publishedon publicationdate publicationtime publishtime dategmt pubdate "
    "date newsdate datetime time timestamp issued updated updatedat datemodified modifiedgmt modified lastmodified "
    "تاريخالنشر التاريخ تاريخ tarih yayıntarihi"
).split()
_CREATED = "created createdat datecreated creationdate createdon firstcreated createddate".split()
_EMBARGO = "embargo embargoed embargoeduntil embargodate embargountil".split()
_AUTHOR = "byline author authors authorname creator writer writers reporter الكاتب كاتب المحرر yazar muhabir auteur autor".split()
_URL = "url link permalink canonicalurl canonical weburl pageurl shareurl الرابط".split()
_GUID = "guid uuid id newsid articleid postid storyid uid uri identifier".split()
_SECTION = "section articlesection category categoryname sectionname desk channel القسم قسم التصنيف kategori rubrique ressort".split()
_KEYWORDS = "keywords tags tag labels hashtags الكلماتالمفتاحية كلماتمفتاحية etiketler".split()
_MEDIA: tuple[tuple[tuple[str, ...], MediaKind | None], ...] = (
    (
        (
            "image",
            "images",
            "imageurl",
            "photo",
            "photos",
            "picture",
            "pictures",
            "featuredimage",
            "mainimage",
            "thumbnail",
            "imageswithcaption",
        ),
        "picture",
    ),
    (("video", "videos", "videourl"), "video"),
    (("audio", "audiourl"), "audio"),
    (("attachments", "enclosures", "enclosure", "media", "mediacontent"), None),
)


def metadata_of(fields: Fields, language: str | None) -> Metadata:
    """The metadata of an item; `language` is the one around it, where it says none of its own."""
    place = one_line(fields.text("dateline", "located"))
    return Metadata(
        guid=fields.text(*_GUID),
        version=version_of(fields),
        urgency=urgency_of(fields),
        status=status_of(fields.text("pubstatus", "status")),
        embargoed_until=fields.time(*_EMBARGO),
        created_at=fields.time(*_CREATED),
        published_at=fields.time(*_PUBLISHED),
        slugline=one_line(fields.text("slugline")),
        editorial_note=fields.text("ednote", "editorialnote", "editorsnote", "notetoeditors"),
        language=fields.text("language", "lang", "inlanguage", "locale") or language,
        byline=one_line(", ".join(_names(fields, _AUTHOR))),
        dateline=Dateline(text=place) if place is not None else None,
        credit=one_line(fields.text("credit", "creditline")),
        copyright=one_line(next(iter(fields.texts("copyright", "copyrightnotice", "copyrightholder", "rights")), None)),
        section=next(_names(fields, _SECTION), None),
        keywords=tuple(_keywords(fields))[:MAX_NAMED],
        subjects=_subjects(fields),
        links=tuple(_links(fields))[:MAX_NAMED],
        media=tuple({each.href or each: each for each in _media(fields)}.values())[:MAX_NAMED],
        agencies=tuple(dict.fromkeys((*_names(fields, ["source", "sourcename"]), *_names(fields, ["publisher", "agency", "provider"])))),
    )


def _names(fields: Fields, names: list[str]) -> Iterator[str]:
    """Names of persons, parts or things; numbers are ids of them in another table and tell nothing."""
    for name in names:
        found = [each for each in fields.texts(name) if not each.isdecimal()]
        if found:
            yield from found
            return


def _keywords(fields: Fields) -> Iterator[str]:
    for each in _names(fields, _KEYWORDS):
        # Systems without lists write them into one string.
        yield from filter(None, (word.strip() for word in each.replace("،", ",").replace(";", ",").split(",")))


def _subjects(fields: Fields) -> tuple[Subject, ...]:
    return subjects_of(each for name in ("subjects", "subject", "topics", "about") for each in fields.objects(name))


def _links(fields: Fields) -> Iterator[Link]:
    if (url := fields.text(*_URL)) is not None:
        yield Link(href=url, rel="canonical")
    if (other := fields.text("externalurl", "ampurl")) is not None:
        yield Link(href=other, rel="alternate")
    for each in fields.objects("related", "relatedarticles", "relatednews", "links"):
        if (href := each.text(*_URL, "href")) is not None:
            yield Link(href=href, rel=each.text("rel") or "related", title=one_line(each.text("title", "headline", "name")))


def _media(fields: Fields) -> Iterator[Media]:
    for names, kind in _MEDIA:
        for name in names:
            if (href := fields.text(name)) is not None and not href.isdecimal():
                yield Media(kind=kind or media_kind(href.rpartition(".")[2]), href=href)
            for each in fields.objects(name):
                if (href := each.text("url", "contenturl", "href", "src", "link", "original")) is not None:
                    media_type = each.text("mimetype", "mediatype", "encodingformat", "contenttype", "type")
                    yield Media(
                        kind=kind or media_kind(media_type, href.rpartition(".")[2]),
                        href=href,
                        media_type=media_type if media_type and "/" in media_type else None,
                        caption=one_line(each.text("caption", "description", "title", "alt")),
                        credit=one_line(next(iter(each.texts("credit", "credittext", "photographer", "author", "copyright")), None)),
                    )
