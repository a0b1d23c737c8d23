"""Text encoded twice: UTF-8 that a program took for another charset and encoded again, once or several times, put right.

Such text gives itself away: every letter of it has become two or three characters, the first of them one of a few letters (Ã Ä Å Ø Ù, ط
ظ), the second a sign that stands behind no letter (© § ¼ ±). Sound text has no such pair, and what comes near one (the apostrophe behind
the İ of a Turkish name, a quotation mark behind an Arabic word) is never enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

_LAYERS = 3
_LONGEST = 500_000
"""Characters of the longest text that is repaired line by line; a longer one is repaired as a whole or not at all."""
_LONGEST_WHOLE = 8_388_608
"""Characters of the longest text that is repaired as a whole; a page of more is mostly no text."""
_PAIRS_PER_LOSS = 8
"""Pairs that a line must have for each letter in it that is of none: what was lost on the way, or sound."""
_SCORE_WHOLE, _SCORE_LINES, _SCORE_LOSSES = 0.95, 0.9, 0.7


class Repair(msgspec.Struct, frozen=True, kw_only=True):
    """Text put right. `charsets` are what it was taken for, the last mistake first; `score` how sure it is that this is what was meant."""

    text: str
    charsets: tuple[str, ...]
    score: float


class _Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How UTF-8 looks when it is taken for one charset, or for one of a few that hardly differ.

    `octets` are the bytes that characters were. `leads` are characters of which every sure pair or triple has one. `sure` finds a pair or
    triple that stands in no sound text, `hints` its first two characters, in a tenth of the time. `pairs` finds every pair or triple that
    may be a letter, `parts` a character that may be part of one. `mixes`: sure pairs are put right in a line that is sound but for them.
    """

    name: str
    octets: dict[int, int]
    leads: str
    hints: re.Pattern[str]
    sure: re.Pattern[str]
    pairs: re.Pattern[str]
    parts: re.Pattern[str]
    mixes: bool


def repair(text: str, utf8: bytes) -> Repair | None:
    """`text` put right; None where it is sound, which a few microseconds a page show. `utf8` is `text` in UTF-8."""
    if len(text) > _LONGEST_WHOLE or not _suspicious(text, utf8):
        return None
    whole = _whole(text)
    if whole is not None:
        return whole
    return _by_lines(text) if len(text) <= _LONGEST else None


def _suspicious(text: str, utf8: bytes) -> bool:
    if b"\xc3" in utf8 and _WESTERN_IN_UTF8.search(utf8) is not None:
        return True
    western = len(utf8) * 4 < len(text) * 5
    found = western and "أ" in text
    for octet, signs in _SIGNS_IN_ARABIC.items():
        # Most text has no character that begins like one of the signs, and bytes are looked through faster.
        found = found or (octet in utf8 and any(map(text.__contains__, signs)))
    return found and _is_sure(text, _ARABIC)


def _is_sure(text: str, reading: _Reading) -> bool:
    if not any(map(text.__contains__, reading.leads)):
        return False
    return reading.hints.search(text) is not None and reading.sure.search(text) is not None


def _whole(text: str) -> Repair | None:
    """The text read once more, as a whole: nothing of it was lost, and nothing in it is sound."""
    charsets: list[str] = []
    found = None
    for _ in range(_LAYERS):
        for reading in _READINGS:
            again = _as_utf8(text, reading) if _is_sure(text, reading) else None
            if again is not None:
                text = again
                charsets.append(reading.name)
                break
        else:
            break
        if _UNREADABLE.search(text) is None:
            found = Repair(text=text, charsets=tuple(charsets), score=_SCORE_WHOLE)
    return found


def _by_lines(text: str) -> Repair | None:
    lines = text.split("\n")
    most: tuple[str, ...] = ()
    for at, line in enumerate(lines):
        lines[at], charsets = _line(line)
        most = max(most, charsets, key=len)
    if not most:
        return None
    repaired = "\n".join(lines)
    return Repair(text=repaired, charsets=most, score=_SCORE_LOSSES if "\ufffd" in repaired else _SCORE_LINES)


def _line(line: str) -> tuple[str, tuple[str, ...]]:
    """The line put right and what it was taken for; the line itself and nothing where it is sound or past mending."""
    charsets: list[str] = []
    best, layers = line, 0
    shown = line
    for _ in range(_LAYERS):
        suspects = [reading for reading in _READINGS if _is_sure(shown, reading)]
        # A line that reads as a whole is surer than one of which parts do, whatever the charset.
        mended = [(reading, _as_utf8(shown, reading)) for reading in suspects] + [(reading, _mend(shown, reading)) for reading in suspects]
        for reading, text in mended:
            if text is not None and text != shown:
                shown = text
                charsets.append(reading.name)
                break
        else:
            break
        if _UNREADABLE.search(shown) is None:
            best, layers = shown, len(charsets)
    return best, tuple(charsets[:layers])


def _mend(line: str, reading: _Reading) -> str:
    def letter(match: re.Match[str]) -> str:
        return _as_utf8(match[0], reading) or match[0]

    whole = _SPACE_FOR_NBSP.sub("Ã\xa0", line)
    losses = len(reading.parts.findall(reading.pairs.sub("", whole)))
    if losses * _PAIRS_PER_LOSS <= len(reading.pairs.findall(whole)):
        return _LOST.sub("\ufffd", reading.pairs.sub(letter, whole))
    return _LOST.sub("\ufffd", reading.sure.sub(letter, line)) if reading.mixes else line


def _as_utf8(text: str, reading: _Reading) -> str | None:
    try:
        return text.translate(reading.octets).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def _reading(name: str, codecs: tuple[str, ...], plausible: str, *, mixes: bool) -> _Reading:
    """UTF-8 taken for any of `codecs`. `plausible` are characters of the upper half that stand behind letters in sound text."""
    characters: dict[int, str] = {}
    for octet in range(0x80, 0x100):
        read = (bytes((octet,)).decode(codec, "ignore") for codec in codecs)
        # For what windows charsets leave undefined, programs take the control character of the same number.
        characters[octet] = "".join(dict.fromkeys([*read, chr(octet)] if octet < 0xA0 else read))

    def any_of(octets: Iterable[int], but: str = "") -> str:
        return "[" + "".join(re.escape(each) for octet in octets for each in characters[octet] if each not in but) + "]"

    rest = range(0x80, 0xC0)
    strange = any_of(rest, but=plausible)
    # Each by its first two characters, and what stands behind them.
    sure = [
        # The letters that news texts are made of: Ã and a sign, and so on.
        (any_of((0xC3,)), any_of(rest, but="’”“…–—»") if mixes else strange, ""),
        (any_of((0xC4,)), strange, ""),
        (any_of((0xC5,)), any_of(rest, but=plausible + "²³"), ""),  # square and cubic ångström
        (any_of((0xD8,)), any_of(rest, but=plausible + "¼½¾"), ""),  # the diameter of a pipe
        (any_of((0xD9, 0xDB)), strange, ""),
        (any_of((0xDA,)), any_of(rest, but=plausible + "šžŠŽ"), ""),  # Czech names
        # Dashes and quotation marks, €, ™, the byte order mark, presentation forms, emoji.
        (any_of((0xE2,)), any_of((0x80,)), any_of(rest)),
        (any_of((0xE2,)), any_of((0x82, 0x84)), strange),
        (any_of((0xEF,)), any_of((0xBA, 0xBB)), any_of(rest)),
        (any_of((0xF0,)), any_of((0x9F,)), any_of(rest) + "{2}"),
    ]
    if mixes:
        # Â stands at the end of no word, so no mark follows it.
        sure.insert(0, (any_of((0xC2,)), any_of(range(0xA0, 0xC0)), ""))
    else:
        # Arabic letters inside a western word.
        sure.append(("[A-Za-z]", any_of((0xC3, 0xC4, 0xC5)), any_of(rest)))
    leads = "".join(characters[octet] for octet in (0xC2, 0xC3, 0xC4, 0xC5, 0xD8, 0xD9, 0xDA, 0xDB, 0xE2, 0xEF, 0xF0))
    # The second character is the rarer one: looking for it first takes a tenth of the time.
    seconds = "".join(second[1:-1] for _, second, _ in sure)
    pairs = (
        any_of(range(0xC2, 0xE0)) + any_of(rest),
        any_of(range(0xE0, 0xF0)) + any_of(rest) + "{2}",
        any_of(range(0xF0, 0xF5)) + any_of(rest) + "{3}",
    )
    return _Reading(
        name=name,
        octets={ord(each): octet for octet in characters for each in characters[octet]},
        leads=leads,
        hints=re.compile(f"[{seconds}](?:{'|'.join(f'(?<={first}{second})' for first, second, _ in sure)})"),
        sure=re.compile("|".join(map("".join, sure))),
        pairs=re.compile("|".join(pairs)),
        parts=re.compile(any_of(range(0x80, 0x100))),
        mixes=mixes,
    )


# Closing marks, dashes and spaces do follow letters; so, in Arabic script, do the letters that windows-1256 has where others have signs.
_MARKS = "’”“‘»«…–—‚„•\xa0\xad™®"
_WESTERN = _reading("windows-1252", ("cp1252", "cp1254", "latin-1"), _MARKS, mixes=True)
_ARABIC = _reading("windows-1256", ("cp1256",), _MARKS + "پٹچژڈگکڑںھہے،؛؟\u200c\u200d", mixes=False)
_READINGS = (_WESTERN, _ARABIC)

# Signs of which any sentence of Arabic, Persian, Urdu or Kurdish has one once it was taken for windows-1256 (they stand for the second half
# of ا, ر, ل, ن and ی), and so has one of Turkish or French (ç, ı, ö, ü, é, any letter the second time). To look for a single character
# costs next to nothing. By the byte that they begin with in UTF-8.
_SIGNS_IN_ARABIC = {b"\xc2": "§±¶¼©£", b"\xc5": "Œ", b"\xe2": "„†€"}
# The same for western charsets, as it looks in UTF-8 itself: one of the capitals, and behind it no ASCII.
_WESTERN_IN_UTF8 = re.compile(rb"\xc3[\x82-\x85\x98-\x9b\xa2\xaf\xb0](?:\xc2[\x80-\xbf]|[\xc5\xc6\xcb]|\xe2[\x80\x82\x84])")
# Control characters of the second row: on the way from one layer to the next, and in no text.
_UNREADABLE = re.compile("[\x80-\x84\x86-\x9f]")
# à, when the space that was its second half, and not to be broken, has become a common one, or one with the space behind it.
_SPACE_FOR_NBSP = re.compile("Ã (?!\\w)|Ã(?= \\w)")
# A letter of which the second half was undefined in the charset and is gone.
_LOST = re.compile("(?:[ÃÄÅØÙÚÛ]|â€)\ufffd")
