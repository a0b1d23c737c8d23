"""The shapes that pages come in, and how often each is composed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import msgspec

from tests.accuracy.composer.furniture import Agency, fill
from tests.accuracy.composer.page import Block, Item, Page
from tests.accuracy.composer.story import Dress, set_story
from tests.accuracy.composer.texts import Library, Short, Text

WORD = re.compile(r"\w{5,}")
FAR = 3
"""A brief may share so many long words with the page's story; beyond it, it may be of the same event."""


class Maker(msgspec.Struct):
    """Draws texts and furniture for one page."""

    rng: random.Random
    agency: Agency
    library: Library
    page: Page
    titles: list[str] = msgspec.field(default_factory=list)

    def chance(self, share: float) -> bool:
        """True in `share` of the cases."""
        return self.rng.random() < share

    def draw(self, wanted: Callable[[Text], bool] = lambda text: not text.structured) -> Text:
        """A story; one that is `wanted` where there is one. No story is set twice on a page."""
        used = {item.headline for item in self.page.items}
        left = [text for text in self.library.stories if text.headline not in used]
        return self.rng.choice([text for text in left if wanted(text)] or left)

    def story(self, text: Text, *, links: int = 0, **worn: bool) -> None:
        """Set a story, with ordinary furniture above it in some cases."""
        if not self.titles:
            self.titles = [t for t in self.rng.sample(self.library.titles, min(12, len(self.library.titles))) if t != text.headline]
        above = {name: self.chance(share) for name, share in (("standfirst", 0.3), ("byline", 0.2), ("stamp", 0.25), ("caption", 0.1))}
        dress = msgspec.convert({**above, **worn, "related": links}, Dress)
        set_story(self.rng, self.page, text, self.agency, self.titles, dress)

    def shorts(self, count: int, *, headed: bool = False) -> list[Short]:
        """Briefs that are about nothing else on the page."""
        known = {w.casefold() for item in self.page.items for p in [item.headline or "", *item.paragraphs[:3]] for w in WORD.findall(p)}
        told = {p for item in self.page.items for p in item.paragraphs}
        free = [short for short in self.library.briefs if short.text not in told]
        pool = [short for short in free if short.headline or not headed] or free
        drawn: list[Short] = []
        for short in self.rng.sample(pool, min(len(pool), 4 * count)):
            words = {w.casefold() for w in WORD.findall(short.text)}
            if len(words & known) <= FAR and len(drawn) < count:
                drawn.append(short)
                known |= words
        return drawn or pool[:1]

    def brief(self, short: Short, *, headed: bool = False, bullet: str = "", after: str = "", before: str = "") -> None:
        """Set a brief."""
        self.page.items.append(Item(kind="brief", headline=short.headline if headed else None))
        if bullet.strip():
            self.page.mark("bullet", bullet)
        if headed and short.headline:
            self.page.blocks.append(Block(role="briefheadline", text=short.headline, before=bullet))
            bullet = ""
        self.page.add("brief", short.text, before=bullet + before, after=after, item=len(self.page.items) - 1)

    def briefs(self, *, low: int = 1, high: int = 6, headed: bool = False, bullets: tuple[str, ...] = ("",)) -> None:
        """Set a few briefs under one kind of bullet; `{n}` in it counts."""
        bullet = self.rng.choice(bullets)
        for n, short in enumerate(self.shorts(self.rng.randint(low, high), headed=headed), start=1):
            self.brief(short, headed=headed, bullet=bullet.format(n=n))

    def say(self, role: str, templates: tuple[str, ...]) -> bool:
        """Set a line of furniture, or two; False where the agency has none of the kind, or sets nothing this time."""
        lines = fill(self.rng, self.rng.choice(templates), self.agency).splitlines() if templates else []
        for line in lines:
            self.page.add(role, line)  # type: ignore[arg-type]
        return bool(lines)

    def onward(self) -> tuple[str, str] | None:
        """Another story's headline and first words, for a page that goes on with it; None where there is no other."""
        told = {item.headline for item in self.page.items}
        left = [text for text in self.library.stories if text.headline not in told and not text.structured]
        if not left:
            return None
        text = self.rng.choice(left)
        return text.headline, f"{' '.join(text.paragraphs[0].split()[:12])} …"

    def credit(self) -> str:
        """A credit that stands behind a sentence, or nothing."""
        inline = [text for text in self.agency.credits if not text.startswith("\n")]
        text = fill(self.rng, self.rng.choice(inline), self.agency) if inline else ""
        if text:
            self.page.mark("credit", text)
        return text


def _article(make: Maker) -> None:
    make.story(make.draw())


def _credited(make: Maker) -> None:
    make.story(make.draw(), credit=True)


def _datelined(make: Maker) -> None:
    make.story(make.draw(), dateline=True, credit=make.chance(0.3))
    if make.chance(0.4):
        make.say("notice", make.agency.notices)


def _noticed(make: Maker) -> None:
    make.story(make.draw(), credit=make.chance(0.6), dateline=make.chance(0.2))
    make.say("notice", make.agency.notices)


def _marks(make: Maker) -> tuple[str, ...]:
    """Between story and briefs: at least one mark, as the agency uses them. Returns the bullets that follow."""
    marked = False
    if make.chance(0.2):
        marked |= make.say("terminator", make.agency.end)
    if make.chance(0.5):
        marked |= make.say("notice", make.agency.notices)
    if make.chance(0.2):
        marked |= make.say("separator", make.agency.separators)
    if make.chance(0.5) or not marked:
        make.say("section", make.agency.sections)
    return make.agency.bullets


def _story_briefs(make: Maker) -> None:
    make.story(make.draw(), credit=make.chance(0.6), dateline=make.chance(0.25))
    make.briefs(bullets=_marks(make))


def _credit_briefs(make: Maker) -> None:
    make.story(make.draw(), credit=True, dateline=make.chance(0.3))
    make.briefs(bullets=make.agency.bullets)


def _stripped(make: Maker) -> None:
    make.story(make.draw(), standfirst=False, byline=False, stamp=False, caption=False)
    make.briefs()


def _headed_briefs(make: Maker) -> None:
    make.story(make.draw(), credit=make.chance(0.5))
    make.briefs(low=2, headed=True, bullets=_marks(make))


def _briefs_first(make: Maker) -> None:
    make.say("section", make.agency.sections)
    make.briefs(low=2, bullets=make.agency.bullets)
    make.story(make.draw(), credit=make.chance(0.6), dateline=make.chance(0.2))
    if make.chance(0.5):
        make.say("notice", make.agency.notices)


def _related(make: Maker) -> None:
    make.story(make.draw(), links=make.rng.randint(1, 3), credit=make.chance(0.5))
    if make.chance(0.4):
        make.say("notice", make.agency.notices)


def _notice_middle(make: Maker) -> None:
    make.story(make.draw(), notice=True, credit=make.chance(0.5), promo=make.chance(0.2))


def _structured(make: Maker) -> None:
    make.story(make.draw(lambda text: text.structured), credit=make.chance(0.4), dateline=make.chance(0.2))
    if make.chance(0.3):
        make.say("notice", make.agency.notices)


def _quoted(make: Maker) -> None:
    make.story(make.draw(lambda text: text.quoted and not text.structured), credit=make.chance(0.4))


def _structured_briefs(make: Maker) -> None:
    make.story(make.draw(lambda text: text.structured), credit=make.chance(0.5))
    make.briefs(bullets=_marks(make))


def _two_stories(make: Maker) -> None:
    make.story(make.draw(), credit=make.chance(0.7))
    if make.chance(0.4):
        make.say("notice", make.agency.notices)
    if make.chance(0.4):
        make.say("separator", make.agency.separators)
    make.story(make.draw(), credit=make.chance(0.7), dateline=make.chance(0.3))


def _live(make: Maker) -> None:
    make.story(make.draw(), times=True, standfirst=False)


def _digest(make: Maker, bullets: tuple[str, ...], *, titled: float, headed: bool = False) -> None:
    if make.chance(titled):
        make.say("section", make.agency.desk.digests)
        if make.chance(0.3):
            make.say("timestamp", make.agency.desk.stamps)
    make.briefs(low=3, high=7, headed=headed, bullets=bullets)
    if make.chance(0.3):
        make.say("notice", make.agency.notices)


def _digest_titled(make: Maker) -> None:
    _digest(make, ("",), titled=1.0)


def _digest_bare(make: Maker) -> None:
    make.briefs(low=3, high=6)


def _digest_bulleted(make: Maker) -> None:
    _digest(make, tuple(b for b in make.agency.bullets if b) or ("- ",), titled=0.7)


def _digest_numbered(make: Maker) -> None:
    _digest(make, make.agency.desk.numbers, titled=0.7)


def _digest_headed(make: Maker) -> None:
    _digest(make, ("",), titled=0.7, headed=True)


def _teaser(make: Maker) -> None:
    for short in make.shorts(1):
        make.brief(short, after=make.credit() if make.chance(0.5) else "")


def _short(make: Maker) -> None:
    for short in make.shorts(1, headed=True):
        dated = make.agency.datelines and make.chance(0.5)
        before = fill(make.rng, make.rng.choice(make.agency.datelines), make.agency) if dated else ""
        if before.endswith("\n"):
            before = ""
        if before:
            make.page.mark("dateline", before)
        make.brief(short, headed=True, before=before, after=make.credit() if make.chance(0.4) else "")
    if make.chance(0.3):
        make.say("notice", make.agency.notices)


def _flash(make: Maker) -> None:
    label = fill(make.rng, make.rng.choice(make.agency.desk.urgent), make.agency) if make.chance(0.8) else ""
    if label:
        make.page.mark("label", label)
    text = make.rng.choice([title for title in make.library.titles if 5 <= len(title.split()) <= 16])
    make.brief(Short(text=text), before=label)


SHAPES: dict[str, tuple[Callable[[Maker], None], int]] = {
    "article": (_article, 12),
    "story_credit": (_credited, 5),
    "dateline_story": (_datelined, 6),
    "story_notice": (_noticed, 5),
    "story_marks_briefs": (_story_briefs, 12),
    "story_credit_briefs": (_credit_briefs, 6),
    "story_headed_briefs": (_headed_briefs, 5),
    "stripped": (_stripped, 8),
    "briefs_first": (_briefs_first, 4),
    "story_related": (_related, 5),
    "notice_middle": (_notice_middle, 4),
    "structured": (_structured, 5),
    "structured_briefs": (_structured_briefs, 3),
    "quoted": (_quoted, 4),
    "two_stories": (_two_stories, 3),
    "live_blog": (_live, 3),
    "digest_titled": (_digest_titled, 3),
    "digest_bare": (_digest_bare, 2),
    "digest_bulleted": (_digest_bulleted, 3),
    "digest_numbered": (_digest_numbered, 3),
    "digest_headed": (_digest_headed, 3),
    "teaser": (_teaser, 2),
    "short": (_short, 3),
    "flash": (_flash, 3),
}
"""Every shape: what sets it, and its weight. A page of every hundred or so is of each rare one."""
