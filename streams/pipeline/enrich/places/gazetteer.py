"""The gazetteer: what places are called, and where they are. `python -m deploy.gazetteer` makes its file.

Data of GeoNames (CC BY 4.0) and CLDR (Unicode License), with a supplement by hand: ../SOURCES.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TypeAlias

import msgspec

from schemas import PlaceKind

_FILE = resources.files("streams") / "pipeline" / "enrich" / "places" / "gazetteer.tsv"
NAMES = 8
"""Columns before those of names."""
_KINDS: Mapping[str, PlaceKind] = {"country": "country", "region": "region", "capital": "capital", "city": "city"}
# Most names are one word.
_NONE: dict[str, int] = {}

Naming: TypeAlias = int
"""That a place has a name: three times the number of its row, and one more for each grade below a sure name."""
SURE, DOUBTFUL, TOWN = 0, 1, 2
"""Grades: a sure name; one of no known language; one that counts only behind a word for town, province or island."""
_GRADES = 3


class Site(msgspec.Struct, frozen=True, gc=False):
    """A place, by the number of its row. `state` is one of the USA, by its postal code.

    `weight` is the decimal logarithm of how much is written of it: of a city that of its inhabitants and that of the number of its names
    together, a capital one more; of a country 8 and a fourth of that of its inhabitants; of a region 8.
    """

    row: int
    geonames: int | None
    kind: PlaceKind
    country: str
    state: str
    latitude: float
    longitude: float
    weight: float
    name: str


class Gazetteer(msgspec.Struct, frozen=True):
    """The places by their folded names.

    `firsts` are the first words of these, each with the second words of longer names that begin with it, and the most words that one of
    them has.
    """

    rows: Sequence[str]
    names: Mapping[str, tuple[Naming, ...]]
    firsts: Mapping[str, Mapping[str, int]]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, which takes a tenth of a second to load. A place is made when it is first asked for."""
    rows = _FILE.read_text(encoding="utf-8").splitlines()[1:]
    names: dict[str, tuple[Naming, ...]] = {}
    firsts: dict[str, dict[str, int]] = {}
    for number, row in enumerate(rows):
        for grade, listed in enumerate(row.split("\t")[NAMES:]):
            for name in listed.split("|") if listed else ():
                names[name] = (*names.get(name, ()), number * _GRADES + grade)
                first, _, others = name.partition(" ")
                if not others:
                    firsts.setdefault(first, _NONE)
                    continue
                if firsts.get(first, _NONE) is _NONE:
                    firsts[first] = {}
                second, _, others = others.partition(" ")
                size = others.count(" ") + 3 if others else 2
                firsts[first][second] = max(size, firsts[first].get(second, 0))
    return Gazetteer(rows, names, firsts)


def grade(naming: Naming) -> int:
    """What sort of a name it is."""
    return naming % _GRADES


@cache
def site(naming: Naming) -> Site:
    """The place that is named."""
    columns = gazetteer().rows[naming // _GRADES].split("\t", NAMES)
    geonames, kind, country, state, latitude, longitude, weight, name = columns[:NAMES]
    known = int(geonames) if geonames else None
    return Site(naming // _GRADES, known, _KINDS[kind], country, state, float(latitude), float(longitude), float(weight), name)
