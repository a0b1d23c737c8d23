"""What the fuzzer begins with: the sample pages, the labelled pages, and a few lines of every format."""

from __future__ import annotations

from pathlib import Path

from streams.intake.samples import sample_messages
from tests.fixtures import gold_pages
from tests.fuzz.item import CONTENT_TYPES, Item

_LONGEST = 16_384
_SNIPPETS = {
    "application/ninjs+json": (
        '{"uri":"urn:a:1","version":"2","urgency":3,"pubstatus":"usable","language":"tr","headline":"Köprü açıldı","byline":"Ayşe Kaya",'
        '"subject":[{"code":"medtop:01000000","name":"arts"}],"body_xhtml":"<p>ANKARA (Madar) - Köprü açıldı.</p><p>Bakan konuştu.</p>"}'
    ),
    "application/json": (
        '{"items":[{"title":"A bridge opens","content":"<p>It opened.</p>","published":"2026-03-01T09:30:00Z","tags":["a","b"]},'
        '{"headline":"جسر جديد","body_text":"افتتحت البلدية جسرا.\\nوقال الرئيس إن العمل استمر عامين."}]}'
    ),
    "application/rss+xml": (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content='
        '"http://purl.org/rss/1.0/modules/content/"><channel><title>Madar</title><language>ar</language><item><title>جسر</title>'
        "<guid>a1</guid><pubDate>Sun, 01 Mar 2026 09:30:00 +0300</pubDate><dc:creator>A</dc:creator><description>&lt;p&gt;a&lt;/p&gt;"
        "</description><content:encoded><![CDATA[<p>افتتحت البلدية</p>]]></content:encoded></item></channel></rss>"
    ),
    "application/atom+xml": (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/"><entry><id>a:b</id><title type="html">A &amp;amp; B</title>'
        '<updated>2026-03-01T09:30:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It opened.</p></div>'
        '</content><link rel="enclosure" href="a.jpg" type="image/jpeg"/></entry></feed>'
    ),
    "application/nitf+xml": (
        '<nitf><head><docdata><doc-id id-string="1"/><urgency ed-urg="2"/><date.issue norm="20260301T093000Z"/><du-key key="bridge"/>'
        "</docdata></head><body><body.head><hedline><hl1>A bridge opens</hl1></hedline><byline>By A. B.</byline><dateline><location>LONDON"
        "</location></dateline></body.head><body.content><block><p>It opened.</p><p>He said so.</p><table><tr><td>a</td></tr></table>"
        "</block></body.content><body.end><tagline>(Madar)</tagline></body.end></body></nitf>"
    ),
    "application/vnd.iptc.g2.newsitem+xml": (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a" version="2" xml:lang="fa"><itemMeta><pubStatus qcode='
        '"stat:usable"/><versionCreated>2026-03-01T09:30:00Z</versionCreated><title>پل</title></itemMeta><contentMeta><urgency>4</urgency>'
        "<headline>پل باز شد</headline><slugline>a/b</slugline><creditline>Madar</creditline></contentMeta><contentSet><inlineXML "
        'contenttype="application/nitf+xml"><nitf><body><body.content><p>پل باز شد.</p></body.content></body></nitf></inlineXML>'
        "</contentSet></newsItem>"
    ),
    "text/vnd.iptc.newsml": (
        "<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>1</NewsItemId><RevisionId>2</RevisionId></NewsIdentifier>"
        "</Identification><NewsComponent><NewsLines><HeadLine>A bridge</HeadLine><ByLine>A B</ByLine></NewsLines><ContentItem><DataContent>"
        "<p>It opened.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    ),
    "message/rfc822": (
        "From: Madar <desk@madar.example>\nDate: Sun, 1 Mar 2026 09:30:00 +0300\nSubject: =?utf-8?b?2KzYs9ix?=\nMessage-ID: <a@b>\n"
        "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\nA bridge =D8=AC opened.\n\n--b\nContent-Type: text/html\n\n<p>It opened.</p>\n"
        "--b--\n"
    ),
    "text/plain": (
        "\x16\x16\x01a0123\x1fmdr-\r\nu i\x13\x11bc-Bridge \x13\x1103-01 0090\r\n\x14\x12^BC-Bridge-Opening,90<\r\n^A bridge opens<\r\n"
        "\x02^   LONDON (Madar) _ A bridge opened.\r\n^   He said so.\r\n\x03MDR-03-01-26 0930GMT<\x04"
    ),
    "application/vnd.iptc.iptc7901": (
        "\x01abc0123 3 pol 120 MDR 0123\r\n\x02Bridge / opening\r\nA bridge opens\r\nLondon (Madar) - It opened.\r\n\x03 010930 mar 26\x04"
    ),
    "application/cloudevents+json": (
        '{"specversion":"1.0","id":"1","source":"https://madar.example/ar","type":"wire.raw","datacontenttype":"text/plain",'
        '"data":"جسر جديد\\nبغداد (مدار) - افتتحت البلدية جسرا.\\nوقال الرئيس ذلك. (مدار)\\nاقرأ أيضا:\\nخبر آخر اليوم."}'
    ),
}


def write(directory: Path) -> int:
    """Write the seeds into `directory`, one a file; gives their number."""
    directory.mkdir(parents=True, exist_ok=True)
    seeds = packed_seeds()
    for number, seed in enumerate(seeds):
        (directory / f"seed-{number:03}").write_bytes(seed)
    return len(seeds)


def packed_seeds() -> list[bytes]:
    """Every seed, in the fuzzer's bytes."""
    return [item.pack() for item in (*_of_samples(), *_of_gold(), *_of_snippets())]


def _of_samples() -> list[Item]:
    return [
        Item(content_type=_nearest(dict(message.headers)["content-type"].decode()), payload=(message.value or b"")[:_LONGEST])
        for message in sample_messages()
    ]


def _of_gold() -> list[Item]:
    return [Item(content_type=_nearest(page.content_type), payload=page.payload()[:_LONGEST]) for page in gold_pages()]


def _of_snippets() -> list[Item]:
    return [Item(content_type=_nearest(media_type), payload=text.encode()) for media_type, text in _SNIPPETS.items()]


def _nearest(content_type: str) -> str:
    return content_type if content_type in CONTENT_TYPES else content_type.split(";")[0]
