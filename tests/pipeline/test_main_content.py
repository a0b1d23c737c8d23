"""The shell of a page told from its news by structure: menus, other items, boxes that ask for something, in markup nobody has seen."""

from __future__ import annotations

import pytest

from streams.pipeline.decode import Document
from tests.pipeline.pages import HEADLINE, HTML, STORY, document, paragraphs, records

BODY = "".join(f"<p>{line}</p>" for line in STORY)
ARTICLE = f"<h1>{HEADLINE}</h1>{BODY}"
OTHERS = (
    "Rail strike enters its third day",
    "Storm warning for the northern coast",
    "Museum shows a forgotten painter",
    "Fish market to move",
)


def zone_of(page: Document, text: str) -> str:
    return next(block.zone for block in page.blocks if page.text[block.start : block.end].startswith(text))


def shown(markup: str) -> list[str]:
    (record,) = records(markup, HTML)
    return paragraphs(record)


def links(pattern: str) -> str:
    return "".join(pattern.format(text=text) for text in OTHERS)


@pytest.mark.parametrize(
    "menu",
    [
        pytest.param('<div><ul><li><a href="/a">World</a><li><a href="/b">Sport</a><li><a href="/c">Money</a></ul></div>', id="list"),
        pytest.param('<div><a href="/a">World</a> <a href="/b">Sport</a> <a href="/c">Money</a></div>', id="links-in-a-row"),
        pytest.param('<div><div><a href="/a">World</a></div><div><a href="/b">Sport</a></div></div>', id="div-soup"),
        pytest.param('<table><tr><td><a href="/a">World</a><td><a href="/b">Sport</a></table>', id="table"),
        pytest.param("<ul><li>World<li>Sport<li>Money<li>Weather</ul>", id="no-links-at-all"),
    ],
)
def test_a_menu_without_any_name_is_no_news(menu: str) -> None:
    assert shown(f"<body>{menu}<div>{ARTICLE}</div>{menu}</body>") == list(STORY)


@pytest.mark.parametrize(
    "box",
    [
        pytest.param("<div><h3>Most read</h3><ol>" + links('<li><a href="/x">{text}</a></li>') + "</ol></div>", id="most-read"),
        pytest.param("<div>" + links('<div><h4><a href="/x">{text}</a></h4><p>All that is known so far.</p></div>') + "</div>", id="cards"),
        pytest.param("<div><p>Never miss a story of ours again.</p><input type=email><button>Sign up</button></div>", id="newsletter"),
        pytest.param('<div class="author-bio"><p>Lina Haddad writes about bridges and ports for this agency.</p></div>', id="author"),
        pytest.param('<section class="comments"><div><p>I crossed it today and it still shakes.</p></div></section>', id="comments"),
        pytest.param('<div class="hidden"><p>Whoever has a subscription can read on from here.</p></div>', id="hidden"),
        pytest.param(
            '<div><p>Read all that this agency writes, for two weeks at no cost.</p><div class="btn"><a href="/o">Order</a></div></div>',
            id="button",
        ),
    ],
)
def test_a_box_below_the_story_is_not_of_it(box: str) -> None:
    story = records(f"<body><div><div>{ARTICLE}</div>{box}</div></body>", HTML)[0]
    assert paragraphs(story) == list(STORY)


@pytest.mark.parametrize(
    "box",
    [
        pytest.param('<div><h4><a href="/x">Rail strike enters its third day</a></h4><p>Trains stand still again.</p></div>', id="card"),
        pytest.param("<aside><p>Bridges of the county are on average eighty years old.</p></aside>", id="aside"),
        pytest.param("<form><p>Do you use the bridge every day?</p><button>Yes</button><button>No</button></form>", id="poll"),
        pytest.param('<div class="share"><span>Share this</span> <a href="/s">by mail</a></div>', id="share"),
    ],
)
def test_a_box_amid_the_story_is_not_of_it(box: str) -> None:
    first, second, *rest = (f"<p>{line}</p>" for line in STORY)
    assert shown(f"<body><div><h1>{HEADLINE}</h1>{first}{second}{box}{''.join(rest)}</div></body>") == list(STORY)


def test_a_notice_to_accept_above_the_story_is_no_brief() -> None:
    notice = '<div><p>We store small files to make this site better for you. <a href="/p">Read why</a></p><button>Accept</button></div>'
    assert shown(f"<body>{notice}<div>{ARTICLE}</div></body>") == list(STORY)


def test_the_names_around_all_of_the_news_say_nothing_about_its_lines() -> None:
    page = document(
        f'<body class="has-sidebar share-on"><div class="footer-less nav-top">{ARTICLE}<p class="dek">Short line</p></div></body>'
    )
    assert {block.zone for block in page.blocks} == {"main"}
    assert [block.hints for block in page.blocks] == ["", "", "", "", "", "dek"]


def test_a_name_of_the_shell_around_most_of_the_page_is_overruled() -> None:
    assert shown(f'<body><div class="related-and-comments"><div class="promo">{ARTICLE}</div></div></body>') == list(STORY)


def test_a_name_that_every_box_bears_tells_nothing() -> None:
    boxes = "".join(f'<div class="page-widget"><p>{line}</p></div>' for line in STORY)
    page = f'<body><div class="page-widget"><h2>{HEADLINE}</h2></div>{boxes}</body>'
    (record,) = records(page, HTML)
    assert (record.headline, paragraphs(record)) == (HEADLINE, list(STORY))


def test_a_table_that_lays_the_page_out_holds_paragraphs() -> None:
    menu = '<td><a href="/a">World</a><br><a href="/b">Sport</a><br><a href="/c">Money</a></td>'
    text = "<br>".join((f"<b>{HEADLINE}</b>", *STORY))
    page = document(f"<body><table><tr>{menu}<td>{text}</td></tr></table><table><tr><td>Bus</td><td>3</td></tr></table></body>")
    kinds = {page.text[block.start : block.end]: block.kind for block in page.blocks}
    assert {kinds[line] for line in (HEADLINE, *STORY)} == {"paragraph"}
    assert kinds["Bus 3"] == "cell"


def test_a_quoted_post_is_of_the_story() -> None:
    quote = '<blockquote class="twitter-tweet social-embed"><p>I never thought I would cross it again.</p></blockquote>'
    first, *rest = (f"<p>{line}</p>" for line in STORY)
    page = document(f"<body><div><h1>{HEADLINE}</h1>{first}{quote}{''.join(rest)}</div></body>")
    assert zone_of(page, "I never") == "main"


@pytest.mark.parametrize(
    "box",
    [
        pytest.param('<div><div><img src="/1.jpg"></div><div>The mayor on the bridge in Senna.</div></div>', id="below-the-picture"),
        pytest.param(
            '<div><p><img src="/1.jpg"></p><p>The mayor on the bridge at Senna.</p><p>Photo: Omar Saleh</p></div>', id="with-a-name"
        ),
        pytest.param('<div><img src="/1.jpg"><br>The mayor in his lorry, which he drove himself.</div>', id="in-one-box"),
    ],
)
def test_what_stands_alone_with_a_picture_is_its_caption(box: str) -> None:
    first, *rest = (f"<p>{line}</p>" for line in STORY)
    page = f"<body><div><h1>{HEADLINE}</h1>{first}{box}{''.join(rest)}</div></body>"
    assert shown(page) == list(STORY)
    (caption, *_) = (block for block in document(page).blocks if block.kind == "caption")
    assert document(page).text[caption.start : caption.end].startswith("The mayor")


def test_a_paragraph_with_a_picture_in_it_is_no_caption() -> None:
    pictured = "".join(f'<div><p><img src="/1.jpg">{line}</p></div>' for line in STORY)
    assert shown(f"<body><div><h1>{HEADLINE}</h1>{pictured}</div></body>") == list(STORY)


def test_a_name_with_a_portrait_is_no_caption() -> None:
    page = document(f'<body><div class="writer"><img src="/h.jpg"><b>Lina Haddad</b></div><div>{ARTICLE}</div></body>')
    assert "caption" not in {block.kind for block in page.blocks}


def test_briefs_with_pictures_are_no_captions() -> None:
    briefs = (
        "A ferry ran aground off Port Wenn on Sunday night, and all aboard were brought ashore.",
        "The county court lifted the ban on night flights at the old airfield on Monday.",
        "Two men who sold a stolen painting in March were sent to prison for three years.",
    )
    cards = "".join(f'<li><div><img src="/1.jpg"></div><div>{line}</div></li>' for line in briefs)
    page = document(f"<body><div>{ARTICLE}</div><ul>{cards}</ul></body>")
    assert {block.kind for block in page.blocks} == {"heading", "paragraph", "item"}


def test_a_picture_in_another_cell_of_the_row_is_a_bullet() -> None:
    brief = "A ferry ran aground off Port Wenn on Sunday night, and all aboard were brought ashore."
    row = f'<table><tr><td><img src="/square.gif"></td><td><div>{brief}</div></td></tr></table>'
    page = document(f"<body><div>{ARTICLE}{row}</div></body>")
    assert "caption" not in {block.kind for block in page.blocks}


def test_a_story_may_be_set_in_several_boxes_alike() -> None:
    menu = "<ul>" + links('<li><a href="/x">{text}</a></li>') + "</ul>"
    boxes = menu.join(f'<div class="block">{line}</div>' for line in (" ".join(STORY[:2]), *STORY[2:]))
    page = document(f"<body><div><h1>{HEADLINE}</h1>{boxes}{menu}</div></body>")
    assert {zone_of(page, line) for line in (STORY[0], *STORY[2:])} == {"main"}


def test_the_text_of_a_card_goes_with_its_heading() -> None:
    card = '<li><div><h5><a href="/x">{text}</a></h5><div>Tuesday</div><div><div>All that is known until now of it.</div></div></div></li>'
    page = document(f"<body><div>{ARTICLE}</div><ul>{links(card)}</ul></body>")
    assert zone_of(page, "All that is known") == "navigation"


def test_briefs_in_a_box_of_their_own_stay_briefs() -> None:
    briefs = (
        "A ferry ran aground off Port Wenn on Sunday night, and all aboard were brought ashore.",
        "The county court lifted the ban on night flights at the old airfield on Monday.",
    )
    box = "".join(f"<li>{line}</li>" for line in briefs)
    story, *others = records(f"<body><div>{ARTICLE}</div><div><h3>In brief</h3><ul>{box}</ul></div></body>", HTML)
    assert paragraphs(story) == list(STORY)
    assert [other.lead for other in others] == list(briefs)


def test_a_list_that_is_headed_is_of_the_story() -> None:
    prices = "<h3>What a crossing costs</h3><ul><li>Cars: 3<li>Lorries: 9<li>Bicycles: 0</ul>"
    page = document(f"<body><div>{ARTICLE}{prices}</div></body>")
    assert zone_of(page, "Lorries") == "main"


def test_the_name_of_the_site_is_not_the_headline() -> None:
    page = document(f'<body><div><h1><a href="/">Senna Press Agency</a></h1><h2>{HEADLINE}</h2>{BODY}</div></body>')
    assert zone_of(page, "Senna Press") == "navigation"
    assert zone_of(page, HEADLINE) == "main"


@pytest.mark.parametrize(
    "items",
    [
        pytest.param("<div>" + links('<h3><a href="/x">{text}</a></h3>') + "</div>", id="headlines-alone"),
        pytest.param("<p>A single short line.</p>", id="one-line"),
    ],
)
def test_a_page_with_no_running_text_is_left_as_it_is_marked(items: str) -> None:
    assert all(block.zone == "main" for block in document(f"<body>{items}</body>").blocks)


def test_elements_that_a_site_made_up_are_boxes() -> None:
    page = (
        "<app-shell><app-header><a href='/'>Marsh Wire</a></app-header><app-menu>" + links("<a href='/x'>{text}</a>") + "</app-menu>"
        f"<app-story><story-head><h1>{HEADLINE}</h1></story-head><story-byline>By Ines Falk</story-byline>"
        "<story-date>14 March 2026</story-date>"
        + "".join(f"<story-text><p>{line}</p></story-text>" for line in STORY)
        + "</app-story><app-footer><div>All rights reserved, Marsh Wire</div></app-footer></app-shell>"
    )
    (record,) = records(page, HTML)
    assert (record.headline, paragraphs(record), record.byline) == (HEADLINE, list(STORY), "By Ines Falk")


def test_a_made_up_element_amid_a_sentence_breaks_no_line() -> None:
    first, *others = STORY
    linked = first.replace("Senna", "<place-link>Senna</place-link>")
    assert shown(f"<h1>{HEADLINE}</h1><div>{linked}</div>" + "".join(f"<p>{line}</p>" for line in others)) == list(STORY)


def test_a_second_title_begins_another_item() -> None:
    other = [
        "Oslo keeps its trams",
        "Oslo will keep its trams until 2050, the city decided by one vote.",
        "The lines carry a third of all travellers.",
    ]
    page = f"<div>{ARTICLE}<h1>{other[0]}</h1><p>{other[1]}</p><p>{other[2]}</p></div>"
    first, second = records(page, HTML)
    assert (first.headline, second.headline) == (HEADLINE, other[0])
