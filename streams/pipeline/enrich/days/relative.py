"""Days that a paragraph names relative to the item's own: today, yesterday, on Monday."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from streams.pipeline.enrich.days.gaps import AND, gap
from streams.pipeline.enrich.days.words import DayWords, Hit, Sign
from streams.pipeline.enrich.record_text import Part
from streams.pipeline.enrich.spelt_words import span, span_behind

_WEEK = 7
_BEFORE_FUTURE, _BEHIND_FUTURE, _OPENING = 8, 25, 4
"""Words in which a verb that speaks of what is to come may stand: before the weekday, behind it, and behind one that opens its sentence."""
_SENTENCE_END = re.compile(r"[!?؟۔\n]|[.:;؛](?=\s|$)")
_OPENS = " \t\"'“”«»„‘’([–—-\xa0"
_STOPS = frozenset(".!?؟۔:\n")
_LOOK_BACK = 8
"""Characters that may stand between the end of a sentence and the first word of the next."""
_SHORTEST_VERB, _ARTICLE = 5, 3


def relative_day(part: Part, known: DayWords, hits: Sequence[Hit], which: int, issued: date) -> tuple[date, int, int, int] | None:
    """The day that the relative day or weekday which is this one of the `hits` names; None where it can't be told.

    Its date, its first character in the text of `part`, the one behind its last, and the index of the word behind it. A weekday is the last
    one up to and including the day of issue, one marked as past the last before it, one marked as to come the next. «Yesterday,
    Wednesday» is the Wednesday where the item was issued a day late, and nothing where the two are further apart.
    """
    at, end, sign = hits[which]
    if sign is None or _named_otherwise(part, known, at, end, sign):
        return None
    start, stop = span(part, at)
    if end - at > 1:
        stop = span(part, end - 1)[1]
    if sign.sort == "weekday":
        day = _weekday(part, known, at, end, start, sign, issued)
    elif known.latin and not _plain(part, known, at, start, stop):
        return None
    else:
        day = _away(issued, sign.value)
        weekday = _weekday_behind(hits, which)
        if weekday >= 0:
            begins, ends = span_behind(part, end, stop)
            between = part.text[stop:begins]
            if between == " " or _SENTENCE_END.search(between) is None:
                late = 0 if day is None else (day.weekday() - weekday) % _WEEK
                if day is None or late > 1:
                    return None
                day = _away(day, -late)
                last = hits[which + 1][1]
                stop = ends if last - end == 1 else span(part, last - 1)[1]
                end = last
    if day is None:
        return None
    return day, start + int(sign.affixed and part.text.startswith(AND, start)), stop, end


def _weekday_behind(hits: Sequence[Hit], which: int) -> int:
    """The weekday that stands right behind this one of the `hits`, -1 for none."""
    if which + 1 < len(hits):
        start, _, sign = hits[which + 1]
        if start == hits[which][1] and sign is not None and sign.sort == "weekday" and not sign.affixed:
            return sign.value
    return -1


def _away(day: date, days: int) -> date | None:
    if not days:
        return day
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def _named_otherwise(part: Part, known: DayWords, at: int, end: int, sign: Sign) -> bool:
    """Whether the words beside it make it another thing: every Friday, Friday prayers, a newspaper of that name."""
    words = part.words
    if at and words[at - 1] in known.not_after:
        return True
    if at > 1 and words[at - 2] in known.not_after and len(words[at - 1]) <= _ARTICLE and words[at - 1] not in known.signs:
        return True
    behind = words[end : end + 3]
    if behind and behind[0] in known.not_before.firsts and known.not_before.opens(behind):
        return True
    if sign.companions and sign.companions.isdisjoint(words[end : end + 2]) and (not at or words[at - 1] not in sign.companions):
        return True
    if sign.sort == "relative" and known.article and behind and words[at].startswith(known.article) and behind[0].startswith(known.article):
        # The article on both: «the next day», where no weekday says that it is today.
        following = known.signs.get(behind[0])
        return (following is None or following.sort != "weekday") and gap(part, end - 1).isspace()
    return False


def _plain(part: Part, known: DayWords, at: int, start: int, stop: int) -> bool:
    """Whether a relative day is written as one: with a capital only where a sentence begins, if the language has capitals."""
    first = part.text[start]
    if not first.isupper():
        return True
    if part.words[at] in known.lower:
        return False
    return part.text[start:stop].isupper() or _opens_sentence(part.text, start)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - _LOOK_BACK) : start].rstrip(_OPENS)
    return before[-1] in _STOPS if before else start <= _LOOK_BACK


def _weekday(part: Part, known: DayWords, at: int, end: int, start: int, sign: Sign, issued: date) -> date | None:
    words = part.words
    if known.capital and not part.text[start].isupper() and known.day_of.isdisjoint(words[end : end + 1]):
        return None
    back = (issued.weekday() - sign.value) % _WEEK
    if not known.beside.isdisjoint(words[max(0, at - 2) : end + 3]):
        before, behind = words[max(0, at - 1) : at], words[end : end + 1]
        if not (known.weeks.isdisjoint(words[max(0, at - 2) : at]) and known.weeks.isdisjoint(words[end : end + 3])):
            return None
        if not (known.next.isdisjoint(before) and known.next.isdisjoint(behind)):
            return _away(issued, _WEEK - back)
        if not (known.last.isdisjoint(before) and known.last.isdisjoint(behind)):
            return _away(issued, -(back or _WEEK))
        if back and not known.this.isdisjoint(before):
            # «This Sunday» is the last one or the next.
            return None
    if back and _may_come(part, known, at, end):
        return None
    return _away(issued, -back)


def _may_come(part: Part, known: DayWords, at: int, end: int) -> bool:
    """Whether a verb in the same sentence speaks of what is to come, so that the next such day may be meant."""
    words = part.words
    if known.future_behind:
        return _tells_future(part, known, end, min(len(words), end + _BEHIND_FUTURE), end - 1, at)
    first = max(0, at - _BEFORE_FUTURE)
    if not known.future_endings and known.future.isdisjoint(words[first : end + _OPENING]):
        return False
    if _tells_future(part, known, first, at, end - 1, at):
        return True
    return _tells_future(part, known, end, min(len(words), end + _OPENING), end - 1, at) and _opens_sentence_with(part, at)


def _tells_future(part: Part, known: DayWords, first: int, stop: int, last: int, at: int) -> bool:
    """Whether one of the words from `first` to before `stop` does, in the sentence of the weekday, which is from `at` to `last`."""
    near = part.words[first:stop]
    endings = known.future_endings
    if not endings and known.future.isdisjoint(near):
        return False
    for index, word in enumerate(near, first):
        if (word in known.future and _written_so(part, known, index)) or (
            endings and len(word) > _SHORTEST_VERB and word.endswith(endings)
        ):
            left, right = (index, at) if index < at else (last, index)
            between = part.text[span(part, left)[1] : span(part, right)[0]]
            if _SENTENCE_END.search(between) is None:
                return True
    return False


def _written_so(part: Part, known: DayWords, index: int) -> bool:
    """Whether a word in Latin letters has the marks of the list: Kurmanji dê is «will», and de is not."""
    if not known.latin:
        return True
    start, end = span(part, index)
    return part.text[start:end].lower() in known.future_written


def _opens_sentence_with(part: Part, at: int) -> bool:
    """Whether the weekday is among the first three words of its sentence."""
    for index in range(at, max(-1, at - 3), -1):
        start = span(part, index)[0]
        if index == 0 or _opens_sentence(part.text, start):
            return True
    return False
