"""Which blocks of a page are its news and which the shell around them: menus, links to other items, boxes that ask for something.

By structure: how much running text a part of the page holds, how much of it is links, what is repeated side by side, what stands before and
behind the part that holds most. Nothing is taken out here; a block of the shell gets a zone that says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from streams.pipeline.decode.document import BlockKind, Zone


@dataclass(slots=True)
class Draft:
    """A block as it is read: its text, where it starts, what the markup says, and the number of the box it stands in.

    `names` are those of the inline elements around it, `letters` and `linked` count code points that are no space and those in links.
    """

    text: str
    start: int
    kind: BlockKind
    level: int
    zone: Zone
    names: str
    box: int
    letters: int
    linked: int
    links: int
    running: bool = False

    @property
    def all_link(self) -> bool:
        """Whether most of it is links."""
        return 2 * self.linked >= self.letters


@dataclass(slots=True)
class Box:
    """A block element: its tag, its class names and the like, the number of the box around it, and what it holds, boxes inside included.

    `headings` counts headings that are links, `titles` headings of the first level, `controls` what is filled in or pressed, `prose` and `value`
    letters: of running text, and of running text less what speaks against it.
    """

    tag: str
    names: str
    parent: int
    controls: int = 0
    letters: int = 0
    linked: int = 0
    prose: int = 0
    headings: int = 0
    titles: int = 0
    value: int = 0


@dataclass(slots=True, frozen=True)
class Layout:
    """The zone of each block, and the box that holds the page's news, None where no box stands out."""

    zones: tuple[Zone, ...]
    root: int | None


_PROSE = 60
"""Letters from which a block is running text; from 25 on it is where it ends a sentence."""
_SENTENCE = 25
_ENDS = frozenset(".!?…؟۔。！？")
_CLOSERS = "\"'»”’)]›」』 "
_LIST_COST, _SHORT_COST, _CARD_COST = 15, 4, 20
_CARDS = 3
"""So many boxes alike side by side, with links in most, are a list of other items."""
_LARGEST_CARD = 500
_LINKED = 5
"""A box of which a fifth is links points to another item."""
_FEW = 60
"""Letters of running text below which nothing is said about the page: a brief with a few links around it is as good as its shell."""
_SHORTEST_TITLE = 12
_UNBOXED = frozenset("p h1 h2 h3 h4 h5 h6 tr td th tbody thead dd dt blockquote figcaption html body".split())
_ASKING = re.compile(
    r"\b(?:share|sharing|social-?(?:links|icons|bar|share|buttons)|newsletter|subscri\w+|sign-?up|cookies?|consent|gdpr|paywall|modal|popup|"
    r"comments?|respond|disqus|author-?(?:bio|box|card|info|profile)|bio|about-?(?:the-?)?author|breadcrumbs?|tags?|tag-?(?:list|cloud)|keywords|"
    r"ads?|advert\w*|sponsor\w*|promo\w*|outbrain|taboola|toolbar|pagination|pager|skip-?link|sr-only|visually-?hidden|screen-reader-text|"
    r"hidden-text\S*|login|rating|poll|print-?only|noprint|d-none|d-print\S*)\b"
)
_POINTING = re.compile(
    r"\b(?:related\S*|recommend\w*|read-?(?:more|also|next)|also-?read|see-?also|more-?(?:stories|news|from|on|in)|most-?(?:read|popular|viewed)|"
    r"popular|trending|latest\S*|up-?next|teasers?|sidebar|widget\S*|rail|carousel|slider|card-?list)\b"
)


def lay_out(drafts: Sequence[Draft], boxes: Sequence[Box], titles: Sequence[str]) -> Layout:
    """What of the page is where. `boxes` get their counts here."""
    shell = [draft.zone for draft in drafts]
    if len(drafts) < 2:
        return Layout(tuple(shell), None)
    _count(drafts, boxes)
    total = boxes[0].prose
    if total < _FEW:
        return Layout(tuple(shell), None)
    asking = _inside(boxes, [_named(box, _ASKING, total) or _has_controls(box) for box in boxes])
    pointing = _inside(boxes, [_named(box, _POINTING, total) or card for box, card in zip(boxes, _cards(boxes, total), strict=True)])
    root = _root(drafts, boxes, [ask or point for ask, point in zip(asking, pointing, strict=True)])
    if root is None:
        return Layout(tuple(shell), None)
    within = _inside(boxes, [i == root for i in range(len(boxes))])
    page = _Page(drafts, boxes, asking, pointing, within)
    return Layout(tuple(page.zones(titles)), root)


def hints_of(drafts: Sequence[Draft], boxes: Sequence[Box], root: int | None, longest: int) -> list[str]:
    """The class names around each block, the nearest first. What stands around all of the news says nothing about a part of it."""
    outside: set[int] = set()
    at = root
    while at is not None and at >= 0:
        outside.add(at)
        at = boxes[at].parent
    known: dict[int, str] = {}
    found = []
    for draft in drafts:
        if root is not None and draft.kind == "quote":
            # What a site calls a quoted post, social media and the like, would tell of other things around it.
            found.append("")
            continue
        hints = known.get(draft.box)
        if hints is None:
            names: list[str] = []
            size, box = 0, draft.box
            while box >= 0 and size < longest and not (box in outside):
                if boxes[box].names:
                    names.append(boxes[box].names)
                    size += len(boxes[box].names) + 1
                box = boxes[box].parent
            hints = known[draft.box] = " ".join(names)
        found.append((f"{draft.names} {hints}" if draft.names and hints else draft.names or hints)[:longest])
    return found


class _Page:
    """The blocks of a page with what is known of their boxes: that they ask for something, point elsewhere, are of the news."""

    def __init__(
        self, drafts: Sequence[Draft], boxes: Sequence[Box], asking: Sequence[bool], pointing: Sequence[bool], within: Sequence[bool]
    ) -> None:
        self._drafts = drafts
        self._near = [_near(boxes, draft.box) for draft in drafts]
        self._asking = [asking[draft.box] for draft in drafts]
        self._pointing = [pointing[draft.box] for draft in drafts]
        self._within = [within[draft.box] for draft in drafts]

    def zones(self, titles: Sequence[str]) -> list[Zone]:
        story = [
            i
            for i, draft in enumerate(self._drafts)
            if self._within[i] and draft.running and draft.zone == "main" and not self._asking[i] and not self._pointing[i]
        ]
        if not story:
            return [draft.zone for draft in self._drafts]
        first, last = story[0], story[-1]
        headline = _headline(self._drafts, titles, self._within, first)
        return [self._zone(i, first, last, headline) for i in range(len(self._drafts))]

    def _zone(self, i: int, first: int, last: int, headline: int | None) -> Zone:
        draft = self._drafts[i]
        if i == headline:
            return "main"
        if draft.zone in ("navigation", "footer"):
            return draft.zone
        if i < first:
            return self._above(i, headline)
        if i > last:
            return self._below(i)
        # Boxes amid the story are not of it, whatever they say.
        return "navigation" if self._shell(i) or not self._within[i] else "main"

    def _above(self, i: int, headline: int | None) -> Zone:
        draft = self._drafts[i]
        if self._asking[i]:
            return "navigation"
        if headline is not None and i < headline and draft.all_link:
            return "navigation"
        if headline is not None and headline < i and not draft.all_link and (draft.running or not self._shell(i)):
            return "main"
        if self._within[i]:
            return "navigation" if draft.all_link and not draft.level else "aside" if self._shell(i) else "main"
        if draft.running and self._near[i].links == 0:
            return "aside"
        return "navigation" if headline is not None or draft.all_link or self._shell(i) or self._near[i].links else "main"

    def _below(self, i: int) -> Zone:
        near = self._near[i]
        if self._asking[i] or (self._pointing[i] and (near.headings or _LINKED * near.linked >= near.letters)):
            return "navigation"
        return "aside" if self._shell(i) or not self._within[i] else "main"

    def _shell(self, i: int) -> bool:
        return self._asking[i] or self._pointing[i] or self._drafts[i].zone == "aside"


class _Near(NamedTuple):
    """What stands in the small box around a block, a teaser under its headline or a notice to accept: links and controls, letters."""

    links: int
    headings: int
    linked: int
    letters: int


def _near(boxes: Sequence[Box], at: int) -> _Near:
    while boxes[at].tag in _UNBOXED and boxes[at].parent > 0:
        at = boxes[at].parent
    box = boxes[at]
    if box.letters >= _LARGEST_CARD:
        return _Near(0, 0, 0, box.letters)
    return _Near(box.linked + box.controls, box.headings, box.linked, box.letters)


def _count(drafts: Sequence[Draft], boxes: Sequence[Box]) -> None:
    """Counts what each box holds. A box has a higher number than the one around it."""
    for draft in drafts:
        box = boxes[draft.box]
        draft.running = _is_running(draft)
        box.letters += draft.letters
        box.linked += draft.linked
        box.headings += draft.level > 1 and draft.all_link
        box.titles += draft.level == 1
        if draft.running and draft.zone == "main":
            box.prose += draft.letters
    for box in reversed(boxes[1:]):
        around = boxes[box.parent]
        around.letters += box.letters
        around.linked += box.linked
        around.headings += box.headings
        around.titles += box.titles
        around.prose += box.prose
        around.controls += box.controls


def _is_running(draft: Draft) -> bool:
    if draft.all_link or draft.level or draft.kind in ("caption", "cell"):
        return False
    if draft.letters >= _PROSE:
        return True
    return draft.letters >= _SENTENCE and draft.text.rstrip(_CLOSERS)[-1:] in _ENDS


def _named(box: Box, names: re.Pattern[str], total: int) -> bool:
    """Whether a box bears a name of the shell, and is not around most of the page."""
    return bool(box.names) and 2 * box.prose < total and names.search(box.names) is not None


def _has_controls(box: Box) -> bool:
    """Whether a box has something to fill in or to press, and little text: a box that asks for consent, an address, a vote."""
    return box.controls > 0 and box.tag not in _UNBOXED and box.letters < _LARGEST_CARD and not box.titles


def _cards(boxes: Sequence[Box], total: int) -> list[bool]:
    """Which boxes are of a list of other items: short, with a linked heading; or alike, side by side, and mostly links."""
    alike: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for i, box in enumerate(boxes):
        if box.tag not in _UNBOXED and box.letters:
            alike[box.parent, box.tag, box.names].append(i)
    if not boxes[0].linked:
        return [False] * len(boxes)
    found = [
        box.headings > 0 and not box.titles and box.letters < _LARGEST_CARD and 4 * box.prose < total and box.tag not in _UNBOXED
        for box in boxes
    ]
    for members in alike.values():
        if len(members) < _CARDS:
            continue
        linked = sum(boxes[i].headings > 0 or 2 * boxes[i].linked >= boxes[i].letters for i in members)
        if 2 * linked > len(members) and sum(boxes[i].letters for i in members) < _LARGEST_CARD * len(members):
            for i in members:
                found[i] = True
    return found


def _inside(boxes: Sequence[Box], marked: list[bool]) -> list[bool]:
    """Which boxes are marked or inside of one that is."""
    for i, box in enumerate(boxes):
        if box.parent >= 0 and marked[box.parent]:
            marked[i] = True
    return marked


def _root(drafts: Sequence[Draft], boxes: Sequence[Box], shell: Sequence[bool]) -> int | None:
    """The box that holds the most running text and the least of other things; the innermost of several as good."""
    for draft in drafts:
        boxes[draft.box].value += _value(draft, shell=shell[draft.box])
    for box in reversed(boxes[1:]):
        boxes[box.parent].value += box.value
    best = max(range(len(boxes)), key=lambda i: (boxes[i].value, i))
    return best if boxes[best].value > 0 and boxes[best].tag != "p" else None


def _value(draft: Draft, *, shell: bool) -> int:
    if shell or draft.zone != "main":
        return -_CARD_COST
    if draft.running:
        return draft.letters - 2 * draft.linked
    if draft.all_link:
        return -(_LIST_COST + draft.letters // 2)
    return 0 if draft.level or draft.kind in ("caption", "cell", "item") else -_SHORT_COST


def _headline(drafts: Sequence[Draft], titles: Sequence[str], within: Sequence[bool], first: int) -> int | None:
    """The block that the head of the page names as its title, best a heading of the first level; of several the one nearest to the story,
    which begins at `first`."""
    named = [" ".join(title.casefold().split()) for title in titles]
    longest = 2 * max(map(len, named), default=0)
    best, best_rank = None, 0
    for i, draft in enumerate(drafts):
        if draft.zone in ("navigation", "footer") or (draft.all_link and draft.level != 1):
            continue
        if not draft.level and len(draft.text) > longest:
            continue
        text = draft.text.casefold()
        in_title = len(text) >= _SHORTEST_TITLE and any(text in title or _headed(text, title) for title in named)
        heads = draft.level > 0 and (draft.level == 1 or i < first)
        rank = 4 * (draft.level == 1) + 3 * in_title + (draft.level > 0) + within[i] if in_title or heads else 0
        if draft.all_link:
            # The site's name, which links to its front page, may well be a heading too, and stand in the title behind the headline.
            rank = min(rank, 1)
        if rank > best_rank or (rank and rank == best_rank and i < first):
            best, best_rank = i, rank
    return best


def _headed(text: str, title: str) -> bool:
    """Whether a block is a title with a line above it, as many desks set one."""
    return len(title) >= _SHORTEST_TITLE and len(text) <= 2 * len(title) and title in text
