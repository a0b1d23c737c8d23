"""From bytes to text: the declared charset where it holds, else the byte order mark, UTF-8, what the markup says, detection."""

from __future__ import annotations

import codecs
import re
import unicodedata

import msgspec
from charset_normalizer import from_bytes

from schemas import Decision
from streams.pipeline.errors import UnknownCharset

# What agencies of the region send where it is not UTF-8; the detector is asked about these alone, which keeps it fast and sober.
_CANDIDATES = ["cp1256", "cp1254", "cp1252", "iso8859_6", "iso8859_9", "utf_16_le", "utf_16_be"]
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{1,40})""", re.IGNORECASE)
# Of the bytes sampled for detection; the detector's time grows with it and its answer does not.
_SAMPLE = 16384
_PLAUSIBLE_SAMPLE = 2048


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
    if declared is not None and (text := _decode(payload, declared)) is not None and (_proves_itself(declared) or _plausible(text)):
        return _found(text, declared, 1.0, "charset.declared")
    if (text := _decode(payload, "utf-8")) is not None:
        return _found(text, "utf-8", 1.0, "charset.utf8")
    if markup and (meta := _META.search(payload[:4096])):
        charset = meta[1].decode("ascii")
        if (text := _decode(payload, charset)) is not None and _plausible(text):
            return _found(text, charset, 0.95, "charset.meta")
    return _detected(payload, declared)


def _detected(payload: bytes, declared: str | None) -> Text:
    sample = payload[:_SAMPLE]
    best = from_bytes(sample, cp_isolation=_CANDIDATES, threshold=0.15).best()
    if best is not None and (text := _decode(payload, best.encoding)) is not None and _plausible(text):
        return _found(text, best.encoding, max(0.0, 1.0 - best.chaos), "charset.detected")
    said = f"declared as {declared}, " if declared else ""
    raise UnknownCharset(f"{said}the payload is not UTF-8 and no other charset gives plausible text")


def _found(text: str, charset: str, score: float, rule: str) -> Text:
    return Text(text=text, decision=Decision(what="charset", value=charset.lower(), score=score, rule=rule))


def _decode(payload: bytes, charset: str) -> str | None:
    """The text, or None where the charset is unknown to Python, is no text codec, or does not fit the bytes."""
    try:
        if not codecs.lookup(charset)._is_text_encoding:
            return None
        return payload.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return None


def _proves_itself(charset: str) -> bool:
    """Whether bytes in another charset would not decode: no text of a few words in any other is UTF-8 by chance."""
    return codecs.lookup(charset).name == "utf-8"


def _plausible(text: str) -> bool:
    """Whether text that some charset made of the bytes reads as words: letters in few scripts, hardly a control or unassigned character."""
    sample = text[:_PLAUSIBLE_SAMPLE]
    letters = odd = 0
    scripts: set[str] = set()
    for char in sample:
        category = unicodedata.category(char)
        if category[0] == "L":
            letters += 1
            scripts.add(unicodedata.name(char, "?").split(" ", 1)[0])
        elif category in ("Cc", "Cn", "Co", "Cs") and char not in "\t\r\n\f\v":
            odd += 1
    visible = sum(not char.isspace() for char in sample)
    return visible > 0 and odd <= visible * 0.02 and letters >= visible * 0.4 and len(scripts) <= 4
