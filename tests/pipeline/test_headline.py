"""The headline is the line that the following paragraphs take up; the standfirst says the lead in brief."""

from __future__ import annotations

import pytest

from streams.lexicon import everywhere, lexicon
from streams.pipeline.segment.headline import Headline, find_headline, find_standfirst
from tests.pipeline.pages import HTML, TEXT, document, lines, records

STORY = """Harbour town opens tidal power station after four years of work
A tidal power station opened in Port Hallam on Thursday, four years after work on it began.
The six turbines of the station stand on the sea bed under the old ferry pier.
The council lent 20 million pounds of the cost."""
BRIEFS = """Wheat prices rose for a third day on Thursday as rain delayed the harvest in the south.
Doctors in Leeds have begun a trial of a vaccine against the winter stomach virus."""


def headline(text: str, content_type: str = TEXT, language: str = "en") -> Headline | None:
    titles = document(text).titles if content_type == HTML else ()
    return find_headline(lines(text, content_type), titles, lexicon(language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(STORY, "en", id="english"),
        pytest.param(
            "أول قطار ركاب يصل إلى الموصل بعد سنوات من التوقف\n"
            "استقبلت محطة قطار الموصل أول رحلة ركاب قادمة من بغداد منذ توقف الخط.\n"
            "وقال مدير المحطة إن القطار قطع المسافة في خمس ساعات.",
            "ar",
            id="arabic",
        ),
        pytest.param(
            "Bolu Dağı Tüneli ulaşıma kapatıldı\n"
            "Bolu Dağı Tüneli, zincirleme kaza nedeniyle ulaşıma kapatıldı.\n"
            "Kazada iki kişi yaralandı.",
            "tr",
            id="turkish",
        ),
        pytest.param("Is the harbour town's power station worth it?\n" + STORY.split("\n", 1)[1], "en", id="a-question"),
    ],
)
def test_the_first_line_that_the_next_ones_take_up(text: str, language: str) -> None:
    found = headline(text, language=language)
    assert found is not None
    assert (found.at, found.rule) == (0, "headline.taken_up")
    assert 0.75 <= found.score <= 1.0


def test_a_headline_below_briefs() -> None:
    found = headline(BRIEFS + "\n" + STORY)
    assert found is not None
    assert (found.at, found.rule) == (2, "headline.below_briefs")


@pytest.mark.parametrize(
    ("above", "bullet"),
    [pytest.param("NEWS IN BRIEF\n", "", id="under-their-label"), pytest.param("", "• ", id="behind-bullets")],
)
def test_a_headline_below_briefs_whose_words_the_story_does_not_say(above: str, bullet: str) -> None:
    first, second = BRIEFS.splitlines()
    title = "Islanders wait for cheaper light"
    text = (
        "A tidal power station opened in the north on Thursday, four years after work on it began.",
        "The six turbines of the station stand on the sea bed under the old ferry pier, the builders said.",
        "They said the turbines would give power to 9,000 homes, and that the sea had delayed the work twice.",
        "The station's cost rose to 20 million pounds, which the builders share with the council.",
    )
    *briefs, story = records("\n".join([f"{above}{bullet}{first}", bullet + second, title, *text]))
    assert [brief.lead for brief in briefs] == [first, second]
    assert (story.headline, (story.lead, *story.body)) == (title, text)


def test_the_heading_that_the_head_of_the_page_names() -> None:
    page = (
        "<head><title>Tidal power station opens | Harbour Wire</title></head><body><p>Today's weather: rain.</p>"
        "<h2>Tidal power station opens</h2><p>A station opened on Thursday.</p><h2>Weather for sailors</h2></body>"
    )
    found = headline(page, HTML)
    assert found is not None
    assert (found.at, found.rule) == (1, "headline.title")


def test_the_only_first_level_heading() -> None:
    found = headline("<p>Thursday</p><h1>Pier to close</h1><p>The old ferry will stop.</p><h2>What next</h2>", HTML)
    assert found is not None
    assert (found.at, found.rule) == (1, "headline.h1")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BRIEFS, id="sentences-alone"),
        pytest.param("• Pier to close\n• Ferry to stop\n• Council to meet", id="a-list"),
        pytest.param("The plan has three parts:\na new roof\nforty stalls", id="a-line-before-a-list"),
        pytest.param("Quake hits the south", id="one-line-alone"),
        pytest.param(" ".join(["word"] * 40) + "\nA paragraph that follows.\nAnother one.", id="too-long-for-a-headline"),
    ],
)
def test_no_headline(text: str) -> None:
    assert headline(text) is None


def test_headings_of_one_level_head_the_items_of_a_digest() -> None:
    page = "".join(f"<h2>Title number {n}</h2><p>A sentence about something else, item {n}.</p>" for n in ("one", "two", "three"))
    assert headline(page, HTML) is None


LEAD = "A tidal power station opened in Port Hallam on Thursday, four years after work on it began, and will supply 9,000 homes."
AFTER = "The six turbines of the station stand on the sea bed under the old ferry pier."


@pytest.mark.parametrize(
    "first",
    [
        pytest.param("A tidal power station opened in Port Hallam on Thursday.", id="said-again-at-more-length"),
        pytest.param("Tidal power station in Port Hallam to supply homes on the coast", id="without-a-full-stop"),
    ],
)
def test_a_standfirst(first: str) -> None:
    assert find_standfirst(lines(f"{first}\n{LEAD}\n{AFTER}"), lexicon("en"))


def test_what_stands_before_a_dateline_is_a_standfirst() -> None:
    assert find_standfirst(lines(f"Nine thousand homes on the coast.\nPORT HALLAM (Harbour) - {LEAD}\n{AFTER}"), lexicon("en"))


@pytest.mark.parametrize("name", ["standfirst", "article-summary", "spot", "deck", "subtitle"])
def test_a_standfirst_by_its_name_in_the_markup(name: str) -> None:
    page = f'<p class="{name}">What it means for the coast and its people.</p><p>{LEAD}</p><p>{AFTER}</p>'
    assert find_standfirst(lines(page, HTML), everywhere())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{LEAD}\n{AFTER}\nThe council lent 20 million pounds.", id="a-lead-and-its-story"),
        pytest.param(f"A tidal power station opened in Port Hallam on Thursday.\n{LEAD}", id="two-paragraphs-are-too-few"),
        pytest.param(f"PORT HALLAM (Harbour) - {LEAD}\n{LEAD}\n{AFTER}", id="a-dateline-opens-the-lead-itself"),
    ],
)
def test_no_standfirst(text: str) -> None:
    assert not find_standfirst(lines(text), lexicon("en"))


def test_a_label_over_briefs_at_the_top_is_no_headline_of_the_story_below_them() -> None:
    page = [
        "Two sentences more",
        "Eel catches on the Wash have doubled within a year, the fishery board said.",
        "The potters of Lehm are on strike for three days over the price of gas.",
        "Weather satellite wakes after eleven months of silence",
        "A weather satellite that its operators had given up sends pictures again after eleven months of silence.",
        "The satellite fell silent when its computer restarted and lost the direction of its antenna.",
        "Its operators believe that tumbling saved the satellite, because the sun then reached its panels.",
    ]
    *briefs, story = records("\n".join(page))
    assert [brief.lead for brief in briefs] == page[1:3]
    assert (story.headline, story.lead) == (page[3], page[4])
