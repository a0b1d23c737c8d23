"""What a number is of, by what stands at it; the nearest first."""

from __future__ import annotations

import re
from collections.abc import Set

import msgspec

from schemas.enrichment import Figure
from streams.pipeline.enrich.clause import Ahead, before, folded_before, key
from streams.pipeline.enrich.figures.numbers_in_text import NumberAt
from streams.pipeline.enrich.figures.signs import BEFORE, BEFORE_ENDS, BEGINS, SIGN, SIGN_BEFORE, SIGNS
from streams.pipeline.enrich.figures.words import NOTHING, FigureWords, currencies, phrase, phrase_of
from streams.pipeline.enrich.record_text import Part, RecordText

_INFLECTION = re.compile(r"['’]?[^\W\d_]{1,5}")
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_SHORT_SCALE = re.compile(r"[ ]?(bn|mn|tn|m|k)\b")
_LARGE = 1e6
"""From a million on a number is a figure by itself where the text writes that in a word."""
_STRONGEST = 10.0
"""No earthquake has a magnitude of ten."""
_YEARS, _ROUND_YEAR = (1900.0, 2100.0), 2000.0
_OF = frozenset({"de", "d"})
_SIGNED = frozenset({"%", "Cel", "[degF]"})
"""Units whose numbers desks write a minus before; before others it is a dash."""
_WORDS_BEFORE, _LONGEST_WORD = 9, 24


class Told(msgspec.Struct):
    """What a record has told so far: currencies, named with their country, and whether it speaks of an earthquake (-1: not looked yet)."""

    currencies: dict[str, str] = {}
    quake: int = -1


class Meanings:
    """What the numbers of one part are of."""

    def __init__(self, record: RecordText, part: Part, hits: Set[str], known: FigureWords, told: Told) -> None:
        self._record = record
        self._start = part.start
        self._known = known
        self._told = told
        self._text = part.text
        self._led = not known.leads.isdisjoint(hits)
        self._fated = not known.fate_words.isdisjoint(hits)

    def of(self, number: NumberAt) -> Figure | None:
        """The figure that the number is part of; None where nothing says what it is of."""
        known, text, start, end = self._known, self._text, number.start, number.end
        if start and text[start - 1] in BEFORE_ENDS and (sign := SIGN_BEFORE.search(text, max(0, start - 4), start)):
            return self._with_sign_before(number, sign)
        if text[end : end + 1] != " " or text[end + 1 : end + 2] in BEGINS:
            if sign := SIGN.match(text, end):
                return self.made(start, sign.end(), number.value, SIGNS[sign[1]], None)
            if text[end : end + 1].isalpha() and (short := _SHORT_SCALE.match(text, end)):
                money = self._money(Ahead(text, short.end()), 0)
                if money is not None and money[0]:
                    return self.made(start, money[1], number.value * _SHORT_SCALES[short[1]], money[0], None)
        if number.value == 2 and known.counted_duals and (dual := known.counted_duals.get(key(text[start:end]))):
            return self._of_people(number, dual, end, number.next) if dual == "people" else self.made(start, end, 2.0, None, dual)
        if self._led and (led := self._by_word_before(number)):
            return led
        return self._by_words_behind(number)

    def made(self, start: int, end: int, value: float, unit: str | None, counts: str | None) -> Figure:
        """The figure between these places of the part."""
        at, text = self._start, self._text
        if unit in _SIGNED and start and text[start - 1] in "-−" and (start == 1 or text[start - 2] in " (\xa0"):
            start, value = start - 1, -value
        return Figure(text=text[start:end], value=value, unit=unit, counts=counts, start=at + start, end=at + end)

    def _with_sign_before(self, number: NumberAt, sign: re.Match[str]) -> Figure:
        end, value = number.end, number.value
        if short := _SHORT_SCALE.match(self._text, end):
            end, value = short.end(), value * _SHORT_SCALES[short[1]]
        return self.made(sign.start(1), end, value, BEFORE[sign[1]], None)

    def _by_word_before(self, number: NumberAt) -> Figure | None:
        """Yüzde 45, magnitude 6.1, saatte 90 kilometre."""
        known, text = self._known, self._text
        runs = list(before(text, number.start, 2))
        word = key(runs[0]) if runs else ""
        if word not in known.leads:
            return None
        place = text.rfind(runs[0], 0, number.start)
        if word in known.magnitude_before:
            return self._magnitude(place, number) if self._may_be_magnitude(number) else None
        if word in known.hourly:
            unit = phrase(known.units, Ahead(text, number.end), 0)
            return self.made(place, unit[1], number.value, "km/h", None) if unit and unit[0] == "km" else None
        for rest, sign in known.before.get(word, ()):
            if not rest:
                return self.made(place, number.end, number.value, sign, None)
        for rest, sign in known.before.get(key(runs[1]), ()) if len(runs) > 1 else ():
            if rest == (word,):
                return self.made(text.rfind(runs[1], 0, place), number.end, number.value, sign, None)
        return None

    def _by_words_behind(self, number: NumberAt) -> Figure | None:
        """A unit, a currency, a noun, a word for what befell those whom it counts."""
        known, start, value = self._known, number.start, number.value
        ahead, at = self._behind_inflection(number) if known.inflects else (number.ahead, number.next)
        first = ahead.key(at)
        behind = known.follows.get(first)
        if behind is None and first:
            return self._large(number)
        if behind is None or behind.joins:
            return self._of_people(number, None, number.end, number.next) or self._large(number)
        if behind.strength and value < _STRONGEST and (phrase_of(behind.sure, ahead, at) or self._may_be_magnitude(number)):
            return self._magnitude(start, number)
        if first in _OF and self._record.language == "fr":
            at += 1
            behind = known.follows.get(ahead.key(at), NOTHING)
        if behind.units and (unit := phrase_of(behind.units, ahead, at)):
            return self.made(start, unit[1], value, unit[0], None)
        if behind.money and (money := self._money(ahead, at)):
            return self.made(start, money[1], value, money[0], None) if money[0] else None
        if not (number.scaled or value.is_integer()):
            return None
        while behind.other and (first := ahead.key(at + 1)):
            at += 1
            behind = known.follows.get(first, NOTHING)
        if behind.persons and (noun := phrase_of(behind.persons, ahead, at)):
            return self._of_people(number, noun[0], noun[1], noun[2])
        if behind.counted and (thing := phrase_of(behind.counted, ahead, at)):
            return None if _is_year(number) else self.made(start, thing[1], value, None, thing[0])
        return self._of_people(number, None, number.end, number.next) or self._large(number)

    def _of_people(self, number: NumberAt, noun: str | None, end: int, at: int) -> Figure | None:
        """By what befell those whom it counts, which a verb or a noun before or behind tells; by their own name where none does.

        `end` is the place behind the noun, or the number where there is none, and `at` the word ahead that follows.
        """
        known = self._known
        if noun is None and not (self._fated and (number.scaled or number.value.is_integer())):
            return None
        ahead = number.ahead
        if noun is None:
            ahead, at = self._behind_inflection(number)
        others = at
        while (word := ahead.key(at)) in known.others:
            at += 1
        if at > others:
            end = ahead.end(at - 1)
        fate = None
        if self._fated:
            named = noun is not None or at > others
            # Without a noun, a word before it tells only where the clause ends with the number: «wounding 30», not «wounding 30 sheep».
            back = named or not word or word in known.numerals.ands
            if back and known.looks_back_first:
                fate = self._fate_before(number)
            if fate is None and (after := self._fate_behind(ahead, at, named)):
                fate = after[0]
                if not named and after[2]:
                    end = after[1]
            if fate is None and back and not known.looks_back_first:
                fate = self._fate_before(number)
        # A year is a count only where a noun and a verb say so: 2020 people were killed.
        if (fate is None and noun is None) or (_is_year(number) and (fate is None or noun is None)):
            return None
        return self.made(number.start, end, number.value, None, fate or noun)

    def _fate_behind(self, ahead: Ahead, at: int, freely: bool) -> tuple[str, int, bool] | None:
        """What befell them by the words behind, where its word ends, and whether nothing stands between."""
        known, first, others = self._known, at, 0
        reach = known.reach_after if freely else 0
        fates, fillers = known.fates, known.fillers
        while word := ahead.key(at):
            if word in fates and (fate := phrase(known.fates, ahead, at)) and self._is_written(word, ahead.end(at)):
                return fate[0], fate[1], at == first
            if self._parts_clauses(word):
                return None
            if word not in fillers:
                others += 1
                if others > reach:
                    return None
            at += 1
        return None

    def _is_written(self, word: str, end: int) -> bool:
        """Whether the word that ends there is the one that is meant, where its match key is another's too."""
        mark = self._known.written.get(word)
        return mark is None or mark in self._text[max(0, end - _LONGEST_WORD) : end].split()[-1].lower()

    def _fate_before(self, number: NumberAt) -> str | None:
        known, others = self._known, 0
        # «And» written onto the number itself: the verb before it has had its object.
        if number.start and self._text[number.start - 1] == "و":
            return None
        nearer: list[str] = []
        for word in folded_before(self._text, number.start, _WORDS_BEFORE):
            if word in known.fates and word not in known.behind_only:
                for rest, fate in known.fates[word]:
                    if len(rest) <= len(nearer) and rest == tuple(reversed(nearer[len(nearer) - len(rest) :])):
                        return fate
            nearer.append(word)
            if word not in known.fillers:
                others += 1
                if others > known.reach_before or self._parts_clauses(word):
                    return None
        return None

    def _parts_clauses(self, word: str) -> bool:
        known = self._known
        joined = known.looks_back_first and word[0] == "و" and len(word) > 4
        return word[0].isdigit() or word in known.parting or joined

    def _money(self, ahead: Ahead, at: int) -> tuple[str, int] | None:
        """The code of a currency, empty where the text leaves open which country's, and where its name ends; None where there is none."""
        known = self._known
        before = phrase(known.nations, ahead, at)
        name = phrase(known.currencies, ahead, before[2] if before else at)
        if name is None:
            return None
        nation = before or phrase(known.nations, ahead, name[2])
        codes = currencies()[name[0]]
        code = codes.get(nation[0], "") if nation else ""
        if code:
            self._told.currencies[name[0]] = code
            return code, max(name[1], nation[1] if nation else 0)
        if before:
            return "", name[1]
        return codes.get("any") or self._told.currencies.get(name[0]) or known.currency_of.get(name[0], ""), name[1]

    def _may_be_magnitude(self, number: NumberAt) -> bool:
        if number.scaled or not 0 < number.value < _STRONGEST:
            return False
        if self._told.quake < 0:
            quakes = self._known.quakes
            self._told.quake = any(not quakes.isdisjoint(part.words) for part in self._record.parts)
        return self._told.quake > 0

    def _magnitude(self, start: int, number: NumberAt) -> Figure:
        known, (ahead, at), end = self._known, self._behind_inflection(number), number.end
        if sure := phrase(known.sure, ahead, at):
            end = sure[1]
        elif ahead.key(at) in known.degrees or ahead.key(at) in known.magnitude_after:
            end = ahead.end(at)
        return self.made(start, end, number.value, "magnitude", None)

    def _large(self, number: NumberAt) -> Figure | None:
        return self.made(number.start, number.end, number.value, None, None) if number.scaled and number.value >= _LARGE else None

    def _behind_inflection(self, number: NumberAt) -> tuple[Ahead, int]:
        """The words behind a number, and behind what the language writes onto it: Turkish 45'i, Kurdish 45ê."""
        end = number.end
        if self._known.inflects and self._text[end : end + 1] != " " and (inflection := _INFLECTION.match(self._text, end)):
            return Ahead(self._text, inflection.end()), 0
        return number.ahead, number.next


def _is_year(number: NumberAt) -> bool:
    low, high = _YEARS
    return low <= number.value < high and number.value != _ROUND_YEAR and number.end - number.start == 4
