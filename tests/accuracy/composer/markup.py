"""Pages as HTML: a shell's slots filled with the page's blocks and with the site's menus, lists and footers."""

from __future__ import annotations

import html
import itertools
import json
import random
import re
from collections.abc import Iterator

import msgspec

from tests.accuracy.composer.furniture import RTL, Agency, Shell, fill
from tests.accuracy.composer.page import Block, Page

SLOT = re.compile(r"\{\{(\w+)(?:\.(\w+))?\}\}")
WORDS = re.compile(r"\w{4,}")
ITEMS = {
    "ul": ("<ul>\n", '<li><a href="/{n}">{t}</a></li>\n', "</ul>"),
    "ol": ("<ol>\n", '<li><a href="/{n}">{t}</a></li>\n', "</ol>"),
    "bare": ("<ul>\n", "<li>{t}</li>\n", "</ul>"),
    "div": ("", '<div><a href="/{n}">{t}</a></div>\n', ""),
    "divs": ("", "<div>{t}</div>\n", ""),
    "span": ("<div>", '<span><a href="/{n}">{t}</a></span> ', "</div>"),
    "inline": ("", '<a href="/{n}">{t}</a> ', ""),
    "pipe": ("<p>", '<a href="/{n}">{t}</a> | ', "</p>"),
    "br": ("", '<a href="/{n}">{t}</a><br>\n', ""),
    "p": ("", '<p><a href="/{n}">{t}</a></p>\n', ""),
    "h3": ("", '<h3><a href="/{n}">{t}</a></h3>\n', ""),
    "td": ("<table><tr>", '<td><a href="/{n}">{t}</a></td>', "</tr></table>"),
    "tr": ("<table>", '<tr><td><a href="/{n}">{t}</a></td></tr>\n', "</table>"),
    "dl": ("<dl>", '<dd><a href="/{n}">{t}</a></dd>\n', "</dl>"),
    "card": ("", '<div><a href="/{n}"><img src="/i{n}.jpg" alt=""><div>{t}</div></a></div>\n', ""),
    "button": ("", "<button>{t}</button> ", ""),
    "plain": ("", "{t} ", ""),
}
"""How a list of a site's links is marked up."""
LABEL = {"ul": "<h3>{t}</h3>\n", "ol": "<h2>{t}</h2>\n", "div": "<div><b>{t}</b></div>\n", "p": "<p><strong>{t}</strong></p>\n"}


class Site(msgspec.Struct):
    """One page of one agency's site."""

    rng: random.Random
    shell: Shell
    page: Page
    agency: Agency
    titles: list[str]
    onward: tuple[str, str] | None
    """The headline and the first words of the article that the page would go on with."""

    def document(self) -> str:
        """The HTML document."""
        return SLOT.sub(lambda slot: self._slot(slot[1], slot[2] or "div"), self.shell.page)

    def _slot(self, name: str, style: str) -> str:
        headline = self.page.headline() or self.agency.name
        match name:
            case "lang":
                return "ku" if self.agency.lang in ("kmr", "ckb") and self.rng.random() < 0.5 else self.agency.lang
            case "dir":
                return "rtl" if self.agency.lang in RTL else "ltr"
            case "title":
                title = self.rng.choice(self.shell.titles) if self.page.headline() else "{site}"
                return html.escape(title.format(headline=headline, site=self.agency.name), quote=False)
            case "site":
                return html.escape(self.agency.name, quote=False)
            case "og":
                return self._og(headline)
            case "jsonld":
                told = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": headline, "inLanguage": self.agency.lang}
                return json.dumps(told, ensure_ascii=False).replace("</", "<\\/")
            case "body":
                return self._body()
            case _:
                return self._furniture(name, style)

    def _og(self, headline: str) -> str:
        if not self.shell.og or not self.page.headline():
            return ""
        words = headline.split()
        short = " ".join(words[: max(4, len(words) - 3)])
        told = self.rng.choice(self.shell.og).format(headline=headline, short=short, site=self.agency.name)
        return f'<meta property="og:title" content="{html.escape(told)}">'

    def _furniture(self, name: str, style: str) -> str:
        choose = self.rng.choice
        match name:
            case "nav":
                return self._list("navigation", list(self.agency.desk.nav[:8]), style)
            case "menu":
                return self._list("navigation", [*self.agency.desk.nav, *self.agency.cities, *self.agency.desk.footlinks], style)
            case "crumbs":
                return self._list("navigation", list(self.agency.desk.crumbs[:2]), style)
            case "share":
                return self._list("navigation", list(self.agency.desk.share), style)
            case "footlinks":
                return self._list("navigation", list(self.agency.desk.footlinks), style)
            case "extra":
                return self._list("promo", [fill(self.rng, text, self.agency) for text in self.agency.desk.extra], style)
            case "comments":
                return self._list("promo", list(self.agency.desk.comments), style)
            case "gallery":
                told = [fill(self.rng, text, self.agency) for text in self.agency.desk.captions]
                return self._list("caption", [f"{n}/{len(told)} {text}" for n, text in enumerate(told, start=1)], style)
            case "kicker":
                return self._told("navigation", self.agency.desk.crumbs[-1])
            case "onward":
                return self._onward(style)
            case "buttons":
                return self._list("navigation", list(self.agency.desk.buttons), "button")
            case "cookie":
                return self._told("promo", fill(self.rng, choose(self.agency.desk.cookie), self.agency))
            case "promo":
                return self._told("promo", fill(self.rng, choose(self.agency.desk.promos), self.agency))
            case "copyright":
                return self._told("notice", fill(self.rng, choose(self.agency.desk.copyright), self.agency))
            case "mostread":
                label = self._label(choose(self.agency.desk.mostread), style)
                return label + self._list("related", self._heads(self.rng.randint(4, 6)), style)
            case "more":
                return self._list("related", self._heads(self.rng.randint(2, 4)), style)
            case "tags":
                words = list(dict.fromkeys(WORDS.findall(self.page.headline() or "")))[:5]
                return self._label(choose(self.agency.desk.tags), style) + self._list("navigation", words, style) if words else ""
        raise ValueError(f"no slot {name} in shell {self.shell.name}")

    def _onward(self, style: str) -> str:
        """The teaser of another article, cut off after its first words, under a label and above a link."""
        if self.onward is None or not self.agency.desk.onward:
            return ""
        label, link = self.agency.desk.onward
        self.titles = [title for title in self.titles if title != self.onward[0]]
        return self._label(label, style) + self._list("related", [*self.onward], style) + self._list("navigation", [link], style)

    def _heads(self, count: int) -> list[str]:
        return [self.titles.pop() for _ in range(min(count, len(self.titles)))]

    def _label(self, text: str, style: str) -> str:
        self.page.mark("section" if len(text.split()) > 1 else "navigation", text)
        return LABEL.get(style, "<div>{t}</div>\n").format(t=html.escape(text, quote=False))

    def _told(self, role: str, text: str) -> str:
        self.page.mark(role, text)
        return html.escape(text, quote=False)

    def _list(self, role: str, texts: list[str], style: str) -> str:
        opening, one, closing = ITEMS[style]
        for text in texts:
            self.page.mark(role, text)
        return opening + "".join(one.format(n=n, t=html.escape(text, quote=False)) for n, text in enumerate(texts, start=1)) + closing

    def _body(self) -> str:
        parts = []
        for role, run in itertools.groupby(self._cards(), key=lambda block: block.role):
            opening, closing = self.shell.groups.get(role, ("", ""))
            parts += [opening, *(self._block(block) for block in run), closing]
        return "\n".join(part for part in parts if part)

    def _cards(self) -> Iterator[Block]:
        """The page's blocks; where the shell has cards, a brief's headline waits for its brief."""
        held: Block | None = None
        for block in self.page.blocks:
            if block.role == "briefheadline" and "card" in self.shell.tags:
                held = block
            elif held and block.role == "brief":
                yield msgspec.structs.replace(block, role="briefheadline", before=f"{held.line}\n{block.before}")
                held = None
            else:
                yield block

    def _block(self, block: Block) -> str:
        tag = self.shell.tags.get(block.role) or self.shell.tags["p"]
        if block.role == "row":
            return _row(self.shell.tags.get("row", "<table><tr>{t}</tr></table>"), block.line)
        if block.role == "briefheadline" and self.shell.groups.get("brief") and "briefheadline" not in self.shell.tags:
            tag = "<h3>{t}</h3>"
        text = html.escape(block.line, quote=False)
        if block.role == "briefheadline" and "card" in self.shell.tags:
            headline, _, text = text.partition("\n")
            return self.shell.tags["card"].format(h=headline, t=text)
        if self.shell.links and block.role == "p" and block.text == block.line:
            text = self._linked(text)
        return tag.format(t=text)

    def _linked(self, text: str) -> str:
        words = text.split(" ")
        if len(words) < 14 or "&" in text or self.rng.random() < 0.6:
            return text
        at = self.rng.randrange(3, len(words) - 5)
        return " ".join([*words[:at], f'<a href="/t/{at}">{" ".join(words[at : at + 2])}</a>', *words[at + 2 :]])


def _row(tag: str, line: str) -> str:
    """A table's row; in a shell that has no table, spans that stand apart."""
    cells = [html.escape(cell.strip(), quote=False) for cell in line.split("|")]
    table = "<tr" in tag.lower()
    return tag.format(t="".join(f"<td>{cell}</td>" for cell in cells) if table else "   ".join(f"<span>{cell}</span>" for cell in cells))
