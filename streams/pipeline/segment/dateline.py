"""The dateline: place, date and agency before the first sentence.

Desks write it in countless forms; what they share is that a few short parts, each a place, a date or an agency, stand apart by commas,
slashes, dashes or brackets, and that a mark closes them before a sentence begins. So it is read part by part, not form by form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from schemas import Dateline
from streams.lexicon import everywhere
from streams.pipeline.clean import Line
from streams.pipeline.segment.dateline_parts import DATE_AT_END, LONGEST_NAME, WINDOW, Kind, Part, is_date, is_name, may_open, parts_of
from streams.text.match_key import fold, words

_SENTENCE_WORDS, _FIRST_LOOK, _LONGEST_LOOK = 3, 20, 120
_LONGEST_PLACE = 30
_PLACE_AND = re.compile(rf"(?P<place>[^\d/()\[\]:.،,;!?؟«»\"–—-]{{2,{_LONGEST_PLACE}}}?)\s*[/-]\s*")
_TOKEN = re.compile(r"\S+")

# Letters of Urdu and Sorani, whose desks close a dateline with a colon.
_COLON_SCRIPTS = re.compile("[ٹڈڑںےەڵڕێۆ]")
_PARAGRAPH = 40
_SHORTEST_PLACE = 3
_DASH = re.compile(r"[-–—ـ]{1,3}")
_NOBODY: frozenset[str] = frozenset()


class Reading(msgspec.Struct, frozen=True, gc=False):
    """A dateline and where it ends. It is `proven` by its form alone, and `stopped` where nothing but a full stop makes it one."""

    found: tuple[Dateline, int]
    proven: bool
    stopped: bool


class Signed(msgspec.Struct, frozen=True, gc=False):
    """A dateline that ends with a name without a mark behind it, if that is the agency's, in either of its `spellings`."""

    found: tuple[Dateline, int]
    spellings: frozenset[str]


@dataclass(slots=True, eq=False)
class Opening:
    """The head of a paragraph that may be a dateline: its parts, of which it may end behind those with the numbers `ends`.

    `names` are the folded names of agencies that make another dateline of the parts on their own pages, `signed` what is a dateline on the
    page of an agency of that name, the longest first. `readings` are those that were asked for, by names of the page's agency among them,
    the longest first.
    """

    text: str
    parts: Sequence[Part]
    ends: Sequence[int]
    names: frozenset[str]
    signed: Sequence[Signed]
    readings: dict[frozenset[str], Sequence[Reading]] = field(default_factory=dict)


_NO_OPENING = Opening("", (), (), frozenset(), ())


def dateline_of(line: Line, *, sure: bool = False, agencies: frozenset[str] = _NOBODY, stop: bool = False) -> tuple[Dateline, int] | None:
    """The dateline at the start of `line`, as `find_dateline` finds it in its text."""
    opening = line.opening
    if opening is None:
        # Without a sign nothing parts a dateline from the sentence behind it.
        opening = line.opening = _NO_OPENING if line.plain or _is_labelled(line) else _opening_of(line.text, follows=True)
    return None if opening is _NO_OPENING else _read_opening(opening, sure=sure, agencies=agencies, stop=stop)


def find_dateline(
    text: str, *, sure: bool = False, agencies: frozenset[str] = _NOBODY, follows: bool = True, stop: bool = False
) -> tuple[Dateline, int] | None:
    """The dateline at the start of `text` and where it ends (the first character of the sentence), or None.

    `text` is display text from the first character of a paragraph on, `agencies` are folded names that may sign it. `sure` leaves out
    forms that an ordinary sentence can take too, such as a place before a dash: they count where a story begins, and prove nothing else.
    `follows` says that a sentence must follow; a field of its own holds a dateline alone. `stop` says that a place and a full stop are one,
    as on German pages.
    """
    return _read_opening(_opening_of(text, follows=follows), sure=sure, agencies=agencies, stop=stop)


def _read_opening(opening: Opening, *, sure: bool, agencies: frozenset[str], stop: bool) -> tuple[Dateline, int] | None:
    best: tuple[Dateline, int] | None = None
    if opening.ends:
        named = opening.names & agencies
        readings = opening.readings.get(named)
        if readings is None:
            readings = opening.readings[named] = _readings(opening, named)
        for reading in readings:
            if (reading.proven or not sure) and (stop or not reading.stopped):
                best = reading.found
                break
    for signed in opening.signed:
        if not signed.spellings.isdisjoint(agencies):
            return signed.found if best is None or signed.found[1] > best[1] else best
    return best


def _is_labelled(line: Line) -> bool:
    """Whether the first word alone says that the line is a byline or a notice, and no dash or slash makes another word of its beginning."""
    if not line.words:
        return False
    first, every = line.words[0], everywhere()
    label = "" in every.notice_openers.firsts.get(first, ()) or "" in every.bylines.firsts.get(first, ())
    return label and not ("-" in line.text or "/" in line.text or "ـ" in line.text)


def _opening_of(text: str, *, follows: bool) -> Opening:
    """What of the head of `text` does not depend on who asks. Most paragraphs have none."""
    if not may_open(text):
        return _NO_OPENING
    parts: list[Part] = []
    every = everywhere()
    for part in parts_of(text, every):
        if not parts and (every.bylines.opens(part.words) or every.notice_openers.opens(part.words)):
            break
        parts.append(part)
    ends = [i for i, part in enumerate(parts) if _closes(part, i) and (not follows or _begins_sentence(text, part.end))]
    signed = _before_agency(text) if "-" in text or "/" in text else ()
    if not ends and not signed:
        return _NO_OPENING
    names = frozenset([name for part in parts if part.is_told_by_name for name in (" ".join(part.words), "".join(part.words))])
    return Opening(text, parts, ends, names, signed)


def _readings(opening: Opening, agencies: frozenset[str]) -> list[Reading]:
    """What is a dateline on a page of one of the `agencies`, the longest first."""
    found: list[Reading] = []
    kinds: list[Kind] = []
    for i, part in enumerate(opening.parts):
        kind = part.kind_for(agencies) if agencies else part.kind
        if kind is None:
            break
        kinds.append(kind)
        if i in opening.ends and (read := _read(opening.parts[: i + 1], list(kinds), opening.text, agencies)) is not None:
            found.append(read)
    return found[::-1]


def _before_agency(text: str) -> list[Signed]:
    """A place and an agency, which closes a dateline without a mark on its own page: `ANKARA-KHA …`, `Aydın / Ege Postası …`."""
    match = _PLACE_AND.match(text)
    if match is None or not is_name(match["place"]):
        return []
    found: list[Signed] = []
    tokens = list(_TOKEN.finditer(text, match.end(), match.end() + WINDOW))[:LONGEST_NAME]
    for token in reversed(tokens):
        name = text[match.end() : token.end()]
        if _begins_sentence(text, token.end() + 1):
            dateline = Dateline(text=text[: token.end()], place=match["place"].strip(), agency=name)
            found.append(Signed((dateline, token.end() + 1), frozenset((fold(name), "".join(words(name))))))
    return found


def _closes(part: Part, before: int) -> bool:
    """Whether a dateline can end behind `part`, with so many parts `before` it."""
    closed = part.closed
    if closed[-1] in "([|" or (closed[0] in ")]" and closed[1:2] in ("،", ",")):
        return False
    if closed in ("،", ","):
        return part.opened in "/|" and before > 0
    return closed != "." or before > 0 or len(part.words) <= 2


def _begins_sentence(text: str, at: int) -> bool:
    """A dateline is followed by a sentence: what ends there is a label or a credit, what goes on in small letters a clause."""
    first = text[at : at + 1]
    if not first or first.islower():
        return False
    end = at + _LONGEST_LOOK
    # The first of the words tell, as a rule.
    first_words = text.find(" ", at + _FIRST_LOOK, end)
    return (first_words > 0 and _has_words(text[at:first_words])) or _has_words(text[at:end])


def _has_words(text: str) -> bool:
    folded = words(text)
    return len(folded) - sum(map(str.isdigit, folded)) >= _SENTENCE_WORDS


def _read(parts: Sequence[Part], kinds: list[Kind], text: str, agencies: frozenset[str]) -> Reading | None:
    """The dateline that the parts are, or None where they make none."""
    if len(parts) > 1 and kinds.count("agency") > 1 + (len(parts) > 2):
        return None
    if "agency" not in kinds and kinds.count("place") > 1 and kinds[-1] == "place" and _signs(parts):
        # An agency that nobody listed.
        kinds[-1] = "agency"
    if "agency" not in kinds and kinds.count("place") > 1 and kinds[-1] == "place" and "date" in kinds:
        # A name behind place and date.
        kinds[-1] = "agency"
    last = parts[-1]
    if "place" not in kinds and not (len(parts) == 1 and kinds == ["agency"] and last.closed[0] in ":：" and _begins_agency(last)):
        return None
    if last.closed in ("،", ",") and "agency" not in kinds:
        return None
    if (
        last.bracketed
        and last.closed in (")", "]")
        and not (last.names_agency or last.names_one_of(agencies))
        and not _COLON_SCRIPTS.search(text, 0, WINDOW)
    ):
        # A bracket that no mark follows is an aside or an acronym.
        return None
    proven = _proven(parts, kinds)
    if not (proven or kinds.count("place") < len(kinds) or _alone(parts, text)):
        return None
    place = _joined(text, [part for part, kind in zip(parts, kinds, strict=True) if kind == "place"])
    date = _joined(text, [part for part, kind in zip(parts, kinds, strict=True) if kind == "date"]) if "date" in kinds else None
    agency = next((part.text for part, kind in zip(reversed(parts), reversed(kinds), strict=True) if kind == "agency"), None)
    if place is not None and date is None and (split := DATE_AT_END.match(place)) is not None and is_date(split["date"]):
        place, date = split["place"].strip(), split["date"]
    dateline = Dateline(text=text[: last.end].rstrip(), place=place, date=date, agency=agency)
    return Reading((dateline, last.end), proven, stopped=last.closed == "." and agency is None)


def _signs(parts: Sequence[Part]) -> bool:
    """Whether the last part is set as an agency's name: between slashes or dashes, or behind a dash and before a colon."""
    before, last = parts[-2].closed, parts[-1].closed
    if "/" in before or "|" in before:
        return True
    dash = bool(_DASH.fullmatch(before))
    return dash and (bool(_DASH.fullmatch(last)) or last[0] in ":：")


def _proven(parts: Sequence[Part], kinds: list[Kind]) -> bool:
    """Whether the parts are a dateline wherever they stand: an agency in brackets or behind a slash, alone before a colon, with a date."""
    if "agency" not in kinds:
        return False
    if "date" in kinds or len(parts) == 1:
        return True
    agencies = [part for part, kind in zip(parts, kinds, strict=True) if kind == "agency"]
    return any(part.bracketed or part.opened in "/|" or part.closed[0] in "/|" for part in agencies)


def _joined(text: str, parts: Sequence[Part]) -> str | None:
    """The parts as they stand in `text`, with the marks between them; of parts that others stand between, a row."""
    if not parts:
        return None
    shown = text[parts[0].start : parts[-1].start + len(parts[-1].text)]
    inner = sum(len(part.text) for part in parts)
    return shown if len(shown) <= inner + 3 * len(parts) else ("، " if "،" in text[:WINDOW] else ", ").join(part.text for part in parts)


def _alone(parts: Sequence[Part], text: str) -> bool:
    """Whether places alone, before a mark, are a dateline at the start of a story."""
    closing = parts[-1].closed
    folded = parts[-1].words
    if len(parts) > 2 or any(part.closed[0] in "([" for part in parts):
        return False
    if closing[0] in ":：":
        capitals = parts[0].text.isupper() and len(parts[0].text) >= _SHORTEST_PLACE
        return capitals or (bool(_COLON_SCRIPTS.search(text, 0, WINDOW)) and len(folded) <= 2)
    if closing == "/":
        return len(parts) == 1 and len(folded) <= 2 and (not text[0].isascii() or text[parts[-1].end - 1] == " ")
    if closing == ".":
        # One name and a stop before a paragraph, which is how German desks set it: `Graz. Die Stadt …`.
        return len(parts) == 1 and len(folded) <= 2 and text[0].isupper() and len(text) - parts[-1].end > _PARAGRAPH
    # Between two hyphens stands an aside.
    return closing != "-" or " - " not in text[parts[-1].end : parts[-1].end + WINDOW]


def _begins_agency(part: Part) -> bool:
    first = part.words[0]
    return len(part.words) > 1 and first in everywhere().agency_words and not first.isascii()
