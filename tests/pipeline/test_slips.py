"""Lines beside the news that are no language: how a desk files an item, rates and polls on one line, the links beside a flash."""

from __future__ import annotations

import pytest

from tests.pipeline.pages import HTML, records, set_aside

STORY = [
    "Harbour ferry returns to service",
    "The harbour ferry will sail again from Monday after a winter in dock, the operator said.",
    "Passengers had used a bus around the bay since the engine failed in December.",
    "The repair took longer than planned because parts had to come from abroad.",
]


@pytest.mark.parametrize("slug", ["HBW-4410-transport", "hbw0312 4 tr 96", "HBW7712 3 GEN 12"])
def test_a_desk_code_above_the_headline_is_no_headline(slug: str) -> None:
    (found,) = records("\n".join([slug, *STORY]))
    assert (found.headline, found.lead) == (STORY[0], STORY[1])


def test_rates_and_a_poll_beside_the_story_are_not_of_it() -> None:
    widget = "Sunset in Oban: 19:42 Index 7,312.10 Poll: should shops open on Sunday?"
    (found,) = records("\n".join([*STORY[:3], widget, STORY[3]]))
    assert [found.lead, *found.body] == STORY[1:]


def test_a_flash_amid_a_menu_and_links_stands_alone() -> None:
    page = ["Home Politics Courts Money", "URGENT: Parliament passes budget", "Newest", "Ferry returns to service", "Museum opens annex"]
    (found,) = records("\n".join(page))
    assert found.lead == "Parliament passes budget"


@pytest.mark.parametrize(
    "row",
    [
        "Sunset at Port Hallam: 16:42",
        "Brent crude: $71.12",
        "Poll: should shops open on Sunday?",
        "Gram altın: 6.412 TL",
        "Anket: İşe nasıl gidiyorsunuz?",
        "غروب آفتاب: ۱۷:۱۴",
        "ڈالر انٹر بینک: 281.40",
    ],
)
def test_what_a_page_runs_above_its_news_is_no_headline(row: str) -> None:
    (found,) = records("\n".join([row, *STORY]))
    assert (found.headline, found.lead) == (STORY[0], STORY[1])


def test_a_headline_on_the_price_of_oil_is_one() -> None:
    story = [
        "Brent crude: price falls to 71.12 dollars",
        "The price of Brent crude fell to 71.12 dollars a barrel on Monday, the lowest for two years.",
        "Traders blamed the fall on full tanks in three of the largest ports.",
    ]
    (found,) = records("\n".join(story))
    assert (found.headline, found.lead) == (story[0], story[1])


def test_the_counted_captions_of_a_gallery_are_no_text() -> None:
    captions = ["1/3 The ferry in its dock (Marta Lindqvist)", "2/3 The new engine is lowered into place", "3/3 From the archive"]
    (found,) = page = records("\n".join([*STORY, *captions]))
    assert [found.lead, *found.body] == STORY[1:]
    assert [text for role, text in set_aside(page) if role == "caption"] == captions


def test_the_first_words_of_another_item_are_not_of_this_one() -> None:
    onward = "<h4>Up next</h4><p>The lighthouse keeper of Grimsay has seen eleven winters and …</p><p><a href='/2'>Go on reading</a></p>"
    markup = f"<h1>{STORY[0]}</h1>" + "".join(f"<p>{line}</p>" for line in STORY[1:]) + f"<div>{onward}</div>"
    (found,) = records(markup, HTML)
    assert [found.lead, *found.body] == STORY[1:]
