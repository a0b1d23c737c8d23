"""Lines beside the news that are no language: how a desk files an item, rates and polls on one line, the links beside a flash."""

from __future__ import annotations

import pytest

from tests.pipeline.pages import records

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
