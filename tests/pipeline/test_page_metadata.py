"""What a page says about its article: JSON-LD, Open Graph, the head; and what becomes of values that are wrong."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas import Link, Media
from streams.pipeline.decode.document import Metadata
from tests.pipeline.pages import HTML, document, records

PROSE = "<h1>Bridge opens</h1><p>The bridge at Senna opened on Monday after two years of work.</p>"


def told(*, head: str = "", body: str = "", **article: Any) -> Metadata | None:
    """The metadata of a page with this in its head, this in its body, and a NewsArticle of these properties."""
    script = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **article}, ensure_ascii=False)
    data = f'<script type="application/ld+json">{script}</script>' if article else ""
    page = document(f"<html><head>{data}{head}</head><body>{body}{PROSE}</body></html>")
    assert len(page.parts) <= 1
    for part in page.parts:
        assert (part.first, part.end, part.page) == (0, len(page.blocks), True)
        return part.metadata
    return None


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_a_page_that_says_nothing_has_no_metadata() -> None:
    assert told() is None
    assert told(head="<title>Bridge opens</title>") is None


def test_an_article_in_linked_data() -> None:
    assert told(
        headline="Bridge opens",
        datePublished="2026-11-12T09:30:00+03:00",
        dateCreated="2026-11-12T05:00:00Z",
        articleSection=["Towns", "Roads"],
        inLanguage={"@type": "Language", "name": "en-GB"},
        author=[{"@type": "Person", "name": "Lina Haddad"}, {"@type": "Person", "name": "Omar Saleh"}],
        publisher={"@type": "NewsMediaOrganization", "name": "Madar"},
        keywords="bridges, Senna , bridges",
        url="https://madar.example/1",
        image={"@type": "ImageObject", "url": "https://madar.example/1.jpg"},
        copyrightNotice="© Madar",
    ) == Metadata(
        headline="Bridge opens",
        published_at=datetime(2026, 11, 12, 6, 30, tzinfo=UTC),
        created_at=datetime(2026, 11, 12, 5, tzinfo=UTC),
        section="Towns",
        language="en-GB",
        byline="Lina Haddad, Omar Saleh",
        copyright="© Madar",
        keywords=("bridges", "Senna"),
        links=(Link(href="https://madar.example/1", rel="canonical"),),
        media=(Media(kind="picture", href="https://madar.example/1.jpg"),),
        agencies=("Madar",),
    )


def test_properties_of_the_head() -> None:
    head = (
        '<meta property="article:published_time" content="2026-11-12T06:30:00Z"><meta property="article:section" content="Towns">'
        '<meta property="article:tag" content="bridges"><meta property="article:tag" content="Senna">'
        '<meta property="og:site_name" content="Madar"><meta property="og:locale" content="ar_IQ">'
        '<meta name="author" content="Lina Haddad">'
        '<meta property="og:image" content="https://madar.example/1.jpg"><link rel="canonical" href="https://madar.example/1?a=1&amp;b=2">'
    )
    assert told(head=head) == Metadata(
        published_at=datetime(2026, 11, 12, 6, 30, tzinfo=UTC),
        section="Towns",
        language="ar-IQ",
        byline="Lina Haddad",
        keywords=("bridges", "Senna"),
        links=(Link(href="https://madar.example/1?a=1&b=2", rel="canonical"),),
        media=(Media(kind="picture", href="https://madar.example/1.jpg"),),
        agencies=("Madar",),
    )


def test_linked_data_comes_before_the_head() -> None:
    found = told(head='<meta property="article:section" content="Site">', articleSection="Towns")
    assert found is not None
    assert found.section == "Towns"


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"@type": "NewsArticle", "headline": "Found"}, id="alone"),
        pytest.param([{"@type": "Organization", "name": "Madar"}, {"@type": "NewsArticle", "headline": "Found"}], id="in-a-list"),
        pytest.param({"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle", "Article"], "headline": "Found"}]}, id="in-a-graph"),
        pytest.param({"@type": "WebPage", "mainEntity": {"@type": "LiveBlogPosting", "headline": "Found"}}, id="what-a-page-is-about"),
        pytest.param({"@type": "http://schema.org/ReportageNewsArticle", "headline": "Found"}, id="type-as-an-address"),
        pytest.param({"@type": "NewsArticle", "headline": " Fo&#117;nd\n"}, id="entities-and-space"),
    ],
)
def test_where_the_article_is_found(value: object) -> None:
    found = told(body=linked(value))
    assert found is not None
    assert found.headline == "Found"


@pytest.mark.parametrize(
    "script",
    ["{", "[]", "null", '"text"', '{"@type": "Recipe", "name": "Soup"}', "[" * 100_000, '{"@type": 7}', '{"@graph": {"@graph": 1}}'],
)
def test_linked_data_that_says_nothing_of_an_article(script: str) -> None:
    assert told(body=f'<script type="application/ld+json">{script}</script>') is None


def test_values_of_the_wrong_type_say_nothing() -> None:
    assert (
        told(
            headline=7,
            datePublished="yesterday",
            dateCreated={"@value": 1},
            articleSection={},
            author=[None, 3],
            publisher="",
            keywords=9,
            url="javascript:alert(1)",
            image="/relative.jpg",
        )
        is None
    )


def test_half_a_character_does_not_reach_the_record() -> None:
    script = '{"@type": "NewsArticle", "headline": "Bridge \\ud83d opens", "articleSection": "\\udc00"}'
    (record, *_) = records(f'<script type="application/ld+json">{script}</script>{PROSE}', HTML)
    assert record.section is None


def test_an_author_that_is_the_agency_is_no_byline() -> None:
    found = told(author={"@type": "Organization", "name": "Madar"})
    assert found is not None
    assert (found.byline, found.agencies) == (None, ("Madar",))
    found = told(head='<meta property="og:site_name" content="Madar"><meta name="author" content="Madar">')
    assert found is not None
    assert found.byline is None


def test_a_time_without_a_zone_is_utc() -> None:
    found = told(datePublished="2026-11-12")
    assert found is not None
    assert found.published_at == datetime(2026, 11, 12, tzinfo=UTC)


def test_the_record_carries_what_the_page_says() -> None:
    article = {"@type": "NewsArticle", "datePublished": "2026-11-12T06:30:00Z", "articleSection": "Towns", "url": "https://madar.example/1"}
    (record, *_) = records(f"{linked(article)}{PROSE}", HTML)
    assert record.published_at == datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
    assert (record.section, record.links) == ("Towns", (Link(href="https://madar.example/1", rel="canonical"),))
