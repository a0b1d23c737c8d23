"""From bytes to text: the byte order mark, UTF-8 where the bytes prove it, the declared charset where it gives text, else detection."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

import msgspec

from schemas import Decision
from streams.lexicon import lexicon
from streams.pipeline.errors import UnknownCharset
from streams.text.match_key import words

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{1,40})""", re.IGNORECASE)
# What agencies of the region send where it is not UTF-8. windows-1254 reads the western languages too: it differs from windows-1252 in six
# letters, Turkish here and Icelandic there.
_ARABIC = ("windows-1256", "iso-8859-6")
_LATIN = ("windows-1254",)
_NO_CHARSETS = frozenset({"unicode-escape", "raw-unicode-escape", "idna", "punycode", "utf-7", "undefined"})
_HIGH = bytes(range(0x80, 0x100))
_ASCII_LETTERS = bytes(range(0x41, 0x5B)) + bytes(range(0x61, 0x7B))
# What is looked at to judge or detect: more of the text says nothing more.
_SAMPLE = 2048


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """The payload as text, and how its charset was found."""

    text: str
    decision: Decision


def to_text(payload: bytes, declared: str | None, *, markup: bool) -> Text:
    """The payload's text.

    A declaration is followed when the bytes bear it out; one that they contradict is overruled, and the decision says so.
    Raises UnknownCharset when no charset gives plausible text.
    """
    for bom, charset in _BOMS.items():
        if payload.startswith(bom) and (text := _decode(payload, charset)) is not None:
            return _found(text, charset, 1.0, "charset.bom")
    if (text := _decode(payload, "utf-8")) is not None and not _wide(declared):
        # No text of a few words in another charset is UTF-8 by chance, so this outweighs any other declaration.
        named = declared is not None and (_is_utf8(declared) or (text.isascii() and _known(declared)))
        return _found(text, declared if named and declared else "utf-8", 1.0, "charset.declared" if named else "charset.utf8")
    if declared is not None and (text := _decode(payload, declared)) is not None and _plausible(text):
        return _found(text, declared, 1.0, "charset.declared")
    if text is None and (text := _decode(payload, "utf-8")) is not None and _plausible(text):
        return _found(text, "utf-8", 1.0, "charset.utf8")
    if markup and (meta := _META.search(payload[:4096])):
        charset = meta[1].decode("ascii")
        if (text := _decode(payload, charset)) is not None and _plausible(text):
            return _found(text, charset, 0.95, "charset.meta")
    return _detected(payload, declared)


def _detected(payload: bytes, declared: str | None) -> Text:
    sample = payload[:_SAMPLE]
    high = len(sample) - len(sample.translate(None, _HIGH))
    ascii_letters = len(sample) - len(sample.translate(None, _ASCII_LETTERS))
    likely: list[tuple[float, str, str]] = []
    # In text of another script most letters are high bytes; in a western language few are.
    for charset in _ARABIC if high > ascii_letters else _LATIN:
        text = _decode(payload, charset)
        if text is not None and _plausible(text):
            likely.append((_arabic_likeness(text), charset, text))
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


def _is_utf8(charset: str) -> bool:
    return _known(charset) and codecs.lookup(charset).name == "utf-8"


def _known(charset: str) -> bool:
    """Whether Python knows `charset`, and as a charset: unicode_escape, idna, base64 and the like would rewrite the text."""
    try:
        codec = codecs.lookup(charset)
    except (LookupError, ValueError):
        return False
    return codec._is_text_encoding and codec.name not in _NO_CHARSETS


def _wide(charset: str | None) -> bool:
    """Whether text declared so may be valid UTF-8 by chance: two or four bytes a character, NUL bytes among them."""
    return charset is not None and charset.lower().replace("_", "-").startswith(("utf-16", "utf-32", "utf16", "utf32", "ucs"))


def _plausible(text: str) -> bool:
    """Whether text that some charset made of the bytes reads as words.

    A wrong charset gives itself away: control characters, signs inside words, words of two scripts, a western text that has more accented
    letters than others, few letters at all.
    """
    sample = text[:_SAMPLE]
    visible = letters = accented = latin = inside = controls = mixed = count = 0
    for word in sample.split():
        scripts: set[str] = set()
        for i, char in enumerate(word):
            kind = _kind(char)
            # Figures and ASCII marks are alike in all charsets and say nothing: a table of prices is text too.
            visible += kind != "none" or not char.isascii()
            if kind in ("Latin", "ASCII", "Arabic", "Other"):
                letters += 1
                latin += kind in ("Latin", "ASCII")
                accented += kind == "Latin"
                scripts.add("Latin" if kind == "ASCII" else kind)
            elif kind == "control":
                controls += 1
            elif kind == "sign" and 0 < i < len(word) - 1:
                inside += _kind(word[i - 1]) in _LETTER_KINDS and _kind(word[i + 1]) in _LETTER_KINDS
        count += bool(scripts)
        mixed += len(scripts) > 1
    return (
        controls <= visible * 0.02
        and letters >= visible * 0.5
        and inside <= letters * 0.03
        and mixed <= count * 0.2
        and accented <= max(1.0, latin * 0.5)
    )


_LETTER_KINDS = frozenset({"Latin", "ASCII", "Arabic", "Other"})


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    """What a character is to `_plausible`: a letter by its script, a sign that does not stand inside words, a control, or neither."""
    category = unicodedata.category(char)
    if category[0] in "LM":
        if char.isascii():
            return "ASCII"
        name = unicodedata.name(char, "")
        return "Latin" if name.startswith("LATIN") else "Arabic" if "ARABIC" in name else "Other"
    if category in ("Cc", "Cn", "Co", "Cs"):
        return "control"
    # The apostrophe and the dash do stand inside words, and so do the marks of Arabic and of math in names.
    return "sign" if not char.isascii() and (category[0] == "S" or category in ("No", "Pi", "Ps", "Po")) and char not in "·،؛" else "none"


def _arabic_likeness(text: str) -> float:
    """Share of words that are Arabic or Persian function words or carry the article: the two Arabic charsets swap half of the letters."""
    known = lexicon("ar").function_words | lexicon("fa").function_words
    sample = words(text[:_SAMPLE])
    return sum(word in known or word.startswith("ال") for word in sample) / max(1, len(sample))
