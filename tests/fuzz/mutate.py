"""Changes that news items go through, and that tear them: lines and elements moved, charsets mixed up, marks of the trade put in."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import msgspec

from tests.fuzz.item import CONTENT_TYPES, Item

_CHARSETS = "utf-8 utf-16 utf-16-le windows-1256 iso-8859-6 windows-1254 latin-1 utf-8-sig".split()
_PIECES = (
    *("\u200f", "\u202e", "\u202c", "\u2067", "\u2069", "\u200b", "\u200c", "\u200d", "\ufeff", "\xad", "\u0301", "\u0654", "\u064e\u0651"),
    *(
        "\xa0",
        "\u2028",
        "\x85",
        "\x00",
        "\x01",
        "\x02",
        "\x03",
        "\x04",
        "\x1b",
        "ﻻ",
        "ﷺ",
        "ﷲ",
        "İ",
        "ı",
        "ـ",
        "👩\u200d👧",
        "🏴\U000e0067\U000e007f",
    ),
    *("&quot;", "&amp;amp;", "&#1575;", "&nbsp;", "&#x200f;", "&lt;p&gt;", "&#0;", "&bogus;", "\ufffd", "é".encode().decode("latin-1")),
    *(
        "\n",
        "\n\n",
        "\r\n",
        " - ",
        " – ",
        ": ",
        "(",
        ")",
        "[",
        "]",
        "«",
        "»",
        "“",
        '"',
        "…",
        "؟",
        "۔",
        "،",
        "***",
        "---",
        "-30-",
        "انتهى",
        "###",
    ),
    *("• ", "1. ", "- ", "عاجل: ", "URGENT: ", "SON DAKİKA ", "فوری ", "LONDON (Madar) - ", "بغداد (مدار) - ", "ANKARA, 1 Mart (AA) – "),
    *("(مدار)", "(Madar)", "اقرأ أيضا:", "Read more:", "جميع الحقوق محفوظة", "Copyright 2026 Madar. All rights reserved.", "By Adam Smith"),
    *("وقال الوزير إن العمل مستمر.", "The minister said so.", "12:30", "2026-03-01", "1 مارس 2026", "https://a.example/b", "a@b.example"),
    *(
        "<p>",
        "</p>",
        "<br>",
        "<div hidden>",
        "<h1>",
        "</h1>",
        "<li>",
        "<table><tr><td>",
        "<b>",
        "<a href=x>",
        "<nav>",
        "<!--",
        "-->",
        "<script>",
    ),
    *(
        "<![CDATA[",
        "]]>",
        "<pre>",
        "<svg>",
        "<template>",
        "<title>",
        "</title>",
        "<time>",
        "<blockquote>",
        '<div class="related share">',
        "<?a?>",
    ),
    *('{"a":1}', "[", "]", "null", '"headline":', '"body_text":', ",", "\\u0000", "\\ud800", "--b", "Content-Type: text/html\n\n", "> "),
)
_LINE_ENDS = re.compile(r"(\r\n|[\n\r])")
_TAG = re.compile(r"<[^<>]{0,400}>")
_WORD = re.compile(r"\w+")

Change = Callable[[str, random.Random], str]


def mutate(data: bytes, longest: int, seed: int) -> bytes:
    """The fuzzer's bytes, changed once or a few times, at most `longest` of them. The same seed makes the same change."""
    chance = random.Random(seed)
    item = Item.unpack(data)
    if chance.random() < 0.1:
        item = msgspec.structs.replace(item, content_type=chance.choice(CONTENT_TYPES))
    text = item.payload.decode("utf-8", "surrogateescape")
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        text = chance.choice(_CHANGES)(text, chance)
    payload = text.encode("utf-8", "surrogateescape" if chance.random() < 0.9 else "replace")
    if chance.random() < 0.05:
        payload = text.encode("utf-8", "replace").decode("utf-8").encode(chance.choice(_CHARSETS), "replace")
    if chance.random() < 0.02:
        payload = payload.decode("latin-1").encode("utf-8")
    return Item(content_type=item.content_type, payload=payload[: longest - 1]).pack()


def _put(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(_PIECES) * chance.choice((1, 1, 1, 2, 40)) + text[at:]


def _put_at_word(text: str, chance: random.Random) -> str:
    places = [match.span() for match in _WORD.finditer(text)]
    if not places:
        return _put(text, chance)
    at = chance.choice(chance.choice(places))
    return text[:at] + chance.choice(_PIECES) + text[at:]


def _cut(text: str, chance: random.Random) -> str:
    start = chance.randint(0, len(text))
    return text[:start] + text[start + chance.choice((1, 1, 2, 10, 100, 1000)) :]


def _copy(text: str, chance: random.Random) -> str:
    start = chance.randint(0, len(text))
    piece = text[start : start + chance.choice((1, 10, 100, 1000))]
    at = chance.randint(0, len(text))
    return text[:at] + piece + text[at:]


def _lines(text: str, chance: random.Random) -> str:
    """A line is taken out, said twice, moved, joined to the next, or changed for a piece."""
    parts = _LINE_ENDS.split(text)
    lines, ends = parts[::2], [*parts[1::2], ""]
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            lines[at] = ""
        case 1:
            lines[at] += (ends[at] or "\n") + lines[at]
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            ends[at] = " "
        case _:
            lines[at] = chance.choice(_PIECES)
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def _tags(text: str, chance: random.Random) -> str:
    """A tag is taken out, said twice, or put somewhere else."""
    tags = list(_TAG.finditer(text))
    if not tags:
        return _put(text, chance)
    tag, other = chance.choice(tags), chance.choice(tags)
    match chance.randrange(3):
        case 0:
            return text[: tag.start()] + text[tag.end() :]
        case 1:
            return text[: tag.end()] + tag[0] * chance.choice((1, 2, 20)) + text[tag.end() :]
        case _:
            return text[: other.start()] + tag[0] + text[other.start() :]


def _bytes(text: str, chance: random.Random) -> str:
    """A few bytes are other ones."""
    octets = bytearray(text.encode("utf-8", "surrogateescape"))
    for _ in range(chance.choice((1, 1, 4))):
        if octets:
            octets[chance.randrange(len(octets))] = chance.randrange(256)
    return octets.decode("utf-8", "surrogateescape")


_CHANGES: tuple[Change, ...] = (_put, _put, _put_at_word, _cut, _copy, _lines, _lines, _tags, _bytes)
