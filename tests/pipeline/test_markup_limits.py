"""Markup made to cost time: each page takes under two seconds of one core and ends with a reject that says why, or with records."""

from __future__ import annotations

import time

import pytest

from schemas import Reason
from streams.pipeline import Published, Refused, process
from streams.pipeline.decode.limits import MAX_BLOCKS, MAX_OPTIONS, MAX_TAGS
from tests.pipeline.pages import HTML, item

STORY = "<p>The bridge at Senna opened on Monday after two years of work.</p>"
LARGE = 60_000_000
SECONDS = 2.0


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(STORY * 750_000, id="fifty-megabytes"),
        pytest.param("<p>a" * 1_000_000, id="a-million-paragraphs"),
        pytest.param("<p>a" * (MAX_BLOCKS + 1), id="more-paragraphs-than-an-item-has"),
        pytest.param("x<br>" * (MAX_TAGS - 1), id="line-breaks"),
        pytest.param("<select>" + "<option>x" * 40_000 + "</select>", id="options"),
        pytest.param("<p>" + "".join(f"<b id={n}>" for n in range(900)) + "</p>" + "<p>x" * 2_000, id="elements-opened-again"),
        pytest.param(
            "<p>" + "".join(f"<u id={n}>" for n in range(300)) + "</p>" + "<p>x" * 1_500, id="elements-opened-again-in-a-small-page"
        ),
        pytest.param("<p '>" + "<div>" * 100_000 + "'", id="depth-behind-a-stray-quote"),
        pytest.param('<p =">' + "<div>" * 100_000 + '">', id="depth-behind-a-name-that-begins-with-the-sign-of-equality"),
        pytest.param("<!--<script>-->" + "<div>" * 100_000 + "</script>", id="depth-behind-a-script-in-a-comment"),
        pytest.param("<p " + " ".join(f'a{n}="<"' for n in range(50_000)) + ">x", id="attributes-with-tags-in-them"),
        pytest.param("<p>" + "&" * 4_000_000, id="signs-that-grow-when-written-out"),
    ],
)
def test_turned_away(markup: str) -> None:
    page = item(markup, HTML)
    began = time.process_time()
    outcome = process(page, max_item_bytes=LARGE)
    assert time.process_time() - began < SECONDS
    assert isinstance(outcome, Refused)
    assert outcome.reason == Reason.TOO_COMPLEX


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<select>" + "<option>x" * (MAX_OPTIONS - 1) + "</select>", id="options"),
        pytest.param("<i>x</i>" * 100_000, id="inline-elements"),
        pytest.param('<script type="application/ld+json">' + "[" * 900_000 + "</script>", id="linked-data-nested-deep"),
        pytest.param("<script>a<b" + "<div " * 2_000 + 'c"</script>', id="a-script-that-looks-like-markup"),
        pytest.param("<meta name=a content=b>" * 100_000, id="properties"),
        pytest.param("<!--" + "<div>" * 5_000 + "-->", id="depth-in-a-comment"),
        pytest.param("".join(f'<div class="{"n" * 200}{n}">' for n in range(900)), id="long-names-nested"),
    ],
)
def test_read(markup: str) -> None:
    page = item(markup + STORY, HTML)
    began = time.process_time()
    outcome = process(page)
    assert time.process_time() - began < SECONDS
    assert isinstance(outcome, Published)
    assert any("bridge at Senna" in record.lead or "bridge at Senna" in " ".join(record.body) for record in outcome.records)
