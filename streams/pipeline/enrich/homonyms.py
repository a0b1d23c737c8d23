"""Which place is meant, of those that have the name: by how much is written of each, and by what else the text names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from schemas import Place, Span
from streams.pipeline.enrich.gazetteer import NAMES, TOWN, Naming, Site, gazetteer, grade, site
from streams.pipeline.enrich.place_hits import Hit
from streams.pipeline.enrich.place_names import likelihood
from streams.pipeline.enrich.place_rules import Rules, every
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


def resolved(hits: Sequence[Hit], text: RecordText, known: Rules) -> tuple[Place, ...]:
    """The places of the hits, in the order in which the text first names them, each with all its mentions."""
    found: dict[int, list[Span]] = {}
    sites: dict[int, Site] = {}
    scores: dict[int, float] = {}
    choices: _Choices | None = None
    for number, hit in enumerate(hits):
        reading = hit.reading
        place, score = reading.first, reading.score
        if not reading.plain:
            if choices is None:
                choices = _Choices.of(hits, text, known)
            naming, weight, share = choices.meant(number)
            place, score = site(naming), choices.likelihood(number, naming, weight)
            if score < _LEAST:
                continue
            score *= share
        row = place.row
        spans = found.get(row)
        if spans is None:
            found[row], sites[row], scores[row] = [Span(start=hit.start, end=hit.end)], place, score
            continue
        spans.append(Span(start=hit.start, end=hit.end))
        if scores[row] < score:
            scores[row] = score
    return tuple([_place(sites[row], scores[row], spans) for row, spans in found.items()])


class _Choices(msgspec.Struct):
    """What is `chosen` in one text, and the countries and states of the USA that it surely names, or places in them: by which names."""

    hits: Sequence[Hit]
    text: RecordText
    known: Rules
    countries: Mapping[str, set[str]]
    states: Mapping[str, set[str]]
    chosen: dict[str, tuple[Naming, float, float]]

    @classmethod
    def of(cls, hits: Sequence[Hit], text: RecordText, known: Rules) -> _Choices:
        """None made yet."""
        countries: dict[str, set[str]] = {}
        states: dict[str, set[str]] = {}
        for hit in hits:
            if _certain(hit):
                place = hit.reading.first
                countries.setdefault(place.country, set()).add(hit.reading.name)
                if place.state:
                    states.setdefault(place.state, set()).add(hit.reading.name)
        return cls(hits, text, known, countries, states, {})

    def meant(self, number: int) -> tuple[Naming, float, float]:
        """The place that the hit of this number means, its weight, and its share of all that it may mean.

        A text means one place by a name.
        """
        hit = self.hits[number]
        reading = hit.reading
        if len(reading.namings) == 1:
            return reading.namings[0], reading.weight, 1.0
        beside = self._beside(number)
        if beside is None and not hit.town and not hit.state and reading.name in self.chosen:
            return self.chosen[reading.name]
        own = {naming: each for naming, each in zip(reading.namings, reading.weights, strict=True) if hit.town or grade(naming) != TOWN}
        weights = {naming: each + self._said_for(site(naming), hit, beside) for naming, each in own.items()}
        self._hear_adjectives(hit, weights)
        best = _weightiest(weights)
        rivals = [each for naming, each in weights.items() if naming == best or not _same_spot(site(naming), site(best))]
        chosen = self.chosen[reading.name] = best, own[best], 1.0 / sum([10.0 ** (each - weights[best]) for each in rivals])
        return chosen

    def likelihood(self, number: int, naming: Naming, weight: float) -> float:
        """How likely the name stands for this place, and not for something else."""
        hit = self.hits[number]
        reading = hit.reading
        place, beside = site(naming), self._beside(number)
        lies_there = beside is not None and _lies_in(place, beside)
        related = _by_another(self.countries, place.country, reading.name)
        if reading.asks and not hit.cued and not lies_there and (reading.latin or not related):
            return 0.0
        said = _LIES_THERE if lies_there else _RELATED if related and reading.weight < _CERTAIN else 0.0
        return likelihood(weight + hit.said + said)

    def _beside(self, number: int) -> Site | None:
        """The country or region that is named right behind: Paris, Texas."""
        if number + 1 == len(self.hits):
            return None
        hit, following = self.hits[number], self.hits[number + 1]
        if following.part != hit.part or following.first != hit.last + 1:
            return None
        place = following.reading.first
        return place if place.kind in ("country", "region") else None

    def _said_for(self, place: Site, hit: Hit, beside: Site | None) -> float:
        said = 0.0
        if beside is not None and _lies_in(place, beside):
            said += _BESIDE
        if _by_another(self.states, place.state, hit.reading.name):
            said += _SAME_STATE
        elif _by_another(self.countries, place.country, hit.reading.name):
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
            for naming in close:
                if site(naming).country not in self.countries and _has_adjective(site(naming).country, words):
                    weights[naming] += _SAME_COUNTRY


def _weightiest(weights: Mapping[Naming, float]) -> Naming:
    """The first one of the greatest weight."""
    most = max(weights.values())
    return next(naming for naming, each in weights.items() if each == most)


def _lies_in(place: Site, other: Site) -> bool:
    return place.country == other.country and place.kind != other.kind and other.state in ("", place.state)


def _by_another(named: Mapping[str, set[str]], what: str, name: str) -> bool:
    """Whether a name other than this one shows that the country or the state is meant."""
    return what in named and bool(named[what] - {name})


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


def _place(place: Site, score: float, spans: Sequence[Span]) -> Place:
    return Place(
        name=place.name,
        kind=place.kind,
        country=place.country,
        geonames=place.geonames,
        latitude=place.latitude,
        longitude=place.longitude,
        score=round(min(_HIGHEST, score), 2),
        mentions=tuple(spans),
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
