"""Marks inside a line: the bullet and label before the text, the dateline that opens it, the credit that closes it."""

from __future__ import annotations

import re

import msgspec

from schemas import Role
from streams.lexicon import everywhere
from streams.pipeline.clean import Line
from streams.text.match_key import stem, words
from streams.text.sentences import ends_sentence

QUOTES = re.compile('["“”«»„]')
# What signs desks use nobody can list: any that is set off by a space and neither opens text nor ends it.
_BULLET = re.compile(
    r"^(?:[•●▪■◆►▶‣⁃∙·*]\s*|[+–—-](?!\d)\s*|\(?\d{1,2}[.)\-](?!\d)\s*|([^\w\s\"'«“„‘’”(\[{)\]}¿¡@$€£¥©®….۔/\\|:;,،؛!?؟%&])\1{0,2}\s+)"
    r"(?=[^\W_]|[«\"“'(\[])"
)
_LABEL_END = re.compile(r"\s*(?:[»”\"'›>\])]{1,3}\s*)?(?:[:：|!/]+|[-–—]+|\.{2,}|…|[*+~=•]{1,3})\s*|\s*[»”\"'›>\])]{1,3}\s*")
_AFTER_LABEL = re.compile(r"\s*(?:[:：|>»›…–—-]|\.\.)")
_BRACKETED = re.compile(r"(?:[(\[{]\s*([^()\[\]{}]{1,48}?)\s*[)\]}]|(?<=[.۔!؟?])\s*[«‹<]\s*([^()\[\]{}«»‹›<>]{1,32}?)\s*[»›>])\s*[.۔]?$")
_DASHED = re.compile(r"(?<=[.!?؟۔…\"»”)])\s*(?:[-–—/ـ]+|[.۔]{2,4}|…)\s*([^-–—/.!?؟۔،,:;()\[\]\d]{2,40}?)\s*(?:[-–—]{1,2}|/)?$")
_BEHIND_BRACKET, _CLOSING_BRACKETS = " .۔", frozenset(")]}»›>")
_STOP_BEFORE = re.compile(r"[.!?؟۔…\"»”)]")
_COPYRIGHTED = re.compile(r"(?<=[.!?؟۔…\"»”])\s*©\s*([^\W\d_][^.!?؟۔،,:;()\[\]\d©]{1,30}?)\s*(?:(?:19|20)\d\d)?$")
# Behind a sentence's end: /بردى/ · | Monsoon Wire · ن.ق · EY/MD · ndk
_SET_OFF = re.compile(
    r"(?<=[.!?؟۔…\"»”])\s*(?P<signed>(?P<mark>[/|\\]{1,2})?\s*(?P<name>[^\s.۔…/|\\()\[\]«»\"“”:;،,؟!?][^|\\()\[\]«»\"“”:;،,؟!?\d]{0,38}?)\s*[/|\\]{0,2})$"
)
# Behind a sentence's end, in parts: – Elif Sezer, Posta
_BEHIND_SENTENCE = re.compile(r"(?<=[.!?؟۔…\"»”])\s+([^.!?؟۔؛;]{3,48})$")
_INITIALS = re.compile(r"[^\W\d_]{1,3}(?:[./-]{1,2}\s?[^\W\d_]{1,3}){1,4}\.?|[^\W\d_]{1,6}(?:\s?/\s?[^\W\d_.]{1,6}){1,2}")
_SHORT_SIGN, _SPELT_LETTER, _SHORTEST_NAME, _LONGEST_PERSON = 4, 3, 4, 3
_LONGEST_SIGNATURE = 64
_LONGEST_PARTED = 8
_SIGNATURE_PARTS = re.compile(r"\s*[/|·•—–,،:]\s*|\s-\s")
_SIGNATURE_EDGES = " ([{«‹<>›»}])/|–—-"
_WHOLE = re.compile(r"^[\s(\[{«‹</|–—-]*([^()\[\]{}«»‹›<>]{1,48}?)[\s)\]}»›>/|.–—-]*$")


class Mark(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A stretch `text[start:end]` of a line that is no running text. `value` is what it says, without brackets and dashes."""

    role: Role
    start: int
    end: int
    value: str
    rule: str

    @classmethod
    def whole(cls, line: Line, role: Role, rule: str) -> Mark:
        """All of `line` as one mark."""
        return cls(role=role, start=0, end=len(line.text), value=line.text, rule=rule)


def bullet_of(line: Line) -> Mark | None:
    """The bullet, number or dash that makes the line one of a list."""
    match = None if line.text[0].isalpha() else _BULLET.match(line.text)
    if match is None:
        return None
    return Mark(role="bullet", start=0, end=len(match[0].rstrip()), value=match[0].strip(), rule="mark.bullet")


def label_of(line: Line, start: int) -> Mark | None:
    """An urgency label (عاجل, SON DAKİKA, URGENT) that opens the line at `start`; it must be parted from the text by a mark."""
    if not start and (not line.words or line.words[0] not in everywhere().urgent.firsts):
        return None
    rest = line.text[start : start + 60]
    count = everywhere().urgent.opens(words(rest)[:5])
    while count:
        at = after_words(rest, count)
        parted = _LABEL_END.match(rest, at)
        if parted is not None or at >= len(line.text) - start:
            end = start + (parted.end() if parted else at)
            return Mark(
                role="label", start=start, end=len(line.text[:end].rstrip()), value=line.text[start : start + at], rule="mark.urgent"
            )
        count -= 1
        if count and " ".join(words(rest)[:count]) not in everywhere().urgent:
            return None
    return None


def label_follows(text: str, count: int) -> bool:
    """Whether the first `count` words of `text` are a label: a colon, dash or the like parts them from what follows."""
    return _AFTER_LABEL.match(text, after_words(text, count)) is not None


def after_words(text: str, count: int) -> int:
    """Where the first `count` words of `text` end."""
    at = 0
    for _ in range(count):
        match = _WORD.search(text, at)
        if match is None:
            break
        at = match.end()
    return at


_WORD = re.compile(r"[\w\u0300-\u036f\u064b-\u065f\u0670\u200c\u200d]+")


def credit_of(line: Line, known: frozenset[str], *, closes: bool) -> Mark | None:
    """The agency's signature at the end of the line: in brackets, or behind a dash after the last sentence.

    A bracket right behind a sentence's end is a signature; one that the sentence runs into is an ordinary aside, unless the agency is
    `known` (folded names) or what follows on the page says that the item `closes` here.
    """
    text = line.text
    at = max(0, len(text) - _LONGEST_SIGNATURE)
    match = _last_bracket(text, at)
    if match is not None and match.start() > 0:
        name = (match[1] or match[2]).strip()
        before = text[: match.start()].rstrip()
        at_the_end = closes and len(words(name)) <= 3 and text[-1] in ")]}"
        if _signature(name) and (ends_sentence(before) or _is_known(name, known) or at_the_end):
            start = match.end() - len(match[0].lstrip())
            return Mark(role="credit", start=start, end=len(text), value=name, rule="mark.credit_bracket")
    if _STOP_BEFORE.search(text, max(0, at - 1), len(text) - 1) is None:
        # The other forms stand behind a sentence's end, and in most paragraphs that is the last character.
        return None
    match = _COPYRIGHTED.search(text, at) if "©" in text else None
    if match is not None:
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        return Mark(role="credit", start=start, end=len(text), value=match[1].strip(), rule="mark.credit_copyright")
    match = _DASHED.search(text, at)
    if match is not None and _signature(match[1].strip()) and len(words(match[1])) <= 4:
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        return Mark(role="credit", start=start, end=len(text), value=match[1].strip(), rule="mark.credit_dash")
    match = _BEHIND_SENTENCE.search(text, at)
    if match is not None and _signs_in_parts(value := match[1].strip(_SIGNATURE_EDGES), known, initials=False):
        return Mark(role="credit", start=match.start(1), end=len(text), value=value, rule="mark.credit_parts")
    match = _SET_OFF.search(text, at)
    if match is not None:
        name = match["name"].strip()
        set_off = match["mark"] or _INITIALS.fullmatch(name) or (name.islower() and name.isascii() and len(name) <= _SHORT_SIGN)
        if not name[0].isdigit() and (set_off or _is_known(name, known)) and _signature(name) and len(words(name)) <= 4:
            return Mark(role="credit", start=match.start("signed"), end=len(text), value=name, rule="mark.credit_set_off")
    return None


def _last_bracket(text: str, at: int) -> re.Match[str] | None:
    """The bracket that `text` ends with, where it opens from `at` on."""
    closing = text.rstrip(_BEHIND_BRACKET)[-1:]
    if closing not in _CLOSING_BRACKETS:
        return None
    if closing in "»›>":
        return _BRACKETED.search(text, at)
    # No other bracket stands inside.
    opening = max(text.rfind("(", at), text.rfind("[", at), text.rfind("{", at))
    return None if opening < 0 else _BRACKETED.match(text, opening)


def credit_line(line: Line, known: frozenset[str]) -> Mark | None:
    """The whole line as a signature: short, in brackets or behind a dash, or the name of a known agency."""
    # A colon announces what stands below.
    if len(line.text) > _LONGEST_SIGNATURE or line.text[-1] in ":：":
        return None
    if (parted := _parted_signature(line, known)) is not None:
        return parted
    match = _WHOLE.match(line.text)
    if match is None or len(line.words) > 4 or not _signature(match[1].strip()):
        return None
    name = match[1].strip()
    bracketed = line.text[0] in "([{«‹<" and line.text[-1] in ")]}»›>"
    signed = bracketed or line.text[0] in "–—-/|" or _is_short_sign(name) or _INITIALS.fullmatch(name)
    if line.text[0] in "«‹<" and ends_sentence(line.text):
        # A sentence between guillemets is a quotation.
        return None
    if signed or _is_known(match[1], known):
        return Mark(role="credit", start=0, end=len(line.text), value=name, rule="mark.credit_line")
    return None


def _parted_signature(line: Line, known: frozenset[str]) -> Mark | None:
    """The line as a signature in parts: the agency beside its writer's initials, a name, a place or numbers (`Baxan/ s.n`, `hd, Thun`)."""
    value = line.text.strip(_SIGNATURE_EDGES)
    if len(line.words) > _LONGEST_PARTED or not _signs_in_parts(value, known, initials=True) or (line.ends and not _ends_initialled(value)):
        return None
    return Mark(role="credit", start=0, end=len(line.text), value=value, rule="mark.credit_parts")


def _signs_in_parts(text: str, known: frozenset[str], *, initials: bool) -> bool:
    """Whether a few parts make a signature: one names the agency, or, where `initials` may do so, one is its writer's."""
    parts = [part for part in _SIGNATURE_PARTS.split(text) if part]
    named = [part for part in parts if not part.isdigit()]
    if not 2 <= len(parts) <= 4 or any(not part.isalpha() and any(map(str.isdigit, part)) for part in named):
        return False
    if any(_is_named(part, known) or _is_short_for(part, known) for part in named):
        return all(_is_named(part, known) or _is_short_for(part, known) or _is_initials(part) or _may_be_name(part) for part in named)
    return initials and len(named) > 1 and any(map(_is_initials, named)) and all(len(words(part)) <= 3 for part in named)


def _ends_initialled(text: str) -> bool:
    return _INITIALS.fullmatch(_SIGNATURE_PARTS.split(text)[-1]) is not None


def _signature(name: str) -> bool:
    """Whether `name` could name an agency or desk: one to five words, not all of them numbers, no sentence."""
    parts = words(name)
    initial = len(parts) > 1 and len(parts[-1]) == 1
    return 1 <= len(parts) <= 5 and not all(part.isdigit() for part in parts) and (initial or not ends_sentence(name))


def _is_initials(part: str) -> bool:
    if _INITIALS.fullmatch(part) or _is_short_sign(part):
        return True
    # Scripts without capitals spell initials out, letter by letter.
    return not part.isascii() and all(len(word) <= _SPELT_LETTER for word in words(part))


def _is_short_sign(part: str) -> bool:
    return part.islower() and part.isascii() and part.isalpha() and len(part) <= _SHORT_SIGN


def _is_named(name: str, known: frozenset[str]) -> bool:
    """Whether `name` is one of the names that the page's agency goes by, written apart or run together."""
    parts = words(name)
    return " ".join(parts) in known or "".join(parts) in known


def _may_be_name(part: str) -> bool:
    """Whether a part may be a person's or a place's name: a few words that begin with a capital, where the script has capitals."""
    return len(words(part)) <= _LONGEST_PERSON and not any(word[0].islower() for word in part.split())


def _is_short_for(name: str, known: frozenset[str]) -> bool:
    """Whether `name` is one word of a name that the agency goes by, in any form of it: `Posta` of `Ege Postası`."""
    parts = words(name)
    if len(parts) != 1 or len(parts[0]) < _SHORTEST_NAME:
        return False
    short = stem(parts[0])
    return any(short == stem(word) for each in known for word in each.split())


def _is_known(name: str, known: frozenset[str]) -> bool:
    # A host name runs an agency's words together.
    return _is_named(name, known) or any(part in everywhere().agency_words and len(part) > 1 for part in words(name))
