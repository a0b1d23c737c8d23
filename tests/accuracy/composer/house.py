"""The lines that an agency sets round all of its pages: a header above, a notice and a footer below."""

from __future__ import annotations

from tests.accuracy.composer.furniture import fill
from tests.accuracy.composer.page import Block
from tests.accuracy.composer.shapes import Maker

BARE = frozenset({"stripped", "digest_bare", "teaser"})
"""Shapes that are what they are by having no marks."""
WEB = 0.25
"""A site shows so many of the headers that go out on the wire."""


def set_house(make: Maker, *, wire: bool) -> None:
    """Set the agency's lines round what is on the page, as often as it does; `wire` says whether the page goes out as text."""
    page, agency = make.page, make.agency
    if page.shape in BARE:
        return
    noticed = any(block.role == "notice" for block in page.blocks)
    if not noticed and make.chance(agency.noticed):
        make.say("notice", agency.notices)
    more = {
        "words": str(sum(len(p.split()) for item in page.items for p in item.paragraphs)),
        "serial": f"{make.rng.randint(101, 9899):04}",
    }
    if agency.footers and make.chance(agency.footed):
        for line in fill(make.rng, make.rng.choice(agency.footers), agency, **more).splitlines():
            page.add("footer", line)
    if agency.headers and make.chance(agency.headed if wire else agency.headed * WEB):
        lines = fill(make.rng, make.rng.choice(agency.headers), agency, **more).splitlines()
        page.blocks[:0] = [Block(role="header", text=line) for line in lines]
        for line in lines:
            page.mark("header", line)
