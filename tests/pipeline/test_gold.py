"""The project's labelled pages: the labels are of these pages, and shipped pages in the commonest layout come out exactly as labelled.

How well the other pages come out is measured in `tests/accuracy`.
"""

from __future__ import annotations

from collections import Counter
from importlib import resources

import pytest

from schemas import Story
from streams.pipeline import Published, process
from streams.pipeline.clean import read_lines
from streams.pipeline.decode import decode
from streams.text.match_key import words
from tests.fixtures import PAGES as FOLDER
from tests.fixtures import GoldItem, GoldPage, gold_pages
from tests.pipeline.accounting import squeeze

PAGES = gold_pages()
EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.page)
SHIPPED = {entry.name for entry in (resources.files("streams") / "samples").iterdir() if entry.name.endswith((".txt", ".html"))}
STORY_AND_BRIEFS = [page for page in PAGES if page.shape == "story_briefs" and page.page in SHIPPED]
LANGUAGES = {"ar", "ckb", "de", "en", "fa", "fr", "kmr", "tr", "ur"}
SHAPES = set(
    "brief briefs_first column digest flash grey_zone interview list live_blog notice_middle story story_briefs story_links story_quotes "
    "stripped table two_stories".split()
)
# What numbers the items of a list is neither labelled as text nor as removed.
_MARKS_OF_LISTS = {str(n) for n in range(1, 31)}


def shown(page: GoldPage) -> str:
    """The visible text of a page, as display text."""
    return "\n".join(line.text for line in read_lines(decode(page.raw())).parts[0].lines)


def running_text(item: GoldItem) -> list[str]:
    return [text for text in (item.headline, item.standfirst, *item.paragraphs) if text]


def test_every_page_is_labelled_and_every_label_has_its_page() -> None:
    own = {entry.name for entry in FOLDER.iterdir()}
    assert not own & SHIPPED
    assert {page.page for page in PAGES} == own | SHIPPED
    assert len(PAGES) >= 150


def test_every_language_of_the_wire_and_every_shape_is_there() -> None:
    assert {page.lang for page in PAGES} == LANGUAGES
    assert {page.shape for page in PAGES} == SHAPES
    for language in LANGUAGES:
        assert {page.content_type.split(";")[0] for page in PAGES if page.lang == language} == {"text/plain", "text/html"}
        assert len({page.shape for page in PAGES if page.lang == language}) >= 10


@EVERY_PAGE
def test_labelled_text_stands_on_the_page(page: GoldPage) -> None:
    text = squeeze(shown(page))
    for item in page.items:
        for part in (*running_text(item), item.byline, item.dateline, item.credit, item.notice):
            assert part is None or squeeze(part) in text, f"{part!r} is not on {page.page}"
    for span in page.removed:
        assert squeeze(span.text) in text, f"{span.text!r} is not on {page.page}"


@EVERY_PAGE
def test_labels_cover_the_page(page: GoldPage) -> None:
    on_page = Counter(words(shown(page)))
    labelled = Counter(word for item in page.items for text in running_text(item) for word in words(text))
    labelled += Counter(word for span in page.removed for word in words(span.text))
    left = on_page - labelled
    assert set(left) <= _MARKS_OF_LISTS, f"not labelled: {dict(left)}"
    assert not labelled - on_page, f"labelled and not there: {dict(labelled - on_page)}"


@EVERY_PAGE
def test_labelled_items_stand_in_page_order(page: GoldPage) -> None:
    text = squeeze(shown(page))
    places = [text.index(squeeze(item.paragraphs[0])) for item in page.items]
    assert places == sorted(places)
    assert all(item.form == "article" if item.kind == "story" else item.form in ("teaser", "snap", "item", "short") for item in page.items)


@EVERY_PAGE
def test_every_page_becomes_records(page: GoldPage) -> None:
    outcome = process(page.raw())
    assert isinstance(outcome, Published)
    assert page.items[0].language in {record.language for record in outcome.records}


@pytest.mark.parametrize("page", STORY_AND_BRIEFS, ids=lambda page: page.page)
def test_a_story_and_its_briefs_come_out_exactly_as_labelled(page: GoldPage) -> None:
    outcome = process(page.raw())
    assert isinstance(outcome, Published)
    got = [
        GoldItem(
            kind="story" if isinstance(record, Story) else "brief",
            form=record.form,
            headline=record.headline,
            standfirst=record.standfirst,
            paragraphs=(record.lead, *record.body),
            byline=record.byline,
            dateline=record.dateline.text if record.dateline else None,
            credit=record.credit,
            notice=record.notice,
            language=record.language,
        )
        for record in outcome.records
    ]
    assert got == list(page.items)


def test_the_layout_is_there_in_every_language() -> None:
    assert {page.lang for page in PAGES if page.shape == "story_briefs"} == LANGUAGES
