"""The dateline: place, date and agency before the first sentence.

Desks write it in countless forms; what they share is that a few short parts, each a place, a date or an agency, stand apart by commas,
slashes, dashes or brackets, and that a mark closes them before a sentence begins. So it is read part by part, not form by form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas import Dateline
from streams.lexicon import everywhere
from streams.pipeline.clean import Line
from streams.pipeline.segment.dateline_parts import DATE_AT_END, LONGEST_NAME, WINDOW, Kind, Part, is_date, is_name, opening_of, parts_of
from streams.text.match_key import fold, words

_SENTENCE_WORDS = 3
_LONGEST_PLACE = 30
_PLACE_AND = re.compile(rf"(?P<place>[^\d/()\[\]:.،,;!?؟«»\"–—-]{{2,{_LONGEST_PLACE}}}?)\s*[/-]\s*")
_TOKEN = re.compile(r"\S+")

# Letters of Urdu and Sorani, whose desks close a dateline with a colon.
_COLON_SCRIPTS = re.compile("[ٹڈڑںےەڵڕێۆ]")
_PARAGRAPH = 40
_SHORTEST_PLACE = 3
_DASH = re.compile(r"[-–—ـ]{1,3}")


def dateline_of(
    line: Line, *, sure: bool = False, agencies: frozenset[str] = frozenset(), stop: bool = False
) -> tuple[Dateline, int] | None:
    """The dateline at the start of `line`, as `find_dateline` finds it in its text."""
    opening = opening_of(line)
    if not opening and not (agencies and _may_name_own(line.text)):
        return None
    return _read_opening(line.text, opening, sure=sure, agencies=agencies, follows=True, stop=stop)


def find_dateline(
    text: str, *, sure: bool = False, agencies: frozenset[str] = frozenset(), follows: bool = True, stop: bool = False
) -> tuple[Dateline, int] | None:
    """The dateline at the start of `text` and where it ends (the first character of the sentence), or None.

    `text` is display text from the first character of a paragraph on, `agencies` are folded names that may sign it. `sure` leaves out
    forms that an ordinary sentence can take too, such as a place before a dash: they count where a story begins, and prove nothing else.
    `follows` says that a sentence must follow; a field of its own holds a dateline alone. `stop` says that a place and a full stop are one,
    as on German pages.
    """
    return _read_opening(text, parts_of(text), sure=sure, agencies=agencies, follows=follows, stop=stop)


def _read_opening(
    text: str, opening: Iterable[Part], *, sure: bool, agencies: frozenset[str], follows: bool, stop: bool
) -> tuple[Dateline, int] | None:
    if not text or not (text[0].isalnum() or text[0] in "([/"):
        return None
    best: tuple[Dateline, int] | None = None
    parts: list[Part] = []
    kinds: list[Kind] = []
    for part in opening:
        kind = part.kind_for(agencies)
        if kind is None:
            break
        parts.append(part)
        kinds.append(kind)
        if _closes(part, parts) and (read := _read(parts, list(kinds), text, sure=sure, agencies=agencies)) is not None:
            told = stop or part.closed != "." or read[2] is not None
            if told and (not follows or _begins_sentence(text, part.end)):
                best = Dateline(text=text[: part.end].rstrip(), place=read[0], date=read[1], agency=read[2]), part.end
    own = _before_own_agency(text, agencies) if agencies and _may_name_own(text) else None
    return own if own is not None and (best is None or own[1] > best[1]) else best


def _may_name_own(text: str) -> bool:
    """Whether a dash or a slash stands near enough to the head of `text` to part a place from the page's own agency."""
    dash, slash = text.find("-"), text.find("/")
    at = max(dash, slash) if dash < 0 or slash < 0 else min(dash, slash)
    return at > 0 and len(text[:at].rstrip()) <= _LONGEST_PLACE


def _before_own_agency(text: str, agencies: frozenset[str]) -> tuple[Dateline, int] | None:
    """A place and the page's own agency, which closes a dateline without a mark: `ANKARA-KHA …`, `Aydın / Ege Postası …`."""
    match = _PLACE_AND.match(text)
    if match is None or not is_name(match["place"]):
        return None
    tokens = list(_TOKEN.finditer(text, match.end(), match.end() + WINDOW))[:LONGEST_NAME]
    for token in reversed(tokens):
        name = text[match.end() : token.end()]
        if (fold(name) in agencies or "".join(words(name)) in agencies) and _begins_sentence(text, token.end() + 1):
            return Dateline(text=text[: token.end()], place=match["place"].strip(), agency=name), token.end() + 1
    return None


def _closes(part: Part, parts: list[Part]) -> bool:
    """Whether a dateline can end behind `part`."""
    closed = part.closed
    if closed[-1] in "([|" or (closed[0] in ")]" and closed[1:2] in ("،", ",")):
        return False
    if closed in ("،", ","):
        return part.opened in "/|" and len(parts) > 1
    return closed != "." or len(parts) > 1 or len(part.words) <= 2


def _begins_sentence(text: str, at: int) -> bool:
    """A dateline is followed by a sentence: what ends there is a label or a credit, what goes on in small letters a clause."""
    after = text[at : at + 120]
    if not after or after[0].islower():
        return False
    folded = words(after)
    return len(folded) - sum(map(str.isdigit, folded)) >= _SENTENCE_WORDS


def _read(
    parts: list[Part], kinds: list[Kind], text: str, *, sure: bool, agencies: frozenset[str]
) -> tuple[str | None, str | None, str | None] | None:
    """Place, date and agency of the parts, or None where they make no dateline."""
    if len(parts) > 1 and kinds.count("agency") > 1 + (len(parts) > 2):
        return None
    if "agency" not in kinds and kinds.count("place") > 1 and kinds[-1] == "place" and _signs(parts):
        # An agency that nobody listed.
        kinds[-1] = "agency"
    if "agency" not in kinds and kinds.count("place") > 1 and kinds[-1] == "place" and "date" in kinds:
        # A name behind place and date.
        kinds[-1] = "agency"
    last = parts[-1]
    if everywhere().bylines.opens(parts[0].words) or everywhere().notice_openers.opens(parts[0].words):
        return None
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
    if not (_proven(parts, kinds) or (not sure and (kinds.count("place") < len(kinds) or _alone(parts, text)))):
        return None
    place = _joined(text, [part for part, kind in zip(parts, kinds, strict=True) if kind == "place"])
    date = _joined(text, [part for part, kind in zip(parts, kinds, strict=True) if kind == "date"])
    agency = next((part.text for part, kind in zip(reversed(parts), reversed(kinds), strict=True) if kind == "agency"), None)
    if place is not None and date is None and (split := DATE_AT_END.match(place)) is not None and is_date(split["date"]):
        place, date = split["place"].strip(), split["date"]
    return place, date, agency


def _signs(parts: list[Part]) -> bool:
    """Whether the last part is set as an agency's name: between slashes or dashes, or behind a dash and before a colon."""
    before, last = parts[-2].closed, parts[-1].closed
    if "/" in before or "|" in before:
        return True
    dash = bool(_DASH.fullmatch(before))
    return dash and (bool(_DASH.fullmatch(last)) or last[0] in ":：")


def _proven(parts: list[Part], kinds: list[Kind]) -> bool:
    """Whether the parts are a dateline wherever they stand: an agency in brackets or behind a slash, alone before a colon, with a date."""
    if "agency" not in kinds:
        return False
    signed = any(
        kind == "agency" and (part.bracketed or part.opened in "/|" or part.closed[0] in "/|")
        for part, kind in zip(parts, kinds, strict=True)
    )
    return signed or "date" in kinds or len(parts) == 1


def _joined(text: str, parts: list[Part]) -> str | None:
    """The parts as they stand in `text`, with the marks between them; of parts that others stand between, a row."""
    if not parts:
        return None
    shown = text[parts[0].start : parts[-1].start + len(parts[-1].text)]
    inner = sum(len(part.text) for part in parts)
    return shown if len(shown) <= inner + 3 * len(parts) else ("، " if "،" in text[:WINDOW] else ", ").join(part.text for part in parts)


def _alone(parts: list[Part], text: str) -> bool:
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
