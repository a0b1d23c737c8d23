"""Who says so: the speaker of a quote, by the verb of saying before or behind it and what stands on its one side or the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from streams.pipeline.enrich.quote_context import Word
from streams.pipeline.enrich.speech import Phrases, Speech

Span: TypeAlias = tuple[int, int]
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


def governed(before: Sequence[Word], after: Sequence[Word], known: Speech, opened: str) -> Governed | None:
    """What governs a quote between these words; `opened` is what stands between the last word before it and its mark. None: nothing."""
    if known.subject == "none":
        return None
    if known.subject == "capitals":
        return _by_capitals(before, after, known, opened)
    led = _led(before, known)
    if led is not None and led.near and led.speaker:
        return led
    followed = _followed(after, known)
    return followed if followed is not None and (led is None or not led.near or followed.speaker) else led


def _led(words: Sequence[Word], known: Speech) -> Governed | None:
    """By what stands before: «X said: “…”», «وقال X إن “…”», «According to X, “…”»."""
    last = len(words) - 1
    for at in range(last, -1, -1):
        word = words[at]
        if word.closes and not (_PARTING if at < last else _ENDING).isdisjoint(word.closes):
            return None
        if word.key not in known.governing:
            continue
        if length := _phrase(known.says, words, at):
            return _by_verb(words, at, at + length, known)
        if length := _phrase(known.according, words, at):
            name = _name(words[at + length :], known)
            return Governed(name, _near(words, at + length, known)) if name else None
        if length := _phrase(known.according_after, words, at):
            return Governed(_name(_clause(words[:at], known), known), at + length >= len(words))
    return None


def _by_verb(words: Sequence[Word], verb: int, behind: int, known: Speech) -> Governed:
    near = _near(words, behind, known)
    that = near and behind < len(words) and ":" not in words[-1].closes
    if verb and words[verb - 1].key in known.joining:
        return Governed(None, near, that)
    if known.subject in ("before", "both"):
        clause = _clause(words[:verb], known)
        if clause and (known.subject == "before" or clause[0].key in known.pronouns or _name(clause, known)):
            return Governed(_name(clause, known), near, that)
    if known.subject in ("after", "both") and words[verb].key not in known.addressing:
        return Governed(_name(words[behind:], known), near, that)
    return Governed(None, near, that)


def _near(words: Sequence[Word], behind: int, known: Speech) -> bool:
    """Whether the quote is what is said: it stands right at the verb, behind a colon, or behind «that»."""
    if behind >= len(words) or ":" in words[-1].closes:
        return True
    return words[-1].key in known.that and (known.subject != "before" or behind == len(words) - 1)


def _clause(words: Sequence[Word], known: Speech) -> Sequence[Word]:
    """The words before a verb that may be its subject: those since the last comma, where they are no circumstance, else the first before.

    A comma right before the verb closes an apposition: «Ayşe Demir, the mayor of Mersin, said».
    """
    parts: list[Sequence[Word]] = []
    first = 0
    for at, word in enumerate(words):
        if word.closes or at == len(words) - 1:
            part = words[first : at + 1]
            while part and part[0].key in known.openers:
                part = part[1:]
            if part and not _phrase(known.stops, part, 0):
                parts.append(part)
            first = at + 1
    if not parts:
        return ()
    return parts[-1] if parts[-1][-1] is words[-1] and not words[-1].closes else parts[0]


def _followed(words: Sequence[Word], known: Speech) -> Governed | None:
    """By what stands behind: …, said X; …, X said; …، بحسب X."""
    if not words:
        return None
    # With «and» written onto it, a verb opens what is said next.
    if length := _phrase(known.says_alone, words, 0):
        return Governed(_name(words[length:], known) if not words[length - 1].closes else None, True)
    if length := _phrase(known.according, words, 0):
        return Governed(_name(words[length:], known), False)
    if _phrase(known.elided, words, 0):
        return Governed(None, True)
    if known.subject == "after":
        return None
    for at in range(1, min(_NEAR, len(words))):
        if words[at - 1].closes:
            return None
        if _phrase(known.says, words, at):
            name = _name(words[:at], known)
            whole = name is not None and name[1] == words[at - 1].end
            if whole or words[0].key in known.pronouns:
                return Governed(name if whole else None, False)
            return None
    return None


def _by_capitals(before: Sequence[Word], after: Sequence[Word], known: Speech, opened: str) -> Governed | None:
    """Turkish: X, "…" dedi; "…" diyen X. The name is told by its capitals, and no case is written onto it."""
    if length := _phrase(known.says_of, after, 0):
        run = _capitals(after, length)
        return Governed((after[length].start, after[run - 1].end) if run > length else None, True)
    if _phrase(known.impersonal, after, 0):
        return Governed(None, True)
    said = _phrase(known.says, after, 0) > 0
    if not said and not (":" in opened and any(_phrase(known.says, before, at) for at in range(len(before)))):
        return None
    return Governed(_turkish_subject(before, known), True)


def _turkish_subject(words: Sequence[Word], known: Speech) -> Span | None:
    """The capitals that a comma follows; else those at the beginning of the sentence, with «yaptığı açıklamada» behind them."""
    at, first = 0, None
    named: Span | None = None
    while at < len(words):
        end = _capitals(words, at)
        if end == at:
            at += 1
            continue
        last = words[end - 1]
        # An apostrophe writes a case onto a name, and the subject has none.
        if "," in last.closes and (end - at > 1 or words[at].key not in known.pronouns):
            named = (words[at].start, last.end)
        elif at == 0 and end > 1 and not last.closes:
            first = (words[0].start, last.end)
        at = end
    return named or first


def _capitals(words: Sequence[Word], first: int) -> int:
    """The word behind a run of words with capitals, of one clause."""
    at = first
    while at < len(words) and words[at].capital and at - first < LONGEST:
        at += 1
        if words[at - 1].closes:
            break
    return at


def _name(words: Sequence[Word], known: Speech) -> Span | None:
    """The name, with its title, that these words begin with: up to what closes it. None where it is a pronoun, or no name."""
    end = 0
    for at, word in enumerate(words):
        if _is_clausal(word, at, known):
            return None
        if word.key in known.that or word.key[0].isdigit():
            break
        if _phrase(known.stops, words, at) or _phrase(known.says, words, at) or _phrase(known.according_after, words, at):
            break
        if known.article and _is_placed(words, at, known):
            break
        end = at + 1
        if word.closes or end > LONGEST:
            break
    while end and words[end - 1].key in known.dangling:
        end -= 1
    if not 0 < end <= LONGEST or words[0].key in known.pronouns:
        return None
    if known.lettered and all(word.key in known.begins and word.key not in known.titles for word in words[:end]):
        return None
    if known.lettered and not words[0].capital and words[0].key not in known.begins:
        return None
    return words[0].start, words[end - 1].end


def _is_placed(words: Sequence[Word], at: int, known: Speech) -> bool:
    """Arabic: whether «in» begins where and when it was said, or «to» and a Latin name (لـCNN) to whom."""
    word = words[at].key
    if word in known.placed:
        return at == 0 or not words[at - 1].key.startswith(known.article)
    return len(word) > 1 and not word[0].isascii() and word[1].isascii()


def _is_clausal(word: Word, at: int, known: Speech) -> bool:
    """English: whether a word shows that what was taken for a name is a clause with a verb of its own."""
    if word.capital or word.key in known.begins:
        return False
    return word.key in known.clausal or (at > 0 and bool(known.clausal_endings) and word.key.endswith(known.clausal_endings))


def _phrase(phrases: Phrases, words: Sequence[Word], at: int) -> int:
    """How many words the phrase has that stands at that place; 0 where none does."""
    if at >= len(words):
        return 0
    for rest in phrases.get(words[at].key, ()):
        if all(at + 1 + i < len(words) and words[at + 1 + i].key == word for i, word in enumerate(rest)):
            return len(rest) + 1
    return 0
