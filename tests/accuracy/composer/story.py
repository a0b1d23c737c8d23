"""A story on its page: headline, furniture above it, paragraphs with dateline and credit, furniture within."""

from __future__ import annotations

import random

import msgspec

from tests.accuracy.composer.furniture import Agency, fill
from tests.accuracy.composer.page import Item, Page, Role
from tests.accuracy.composer.texts import Text

SIGNS: dict[str, Role] = {"# ": "subhead", "- ": "listitem", "| ": "row"}


class Dress(msgspec.Struct, frozen=True, kw_only=True):
    """What a story wears on this page."""

    dateline: bool = False
    credit: bool = False
    standfirst: bool = False
    byline: bool = False
    stamp: bool = False
    caption: bool = False
    related: int = 0
    """How many links stand between the paragraphs."""
    notice: bool = False
    """Whether the legal notice stands in the middle."""
    promo: bool = False
    times: bool = False
    """Whether each paragraph is an entry of a live blog, under its time."""


def set_story(rng: random.Random, page: Page, text: Text, agency: Agency, titles: list[str], dress: Dress) -> None:
    """Set `text` on `page`, dressed as `dress` says; `titles` are what its links point at."""
    at = len(page.items)
    page.items.append(Item(kind="story", headline=text.headline))
    page.add("headline", text.headline)
    _above(rng, page, text, agency, dress)
    kinds = [(SIGNS.get(p[:2], "p"), p[2:] if p[:2] in SIGNS else p) for p in text.paragraphs]
    running = [n for n, (role, _) in enumerate(kinds) if role == "p"]
    breaks = [n for n in running[1:] if kinds[n - 1][0] == "p"] or [len(kinds)]
    links = set(rng.sample(breaks, min(dress.related, len(breaks))))
    notice = rng.choice(breaks) if dress.notice else -1
    promo = rng.choice(breaks) if dress.promo else -1
    before, own_line = _dateline(rng, agency) if dress.dateline else ("", "")
    if own_line:
        page.add("dateline", own_line)
    if before:
        page.mark("dateline", before)
    after, below = _credit(rng, agency) if dress.credit and kinds[-1][0] == "p" else ("", "")
    for n, (role, words) in enumerate(kinds):
        if n in links and titles:
            label, _, link = fill(rng, rng.choice(agency.related), agency, title=titles.pop()).rpartition("\n")
            if label:
                page.add("section", label)
            page.add("related", link)
        if n == notice:
            for line in fill(rng, rng.choice(agency.notices), agency).splitlines():
                page.add("notice", line)
        if n == promo:
            page.add("promo", fill(rng, rng.choice(agency.desk.promos), agency))
        if dress.times:
            page.add("entrytime", f"{20 - n // 3}:{59 - 7 * n % 60:02d}")
        page.add(role, words, before=before if n == 0 else "", after=after if n == len(kinds) - 1 else "", item=at)
    if after:
        page.mark("credit", after)
    if below:
        page.add("credit", below)


def _above(rng: random.Random, page: Page, text: Text, agency: Agency, dress: Dress) -> None:
    if dress.standfirst and text.standfirst:
        page.items[-1].standfirst = text.standfirst
        page.add("standfirst", text.standfirst)
    wear: list[tuple[bool, Role, tuple[str, ...]]] = [
        (dress.byline, "byline", agency.desk.bylines),
        (dress.stamp, "timestamp", agency.desk.stamps),
        (dress.caption, "caption", agency.desk.captions),
    ]
    rng.shuffle(wear)
    for worn, role, templates in wear:
        if worn:
            page.add(role, fill(rng, rng.choice(templates), agency))


def _dateline(rng: random.Random, agency: Agency) -> tuple[str, str]:
    if not agency.datelines:
        return "", ""
    text = fill(rng, rng.choice(agency.datelines), agency)
    return ("", text.strip()) if text.endswith("\n") else (text, "")


def _credit(rng: random.Random, agency: Agency) -> tuple[str, str]:
    if not agency.credits:
        return "", ""
    text = fill(rng, rng.choice(agency.credits), agency)
    return ("", text.strip()) if text.startswith("\n") else (text, "")
