"""Which place is meant, of those that have the name: by how much is written of each, and by what else the text names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from schemas import Place, Span
from streams.pipeline.enrich.places.gazetteer import NAMES, TOWN, Naming, Site, gazetteer, grade, site
from streams.pipeline.enrich.places.hits import Hit
from streams.pipeline.enrich.places.names import likelihood
from streams.pipeline.enrich.places.rules import Rules, every
from streams.pipeline.enrich.record_text import RecordText
from streams.text.match_key import stem

_LEAST = 0.5
"""What is more likely no place is left out."""
_HIGHEST = 0.99
_CERTAIN = 7.4
"""A name of one place of such weight, with what the words beside it say, tells which countries the text is about."""
_CLOSE = 2.5
_AROUND = 30
"""Words before and behind a name among which an adjective is looked for."""
_NEAR = 3.0
"""Degrees."""
_BESIDE, _SAME_STATE, _SAME_COUNTRY, _ASKED_FOR, _RELATED, _LIES_THERE, _MARKED = 6.0, 3.0, 2.5, 3.0, 0.8, 2.0, 6.0
_STEM = 4


class _Named(msgspec.Struct, gc=False):
    """A place that the text names, how sure that is, and where."""

    place: Site
    score: float
    spans: list[Span]


def resolved(hits: Sequence[Hit], text: RecordText, known: Rules) -> tuple[Place, ...]:
    """The places of the hits, in the order in which the text first names them, each with all its mentions."""
    found: dict[int, _Named] = {}
    choices: _Choices | None = None
    for number, hit in enumerate(hits):
        reading = hit.reading
        place, score = reading.first, reading.score
        if not reading.plain:
            if choices is None:
                choices = _Choices(hits, text, known)
            beside = choices.beside(number)
            naming, weight, share = choices.meant(hit, beside)
            place = site(naming)
            score = choices.likelihood(hit, beside, place, weight)
            if score < _LEAST:
                continue
            score *= share
        named = found.get(place.row)
        if named is None:
            found[place.row] = _Named(place, score, [Span(start=hit.start, end=hit.end)])
            continue
        named.spans.append(Span(start=hit.start, end=hit.end))
        if named.score < score:
            named.score = score
    return tuple([_place(each) for each in found.values()])


class _Sure(msgspec.Struct, gc=False):
    """The countries, and the states of the USA, that a text surely names, or places in them: by which names."""

    countries: dict[str, set[str]]
    states: dict[str, set[str]]


class _Choices(msgspec.Struct):
    """What is `chosen` in one text, and what it surely names, which is told when it is first asked for."""

    hits: Sequence[Hit]
    text: RecordText
    known: Rules
    chosen: dict[str, tuple[Naming, float, float]] = {}
    _sure: _Sure | None = None

    def meant(self, hit: Hit, beside: Site | None) -> tuple[Naming, float, float]:
        """The place that the hit means, its weight, and its share of all that it may mean. A text means one place by a name."""
        reading = hit.reading
        if len(reading.namings) == 1:
            return reading.namings[0], reading.weight, 1.0
        if beside is None and not hit.town and not hit.state and reading.name in self.chosen:
            return self.chosen[reading.name]
        own = {naming: each for naming, each in zip(reading.namings, reading.weights, strict=True) if hit.town or grade(naming) != TOWN}
        weights = {naming: each + self._said_for(site(naming), hit, beside) for naming, each in own.items()}
        self._hear_adjectives(hit, weights)
        best = _weightiest(weights)
        rivals = [each for naming, each in weights.items() if naming == best or not _same_spot(site(naming), site(best))]
        chosen = self.chosen[reading.name] = best, own[best], 1.0 / sum([10.0 ** (each - weights[best]) for each in rivals], 0.0)
        return chosen

    def likelihood(self, hit: Hit, beside: Site | None, place: Site, weight: float) -> float:
        """How likely the name stands for this place, and not for something else."""
        reading = hit.reading
        if beside is not None and _lies_in(place, beside):
            return likelihood(weight + hit.said + _LIES_THERE)
        if reading.asks and not hit.cued and (reading.latin or not self._related(place, reading.name)):
            return 0.0
        said = _RELATED if reading.weight < _CERTAIN and self._related(place, reading.name) else 0.0
        return likelihood(weight + hit.said + said)

    def beside(self, number: int) -> Site | None:
        """The country or region that is named right behind the hit of this number: Paris, Texas."""
        if number + 1 == len(self.hits):
            return None
        hit, following = self.hits[number], self.hits[number + 1]
        if following.first != hit.last + 1 or following.part != hit.part:
            return None
        place = following.reading.first
        return place if place.kind in ("country", "region") else None

    def _surely(self) -> _Sure:
        sure = self._sure
        if sure is None:
            sure = self._sure = _Sure({}, {})
            for hit in self.hits:
                if _certain(hit):
                    place = hit.reading.first
                    sure.countries.setdefault(place.country, set()).add(hit.reading.name)
                    if place.state:
                        sure.states.setdefault(place.state, set()).add(hit.reading.name)
        return sure

    def _related(self, place: Site, name: str) -> bool:
        """Whether the text surely names the country of the place, or another place there."""
        return _by_another(self._surely().countries, place.country, name)

    def _said_for(self, place: Site, hit: Hit, beside: Site | None) -> float:
        said = 0.0
        if beside is not None and _lies_in(place, beside):
            said += _BESIDE
        if _by_another(self._surely().states, place.state, hit.reading.name):
            said += _SAME_STATE
        elif self._related(place, hit.reading.name):
            said += _SAME_COUNTRY
        if place.country == self._marked(hit):
            said += _MARKED
        if (hit.town and not hit.state and place.kind != "country") or (hit.state and place.kind == "country"):
            said += _ASKED_FOR
        return said

    def _marked(self, hit: Hit) -> str | None:
        """The country that a mark on the name tells: عمّان is Amman, عُمان Oman."""
        marks = every().marks.get(hit.reading.name)
        if marks is None:
            return None
        part = self.text.parts[hit.part]
        return next((marks[letter] for letter in part.text[hit.start - part.start : hit.end - part.start] if letter in marks), None)

    def _hear_adjectives(self, hit: Hit, weights: dict[Naming, float]) -> None:
        """Lets the adjectives of countries speak, where the text names none of these by its name: Lebanese troops in Tripoli."""
        best = max(weights.values())
        close = [naming for naming, each in weights.items() if each > best - _CLOSE]
        if len({site(naming).country for naming in close}) > 1:
            near = self.text.parts[hit.part].words[max(0, hit.first - _AROUND) : hit.last + _AROUND]
            words = [word for word in near if word != hit.reading.name]
            countries = self._surely().countries
            for naming in close:
                if site(naming).country not in countries and _has_adjective(site(naming).country, words):
                    weights[naming] += _SAME_COUNTRY


def _weightiest(weights: Mapping[Naming, float]) -> Naming:
    """The first one of the greatest weight."""
    most = max(weights.values())
    return next(naming for naming, each in weights.items() if each == most)


def _lies_in(place: Site, other: Site) -> bool:
    return place.country == other.country and place.kind != other.kind and other.state in ("", place.state)


def _by_another(named: Mapping[str, set[str]], what: str, name: str) -> bool:
    """Whether a name other than this one shows that the country or the state is meant."""
    names = named.get(what)
    return names is not None and (len(names) > 1 or name not in names)


def _certain(hit: Hit) -> bool:
    reading = hit.reading
    return reading.plain or (reading.sole and (hit.cued or not reading.asks) and reading.weight + hit.said >= _CERTAIN)


def _same_spot(one: Site, other: Site) -> bool:
    """Whether it is the same to a reader which of them is meant: Kuwait and its capital, New York and its state."""
    return one.country == other.country and abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude) < _NEAR


def _has_adjective(country: str, words: Sequence[str]) -> bool:
    """Whether one of the words begins as the country's name does: Lebanese, اللبنانية."""
    stems = _stems(country)
    return any(stem(word)[:_STEM] in stems for word in words)


def _place(named: _Named) -> Place:
    place, score = named.place, named.score
    return Place(
        name=place.name,
        kind=place.kind,
        country=place.country,
        geonames=place.geonames,
        latitude=place.latitude,
        longitude=place.longitude,
        score=_HIGHEST if score >= _HIGHEST else round(score, 2),
        mentions=tuple(named.spans),
    )


@cache
def _stems(country: str) -> frozenset[str]:
    names = _names_of_countries().get(country, ())
    return frozenset(stem(name)[:_STEM] for name in names if len(name) >= _STEM)


@cache
def _names_of_countries() -> Mapping[str, Sequence[str]]:
    return dict(_listed())


def _listed() -> Iterator[tuple[str, Sequence[str]]]:
    for row in gazetteer().rows:
        columns = row.split("\t")
        if columns[1] == "country":
            yield columns[2], [name for name in columns[NAMES].split("|") if " " not in name]
