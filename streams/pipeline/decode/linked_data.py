"""Linked data in a page: the article that its JSON-LD scripts describe in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape

# schema.org: NewsArticle with its kinds, what it is a kind of, and what publishers use in its place.
_ARTICLES = frozenset(
    "NewsArticle ReportageNewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle OpinionNewsArticle ReviewNewsArticle "
    "LiveBlogPosting BlogPosting Article Report".split()
)
_PEOPLE = frozenset({"Person", ""})
_LONGEST_SCRIPT = 1_000_000
_MAX_OBJECTS = 1_000
_LONGEST_VALUE = 1_000
_LONGEST_BODY = 200_000


class Article:
    """The description of an article; what it does not say is None or empty. Values of the wrong type say nothing."""

    def __init__(self, said: dict[str, object]) -> None:
        self._said = said

    @property
    def body(self) -> str | None:
        """The article's text as it is written, which may be markup."""
        body = self._said.get("articleBody")
        return body.encode("utf-8", "ignore").decode("utf-8") if isinstance(body, str) and len(body) <= _LONGEST_BODY else None

    def text(self, *names: str) -> str | None:
        """The first of these properties that is a text, or an object or list that names one."""
        return next((text for name in names for text in _texts(self._said.get(name))), None)

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a property; a text with commas is a list."""
        value = self._said.get(name)
        if isinstance(value, str):
            return tuple(filter(None, map(one_line, value.split(","))))
        return tuple(_texts(value))

    def time(self, name: str) -> datetime | None:
        """A property that is a point in time."""
        text = self.text(name)
        return time_of(text) if text else None

    def people(self, name: str) -> tuple[str, ...]:
        """Names of the people of a property: of its text, or of its objects that are no organisation."""
        found = [
            one_line(each) if isinstance(each, str) else next(_texts(each), "")
            for each in _listed(self._said.get(name))
            if isinstance(each, str) or (isinstance(each, dict) and _types(each) <= _PEOPLE)
        ]
        return tuple(dict.fromkeys(each for each in found if each and not each.startswith(("http:", "https:"))))

    def organisations(self, *names: str) -> tuple[str, ...]:
        """Names of the organisations of these properties."""
        found = [
            next(_texts(each), "")
            for name in names
            for each in _listed(self._said.get(name))
            if isinstance(each, dict) and not _types(each) <= _PEOPLE
        ]
        return tuple(dict.fromkeys(filter(None, found)))

    def address(self, *names: str) -> str | None:
        """The first of these properties that is an address on the Web: a text, or the id or url of an object."""
        for name in names:
            for each in _listed(self._said.get(name)):
                values = (each.get("url"), each.get("contentUrl"), each.get("@id")) if isinstance(each, dict) else (each,)
                for value in values:
                    if isinstance(value, str) and is_address(value):
                        return value.strip()
        return None


def article_in(scripts: tuple[str, ...]) -> Article | None:
    """The first article that the scripts describe, None where they describe none. A script that is no JSON is passed over."""
    for script in scripts:
        if len(script) > _LONGEST_SCRIPT:
            continue
        try:
            value = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for count, each in enumerate(_objects(value)):
            if count >= _MAX_OBJECTS:
                break
            if _types(each) & _ARTICLES:
                return Article(each)
    return None


def time_of(text: str) -> datetime | None:
    """A point in time in ISO 8601; without a zone it is UTC, which is the wire's custom."""
    try:
        found = datetime.fromisoformat(text.strip())
        return (found if found.tzinfo is not None else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def one_line(text: str) -> str:
    """A value as one line of text: entities resolved, spaces folded, half characters out."""
    line = " ".join(unescape(text[:_LONGEST_VALUE]).split())
    return line if line.isascii() else line.encode("utf-8", "ignore").decode("utf-8")


def is_address(text: str) -> bool:
    """Whether a value is an address on the Web, and not of a length that is none."""
    return text.strip().startswith(("http://", "https://")) and len(text) <= _LONGEST_VALUE and not set(text.strip()) & set(' \t\n"<>')


def _objects(value: object) -> Iterator[dict[str, object]]:
    """The objects that a script describes: itself, or those of its list or its graph, and the entity that a page is about."""
    for each in _listed(value):
        if isinstance(each, dict):
            yield each
            for name in ("@graph", "mainEntity"):
                yield from (inner for inner in _listed(each.get(name)) if isinstance(inner, dict))


def _types(described: dict[str, object]) -> set[str]:
    return {each.rpartition("/")[2] for each in _listed(described.get("@type", "")) if isinstance(each, str)}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _texts(value: object) -> Iterator[str]:
    for each in _listed(value):
        text = each.get("name") if isinstance(each, dict) else each
        if isinstance(text, str) and (line := one_line(text)):
            yield line
