"""The texts that pages are made of: real articles where their data stands beside the checkout, the project's own prose everywhere."""

from __future__ import annotations

import functools
import gzip
import json
import re
import tomllib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tests.accuracy.composer.furniture import HERE, Split

SHARED = Path(__file__).parents[4] / "shared" / "data"
GOLD = Path(__file__).parents[2] / "fixtures" / "gold"

SENTENCE = re.compile(r"(?<=[.!?؟۔])\s+")
ABBREVIATED = re.compile(r"(?:\b(?:[A-Z]|Mr|Mrs|Dr|St|Sen|Gov|Gen|Lt|Col|U\.S|No|Prof|Doç|Av|Nr|bzw|ca|rd|d|\d+|د|م|أ)\.)$")
GLUED = re.compile(r"[a-zà-ÿçğıöşüß)\d][A-ZÀ-ÝÇĞİÖŞÜ][a-zà-ÿçğıöşüß]{2}|<|\||px\b|\]\]|\.[A-ZÀ-Ý]|\w[!?][A-Z]")
HOLED = re.compile(r"\s[.,](?:\s|$)|\b\d{1,2}\.$|[(][)]")
"""A sentence that lost a link's text, or was cut at an ordinal."""
FRENCH_HOLE = re.compile(
    r"['’]\s|[a-zà-ÿ\d](?:Le|La|Les|Un|Une|L')\b"
    r"|\b(?:de|du|le|la|les|un|une|au|des|dans|par|à) "
    r"(?:et|de|du|a|à|est|au|les|en|par|pour|dans|sur|ou|entre|avec|qui|que|se|ont|sont)\b",
)
"""Where a French sentence lost the words between two particles: the dump it comes from dropped its links."""
MIDWAY = re.compile(r'[^.!?:"„“(–-] (?:Der|Die|Das|Ein|Eine|Am|Im|In|Nach|Bei|Diesen) |\((?:Bild|Foto|Archiv)')
"""Where a German sentence begins within another: a caption ran into it."""
DIGEST = re.compile("^[0-9٠-٩]|أبرز|موجز|عناوين|عناوین|briefs?\\b|headlines|highlights|bülten|özet|live|newsticker", re.IGNORECASE)
FURNISHED = re.compile(
    r"^(?:اقرأ|شاهد|تابع|إقرأ|للمزيد|بالفيديو|بالصور)|/ ?أيض|https?:|pic\.twitter|^\W*$|^Related|Sources?$"
    r"|Lesen Sie|Mehr zum Thema|^Auch interessant"
)
"""What a real article's text holds of its own site's furniture: such articles have no certain answer."""
DATED = re.compile(r"^\w+day, \w+ \d{1,2}, \d{4}$")
DATELINED = re.compile(r"^.{0,70}?(?:\([^)]{2,30}\)\s?[-–—:]|--|[-–—]{1,2}\s(?=\()|^[^.،,]{2,25}[:/]\s)")
_half: int | None = None
LONG = 700
"""Words; articles beyond it say nothing that a shorter one does not."""


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """An article. Paragraphs that begin with `# `, `- ` or `| ` are subheads, list items and table rows."""

    lang: str
    headline: str
    paragraphs: tuple[str, ...]
    standfirst: str | None = None

    @property
    def structured(self) -> bool:
        """Whether the article holds subheads, a list or a table."""
        return any(p[:2] in ("# ", "- ", "| ") for p in self.paragraphs)

    @property
    def quoted(self) -> bool:
        """Whether a paragraph is a quotation."""
        return any(p[:1] in '"“«„‘’' for p in self.paragraphs)


class Short(msgspec.Struct, frozen=True, kw_only=True):
    """A brief's text, one or two sentences, with its headline where it has one."""

    text: str
    headline: str | None = None


class Library(msgspec.Struct, frozen=True):
    """The texts of one language and split."""

    stories: tuple[Text, ...]
    briefs: tuple[Short, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """Headlines, for flashes, links and lists of most-read items."""
        return tuple(dict.fromkeys([*(s.headline for s in self.stories), *(b.headline for b in self.briefs if b.headline)]))


def whole() -> bool:
    """Whether the real articles are there."""
    return SHARED.is_dir()


@functools.cache
def library(lang: str, split: Split) -> Library:
    """The texts in `lang` that `split` may use: of the real ones those that are kept for it. No text is in both."""
    own = list(_prose(lang, split))
    stories = [text for text in own if isinstance(text, Text)]
    briefs = [text for text in own if isinstance(text, Short)]
    if split == "tune":
        fixed = list(_fixtures(lang))
        stories += [text for text in fixed if isinstance(text, Text)]
        briefs += [text for text in fixed if isinstance(text, Short)]
    for row in _articles(lang):
        if _falls_to(split, lang, row["id"]):
            text, short = _article(row), _brief(row)
            stories += [text] if text else []
            briefs += [short] if short else []
    briefs += [Short(text=text) for key, text in _sentences(lang) if _falls_to(split, lang, key)]
    if split == "tune":  # an article kept for the exam is on other sites, too, under other titles
        stories, briefs = _but(library(lang, "held"), stories, briefs)
        stories = [story for story in stories if _in_half(story.paragraphs[0])]
        briefs = [short for short in briefs if _in_half(short.text)]
    return Library(tuple(stories), tuple({short.text: short for short in briefs}.values()))


@contextmanager
def halved(half: int | None) -> Iterator[None]:
    """Only every other text of the tune split, the first half (0) or the second (1) of all; all of them for None."""
    global _half
    before, _half = _half, half
    library.cache_clear()
    try:
        yield
    finally:
        _half = before
        library.cache_clear()


def _in_half(text: str) -> bool:
    """Whether a text is in the half that is asked for, as its own words fall."""
    return _half is None or zlib.crc32(text.encode()) % 2 == _half


def tidy(text: str) -> str:
    """One line, single spaces."""
    return re.sub(r"\s+", " ", text).strip()


def sentences(text: str) -> list[str]:
    """Sentences, by stops that do not end an abbreviation."""
    done: list[str] = []
    rest = ""
    for part in SENTENCE.split(text):
        rest = f"{rest} {part}".strip()
        if not ABBREVIATED.search(part):
            done.append(rest)
            rest = ""
    return [*done, rest] if rest else done


def _falls_to(split: Split, lang: str, key: str) -> bool:
    """Whether the real text of this id is one that `split` may draw from."""
    return (key in _kept().get(lang, ())) == (split == "held")


@functools.cache
def _kept() -> dict[str, frozenset[str]]:
    """The ids of the real texts that are the held split's, by language."""
    lists = tomllib.loads((HERE / "kept.toml").read_text(encoding="utf-8"))
    return {lang: frozenset(keys) for lang, keys in lists.items()}


def _but(other: Library, stories: list[Text], briefs: list[Short]) -> tuple[list[Text], list[Short]]:
    """The stories and briefs that are not in `other`."""
    heads, leads = {story.headline for story in other.stories}, {story.paragraphs[0] for story in other.stories}
    told = {short.text for short in other.briefs}
    return (
        [story for story in stories if story.headline not in heads and story.paragraphs[0] not in leads],
        [short for short in briefs if short.text not in told],
    )


def _prose(lang: str, split: Split) -> Iterator[Text | Short]:
    path = HERE / "prose" / split / f"{lang}.txt"
    if not path.is_file():
        return
    shorts = []
    for part in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = [line for line in part.splitlines() if line]
        if lines[0].startswith("== "):
            standfirst = lines[1][2:] if lines[1].startswith("> ") else None
            yield Text(lang=lang, headline=lines[0][3:], standfirst=standfirst, paragraphs=tuple(lines[2 if standfirst else 1 :]))
        else:
            shorts += lines
    for line in shorts:
        headline, _, text = line.rpartition(" :: ")
        yield Short(text=text, headline=headline or None)


def _fixtures(lang: str) -> Iterator[Text | Short]:
    for path in sorted(GOLD.glob(f"{lang}-*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        if page["shape"].split("_")[0] not in ("story", "digest", "stripped", "notice", "brief"):
            continue
        for item in page["items"]:
            if item["kind"] == "story" and item["headline"]:
                yield Text(lang=lang, headline=item["headline"], standfirst=item["standfirst"], paragraphs=tuple(item["paragraphs"]))
            elif item["form"] in ("item", "teaser") and len(item["paragraphs"]) == 1:
                yield Short(text=item["paragraphs"][0], headline=item["headline"])


def _articles(lang: str) -> Iterator[dict[str, str]]:
    files = {"ar": "ar_ant_multisource/ant2_dev", "fa": "fa_fars/fars_dev", "en": "en_wikinews/wikinews_even"}
    if lang in files and whole():
        with gzip.open(SHARED / f"{files[lang]}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                title, abstract = tidy(row["title"] or ""), row.get("abstract") or ""
                yield {"id": row["id"], "lang": lang, "title": title, "abstract": abstract, "body": row["body"]}
    for path in sorted((SHARED / "html_extraction" / "fundus").glob("*/*.json")):
        if {"de": "de at ch", "fr": "fr", "tr": "tr", "en": "uk us"}.get(lang, "").find(path.parent.name) < 0:
            continue
        for version in json.loads(path.read_text(encoding="utf-8")).values():
            sections = (version.get("body") or {}).get("sections") or []
            body = "\n".join("\n".join([*(f"# {h}" for h in s["headline"]), *s["paragraphs"]]) for s in sections)
            title = tidy(version.get("title") or "")
            yield {"id": title, "lang": lang, "title": title, "abstract": "", "body": body}


def _article(row: dict[str, str]) -> Text | None:
    lines = [tidy(p) for p in row["body"].split("\n") if p.strip()]
    lines = [p for p in lines if not DATED.match(p)]
    title = row["title"]
    running = [p for p in lines if not p.startswith("# ")]
    words = sum(len(p.split()) for p in running)
    if (
        not (len(running) >= 4 and 100 <= words <= LONG and 4 <= len(title.split()) <= 22)
        or DIGEST.search(title)
        or DATELINED.match(lines[0])
    ):
        return None
    if any(FURNISHED.search(p) for p in lines):
        return None
    if any(len(p.split()) < 5 or p[:1] in "*_-•" or len(p.split()) > 160 for p in running):
        return None
    if any(GLUED.search(p) for p in running) and row["lang"] in ("de", "tr", "fr"):
        return None
    return Text(lang=row["lang"], headline=title, paragraphs=tuple(lines), standfirst=_standfirst(row, lines))


def _standfirst(row: dict[str, str], lines: list[str]) -> str | None:
    abstract = tidy(row["abstract"])
    known = set(" ".join(lines[:2]).split())
    own = [word for word in abstract.split() if word not in known]
    return abstract if 8 <= len(abstract.split()) <= 40 and len(own) >= 5 and abstract[-1] in ".!?؟" else None


def _brief(row: dict[str, str]) -> Short | None:
    text = tidy(row["abstract"]) or tidy(row["body"].split("\n")[0])
    text = next(iter(sentences(text)), "")
    if DIGEST.search(row["title"]) or DATELINED.match(text) or text.startswith("# ") or FURNISHED.search(text):
        return None
    if not 9 <= len(text.split()) <= 45 or text[-1:] not in ".!؟۔" or (row["lang"] in ("de", "fr", "tr", "en") and GLUED.search(text)):
        return None
    return Short(text=text, headline=row["title"] if 4 <= len(row["title"].split()) <= 16 else None)


def _sentences(lang: str) -> Iterator[tuple[str, str]]:
    """Sentences that stand alone, with their ids."""
    path = SHARED / "topics_mewsc16" / f"{lang}.jsonl"
    if lang not in ("tr", "de", "fr", "en") or not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = tidy(row["text"])
        if HOLED.search(text) or (lang == "de" and MIDWAY.search(text)) or (lang == "fr" and FRENCH_HOLE.search(text)):
            continue
        if (
            9 <= len(text.split()) <= 40
            and text.endswith(".")
            and not GLUED.search(text)
            and len(sentences(text)) == 1
            and text[0].isupper()
        ):
            yield row["id"], text
