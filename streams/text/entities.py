"""Character references that were escaped once too often: `&amp;quot;` in a page, or `&quot;` in plain text, is a quotation mark."""

from __future__ import annotations

import re
from html.entities import name2codepoint

# The names of HTML 4, which authors and feeds write. HTML 5 has 2,000 more, some of them words (`&in;`).
_NAMES = {name: chr(code) for name, code in name2codepoint.items()} | {"apos": "'", "AMP": "&", "QUOT": '"', "LT": "<", "GT": ">"}
# An ampersand that was escaped again, any number of times, in front of a reference with its semicolon.
_ENTITY = re.compile(r"&(?:(?:amp|AMP|#0{0,4}38|#[xX]0{0,4}26);){0,8}(?:#(\d{2,7})|#[xX]([0-9A-Fa-f]{2,6})|([A-Za-z][A-Za-z0-9]{1,7}));")
# What windows-1252 has where Unicode has control characters is meant by their numbers too (HTML standard, section 13.2.5.80).
_WINDOWS = {code: bytes((code,)).decode("windows-1252", "replace") for code in range(0x80, 0xA0)}
# A digit, letter or sign of a reference is left as it is: written out it could make another.
_ASCII_PARTS = re.compile(r"[0-9A-Za-z#;]")


def find_entity(text: str, at: int = 0) -> tuple[int, int, str] | None:
    """Where the next reference to a known character stands in `text` from `at` on, and the character; None where there is none."""
    for match in _ENTITY.finditer(text, at):
        character = _character(match)
        if character is not None:
            return match.start(), match.end(), character
    return None


def _character(match: re.Match[str]) -> str | None:
    decimal, hexadecimal, name = match.groups()
    if name is not None:
        return _NAMES.get(name)
    code = int(decimal) if decimal is not None else int(hexadecimal, 16)
    if code in _WINDOWS:
        return _WINDOWS[code]
    if code < 0x20 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or _ASCII_PARTS.match(chr(code)):
        return None
    return chr(code)
