"""Story or brief: by what an item is made of, not by its length alone."""

from __future__ import annotations

import pytest

from schemas import Brief, Record, Story
from tests.pipeline.pages import HTML, TEXT, records

SENTENCE = "The council opened the old market hall on Monday after two years of work on its roof."
SECOND = "It will open to growers from the valley in March, the council said."
THIRD = "Forty of them have signed for a stall."
LONG = (
    "The council opened the old market hall on Monday, two years after a storm took its roof and closed it to the forty growers who sold "
    "there, and said that the work had cost 3.2 million pounds, of which the county paid a third, the lottery another and the growers "
    "themselves, who held a fair each month on the quay and sold a calendar of the hall as it stood in 1911, paid the last, the mayor told "
    "them on Monday while rain fell on the new roof and none came through it, to their loud delight."
)


def only(text: str, content_type: str = TEXT) -> Record:
    (record,) = records(text, content_type)
    return record


def kind_rule(record: Record) -> str:
    (decision,) = [each for each in record.decisions if each.what == "kind"]
    assert 0.0 < decision.score <= 1.0
    return decision.rule


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param("عاجل: زلزال يضرب جنوب البلاد", "snap", id="a-labelled-flash"),
        pytest.param("SON DAKİKA - Marmara Denizi'nde deprem (KHA)", "snap", id="a-flash-with-a-credit"),
        pytest.param("URGENT: Quake hits the south of the country.", "snap", id="a-labelled-sentence"),
        pytest.param("Quake of magnitude 5.8 hits the south of the country", "snap", id="a-headline-alone"),
        pytest.param(SENTENCE, "short", id="one-sentence"),
        pytest.param(f"{SENTENCE} {SECOND}", "short", id="two-sentences"),
        pytest.param(f"Old market hall opens again\n{SENTENCE}", "short", id="a-headline-and-a-sentence"),
        pytest.param(f"عاجل: زلزال يضرب الجنوب\n{SENTENCE}", "short", id="a-flash-with-text-behind-it"),
    ],
)
def test_a_brief_on_its_own(text: str, form: str) -> None:
    record = only(text)
    assert isinstance(record, Brief)
    assert record.form == form
    assert kind_rule(record) == f"classify.{form}"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param(f"Old market hall opens again\n{SENTENCE}\n{SECOND}\n{THIRD}", "classify.paragraphs", id="three-paragraphs"),
        pytest.param(f"Old market hall opens again\n{SENTENCE} {SECOND}\n{THIRD} {SECOND}", "classify.develops", id="four-sentences"),
        pytest.param(f"Old market hall opens again\n{LONG}", "classify.develops", id="one-long-paragraph"),
    ],
)
def test_a_story(text: str, rule: str) -> None:
    record = only(text)
    assert isinstance(record, Story)
    assert record.form == "article"
    assert kind_rule(record) == rule


def test_length_does_not_decide_beside_a_story() -> None:
    brief_text = "A ferry was towed to Oban. Its engine had failed off the coast. Nobody was hurt."
    page = "\n".join(["Old market hall opens again", SENTENCE, SECOND, THIRD, "News in brief", brief_text])
    story, brief = records(page)
    assert isinstance(story, Story)
    assert isinstance(brief, Brief)
    assert (brief.form, kind_rule(brief)) == ("teaser", "classify.beside_story")


def test_items_of_a_digest() -> None:
    page = (
        "<h1>News in brief</h1><ul><li>A ferry was towed to Oban on Monday.<li>Wheat prices rose in Chicago.<li>Norway lost at chess.</ul>"
    )
    found = records(page, HTML)
    assert [record.form for record in found] == ["item"] * 3
    assert {kind_rule(record) for record in found} == {"classify.in_digest"}


@pytest.mark.parametrize(
    ("text", "kind", "rule"),
    [
        pytest.param(f"{SENTENCE} {SECOND} {THIRD}", Brief, "classify.grey_bare", id="three-sentences"),
        pytest.param(f"Old market hall opens again\n{SENTENCE} {SECOND} {THIRD}", Brief, "classify.grey_bare", id="under-a-headline"),
        pytest.param(f"Old market hall opens again\n{SENTENCE} {SECOND}\n{THIRD}", Story, "classify.grey_headed", id="with-a-headline"),
    ],
)
def test_the_grey_zone_between_the_two_is_said_to_be_unsure(text: str, kind: type[Record], rule: str) -> None:
    record = only(text)
    assert isinstance(record, kind)
    assert kind_rule(record) == rule
    score = next(each.score for each in record.decisions if each.what == "kind")
    sure = next(each.score for each in only(f"{SENTENCE}\n{SECOND}\n{THIRD}\n{SENTENCE}").decisions if each.what == "kind")
    assert score < 0.7 < sure
