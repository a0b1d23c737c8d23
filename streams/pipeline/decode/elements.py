"""Elements of HTML: which hold text, which break a line, and what each says about the text in it."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from streams.pipeline.decode.document import BlockKind, Print, Zone
from streams.pipeline.decode.markup import attributes

NO_TEXT = frozenset(
    "script style noscript template head iframe object embed svg math canvas audio video map select option datalist textarea input "
    "button".split()
)
"""Elements whose content is not shown as text, or not as text of the page."""
CONTROLS = frozenset("select textarea input button".split())
"""What a reader fills in or presses."""
BLOCKS: dict[str, BlockKind] = {
    **dict.fromkeys(
        "address article aside body center dd details dialog div dl dt fieldset footer form header hgroup hr html main menu nav ol p "
        "pre section summary table tbody tfoot thead tr ul".split(),
        "paragraph",
    ),
    **dict.fromkeys("h1 h2 h3 h4 h5 h6".split(), "heading"),
    **dict.fromkeys("figure figcaption caption".split(), "caption"),
    "li": "item",
    "td": "cell",
    "th": "cell",
    "blockquote": "quote",
}
"""Elements that are lines of their own, and what kind of block their text is."""
_ZONES: dict[str, Zone] = {"nav": "navigation", "menu": "navigation", "footer": "footer", "aside": "aside"}
_ROLES: dict[str, Zone] = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "navigation",
    "banner": "navigation",
    "dialog": "navigation",
    "alertdialog": "navigation",
    "toolbar": "navigation",
    "tablist": "navigation",
}
# Class names and ids of a page's foot, where it is no <footer>.
_FOOTERS = frozenset({"foot", "footer", "bottom", "colophon", "site-info", "site-footer", "page-footer", "footer-wrapper"})
# Inline parts of the line that says who wrote the item and when; outside running text each is a block of its own.
_INLINE = frozenset("span time b i em strong".split())
_RUNNING = frozenset("p li td th h1 h2 h3 blockquote figcaption".split())
_ABOUT = re.compile(r"author|byline|\b(?:date|time|published|updated|posted-on|source|agency)\b")
# How a site sets what it says of itself, below or beside its prose: smaller, or slanted as a whole.
_PRINT: dict[str, Print] = {"small": "small", "sub": "small", "em": "slanted", "i": "slanted", "cite": "slanted"}
_SMALL_STYLE = re.compile(
    r"font-size\s*:\s*(?:(?:xx?-)?small|smaller|[1-8]?\d%|(?:\d|1[0-2])(?:\.\d+)?px|[1-9](?:\.\d+)?pt|0?\.\d+r?em)", re.IGNORECASE
)
_SMALL_NAMES = re.compile(r"(?<![a-z])(?:small|smaller|tiny|fine|fine-?print|xs|footnote|note|remark)(?![a-z])|font-?size-?1\b")
_SMALL_SIZES = frozenset({"1", "2", "-1", "-2"})
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
MAX_HINTS = 200
"""Characters of class names that are kept around a block."""
_REMEMBERED, _LONGEST_REMEMBERED = 4_096, 256
# Attributes that say something here; most links and pictures have none.
_TELLING = re.compile(r' (?:class|id|role|itemprop|style|hidden|size|aria-hidden|open)="')
_LONGEST_NAMES = 2_000
"""Characters of the class names of one element that are looked at; those that tell what it is stand first among what styles it."""
# A paragraph in a list item, a caption or a quote is still of its list, picture or quote.
_KEEPING = frozenset({"item", "caption", "quote", "heading", "cell"})


# Both of these are compared by identity: the same tag in the same place is the same object, as long as the caches below remember it.
class Said(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What a tag says by its name and attributes: the zone it opens, the names it bears, whether it is shown, and whether it is folded.

    Of what is folded, a <details> that is not open, only the summary is shown. `about` says that the names are of a byline or date, `print`
    how the text is set.
    """

    zone: Zone | None = None
    names: str = ""
    hidden: bool = False
    folded: bool = False
    about: bool = False
    print: Print = ""


class Style(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What holds for text inside an element, on the way down the tree.

    `names` are those of the inline elements since the innermost block element. Of what is `folded` only the summary is shown.
    """

    tag: str
    kind: BlockKind
    level: int
    zone: Zone
    names: str
    preformatted: bool
    folded: bool
    print: Print = ""


def said_by(tag: str, written: str) -> Said:
    """What a tag with these attributes says."""
    if written and _TELLING.search(written) is None:
        written = " "
    # The pages of an agency say the same again and again; long ones are mostly one page's own, and would fill the memory.
    return _remembered(tag, written) if len(written) <= _LONGEST_REMEMBERED else _said_by(tag, written)


PLAIN = Said()
"""What an inline element without attributes says: nothing."""
_PRINTED = {tag: Said(print=print_) for tag, print_ in _PRINT.items()}


def _said_by(tag: str, written: str) -> Said:
    if not written and tag not in BLOCKS and tag not in ("a", "time") and "-" not in tag:
        return _PRINTED.get(tag, PLAIN)
    if not written and "-" not in tag:
        zone = _ZONES.get(tag)
        return Said(zone=zone, folded=tag == "details", hidden=tag == "dialog", names="time" if tag == "time" else "", about=tag == "time")
    found = attributes(written)
    # An element that a site makes up is called by what it is, behind a prefix of the site's: <app-footer>.
    zone = _ZONES.get(tag.rpartition("-")[2])
    names = " ".join([found[key][:_LONGEST_NAMES] for key in ("class", "id") if found.get(key)]).lower()
    if zone is None and (role := found.get("role")):
        zone = _ROLES.get(role.lower())
    if zone is None and not _FOOTERS.isdisjoint(names.split()):
        zone = "footer"
    for key in ("itemprop", "role"):
        if more := found.get(key):
            more = more[:_LONGEST_NAMES].lower()
            names = f"{names} {more}" if names else more
    if tag == "time" or "-" in tag:
        names = f"{tag} {names}".strip()
    return Said(
        zone,
        names,
        _hidden(tag, found),
        tag == "details" and "open" not in found,
        bool(names) and _ABOUT.search(names) is not None,
        _print(tag, names, found),
    )


_remembered = lru_cache(maxsize=_REMEMBERED)(_said_by)


def is_box(tag: str, above: Style, *, within_line: bool) -> bool:
    """Whether an element is a box: a block element, or one that a site made up, where it does not stand in running text."""
    return tag in BLOCKS or ("-" in tag and not within_line and above.tag not in _RUNNING)


def begins_line(tag: str, said: Said, above: Style) -> bool:
    """Whether an inline element is a line of its own: one that says who wrote the item or when, outside of running text."""
    return said.about and tag in _INLINE and above.tag not in _RUNNING


def enter(tag: str, said: Said, above: Style, *, boxed: bool) -> Style:
    """What holds inside an element that says this, in what `above` says; `boxed` where it is a box."""
    return _entered(tag, said, above, boxed) if len(said.names) <= _LONGEST_REMEMBERED else _enter(tag, said, above, boxed)


def _enter(tag: str, said: Said, above: Style, boxed: bool) -> Style:
    kind = BLOCKS.get(tag, "paragraph" if boxed else None)
    if kind is None or (kind == "paragraph" and above.kind in _KEEPING):
        kind, level = above.kind, above.level
    else:
        level = int(tag[1]) if kind == "heading" else 0
    zone = above.zone
    # A page's foot by name alone is one where nothing around it says more.
    if said.zone is not None and (zone == "main" or tag in _ZONES or said.zone != "footer"):
        zone = said.zone
    names = _inline_names(said.names, above.names, boxed=boxed)
    if "-" in tag and not boxed:
        tag = above.tag
    return Style(tag, kind, level, zone, names, above.preformatted or tag == "pre", said.folded, said.print or above.print)


_entered = lru_cache(maxsize=_REMEMBERED)(_enter)


def _inline_names(own: str, above: str, *, boxed: bool) -> str:
    """The names around text since its box began, the nearest first; those of the box itself stay with the box."""
    if boxed:
        return ""
    return f"{own} {above}"[:MAX_HINTS].rstrip() if own else above


def _print(tag: str, names: str, found: dict[str, str]) -> Print:
    """How an element sets its text, by its names, its style or what it is."""
    small = (names and _SMALL_NAMES.search(names)) or ((style := found.get("style")) and _SMALL_STYLE.search(style))
    if small or (tag == "font" and found.get("size") in _SMALL_SIZES):
        return "small"
    return _PRINT.get(tag, "")


def _hidden(tag: str, found: dict[str, str]) -> bool:
    return (
        "hidden" in found
        or found.get("aria-hidden") == "true"
        or (tag == "dialog" and "open" not in found)
        or bool((style := found.get("style")) and _HIDDEN_STYLE.search(style))
    )
