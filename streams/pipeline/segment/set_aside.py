"""Setting aside: which lines of a page are furniture, rule by rule, as the page is read from its top.

What a line is depends on what was read above it: the first line that may be news, the first text, a label over links.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from streams.lexicon import Lexicon, everywhere
from streams.pipeline.budget import Check, checked
from streams.pipeline.clean import Line
from streams.pipeline.segment.attribution import attribution_of
from streams.pipeline.segment.cohesion import says_again, stems_of
from streams.pipeline.segment.furniture import furniture_of, is_plain
from streams.pipeline.segment.marks import Mark, after_words, bullet_of, credit_line, label_of
from streams.pipeline.segment.names import agency_names, headlines_among, telling
from streams.pipeline.segment.notices import NOTICE, NoticeWeight, Seen, notice_weight, trade_of
from streams.pipeline.segment.slips import counted_pictures, is_slug, is_widget
from streams.pipeline.segment.weights import fitted_notices
from streams.text.match_key import words

_LINKED = frozenset({"furniture.all_link", "furniture.link_list"})
_LONGEST_LINK_TITLE = 24
_FEWEST_AGAIN, _LED = 2, 3
_DASHED = 3
"""Lines behind a dash that are a list of headlines; so many different signatures no page has."""
_OPENING = 2
"""Lines that open the page's news: a headline and a lead."""
_NAME_WORDS, _LABEL_WORDS = 5, 3
_FLASH_WORDS = 3
_LONGER = 10
_ALL_LINK, _LINK_WORDS = 0.9, 6
_TEXT_WORDS = 6
"""Words of the shortest sentence that is text; a menu has none."""


class _Read(msgspec.Struct, kw_only=True):
    """What is known of the page as far as it is read: whether news and text were seen, and what the lines set aside are made of.

    `every` has the words of all languages, `weights` is how much each line read looks like a notice, `counted` are the lines that are
    captions of a gallery, `dashed` those behind a dash that head others. `opening` is how many of the first lines of news were seen.
    """

    lines: Sequence[Line]
    lexicon: Lexicon
    agencies: frozenset[str]
    telling: frozenset[frozenset[str]]
    counted: frozenset[int]
    dashed: frozenset[int]
    every: Lexicon
    weights: list[NoticeWeight]
    whole: dict[int, tuple[Mark, ...]]
    opening: int = 0
    news_seen: bool = False
    text_seen: bool = False


def set_aside(
    lines: Sequence[Line], agencies: frozenset[str], lexicon: Lexicon, check: Check
) -> tuple[list[NoticeWeight], dict[int, tuple[Mark, ...]]]:
    """How much each line looks like a notice, and the lines that are no news, by index, with what each is made of."""
    agencies = agencies - headlines_among(agencies, lines, lexicon)
    every = everywhere()
    # What opens with a sign or a figure; few lines do.
    signed = [line for line in lines if not line.text[0].isalpha()]
    read = _Read(
        lines=lines,
        lexicon=lexicon,
        agencies=agencies,
        telling=telling(agencies),
        counted=counted_pictures(signed),
        dashed=_dashed(signed, lines),
        every=every,
        weights=[],
        whole={},
    )
    names = agency_names(agencies, lines)
    seen = Seen(
        lines=lines,
        names=names,
        in_names=frozenset().union(*names),
        page=lexicon,
        every=every,
        weights=fitted_notices(),
        above=True,
        small=_is_small(lines),
    )
    for line in checked(lines, check):
        notice = notice_weight(line, seen)
        read.weights.append(notice)
        may_be_aside = notice.weight >= NOTICE or not is_plain(line, every) or line.index in read.counted
        if may_be_aside and (marks := _by_rules(line, read) or _under_related_label(line, read)):
            read.whole[line.index] = marks
            continue
        read.news_seen = True
        if not read.text_seen:
            read.text_seen = line.ends and len(line.words) >= _TEXT_WORDS
        if read.opening < _OPENING:
            read.opening += 1
            if (trade := trade_of(line, lexicon)) or seen.above:
                seen = msgspec.structs.replace(seen, news=seen.news | trade, above=False)
    return read.weights, read.whole


def _is_small(lines: Sequence[Line]) -> bool:
    """Whether most of what is long on the page is set as what is small or slanted elsewhere."""
    printed = [line for line in lines if line.block.print and len(line.words) >= _LONGER]
    return bool(printed) and 2 * len(printed) > sum([len(line.words) >= _LONGER for line in lines])


def _by_rules(line: Line, read: _Read) -> tuple[Mark, ...]:
    """What the first rule that tells says that the line is; none where it may be news after all."""
    marks = _by_itself(line, read) or _by_shape(line, read)
    return () if marks and _may_be_news(line, marks[0], read) else marks


def _may_be_news(line: Line, mark: Mark, read: _Read) -> bool:
    """Whether a line that looks like a signature is an item of a list, or one that is all link a headline."""
    if mark.rule == "mark.credit_line":
        return _in_list(line, read.lines) or line.index in read.dashed
    return mark.rule in _LINKED and _links_to_text_below(line, read.lines, read.lexicon)


def _by_shape(line: Line, read: _Read) -> tuple[Mark, ...]:
    """What a line is by how it is built, where it does not say so."""
    if is_widget(line) and not _taken_up(line, read.lines, read.lexicon):
        return (Mark.whole(line, "navigation", "furniture.widget"),)
    if line.index in read.counted:
        return (Mark.whole(line, "caption", "furniture.counted_picture"),)
    if read.text_seen and _is_cut_off(line, read.lines):
        return (Mark.whole(line, "related", "furniture.cut_off"),)
    if not read.news_seen and is_slug(line):
        return (Mark.whole(line, "navigation", "furniture.slug"),)
    return ()


def _under_related_label(line: Line, read: _Read) -> tuple[Mark, ...]:
    found = read.text_seen and _under_label(line, read.lines, read.whole) and not _taken_up(line, read.lines, read.lexicon)
    return (Mark.whole(line, "related", "furniture.under_related_label"),) if found else ()


def _by_itself(line: Line, read: _Read) -> tuple[Mark, ...]:
    """What a line says that it is by itself, where it is no flash."""
    notice, told = read.weights[-1].weight, line.block.told
    if told == "headline" or told == "standfirst":
        return ()
    marks = _by_words(line, read, notice) if told is None else (Mark.whole(line, told, "furniture.told"),)
    return () if marks and notice < NOTICE and is_flash(line) else marks


def _by_words(line: Line, read: _Read, notice: float) -> tuple[Mark, ...]:
    """What the words of a line say; the first that may be news, and what stands above all text, are heard more closely."""
    agencies, every, first, above = read.agencies, read.every, not read.news_seen, not read.text_seen
    if first and len(line.words) <= _NAME_WORDS and _names(line, read):
        return (Mark.whole(line, "navigation", "furniture.masthead"),)
    if 0 < len(line.words) <= _LABEL_WORDS and every.urgent.opens(line.words) == len(line.words):
        return (Mark.whole(line, "label", "furniture.urgent_label"),)
    found = furniture_of(line, every, notice)
    if (
        found is not None
        and found.role == "notice"
        and (signature := credit_line(line, agencies)) is not None
        and (signature.rule == "mark.credit_parts" or line.text[0] in "([{–—-" or "/" in line.text)
    ):
        return (signature,)
    if found is not None and not (found.rule == "furniture.related_label" and (first or (above and len(line.words) > _LABEL_WORDS))):
        # A headline may well begin with a related-label's word (شاهد.. , Watch: ); a link to another item does not open a page.
        if found.role == "notice" and (attribution := attribution_of(line, every)):
            return attribution
        if found.role in ("byline", "timestamp"):
            return attribution_of(line, every) or (Mark.whole(line, found.role, found.rule),)
        if found.rule == "furniture.source_line":
            return (_named_source(line),)
        return (Mark.whole(line, found.role, found.rule),)
    if attribution := attribution_of(line, every):
        return attribution
    signature = None if first else credit_line(line, agencies)
    return () if signature is None else (signature,)


def _names(line: Line, read: _Read) -> bool:
    """Whether the line is one of the names of the agency, written out or not: what many are called (news, agency, wire) may differ."""
    name = " ".join(line.words)
    return name in read.agencies or not read.telling.isdisjoint(telling((name,)))


def is_flash(line: Line) -> bool:
    """Whether an urgent label opens the line and news follows it, outside of menus and the like."""
    label = label_of(line, 0)
    return label is not None and line.block.zone == "main" and len(line.words) - len(words(label.value)) >= _FLASH_WORDS


def _named_source(line: Line) -> Mark:
    """The line as a credit: the agency that it names behind its label."""
    label = after_words(line.text, everywhere().sources.opens(line.words))
    value = line.text[label:].strip(" :：–—-|.")
    return Mark(role="credit", start=0, end=len(line.text), value=value, rule="furniture.source_line")


def _is_cut_off(line: Line, lines: Sequence[Line]) -> bool:
    """Whether the line breaks off where a link below it goes on: the first words of another item."""
    if not line.text.rstrip(" ]").endswith(("…", "...")) or line.index + 1 >= len(lines):
        return False
    below = lines[line.index + 1]
    return below.block.linked > _ALL_LINK and len(below.words) <= _LINK_WORDS


def _links_to_text_below(line: Line, lines: Sequence[Line], lexicon: Lexicon) -> bool:
    """Whether a line that is all link heads the paragraph below it, which says more of the same: the headline of an item, linked."""
    if line.index + 1 >= len(lines):
        return False
    below = lines[line.index + 1]
    prose = below.ends and not below.block.linked and len(below.words) > len(line.words)
    return prose and says_again(stems_of(line, lexicon), (below,), lexicon, _FEWEST_AGAIN)


def _taken_up(line: Line, lines: Sequence[Line], lexicon: Lexicon) -> bool:
    """Whether the prose right below says more of the same, as it does below a headline."""
    below = [each for each in lines[line.index + 1 : line.index + 1 + _LED] if each.ends and len(each.words) > len(line.words)]
    return says_again(stems_of(line, lexicon), below, lexicon, _FEWEST_AGAIN)


def _dashed(signed: Sequence[Line], lines: Sequence[Line]) -> frozenset[int]:
    """The short lines behind a dash that head the longer ones below them: several, and each says another thing."""
    found = [
        line
        for line in signed
        if line.text[0] in "-–—"
        and len(line.words) > 1
        and not line.ends
        and line.index + 1 < len(lines)
        and len(lines[line.index + 1].words) > len(line.words)
    ]
    return frozenset(line.index for line in found) if len({line.text for line in found}) >= _DASHED else frozenset()


def _in_list(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line behind a dash is an item of a list: a colon announces it, or its neighbour opens so too."""
    if line.text[0] not in "-–—":
        return False
    before = lines[line.index - 1].text if line.index else ""
    after = lines[line.index + 1].text if line.index + 1 < len(lines) else ""
    return before.endswith((":", "：")) or before[:1] == line.text[0] or after[:1] == line.text[0]


def _under_label(line: Line, lines: Sequence[Line], whole: dict[int, tuple[Mark, ...]]) -> bool:
    """Whether the line is the title under a label «read also» that stands on a line of its own, or next in such a list."""
    before = whole.get(line.index - 1, ())
    if not before or before[0].role != "related" or len(line.words) > _LONGEST_LINK_TITLE or line.ends:
        return False
    if before[0].rule == "furniture.under_related_label":
        return bullet_of(line) is not None
    label = lines[line.index - 1].words
    return everywhere().related.opens(label) == len(label)
