"""What a page says about its article beside the text: in linked data, in the Open Graph and other properties of its head.

Linked data comes first, since it is about the article alone; properties of the head may be about the site. Where a property is absent
nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict

import msgspec

from schemas import Link, Media
from streams.pipeline.decode.document import Metadata
from streams.pipeline.decode.linked_data import Article, article_in, is_address, one_line, time_of
from streams.pipeline.decode.markup import Normal, attributes, plain, tokens

# Names of properties, the most telling first: of the Open Graph protocol, of Dublin Core, of what publishing systems write.
_TITLES = ("og:title", "twitter:title")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "dcterms.issued",
    "dc.date.issued",
)
_CREATED = ("dcterms.created", "datecreated")
_SECTION = ("article:section", "og:article:section", "articlesection")
_LANGUAGE = ("content-language", "og:locale")
_AUTHOR = ("article:author", "author", "byl", "parsely-author", "dc.creator")
_KEYWORDS = ("article:tag", "news_keywords")
_MAX_KEYWORDS = 50
_LONGEST_BYLINE = 200


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a page calls its headline, the most telling first, and what else it says of its article, None where it says nothing.

    `text` is the article's text, which may be markup.
    """

    titles: tuple[str, ...] = ()
    text: str | None = None
    metadata: Metadata | None = None


def told_by(page: Normal) -> Told:
    """What `page` says of its article."""
    head = _Head(page.head)
    article = article_in(page.linked_data)
    titles = dict.fromkeys(filter(None, (*(head.first(name) for name in _TITLES), head.title)))
    if article is None and not head.says_more:
        return Told(titles=tuple(titles))
    metadata = _metadata(head, article or Article({}), page.language)
    return Told(titles=tuple(titles), text=article.body if article else None, metadata=metadata if metadata != Metadata() else None)


class _Head:
    """The properties in the head of a page, by lower-case name."""

    def __init__(self, markup: str) -> None:
        self.title: str | None = None
        self.canonical: str | None = None
        self._said: dict[str, list[str]] = defaultdict(list)
        for text, closes, tag, written in tokens(markup):
            if tag == "meta":
                self._property(attributes(written))
            elif tag == "title" and closes and self.title is None:
                self.title = one_line(plain(text)) or None
            elif tag == "link" and self.canonical is None:
                found = attributes(written)
                if found.get("rel", "").lower() == "canonical" and is_address(found.get("href", "")):
                    self.canonical = found["href"].strip()

    @property
    def says_more(self) -> bool:
        """Whether it says anything but its title."""
        return bool(self._said) or self.canonical is not None

    def first(self, *names: str) -> str | None:
        """The first of these properties that the head has."""
        return next((self._said[name][0] for name in names if name in self._said), None)

    def all(self, *names: str) -> list[str]:
        """All values of the first of these properties that the head has."""
        return next((self._said[name] for name in names if name in self._said), [])

    def _property(self, found: dict[str, str]) -> None:
        name = found.get("property") or found.get("name") or found.get("itemprop") or found.get("http-equiv")
        value = one_line(found.get("content", ""))
        if name and value:
            self._said[name.lower()].append(value)


def _metadata(head: _Head, article: Article, page_language: str | None) -> Metadata:
    published = head.first(*_PUBLISHED)
    created = head.first(*_CREATED)
    canonical = head.canonical or article.address("url", "mainEntityOfPage")
    picture = article.address("image") or head.first("og:image")
    language = article.text("inLanguage") or (None if page_language else _tag(head.first(*_LANGUAGE)))
    keywords = article.texts("keywords") or _split(head.all(*_KEYWORDS))
    agencies = dict.fromkeys((*article.organisations("publisher", "sourceOrganization", "author"), *head.all("og:site_name")))
    return Metadata(
        headline=article.text("headline", "name"),
        published_at=article.time("datePublished") or (time_of(published) if published else None),
        created_at=article.time("dateCreated") or (time_of(created) if created else None),
        section=article.text("articleSection") or head.first(*_SECTION),
        language=language,
        byline=_byline(head, article, set(agencies)),
        copyright=article.text("copyrightNotice"),
        keywords=tuple(dict.fromkeys(keywords))[:_MAX_KEYWORDS],
        links=(Link(href=canonical, rel="canonical"),) if canonical else (),
        media=(Media(kind="picture", href=picture),) if picture is not None and is_address(picture) else (),
        agencies=tuple(agencies),
    )


def _byline(head: _Head, article: Article, agencies: set[str]) -> str | None:
    """The names of the people who wrote the article; an author that is the agency itself is none."""
    people = article.people("author") or tuple(name for name in head.all(*_AUTHOR) if not name.startswith(("http:", "https:")))
    names = ", ".join(name for name in people if name not in agencies)
    return names if 0 < len(names) <= _LONGEST_BYLINE else None


def _split(values: list[str]) -> list[str]:
    """Keywords; one value may list them with commas."""
    return [word for value in values for part in value.replace("،", ",").split(",") if (word := part.strip())]


def _tag(written: str | None) -> str | None:
    """A language tag of what the head writes: `ar_IQ` for Open Graph, a list for `content-language`."""
    return written.split(",")[0].strip().replace("_", "-") or None if written else None
