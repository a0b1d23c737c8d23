"""HTML to a document: the visible text, one block a line, with what the markup says about each block.

Read with selectolax's Lexbor parser, which follows the HTML standard's error handling, so broken markup is read as a browser reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from schemas import Removed
from streams.pipeline.decode.charset import Text
from streams.pipeline.decode.document import Block, BlockKind, Document, Zone
from streams.pipeline.decode.limits import check_markup

_NO_TEXT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "option",
        "datalist",
        "textarea",
        "input",
        "button",
    ]
)
_BLOCKS: dict[str, BlockKind] = {
    **dict.fromkeys(
        [
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "dialog",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figure",
            "footer",
            "header",
            "hgroup",
            "hr",
            "html",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "tfoot",
            "thead",
            "tr",
            "ul",
        ],
        "paragraph",
    ),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
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
_INLINE, _RUNNING = (
    frozenset({"span", "time", "b", "i", "em", "strong"}),
    frozenset({"p", "li", "td", "th", "h1", "h2", "h3", "blockquote", "figcaption"}),
)
_ABOUT = re.compile(r"author|byline|\b(?:date|time|published|updated|posted-on|source|agency)\b")
_SPACE = re.compile(r"\s+")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MAX_HINTS = 200


@dataclass(slots=True)
class _Frame:
    """What holds inside an element, on the way down the tree."""

    node: LexborNode
    kind: BlockKind
    level: int
    zone: Zone
    hints: str
    link: int
    breaks: bool


@dataclass(slots=True)
class _Writer:
    """Collects text into blocks, folding white space as a browser does."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    elements: list[Removed] = field(default_factory=list)
    _run: list[str] = field(default_factory=list)
    _letters: int = 0
    _linked: int = 0
    _anchors: set[int] = field(default_factory=set)
    _frame: _Frame | None = None

    def text(self, text: str, frame: _Frame) -> None:
        if self._frame is None and not text.isspace():
            self._frame = frame
        self._run.append(text)
        letters = len(text) - text.count(" ")
        self._letters += letters
        if frame.link:
            self._linked += letters
            if letters:
                self._anchors.add(frame.link)

    def close(self) -> None:
        """End the block that is being written."""
        line = _SPACE.sub(" ", "".join(self._run)).strip(" ")
        if line and self._frame is not None:
            start = self.length
            self.parts += (line, "\n")
            self.length += len(line) + 1
            frame = self._frame
            self.blocks.append(
                Block(
                    start=start,
                    end=start + len(line),
                    kind=frame.kind,
                    level=frame.level,
                    zone=frame.zone,
                    linked=round(self._linked / self._letters, 3) if self._letters else 0.0,
                    links=len(self._anchors),
                    hints=frame.hints,
                )
            )
        self._run.clear()
        self._anchors.clear()
        self._letters = self._linked = 0
        self._frame = None

    def element(self, name: str) -> None:
        self.elements.append(Removed(role="element", text=name, start=self.length, end=self.length, rule="html.no_text"))


def read_html(decoded: Text) -> Document:
    """The visible text of the page in blocks. A page without visible text gives no blocks. Raises TooComplex as `check_markup` does."""
    check_markup(decoded.text)
    tree = LexborHTMLParser(decoded.text)
    writer = _Writer()
    root = tree.root
    if root is not None:
        _walk(root, writer)
    language = root.attributes.get("lang") if root is not None else None
    return Document(
        text="".join(writer.parts),
        blocks=tuple(writer.blocks),
        markup=True,
        titles=_titles(tree),
        language=language or None,
        elements=_once_each(writer.elements),
        decisions=(decoded.decision,),
    )


def _walk(root: LexborNode, writer: _Writer) -> None:
    """Depth first without recursion, so that the depth of the markup is no limit."""
    stack: list[_Frame] = [_Frame(root, "paragraph", 0, "main", "", link=0, breaks=True)]
    node: LexborNode | None = root.child
    while node is not None or stack:
        if node is None:
            frame = stack.pop()
            if frame.breaks:
                writer.close()
            node = frame.node.next if stack else None
            continue
        above = stack[-1]
        tag = node.tag or ""
        if tag == "-text":
            writer.text(node.text_content or "", above)
        elif tag == "br":
            writer.close()
        elif tag and tag[0] not in "-!":
            if tag in _NO_TEXT or _hidden(node):
                writer.element(tag)
            else:
                frame = _enter(node, tag, above)
                if frame.breaks:
                    writer.close()
                child = node.child
                stack.append(frame)
                node = child
                continue
        node = node.next
    writer.close()


def _enter(node: LexborNode, tag: str, above: _Frame) -> _Frame:
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
    return _Frame(node, kind, level, zone, hints, link=node.mem_id if tag == "a" else above.link, breaks=breaks)


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool((style := attributes.get("style")) and _HIDDEN_STYLE.search(style))
    )


def _titles(tree: LexborHTMLParser) -> tuple[str, ...]:
    """What the head names as the page's title, the most telling first."""
    found: list[str] = []
    for selector, attribute in (('meta[property="og:title"]', "content"), ('meta[name="twitter:title"]', "content"), ("title", "")):
        node = tree.css_first(selector)
        if node is not None:
            text = (node.attributes.get(attribute) if attribute else node.text()) or ""
            text = _SPACE.sub(" ", text).strip()
            if text and text not in found:
                found.append(text)
    return tuple(found)


def _once_each(elements: list[Removed]) -> tuple[Removed, ...]:
    """Each kind of element at its first place; a page can hold thousands, and their number tells nobody anything."""
    first: dict[str, Removed] = {}
    for element in elements:
        first.setdefault(element.text, element)
    return tuple(first.values())
