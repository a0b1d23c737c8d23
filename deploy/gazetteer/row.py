"""A place of the gazetteer: what stands in a row, made of what the sources say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log10

import msgspec

from deploy.gazetteer import sources
from deploy.gazetteer.names import Names, names_of_city
from deploy.gazetteer.sources import City, Supplement

HOME = frozenset("TR IQ SY LB PS IL JO YE IR AF EG SA AE QA KW BH OM PK LY TN DZ MA SD DE AT CH FR".split())
"""Countries of the wire's desks."""
_LARGE = 100_000
_REGION, _STATE = 8.0, 7.5
_IN_THE_NEWS = 7.3
"""What a town of the supplement weighs at least: it stands there because it is written of."""
# Where the country's own capital is written otherwise in GeoNames' table of cities, or it has none: degrees north and east.
_CAPITALS: Mapping[str, str | tuple[float, float]] = {
    "BR": "Brasília", "CM": "Yaoundé", "CO": "Bogotá", "CR": "San José", "CW": "Willemstad", "EH": (24.5, -13.7), "FO": "Tórshavn",
    "GD": "Saint George's", "IS": "Reykjavík", "KZ": "Astana", "MN": "Ulan Bator", "MO": "Macau", "NC": "Nouméa", "PY": "Asunción",
    "ST": "São Tomé", "TG": "Lomé", "TO": "Nuku‘alofa", "VU": "Port-Vila", "AG": "Saint John’s", "GU": "Hagåtña", "PW": (7.5, 134.62),
    "IL": "Jerusalem", "PS": "Ramallah", "AQ": (-80.0, 0.0),
}  # fmt: skip
_NO_COUNTRY = frozenset("AQ BQ BV HM IO TF TK UM WF CS AN GS".split())


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A place and its names. `Site` in `streams/pipeline/enrich/gazetteer.py` says what the fields are."""

    geonames: int | None
    kind: str
    country: str
    state: str = ""
    at: tuple[float, float]
    weight: float
    name: str
    names: Names

    @property
    def line(self) -> str:
        """As it stands in the file, without its line end."""
        known = "" if self.geonames is None else str(self.geonames)
        at = f"{self.at[0]:.3f}\t{self.at[1]:.3f}"
        names = "\t".join("|".join(names) for names in (self.names.sure, self.names.doubtful, self.names.towns))
        return f"{known}\t{self.kind}\t{self.country}\t{self.state}\t{at}\t{self.weight:.1f}\t{self.name}\t{names}"


def city_row(city: City, english: str | None, named: Sequence[str], *, capital: bool) -> Row:
    """A city with the names that CLDR and the supplement have for it, and the English one of the latter."""
    weight = log10(max(city.population, 1000)) + log10(1 + len(city.alternatenames)) + (1.0 if capital else 0.0)
    large = capital or city.population >= _LARGE
    return Row(
        geonames=city.geonameid,
        kind="capital" if capital else "city",
        country=city.countrycode,
        state=city.admin1code if city.countrycode == "US" else "",
        at=(city.latitude, city.longitude),
        weight=max(weight, 0.0 if english is None else _IN_THE_NEWS),
        name=english or city.name,
        names=names_of_city([city.name, *named], city.alternatenames, large=large, home=city.countrycode in HOME),
    )


def country_rows(supplement: Supplement, by_name: Mapping[str, City]) -> Iterator[Row]:
    """The countries, each where its capital is, or else its largest city. `by_name` are the cities by name and country."""
    names = sources.country_names()
    for country in sources.countries():
        if country.iso in _NO_COUNTRY:
            continue
        where = _CAPITALS.get(country.iso, country.capital)
        if isinstance(where, str):
            city = by_name.get(f"{where} {country.iso}")
            if city is None:
                city = max((c for c in by_name.values() if c.countrycode == country.iso), key=lambda c: c.population, default=None)
            if city is None:
                continue
            where = city.latitude, city.longitude
        yield Row(
            geonames=country.geonameid,
            kind="country",
            country=country.iso,
            at=where,
            weight=8.0 + log10(max(country.population, 1000)) / 4,
            name=country.name.removeprefix("The "),
            names=Names.of([*supplement.countries.get(country.iso, ()), country.name, *names.get(country.iso, ())]),
        )


def capital_name(iso: str, capital: str) -> str:
    """What GeoNames' cities call the capital that its countries call so."""
    known = _CAPITALS.get(iso, capital)
    return known if isinstance(known, str) else capital


def region_rows(supplement: Supplement) -> Iterator[Row]:
    """The regions of the supplement and the states of the USA."""
    for name, region in supplement.regions.items():
        names = Names.of((name, *region.names))
        yield Row(geonames=None, kind="region", country=region.country, at=region.at, weight=_REGION, name=name, names=names)
    for name, state in supplement.states.items():
        # A name that a country or a city has too: what the text says beside it tells them apart.
        code, names = sources.state_codes()[name], Names.of((name, *state.names))
        yield Row(geonames=None, kind="region", country="US", state=code, at=state.at, weight=_STATE, name=name, names=names)
