"""Notices: how much a line looks like the house speaking and not its news, weighed in one place.

No single word makes a notice: courts speak of copyright, publishers of licences. What does is how much of the line is words of that trade,
how much it sounds like the house (`voice.py`), the agency's own name, an address or a number to call, where the line stands, and that it
has nothing that news has: no day, figure or quotation, and nothing that the lines above it speak of. Each of these is a piece of evidence
with a name; what it weighs stands in `notices.toml`, as log-odds fitted by logistic regression (`python -m tests.accuracy.notices`).
What stands around a line counts as much as its words, since words alone do not carry over to an agency or a language that nobody listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from typing import TypeAlias

import msgspec

from streams.lexicon import Lexicon, every_language, everywhere
from streams.pipeline.clean import Line
from streams.pipeline.segment.cohesion import opens_with_connective, says_again, stems_of
from streams.pipeline.segment.dateline import dateline_of
from streams.pipeline.segment.marks import QUOTES, bullet_of, label_follows
from streams.pipeline.segment.sign_off import signature_of
from streams.pipeline.segment.voice import heard_in, voice_of
from streams.pipeline.segment.weights import NoticeWeights, Table, fitted_notices
from streams.text.match_key import stem, words
from streams.text.remembered import Remembered
from streams.text.sentences import ends_sentence

Evidence: TypeAlias = Iterable[tuple[str, float]]
"""Names of evidence, as `notices.toml` has them, each with how much of it there is."""

NOTICE = 0.0
"""The weight from which on a line is a notice."""

NEWS_VOICE = -1.5
"""A line with less voice is news, whatever else it has, unless its place says otherwise."""
_MOST_VOICE = 7.0
"""More than so much voice says no more."""
_SHORTEST, _LONGEST = 2, 90
_FEW_WORDS, _LONG_WORDS = 6, 35
_MOST_SHARE, _MOST_STRONG = 0.6, 4
_MODAL, _MOST_MODALS = 0.9, 3
_FEW, _THIN, _SPEAKS = 5, 0.06, 3
_MOST_FIGURES = 3
_LETTERS = re.compile(r"\(([A-Z]{2,6})\)")
_LONGEST_NAME = 3
"""Telling stems of the longest name that an agency is likely to have."""
_SITE_WORDS = 3
"""Words of a heading above all news that may be the site's name."""
_LED = 4
"""Lines below a headline in which its story begins: who wrote it, and when, may stand between."""
_LONGEST_SIGN, _SHORTEST_SIGNED = 32, 60
_ABOVE = 12
"""Lines above one that it is compared with."""
# (c) alone is the third item of a list.
_COPYRIGHT = re.compile(r"©|\([cC]\)\s*(?:19|20)\d\d\b")
_YEAR = re.compile(r"(?:19|20)\d\d|1[34]\d\d")
_ADDRESS = re.compile(r"\S@\S|(?<!\S)@\w{3}|\bwww\.|https?://|\b[a-z0-9-]{3,}\.(?:example|com|org|net)\b", re.IGNORECASE)
# What most lines have none of, and an address always has: at a few places in a line instead of at each of its letters.
_HOST = re.compile(r"\.(?:(?<=www\.)|(?:example|com|org|net)\b)", re.IGNORECASE)
# Seven figures or more with spaces, strokes or brackets between them; amounts have points and commas.
_PHONE = re.compile(r"(?<![\d.,:/-])\+?\(?\d(?:[ ()\-–/]{0,2}\d){6,}(?![\d.,:]\d)")
_FIGURES = re.compile(r"\d(?:[ ()\-–/]{0,2}\d){6}")
_DATED = re.compile(r"(?:19|20)\d\d\s?[-–/]|[-–/]\s?(?:19|20)\d\d")


class NoticeWeight(msgspec.Struct, frozen=True, gc=False):
    """How much a line looks like a notice by itself, and whether it names the agency.

    `hasty` says that what takes a closer look at the line is not in the weight yet.
    """

    weight: float
    named: bool = False
    hasty: bool = False


_NEVER = NoticeWeight(-100.0)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a page when a line of it is looked at.

    `names` are the stems of the agency's names, `in_names` those of all of them, `page` its language and `every` all of them, `news` the
    trade's words, as stems, that the page opens with; `above` says that the line stands above all news, `small` that the page sets its news
    in small print, or slanted. `weights` are what each piece of evidence is worth.
    """

    lines: Sequence[Line]
    names: frozenset[frozenset[str]]
    in_names: frozenset[str]
    page: Lexicon
    every: Lexicon
    weights: NoticeWeights
    news: frozenset[str] = frozenset()
    above: bool = False
    small: bool = False


def notice_weight(line: Line, seen: Seen) -> NoticeWeight:
    """How much `line`, one of the lines `seen`, looks like a notice by itself."""
    if not may_be_notice(line):
        return _NEVER
    table = seen.weights
    found = () if not seen.in_names or seen.in_names.isdisjoint(line.stems) else names_in(line, seen)
    # A brief in another language than its page's is news in that.
    voice = voice_of(line, heard_in(line, seen.page), seen.news.union(*found) if found else seen.news)
    if voice < NEWS_VOICE and "©" not in line.text and (seen.small or not line.block.print):
        # Most lines are news, and to weigh their words one by one takes time: these have the evidence that each line has, and no more.
        own = table.own
        return NoticeWeight(own["any"] + own["voice_of_news"] * voice + own["stopped"] * line.ends, hasty=True)
    weight = weigh(own_evidence(line, seen, voice, found), table.own)
    hasty = weight + table.most_for_look < NOTICE
    if not hasty:
        weight = look_closer(weight, line, seen.lines, seen.page)
    return NoticeWeight(weight, bool(found), hasty)


def look_closer(weight: float, line: Line, lines: Sequence[Line], page: Lexicon) -> float:
    """The `weight` of `line` with what a closer look at it weighs.

    What is dear to find comes last, and only where it may still change what the line is.
    """
    weights = fitted_notices()
    table = weights.look
    look = weigh(worded_as_news(line, page), table)
    if weight + look + weights.most_against_by_build < NOTICE:
        look = weigh(built_as_news(line, lines, page), table, look)
    if weight + look < NOTICE:
        look += table["apart"] * _apart(line, lines, page)
    return weight + look


def may_be_notice(line: Line) -> bool:
    """Whether the line is of a length that notices have, and nothing has told what it is."""
    return _SHORTEST <= len(line.words) <= _LONGEST and line.block.told is None


def weigh(evidence: Evidence, table: Table, known: float = 0.0) -> float:
    """The sum of what the evidence weighs, and of what is `known`."""
    return sum([table[name] * value for name, value in evidence], known)


def names_in(line: Line, seen: Seen) -> Sequence[frozenset[str]]:
    """The agency's names that the line has in it.

    What is nothing but a name says nothing of the agency; it may as well be a headline that the page's title repeats, and so may what is
    little more than a long one.
    """
    if not line.index:
        return ()
    stems = line.stems
    return [name for name in seen.names if name < stems and (len(name) <= _LONGEST_NAME or 2 * len(name) <= len(stems))]


def own_evidence(line: Line, seen: Seen, voice: float, found: Sequence[frozenset[str]]) -> Iterator[tuple[str, float]]:
    """What the line says by itself; `found` are the agency's names in it."""
    size = len(line.words)
    yield from voiced_evidence(line, voice, seen.page)
    yield from _worded(line, seen.news, seen.every)
    if line.block.level and not (seen.above and size <= _SITE_WORDS):
        yield "titled" if line.block.level == 1 else "subtitled", 1.0
    if not line.index:
        yield "first_line", 1.0
    if size > _LONG_WORDS:
        yield "long", size - _LONG_WORDS
    if found:
        yield "agency", 1.0
    if not seen.every.agency_words.isdisjoint(line.listed):
        yield "agency_word", 1.0
    if (at := _copyright_at(line.text)) is not None and not _signs_paragraph(line.text, at):
        yield "copyright_sign", 1.0
    if _contact(line):
        yield "contact", 1.0
    if line.block.print and not seen.small:
        yield "small_print" if line.block.print == "small" else "slanted", 1.0
    if seen.news:
        yield "told_in_news", 1.0
    if seen.above and line.ends:
        # A sentence above the headline speaks of the site: that it sets cookies, that it wants support.
        yield "above_news", 1.0


def look_evidence(line: Line, lines: Sequence[Line], page: Lexicon) -> Iterator[tuple[str, float]]:
    """What takes a closer look: what speaks against a notice, and for it, that no line above says the like."""
    yield from worded_as_news(line, page)
    yield from built_as_news(line, lines, page)
    yield "apart", _apart(line, lines, page)


def worded_as_news(line: Line, page: Lexicon) -> Iterator[tuple[str, float]]:
    """What speaks against a notice in its words: figures, days, quotations."""
    text = line.text
    if not line.lettered and (figures := _count_figures(line)):
        yield "figures", min(_MOST_FIGURES, figures)
    if not everywhere().days.isdisjoint(line.listed):
        yield "day", 1.0
    if QUOTES.search(text) is not None or text[-1] in "?؟:":
        yield "quote", 1.0
    if opens_with_connective(line, page):
        yield "connective", 1.0


def built_as_news(line: Line, lines: Sequence[Line], page: Lexicon) -> Iterator[tuple[str, float]]:
    """What speaks against a notice in how the line is built: as an item of a list, a headline, the first or last paragraph of news."""
    text = line.text
    if bullet_of(line) is not None or line.block.kind == "cell":
        yield "bullet", 1.0
    if _heads(line, lines, page):
        yield "heading", 1.0
    if _spells_out(text):
        yield "acronym", 1.0
    if dateline_of(line) is not None:
        yield "dateline", 1.0
    if signature_of(line, frozenset(), closes=False) is not None:
        # What names the agency is its signature.
        yield "signed", 1.0


def trade_of(line: Line, page: Lexicon) -> frozenset[str]:
    """The stems of the line's words that are of the trade of notices, where it speaks of that trade; none where it does not."""
    rights, trade = page.rights & line.listed, page.notice.intersection(line.words)
    return frozenset(map(stem, rights | trade)) if rights or len(trade) >= _SPEAKS else frozenset()


def notice_words(line: Line, news: Set[str], every: Lexicon) -> tuple[int, int, int]:
    """How many words the line has that hardly stand outside of notices, how many others of their trade, and how many modal words.

    Of one language, since what is rare in one is common in another. What the `news` of the page speaks of, as stems, counts for nothing:
    where the headline is about copyright, so are the paragraphs.
    """
    listed = line.listed
    if not listed:
        return 0, 0, 0
    rights, trade = every.rights & listed, every.notice & listed
    if news:
        rights, trade = (frozenset(word for word in found if stem(word) not in news) for found in (rights, trade))
    if 2 * len(rights) + len(trade) < max(1.0, _THIN * len(line.words)):
        return len(rights), len(trade), 0
    languages = every_language()
    in_rights, in_trade = _words_of_notices()
    counted = 2 * sum(map(in_rights.__getitem__, rights)) + sum(map(in_trade.__getitem__, trade))
    counts = [counted >> place & _MOST_COUNTED for place in range(0, _COUNT_BITS * len(languages), _COUNT_BITS)]
    said_in = languages[counts.index(max(counts))]
    return len(rights & said_in.rights), len(trade & said_in.notice), len(said_in.modals & listed)


_COUNT_BITS, _MOST_COUNTED = 24, (1 << 24) - 1
"""Bits of an integer that count the words of one language: so many words no line has that its budget lets pass."""


class _Spoken(Remembered[int]):
    """By word which of the languages have it in one of their lists, worked out when it is first asked for.

    They are an integer with a one in the bits of each such language: the sum of those of several words counts the words of all languages.
    """

    def __init__(self, lists: Sequence[frozenset[str]]) -> None:
        super().__init__()
        self._lists = lists

    def work_out(self, key: str) -> int:
        return sum([1 << _COUNT_BITS * i for i, each in enumerate(self._lists) if key in each])


@cache
def _words_of_notices() -> tuple[_Spoken, _Spoken]:
    """Which languages have a word among those that hardly stand outside of notices, and which among the others of their trade."""
    return _Spoken([each.rights for each in every_language()]), _Spoken([each.notice for each in every_language()])


def voiced_evidence(line: Line, voice: float, page: Lexicon) -> Sequence[tuple[str, float]]:
    """What each line has: how much it sounds like the house or like news, and whether it ends as a sentence does."""
    # Nobody knows how the house speaks in a language without weights.
    heard = ("voice", min(_MOST_VOICE, voice)) if voice > 0 else ("voice_of_news", voice) if page.voice else ("unheard", 1.0)
    return ("any", 1.0), heard, ("stopped", float(line.ends))


def _worded(line: Line, news: Set[str], every: Lexicon) -> Iterator[tuple[str, float]]:
    """The words of the trade of notices."""
    size = len(line.words)
    rights, trade, modals = notice_words(line, news, every)
    if said := 2 * rights + trade + _MODAL * min(_MOST_MODALS, modals):
        yield "share", min(_MOST_SHARE, said / max(size, _FEW))
    elif size < _FEW_WORDS:
        # A few words of anything else may be a cell, an item of a list, a subhead.
        yield "few_words", 1.0
    if rights:
        yield "strong", min(_MOST_STRONG, rights)
    opened = every.notice_openers.opens(line.words)
    if opened:
        yield "opened" if opened > 1 else "opened_by_word", 1.0
        if rights:
            yield "opened_for_certain", 1.0
        if opened < size and label_follows(line.text, opened):
            yield "labelled", 1.0


def _count_figures(line: Line) -> int:
    """How many figures the line has that are no years and stand in no address or number to call."""
    contact = _contact(line)
    counted = words(line.text.replace(contact, " ")) if contact else line.words
    return sum([word.isdigit() and not _YEAR.fullmatch(word) for word in counted])


def _contact(line: Line) -> str:
    """The address, account or telephone number in the line; empty where there is none."""
    text = line.text
    if "@" in text or "://" in text or _HOST.search(text) is not None:
        address = _ADDRESS.search(text)
        if address is not None:
            return address[0]
    phone = None if line.lettered or _FIGURES.search(text) is None else _PHONE.search(text)
    return phone[0] if phone is not None and not _DATED.search(phone[0]) else ""


def _apart(line: Line, lines: Sequence[Line], page: Lexicon) -> float:
    """Share of what the line speaks of that no line above it does."""
    own = stems_of(line, page)
    if not own:
        return 1.0
    above = lines[max(0, line.index - _ABOVE) : line.index]
    return len(own.difference(*[stems_of(each, page) for each in above])) / len(own)


def _spells_out(text: str) -> bool:
    """Whether the line says what an acronym stands for, as news does when it first names a body: the Fenland Drainage Trust (FDT)."""
    match = _LETTERS.search(text)
    return match is not None and "".join(word[0] for word in text[: match.start()].split()[-len(match[1]) :]) == match[1]


def _heads(line: Line, lines: Sequence[Line], page: Lexicon) -> bool:
    """Whether the line heads the text below it, which is news and says more of the same."""
    if line.ends:
        return False
    below = next((each for each in lines[line.index + 1 : line.index + 1 + _LED] if len(each.words) > len(line.words)), None)
    return below is not None and says_again(stems_of(line, page), (below,), page, 1) and voice_of(below, page) < 0


def _copyright_at(text: str) -> int | None:
    """Where the sign of copyright stands in the text, if it does."""
    if "©" in text or "(c)" in text or "(C)" in text:
        sign = _COPYRIGHT.search(text)
        return None if sign is None else sign.start()
    return None


def _signs_paragraph(text: str, at: int) -> bool:
    """Whether the copyright sign at `at` stands behind the last sentence of a paragraph, with the agency's letters."""
    return at >= _SHORTEST_SIGNED and len(text) - at <= _LONGEST_SIGN and ends_sentence(text[:at].rstrip())
