"""Furniture: lines that are not news. Notices, labels, links, navigation, credits and end marks on lines of their own.

By what the markup says, by how the line is built (short, without a full stop, all links, mostly numbers), then by words. Word lists alone
do not carry over to an agency that nobody listed; structure does.
"""

from __future__ import annotations

import re

import msgspec

from schemas import Role
from streams.lexicon import Lexicon, every_language
from streams.pipeline.clean import Line
from streams.pipeline.segment.marks import QUOTES, label_follows
from streams.pipeline.segment.notices import NOTICE
from streams.pipeline.segment.weights import fitted_notices
from streams.text.match_key import words
from streams.text.sentences import ends_sentence


class Furniture(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a line is, where it is no news, and the rule that told."""

    role: Role
    rule: str


# Class names and ids that publishing systems of all languages share; English is the language of style sheets.
_HINTS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("notice", re.compile(r"\b(?:copyright|legal|disclaimer|notice|rights|terms)\b|copyright|telif|yasal")),
    ("caption", re.compile(r"caption|\bphoto-?credit\b|image-?(?:credit|source)|figcaption")),
    ("byline", re.compile(r"\b(?:by-?line|authors?|writer|reporter|muhabir)\b|byline")),
    (
        "timestamp",
        re.compile(r"\b(?:time|date|timestamp|published|pub-?date|updated|dateline-time|tarih)\b|datetime|post-date|publish-?date"),
    ),
    (
        "navigation",
        re.compile(
            r"\b(?:nav|navbar|menu|breadcrumbs?|crumbs?|share|sharing|social|toolbar|pagination|pager|tags?|tag-?list|widget|ad|ads|advert|"
            r"banner|cookie|consent|newsletter|subscribe|login|search|skip|skip-?link|topbar|sidebar-menu|site-?(?:name|title|header)|logo|masthead|"
            r"comments?|footer|ticker-label|lang-switch|follow)\b|breadcrumb|share-|social-|-share|-nav\b|nav-"
        ),
    ),
)
_RELATED_HINT = re.compile(r"related|read-?more|readmore|see-?also|also-?read|more-?on|ilgili")
_PROMOTION_WORDS, _PROMOTION_SHARE, _SHORT_PROMOTION, _LONGEST_PROMOTION = 4, 0.25, 8, 40
_LINKED, _TEASER_WORDS = 0.3, 10
_LONGEST_LABEL, _BEFORE_LABEL = 10, 2
_SHORTEST_FOOTER = 4
# A few words, and an arrow that points at a title: `See this too ► Orchestra to tune lower`.
_ARROWS = "►▶◄◀▸◂→←➤➔"
_ARROW, _LINKED_WORDS = re.compile(rf"\w[^.!?؟۔:{_ARROWS}]{{2,40}}\s[{_ARROWS}]\s"), 3
_ARROWS_ALONE, _POINTED_WITHIN = frozenset(_ARROWS), 44
_LONGEST_CAPTION = 24
_PARAGRAPH_WORDS, _PARAGRAPH = 11, 65
"""A sentence of so many words and characters is longer than labels, names, signatures and slugs."""
_ODD_ENDS = frozenset("?؟)]… ")
_LINKS = 0.6
_LONGEST_SOURCE = 5
_LAST_BRACKET = re.compile(r"[(\[]([^()\[\]]{3,60})[)\]]\s*$")
# The stroke that lengthens Arabic letters is a letter to Unicode, and drawn in a row a rule.
_TATWEEL = "\u0640"
_ONLY_MARKS = re.compile(rf"[\W_{_TATWEEL}]+")
_END_NUMBER = re.compile(r"[-–—\s(\[]*30[-–—\s)\]]*")


def furniture_of(line: Line, lex: Lexicon, notice: float) -> Furniture | None:
    """What `line` is where it is no news, judged by itself; None where it may be news. `notice` is its weight as a legal notice.

    `lex` has the words of all languages.
    """
    told = _by_marks(line, lex) or _by_zone(line, lex, notice) or _by_hints(line, notice)
    return told or _by_words(line, lex, notice) or _by_links(line)


def is_plain(line: Line, lex: Lexicon) -> bool:
    """Whether the line is what most are, a sentence of a paragraph without markup, of which no rule but that of notices tells anything.

    Labels, names, signatures, slugs, menus and rows of figures are shorter, or end no sentence; what else there is opens or ends with a
    sign or with a listed word, or is a fourth of listed words, as a promotion is.
    """
    text, words, block = line.text, line.words, line.block
    return (
        line.ends
        and (size := len(words)) >= _PARAGRAPH_WORDS
        and len(text) >= _PARAGRAPH
        and text[-1] not in _ODD_ENDS
        and text[-2] != "."
        and (first := text[0]).isalpha()
        and first != _TATWEEL
        and block.zone == "main"
        and block.linked < _LINKS
        and not block.hints
        and block.told is None
        and block.kind != "caption"
        and (opening := words[0]) not in lex.captions.firsts
        and opening not in lex.related.firsts
        and len(line.listed) < _PROMOTION_SHARE * size
    )


def _by_marks(line: Line, lex: Lexicon) -> Furniture | None:
    first = line.text[0]
    if (first == _TATWEEL or not first.isalpha()) and _ONLY_MARKS.fullmatch(line.text):
        return Furniture(role="terminator", rule="furniture.separator")
    if len(line.words) > 3:
        return None
    if _END_NUMBER.fullmatch(line.text):
        return Furniture(role="terminator", rule="furniture.end_mark")
    if " ".join(line.words) in lex.terminators:
        return Furniture(role="terminator", rule="furniture.end_mark")
    return None


def _by_zone(line: Line, lex: Lexicon, notice: float) -> Furniture | None:
    zone = line.block.zone
    unlinked = line.block.linked < _LINKED and len(line.words) >= _TEASER_WORDS
    if zone == "main" or (zone == "aside" and (_sentence_like(line) or unlinked)):
        return None
    likely = notice + fitted_notices().markup["in_footer"] * (zone != "navigation")
    if (len(line.words) >= _SHORTEST_FOOTER and likely >= NOTICE) or (zone == "footer" and "©" in line.text):
        return Furniture(role="notice", rule="furniture.notice_in_footer")
    if zone == "aside" and _opens_related(line, lex):
        return Furniture(role="related", rule="furniture.related_label")
    if zone == "aside" and _section(line, lex):
        return None
    if line.block.level and zone == "aside":
        return Furniture(role="section", rule="furniture.heading_aside")
    if zone == "aside" and line.block.links == 1 and line.block.linked > 0.9 and len(line.words) >= 3:
        return Furniture(role="related", rule="furniture.link_aside")
    return Furniture(role="navigation", rule=f"furniture.zone_{zone}")


def _by_hints(line: Line, notice: float) -> Furniture | None:
    hints = line.block.hints
    if line.block.kind == "caption" and not _sentence_heavy(line):
        return Furniture(role="caption", rule="furniture.caption")
    if not hints:
        return None
    if _RELATED_HINT.search(hints) and not line.block.linked and len(line.words) <= 5 and not line.ends:
        return Furniture(role="section", rule="furniture.hint_related_label")
    if _RELATED_HINT.search(hints) and line.block.level == 0 and (line.block.linked > 0.5 or not line.ends):
        return Furniture(role="related", rule="furniture.hint_related")
    for role, pattern in _HINTS:
        if not pattern.search(hints):
            continue
        if role == "notice" and notice + fitted_notices().markup["hinted"] >= NOTICE:
            return Furniture(role="notice", rule="furniture.hint_notice")
        if role == "caption" and not _sentence_heavy(line):
            return Furniture(role="caption", rule="furniture.hint_caption")
        if role == "byline" and len(line.words) <= 10 and not line.ends:
            return Furniture(role="byline", rule="furniture.hint_byline")
        if role == "timestamp" and len(line.words) <= 14 and any(word.isdigit() for word in line.words):
            return Furniture(role="timestamp", rule="furniture.hint_time")
        if role == "navigation" and not _sentence_like(line) and line.block.level == 0:
            return Furniture(role="navigation", rule="furniture.hint_navigation")
    return None


def _by_words(line: Line, lex: Lexicon, notice: float) -> Furniture | None:
    if len(line.words) > _LONGEST_PROMOTION:
        # Longer than all that is told by its words, but for notices.
        return Furniture(role="notice", rule="furniture.notice") if notice >= NOTICE else None
    if "©" not in line.text and _caption(line, lex):
        return Furniture(role="caption", rule="furniture.caption_words")
    if _section(line, lex):
        return Furniture(role="section", rule="furniture.section_label")
    if _opens_related(line, lex):
        return Furniture(role="related", rule="furniture.related_label")
    if not line.ends and _points(line.text):
        return Furniture(role="related", rule="furniture.arrow")
    if _promotion(line, lex):
        return Furniture(role="navigation", rule="furniture.promotion")
    if _source(line, lex):
        return Furniture(role="credit", rule="furniture.source_line")
    if notice >= NOTICE:
        return Furniture(role="notice", rule="furniture.notice")
    return None


def _by_links(line: Line) -> Furniture | None:
    """A short line that is all links and no sentence, outside headings: a menu, or a link to another item."""
    # A headline may ask or exclaim; only a full stop makes a line that is all link a sentence.
    if line.block.linked < _LINKS or line.block.level or (_sentence_like(line) and line.text.rstrip(" \"'»”’)")[-1:] in ".۔…。"):
        return None
    if line.block.links == 1 and len(line.words) >= 4 and line.block.linked > 0.9:
        return Furniture(role="related", rule="furniture.all_link")
    return Furniture(role="navigation", rule="furniture.link_list")


def _sentence_like(line: Line) -> bool:
    return len(line.words) >= 7 and line.ends


def _sentence_heavy(line: Line) -> bool:
    return len(line.words) > 80


def _promotion(line: Line, lex: Lexicon) -> bool:
    """The publisher speaking to its reader: install the application, subscribe, follow us."""
    size = len(line.words)
    if not 2 <= size <= _LONGEST_PROMOTION:
        return False
    if len(line.listed) < max(_PROMOTION_WORDS - 1, _PROMOTION_SHARE * size):
        return False
    hits = lex.promotion & line.listed
    if len(hits) < max(_PROMOTION_WORDS - 1, _PROMOTION_SHARE * size):
        return False
    if len(hits) < _PROMOTION_WORDS and (size > _SHORT_PROMOTION or line.ends):
        return False
    if QUOTES.search(line.text) or not lex.days.isdisjoint(line.listed):
        # News of applications and networks says who, and when.
        return False
    # Of one language, since what is rare in one is common in another.
    most = max(len(hits & each.promotion) for each in every_language())
    return most >= _PROMOTION_SHARE * size and (most >= _PROMOTION_WORDS or (most == _PROMOTION_WORDS - 1 and size <= _SHORT_PROMOTION))


def _section(line: Line, lex: Lexicon) -> bool:
    """A label over other news: a listed phrase that is nearly all of a short line without a full stop; a date may stand beside it."""
    if len(line.words) > _LONGEST_LABEL or lex.sections.firsts.keys().isdisjoint(line.words[: _BEFORE_LABEL + 1]):
        return False
    telling = [word for word in line.words if not word.isdigit() and word not in lex.months]
    size = len(telling)
    if not 1 <= size <= 7 or ends_sentence(line.text.rstrip(" :")):
        return False
    opened = lex.sections.opens(line.words)
    if opened and (size - opened <= 2 or line.block.level > 1):
        return True
    # Kayseri: kısa kısa. One word of the list ends many a subhead.
    return any(" ".join(line.words[i:]) in lex.sections for i in range(1, min(_BEFORE_LABEL + 1, len(line.words) - 1)))


def _opens_related(line: Line, lex: Lexicon) -> bool:
    count = lex.related.opens(line.words)
    if not count or len(line.words) > 40:
        return False
    if count == len(line.words):
        return True
    return line.block.linked > 0.5 or label_follows(line.text, count)


def _points(text: str) -> bool:
    """Whether an arrow that stands by itself points from the first few words of the text at the others."""
    if _ARROWS_ALONE.isdisjoint(text[:_POINTED_WITHIN].split()):
        return False
    arrow = _ARROW.match(text)
    return arrow is not None and len(words(text[arrow.end() :])) >= _LINKED_WORDS


def _caption(line: Line, lex: Lexicon) -> bool:
    size = len(line.words)
    if size > _LONGEST_CAPTION:
        return False
    count = lex.captions.opens(line.words)
    if line.text[-1] in ")]" and any(
        lex.captions.opens(words(match[1])) and match[1].count(":") for match in _LAST_BRACKET.finditer(line.text)
    ):
        return True
    if not count or not line.index:
        return False
    return size <= 20 and (count == size > 1 or label_follows(line.text, count))


def _source(line: Line, lex: Lexicon) -> bool:
    count = lex.sources.opens(line.words)
    if not count or line.ends:
        return False
    named = len(line.words) - count
    # `Courtesy of` needs no colon behind it; a single word does.
    parted = label_follows(line.text, count) or (count > 1 and named < _LONGEST_SOURCE)
    return 0 < named <= _LONGEST_SOURCE and parted
