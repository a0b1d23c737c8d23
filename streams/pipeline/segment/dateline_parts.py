"""The parts of what may be a dateline: places, dates and agencies, and the marks that part them.

They are read once a line, whatever is asked of it afterwards: what a part is depends on the agency only where it is the agency's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, TypeAlias

import msgspec

from streams.lexicon import Lexicon, everywhere, lexicon
from streams.text.match_key import fold, words

WINDOW = 90
"""A dateline ends within so many characters or there is none."""
DATE_AT_END = re.compile(r"^(?P<place>[^\d،,]{2,40}?)\s+(?:(?:في|le|am|on)\s+)?(?P<date>\d{1,2}\.?\s+[^\d،,]{3,24}(?:\s+\d{4})?)$")
"""A place and a date without a mark between them."""
LONGEST_NAME = 4
"""Words of the longest name of a place or an agency."""
_MOST_PARTS, _MOST_WORDS = 5, 12
_LONGER_AT_HEAD = 3

# The gate keeps the reader off ordinary paragraphs: they have none of these so early.
_GATE = re.compile(r"[-–—ـ/|()\[\]:.]")
_MARK = re.compile(r"[-–—ـ/|،,:：()\[\].]")
# What closes a part: a comma, slash, bar, bracket, a dash with space on a side, a colon, a stop with space behind it.
_CLOSE = re.compile(
    r"\s*[-–—ـ]{2,3}\s*|\s+[-–—ـ]\s*|\s*[-–—ـ]\s+|\s*[–—]\s*|\s*[/|]\s*|\s*[،,]\s*|\s*[:：]\s*|"
    r"\s*[(\[]\s*|\s*[)\]]\s*|\.[-–—]\s*|\.(?=\s)"
)
# The first mark may stand so far behind the window.
_BEYOND = 30
# One that follows upon it, with a space between, so far behind that.
_NEXT = 4
# What can close a dateline: any mark but a comma, or two of them.
_END, _COMMAS = re.compile(r"[-–—ـ/|:：()\[\].]"), re.compile(r"[،,]\s*[،,]")
_STOP = re.compile('[;!?؟«»"“”؛]')
_ABBREVIATED = re.compile(r"(?:^|[\s.])(?:[^\W\d_]|[^\W\d_][a-z]{1,3}|ST|MT|FT)$|\d$")
_LONGEST_ABBREVIATED = 5
"""Characters of the longest one, with what stands before it."""
_INFLECTED = 5
"""Letters from which on a month may carry an ending."""
_MONTH_HEAD = 3
_TATWEEL = "\u0640"
"""A letter to Unicode, and a dash where desks draw it in a row."""
_NUMERIC_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{2,4}")
_YEAR = re.compile(r"(?:19|20|13|14)\d\d")
# A month without a figure is a date in so few words.
_MONTH_ALONE = 3
_SORANI = re.compile("[ەڵڕێۆ]")

Kind: TypeAlias = Literal["place", "date", "agency"]


class Part(msgspec.Struct, frozen=True, gc=False):
    """A part of what may be a dateline: its text, which begins at `start`, what stood before it and what closed it up to `end`.

    `words` are its folded words. `kind` is what it is by itself; None where only the name of an agency that the page is known by can be
    such a part.
    """

    text: str
    words: tuple[str, ...]
    start: int
    opened: str
    closed: str
    end: int
    kind: Kind | None
    dated: bool

    @property
    def bracketed(self) -> bool:
        """Whether it stands in brackets, or between slashes."""
        return _bracketed(self.opened, self.closed)

    def kind_for(self, agencies: frozenset[str]) -> Kind | None:
        """What it is on a page of one of the `agencies` (folded names)."""
        return "agency" if not self.dated and len(self.words) <= LONGEST_NAME and self.names_one_of(agencies) else self.kind

    def names_one_of(self, agencies: frozenset[str]) -> bool:
        """Whether it is one of these names. A host name runs an agency's words together."""
        return bool(agencies) and (" ".join(self.words) in agencies or "".join(self.words) in agencies)

    @property
    def is_told_by_name(self) -> bool:
        """Whether it is another part where it names the page's agency."""
        aside = self.bracketed and self.closed in (")", "]") and not self.names_agency
        return aside or (self.kind != "agency" and not self.dated and len(self.words) <= LONGEST_NAME)

    @property
    def names_agency(self) -> bool:
        """Whether a word of it is one that agencies have in their names."""
        return not everywhere().agency_words.isdisjoint(self.words)


def may_open(text: str) -> bool:
    """Whether a quick look at display text leaves it open that there are parts at its head, or a place before a slash or dash."""
    return _GATE.search(text, 0, WINDOW) is not None and (text[0].isalnum() or text[0] in "([/")


def parts_of(text: str, every: Lexicon) -> Iterator[Part]:
    """The parts at the head of `text`, as long as it reads like a row of them and a dateline can end behind one that is to come.

    `every` has the words of all languages.
    """
    at, opened = 0, ""
    count = size = 0
    while at < WINDOW and count < _MOST_PARTS and (opened in "/|" or _may_end(text, at)):
        start = at
        while (match := _next_close(text, at)) is not None and _inside(text, start, match, opened):
            at = match.end()
        if match is None or _STOP.search(text, start, match.start()) is not None:
            return
        before, closed = text[start : match.start()], match[0].strip() or "-"
        end = match.end()
        # Marks in a row close one part: `(AP) —`, `/بردى/`.
        while _may_close(text, end) and (more := _CLOSE.match(text, end)) is not None and closed[-1] not in "([":
            closed += more[0].strip() or "-"
            end = more.end()
        while end < len(text) and text[end] == " ":
            end += 1
        if piece := before.strip():
            folded = words(piece)
            size += len(folded)
            dated = _dated(piece, folded)
            kind = _kind(piece, folded, opened, closed, every, dated=dated, first=count == 0)
            if not folded or size > _MOST_WORDS or (kind is None and len(folded) > LONGEST_NAME):
                return
            yield Part(piece, folded, start + len(before) - len(before.lstrip()), opened, closed, end, kind, dated)
            count += 1
        elif closed[0] not in "([/|":
            return
        opened, at = closed[-1], end
        if at == start:
            return


def is_date(text: str) -> bool:
    """Whether `text` is a date."""
    return _dated(text, words(text))


def _may_end(text: str, at: int) -> bool:
    """Whether what can close a dateline stands from `at` on, as far as parts of it are looked for."""
    end = WINDOW + _BEYOND + _NEXT
    return _END.search(text, at, end) is not None or _COMMAS.search(text, at, end) is not None


def _may_close(text: str, at: int) -> bool:
    """Whether what stands at `at` may be a mark that closes a part, or the space before one."""
    return at < len(text) and (text[at] == _TATWEEL or not text[at].isalnum())


def _next_close(text: str, at: int) -> re.Match[str] | None:
    """The first mark from `at` on that closes a part, with the white space around it."""
    # To look for the marks alone and then at the few that there are takes a tenth of the time of a search for all of it.
    mark = _MARK.search(text, at, WINDOW + _BEYOND)
    while mark is not None:
        start = mark.start()
        while start > at and text[start - 1].isspace():
            start -= 1
        for begin in (start, mark.start()) if start < mark.start() else (start,):
            found = _CLOSE.match(text, begin, WINDOW + _BEYOND)
            if found is not None:
                return found
        mark = _MARK.search(text, mark.end(), WINDOW + _BEYOND)
    return None


def _inside(text: str, start: int, match: re.Match[str], opened: str) -> bool:
    """Whether the mark stands inside a part: the stop of an abbreviation or of a day, a slash or dash between figures or two months.

    In brackets only commas part anything: (tca/dpa).
    """
    mark = match[0].strip()
    if opened in ("(", "[") and mark not in (")", "]", "،", ","):
        return True
    if mark == ".":
        before = text[start : match.start()]
        return bool(_ABBREVIATED.search(before[-_LONGEST_ABBREVIATED:])) or before[-4:].lower() == "sept"
    if mark in ("/", "-") and text[start : match.start()][-1:].isdigit() and text[match.end() : match.end() + 1].isdigit():
        return True
    if mark == "/":
        last, following = words(text[start : match.start()]), words(text[match.end() : match.end() + 24])[:1]
        return bool(last and following) and (is_month(last[-1]) or is_month(" ".join(last[-2:]))) and is_month(following[0])
    return False


@cache
def _heads_of_months() -> frozenset[str]:
    """The first letters of the names of months. What names none, with an ending or without, begins otherwise."""
    return frozenset([month.partition(" ")[0][:_MONTH_HEAD] for month in everywhere().months.phrases])


def is_month(word: str) -> bool:
    """Whether the folded word names a month, with up to two letters of an ending."""
    months = everywhere().months.phrases
    return word in months or (len(word) > _INFLECTED and (word[:-1] in months or word[:-2] in months))


def _kind(text: str, folded: Sequence[str], opened: str, closed: str, every: Lexicon, *, dated: bool, first: bool) -> Kind | None:
    """What a part is by itself; None where a dateline has no such part."""
    if not folded:
        return None
    if dated:
        split = DATE_AT_END.match(text)
        if split is None or not is_date(split["date"]) or every.days.issuperset(words(split["place"])):
            return "date"
        return "place"
    short = len(folded) <= LONGEST_NAME
    if short and not every.agency_words.isdisjoint(folded):
        return "agency"
    if _bracketed(opened, closed):
        followed = closed not in (")", "]")
        return "agency" if short and not folded[0].isdigit() and (followed or not folded[-1].isdigit()) else None
    longest = LONGEST_NAME + (_LONGER_AT_HEAD if first and closed[-1] in "([" else 0)
    return "place" if len(folded) <= longest and not folded[0].isdigit() and is_name(text, folded) else None


def is_name(text: str, folded: Sequence[str] | None = None) -> bool:
    """Whether each word can be part of a name: with a capital where the script has them, else no function word."""
    shown = text.split()
    if folded is None or len(folded) != len(shown):
        folded = [fold(word) for word in shown]
    # What is a function word in Arabic is a town in Sorani.
    known = (lexicon("ckb") if _SORANI.search(text) else everywhere()).function_words
    for word, key in zip(shown, folded, strict=True):
        if not (word[0].isupper() or word == "&" or (key not in known and word.lower() == word.upper())):
            return False
    return True


def _bracketed(opened: str, closed: str) -> bool:
    return opened + closed[0] in ("()", "[]", "//")


def _dated(text: str, folded: Sequence[str]) -> bool:
    numbers = 0 if "".join(folded).isalpha() else sum([part[0].isdigit() for part in folded])
    if numbers:
        if _NUMERIC_DATE.search(text) or (numbers > 1 and any(_YEAR.fullmatch(part) for part in folded)):
            return True
    elif len(folded) > _MONTH_ALONE:
        return False
    if _heads_of_months().isdisjoint([word[:_MONTH_HEAD] for word in folded]):
        return False
    return any(map(is_month, folded)) or (len(folded) > 1 and (is_month(" ".join(folded[-2:])) or is_month(" ".join(folded[1:3]))))
