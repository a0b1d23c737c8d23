"""Boxes: the block elements of a page, what each holds, and the blocks of text that stand in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from streams.pipeline.decode.document import BlockKind, Print, Zone

PROSE = 60
"""Letters from which a block is running text; from 25 on it is where it ends a sentence."""
_SENTENCE = 25
_LONGEST_POLL = 110
_LONGEST_CAPTION, _LONGEST_NAME = 250, 40
_MENU_LINES = 4
"""Lines that are all link in a cell that holds a menu; a cell of figures has one or two."""
_OF_TEXT = frozenset("p li dd tr td th blockquote".split())
"""A picture in one of these, or in another cell of a row, is a bullet, or stands in the text; a caption is under its picture."""
_ENDS = frozenset(".!?…؟۔。！？")
_CLOSERS = "\"'»”’)]›」』 "


class Draft(msgspec.Struct, gc=False):
    """A block as it is read: its text, where it starts, what the markup says, and the number of the box it stands in.

    `names` are those of the inline elements around it, `letters` and `linked` count code points that are no space and those in links.
    `all_link` says that most of it is links, `ends` that it ends a sentence, `print` how all of it is set.
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
    all_link: bool
    ends: bool
    print: Print = ""
    running: bool = False


class Box(msgspec.Struct, gc=False):
    """A block element: its tag, its class names and the like, the number of the box around it, and what it holds, boxes inside included.

    `controls` is what a reader fills in or presses, `pictures` are images in it itself, `headings` are those that are links, `titles` those
    of the first level, `ends` the blocks that end a sentence. `letters`, `linked` and `prose` count code points: of text, of links, of
    running text.
    """

    tag: str
    names: str
    parent: int
    controls: int = 0
    pictures: int = 0
    letters: int = 0
    linked: int = 0
    prose: int = 0
    headings: int = 0
    titles: int = 0
    ends: int = 0


def ends_line(text: str) -> bool:
    """Whether a line, which is not empty, ends a sentence."""
    last = text[-1]
    return last in _ENDS or (last in _CLOSERS and text.rstrip(_CLOSERS)[-1:] in _ENDS)


def count(drafts: Sequence[Draft], boxes: Sequence[Box]) -> None:
    """Counts what each box holds, and tells which blocks are running text. A box has a higher number than the one around it.

    A cell of a table with running text in it is there for the layout, and so are those beside a cell that holds a menu: what they hold
    are paragraphs.
    """
    _read_layout_tables(drafts, boxes)
    if any(box.pictures for box in boxes):
        _read_captions(drafts, boxes)
    for draft in drafts:
        box = boxes[draft.box]
        box.letters += draft.letters
        box.linked += draft.linked
        box.ends += draft.ends
        if draft.level:
            box.headings += draft.level > 1 and draft.all_link
            box.titles += draft.level == 1
        elif draft.kind not in ("caption", "cell") and _reads_on(draft):
            draft.running = True
            if draft.zone == "main":
                box.prose += draft.letters
    for box in boxes[:0:-1]:
        if box.letters or box.controls:
            around = boxes[box.parent]
            around.controls += box.controls
            around.letters += box.letters
            if box.linked:
                around.linked += box.linked
                around.headings += box.headings
            if box.prose or box.titles or box.ends:
                around.prose += box.prose
                around.titles += box.titles
                around.ends += box.ends


def inside(boxes: Sequence[Box], marked: list[bool]) -> list[bool]:
    """Which boxes are marked or inside of one that is; `marked` itself is filled in."""
    if True in marked:
        for i, box in enumerate(boxes):
            if box.parent >= 0 and marked[box.parent]:
                marked[i] = True
    return marked


def hints_of(drafts: Sequence[Draft], boxes: Sequence[Box], root: int | None, longest: int) -> list[str]:
    """The class names around each block, the nearest first, up to `longest` characters.

    What stands around all of the page's news, which the box `root` holds, says nothing about a part of it.
    """
    around = _around(boxes, root)
    known: dict[int, str] = {}
    return [
        # What a site calls a quoted post, social media and the like, would tell of other things around it.
        "" if root is not None and draft.kind == "quote" else _hints(draft, boxes, around, known, longest)
        for draft in drafts
    ]


def _read_layout_tables(drafts: Sequence[Draft], boxes: Sequence[Box]) -> None:
    cells = [draft for draft in drafts if draft.kind == "cell"]
    if not cells:
        return
    cell_of: list[int] = []
    for i, box in enumerate(boxes):
        cell_of.append(i if box.tag in ("td", "th") else cell_of[box.parent] if box.parent >= 0 else -1)
    laid_out = {cell_of[draft.box] for draft in cells if _reads_on(draft)}
    links = Counter(cell_of[draft.box] for draft in cells if draft.all_link)
    rows = {boxes[cell].parent for cell, lines in links.items() if lines >= _MENU_LINES}
    if rows:
        laid_out |= {cell for cell in {cell_of[draft.box] for draft in cells} if boxes[cell].parent in rows}
    for draft in cells:
        if cell_of[draft.box] in laid_out:
            draft.kind = "paragraph"


def _read_captions(drafts: Sequence[Draft], boxes: Sequence[Box]) -> None:
    """What stands with a picture in a box that holds nothing else, but perhaps the photographer's name, is its caption.

    Such boxes side by side, with little else beside them, are cards, each of which announces an item.
    """
    letters, pictures = [0] * len(boxes), [box.pictures for box in boxes]
    for draft in drafts:
        letters[draft.box] += draft.letters
    for i in range(len(boxes) - 1, 0, -1):
        letters[boxes[i].parent] += letters[i]
        pictures[boxes[i].parent] += pictures[i]
    alike: Counter[tuple[int, str, str]] = Counter()
    for i, box in enumerate(boxes):
        if pictures[i]:
            alike[box.parent, box.tag, box.names] += letters[i]
    for draft in drafts:
        # A name alone with a picture is that of who wrote the text.
        if draft.kind != "paragraph" or draft.letters > _LONGEST_CAPTION or not _reads_on(draft):
            continue
        at, most = draft.box, draft.letters + _LONGEST_NAME
        while not pictures[at] and letters[at] <= most and boxes[at].parent > 0:
            at = boxes[at].parent
        if not pictures[at] or letters[at] > most or 2 * letters[at] > letters[0] or boxes[at].tag in _OF_TEXT:
            continue
        while letters[at] <= most and boxes[at].parent > 0:
            inner, at = boxes[at], boxes[at].parent
        beside = alike[inner.parent, inner.tag, inner.names]
        if beside <= most or 2 * beside < letters[at]:
            draft.kind = "caption"


def _reads_on(draft: Draft) -> bool:
    """Whether a block is running text. Polls ask, and stand behind the rates and times that a page runs above its news."""
    if draft.all_link or (draft.letters < _LONGEST_POLL and draft.text[-1] in "?؟"):
        return False
    return draft.letters >= PROSE or (draft.ends and draft.letters >= _SENTENCE)


def _around(boxes: Sequence[Box], at: int | None) -> set[int]:
    found: set[int] = set()
    while at is not None and at >= 0:
        found.add(at)
        at = boxes[at].parent
    return found


def _hints(draft: Draft, boxes: Sequence[Box], around: set[int], known: dict[int, str], longest: int) -> str:
    hints = known.get(draft.box)
    if hints is None:
        names: list[str] = []
        size, at = 0, draft.box
        while at >= 0 and size < longest and at not in around:
            if boxes[at].names:
                names.append(boxes[at].names)
                size += len(boxes[at].names) + 1
            at = boxes[at].parent
        hints = known[draft.box] = " ".join(names)[:longest]
    return f"{draft.names} {hints}"[:longest].rstrip() if draft.names else hints
