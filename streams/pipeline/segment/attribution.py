"""Who wrote the item and when it was issued, on a line of their own: byline, time stamp, or both on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas import Role
from streams.lexicon import Lexicon
from streams.pipeline.clean import Line
from streams.pipeline.segment.marks import QUOTES, Mark, label_follows
from streams.text.match_key import words

CLOCK = re.compile(r"(?<![\d$€£.,])(?:[01٠١۰۱]?\d|[2٢۲][0-4٠-٤۰-۴])[:.h][0-5٠-٥۰-۵]\d(?![\d.,%])")
_DATE = re.compile(r"\b\d{1,4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,4}\b")
_FIGURE = re.compile(r"\d")
_TOKEN = re.compile(r"[\w\u0300-\u036f\u064b-\u065f\u0670\u200c]+")
_BETWEEN = " ·|•,،-–—"
_LONGEST, _MOST_NAMES, _MOST_LABELLED, _JOINS = 16, 7, 5, 3
_BYLINE_LINES, _MENU_LINES = 5, 40
"""A byline without a colon stands under the headline; further down the same words open a subhead."""


def attribution_of(line: Line, lexicon: Lexicon) -> tuple[Mark, ...]:
    """The byline, the time stamp or both that the line is made of; none where it is anything else."""
    if len(line.words) > _LONGEST or line.ends:
        return ()
    at = 0
    # No time is without a figure; to look for one word by word costs more than all else here.
    if not line.lettered and _FIGURE.search(" ".join(line.words)):
        if _is_time(line.text, line.words, lexicon):
            return (_mark("timestamp", line.text, 0, len(line.text), "attribution.time"),)
        at = _time_begins(line.text, lexicon)
    end = len(line.text[:at].rstrip(_BETWEEN)) if at else len(line.text)
    if not _is_byline(line.text[:end], words(line.text[:end]) if at else line.words, line.index, lexicon):
        return ()
    # The mark takes in what parts the two, a dash or a bullet, or it would be of neither.
    parted = len(line.text[:at].rstrip()) if at else end
    byline = Mark(role="byline", start=0, end=parted, value=line.text[:end], rule="attribution.byline")
    return (byline, _mark("timestamp", line.text, at, len(line.text), "attribution.time")) if at else (byline,)


def _mark(role: Role, text: str, start: int, end: int, rule: str) -> Mark:
    return Mark(role=role, start=start, end=end, value=text[start:end], rule=rule)


def _is_byline(text: str, folded: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    count = lexicon.bylines.opens(folded)
    if count and index and text[0] in "([" and text[-1] in ")]":
        # (Reporting by …; editing by …), as agencies sign below the last paragraph.
        return len(folded) > count
    if not count or not 1 <= len(folded) - count <= _MOST_NAMES:
        return False
    if QUOTES.search(text):
        # Interview: “…” is a headline.
        return False
    if (len(folded) - count <= _MOST_LABELLED and label_follows(text, count)) or (0 < index <= _BYLINE_LINES and len(folded) <= 6):
        return True
    # Further down, below menus, names give a byline away: all words in capitals, but for what joins two of them.
    names = text.split()[count:]
    joined = [name for name in names if not name[:1].isupper()]
    capitals = len(names) >= 2 and len(joined) <= 1 and all(len(name) <= _JOINS for name in joined) and names[-1][:1].isupper()
    return 0 < index <= _MENU_LINES and capitals


def _is_time(text: str, folded: Sequence[str], lexicon: Lexicon) -> bool:
    dated = bool(CLOCK.search(text) or _DATE.search(text))
    numbers = sum(word.isdigit() for word in folded)
    if numbers and lexicon.timestamps.opens(folded) and (dated or len(folded) <= 10):
        return True
    if lexicon.bylines.opens(folded):
        return False
    if dated and len(folded) <= 8 and numbers >= 2:
        return True
    months = sum(word in lexicon.months for word in folded)
    return months > 0 and numbers > 0 and 2 * (months + numbers) >= len(folded) and len(folded) <= 9


def _time_begins(text: str, lexicon: Lexicon) -> int:
    """Where the time begins in a line that begins with something else: at its label, its date or its clock time; 0 where there is none."""
    tokens = [(token.start(), word) for token in _TOKEN.finditer(text) for word in words(token[0])]
    for i, (at, word) in enumerate(tokens):
        if not at:
            continue
        if word in lexicon.timestamps.firsts:
            following = [folded for _, folded in tokens[i : i + 5]]
            if lexicon.timestamps.opens(following) and any(folded.isdigit() for folded in following):
                return at
        if word.isdigit() and i + 1 < len(tokens) and tokens[i + 1][1] in lexicon.months:
            return at
        if text[at].isdecimal() and (_DATE.match(text, at) or CLOCK.match(text, at)):
            return at
    return 0
