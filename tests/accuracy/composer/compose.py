"""Pages of a split, one after another, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import msgspec

from tests.accuracy.composer.furniture import BEYOND, Agency, Pack, Split, fill, pack
from tests.accuracy.composer.house import set_house
from tests.accuracy.composer.markup import Site
from tests.accuracy.composer.page import Page
from tests.accuracy.composer.plain import set_plain
from tests.accuracy.composer.shapes import SHAPES, Maker
from tests.accuracy.composer.texts import library

HTML = 0.5
"""Share of pages set as HTML."""
STORIES, BRIEFS = 4, 8
"""How many texts a language needs before pages are composed in it: where the real articles are absent, not every one has them."""


def compose(split: Split, pages: int, seed: int, *, beyond: bool = False, of: Pack | None = None) -> Iterator[dict[str, Any]]:
    """`pages` rows of `event` (CloudEvents 1.0) and `gold`: every language in turn, shapes by weight.

    Languages that the lexicon has no file for take turns only where `beyond` asks for them. A split that has no files has no pages.
    `of` names the only furniture of the split that they are set in.
    """
    furniture = of or pack(split)
    rng = random.Random(f"{split} {seed}")
    shelves = {lang: library(lang, split) for lang in furniture.langs if beyond or lang not in BEYOND}
    langs = [lang for lang, texts in shelves.items() if len(texts.stories) >= STORIES and len(texts.briefs) >= BRIEFS]
    by_lang = {lang: [agency for agency in furniture.agencies if agency.lang == lang] for lang in langs}
    shapes = [name for name, (_, weight) in SHAPES.items() for _ in range(weight)]
    for n in range(pages if langs else 0):
        lang = langs[n % len(langs)]
        yield _page(rng, furniture, rng.choice(by_lang[lang]), rng.choice(shapes), split, n)


def _page(rng: random.Random, furniture: Pack, agency: Agency, shape: str, split: Split, n: int) -> dict[str, Any]:
    page = Page(shape)
    make = Maker(rng, agency, library(agency.lang, split), page)
    SHAPES[shape][0](make)
    web = rng.random() < HTML
    set_house(make, wire=not web)
    told = {item.headline for item in page.items} | {p for item in page.items for p in item.paragraphs}
    used = {span.text for span in page.removed}
    heads = [title for title in make.library.titles if title not in told and not any(title in text for text in used)]
    titles = rng.sample(heads, min(14, len(heads)))
    if web:
        shell = rng.choice(furniture.shells)
        data = Site(rng, shell, page, agency, titles, make.onward()).document()
        layout, kind = shell.name, "text/html"
    else:
        layout, kind = rng.choice(furniture.layouts), "text/plain"
        top, bottom = _pasted(rng, page, make, titles) if layout == "pasted" else ([], [])
        data = set_plain(rng, page, layout, top, bottom)
    page.settle()
    event = {
        "specversion": "1.0",
        "id": f"{split}-{n:05d}",
        "source": agency.uri,
        "type": "wire.raw",
        "time": f"2026-11-{1 + n % 28:02d}T{n % 24:02d}:{n % 60:02d}:00Z",
        "datacontenttype": f"{kind}; charset=utf-8",
        "data": data,
    }
    gold = {
        "items": msgspec.to_builtins(page.items),
        "removed": msgspec.to_builtins(page.removed),
        "furniture": msgspec.to_builtins(page.furniture),
        "shape": page.shape,
        "lang": agency.lang,
        "agency": agency.name,
        "layout": layout,
        "split": split,
    }
    return {"event": event, "gold": gold}


def _pasted(rng: random.Random, page: Page, make: Maker, titles: list[str]) -> tuple[list[str], list[str]]:
    """What stands above and below the article when somebody copies a web page."""
    agency, desk = make.agency, make.agency.desk
    menu, share = list(desk.nav[:6]), list(desk.share)
    top = [agency.name, *(menu if rng.random() < 0.5 else [" ".join(menu)])]
    bottom = share if rng.random() < 0.5 else [" ".join(share)]
    for line in [*top, *bottom]:
        page.mark("navigation", line)
    if rng.random() < 0.6:
        label, heads = rng.choice(desk.mostread), titles[:4]
        page.mark("section" if len(label.split()) > 1 else "navigation", label)
        for head in heads:
            page.mark("related", head)
        bottom = [*bottom, label, *heads]
    told = fill(rng, rng.choice(desk.copyright), agency)
    page.mark("notice", told)
    return top, [*bottom, told]
