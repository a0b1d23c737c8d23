"""The text of an article that its page shows only the beginning of, or nothing, and that its linked data give in full.

So do pages that set their text by script, and pages that end behind a paragraph for readers without a subscription, where the publisher
wants search engines to find all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from streams.pipeline.decode.boxes import Box, Draft
from streams.text.match_key import words

_FEWEST_WORDS = 40
"""A text of fewer words may be a summary, which a page need not show."""
_CUT = 20
"""Code points that the page and the linked data have in common where the page breaks off inside a paragraph."""
_UNBOXED = frozenset("p h1 h2 h3 h4 h5 h6 li blockquote".split())


def fill_in(drafts: list[Draft], boxes: Sequence[Box], told: Sequence[Draft]) -> bool:
    """Puts what the page does not show of the `told` blocks behind what it shows of them, and says whether there was anything.

    That is only where it shows less than half of their words. What it shows are the blocks that they begin with.
    """
    whole = " ".join(draft.text for draft in told)
    missing = Counter(words(whole))
    count = missing.total()
    if count < _FEWEST_WORDS:
        return False
    missing -= Counter(word for draft in drafts if not draft.all_link for word in words(draft.text))
    if 2 * missing.total() <= count:
        return False
    place, shown = _shown(drafts, whole)
    drafts[place:place] = _rest(told, shown, drafts[place - 1] if place else None, boxes)
    at = 0
    for draft in drafts:
        draft.start = at
        at += len(draft.text) + 1
    return True


def _shown(drafts: Sequence[Draft], whole: str) -> tuple[int, int]:
    """Behind which block the text goes on, and how much of it stands there; where none does, behind the headline, or else at the end."""
    place = shown = 0
    for i, draft in enumerate(drafts, start=1):
        common = _common(whole[shown : shown + len(draft.text) + 1], f"{draft.text} ")
        if common > len(draft.text) or common >= _CUT:
            # Where the page breaks off inside a word, the text goes on with that word.
            place, shown = i, whole.rfind(" ", 0, shown + common) + 1
        elif draft.level == 1 and not place:
            place = i
    return place or len(drafts), shown


def _common(one: str, other: str) -> int:
    """How many characters the two begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _rest(told: Sequence[Draft], shown: int, above: Draft | None, boxes: Sequence[Box]) -> list[Draft]:
    """The told blocks without their first `shown` code points, beside the block `above`."""
    box, zone = (above.box, above.zone) if above is not None else (0, "main")
    while boxes[box].tag in _UNBOXED and boxes[box].parent > 0:
        box = boxes[box].parent
    rest: list[Draft] = []
    for draft in told:
        text = draft.text[shown:].strip()
        shown = max(0, shown - len(draft.text) - 1)
        if text:
            letters = len(text) - text.count(" ")
            kind = "paragraph" if draft.kind == "cell" else draft.kind
            rest.append(msgspec.structs.replace(draft, text=text, kind=kind, box=box, zone=zone, names="", letters=letters))
    return rest
