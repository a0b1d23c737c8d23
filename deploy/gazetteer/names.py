"""The names of a place, as they are looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

import msgspec

from streams.lexicon import everywhere
from streams.text.match_key import fold, words

_WORDS = 5
"""A longer name is left out: no desk writes it."""
_LETTERS = 5
"""A shorter name of no known language is left out."""
_ALIKE = 0.75
"""Share of letters in their order that a name of no known language has in common with one that is."""
_LATIN = re.compile(r"[A-Z\u00c0-\u00deİĞŞÇÖÜÊÎÛŠŽČ][^,()]*[a-zà-ÿ\u0100-\u017f][^,()]*")
_ARABIC = re.compile(r"[\u0600-\u06ff\u200c\u064b-\u0652 -]+")
PREFIXES = tuple(
    map(
        fold,
        (
            *("مدينة", "محافظة", "ولاية", "جزيرة", "بلدة", "مخيم", "شهر", "استان", "ایالت", "ولایت", "ریاست", "صوبہ", "ضلع"),
            *("state of", "island of", "city of", "Bundesstaat", "Insel", "ville de", "île de", "État de"),
        ),
    )
)
"""Words for town, province and island in front of a name, folded: the name behind them counts only behind such a word."""


class Names(msgspec.Struct, frozen=True):
    """Folded names: `sure` ones; `doubtful` ones, of no known language; those of `towns`, that count only behind a word for town."""

    sure: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()

    @classmethod
    def of(cls, sure: Iterable[str], doubtful: Iterable[str] = ()) -> Names:
        """These names as they are written."""
        whole = _folded(sure)
        bare, towns = [], []
        for name in whole:
            prefix = next((prefix for prefix in PREFIXES if name.startswith(f"{prefix} ")), None)
            if prefix is None:
                bare.append(name)
            else:
                towns.append(name[len(prefix) + 1 :])
        others = [name for name in _folded(doubtful) if name not in whole and not name.startswith(tuple(f"{each} " for each in PREFIXES))]
        return cls(tuple(bare), tuple(others), tuple(dict.fromkeys(towns)))


def names_of_city(named: Sequence[str], alternates: Sequence[str], *, large: bool, home: bool) -> Names:
    """The names of a city: those known for what they are (`named`), and GeoNames' `alternates` in all languages together.

    Those in Arabic script are sure for a city that is large or at home in a country of the wire's desks. Of those in Latin script none is,
    and only a large city's count, where they are like one of the others: Byzantium is in no news, and others are words of many languages.
    """
    written = [name for name in alternates if not name.isupper() and not _opens_as_prose(name)]
    arabic = [name for name in written if _ARABIC.fullmatch(name)]
    latin = [name for name in written if _LATIN.fullmatch(name) and len(name) >= _LETTERS] if large else []
    sure = [*named, *(arabic if large or home else ())]
    known = _folded(sure)
    alike = [name for name in latin if any(SequenceMatcher(None, fold(name), each).ratio() >= _ALIKE for each in known)]
    return Names.of(sure, [*alike, *arabic])


def _opens_as_prose(name: str) -> bool:
    """Whether it is several words and the first is one that prose is full of: whoever reads for places would stop at each of them."""
    first, *others = words(name)[:2] or ("",)
    return bool(others) and first in everywhere().function_words


def _folded(names: Iterable[str]) -> tuple[str, ...]:
    """The names as they are looked up, each once, those of one letter or of too many words left out."""
    folded = (fold(name) for name in names)
    return tuple(dict.fromkeys(name for name in folded if len(name) > 1 and name.count(" ") < _WORDS and not name.isdigit()))
