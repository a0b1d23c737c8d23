"""Which blocks of a page are its news and which the shell around them: menus, links to other items, boxes that ask for something.

By structure: how much running text a part of the page holds, how much of it is links, what is repeated side by side, what stands above and
below the part that holds most. Nothing is taken out here; a block of the shell gets a zone that says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from streams.pipeline.decode.boxes import PROSE, Box, Draft, count, inside
from streams.pipeline.decode.document import Zone
from streams.pipeline.decode.shell_boxes import ShellBoxes, acts, points, shell_boxes

# What speaks against a box, in letters of running text: a link, a line that says nothing, a line of the shell.
_LINK_COST, _SHORT_COST, _SHELL_COST = 15, 4, 20
_SHORTEST_TITLE = 12


@dataclass(slots=True, frozen=True)
class Layout:
    """The zone of each block, and the number of the box that holds the page's news, None where no box stands out."""

    zones: tuple[Zone, ...]
    root: int | None


def lay_out(drafts: Sequence[Draft], boxes: Sequence[Box], titles: Sequence[str]) -> Layout:
    """What of the page is where; `titles` is what its head calls it. The drafts and boxes get their counts here."""
    as_marked = Layout(tuple(draft.zone for draft in drafts), None)
    if len(drafts) < 2:
        return as_marked
    count(drafts, boxes)
    if boxes[0].prose < PROSE:
        return as_marked
    shell = shell_boxes(drafts, boxes)
    root = _root(drafts, boxes, shell)
    if root is None:
        return as_marked
    page = _Page(drafts, boxes, shell, root)
    story = page.story()
    return Layout(page.zones(story, _headline(drafts, titles, page.within, story[0])), root) if story else as_marked


class _Page:
    """The blocks of a page with what is known of their boxes. `within` says which boxes are in the one that holds the news."""

    def __init__(self, drafts: Sequence[Draft], boxes: Sequence[Box], shell: ShellBoxes, root: int) -> None:
        self._drafts = drafts
        self._boxes = boxes
        self._shell = shell
        self.within = inside(boxes, _with_its_like(boxes, root))

    def story(self) -> list[int]:
        """The running text of the news."""
        within, shell = self.within, self._shell.either
        return [
            i
            for i, draft in enumerate(self._drafts)
            if draft.running and draft.zone == "main" and within[draft.box] and not shell[draft.box]
        ]

    def zones(self, story: Sequence[int], headline: int | None) -> tuple[Zone, ...]:
        """The zone of each block of a page with this story under this headline."""
        first, last = story[0], story[-1]
        return tuple(self._zone(i, draft, first, last, headline) for i, draft in enumerate(self._drafts))

    def _zone(self, i: int, draft: Draft, first: int, last: int, headline: int | None) -> Zone:
        zone = draft.zone
        if i == headline:
            return "main"
        if zone in ("navigation", "footer"):
            return zone
        shell, within = zone == "aside" or self._shell.either[draft.box], self.within[draft.box]
        if i < first:
            return self._above(i, draft, headline, shell=shell, within=within)
        if i > last:
            return self._below(i, draft, shell=shell, within=within)
        # Boxes amid the story are not of it, whatever they say.
        return "navigation" if shell or not within else "main"

    def _above(self, i: int, draft: Draft, headline: int | None, *, shell: bool, within: bool) -> Zone:
        if self._shell.asking[draft.box] or (headline is not None and i < headline and (draft.all_link or self._shell.labels[draft.box])):
            return "navigation"
        if headline is not None and headline < i and not draft.all_link and (draft.running or not shell):
            return "main"
        if within:
            return "navigation" if draft.all_link and not draft.level else "aside" if shell else "main"
        active = acts(self._boxes, draft)
        if draft.running and not active:
            return "aside"
        return "navigation" if headline is not None or draft.all_link or shell or active else "main"

    def _below(self, i: int, draft: Draft, *, shell: bool, within: bool) -> Zone:
        if self._shell.asking[draft.box] or (self._shell.pointing[draft.box] and points(self._boxes, draft)):
            return "navigation"
        if self._shell.labels[draft.box] and not self._announced(i):
            return "navigation"
        return "aside" if shell or not within else "main"

    def _announced(self, i: int) -> bool:
        """Whether a list of labels is headed, or follows a colon, and so belongs to what stands above it."""
        while i > 0 and self._shell.labels[self._drafts[i].box]:
            i -= 1
        above = self._drafts[i]
        return self.within[above.box] and not above.all_link and (above.level > 0 or above.text.endswith((":", "：")))


def _with_its_like(boxes: Sequence[Box], root: int) -> list[bool]:
    """The box `root`, and those beside it that are alike and hold running text: a text may be set in several boxes."""
    like = boxes[root]
    return [
        i == root or (box.prose > 0 and box.parent == like.parent and box.tag == like.tag and box.names == like.names != "")
        for i, box in enumerate(boxes)
    ]


def _root(drafts: Sequence[Draft], boxes: Sequence[Box], shell: ShellBoxes) -> int | None:
    """The box that holds the most running text and the least of other things; the innermost of several as good."""
    values = [0] * len(boxes)
    for draft in drafts:
        values[draft.box] += _value(draft, shell=shell.either[draft.box])
    for i in range(len(boxes) - 1, 0, -1):
        if values[i]:
            values[boxes[i].parent] += values[i]
    most = max(values)
    best = len(values) - 1 - values[::-1].index(most)
    return best if most > 0 and boxes[best].tag != "p" else None


def _value(draft: Draft, *, shell: bool) -> int:
    """What a block speaks for the boxes around it, in letters of running text."""
    if shell or draft.zone != "main":
        return -_SHELL_COST
    if draft.running:
        return draft.letters - 2 * draft.linked
    if draft.all_link:
        return -(_LINK_COST + draft.letters // 2)
    return 0 if draft.level or draft.kind in ("caption", "cell", "item") else -_SHORT_COST


def _headline(drafts: Sequence[Draft], titles: Sequence[str], within: Sequence[bool], first: int) -> int | None:
    """The block that the head of the page names as its title, best a heading of the first level.

    Of several as good it is the one nearest to the story, which begins at block `first`.
    """
    named = [" ".join(title.casefold().split()) for title in titles]
    longest = 2 * max(map(len, named), default=0)
    best, best_rank = None, 0
    for i, draft in enumerate(drafts):
        level = draft.level
        if (level != 1 and (draft.all_link or (not level and len(draft.text) > longest))) or draft.zone in ("navigation", "footer"):
            continue
        in_title = _is_title(draft.text.casefold(), named)
        if not in_title and level != 1 and not (level and i < first):
            continue
        # The site's name, which links to its front page, may well be a heading too, and stand in the title behind the headline.
        rank = 1 if draft.all_link else 4 * (level == 1) + 3 * in_title + (level > 0) + within[draft.box]
        if rank > best_rank or (rank == best_rank and i < first):
            best, best_rank = i, rank
    return best


def _is_title(text: str, named: Sequence[str]) -> bool:
    """Whether a block is one of the titles, which may have the site's name behind it, or the block a line above it."""
    return len(text) >= _SHORTEST_TITLE and any(
        text in title or (len(title) >= _SHORTEST_TITLE and len(text) <= 2 * len(title) and title in text) for title in named
    )
