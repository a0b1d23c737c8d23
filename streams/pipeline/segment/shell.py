"""The shell of a page: what stands around its prose. Site name and menus above, share buttons and lists of other headlines below.

Told by structure alone, so that it holds for agencies and languages that nobody listed: shell lines are bare (short, no sentence), stand at
the edges of the page or many in a row, and say nothing that the prose takes up.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import compress

from schemas import Role
from streams.lexicon import Lexicon, everywhere
from streams.pipeline.clean import Line
from streams.pipeline.segment.cohesion import count_said, stems_of
from streams.pipeline.segment.headline import named_by_title
from streams.pipeline.segment.marks import Mark, bullet_of
from streams.pipeline.segment.sign_off import signature_of
from streams.pipeline.segment.voice import voice_of

_PROSE_WORDS, _LONG_WORDS = 6, 16
"""A line is prose that ends a sentence and has six words or more, or that is too long for a label, a menu or a headline."""
_ASKING_WORDS, _STOPPED_WORDS = 12, 3
_LONGEST_WORD, _UNSPACED = 12, 40
_CLOSERS = " \"'»”“’)"
_STOPS = ".۔!?؟…"
_UNSTOPPED = 0.4
"""Where so few of the longer lines end a sentence the desk sets no full stops, and the mark says nothing."""
_LONGER = 10
_HEADLINE_WORDS = 3
_TAKEN_UP = 0.2
_RUN = 3
"""So many bare lines in a row are a list."""
_SHARED = 0.34
_FIGURES = 0.25
_NAME_WORDS, _JOINING, _FEWEST_NAMED = 6, 3, 3
_PROSE_AFTER = 3
_MENU, _MENU_WORDS = 4, 3
_LINK_WORDS = 4
_JOINS, _MOST_NAMES = 3, 6
_HOUSE_LABEL = 1.0
"""So much a label sounds like the house that opens a block of contacts, and no list of the story's."""
_LABELLED = re.compile(r"[^:؛;.!?؟،,]{2,40}?\s*[:：]\s")
_ARROW = re.compile(r"[→←»«›‹>▶◀►◄▸◂⇐⇒➤➔↩]")


def shell_of(lines: Sequence[Line], is_prose: Sequence[bool], titles: Sequence[str], lexicon: Lexicon) -> dict[int, Mark]:
    """The lines that are the page's shell, by index, each with its mark.

    `is_prose` says for each whether it is prose, `titles` are what the page's head calls the headline.
    """
    if True not in is_prose:
        return {line.index: mark for line, mark in _around_headlines(lines)}
    found: dict[int, Mark] = {}
    prose = list(is_prose)
    for i in _above_menu(lines, prose):
        prose[i] = False
    first, last = prose.index(True), len(prose) - 1 - prose[::-1].index(True)
    page = _Page(lines, prose, titles, lexicon)
    for i, role, rule in (*page.above(first), *page.between(first, last), *page.below(last)):
        found[lines[i].index] = Mark.whole(lines[i], role, rule)
    return found


def prose_of(lines: Sequence[Line]) -> list[bool]:
    """For each line whether it is prose: running text, and no label, menu, name or headline."""
    enough = _LONG_WORDS if _sets_stops(lines) else _LONGER
    return [(enough <= (size := len(line.words)) and len(line.text) <= _LONGEST_WORD * size) or _is_prose(line) for line in lines]


def _sets_stops(lines: Sequence[Line]) -> bool:
    """Whether enough of the longer lines end a sentence for its mark to say anything."""
    ends = [line.ends for line in lines if len(line.words) >= _LONGER]
    least = _UNSTOPPED * len(ends)
    return ends.count(True) >= least or sum([_stops(line) for line in lines if len(line.words) >= _LONGER]) >= least


def _is_prose(line: Line) -> bool:
    """Whether a line is prose that is not long enough to be so whatever else it has."""
    size = len(line.words)
    if len(line.text) > _LONGEST_WORD * size:
        # Scripts that set no spaces, such as Japanese: about three characters to a word.
        return len(line.text) >= _UNSPACED
    last = line.text.rstrip(_CLOSERS)[-1:]
    # Headlines and subheads ask as often as prose does.
    if last in "?؟!":
        return size >= _ASKING_WORDS
    return size >= (_STOPPED_WORDS if last in ".۔" else _PROSE_WORDS) and _stops(line)


def _stops(line: Line) -> bool:
    """Whether the line ends a sentence; a signature may stand behind the stop."""
    return line.ends or _closes_quotation(line.text) or signature_of(line, frozenset(), closes=False) is not None


def _closes_quotation(text: str) -> bool:
    """Whether a sentence ends with the mark “, which closes a quotation in German and, at many desks, in Urdu."""
    return text[-1] == "“" and text.rstrip(_CLOSERS)[-1:] in _STOPS


def _above_menu(lines: Sequence[Line], prose: Sequence[bool]) -> range:
    """Prose at the top with a menu right below it: the publisher's own notices, such as that it sets cookies."""
    first = prose.index(True)
    if False not in prose[first:]:
        return range(0)
    menu = end = prose.index(False, first)
    while menu < len(prose) and not prose[menu] and len(lines[menu].words) <= _MENU_WORDS:
        menu += 1
    more_prose = any(prose[menu:])
    return range(first, end) if end - first <= 2 and menu - end >= _MENU and more_prose else range(0)


def _around_headlines(lines: Sequence[Line]) -> Iterator[tuple[Line, Mark]]:
    """What is too short to be a headline, on a page that holds nothing longer than headlines: a flash, or a list of them."""
    longest = max((len(line.words) for line in lines), default=0)
    if longest <= _HEADLINE_WORDS:
        return
    for line in lines:
        if len(line.words) <= 2 and line.block.told is None:
            yield line, Mark.whole(line, "navigation", "shell.beside_headlines")


class _Page:
    """The lines of a page with some prose in it."""

    def __init__(self, lines: Sequence[Line], prose: Sequence[bool], titles: Sequence[str], lexicon: Lexicon) -> None:
        self._lines = lines
        self._titles = titles
        self._prose = prose
        self._lexicon = lexicon
        self._prose_at = list(compress(range(len(prose)), prose))
        self._said: set[str] = set()
        self._said_to = 0

    def above(self, first: int) -> Iterator[tuple[int, Role, str]]:
        """What stands above the headline, or above the prose where there is none; and names between the two."""
        headline = self._headline(first)
        for i in range(first if headline is None else headline):
            yield i, "navigation", "shell.above"
        if headline is not None:
            for i in range(headline + 1, first):
                line = self._lines[i]
                if len(line.words) <= _NAME_WORDS and not line.ends and not self._taken_up(i) and not line.block.level:
                    yield i, "byline" if 2 <= len(line.words) <= 5 and i == headline + 1 else "navigation", "shell.under_headline"

    def between(self, first: int, last: int) -> Iterator[tuple[int, Role, str]]:
        """Lists of bare lines amid the prose that nothing announces and no line around them takes up."""
        if all(self._prose[first:last]):
            return
        for i in range(first + 1, last):
            if self._is_link(i):
                yield i, "related", "shell.link"
        for start, end in self._runs(first, last):
            if self._is_list_of_story(start, end):
                continue
            for i in range(start, end):
                yield i, self._role(i), "shell.list"

    def below(self, last: int) -> Iterator[tuple[int, Role, str]]:
        """What stands below the last line of prose."""
        start, end = last + 1, len(self._lines)
        while start < end and self._is_listed(start) and bullet_of(self._lines[start - 1]) is not None:
            start += 1
        if start == end or self._is_list_of_story(start, end):
            return
        for i in range(start, end):
            yield i, "credit" if i == start and self._signs(i) else self._role(i), "shell.below"

    def _signs(self, i: int) -> bool:
        """Whether the line right below the prose is a signature: it names an agency, or is a few words that all begin with a capital."""
        line = self._lines[i]
        if not 1 <= len(line.words) <= _NAME_WORDS or line.block.linked or any(word.isdigit() for word in line.words):
            return False
        if not everywhere().agency_words.isdisjoint(line.listed):
            return True
        return len(line.words) >= 2 and all(word[:1].isupper() for word in line.text.split()) and i + 1 == len(self._lines)

    def _headline(self, first: int) -> int | None:
        """Which of the bare lines above the prose is the headline: the one that the prose takes up, else the last that is long enough."""
        shaped = [i for i in range(first) if len(self._lines[i].words) >= _HEADLINE_WORDS and bullet_of(self._lines[i]) is None]
        told = [i for i in range(first) if self._lines[i].block.told == "headline" or self._lines[i].block.level == 1]
        if told:
            return told[0]
        shares = [self._share(i) for i in shaped]
        if (most := max(shares, default=0.0)) >= _TAKEN_UP:
            return shaped[shares.index(most)]
        if (named := named_by_title(self._lines[:first], self._titles)) is not None:
            return named
        longer = [i for i in shaped if len(self._lines[i].words) > _HEADLINE_WORDS]
        # Below the headline stand the names of who wrote it.
        longer = [i for i in longer if not _names_people(self._lines[i].text)] or longer
        return longer[-1] if longer else shaped[-1] if shaped else None

    def _is_link(self, i: int) -> bool:
        """Whether a bare line by itself amid the prose points at another story: an arrow or a label before or behind its title."""
        line = self._lines[i]
        if self._prose[i] or line.ends or line.block.level or len(line.words) < _LINK_WORDS or self._is_listed(i):
            return False
        if not (self._prose[i - 1] and self._prose[i + 1]) or self._lines[i - 1].text.endswith(":"):
            return False
        arrow = _ARROW.match(line.text) or _ARROW.match(line.text[-1])
        return bool(arrow or _LABELLED.match(line.text)) and self._share(i) < _TAKEN_UP

    def _is_listed(self, i: int) -> bool:
        """Whether the line and one beside it open with the same bullet."""
        bullet = bullet_of(self._lines[i])
        beside = [bullet_of(line) for line in (*self._lines[i - 1 : i], *self._lines[i + 1 : i + 2])] if bullet is not None else ()
        return bullet is not None and any(other is not None and other.value[0] == bullet.value[0] for other in beside)

    def _runs(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Stretches of bare lines amid the prose, without a last one that heads the prose behind it."""
        i = first
        while i < last:
            if self._prose[i]:
                i += 1
                continue
            end = i
            while not self._prose[end]:
                end += 1
            size = end - i
            heads = self._share(end - 1) >= _TAKEN_UP or self._lines[end - 1].block.level > 0
            if size - heads >= _RUN:
                yield i, end - heads
            i = end

    def _is_list_of_story(self, start: int, end: int) -> bool:
        """Whether bare lines belong to the prose above them: announced by a colon, set as a list or table, or of its words."""
        rows = self._lines[start:end]
        opening = next((line for line in rows if line.text.endswith((":", "：", "؛", ";"))), rows[-1])
        announced = self._lines[start - 1].text.endswith((":", "：", "؛", ";"))
        if announced or (opening is not rows[-1] and voice_of(opening, self._lexicon) < _HOUSE_LABEL):
            return True
        marked = sum(bullet_of(line) is not None or any(word.isdigit() for word in line.words) for line in rows)
        table = sum(line.block.kind == "cell" for line in rows)
        if len(rows) > 1 and (marked * 2 > len(rows) or (table * 2 > len(rows) and marked >= _FIGURES * len(rows))):
            return True
        known = self._said_before(start)
        stems = [stems_of(line, self._lexicon) for line in rows]
        total = sum(map(len, stems))
        return total > 0 and sum(len(each & known) for each in stems) >= _SHARED * total

    def _role(self, i: int) -> Role:
        return "related" if len(self._lines[i].words) > _HEADLINE_WORDS else "navigation"

    def _taken_up(self, i: int) -> bool:
        return self._share(i) >= _TAKEN_UP

    def _said_before(self, start: int) -> set[str]:
        """The stems of the prose above line `start`, which is never above that of the call before: each line is read once."""
        for i in range(self._said_to, start):
            if self._prose[i]:
                self._said |= stems_of(self._lines[i], self._lexicon)
        self._said_to = max(self._said_to, start)
        return self._said

    def _share(self, i: int) -> float:
        """Share of the stems of line `i` that the next lines of prose use."""
        stems = stems_of(self._lines[i], self._lexicon)
        if not stems:
            return 0.0
        following = bisect_right(self._prose_at, i)
        below = [self._lines[each] for each in self._prose_at[following : following + _PROSE_AFTER]]
        return count_said(stems, below, self._lexicon) / len(stems)


def _names_people(text: str) -> bool:
    """Whether the line is names and what joins them: every longer word begins with a capital, and nothing else stands in it."""
    parts = text.replace("/", " ").split()
    capitals = [part for part in parts if part[0].isupper()]
    joined = all(part[0].isupper() or (part.isalpha() and len(part) <= _JOINS) for part in parts)
    return joined and 2 <= len(capitals) <= _MOST_NAMES and not any(letter.isdigit() for letter in text)
