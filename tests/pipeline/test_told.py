"""What the head of a page or a format tells about its text is believed before the text itself: headline, standfirst, one item or many."""

from __future__ import annotations

import json

import pytest

from schemas import Story
from tests.pipeline.pages import HTML, paragraphs, records

TEXT = [
    "Nobody in Outwell can say when the first trap was laid, but the abbey's rent rolls of 1475 count eels by the hundred.",
    "Peter Carter still lays forty of them each morning, woven from willow that he cuts in January.",
    "In March the river board will close the season for good.",
]


def ninjs(**fields: object) -> str:
    return json.dumps({"uri": "urn:marsh:1", "version": "1", "type": "text", "language": "en", "byline": "Ann Roe"} | fields)


@pytest.mark.parametrize(
    "headline",
    [
        pytest.param("A craft that ends with him", id="none-of-it-is-said-again"),
        pytest.param("Eels.", id="one-word-and-a-stop"),
        pytest.param("1475: a rent is paid", id="a-number-and-a-colon"),
        pytest.param("Watch: the last eel catcher", id="the-word-of-a-related-label"),
        pytest.param("News in brief", id="the-words-of-a-section-label"),
        pytest.param("Copyright 2026 and the law of the river", id="the-words-of-a-notice"),
    ],
)
def test_a_headline_that_the_format_tells(headline: str) -> None:
    body = "".join(f"<p>{each}</p>" for each in TEXT)
    (story,) = records(ninjs(headlines=[{"value": headline}], bodies=[{"value": body, "contentType": "text/html"}]), "application/json")
    assert isinstance(story, Story)
    assert (story.headline, paragraphs(story)) == (headline, TEXT)


def nitf(headline: str, deck: str | None, paragraphs: list[str]) -> str:
    told = f"<hl2>{deck}</hl2>" if deck else ""
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f"<nitf><body><body.head><hedline><hl1>{headline}</hl1>{told}</hedline></body.head>"
        f"<body.content>{body}</body.content></body></nitf>"
    )


def test_a_standfirst_that_the_format_tells() -> None:
    (story,) = records(nitf("A craft that ends with him", "Forty traps and no heir", TEXT), "application/nitf+xml")
    assert (story.headline, story.standfirst, paragraphs(story)) == ("A craft that ends with him", "Forty traps and no heir", TEXT)


def test_a_told_standfirst_over_one_paragraph() -> None:
    (record,) = records(nitf("A craft that ends with him", "Forty traps and no heir", TEXT[:1]), "application/nitf+xml")
    assert (record.standfirst, paragraphs(record)) == ("Forty traps and no heir", TEXT[:1])


def test_what_a_format_sends_as_one_item_is_one_item() -> None:
    odd = [
        *TEXT,
        "Oslo will keep its trams until 2050, the city's transport committee decided.",
        "Exports of lithium from Chile doubled within a year, the customs office said.",
    ]
    (story,) = records(nitf("A craft that ends with him", None, odd), "application/nitf+xml")
    assert paragraphs(story) == odd


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("<title>The last eel catcher of Outwell | Marsh Wire</title>", id="title"),
        pytest.param('<meta property="og:title" content="The last eel catcher of Outwell">', id="open-graph"),
        pytest.param(
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The last eel catcher of Outwell"}</script>',
            id="json-ld",
        ),
    ],
)
def test_the_head_of_a_page_tells_which_of_its_lines_is_the_headline(head: str) -> None:
    shell = "<div>Marsh Wire</div><div>Storm closes the road to Sleaford tonight</div>"
    body = "".join(f"<div>{each}</div>" for each in TEXT)
    (story,) = records(f"<html><head>{head}</head><body>{shell}<div>The last eel catcher of Outwell</div>{body}</body></html>", HTML)
    assert (story.headline, paragraphs(story)) == ("The last eel catcher of Outwell", TEXT)


def test_the_site_s_name_in_the_title_is_the_agency_s() -> None:
    head = "<title>The last eel catcher of Outwell - Marsh Wire</title>"
    body = "".join(f"<p>{each}</p>" for each in [*TEXT[:2], TEXT[2].removesuffix(".") + " (Marsh Wire)"])
    (story,) = records(f"<html><head>{head}</head><body><h1>The last eel catcher of Outwell</h1>{body}</body></html>", HTML)
    assert story.credit == "Marsh Wire"
    assert paragraphs(story)[-1] == TEXT[2].removesuffix(".")
