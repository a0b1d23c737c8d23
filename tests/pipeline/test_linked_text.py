"""Text that a page leaves out and its linked data give: it is read where the page shows less than half, and never twice."""

from __future__ import annotations

import json

import pytest

from schemas import Decision
from tests.pipeline.accounting import kept, told
from tests.pipeline.pages import HEADLINE, HTML, STORY, document, item, paragraphs, records

FILLED_IN = Decision(what="text", value="linked data", score=1.0, rule="html.linked_text")
BELOW = '<p>Read on with a subscription.</p><ul><li><a href="/a">Rail strike enters its third day</a></ul>'


def page(shown: str, body: str) -> str:
    """A page that shows this of its article, whose linked data give this as its text."""
    script = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "articleBody": body}, ensure_ascii=False)
    return f'<script type="application/ld+json">{script}</script><article><h1>{HEADLINE}</h1>{shown}{BELOW}</article>'


def story(markup: str) -> list[str]:
    record, *_ = records(markup, HTML)
    return paragraphs(record)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("\n".join(STORY), id="lines"),
        pytest.param("".join(f"<p>{line}</p>" for line in STORY), id="markup"),
        pytest.param("".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in STORY), id="escaped-markup"),
    ],
)
@pytest.mark.parametrize(
    "shown",
    [
        pytest.param("", id="nothing"),
        pytest.param(f"<p>{STORY[0]}</p>", id="the-first-paragraph"),
    ],
)
def test_a_page_that_breaks_off_is_read_to_the_end(shown: str, body: str) -> None:
    assert story(page(shown, body))[: len(STORY)] == list(STORY)
    assert FILLED_IN in document(page(shown, body)).decisions


def test_a_page_that_breaks_off_inside_a_word_goes_on_with_that_word() -> None:
    first, second, *rest = STORY
    text = document(page(f"<p>{first}</p><p>{second[:30]}…</p>", "\n".join(STORY))).text
    assert text.startswith("\n".join((HEADLINE, first, "Engineers replaced every cable…", "cable and most of the deck,")))
    assert text.count(first) == text.count(rest[-1]) == 1


@pytest.mark.parametrize(
    ("shown", "body"),
    [
        pytest.param("".join(f"<p>{line}</p>" for line in STORY), "\n".join(STORY), id="the-page-shows-it-all"),
        pytest.param("".join(f"<p>{line}</p>" for line in STORY), " ".join(STORY).upper(), id="the-same-in-other-letters"),
        pytest.param(f"<p>{STORY[0]}</p><p>{STORY[1]}</p><p>{STORY[2]}</p>", "\n".join(STORY), id="the-page-shows-most"),
        pytest.param(f"<p>{STORY[0]}</p>", "A bridge, a mayor, a lorry.", id="a-summary"),
        pytest.param(f"<p>{STORY[0]}</p>", "", id="none"),
    ],
)
def test_what_the_page_shows_is_not_said_again(shown: str, body: str) -> None:
    found = document(page(shown, body))
    assert found.text == document(page(shown, "")).text
    assert FILLED_IN not in found.decisions


def test_the_filled_in_text_is_accounted_for() -> None:
    markup = page(f"<p>{STORY[0]}</p>", "\n".join(STORY))
    found = records(markup, HTML)
    assert kept(item(markup, HTML), found) == told(found)


@pytest.mark.parametrize("body", [None, 7, ["a"], {"@value": "x"}, "x" * 1_000_000, "<div>" * 200, "\ud83d" + " ".join(STORY)])
def test_whatever_the_linked_data_hold_the_page_is_read(body: object) -> None:
    script = json.dumps({"@type": "NewsArticle", "articleBody": body})
    markup = f'<script type="application/ld+json">{script}</script><h1>{HEADLINE}</h1><p>{STORY[0]}</p>'
    assert records(markup, HTML)
