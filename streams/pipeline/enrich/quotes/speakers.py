"""Who says so: the speaker of a quote, by the verb of saying before or behind it and what stands on its one side or the other."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from streams.pipeline.enrich.quotes.context import Side, Span, Word
from streams.pipeline.enrich.quotes.speech import Phrases, Speech

LONGEST = 10
"""Words of the longest name with its title; more are a clause."""
_PARTING, _ENDING = frozenset(":;؛"), frozenset(";؛")
_NEAR = 9


class Governed(msgspec.Struct, frozen=True, gc=False):
    """A quote that a verb of saying, or its like, governs, and where its speaker is named, if that is told.

    `near`: the verb stands at the quotation marks, and nothing but a colon, a comma or «that» between; `that`: «that» it is.
    """

    speaker: Span | None
    near: bool
    that: bool = False


def governed(before: Side, after: Side, known: Speech) -> Governed | None:
    """What governs a quote between these words. None: nothing."""
    if known.subject == "none":
        return None
    if known.subject == "capitals":
        return _by_capitals(before, after, known)
    led = _led(before, known)
    if led is not None and led.near and led.speaker:
        return led
    followed = _followed(after, known)
    return followed if followed is not None and (led is None or not led.near or followed.speaker) else led


def phrase(phrases: Phrases, words: Sequence[Word], at: int, behind: int | None = None) -> int:
    """How many words the phrase has that stands at that place, before the word `behind` it all; 0 where none does."""
    end = len(words) if behind is None else behind
    if at >= end:
        return 0
    for rest in phrases.get(words[at].key, ()):
        if not rest:
            return 1
        if at + len(rest) < end and all(words[at + i].key == word for i, word in enumerate(rest, 1)):
            return len(rest) + 1
    return 0


def _led(side: Side, known: Speech) -> Governed | None:
    """By what stands before: «X said: “…”», «وقال X إن “…”», «According to X, “…”»."""
    words = side.words
    last = len(words) - 1
    for at in range(last, -1, -1):
        word = words[at]
        if word.closes and not (_PARTING if at < last else _ENDING).isdisjoint(word.closes):
            return None
        if word.key not in known.governing:
            continue
        if length := phrase(known.says, words, at):
            return _by_verb(side, at, at + length, known)
        if length := phrase(known.according, words, at):
            name = _name(side, at + length, last + 1, known)
            return Governed(name, _near(words, at + length, known)) if name else None
        if length := phrase(known.according_after, words, at):
            first, end = _clause(words, at, known)
            return Governed(_name(side, first, end, known), at + length > last)
    return None


def _by_verb(side: Side, verb: int, behind: int, known: Speech) -> Governed:
    words = side.words
    near = _near(words, behind, known)
    that = near and behind < len(words) and ":" not in words[-1].closes
    if verb and words[verb - 1].key in known.joining:
        return Governed(None, near, that)
    if known.subject in ("before", "both"):
        first, end = _clause(words, verb, known)
        if end:
            name = _name(side, first, end, known)
            if name or known.subject == "before" or words[first].key in known.pronouns:
                return Governed(name, near, that)
    if known.subject in ("after", "both") and words[verb].key not in known.addressing:
        return Governed(_name(side, behind, len(words), known), near, that)
    return Governed(None, near, that)


def _near(words: Sequence[Word], behind: int, known: Speech) -> bool:
    """Whether the quote is what is said: it stands right at the verb, behind a colon, or behind «that»."""
    if behind >= len(words) or ":" in words[-1].closes:
        return True
    return words[-1].key in known.that and (known.subject != "before" or behind == len(words) - 1)


def _clause(words: Sequence[Word], verb: int, known: Speech) -> tuple[int, int]:
    """The words before a verb that may be its subject: those since the last comma, where they are no circumstance, else the first before.

    First of them, and the word behind them; nothing (0, 0) where there are none. A comma right before the verb closes an apposition: «Ayşe
    Demir, the mayor of Mersin, said».
    """
    parts: list[tuple[int, int]] = []
    first = 0
    for at in range(verb):
        if words[at].closes or at == verb - 1:
            while first <= at and words[first].key in known.openers:
                first += 1
            if first <= at and not phrase(known.stops, words, first, at + 1):
                parts.append((first, at + 1))
            first = at + 1
    if not parts:
        return 0, 0
    return parts[-1] if parts[-1][1] == verb and not words[verb - 1].closes else parts[0]


def _followed(side: Side, known: Speech) -> Governed | None:
    """By what stands behind: …, said X; …, X said; …، بحسب X."""
    if known.subject == "after" and side.first not in known.following:
        return None
    words = side.words
    if not words:
        return None
    # With «and» written onto it, a verb opens what is said next.
    if length := phrase(known.says_alone, words, 0):
        return Governed(_name(side, length, len(words), known) if not words[length - 1].closes else None, True)
    if length := phrase(known.according, words, 0):
        return Governed(_name(side, length, len(words), known), False)
    if phrase(known.elided, words, 0):
        return Governed(None, True)
    if known.subject == "after":
        return None
    for at in range(1, min(_NEAR, len(words))):
        if words[at - 1].closes:
            return None
        if phrase(known.says, words, at):
            name = _name(side, 0, at, known)
            whole = name is not None and name[1] == side.span(at - 1, at - 1)[1]
            if whole or words[0].key in known.pronouns:
                return Governed(name if whole else None, False)
            return None
    return None


def _by_capitals(before: Side, after: Side, known: Speech) -> Governed | None:
    """Turkish: X, "…" dedi; "…" diyen X. The name is told by its capitals, and no case is written onto it."""
    words, behind = before.words, after.words
    if length := phrase(known.says_of, behind, 0):
        end = _capitals(behind, length)
        return Governed(after.span(length, end - 1) if end > length else None, True)
    if phrase(known.impersonal, behind, 0):
        return Governed(None, True)
    if not phrase(known.says, behind, 0) and not (
        words and ":" in before.trailing and any(phrase(known.says, words, at) for at in range(len(words)))
    ):
        return None
    return Governed(_turkish_subject(before, known), True)


def _turkish_subject(side: Side, known: Speech) -> Span | None:
    """The capitals that a comma follows; else those at the beginning of the sentence, with «yaptığı açıklamada» behind them."""
    words, at = side.words, 0
    named: tuple[int, int] | None = None
    first: tuple[int, int] | None = None
    while at < len(words):
        end = _capitals(words, at)
        if end == at:
            at += 1
            continue
        last = words[end - 1]
        # An apostrophe writes a case onto a name, and the subject has none.
        if "," in last.closes and (end - at > 1 or words[at].key not in known.pronouns):
            named = at, end - 1
        elif at == 0 and end > 1 and not last.closes:
            first = 0, end - 1
        at = end
    found = named or first
    return side.span(*found) if found else None


def _capitals(words: Sequence[Word], first: int) -> int:
    """The word behind a run of words with capitals, of one clause."""
    at = first
    while at < len(words) and words[at].capital and at - first < LONGEST:
        at += 1
        if words[at - 1].closes:
            break
    return at


def _name(side: Side, first: int, behind: int, known: Speech) -> Span | None:
    """The name, with its title, that the words from `first` on begin with: up to what closes it, or to the word `behind` them.

    None where it is a pronoun, or no name.
    """
    words, end = side.words, first
    ending, clausal, article = known.ending, known.clausal, known.article
    for at in range(first, behind):
        word = words[at]
        folded = word.key
        if clausal and _is_clausal(word, at > first, known):
            return None
        if folded[0].isdigit() or (folded in ending and _is_ended(words, at, behind, known)):
            break
        if article and _is_placed(words, first, at, known):
            break
        end = at + 1
        if word.closes or end - first > LONGEST:
            break
    while end > first and words[end - 1].key in known.dangling:
        end -= 1
    if not 0 < end - first <= LONGEST or words[first].key in known.pronouns:
        return None
    if known.lettered and all(word.key in known.begins and word.key not in known.titles for word in words[first:end]):
        return None
    if known.lettered and not words[first].capital and words[first].key not in known.begins:
        return None
    return side.span(first, end - 1)


def _is_ended(words: Sequence[Word], at: int, behind: int, known: Speech) -> bool:
    """Whether «that», what stops a name, or a verb of saying or its like begins there."""
    if words[at].key in known.that:
        return True
    return any(phrase(phrases, words, at, behind) for phrases in (known.stops, known.says, known.according_after))


def _is_placed(words: Sequence[Word], first: int, at: int, known: Speech) -> bool:
    """Arabic: whether «in» begins where and when it was said, or «to» and a Latin name (لـCNN) to whom."""
    word = words[at].key
    if word in known.placed:
        return at == first or not words[at - 1].key.startswith(known.article)
    return len(word) > 1 and not word[0].isascii() and word[1].isascii()


def _is_clausal(word: Word, later: bool, known: Speech) -> bool:
    """English: whether a word shows that what was taken for a name is a clause with a verb of its own."""
    if word.capital or word.key in known.begins:
        return False
    return word.key in known.clausal or (later and bool(known.clausal_endings) and word.key.endswith(known.clausal_endings))
