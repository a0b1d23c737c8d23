"""The rows of the gazetteer: which places are in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from deploy.gazetteer import sources
from deploy.gazetteer.names import Names
from deploy.gazetteer.row import HOME, Row, capital_name, city_row, country_rows, region_rows
from deploy.gazetteer.sources import City, Supplement
from streams.text.match_key import fold

_LEAST, _SMALLEST, _SMALL, _CITY = 500, 5_000, 15_000, 50_000
"""Inhabitants from which on a town is kept: of the supplement, of the nearest countries, of those of the wire's desks, of all."""
_CORE = frozenset("TR IQ SY LB PS JO YE".split())
_FAMOUS = 500_000
"""A town of an English-speaking country that is called as a country or a city of so many inhabitants is kept: Paris, Texas."""
_NAMESAKES = frozenset({"US", "CA", "GB", "AU"})
_MOST = 8
"""Places of one name, the weightiest; the others are not told apart by what a text says."""
_OF_A_ZONE = 40


def rows() -> list[Row]:
    """All places, the weightiest first."""
    supplement = sources.supplement()
    largest = sources.cities(_SMALLEST)
    by_name = {f"{city.name} {city.countrycode}": city for city in sorted(largest, key=lambda city: city.population)}
    meant = _meant(supplement)
    countries = list(country_rows(supplement, by_name))
    capitals = {
        city.geonameid
        for country in sources.countries()
        if (city := by_name.get(f"{capital_name(country.iso, country.capital)} {country.iso}")) is not None
    }
    named: dict[int, list[str]] = defaultdict(list)
    zones = _by_zone(largest)
    for zone, name in sources.zone_cities():
        city = _of_zone(zone, zones[zone])
        if city is not None:
            named[city.geonameid].append(name)
    english: dict[int, str] = {}
    for key, city in meant.items():
        named[city.geonameid] += [_name_of(key), *supplement.cities[key]]
        english[city.geonameid] = _name_of(key)
    famous = {name for country in countries for name in country.names.sure} | {fold(c.name) for c in largest if c.population >= _FAMOUS}
    cities = [
        city_row(city, english.get(city.geonameid), named.get(city.geonameid, []), capital=city.geonameid in capitals)
        for city in {city.geonameid: city for city in (*largest, *meant.values())}.values()
        if city.geonameid in named or _kept(city, famous)
    ]
    found = [*countries, *region_rows(supplement), *cities]
    return _most_told_apart(sorted(found, key=lambda row: (-row.weight, row.country, row.name)))


def _kept(city: City, famous: Iterable[str]) -> bool:
    if city.population >= _CITY or city.countrycode in _CORE:
        return True
    if city.countrycode in HOME and city.population >= _SMALL:
        return True
    return city.countrycode in _NAMESAKES and fold(city.name) in famous


def _meant(supplement: Supplement) -> dict[str, City]:
    """The city of each key of the supplement."""
    called: dict[tuple[str, str], City] = {}
    by_size = sorted(sources.cities(_LEAST), key=lambda city: city.population)
    for city in by_size:
        called.update({(city.countrycode, fold(name)): city for name in city.alternatenames})
    called |= {(city.countrycode, fold(city.name)): city for city in by_size}
    found = {}
    for key, names in supplement.cities.items():
        cities = [called[key[-2:], fold(name)] for name in (_name_of(key), *names) if (key[-2:], fold(name)) in called]
        if not cities:
            raise ValueError(f"the supplement names a city that GeoNames has not: {key}")
        exact = called.get((key[-2:], fold(_name_of(key))))
        found[key] = exact if exact is not None else max(cities, key=lambda city: city.population)
    return found


def _name_of(key: str) -> str:
    return key[:-3]


def _of_zone(zone: str, cities: Iterable[City]) -> City | None:
    """The largest of these cities of the zone that is called as the zone is."""
    name = fold(zone.rsplit("/", 1)[-1].replace("_", " "))
    found = [city for city in cities if fold(city.name) == name or name in map(fold, city.alternatenames)]
    return max(found, key=lambda city: city.population, default=None)


def _by_zone(cities: Iterable[City]) -> Mapping[str, Sequence[City]]:
    """The largest cities of each time zone: it is named for one of them."""
    zones: dict[str, list[City]] = defaultdict(list)
    for city in sorted(cities, key=lambda city: -city.population):
        if len(zones[city.timezone]) < _OF_A_ZONE:
            zones[city.timezone].append(city)
    return zones


def _most_told_apart(places: Sequence[Row]) -> list[Row]:
    """The places, each with those names that fewer than `_MOST` weightier ones have."""
    taken: dict[str, int] = defaultdict(int)
    kept = []
    for place in places:
        lists = []
        for names in (place.names.sure, place.names.doubtful):
            lists.append(tuple(name for name in names if taken[name] < _MOST))
            for name in lists[-1]:
                taken[name] += 1
        if any(lists):
            kept.append(msgspec.structs.replace(place, names=Names(lists[0], lists[1], place.names.towns)))
    return kept
