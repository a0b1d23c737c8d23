"""Places: the countries, regions and cities that a text names, with their codes and where they are.

A name of the gazetteer counts by how much is written of its place, by the words beside it as the language has them (`places.toml`), and by
what else the text names. In Latin script it begins with a capital letter.
"""

from __future__ import annotations

from itertools import compress

from schemas import Place
from streams.pipeline.enrich.places.hits import Hit, hit_of
from streams.pipeline.enrich.places.homonyms import resolved
from streams.pipeline.enrich.places.names import Names, names
from streams.pipeline.enrich.record_text import Part, RecordText
from streams.pipeline.enrich.spelt_words import span

_MOST = 2_000
"""Mentions that are looked at in one record: the longest report has some hundred."""


def places_of(text: RecordText) -> tuple[Place, ...]:
    """The places that the text names, in the order in which it does."""
    known = names(text.language)
    hits: list[Hit] = []
    for number, part in enumerate(text.parts):
        _find(hits, known, part, number)
        if len(hits) >= _MOST:
            break
    return resolved(hits, text, known.known) if hits else ()


def _find(hits: list[Hit], known: Names, part: Part, number: int) -> None:
    """Adds what the part names. Most words begin no name; most that do have to go on with a word that does not follow here."""
    words, look_up, orgs, ends = part.words, known.__getitem__, known.orgs, known.ends
    firsts = list(compress(range(len(words)), map(look_up, words)))
    behind, final = 0, len(words) - 1
    once: bool | None = None
    for first in firsts:
        if first < behind:
            continue
        following = words[first + 1] if first < final else ""
        for opening in look_up(words[first]):
            goes_on = following in opening.seconds or (ends and known.goes_on(opening, following))
            if not goes_on and (opening.alone is None or following in orgs):
                continue
            if len(hits) >= _MOST:
                return
            if once is None:
                once = len(firsts) == 1 or len(set(map(words.__getitem__, firsts))) == len(firsts)
            if opening.quick and not goes_on:
                start, end = span(part, first, once=once)
                hits.append(Hit(number, first, first, part.start + start, part.start + end, opening.quick))
                break
            hit = hit_of(known, opening, part, number, first, goes_on=goes_on, once=once)
            if hit is not None:
                hits.append(hit)
                behind = hit.last + 1
                break
