"""The furniture of the invented agencies, as the files under `agencies/tune` and `agencies/held` hold it."""

from __future__ import annotations

import functools
import random
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec

HERE = Path(__file__).parent
Split: TypeAlias = Literal["tune", "held"]
RTL = frozenset({"ar", "fa", "ur", "ckb"})
BEYOND = frozenset({"es", "ru", "it", "id", "pt", "pl", "nl", "az"})
"""Languages that the lexicon has no file for; two are held. No figure of all pages counts theirs."""
DOTTED = frozenset({"tr", "az"})
"""Languages whose capital of i has a dot."""


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What the agencies of one language in one file share, where they don't have it otherwise: names, dates, menus, labels of a site."""

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
    comments: tuple[str, ...] = ()
    """What readers wrote."""
    onward: tuple[str, ...] = ()
    """Of a page that never ends: the label over the next article, and the link from its first words."""


class Agency(msgspec.Struct, frozen=True, kw_only=True):
    """An invented agency's own way of signing, dating and protecting its pages.

    Templates name what goes in: `{short}`, `{name}`, `{city}`, `{CITY}`, `{date}`, `{person}`, `{title}`; in headers and footers also
    `{words}`, the number of the page's words, and `{serial}`. A line break in a notice, header or footer parts two lines.
    """

    lang: str
    name: str
    short: str
    uri: str
    cities: tuple[str, ...]
    credits: tuple[str, ...]
    """After the last paragraph; one that begins with a line break is a line of its own."""
    datelines: tuple[str, ...]
    """Before the first sentence; one that ends with a line break is a line of its own. None for agencies that use none."""
    notices: tuple[str, ...]
    sections: tuple[str, ...]
    related: tuple[str, ...]
    """A link within the story. Where a line break stands before `{title}`, what is before it is a label on a line of its own."""
    bullets: tuple[str, ...] = ("",)
    end: tuple[str, ...] = ()
    """Terminators on a line of their own; none for agencies that use none."""
    separators: tuple[str, ...] = ()
    """Between items; those of the agency's file where it has none of its own."""
    headers: tuple[str, ...] = ()
    """Above everything: masthead, service, slug, priority, length."""
    footers: tuple[str, ...] = ()
    """Below everything: who edited, whom to call."""
    headed: float = 0.0
    footed: float = 0.0
    noticed: float = 0.0
    """Shares of its pages that have a header, a footer, a notice, whatever their shape."""
    desk: Desk


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

    layouts: tuple[str, ...]
    agencies: tuple[Agency, ...]
    shells: tuple[Shell, ...]

    @property
    def langs(self) -> list[str]:
        """The languages that have agencies."""
        return sorted({agency.lang for agency in self.agencies})


@functools.cache
def pack(split: Split) -> Pack:
    """The furniture of `split`: that of the files under its folder, in the order of their names; nothing where there are none.

    Raises:
        msgspec.ValidationError: a file lacks something that an agency, a desk or a shell must have.
    """
    return _pack(sorted((HERE / "agencies" / split).rglob("*.toml")))


def families() -> dict[str, Pack]:
    """The furniture for tuning by when it was written, the last opened exam's last: what is fitted on some is tried on another."""
    written = sorted((HERE / "agencies" / "tune").iterdir())
    return {path.stem: _pack(sorted(path.rglob("*.toml")) if path.is_dir() else [path]) for path in written}


def _pack(paths: Sequence[Path]) -> Pack:
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]
    return Pack(
        layouts=tuple(layout for file in files for layout in file.get("layouts", ())),
        agencies=tuple(_agency(table, file) for file in files for table in file.get("agencies", ())),
        shells=msgspec.convert([shell for file in files for shell in file.get("shells", ())], tuple[Shell, ...]),
    )


def _agency(table: dict[str, Any], file: dict[str, Any]) -> Agency:
    """An agency with the desk and the separators of its file, where it has none of its own."""
    desk = {**file["desks"][table["lang"]], **table.get("desk", {})}
    return msgspec.convert({"separators": file.get("separators", ()), **table, "desk": desk}, Agency)


def fill(rng: random.Random, template: str, agency: Agency, **more: str) -> str:
    """`template` with the agency's name, a city, a date and people in it."""
    desk = agency.desk
    city = rng.choice(agency.cities)
    upper = city.replace("i", "İ").upper() if agency.lang in DOTTED else city.upper()
    person, second = rng.sample(desk.people, 2)
    values = {"name": agency.name, "short": agency.short, "city": city, "CITY": upper, "date": rng.choice(desk.dates)}
    values |= {"person": person, "person2": second, "stamp": rng.choice(desk.stamps), **more}
    return template.format_map(values)
