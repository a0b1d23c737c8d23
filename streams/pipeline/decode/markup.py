"""Markup in its normal form: what a browser makes of a page, written out again so that reading it takes no parser.

Lexbor parses the page as the HTML standard says, errors and all, and writes the tree as markup in which every element is closed, every
attribute is quoted and a `<` always opens a tag. One pattern reads that. Visiting the nodes of the tree one by one costs five times as
much, because each visit is a call and an object.
"""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec
from selectolax.lexbor import LexborHTMLParser

Token: TypeAlias = tuple[str, str, str, str]
"""The text before a tag, `/` for an end tag, the name and the attributes of the tag."""

# White space, as `\s` has it: a set without a category is a table to look into, in a third of the time.
SPACE = r"\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# An attribute is a space, a name and a value in quotes; the name may hold quotes and the like, where the page was written badly.
_NAME = rf"[^{SPACE}/>][^{SPACE}/>=]*+"
_TOKEN = re.compile(rf"""([^<]*+)<(?:(/?)([a-zA-Z][^{SPACE}>]*+)((?: {_NAME}="[^"]*+")*+)>|!--.*?-->|[^>]*+>)""", re.DOTALL)
_ATTRIBUTE = re.compile(rf""" ({_NAME})="([^"]*+)\"""")
# Elements whose content the standard writes out as it stands, `<` and all.
_RAW = "script style iframe noembed noframes xmp plaintext template".split()
_VISIBLE_RAW = frozenset({"xmp", "plaintext"})
_LINKED_DATA = "application/ld+json"
_MAX_LINKED_DATA = 100
VOID = frozenset("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split())
"""Elements without an end tag."""


class Normal(msgspec.Struct, frozen=True, kw_only=True):
    """A page in normal form: the markup of its head and of its body, the language it declares, and its scripts of linked data.

    Scripts, style sheets, frames and templates are empty in it.
    """

    head: str
    body: str
    language: str | None
    linked_data: tuple[str, ...]


def normal_form(markup: str) -> Normal:
    """What a browser makes of `markup`, which must have passed `check_markup`."""
    tree = LexborHTMLParser(markup)
    linked_data = _emptied(tree)
    root, head, body = tree.root, tree.head, tree.body
    shown = body if body is not None else root
    return Normal(
        head=(head.html or "") if head is not None else "",
        body=(shown.html or "") if shown is not None else "",
        language=(root.attributes.get("lang") or "").strip() or None if root is not None else None,
        linked_data=tuple(linked_data),
    )


def tokens(markup: str) -> list[Token]:
    """The tags of markup in normal form, in order, with the text before each. Comments have no name."""
    return _TOKEN.findall(markup)


def attributes(written: str) -> dict[str, str]:
    """A tag's attributes."""
    found = dict(_ATTRIBUTE.findall(written))
    return {name: plain(value) for name, value in found.items()} if "&" in written else found


def plain(text: str) -> str:
    """The text that stands for itself: normal form escapes only five characters."""
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return text.replace("&amp;", "&")


def _emptied(tree: LexborHTMLParser) -> list[str]:
    """Empties what is written out raw, since a `<` in it would open a tag. Gives what the scripts of linked data held."""
    linked_data: list[str] = []
    for node in [node for name in _RAW for node in tree.tags(name)]:
        tag, content = node.tag or "", node.child
        if tag == "template":
            # Its content is a document of its own, which can only go with it.
            node.replace_with(tree.create_node(tag))
        if content is None:
            continue
        if tag == "script" and len(linked_data) < _MAX_LINKED_DATA and _LINKED_DATA in (node.attributes.get("type") or ""):
            linked_data.append(content.text_content or "")
        if tag in _VISIBLE_RAW:
            node.unwrap()
            continue
        while content is not None:
            content.remove()
            content = node.child
    return linked_data
