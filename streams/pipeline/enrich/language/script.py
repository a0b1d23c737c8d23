"""Scripts: that of a text, by counting its letters, and which languages are written in one."""

from __future__ import annotations

import re

_LETTER_RUNS = re.compile(r"[^\W\d_]+")
# Scripts of the wire, the most likely first: counting stops when no other can have more letters.
_SCRIPTS = tuple(
    (script, re.compile(f"[{ranges}]+"))
    for script, ranges in (
        ("Arab", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
        ("Latn", "A-Za-z\u00aa-\u024f\u1e00-\u1eff"),
        ("Cyrl", "\u0400-\u052f"),
        ("Hebr", "\u0590-\u05ff"),
        ("Armn", "\u0530-\u058f"),
        ("Geor", "\u10a0-\u10ff"),
        ("Grek", "\u0370-\u03ff"),
        ("Deva", "\u0900-\u097f"),
        ("Hani", "\u4e00-\u9fff"),
        ("Jpan", "\u3040-\u30ff"),
        ("Kore", "\uac00-\ud7af"),
    )
)
# The languages of fastText that are not, or not only, written in Latin letters.
_WRITTEN_IN = {
    script: frozenset(codes.split())
    for script, codes in (
        ("Arab", "ar arz azb ckb fa glk ku lrc mzn pnb ps sd ug ur"),
        ("Cyrl", "av ba be bg bxr ce cv kk krc kv ky mhr mk mn mrj myv os ru rue sah sr tg tt tyv udm uk uz xal"),
        ("Hebr", "he yi"),
        ("Armn", "hy"),
        ("Geor", "ka xmf"),
        ("Grek", "el"),
        ("Deva", "bh dty gom hi mai mr ne new sa"),
        ("Hani", "ja wuu yue zh"),
        ("Jpan", "ja"),
        ("Kore", "ko"),
        ("", "am arz as bn bo bpy dv gu kn km lo ml my or pa si ta te th"),
    )
}
_IN_LATIN_TOO = frozenset("ku sr uz".split())
_NOT_IN_LATIN = frozenset().union(*_WRITTEN_IN.values()) - _IN_LATIN_TOO
_SLAVIC = frozenset("be bg mk ru rue sr uk".split())
_NOT_SLAVIC = re.compile("[ӘәҒғҚқҢңӨөҰұҮүҺһҖҗҲҳҶҷ]")
_FEWEST_NOT_SLAVIC = 2
_NONE: frozenset[str] = frozenset()
_SHARE_OF_ARABIC = 0.3
"""Share of Arabic letters from which a text is in Arabic script: it may hold names and addresses in others, which hold none in Arabic."""


def script_of(text: str) -> tuple[str, int]:
    """The ISO 15924 code of the script of most letters and how many letters there are; Zyyy (undetermined) where there is none."""
    letters = "".join(_LETTER_RUNS.findall(text))
    left, best, most = len(letters), "Zyyy", 0
    for script, pattern in _SCRIPTS:
        if left <= most:
            break
        count = sum(map(len, pattern.findall(letters)))
        if script == "Arab" and count >= _SHARE_OF_ARABIC * len(letters) > 0:
            return script, len(letters)
        left -= count
        if count > most:
            best, most = script, count
    return best, len(letters)


def written_in(code: str, script: str) -> bool:
    """Whether the language is written in the script, as far as that is known: a text in Latin letters is not in Russian."""
    codes = _WRITTEN_IN.get(script)
    return code in codes if codes is not None else script != "Latn" or code not in _NOT_IN_LATIN


def ruled_out(text: str, script: str) -> frozenset[str]:
    """The languages that `text` can't be in for its letters: with two that Slavic languages lack, which a single name may have one of."""
    return _SLAVIC if script == "Cyrl" and len(_NOT_SLAVIC.findall(text)) >= _FEWEST_NOT_SLAVIC else _NONE
