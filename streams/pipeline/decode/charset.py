"""From bytes to text: the byte order mark, UTF-8 where the bytes prove it, the declared charset where it gives text, else detection.

UTF-8 that was cut or has a few stray bytes in it is still UTF-8, and text that was encoded twice is put right. The decision says all of it.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

import msgspec

from schemas import Decision
from streams.pipeline.decode.mojibake import repair
from streams.pipeline.decode.plausible import SAMPLE, arabic_likeness, plausible, turkish_likeness
from streams.pipeline.errors import UnknownCharset

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_MARKS = tuple(_BOMS)
_XML = re.compile(rb"""\s{0,64}<\?xml\s[^>]{0,200}?encoding\s{0,8}=\s{0,8}["']([A-Za-z0-9_.\-]{1,40})["']""")
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{1,40})""", re.IGNORECASE)
# What agencies of the region send where it is not UTF-8. windows-1254 reads the western languages too: it differs from windows-1252 in six
# letters, Turkish here and Icelandic there.
_ARABIC = ("windows-1256", "iso-8859-6")
_LATIN = ("windows-1254",)
_NO_CHARSETS = frozenset({"unicode-escape", "raw-unicode-escape", "idna", "punycode", "utf-7", "undefined"})
# Who declares these may mean the windows charset that has signs where they have control characters, and browsers take it so (WHATWG
# Encoding Standard, section 4.2).
_SUPERSETS = {"iso8859-1": "windows-1252", "iso8859-9": "windows-1254"}
# Charsets that are taken for one another: the one that the key declares may be the other, and then reads better so.
_TAKEN_FOR = {
    "cp1256": ("iso-8859-6", arabic_likeness),
    "iso8859-6": ("windows-1256", arabic_likeness),
    "cp1252": ("windows-1254", turkish_likeness),
    "iso8859-1": ("windows-1254", turkish_likeness),
}
_HIGH = bytes(range(0x80, 0x100))
# Bytes of letters in UTF-8: those that begin one, those that follow in one, and those that do not follow.
_LEADING, _FOLLOWING, _NEVER_FOLLOWING = bytes(range(0xC2, 0xF5)), bytes(range(0x80, 0xC0)), bytes(range(0xC0, 0x100))
_CONTROLS = bytes(range(0x80, 0xA0))
_ASCII_LETTERS = bytes(range(0x41, 0x5B)) + bytes(range(0x61, 0x7B))
# Upper bytes of what the wire writes in UTF-16: Latin, Arabic, marks, presentation forms.
_UPPER_BYTES = b"\x00\x01\x02\x03\x06\x1e\x20\x21\xfb\xfd\xfe"

# Bytes that are no UTF-8, as `surrogateescape` gives them; those of a letter that was cut in two stand at an end.
_STRAY = re.compile("[\udc80-\udcff]")
_CUT_AT_END = re.compile("[\udcc2-\udcf4][\udc80-\udcbf]{0,2}\\Z")
_CUT_AT_BEGIN = re.compile("[\udc80-\udcbf]{1,3}")
_WHOLE_PER_STRAY = 5
"""Whole letters that UTF-8 must have for each stray byte: in text of another charset hardly any letter looks whole."""
# Quotation marks, dashes, the ellipsis and the space that is not to be broken have the same bytes in all windows charsets.
_PASTED = {chr(0xDC00 + octet): bytes((octet,)).decode("windows-1252") for octet in (0x85, *range(0x91, 0x98), 0xA0, 0xAB, 0xBB)}
_SCORE_CUT = 0.95


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """The payload as text, and how its charset was found."""

    text: str
    decision: Decision


def to_text(payload: bytes, declared: str | None, *, markup: bool) -> Text:
    """The payload's text.

    A declaration is followed when the bytes bear it out; one that they contradict is overruled, and the decision says so. Text that was
    encoded twice is put right: the decision's value is then the charset of the payload and what its text was taken for before.
    Raises UnknownCharset when no charset gives plausible text.
    """
    # What has a byte order mark is either read by it or no UTF-8.
    text = None if payload.startswith(_MARKS) else _decode(payload, "utf-8")
    found = _read(payload, text, declared, markup=markup)
    repaired = repair(found.text, payload if found.text is text else found.text.encode("utf-8"))
    if repaired is None:
        return found
    value = f"{found.decision.value} read as {' and '.join(repaired.charsets)}"
    return _found(repaired.text, value, min(found.decision.score, repaired.score), "charset.double_encoded")


def wide_charset(payload: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where a payload without a byte order mark is in one of them, by where its zero bytes stand."""
    head = payload[:SAMPLE]
    if b"\0" not in head:
        return None
    for charset, upper, lower in (("utf-16-le", head[1::2], head[0::2]), ("utf-16-be", head[0::2], head[1::2])):
        # Spaces and stops are ASCII in every language of the wire, so some of the upper bytes are zero, and the others are few.
        if b"\0" in upper and b"\0" not in lower and len(upper.translate(None, _UPPER_BYTES)) <= 0.05 * len(upper):
            return charset
    return None


def _read(payload: bytes, text: str | None, declared: str | None, *, markup: bool) -> Text:
    """The payload's text, which is `text` where the payload is in UTF-8."""
    if payload.startswith(_MARKS):
        for bom, charset in _BOMS.items():
            if payload.startswith(bom) and (read := _marked(payload, charset)) is not None:
                return read
    if text is not None and not _wide(declared) and b"\0" not in payload:
        # No text of a few words in another charset is UTF-8 by chance, so this outweighs any other declaration.
        named = declared is not None and (_is_utf8(declared) or (text.isascii() and _known(declared)))
        return _found(text, declared if named and declared else "utf-8", 1.0, "charset.declared" if named else "charset.utf8")
    if (read := _unmarked_wide(payload, declared)) is not None:
        return read
    if text is None and not _wide(declared) and (read := _damaged(payload)) is not None:
        return read
    if declared is not None and (read := _as_declared(payload, declared, 1.0, "charset.declared")) is not None:
        return read
    if text is not None and plausible(text):
        return _found(text, "utf-8", 1.0, "charset.utf8")
    head = payload[:4096]
    for said, rule in ((_XML.match(head), "charset.xml"), (_META.search(head) if markup else None, "charset.meta")):
        if said is not None and (read := _as_declared(payload, said[1].decode("ascii"), 0.95, rule)) is not None:
            return read
    return _detected(payload, declared)


def _marked(payload: bytes, charset: str) -> Text | None:
    """Text behind a byte order mark; where it was cut, what is whole of it."""
    if (text := _decode(payload, charset)) is not None:
        return _found(text, charset, 1.0, "charset.bom")
    if charset == "utf-8-sig":
        return _damaged(payload[len(codecs.BOM_UTF8) :])
    unit = 2 if charset == "utf-16" else 4
    end = len(payload) // unit * unit
    for cut in (end, end - unit):
        if cut > unit and (text := _decode(payload[:cut], charset)) is not None:
            return _found(text, charset, _SCORE_CUT, "charset.cut")
    return None


def _unmarked_wide(payload: bytes, declared: str | None) -> Text | None:
    charset = wide_charset(payload)
    whole = len(payload) // 2 * 2
    text = _decode(payload[:whole], charset) if charset is not None else None
    if charset is None or text is None or not plausible(text):
        return None
    if whole < len(payload):
        return _found(text, charset, _SCORE_CUT, "charset.cut")
    named = declared is not None and _wide(declared)
    return _found(text, declared if named and declared else charset, 1.0, "charset.declared" if named else "charset.utf16")


def _damaged(payload: bytes) -> Text | None:
    """UTF-8 that was cut in a letter, or has a few bytes in it that are none: what is whole of it. None where it is another charset."""
    most = min(_count(payload, _LEADING), _count(payload, _FOLLOWING))
    if most < _WHOLE_PER_STRAY * (_count(payload, _NEVER_FOLLOWING) - most):
        # As in any other charset: however the bytes stand, too few of them are letters together. Trying them takes longer.
        return None
    text = _without_cut_letters(payload.decode("utf-8", "surrogateescape"))
    strays = len(text) - len(text.encode("utf-8", "ignore").decode("utf-8"))
    whole = len(text) - strays - len(payload.translate(None, _HIGH))
    if whole < 2 or whole < strays * _WHOLE_PER_STRAY:
        return None
    if not strays:
        return _found(text, "utf-8", _SCORE_CUT, "charset.cut")
    for octet, sign in _PASTED.items():
        text = text.replace(octet, sign)
    return _found(_STRAY.sub("\ufffd", text), "utf-8", round(_SCORE_CUT * whole / (whole + strays), 3), "charset.stray_bytes")


def _without_cut_letters(text: str) -> str:
    begin = _CUT_AT_BEGIN.match(text)
    end = _CUT_AT_END.search(text, max(0, len(text) - 3))
    return text[begin.end() if begin else 0 : end.start() if end else len(text)]


def _count(payload: bytes, octets: bytes) -> int:
    return len(payload) - len(payload.translate(None, octets))


def _as_declared(payload: bytes, declared: str, score: float, rule: str) -> Text | None:
    """The text in the charset that somebody names, or in the one that it is taken for; None where the bytes contradict both."""
    if not _known(declared):
        return None
    charset, codec = declared, codecs.lookup(declared).name
    if codec in _SUPERSETS and len(payload.translate(None, _CONTROLS)) < len(payload):
        charset, rule = _SUPERSETS[codec], "charset.superset"
    text = _decode(payload, charset)
    if text is None or not plausible(text):
        return None
    if codec in _TAKEN_FOR:
        other, likeness = _TAKEN_FOR[codec]
        also = _decode(payload, other)
        if also is not None and also != text and plausible(also) and likeness(also) > likeness(text) + 0.05:
            return _found(also, other, 0.9, "charset.detected")
    return _found(text, charset, score, rule)


def _detected(payload: bytes, declared: str | None) -> Text:
    sample = payload[:SAMPLE]
    high = len(sample) - len(sample.translate(None, _HIGH))
    ascii_letters = len(sample) - len(sample.translate(None, _ASCII_LETTERS))
    likely: list[tuple[float, str, str]] = []
    # In text of another script most letters are high bytes; in a western language few are.
    for charset in _ARABIC if high > ascii_letters else _LATIN:
        text = _decode(payload, charset)
        if text is not None and plausible(text):
            likely.append((arabic_likeness(text), charset, text))
    if not likely:
        said = f"declared as {declared}, " if declared else ""
        raise UnknownCharset(f"{said}the payload is not UTF-8 and no other charset gives plausible text")
    best = max(likely, key=lambda each: each[0])
    return _found(best[2], best[1], 0.9 if len(likely) == 1 or best[0] > min(likely)[0] else 0.6, "charset.detected")


def _found(text: str, charset: str, score: float, rule: str) -> Text:
    return Text(text=text, decision=Decision(what="charset", value=charset.lower(), score=score, rule=rule))


def _decode(payload: bytes, charset: str) -> str | None:
    """The text, or None where the charset is unknown to Python, is no text codec, or does not fit the bytes."""
    try:
        return payload.decode(charset) if _known(charset) else None
    except ValueError:
        return None


# Services declare few different ones.
@lru_cache(maxsize=256)
def _is_utf8(charset: str) -> bool:
    return _known(charset) and codecs.lookup(charset).name == "utf-8"


@lru_cache(maxsize=256)
def _known(charset: str) -> bool:
    """Whether Python knows `charset`, and as a charset: unicode_escape, idna, base64 and the like would rewrite the text."""
    try:
        codec = codecs.lookup(charset)
    except (LookupError, ValueError):
        return False
    return codec._is_text_encoding and codec.name not in _NO_CHARSETS


@lru_cache(maxsize=256)
def _wide(charset: str | None) -> bool:
    """Whether text declared so may be valid UTF-8 by chance: two or four bytes a character, NUL bytes among them."""
    return charset is not None and charset.lower().replace("_", "-").startswith(("utf-16", "utf-32", "utf16", "utf32", "ucs"))
