"""Legal notices: how much a line looks like one, weighed in one place.

No single word makes a notice: courts speak of copyright, publishers of licences. What does is how much of the line is words of that trade,
the agency's own name, where the line stands, and that it has nothing that news has: no day, figure or quotation, and nothing that the lines
above it speak of. Each of these weighs something; what stands around a line counts as much as its words, since words alone do not carry
over to an agency or a language that nobody listed.

The weights are log-odds. They were fitted by logistic regression on the lines of composed pages, of pages of real articles and of whole
articles, each page once as it is and once with the lexicon of its language left out, then rounded. The base and the weight of the voice
were chosen by trial afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Literal

import msgspec

from streams.lexicon import Lexicon, every_language, everywhere
from streams.pipeline.clean import Line
from streams.pipeline.segment.cohesion import count_said, opens_with_connective, says_again, stems_of
from streams.pipeline.segment.dateline import dateline_of
from streams.pipeline.segment.marks import QUOTES, bullet_of, credit_of, label_follows
from streams.pipeline.segment.voice import voice_of
from streams.text.match_key import stem
from streams.text.sentences import ends_sentence

NOTICE = 0.0
"""The weight from which on a line is a notice."""
IN_FOOTER, HINTED = 3.4, 5.8
"""What it weighs that the markup sets a line in the page's footer, or calls it a notice."""
MOST_FOR_PLACE, MOST_FOR_LOOK = 6.0, 1.8
"""The most that a line's place, and a closer look at it, weigh."""

_BEHIND_END, _WORDED_BEHIND_END, _AT_FOOT, _OVER_LABEL, _OVER_LIST, _SIGNED_NAME = 3.3, 1.5, 1.6, 0.8, 2.5, 2.5
_WORDED = 1.5

_BASE = -4.6
_VOICE, _MOST_VOICE, _NEWS_VOICE = 2.0, 7.0, -1.5
_LONGEST = 90
_SHARE, _MOST_SHARE, _STRONG, _MOST_STRONG = 8.0, 0.6, 0.5, 4
_MODAL, _MOST_MODALS = 0.9, 3
_FEW, _THIN, _SPEAKS = 5, 0.06, 3
_OPENED, _OPENED_BY_WORD, _OPENED_FOR_CERTAIN, _LABELLED = 2.0, 1.0, 1.0, 1.5
_COPYRIGHT_SIGN = 6.5
_AGENCY, _AGENCY_AT_HEAD, _AGENCY_WORD = 2.7, 1.0, 1.0
_FIRST_LINE, _TOLD_IN_NEWS = -5.0, -5.5
_FIRST_WORDS = 2
_UNLIKE = MOST_FOR_LOOK
_FIGURE, _MOST_FIGURES, _DAY, _QUOTE, _CONNECTIVE = -2.3, 3, -2.0, -2.3, -1.5
_STOPPED = -0.3
_BULLET, _DATELINE, _SIGNED, _ACRONYM = -3.0, -2.0, -3.0, -2.0
_LETTERS = re.compile(r"\(([A-Z]{2,6})\)")
_HEADING, _SUBTITLED, _TITLED = -3.0, -2.0, -5.0
_SITE_WORDS = 3
"""Words of a heading above all news that may be the site's name."""
_LED = 4
"""Lines below a headline in which its story begins: who wrote it, and when, may stand between."""
_LONGEST_SIGN, _SHORTEST_SIGNED = 32, 60
_LONG, _LONG_WORDS = -0.15, 35
_ABOVE_NEWS = 2.0
"""A sentence above the headline speaks of the site: that it sets cookies, that it wants support."""
_ABOVE = 12
"""Lines above one that it is compared with."""
# (c) alone is the third item of a list.
_COPYRIGHT = re.compile(r"©|\([cC]\)\s*(?:19|20)\d\d\b")
_YEAR = re.compile(r"(?:19|20)\d\d|1[34]\d\d")


class NoticeWeight(msgspec.Struct, frozen=True, gc=False):
    """How much a line looks like a notice by itself, whether some of that is its words, and whether it names the agency.

    `hasty` says that what takes a closer look at the line is not in the weight yet.
    """

    weight: float
    worded: bool = False
    named: bool = False
    hasty: bool = False


_NEVER = NoticeWeight(-100.0)


def notice_weight(
    line: Line,
    lines: Sequence[Line],
    names: Sequence[frozenset[str]],
    page: Lexicon,
    news: frozenset[str] = frozenset(),
    *,
    above: bool = False,
) -> NoticeWeight:
    """How much `line`, one of `lines`, looks like a notice by itself.

    `names` are the stems of the agency's names, `page` its language, `news` the trade's words, as stems, that the page opens with; `above`
    says that the line stands above all news.
    """
    size = len(line.words)
    if not 2 <= size <= _LONGEST or line.block.told is not None:
        return _NEVER
    # What is nothing but a name says nothing of the agency; it may as well be a headline that the page's title repeats.
    found = [name for name in names if name < line.stems] if line.index else []
    voice = voice_of(line, page, news.union(*found) if found else news)
    if voice < _NEWS_VOICE and "©" not in line.text:
        # Most lines are news, and to weigh their words one by one takes time.
        return NoticeWeight(_BASE + _VOICE * voice + _STOPPED * line.ends, hasty=True)
    words = _word_weight(line, size, news) + _VOICE * min(_MOST_VOICE, voice)
    weight = _BASE + words + _STOPPED * line.ends + _titled(line, size, above=above)
    weight += _FIRST_LINE * (line.index == 0) + _LONG * max(0, size - _LONG_WORDS)
    if found:
        # What opens with the name alone is a lead behind its dateline.
        leads = words < _WORDED and any(stem(word) in name for name in found for word in line.words[:_FIRST_WORDS])
        weight += _AGENCY_AT_HEAD if leads else _AGENCY
    if not everywhere().agency_words.isdisjoint(line.listed):
        weight += _AGENCY_WORD
    if (sign := _COPYRIGHT.search(line.text)) is not None and not _signs_paragraph(line.text, sign.start()):
        weight += _COPYRIGHT_SIGN
    if news:
        weight += _TOLD_IN_NEWS
    weight += _ABOVE_NEWS * (above and line.ends)
    hasty = weight + _UNLIKE < NOTICE
    if not hasty:
        weight += closer_look(line, lines, page)
    return NoticeWeight(weight, worded=words >= _WORDED, named=bool(found), hasty=hasty)


def closer_look(line: Line, lines: Sequence[Line], page: Lexicon) -> float:
    """What speaks against a notice: figures, days, quotations and whatever else news has; and for it, that no line above says the like."""
    text = line.text
    figures = sum(word.isdigit() and not _YEAR.fullmatch(word) for word in line.words)
    weight = _FIGURE * min(_MOST_FIGURES, figures) + _DAY * (not everywhere().days.isdisjoint(line.listed))
    weight += _QUOTE * (QUOTES.search(text) is not None or text[-1] in "?؟:") + _CONNECTIVE * opens_with_connective(line, page)
    weight += _BULLET * (bullet_of(line) is not None) + _HEADING * _heads(line, lines, page)
    weight += _ACRONYM * _spells_out(text)
    if dateline_of(line) is not None:
        weight += _DATELINE
    if credit_of(line, frozenset(), closes=False) is not None:
        # What names the agency is its signature.
        weight += _SIGNED
    return weight + _UNLIKE * _apart(line, lines, page)


def place_weight(
    line: Line, seen: NoticeWeight, signed: Sequence[frozenset[str]], *, ended: bool, foot: bool, over: Literal["label", "list"] | None
) -> float:
    """What it weighs where `line` stands: behind the end of an item (`ended`), at the foot of the page, `over` a label or a list.

    `signed` are the stems of the names in the page's signatures, which are most likely the agency's.
    """
    weight = (_BEHIND_END + _WORDED_BEHIND_END * seen.worded) * ended + _AT_FOOT * foot
    if over is not None:
        weight += _OVER_LABEL if over == "label" else _OVER_LIST
    if not seen.named and any(name <= line.stems for name in signed):
        weight += _SIGNED_NAME
    return min(MOST_FOR_PLACE, weight)


def trade_of(line: Line, page: Lexicon) -> frozenset[str]:
    """The stems of the line's words that are of the trade of notices, where it speaks of that trade; none where it does not."""
    rights, trade = page.rights.intersection(line.words), page.notice.intersection(line.words)
    return frozenset(map(stem, rights | trade)) if rights or len(trade) >= _SPEAKS else frozenset()


def notice_words(line: Line, news: Set[str] = frozenset()) -> tuple[int, int, int]:
    """How many words the line has that hardly stand outside of notices, how many others of their trade, and how many modal words.

    Of one language, since what is rare in one is common in another. What the `news` of the page speaks of, as stems, counts for nothing:
    where the headline is about copyright, so are the paragraphs.
    """
    every = everywhere()
    rights, trade = every.rights & line.listed, every.notice & line.listed
    if news:
        rights, trade = (frozenset(word for word in found if stem(word) not in news) for found in (rights, trade))
    if 2 * len(rights) + len(trade) < max(1.0, _THIN * len(line.words)):
        return len(rights), len(trade), 0
    counted = [(len(rights & each.rights), len(trade & each.notice), each) for each in every_language()]
    strong, others, said_in = max(counted, key=_sum)
    return strong, others, len(said_in.modals & line.listed)


def _word_weight(line: Line, size: int, news: Set[str]) -> float:
    rights, trade, modals = notice_words(line, news)
    weight = _SHARE * min(_MOST_SHARE, (2 * rights + trade + _MODAL * min(_MOST_MODALS, modals)) / max(size, _FEW)) + _STRONG * min(
        _MOST_STRONG, rights
    )
    opened = everywhere().notice_openers.opens(line.words)
    if opened:
        weight += (_OPENED if opened > 1 else _OPENED_BY_WORD) + _OPENED_FOR_CERTAIN * (rights > 0)
        weight += _LABELLED * (opened < size and label_follows(line.text, opened))
    return weight


def _apart(line: Line, lines: Sequence[Line], page: Lexicon) -> float:
    """Share of what the line speaks of that no line above it does."""
    own = stems_of(line, page)
    if not own:
        return 1.0
    said = count_said(own, lines[max(0, line.index - _ABOVE) : line.index], page)
    return (len(own) - said) / len(own)


def _spells_out(text: str) -> bool:
    """Whether the line says what an acronym stands for, as news does when it first names a body: the Fenland Drainage Trust (FDT)."""
    match = _LETTERS.search(text)
    return match is not None and "".join(word[0] for word in text[: match.start()].split()[-len(match[1]) :]) == match[1]


def _titled(line: Line, size: int, *, above: bool) -> float:
    """What it weighs that the markup calls the line a heading: of the page, or of a part of it."""
    if not line.block.level or (above and size <= _SITE_WORDS):
        return 0.0
    return _TITLED if line.block.level == 1 else _SUBTITLED


def _heads(line: Line, lines: Sequence[Line], page: Lexicon) -> bool:
    """Whether the line heads the text below it, which is news and says more of the same."""
    if line.ends:
        return False
    below = next((each for each in lines[line.index + 1 : line.index + 1 + _LED] if len(each.words) > len(line.words)), None)
    return below is not None and says_again(stems_of(line, page), (below,), page, 1) and voice_of(below, page) < 0


def _signs_paragraph(text: str, at: int) -> bool:
    """Whether the copyright sign at `at` stands behind the last sentence of a paragraph, with the agency's letters."""
    return at >= _SHORTEST_SIGNED and len(text) - at <= _LONGEST_SIGN and ends_sentence(text[:at].rstrip())


def _sum(counted: tuple[int, int, Lexicon]) -> int:
    return 2 * counted[0] + counted[1]
