"""Limits on text, and on markup before it is parsed: what would cost time out of proportion to its size is turned away."""

from __future__ import annotations

import re

from streams.pipeline.decode.markup import SPACE
from streams.pipeline.errors import TooComplex

MAX_TEXT = 4_194_304
"""Code points of text of one item, whatever size of payload is let in: the longest novels have three million."""
_MOST_BYTES = 4
"""Bytes that a code point takes up in any charset; a reference, in JSON or markup, takes more."""
MAX_TAGS = 250_000
"""Signs `<` of one page. Publishers' largest pages have 30,000; four times that many paragraphs as a record may have need fewer."""
MAX_DEPTH = 1_000
"""Open elements at once. The HTML standard's tree building looks through all of them at each block's start tag, so time grows with the
square of the depth; a browser stops at 512, publishers' pages stay under 60."""
MAX_ATTRIBUTES = 1_000
"""Attributes of one tag. Each is compared with all before it."""
MAX_OPTIONS = 5_000
"""Options of the lists to choose from. At each the parser visits all of its list: 40,000 take ten seconds, 5,000 a sixth of one."""
MAX_REOPENED = 500_000
"""Elements like <b> that are made again, since the standard opens those that a paragraph left open once more in each that follows. A second
brings two million; publishers' pages have a few thousand."""
MAX_BLOCKS = 10_000
"""Blocks of text of one page: three times the paragraphs of the longest transcript that a wire carries."""

# A tag with its attributes as the standard's tokenizer reads them: a quote opens a value only right behind the sign of equality, which is
# part of a name where it is the first of it. Nothing in it backtracks.
_ATTRIBUTE = re.compile(rf"""[^{SPACE}/>][^{SPACE}/>=]*+(?:[{SPACE}]*+=[{SPACE}]*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^{SPACE}>]*+)?+)?+""")
_TAG = re.compile(rf"<(?:(!--)|(/?)([A-Za-z][^{SPACE}/>]*+)((?:[{SPACE}/]++|{_ATTRIBUTE.pattern})*+))")
_COMMENT_END = re.compile(r"--!?>")
# Elements whose content is no markup, up to their end tag; in a drawing they are elements like others.
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in "script style title textarea iframe noembed noframes xmp".split()
}
_FOREIGN = ("svg", "math")
_OPTION = re.compile(r"<opt(?:ion|group)\b", re.IGNORECASE)
# Elements that are void, or that authors leave open and the next one closes.
_NOT_NESTING = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr tbody thead tfoot".split()
)
# Blocks, at whose start tags the parser looks through what is open. For these a slash at the end closes nothing; it does in a drawing.
_BLOCKS = frozenset(
    "address article aside blockquote button center details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hgroup main menu nav ol pre section summary table ul".split()
)
_REOPENING = frozenset("b big code em font i s small strike strong tt u".split())
# The standard opens no more than three again of those that are alike.
_ALIKE = 3
_LONG_TAG = 4_096
# A page under both limits can't go over the others by enough to matter: its tags need not be looked at one by one.
_SMALL, _FEW_TAGS = 16_384, 400


def check_text(length: int) -> None:
    """Raises TooComplex for more than MAX_TEXT code points."""
    if length > MAX_TEXT:
        raise TooComplex(f"the item has more than {MAX_TEXT:,} characters of text", "decode")


def check_plain(octets: int) -> None:
    """Raises TooComplex for a payload in plain text of so many bytes that it must have more than MAX_TEXT code points."""
    check_text(octets // _MOST_BYTES)


def check_markup(markup: str) -> None:
    """Raises TooComplex for markup over one of the limits of this module."""
    tags = markup.count("<")
    if tags <= _FEW_TAGS and (len(markup) <= _LONG_TAG or (len(markup) <= _SMALL and max(map(len, markup.split("<"))) <= _LONG_TAG)):
        return
    if tags > MAX_TAGS:
        raise TooComplex(f"the markup has more than {MAX_TAGS:,} tags", "decode")
    if tags > MAX_OPTIONS and len(_OPTION.findall(markup)) > MAX_OPTIONS:
        raise TooComplex(f"the markup has more than {MAX_OPTIONS:,} options", "decode")
    _check_nesting(markup)


def check_growth(markup: str, normal: str) -> None:
    """Raises TooComplex where the normal form of a page is so much longer than its markup that the page was made to grow."""
    if len(normal) > 4 * len(markup) + 1_000_000:
        raise TooComplex(f"{len(markup):,} characters of markup come to {len(normal):,}", "decode")


def check_blocks(count: int) -> None:
    """Raises TooComplex for more than MAX_BLOCKS blocks."""
    if count > MAX_BLOCKS:
        raise TooComplex(f"the page has more than {MAX_BLOCKS:,} lines", "decode")


def _check_nesting(markup: str) -> None:
    """Raises TooComplex by the tags outside of comments and of scripts and the like."""
    opened: dict[str, int] = {}
    depth = reopening = reopened = 0
    at: int | None = 0
    while at is not None:
        start, at = at, None
        for match in _TAG.finditer(markup, start):
            comment, closes, written, rest = match.groups()
            if comment:
                found = _COMMENT_END.search(markup, match.start() + 2)
                at = found.end() if found else None
                break
            name = written.lower()
            if len(rest) > _LONG_TAG and len(_ATTRIBUTE.findall(rest)) > MAX_ATTRIBUTES:
                raise TooComplex(f"a <{name[:20]}> tag has more than {MAX_ATTRIBUTES:,} attributes", "decode")
            if closes:
                if opened.get(name):
                    opened[name] -= 1
                    depth -= 1
                    if reopening and name in _REOPENING:
                        reopening -= 1
                continue
            reopened += reopening
            if name not in _NOT_NESTING and (name in _BLOCKS or not rest.endswith("/")):
                opened[name] = opened.get(name, 0) + 1
                depth += 1
                if depth > MAX_DEPTH:
                    raise TooComplex(f"the markup is nested more than {MAX_DEPTH:,} deep", "decode")
                if name in _REOPENING and (opened[name] <= _ALIKE or rest):
                    reopening += 1
            if name in _RAW and not any(map(opened.get, _FOREIGN)):
                found = _RAW[name].search(markup, match.end())
                at = found.start() if found else None
                break
    if reopened > MAX_REOPENED:
        raise TooComplex(f"unclosed elements would be opened again more than {MAX_REOPENED:,} times", "decode")
