"""The furniture of the invented agencies, as `tune.toml` and `held.toml` hold it."""

from __future__ import annotations

import functools
import random
import tomllib
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

HERE = Path(__file__).parent
Split: TypeAlias = Literal["tune", "held"]
RTL = frozenset({"ar", "fa", "ur", "ckb"})


class Agency(msgspec.Struct, frozen=True, kw_only=True):
    """An invented agency's own way of signing, dating and protecting its pages.

    Templates name what goes in: `{short}`, `{name}`, `{city}`, `{CITY}`, `{date}`, `{person}`, `{title}`.
    """

    lang: str
    name: str
    short: str
    uri: str
    cities: tuple[str, ...]
    credits: tuple[str, ...]
    """After the last paragraph; one that begins with a line break is a line of its own."""
    datelines: tuple[str, ...]
    """Before the first sentence; one that ends with a line break is a line of its own."""
    notices: tuple[str, ...]
    sections: tuple[str, ...]
    related: tuple[str, ...]
    bullets: tuple[str, ...] = ("",)
    end: tuple[str, ...] = ()
    """Terminators on a line of their own; none for agencies that use none."""


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What the agencies of one language and split share: names, dates, menus, labels of a site."""

    dates: tuple[str, ...]
    stamps: tuple[str, ...]
    people: tuple[str, ...]
    bylines: tuple[str, ...]
    captions: tuple[str, ...]
    urgent: tuple[str, ...]
    digests: tuple[str, ...]
    numbers: tuple[str, ...] = ("{n}. ", "{n}) ", "{n}- ")
    nav: tuple[str, ...]
    crumbs: tuple[str, ...]
    share: tuple[str, ...]
    cookie: tuple[str, ...]
    buttons: tuple[str, ...]
    mostread: tuple[str, ...]
    tags: tuple[str, ...]
    promos: tuple[str, ...]
    copyright: tuple[str, ...]
    footlinks: tuple[str, ...]
    extra: tuple[str, ...] = ()
    """Widgets: the weather, a form for comments."""


class Shell(msgspec.Struct, frozen=True, kw_only=True):
    """A site's HTML. `page` holds slots (`{{body}}`, `{{nav.ul}}`), `tags` says how each role of block is marked up.

    A shell with a tag `card` sets a brief and its headline together, as `{h}` and `{t}`.
    """

    name: str
    page: str
    tags: dict[str, str]
    groups: dict[str, tuple[str, str]] = {}
    """What opens and closes a run of blocks of one role: a list round its items."""
    titles: tuple[str, ...] = ("{headline}",)
    """The document's title; `{headline}` and `{site}` go in."""
    og: tuple[str, ...] = ()
    links: bool = False
    """Whether words of the paragraphs are linked."""


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """One split's furniture."""

    separators: tuple[str, ...]
    layouts: tuple[str, ...]
    desks: dict[str, Desk]
    agencies: tuple[Agency, ...]
    shells: tuple[Shell, ...]

    @property
    def langs(self) -> list[str]:
        """The languages that have agencies."""
        return sorted({agency.lang for agency in self.agencies})


@functools.cache
def pack(split: Split) -> Pack:
    """The furniture of `split`.

    Raises:
        msgspec.ValidationError: the file lacks something that an agency, a desk or a shell must have.
    """
    merged = tomllib.loads((HERE / f"{split}.toml").read_text(encoding="utf-8"))
    return msgspec.convert(merged, Pack)


def fill(rng: random.Random, template: str, agency: Agency, desk: Desk, **more: str) -> str:
    """`template` with the agency's name, a city, a date and people in it."""
    city = rng.choice(agency.cities)
    upper = city.replace("i", "İ").upper() if agency.lang == "tr" else city.upper()
    person, second = rng.sample(desk.people, 2)
    values = {"name": agency.name, "short": agency.short, "city": city, "CITY": upper, "date": rng.choice(desk.dates)}
    values |= {"person": person, "person2": second, "stamp": rng.choice(desk.stamps), **more}
    return template.format_map(values)
