"""Numbers of running text: digits of all scripts with their separators, and words from two to trillions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

LONGEST = 24
"""Characters of the longest number in digits that is read; what is longer is no figure of the news."""
_ASCII = {ord(digit): str(n) for base in (0x0660, 0x06F0) for n, digit in enumerate(map(chr, range(base, base + 10)))}
_GROUPING = "٬'’ \xa0\u2009\u202f"
_THOUSAND = 1000.0


class Numerals(msgspec.Struct, frozen=True, kw_only=True):
    """How a language writes numbers. Words are folded.

    `thousands` and `decimals` are its marks in digits; one that is neither tells nothing where three digits follow it (1.234). `adding` are
    the words for 2 to 99, and for 200 to 900 where they are one word; `hundreds` multiply by 100, `scales` by a thousand and more. `duals`
    are two of a scale in one word, `ones` stand before a scale (one million), `alone` are scales that mean one by themselves. `teens`: ten
    behind a unit adds to it. `words` are all of them. `spaced`: a plain space may part thousands.
    """

    thousands: str = ""
    decimals: str = ""
    adding: Mapping[str, float] = {}
    hundreds: frozenset[str] = frozenset()
    scales: Mapping[str, float] = {}
    duals: Mapping[str, float] = {}
    ones: frozenset[str] = frozenset()
    ands: frozenset[str] = frozenset()
    halves: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    teens: bool = False
    spaced: bool = False


def in_digits(written: str, numerals: Numerals) -> float | None:
    """The value of a number in digits; None where its separators leave open what it is, or it is none (a date, a version)."""
    if len(written) > LONGEST:
        return None
    if written.isdecimal():
        return float(written)
    ascii_digits = written.isascii()
    if not ascii_digits:
        written = written.translate(_ASCII)
    for mark in _GROUPING:
        written = written.replace(mark, "")
    written = written.replace("٫", "\0")
    if "/" in written:
        # ۳۲/۵ is a decimal where a language has that mark; elsewhere, or twice, it is a date or a fraction. In digits of ASCII it is not
        # told either: many pages have it the other way round there, as it looked on systems that did not order text (5/32).
        if "/" not in numerals.decimals or ascii_digits:
            return None
        written = written.replace("/", "\0")
    parts = written.replace(",", "\0").replace(".", "\0").split("\0")
    marks = "".join(character for character in written if character in ",.\0")
    if not marks:
        return float(written)
    if len(set(marks)) == 1:
        return _of_one_mark(parts, marks, numerals)
    # Two marks: the last is the decimal one, and stands once.
    if marks.count(marks[-1]) > 1 or len(set(marks[:-1])) > 1 or not _grouped(parts[:-1]):
        return None
    return float("".join(parts[:-1]) + "." + parts[-1])


def in_words(words: Sequence[str], numerals: Numerals, value: float = 0.0) -> tuple[float, int]:
    """The value of the number that these folded words begin with, and how many of them are part of it; 0 words where none is.

    With a `value`, which the text gives in digits before the words, it goes on with that: 30, million.
    """
    total, group, digits, taken, scale, joined, at = 0.0, value, value > 0, 0, float("inf"), False, 0
    settled = (value, 0)
    while at < len(words):
        word, step = words[at], 1
        if word not in numerals.words and not (total and not group and _small(word)):
            break
        if not group and not total and word in numerals.duals:
            total = numerals.duals[word]
            scale = _THOUSAND
        elif (larger := numerals.scales.get(word, 0.0)) and larger < scale and (group or not total):
            total += (group or 1.0) * larger
            group, scale, digits = 0.0, larger, False
            settled = (total, at + 1)
        elif larger and settled[1]:
            # As large a scale again: what stands before it is the next number's (3 million and 50 million).
            return settled
        elif word in numerals.hundreds and group < 100 and not digits:
            group = (group or 1.0) * 100
        elif word in numerals.halves and (total or group) and not taken == at == 0:
            total, group = (total + scale / 2, group) if total and not group else (total, group + 0.5)
        elif total and not group and (spelt := _small(word)):
            group, digits = spelt, True
        elif word in numerals.ands and taken == at and at:
            joined, at = True, at + 1
            continue
        else:
            more = numerals.adding.get(word)
            if at + 1 < len(words) and (two := numerals.adding.get(f"{word} {words[at + 1]}")):
                more, step = two, 2
            if more is None or digits or not _fits(group, more, joined or (numerals.teens and at > 0), numerals.teens and not joined):
                break
            group += more
        joined, at = False, at + step
        taken = at
    return total + group, taken


def _of_one_mark(parts: Sequence[str], marks: str, numerals: Numerals) -> float | None:
    mark = marks[0]
    if mark == "\0":
        return float(".".join(parts)) if len(parts) == 2 else None
    if len(parts) > 2:
        # 1,234,567, and 12,34,567 as Pakistan and India group it.
        return float("".join(parts)) if _grouped(parts) or (mark == "," and _grouped_by_two(parts)) else None
    whole, rest = parts
    if len(rest) != 3 or whole == "0" or len(whole) > 3:
        return float(f"{whole}.{rest}") if mark == "." or mark != numerals.thousands else None
    if mark in numerals.thousands:
        return float(whole + rest)
    return float(f"{whole}.{rest}") if mark in numerals.decimals else None


def _grouped(parts: Sequence[str]) -> bool:
    return len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])


def _grouped_by_two(parts: Sequence[str]) -> bool:
    return len(parts[0]) <= 2 and len(parts[-1]) == 3 and all(len(part) == 2 for part in parts[1:-1])


def _small(word: str) -> float:
    """Up to three digits behind a scale: هزار و ۱۰۰, and with the Arabic «and» written onto them."""
    digits = word.removeprefix("و")
    return float(digits) if len(digits) <= 3 and digits.isascii() and digits.isdigit() else 0.0


def _fits(group: float, more: float, joined: bool, teens: bool) -> bool:
    """Whether a number goes on with `more`: twenty five, hundred twenty; with «and», five twenty; soixante-dix, dix-sept; خمسة عشر."""
    ones, tens = group % 10, group % 100
    if not group:
        return True
    if more < 10:
        return ones == 0 and (tens != 10 or more > 6)
    if more == 10 and teens:
        return 0 < tens < 10
    if more < 20 and tens in (60, 80):
        return True
    return more < 100 and (tens == 0 or (joined and more >= 20 and 0 < tens < 10))
