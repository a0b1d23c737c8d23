"""Elements of HTML: which hold text, which break a line, and what each says about the text in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from streams.pipeline.decode.document import BlockKind, Zone

_NO_TEXT = frozenset(
    "script style noscript template head iframe object embed svg math canvas audio video map select option datalist textarea input "
    "button".split()
)
_BLOCKS: dict[str, BlockKind] = {
    **dict.fromkeys(
        "address article aside body center dd details dialog div dl dt fieldset figure footer header hgroup hr html main menu nav ol p pre "
        "section summary table tbody tfoot thead tr ul".split(),
        "paragraph",
    ),
    **dict.fromkeys("h1 h2 h3 h4 h5 h6".split(), "heading"),
    **dict.fromkeys("figcaption caption".split(), "caption"),
    "li": "item",
    "td": "cell",
    "th": "cell",
    "blockquote": "quote",
}
_ZONES: dict[str, Zone] = {"nav": "navigation", "menu": "navigation", "footer": "footer", "aside": "aside"}
_ROLES: dict[str, Zone] = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "navigation",
    "banner": "navigation",
}
# Class names and ids of a page's foot, where it is no <footer>.
_FOOTERS = frozenset({"foot", "footer", "bottom", "colophon", "site-info", "site-footer", "page-footer", "footer-wrapper"})
# Inline parts of the line that says who wrote the item and when; outside running text each is a block of its own.
_INLINE = frozenset("span time b i em strong".split())
_RUNNING = frozenset("p li td th h1 h2 h3 blockquote figcaption".split())
_ABOUT = re.compile(r"author|byline|\b(?:date|time|published|updated|posted-on|source|agency)\b")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MAX_HINTS = 200


@dataclass(slots=True)
class Frame:
    """What holds inside an element, on the way down the tree.

    `link` is a number of its own for each link, 0 outside of one; `breaks` says that the element is a line of its own.
    """

    node: LexborNode
    kind: BlockKind
    level: int
    zone: Zone
    hints: str
    link: int
    breaks: bool
    preformatted: bool = False


def outside(root: LexborNode) -> Frame:
    """What holds before any element is entered."""
    return Frame(root, "paragraph", 0, "main", "", link=0, breaks=True)


def is_text(node: LexborNode, tag: str) -> bool:
    """Whether what is in the element is seen: it is made for text, and is not hidden."""
    return tag not in _NO_TEXT and not _hidden(node)


def enter(node: LexborNode, tag: str, above: Frame) -> Frame:
    """What holds inside `node`, an element in what `above` says."""
    attributes = node.attributes
    kind = _BLOCKS.get(tag)
    role = (attributes.get("role") or "").lower()
    zone = _ZONES.get(tag) or _ROLES.get(role) or above.zone
    names = attributes.get("class"), attributes.get("id")
    if zone == "main" and any(_FOOTERS.intersection(name.lower().split()) for name in names if name):
        zone = "footer"
    own = " ".join(filter(None, (*names, attributes.get("itemprop"), role))).lower()
    hints = f"{own} {above.hints}"[:_MAX_HINTS] if own else above.hints
    if tag == "time":
        own = f"time {own}".strip()
        hints = f"time {hints}"
    breaks = kind is not None or (bool(own) and tag in _INLINE and above.node.tag not in _RUNNING and _ABOUT.search(own) is not None)
    if kind is None or (kind == "paragraph" and above.kind in ("item", "caption", "quote", "heading", "cell")):
        # A paragraph in a list item, a caption or a quote is still of its list, picture or quote.
        kind, level = above.kind, above.level
    else:
        level = int(tag[1]) if kind == "heading" else 0
    return Frame(
        node,
        kind,
        level,
        zone,
        hints,
        link=node.mem_id if tag == "a" else above.link,
        breaks=breaks,
        preformatted=above.preformatted or tag == "pre",
    )


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool((style := attributes.get("style")) and _HIDDEN_STYLE.search(style))
    )
