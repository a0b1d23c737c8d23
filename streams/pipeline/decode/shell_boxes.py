"""Boxes of a page's shell: those that ask for something, that point at other items, that hold a list of labels.

By what they hold first. By names second: style sheets of all languages are written in English, and call such boxes by few names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from streams.pipeline.decode.boxes import Box, Draft, inside

_ALIKE = 3
"""So many boxes alike side by side are a list."""
_LARGEST_CARD = 500
"""Letters of a box that announces another item, or asks for consent, an address, a vote."""
_LARGEST_LABEL = 30
_TELLING_NOTHING = 0.85
_LINKED = 5
"""A small box of which a fifth is links points to another item."""
_Word: TypeAlias = tuple[bool, str]
_NO_WORDS: frozenset[_Word] = frozenset()
_REMEMBERED = 4_096
_UNBOXED = frozenset("p h1 h2 h3 h4 h5 h6 tr td th tbody thead dd dt blockquote figcaption html body".split())
_UNLISTED = frozenset("p h1 h2 h3 h4 h5 h6 tr th tbody thead blockquote figcaption html body".split())
_ASKING = re.compile(
    r"\b(?:share|sharing|social-?(?:links|icons|bar|share|buttons)|newsletter|subscri\w+|sign-?up|cookies?|consent|gdpr|paywall|modal|popup|"
    r"comments?|respond|disqus|author-?(?:bio|box|card|info|profile)|bio|about-?(?:the-?)?author|breadcrumbs?|tags?|tag-?(?:list|cloud)|keywords|"
    r"ads?|advert\w*|sponsor\w*|promo\w*|outbrain|taboola|toolbar|pagination|pager|skip-?link|sr-only|visually-?hidden|screen-reader-text|"
    r"hidden-text\S*|login|rating|poll|print-?only|noprint|d-none|d-print\S*)\b|(?<![^\s])hidden(?![^\s])"
)
_POINTING = re.compile(
    r"\b(?:related\S*|recommend\w*|read-?(?:more|also|next)|also-?read|see-?also|more-?(?:stories|news|from|on|in)|most-?(?:read|popular|viewed)|"
    r"popular|trending|latest\S*|up-?next|teasers?|sidebar|widget\S*|rail|carousel|slider|card-?list)\b"
)
# Of links: the words of the style sheets that are used most.
_BUTTON = re.compile(r"\b(?:btn|button|cta)\b")


@dataclass(slots=True, frozen=True)
class ShellBoxes:
    """For each box whether it is, or is inside of one that is: asking for something, pointing at other items, either, a list of labels."""

    asking: list[bool]
    pointing: list[bool]
    either: list[bool]
    labels: list[bool]


def shell_boxes(drafts: Sequence[Draft], boxes: Sequence[Box]) -> ShellBoxes:
    """Which of the boxes, whose contents have been counted, are of the shell."""
    total = boxes[0].prose
    cards, labels = _cards(boxes, total), [False] * len(boxes)
    for members in _lists(boxes):
        if _is_list_of_items(boxes, members):
            for i in members:
                cards[i] = True
        elif all(_is_label(boxes[i]) for i in members):
            for i in members:
                labels[i] = True
    asking, pointing = _named(drafts, boxes)
    for i in _around_buttons(drafts, boxes):
        asking[i] = True
    asking = inside(boxes, [named or _has_controls(box) for box, named in zip(boxes, asking, strict=True)])
    pointing = inside(boxes, [card or named for card, named in zip(cards, pointing, strict=True)])
    either = [one or other for one, other in zip(asking, pointing, strict=True)]
    return ShellBoxes(asking=asking, pointing=pointing, either=either, labels=inside(boxes, labels))


def acts(boxes: Sequence[Box], draft: Draft) -> bool:
    """Whether a block is in a small box with a link or a control in it: a notice to accept, a menu."""
    box = boxes[_number_around(boxes, draft.box, 0)]
    return box.letters < _LARGEST_CARD and (box.linked > 0 or box.controls > 0)


def points(boxes: Sequence[Box], draft: Draft) -> bool:
    """Whether a block is in a small box that is there for its links: a teaser under its linked headline.

    That is the innermost box which holds more than the block itself.
    """
    if draft.all_link:
        return True
    box = boxes[_number_around(boxes, draft.box, draft.letters)]
    return box.letters < _LARGEST_CARD and (box.headings > 0 or _LINKED * box.linked >= box.letters)


def _number_around(boxes: Sequence[Box], at: int, letters: int) -> int:
    """The number of the innermost box around box `at` that may hold several blocks, and holds more than so many letters."""
    while (boxes[at].tag in _UNBOXED or boxes[at].letters <= letters) and boxes[at].parent > 0:
        at = boxes[at].parent
    return at


def _named(drafts: Sequence[Draft], boxes: Sequence[Box]) -> tuple[list[bool], list[bool]]:
    """Which boxes bear a name of those that ask, and of those that point.

    A box with most of the running text is none whatever its name, and a word that nearly all of it stands under tells nothing on this page.
    """
    own = [_words(box.names) if box.names else _NO_WORDS for box in boxes]
    if not any(own):
        return [False] * len(boxes), [False] * len(boxes)
    around: list[frozenset[_Word]] = []
    for box, found in zip(boxes, own, strict=True):
        above = around[box.parent] if box.parent >= 0 else _NO_WORDS
        around.append(above | found if found else above)
    under: Counter[_Word] = Counter()
    for draft in drafts:
        if draft.running and around[draft.box]:
            under.update(dict.fromkeys(around[draft.box], draft.letters))
    total = max(1, boxes[0].prose)
    telling = {word for found in own for word in found if under[word] < _TELLING_NOTHING * total}
    asking, pointing = [False] * len(boxes), [False] * len(boxes)
    for i, found in enumerate(own):
        if found and 2 * boxes[i].prose < total:
            for pointer, _ in found & telling:
                (pointing if pointer else asking)[i] = True
    return asking, pointing


@lru_cache(maxsize=_REMEMBERED)
def _words(names: str) -> frozenset[_Word]:
    """The words of the shell among names, each with whether it points at other items."""
    return frozenset((pattern is _POINTING, _word(name)) for pattern in (_ASKING, _POINTING) for name in pattern.findall(names))


def _word(name: str) -> str:
    """What names of one kind have in common: `widget` of `widget-title`."""
    return name.partition("-")[0]


def _around_buttons(drafts: Sequence[Draft], boxes: Sequence[Box]) -> Iterator[int]:
    """Small boxes around a link that is made to look like a button: what stands in them is said to have it pressed."""
    for draft in drafts:
        if draft.all_link and draft.letters <= _LARGEST_LABEL and _BUTTON.search(f"{draft.names} {boxes[draft.box].names}"):
            at = _number_around(boxes, draft.box, draft.letters)
            if boxes[at].letters < _LARGEST_CARD and 4 * boxes[at].prose < boxes[0].prose and not boxes[at].titles:
                yield at


def _has_controls(box: Box) -> bool:
    return box.controls > 0 and box.tag not in _UNBOXED and box.letters < _LARGEST_CARD and not box.titles


def _cards(boxes: Sequence[Box], total: int) -> list[bool]:
    """Which boxes are short, with a heading that is a link, and hold no large part of the page."""
    return [
        box.headings > 0 and not box.titles and box.letters < _LARGEST_CARD and 4 * box.prose < total and box.tag not in _UNBOXED
        for box in boxes
    ]


def _lists(boxes: Sequence[Box]) -> Iterator[list[int]]:
    """Boxes with text that stand side by side and have the same tag and names."""
    alike: dict[tuple[int, str, str], list[int]] = {}
    for i, box in enumerate(boxes):
        if box.letters and box.tag not in _UNLISTED:
            alike.setdefault((box.parent, box.tag, box.names), []).append(i)
    return (members for members in alike.values() if len(members) >= _ALIKE)


def _is_list_of_items(boxes: Sequence[Box], members: list[int]) -> bool:
    linked = sum(boxes[i].headings > 0 or 2 * boxes[i].linked >= boxes[i].letters for i in members)
    if boxes[members[0]].tag == "td" and linked < len(members):
        return False
    return 2 * linked > len(members) and sum(boxes[i].letters for i in members) < _LARGEST_CARD * len(members)


def _is_label(box: Box) -> bool:
    return box.letters <= _LARGEST_LABEL and not box.linked and not box.ends and not box.titles
