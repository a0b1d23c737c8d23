"""Items made to hold up a desk: each is small to send and costs a careless reader time or memory out of proportion.

An item is (content type, payload). They are made when they are asked for, since some are large.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import TypeAlias

import msgspec

Payload: TypeAlias = Callable[[], str | bytes]

TEXT, HTML, JSON, XML, MAIL = (
    "text/plain; charset=utf-8",
    "text/html; charset=utf-8",
    "application/json",
    "application/xml",
    "message/rfc822",
)
NINJS, RSS, NITF, NEWSML_1 = "application/ninjs+json", "application/rss+xml", "application/nitf+xml", "text/vnd.iptc.newsml"
NEWSML_G2 = "application/vnd.iptc.g2.newsitem+xml"
MIB = 1 << 20

_STORY = "Baghdad (Madar) - The ministry opened a bridge over the river today, two years after work began, the minister said. "
_ARABIC = "قال الوزير إن الجسر الجديد يربط ضفتي النهر ويختصر الطريق إلى المدينة القديمة، مضيفا أن العمل استمر عامين. "
_LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
_ENTITIES = {
    "billion laughs": f'<!DOCTYPE %s [<!ENTITY a0 "ha">{_LAUGHS}]>%s&a9;%s',
    "quadratic blow-up": f'<!DOCTYPE %s [<!ENTITY a "{"a" * 60_000}">]>%s{"&a;" * 60_000}%s',
    "external entity": '<!DOCTYPE %s [<!ENTITY a SYSTEM "file:///etc/passwd">]>%s&a;%s',
    "external parameter entity": '<!DOCTYPE %s [<!ENTITY %% a SYSTEM "http://127.0.0.1:9/a.dtd"> %%a;]>%s&b;%s',
    "endless document type": "<!DOCTYPE %s [" + "<!ENTITY b 'b'>" * 200_000 + "]>%s&b;%s",
}
_AROUND = {
    "nitf": (NITF, "nitf", "<nitf><body><body.content><p>", "</p></body.content></body></nitf>"),
    "rss": (RSS, "rss", "<rss><channel><item><title>A bridge</title><description>", "</description></item></channel></rss>"),
    "newsml 1": (
        NEWSML_1,
        "NewsML",
        "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent><p>",
        "</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    ),
    "newsml-g2": (
        NEWSML_G2,
        "newsItem",
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentSet><inlineXML><p>',
        "</p></inlineXML></contentSet></newsItem>",
    ),
    "html": (HTML, "html", "<html><body><p>", "</p></body></html>"),
}


class Hostile(msgspec.Struct, frozen=True, kw_only=True):
    """An item, and the limit on an item's size under which it is tried; None for the pipeline's own."""

    name: str
    content_type: str
    payload: Payload
    max_item_bytes: int | None = None

    def __str__(self) -> str:
        return self.name


def all_items() -> list[Hostile]:
    """Every hostile item."""
    return [*_sizes(), *_entities(), *_markup(), *_xml(), *_json(), *_mails(), *_lines(), *_pages()]


def _make(name: str, content_type: str, payload: Payload, limit: int | None = None) -> Hostile:
    return Hostile(name=name, content_type=content_type, payload=payload, max_item_bytes=limit)


def _numbered(form: str, count: int) -> str:
    return "".join(form.format(i) for i in range(count))


def _sizes() -> list[Hostile]:
    paragraph = f"<p>{_ARABIC * 3}</p>\n"
    large = {
        "50 MB of paragraphs": (HTML, lambda: paragraph * (50 * MIB // len(paragraph.encode()))),
        "50 MB of lines": (TEXT, lambda: (_ARABIC * 3 + "\n") * (50 * MIB // len((_ARABIC * 3 + "\n").encode()))),
        "50 MB in one line": (TEXT, lambda: _STORY * (50 * MIB // len(_STORY))),
        "50 MB in one paragraph": (HTML, lambda: f"<p>{_STORY * (50 * MIB // len(_STORY))}</p>"),
        "50 MB of few long paragraphs": (HTML, lambda: f"<p>{_STORY * 100}</p>" * (50 * MIB // (len(_STORY) * 100))),
        "50 MB of one letter": (TEXT, lambda: "a" * (50 * MIB)),
        "50 MB of tags": (HTML, lambda: "<br>" * (50 * MIB // 4)),
        "50 MB of white space": (TEXT, lambda: " " * (50 * MIB)),
        "50 MB of NUL": (TEXT, lambda: b"\0" * (50 * MIB)),
        "50 MB of stray bytes": (TEXT, lambda: b"abc\xff def " * (50 * MIB // 9)),
        "50 MB of windows-1256": ("text/plain; charset=windows-1256", lambda: _ARABIC.encode("windows-1256") * (50 * MIB // len(_ARABIC))),
        "50 MB of UTF-16": ("text/plain; charset=utf-16", lambda: (_ARABIC * (25 * MIB // len(_ARABIC))).encode("utf-16")),
        "50 MB of text encoded twice": (TEXT, lambda: (_ARABIC * 9 + "\n").encode().decode("windows-1252", "replace") * 10_000),
        "50 MB of JSON": (JSON, lambda: '{"headline": "A bridge", "body": "%s"}' % (_STORY * (50 * MIB // len(_STORY)))),
        "50 MB of XML": (
            NITF,
            lambda: f"<nitf><body><body.content><p>{_STORY * (50 * MIB // len(_STORY))}</p></body.content></body></nitf>",
        ),
        "50 MB of mail": (MAIL, lambda: "Subject: A bridge\n\n" + _STORY * (50 * MIB // len(_STORY))),
        "50 MB of scripts": (HTML, lambda: f"<p>{_STORY}</p><script>{'x<y;' * (50 * MIB // 4)}</script>"),
        "50 MB in an attribute": (HTML, lambda: f'<p class="{"a " * (25 * MIB)}">{_STORY}</p>'),
        "50 MB of comments": (HTML, lambda: f"<p>{_STORY}</p>" + "<!-- a -->" * (5 * MIB)),
    }
    return [_make(name, kind, payload) for name, (kind, payload) in large.items()] + [
        _make(f"{name}, limit raised", kind, payload, 64 * MIB) for name, (kind, payload) in large.items()
    ]


def _entities() -> list[Hostile]:
    return [
        _make(f"{name} in {format_name}", content_type, lambda form=form, around=around: form % around)  # type: ignore[misc]
        for format_name, (content_type, *around_list) in _AROUND.items()
        for around in (tuple(around_list),)
        for name, form in _ENTITIES.items()
    ]


def _markup() -> list[Hostile]:
    tags = "div span b a table p li ul font nobr button select svg math template form h1 section td details dialog".split()
    return [
        *(_make(f"100,000 nested <{tag}>", HTML, lambda tag=tag: f"<{tag}>" * 100_000 + _STORY) for tag in tags),  # type: ignore[misc]
        *(_make(f"1,000 nested <{tag}>", HTML, lambda tag=tag: f"<{tag}>" * 999 + _STORY) for tag in tags),  # type: ignore[misc]
        *(
            _make(f"900 nested <{tag}>, many times", HTML, lambda tag=tag: (f"<{tag}>" * 900 + "a" + f"</{tag}>" * 900) * 130)  # type: ignore[misc]
            for tag in tags
        ),
        _make("a million one-letter paragraphs in HTML", HTML, lambda: "<p>a" * 1_000_000, 64 * MIB),
        _make("a million one-letter paragraphs, marked up", HTML, lambda: "<p>a</p>\n" * 450_000),
        _make("a million one-letter paragraphs in text", TEXT, lambda: "a\n" * 1_000_000),
        _make("a million one-letter paragraphs in Arabic", TEXT, lambda: "ا\n\n" * 1_000_000),
        _make("230,000 <p>", HTML, lambda: "<p>" * 230_000 + _STORY),
        _make("40,000 options", HTML, lambda: "<select>" + "<option>a" * 40_000),
        _make("5,000 options", HTML, lambda: "<select>" + "<option>a" * 4_990 + "</select>" + _STORY),
        _make("attributes without end", HTML, lambda: "<p " + "a=1 " * 200_000 + f">{_STORY}"),
        _make("attributes that differ", HTML, lambda: "<p " + "".join(f"a{i} " for i in range(200_000)) + f">{_STORY}"),
        _make("1,000 attributes on many tags", HTML, lambda: ("<p " + "".join(f"a{i} " for i in range(900)) + ">a") * 700),
        _make("tags that never end", HTML, lambda: "<a" * 1_000_000),
        _make("less-than signs", HTML, lambda: "<" * 1_000_000 + _STORY),
        _make("comments that never end", HTML, lambda: "<!--" * 200_000),
        _make("quotes that never end", HTML, lambda: "<p a='" * 200_000),
        _make("end tags", HTML, lambda: "</p></div></b>" * 80_000),
        _make("misnested formatting", HTML, lambda: "<b><i><a><p>a</b></i></a>" * 40_000),
        _make("many formatting elements", HTML, lambda: "".join(f"<b c{i % 90}><p>a" for i in range(900))),
        _make("tables in tables", HTML, lambda: "<table><tr><td>" * 300 + "a" * 1000 + "<p>" * 50_000),
        _make("text in tables", HTML, lambda: "<table>" + "a<tr>" * 100_000),
        _make("links", HTML, lambda: "<p>" + "<a href=x>a</a> " * 120_000),
        _make("spans in one paragraph", HTML, lambda: "<p>" + "<span class=time>a</span> " * 120_000),
        _make("spans with names of their own", HTML, lambda: "<p>" + "".join(f"<span id=n{i}>a</span> " for i in range(120_000))),
        _make("nested spans with names", HTML, lambda: ("<span class='a b c'>" * 900 + "a" + "</span>" * 900) * 130),
        _make("line breaks", HTML, lambda: f"<p>{_STORY}<br>" + "a<br>" * 200_000),
        _make("entities", HTML, lambda: "<p>" + "&amp;" * 800_000),
        _make("entities escaped twice", HTML, lambda: f"<p>{_STORY}" + "&amp;quot;" * 400_000),
        _make("entities escaped many times", TEXT, lambda: _STORY + ("&" + "amp;" * 9) * 100_000),
        _make("titles", HTML, lambda: "<title>a | b</title>" * 100_000 + f"<p>{_STORY}"),
        _make("a long title", HTML, lambda: f"<title>{'a | b - ' * 400_000}</title><h1>A bridge</h1><p>{_STORY}"),
        _make("metadata", HTML, lambda: "<meta property=og:title content='a | b'>" * 90_000 + f"<p>{_STORY}"),
        _make("linked data, nested", HTML, lambda: f"<script type=application/ld+json>{'[' * 500_000}</script><p>{_STORY}"),
        _make("linked data, many", HTML, lambda: '<script type=application/ld+json>{"@type": "NewsArticle"}</script>' * 50_000 + _STORY),
        _make("linked data, wide", HTML, lambda: f"<script type=application/ld+json>[{'{},' * 1_000_000}0]</script><p>{_STORY}"),
        _make("keywords", HTML, lambda: f"<meta name=news_keywords content='{'a,' * 1_000_000}'><p>{_STORY}"),
        _make("9,000 headings", HTML, lambda: "<h2>A bridge</h2>" * 9_000),
        _make("9,000 headings with paragraphs", HTML, lambda: f"<h2>A bridge over the river</h2><p>{_STORY}</p>" * 4_900),
        _make("9,000 list items", HTML, lambda: "<ul>" + f"<li>{_STORY}" * 9_000),
        _make("9,000 cells", HTML, lambda: "<table>" + f"<td>{_STORY}" * 9_000),
        _make("9,000 boxes with names of the shell", HTML, lambda: f"<div class=related><a href=x>A bridge</a>{_STORY}</div>" * 9_000),
        _make("deep boxes, many blocks", HTML, lambda: "<div class=aa>" * 900 + f"<p>{_STORY}</p>" * 9_000),
        _make("names without end", HTML, lambda: ("<div class='" + "share-" * 600 + f"'>{_STORY}</div>") * 900),
        _make("names that nearly match", HTML, lambda: f"<div class='{'hidden-text' * 300_000}'>{_STORY}</div>"),
        _make("styles that nearly hide", HTML, lambda: f"<div style='{'display' + ' ' * 100_000}'>{_STORY}</div>" * 30),
        _make("preformatted lines", HTML, lambda: "<pre>" + "a\n" * 1_000_000),
        _make("plaintext", HTML, lambda: "<plaintext>" + "<p>a" * 500_000),
        _make("raw text that never ends", HTML, lambda: "<textarea>" * 200_000),
        _make("drawings", HTML, lambda: "<svg><title>" * 50_000),
        _make("foreign switches", HTML, lambda: "<svg><p>" * 60_000),
        _make("frames", HTML, lambda: "<iframe>" * 200_000),
        _make("templates", HTML, lambda: "<template><p>a</template>" * 90_000 + _STORY),
        _make("xmp", HTML, lambda: "<xmp><p>a</xmp>" * 90_000 + _STORY),
        _make("slots of ruby", HTML, lambda: "<ruby><rt>" * 60_000),
    ]


def _xml() -> list[Hostile]:
    nitf = "<nitf><body><body.content>%s</body.content></body></nitf>"
    rss = "<rss><channel>%s</channel></rss>"
    return [
        _make("nested XML", NITF, lambda: nitf % ("<p>" * 49_000 + "a" + "</p>" * 49_000)),
        _make("XML nested to the limit", NITF, lambda: nitf % (("<p>" * 190 + "a" + "</p>" * 190) * 260)),
        _make("XML that never ends", NITF, lambda: "<nitf>" * 99_000),
        _make("XML with all tags", NITF, lambda: nitf % ("<p>a</p>" * 49_900)),
        _make("NITF of 9,000 paragraphs", NITF, lambda: nitf % (f"<p>{_STORY}</p>" * 9_000)),
        _make("XML with many attributes", NITF, lambda: nitf % ("<p " + _numbered("a{}='1' ", 200_000) + ">a</p>")),
        _make("XML with many namespaces", NITF, lambda: nitf % ("<p " + _numbered("xmlns:a{0}='a:{0}' ", 60_000) + ">a</p>")),
        _make("XML of references", NITF, lambda: nitf % f"<p>{'&#1575;' * 399_000}</p>"),
        _make("XML of bare ampersands", NITF, lambda: nitf % f"<p>{'& ' * 399_000}</p>"),
        _make("XML of comments", NITF, lambda: nitf % f"{'<!-- a -->' * 90_000}<p>{_STORY}</p>"),
        _make("XML of sections", NITF, lambda: nitf % f"<p>{'<![CDATA[a]]>' * 90_000}</p>"),
        _make("XML of bare less-than signs", NITF, lambda: nitf % f"<p>{'a < b ' * 90_000}</p>"),
        _make("a prolog without end", NITF, lambda: "<?xml version='1.0'?>" + "<!-- a -->" * 90_000 + nitf % f"<p>{_STORY}</p>"),
        _make("XML of unknown format, wide", XML, lambda: f"<a>{'<b/>' * 99_000}</a>"),
        _make("XML of unknown format, items within", XML, lambda: f"<a>{f'<nitf><body><p>{_STORY}</p></body></nitf>' * 990}</a>"),
        _make("100,000 entries", RSS, lambda: rss % ("<item/>" * 99_000)),
        _make("1,000 entries", RSS, lambda: rss % (f"<item><title>A bridge</title><description>{_STORY}</description></item>" * 1_000)),
        _make(
            "1,000 entries of HTML",
            RSS,
            lambda: rss % ("<item><title>A</title><description>&lt;p&gt;a&lt;p&gt;b</description></item>" * 999),
        ),
        _make("an entry of 90,000 categories", RSS, lambda: rss % f"<item><title>A</title>{'<category>a</category>' * 49_000}</item>"),
        _make(
            "an entry nested in bases",
            RSS,
            lambda: f"<rss xml:base='{'a/' * 100_000}'><channel><item><title>A</title><link>b</link></item></channel></rss>",
        ),
        _make(
            "components in components",
            NEWSML_1,
            lambda: f"<NewsML><NewsItem>{'<NewsComponent>' * 190}{'</NewsComponent>' * 190}</NewsItem></NewsML>",
        ),
        _make(
            "components side by side",
            NEWSML_1,
            lambda: (
                "<NewsML><NewsItem><NewsComponent>"
                + "<NewsComponent><ContentItem><DataContent><p>A bridge opened.</p></DataContent></ContentItem></NewsComponent>" * 9_000
                + "</NewsComponent></NewsItem></NewsML>"
            ),
        ),
        _make(
            "subjects",
            NEWSML_G2,
            lambda: (
                '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentMeta>'
                + '<subject qcode="a:1"/>' * 90_000
                + f"</contentMeta><contentSet><inlineXML><p>{_STORY}</p></inlineXML></contentSet></newsItem>"
            ),
        ),
    ]


def _json() -> list[Hostile]:
    return [
        _make("JSON nested in lists", JSON, lambda: '{"a":' + "[" * 1_000_000),
        _make("JSON nested in objects", JSON, lambda: '{"items":' * 300_000 + "{}" + "}" * 300_000),
        _make("JSON nested to the limit", JSON, lambda: '{"items":' * 1_000 + "{}" + "}" * 1_000),
        _make("a million numbers", NINJS, lambda: '{"uri": "a", "headline": "A", "keywords": [%s1]}' % ("1," * 1_000_000)),
        _make("a million items", JSON, lambda: "[%s{}]" % ("{}," * 1_000_000)),
        _make("a million fields", JSON, lambda: "{" + _numbered('"a{}":1,', 300_000) + '"b":1}'),
        _make("a million subjects", NINJS, lambda: '{"uri": "a", "headline": "A", "subject": [%s{}]}' % ('{"code":"a"},' * 250_000)),
        _make(
            "a million associations",
            NINJS,
            lambda: '{"uri": "a", "headline": "A", "associations": {' + _numbered('"a{}":{{"uri":"b"}},', 150_000) + '"b":1}}',
        ),
        _make(
            "1,000 items of text",
            JSON,
            lambda: "[" + f'{{"headline": "A bridge", "body_text": "{_STORY}"}},' * 999 + "{}]",
        ),
        _make("a body of 9,000 lines", JSON, lambda: '{"headline": "A bridge", "body": "%s"}' % (_STORY + "\\n") * 9_000),
        _make("lone surrogates", JSON, lambda: '{"headline": "%s"}' % ("\\ud800" * 600_000)),
        _make("backslashes", JSON, lambda: '{"headline": "%s"}' % ("\\\\" * 1_000_000)),
        _make("a body of HTML", JSON, lambda: '{"headline": "A bridge", "body": "%s"}' % ("<div>" * 100_000)),
        _make("white space before JSON", JSON, lambda: " " * 4_000_000 + "{}"),
        _make("a number without end", JSON, lambda: '{"version": %s}' % ("9" * 4_000_000)),
    ]


def _mails() -> list[Hostile]:
    head = "From: desk@madar.example\nSubject: A bridge\nMIME-Version: 1.0\n"
    mixed = f"{head}Content-Type: multipart/mixed; boundary=b\n\n"

    def nested(depth: int) -> str:
        opened = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(depth))
        return f"{head}{opened}Content-Type: text/plain\n\n{_STORY}\n"

    return [
        _make("a mail of 50,000 parts", MAIL, lambda: mixed + "--b\n\na\n" * 50_000 + "--b--\n"),
        _make("a mail of 900 parts", MAIL, lambda: mixed + f"--b\nContent-Type: text/plain\n\n{_STORY}\n" * 900 + "--b--\n"),
        _make("a mail of 900 parts in HTML", MAIL, lambda: mixed + f"--b\nContent-Type: text/html\n\n<p>{_STORY}</p>\n" * 900 + "--b--\n"),
        _make("mails in mails", MAIL, lambda: head + "Content-Type: message/rfc822\n\n" * 20_000 + _STORY),
        _make("parts in parts", MAIL, lambda: nested(20_000)),
        _make("parts in parts, some", MAIL, lambda: nested(90)),
        _make("a header of 200,000 fields", MAIL, lambda: head + "X-A: b\n" * 200_000 + f"\n{_STORY}"),
        _make("a field without end", MAIL, lambda: f"{head}X-A: {'a ' * 1_000_000}\n\n{_STORY}"),
        _make(
            "a folded field without end",
            MAIL,
            lambda: f"{head}To: a\n{' a@b.example,' * 1}" + "\n a@b.example," * 200_000 + f"\n\n{_STORY}",
        ),
        _make("a subject of encoded words", MAIL, lambda: f"{'Subject: ' + '=?utf-8?b?2KfZhNis2LPYsQ==?= ' * 100_000}\n\n{_STORY}"),
        _make("parameters without end", MAIL, lambda: f"{head}Content-Type: text/plain{'; a=b' * 400_000}\n\n{_STORY}"),
        _make(
            "continued parameters",
            MAIL,
            lambda: f"{head}Content-Type: text/plain" + "".join(f"; a*{i}=b" for i in range(100_000)) + f"\n\n{_STORY}",
        ),
        _make("brackets in an address", MAIL, lambda: f"From: {'(' * 500_000}\nSubject: A\n\n{_STORY}"),
        _make(
            "base64 of a large page",
            MAIL,
            lambda: head + "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + base64.b64encode(b"<p>a" * 700_000).decode(),
        ),
        _make(
            "quoted-printable",
            MAIL,
            lambda: f"{head}Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n" + "=D8=A7=\n" * 400_000,
        ),
        _make("quoted lines", MAIL, lambda: f"{head}\n{_STORY}\n" + "> a\n" * 900_000),
        _make(
            "boundaries that nearly match", MAIL, lambda: f"{head}Content-Type: multipart/mixed; boundary={'-' * 60}\n\n" + "-" * 3_000_000
        ),
    ]


def _lines() -> list[Hostile]:
    """One line that a pattern may go back and forth in: 10 MB of text, and what opens brackets, dashes and the like."""
    repeated = {
        "combining marks": "\u0301",
        "combining marks out of order": "\u0301\u0323",
        "harakat": "\u064e\u0651",
        "tatweel": "ـ",
        "bidi controls": "\u202e",
        "bidi isolates": "\u2068",
        "bidi marks": "\u200f",
        "bidi, opened and closed": "\u2067a\u2069",
        "ZWNJ": "\u200c",
        "ZWNJ between letters": "ب\u200c",
        "ZWJ": "👩\u200d",
        "flags": "\U0001f3f4\U000e0067",
        "no-break spaces": "\xa0",
        "spaces": " ",
        "tabs": "a\t",
        "soft hyphens": "a\xad",
        "brackets": "(",
        "closing brackets": ")",
        "brackets in pairs": "()",
        "brackets with names": "(Madar) ",
        "square brackets": "[",
        "guillemets": "«",
        "quotes": '"',
        "dashes": "-",
        "dashes between spaces": " - ",
        "long dashes": "–",
        "words and dashes": "Baghdad - ",
        "words and slashes": "Baghdad/",
        "slashes": "/",
        "slashes between spaces": " / ",
        "colons": ":",
        "words and colons": "عاجل: ",
        "commas": "،",
        "commas between words": "Baghdad, ",
        "stops": ".",
        "stops between spaces": " . ",
        "ellipses": "…",
        "question marks": "؟ ",
        "initials": "A. ",
        "dotted letters": "U.S.",
        "figures": "1",
        "figures and stops": "1. ",
        "dates": "12/12/",
        "clock times": "12:30 ",
        "asterisks": "*",
        "bullets": "• ",
        "equals signs": "=",
        "underscores": "_",
        "pipes": " | ",
        "at signs": "a@",
        "addresses": "http://a.example/",
        "ampersands": "&",
        "references": "&#",
        "capital İ": "İ",
        "presentation forms": "ﻻ",
        "words that are one": "ﷺ",
        "emoji": "👩",
        "surrogates' neighbours": "\ue000",
        "the same word": "قال ",
        "the same word in capitals": "UPDATE ",
        "one letter": "a",
        "one Arabic letter": "ا",
        "slashes and brackets": "a/b (c) - ",
        "copyright signs": "© ",
        "end marks": "-30- ",
        "names and commas": "By A, ",
    }
    items = []
    for name, unit in repeated.items():
        line = unit * (300_000 // len(unit))
        items.append(_make(f"a line of {name}", TEXT, lambda unit=unit: unit * (1_000_000 // len(unit))))  # type: ignore[misc]
        items.append(_make(f"a story with a line of {name}", TEXT, lambda line=line: f"A bridge\n{_STORY}\n{line}\n{_STORY}"))  # type: ignore[misc]
        items.append(_make(f"a line of {name} and a sentence", TEXT, lambda line=line: f"{line} {_STORY}"))  # type: ignore[misc]
        items.append(_make(f"2,000 lines of {name}", TEXT, lambda unit=unit: (unit * (500 // len(unit)) + "\n") * 2_000))  # type: ignore[misc]
    return [
        _make("a 10 MB line in English", TEXT, lambda: _STORY * (10 * MIB // len(_STORY)), 64 * MIB),
        _make("a 10 MB line in Arabic", TEXT, lambda: _ARABIC * (10 * MIB // len(_ARABIC.encode())), 64 * MIB),
        _make("a 10 MB word", TEXT, lambda: "a" * (10 * MIB), 64 * MIB),
        _make("a 10 MB word in Arabic", TEXT, lambda: "ا" * (5 * MIB), 64 * MIB),
        _make("a 4 MB line in Arabic", TEXT, lambda: _ARABIC * (4 * MIB // len(_ARABIC.encode()))),
        *items,
    ]


def _pages() -> list[Hostile]:
    """As many lines as an item may have, of what each stage looks at."""
    lines = {
        "paragraphs": _STORY,
        "Arabic paragraphs": _ARABIC,
        "headlines": "A bridge opens",
        "Arabic labels": "عاجل",
        "datelines": "LONDON (Madar) - A bridge opened.",
        "place datelines": "LONDON - A bridge opened over the river.",
        "bullets": "• A bridge opened over the river.",
        "numbers": "12.",
        "clock times": "12:30 A bridge opened over the river.",
        "credits": "(Madar)",
        "notices": "جميع الحقوق محفوظة",
        "section labels": "اقرأ أيضا:",
        "separators": "***",
        "end marks": "-30-",
        "lines that announce": "The minister said:",
        "questions": "What now?",
        "bylines": "By Adam Smith",
        "links": "https://madar.example/a/b/c",
        "copyright": "Copyright 2026 Madar. All rights reserved.",
    }
    items = [
        _make(f"10,000 lines of {name}", TEXT, lambda line=line: f"{line}\n" * 10_000)  # type: ignore[misc]
        for name, line in lines.items()
    ]
    mixed = list(lines.values())
    return [
        *items,
        _make("10,000 lines of everything", TEXT, lambda: "\n".join(mixed[i % len(mixed)] for i in range(10_000))),
        _make(
            "10,000 paragraphs that differ",
            TEXT,
            lambda: "\n".join(" ".join(f"w{(i * 31 + j * 17) % 50_021}" for j in range(40)) + "." for i in range(10_000)),
        ),
        _make(
            "5,000 headlines with paragraphs that differ",
            TEXT,
            lambda: "\n".join(
                f"Bridge {i} opens {i * 7}\nBridge {i} opened {i * 7} over river {i * 13} today, said minister {i}." for i in range(5_000)
            ),
        ),
        _make(
            "10,000 lines that differ in a figure", TEXT, lambda: "\n".join(f"{i} bridges opened over river {i}." for i in range(10_000))
        ),
        _make(
            "headlines above the prose",
            TEXT,
            lambda: "\n".join(f"Harbour wall number {i}" for i in range(9_000)) + f"\n{_STORY}" * 5,
        ),
        _make(
            "lists amid the prose",
            TEXT,
            lambda: "\n".join(f"Harbour wall zone{i}x" if i % 4 else _STORY.replace("bridge", f"bridge{i} dam{i}") for i in range(9_001)),
        ),
        _make("headlines that end a sentence", TEXT, lambda: "\n".join(f"Harbour wall number w{i} opens today!" for i in range(9_000))),
        _make(
            "headlines that go on",
            TEXT,
            lambda: "\n".join(
                f"وقال الجسر المائي رقم{i} يفتح\nافتتح الجسر المائي رقم{i} في المدينة اليوم بحضور الوزير فلان{i}" for i in range(4_500)
            ),
        ),
        _make(
            "a long title over many headings", HTML, lambda: f"<title>{'wall x ' * 300_000}</title>" + "<h2>Harbour wall opens</h2>" * 9_000
        ),
        _make("hard-wrapped text", TEXT, lambda: ("The ministry opened a bridge over the river today, two years\nafter\n\n") * 30_000),
        _make("a teletype line without end", "text/plain", lambda: "\x01" + "a" * 1_000_000 + "\x02" + _STORY + "\x03"),
        _make("teletype controls", "text/plain", lambda: "\x01\x02\x03\x04" * 100_000),
        _make("teletype messages", "text/plain", lambda: f"\x16\x16\x01abc0001 4 a 1 xxx 0002\r\n\x02{_STORY}\r\n\x03 011230\x04" * 5_000),
    ]
