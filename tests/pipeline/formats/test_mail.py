from __future__ import annotations

import base64
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Media
from streams.pipeline.decode.document import Document
from streams.pipeline.decode.formats import Format, anpa1312, iptc7901, json_formats, mail, mail_limits, mail_parts
from streams.pipeline.errors import Malformed, TooComplex, UnsupportedItem

from .wires import VENDORS, check, items, read_or_reject

FORMAT = mail.FORMAT
WIRES = (iptc7901.FORMAT, anpa1312.FORMAT, *json_formats.FORMATS)


def inner(_media_type: str, head: bytes) -> Format | None:
    return next((each for each in WIRES if each.recognises(head)), None)


CARRYING = mail.carrying(inner)

HEADER = (
    b"Received: from mx.levant.example by mx.desk.example; Wed, 13 Nov 2024 14:37:01 +0300\r\n"
    b"From: Levant Wire <news@levantwire.example>\r\n"
    b"To: desk@client.example\r\n"
    b"Date: Wed, 13 Nov 2024 14:37:00 +0300\r\n"
    b"Message-ID: <20241113.0061@levantwire.example>\r\n"
    b"MIME-Version: 1.0\r\n"
)


def plain(body: str, *, subject: str = "Dam opens in Jordan", charset: str = "utf-8", more: bytes = b"") -> bytes:
    """A message of one text part, eight bits a character."""
    return (
        HEADER
        + f"Subject: {subject}\r\nContent-Type: text/plain; charset={charset}\r\n".encode("ascii")
        + more
        + b"\r\n"
        + body.encode(charset)
    )


def letter(subject: str = "Dam opens in Jordan") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Levant Wire <news@levantwire.example>"
    message["Date"] = "Wed, 13 Nov 2024 11:37:00 +0000"
    message["Message-ID"] = "<20241113.0061@levantwire.example>"
    message["Subject"] = subject
    return message


def texts(document: Document) -> list[tuple[str | None, str]]:
    check(document)
    ((_, blocks),) = items(document)
    return blocks


WRAPPED = """AMMAN, 13 November - Farmers in the southern Jordan Valley received
the first water from a new dam on Wednesday, two years late.

"We have waited for three summers," said Salma Haddad, who grows dates
on four hectares.

--\x20
Levant Wire, news desk
To unsubscribe, reply STOP
"""


def test_message_of_plain_text() -> None:
    document = FORMAT.read(plain(WRAPPED), None)
    assert texts(document) == [
        ("headline", "Dam opens in Jordan"),
        (
            None,
            "AMMAN, 13 November - Farmers in the southern Jordan Valley received the first water from a new dam on Wednesday, two years "
            "late.",
        ),
        (None, '"We have waited for three summers," said Salma Haddad, who grows dates on four hectares.'),
        (None, "--"),
        (None, "Levant Wire, news desk"),
        (None, "To unsubscribe, reply STOP"),
    ]
    ((metadata, _),) = items(document)
    assert metadata.guid == "20241113.0061@levantwire.example"
    assert metadata.published_at == datetime(2024, 11, 13, 11, 37, tzinfo=UTC)
    assert metadata.agencies == ("Levant Wire", "levantwire")
    assert metadata.headline == "Dam opens in Jordan"
    assert (metadata.byline, metadata.urgency, metadata.media) == (None, None, ())


def test_keywords_and_language() -> None:
    more = b"Keywords: water, Jordan , dams\r\nContent-Language: en-GB, ar\r\n"
    ((metadata, _),) = items(FORMAT.read(plain(WRAPPED, more=more), None))
    assert metadata.keywords == ("water", "Jordan", "dams")
    assert metadata.language == "en-GB"


def test_headline_that_the_text_begins_with_is_not_written_twice() -> None:
    body = "Dam opens in Jordan\r\n\r\nAMMAN - It opened on Wednesday.\r\n"
    document = FORMAT.read(plain(body, subject="Fwd: RE: Dam opens in Jordan"), None)
    assert texts(document) == [(None, "Dam opens in Jordan"), (None, "AMMAN - It opened on Wednesday.")]
    assert items(document)[0][0].headline == "Dam opens in Jordan"


@pytest.mark.parametrize(
    ("field", "subject"),
    [
        ("=?utf-8?B?2KfZgdiq2KrYp9itINin2YTYs9iv?=", "افتتاح السد"),
        ("=?windows-1256?Q?=C7=DD=CA=CA=C7=CD?= =?windows-1256?Q?_=C7=E1=D3=CF?=", "افتتاح السد"),
        ("=?utf-8?Q?Br=C3=BCcke_gesperrt?=", "Brücke gesperrt"),
        ("=?utf-8?B?2KfZgdiq2KrYp9it?= =?utf-8?B?INin2YTYs9iv?=", "افتتاح السد"),
        ("رد: افتتاح السد", "افتتاح السد"),
        ("=?nonsense?Q?Dam?= opens", "Dam opens"),
        ("=?utf-8?B?!!!?=", None),
    ],
)
def test_subjects(field: str, subject: str | None) -> None:
    payload = HEADER + f"Subject: {field}\r\n\r\nAMMAN - It opened.\r\n".encode()
    ((metadata, blocks),) = items(FORMAT.read(payload, None))
    assert metadata.headline == subject
    if subject is not None:
        assert blocks[0] == ("headline", subject)


def test_word_of_a_subject_in_another_charset_than_it_says() -> None:
    payload = HEADER + "Subject: =?windows-1252?Q?Farmers’_first_water?=\r\n\r\nAMMAN - It came.\r\n".encode()
    assert texts(FORMAT.read(payload, None))[0] == ("headline", "Farmers’ first water")


ARABIC = (
    "عمان - تسلم المزارعون في الأغوار الجنوبية الأربعاء أول دفعة من مياه السد الجديد، كما أعلنت وزارة المياه.\r\n\r\n"
    "وقالت المزارعة سلمى حداد إن الأسر انتظرت ثلاثة مواسم صيفية قبل أن تصل المياه إلى الحقول.\r\n"
)


@pytest.mark.parametrize("said", ["utf-8", "windows-1256", "iso-8859-1", "us-ascii", "no-such-charset"])
@pytest.mark.parametrize("encoding", ["8bit", "base64"])
def test_arabic_whatever_its_charset_is_said_to_be(said: str, encoding: str) -> None:
    body = ARABIC.encode("windows-1256")
    if encoding == "base64":
        body = base64.encodebytes(body)
    payload = HEADER + f"Content-Type: text/plain; charset={said}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body
    blocks = texts(FORMAT.read(payload, None))
    assert [text for _, text in blocks] == [line for line in ARABIC.split("\r\n") if line]


def test_html_is_taken_before_plain_text() -> None:
    message = letter()
    message.set_content("Dam opens in Jordan It opened. Everyone came.")
    message.add_alternative(
        '<html lang="en"><head><style>p {color: red}</style></head><body><h1>Dam opens in Jordan</h1><p>It opened.</p><p>Everyone '
        "came.</p></body></html>",
        subtype="html",
    )
    document = FORMAT.read(bytes(message), None)
    assert texts(document) == [(None, "Dam opens in Jordan"), (None, "It opened."), (None, "Everyone came.")]
    assert document.blocks[0].kind == "heading"
    assert items(document)[0][0].language == "en"


def test_plain_text_where_the_html_is_empty() -> None:
    message = letter()
    message.set_content("It opened.")
    message.add_alternative('<html><body><img src="cid:1"></body></html>', subtype="html")
    assert texts(FORMAT.read(bytes(message), None)) == [("headline", "Dam opens in Jordan"), (None, "It opened.")]


def test_files_are_media() -> None:
    message = letter()
    message.set_content("It opened.")
    message.add_attachment(b"\xff\xd8\xff\xe0", maintype="image", subtype="jpeg", filename="سد.jpg")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="figures.pdf")
    message.add_attachment("Our terms", filename="terms.txt")
    document = FORMAT.read(bytes(message), None)
    assert texts(document) == [("headline", "Dam opens in Jordan"), (None, "It opened.")]
    assert items(document)[0][0].media == (
        Media(kind="picture", href="سد.jpg", media_type="image/jpeg"),
        Media(kind="file", href="figures.pdf", media_type="application/pdf"),
        Media(kind="file", href="terms.txt", media_type="text/plain"),
    )


def test_picture_and_subject_are_no_news() -> None:
    message = letter()
    message.set_content("")
    message.add_attachment(b"\xff\xd8\xff\xe0", maintype="image", subtype="jpeg", filename="dam.jpg")
    with pytest.raises(UnsupportedItem, match="picture"):
        FORMAT.read(bytes(message), None)


def test_text_sent_as_a_file_with_an_empty_message() -> None:
    message = letter()
    message.set_content(" \n")
    message.add_attachment("It opened on Wednesday.", filename="story.txt")
    document = FORMAT.read(bytes(message), None)
    assert texts(document)[1] == (None, "It opened on Wednesday.")
    assert items(document)[0][0].media == ()


def test_flash_in_the_subject() -> None:
    assert texts(FORMAT.read(HEADER + b"Subject: FLASH: Bridge over the Jordan closed\r\n\r\n", None)) == [
        (None, "FLASH: Bridge over the Jordan closed")
    ]


def test_forwarded_messages_are_items() -> None:
    first, second = letter("Dam opens in Jordan"), letter("Bridge closed")
    first.set_content("It opened.")
    second.set_content("Police closed it.")
    second.replace_header("Message-ID", "<2@levantwire.example>")
    message = letter("Fwd: two stories")
    message.set_content("For the evening edition.")
    message.add_attachment(first)
    message.add_attachment(second)
    document = FORMAT.read(bytes(message), None)
    check(document)
    assert [blocks for _, blocks in items(document)] == [
        [("headline", "two stories"), (None, "For the evening edition.")],
        [("headline", "Dam opens in Jordan"), (None, "It opened.")],
        [("headline", "Bridge closed"), (None, "Police closed it.")],
    ]
    assert items(document)[2][0].guid == "2@levantwire.example"


WIRE = (
    b"\x01lvw062 3 i 120 xxxxb   lvw 061\r\n\r\nJordan-water/\r\n\x02Dam opens =\r\n\r\nAmman (lvw) - It opened.\r\n"
    b"\x03131137 GMT Nov 24\r\n\x04"
)


def test_wire_in_the_text_of_a_message() -> None:
    document = CARRYING.read(HEADER + b"Subject: Story 061\r\nContent-Type: text/plain\r\n\r\n" + WIRE, None)
    assert texts(document) == [("headline", "Dam opens"), (None, "Amman (lvw) - It opened.")]
    metadata = items(document)[0][0]
    assert (metadata.guid, metadata.urgency, metadata.headline) == ("lvw062-20241113", 3, None)
    assert [decision.what for decision in document.decisions] == ["charset"]
    assert metadata.published_at == datetime(2024, 11, 13, 11, 37, tzinfo=UTC)


def test_json_in_the_text_of_a_message_that_mail_has_set_in_lines() -> None:
    body = b'{"headline": "Dam opens in \r\nJordan", "body": "AMMAN - It opened on\r\nWednesday, two years late."}\r\n'
    for kind in (b"text/plain", b"text/plain; format=flowed"):
        document = CARRYING.read(HEADER + b"Subject: Form 12\r\nContent-Type: " + kind + b"\r\n\r\n" + body, None)
        assert texts(document) == [("headline", "Dam opens in Jordan"), (None, "AMMAN - It opened on Wednesday, two years late.")]
        assert items(document)[0][0].guid == "20241113.0061@levantwire.example"


def test_wire_as_a_file_fills_what_it_does_not_say_from_the_message() -> None:
    message = letter("Story 061")
    message.add_attachment(WIRE.replace(b"131137 GMT Nov 24", b""), maintype="application", subtype="octet-stream", filename="061.txt")
    document = CARRYING.read(bytes(message), None)
    assert texts(document) == [("headline", "Dam opens"), (None, "Amman (lvw) - It opened.")]
    metadata = items(document)[0][0]
    assert metadata.guid == "20241113.0061@levantwire.example"
    assert metadata.published_at == datetime(2024, 11, 13, 11, 37, tzinfo=UTC)


def test_file_that_only_looks_like_a_wire_is_a_file() -> None:
    message = letter()
    message.set_content("It opened.")
    message.add_attachment(
        b"\x01lvw062 3 i 120 x\r\n\x02Test\r\nRYRYRYRYRYRYRY", maintype="application", subtype="octet-stream", filename="test"
    )
    document = CARRYING.read(bytes(message), None)
    assert items(document)[0][0].media == (Media(kind="file", href="test", media_type="application/octet-stream"),)


def test_flowed_text() -> None:
    body = "A long paragraph that the mail \r\nprogram broke in \r\ntwo places.\r\n From here on.\r\n> quoted \r\n> on\r\n-- \r\nDesk\r\n"
    payload = HEADER + b"Content-Type: text/plain; format=flowed\r\n\r\n" + body.encode()
    assert [text for _, text in texts(FORMAT.read(payload, None))] == [
        "A long paragraph that the mail program broke in two places.",
        "From here on.",
        ">quoted on",
        "--",
        "Desk",
    ]


def test_flowed_text_whose_spaces_go() -> None:
    payload = HEADER + b"Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n\r\nhttps://wire.example/ \r\nstory\r\n"
    assert texts(FORMAT.read(payload, None)) == [(None, "https://wire.example/story")]


def test_broken_base64_gives_what_it_holds() -> None:
    encoded = base64.b64encode(b"AMMAN - It opened on Wednesday, two years late. Farmers came.")[:-3]
    payload = HEADER + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded
    assert texts(FORMAT.read(payload, None))


def test_parts_without_a_boundary_are_text() -> None:
    payload = HEADER + b"Content-Type: multipart/mixed\r\n\r\nAMMAN - It opened.\r\n"
    assert texts(FORMAT.read(payload, None)) == [(None, "AMMAN - It opened.")]


def test_nul_bytes_go() -> None:
    assert texts(FORMAT.read(HEADER + b"\r\nAMMAN\0 - It opened.\0\r\n", None)) == [(None, "AMMAN - It opened.")]


@pytest.mark.parametrize("date", ["yesterday", "", "Wed, 99 Nov 2024 99:00:00 +0000", "Wed, 13 Nov 99999999 14:00:00 +0300"])
def test_dates_that_are_none(date: str) -> None:
    payload = f"From: news@levantwire.example\r\nDate: {date}\r\nMIME-Version: 1.0\r\n\r\nIt opened.\r\n".encode()
    assert items(FORMAT.read(payload, None))[0][0].published_at is None


@pytest.mark.parametrize(
    ("sender", "agencies"),
    [
        ("Levant Wire <news@levantwire.example>", ("Levant Wire", "levantwire")),
        ('"Levant Wire" <news@mail.levantwire.com>', ("Levant Wire", "levantwire")),
        ("news@levantwire.com (Levant Wire)", ("Levant Wire", "levantwire")),
        ("levant.wire@gmail.com", ()),
        ("undisclosed", ()),
        ("(" * 5_000, ()),
    ],
)
def test_sender(sender: str, agencies: tuple[str, ...]) -> None:
    payload = f"From: {sender}\r\nSubject: Dam\r\nMIME-Version: 1.0\r\n\r\nIt opened.\r\n".encode()
    assert items(FORMAT.read(payload, None))[0][0].agencies == agencies


@pytest.mark.parametrize(
    ("head", "is_mail"),
    [
        (plain(WRAPPED), True),
        (b"\r\n  \r\n" + plain(WRAPPED), True),
        (b"From news@levantwire.example Wed Nov 13 14:37:00 2024\r\n" + plain(WRAPPED), True),
        (plain(WRAPPED).replace(b"\r\n", b"\n"), True),
        (HEADER + b"X-Long: " + b"x" * 5_000, True),
        (b"Subject: Dam opens in Jordan\r\n\r\nAMMAN - It opened.", False),
        (b"From: Levant Wire\nDate: 13 November\nSubject: Dam opens\n\nAMMAN - It opened.", False),
        (b"Amman: a dam opened.\nFrom: x\nMessage-ID: y\nDate: z\n\n", True),
        (b"A dam opened in Jordan, officials said.\nFrom: x\nMessage-ID: y\nDate: z\n\n", False),
        (b"HTTP/1.1 200 OK\r\nDate: Wed, 13 Nov 2024\r\nContent-Type: text/html\r\nReceived: x\r\n\r\n", False),
        ("عمان: افتتح السد\r\nFrom: x\r\n\r\n".encode(), False),
        (b"<html><p>From: x</p></html>", False),
        (b"", False),
    ],
)
def test_recognised(head: bytes, is_mail: bool) -> None:
    assert FORMAT.recognises(head[:4096]) is is_mail


def test_no_header_is_malformed() -> None:
    with pytest.raises(Malformed, match="header"):
        FORMAT.read(b"AMMAN - It opened.", None)


def nested(depth: int) -> bytes:
    opened = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(depth))
    return HEADER + opened + b"Content-Type: text/plain\r\n\r\nIt opened.\r\n"


@pytest.mark.parametrize(
    "payload",
    [
        nested(mail_limits.MAX_DEPTH + 1),
        nested(5_000),
        HEADER + b"Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n" * 3_000,
        HEADER
        + b"Content-Type: multipart/digest; boundary=b\r\n\r\n"
        + b"--b\r\n\r\nFrom: a@b.example\r\n\r\nx\r\n" * (mail_parts.MAX_FORWARDED + 1),
        HEADER + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * (mail_limits.MAX_DELIMITERS + 1),
        HEADER + b"Content-Type: text/plain; " + b"a=b; " * mail_limits.MAX_FIELD + b"\r\n\r\nIt opened.",
        HEADER + b"\r\n" + b"a\n" * (mail_limits.MAX_LINES + 1),
    ],
    ids=["deep", "deeper", "forwards in forwards", "digest", "parts", "parameters", "lines"],
)
def test_too_much(payload: bytes) -> None:
    with pytest.raises(TooComplex):
        FORMAT.read(payload, None)


@pytest.mark.parametrize("depth", [1, 6, mail_limits.MAX_DEPTH])
def test_parts_in_parts(depth: int) -> None:
    assert texts(FORMAT.read(nested(depth), None)) == [(None, "It opened.")]


def test_huge_header_is_cut() -> None:
    document = FORMAT.read(HEADER + b"Subject: " + b"dam " * 500_000 + b"\r\n\r\nIt opened.\r\n", None)
    assert len(texts(document)[0][1]) <= 4_096


_PIECES = [
    HEADER,
    plain(WRAPPED),
    nested(3),
    WIRE,
    b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n",
    b"--b--\r\n",
    b"\r\n\r\n",
]


@given(st.lists(st.sampled_from(_PIECES) | st.binary(max_size=40)))
def test_whatever_comes_is_read_or_rejected(pieces: list[bytes]) -> None:
    read_or_reject(CARRYING, HEADER + b"".join(pieces))
    read_or_reject(CARRYING, b"".join(pieces))


@pytest.mark.skipif(not VENDORS.is_dir(), reason="the vendors' files (../shared/data/formats) are not on this machine")
def test_files_of_vendors() -> None:
    for path in sorted((VENDORS / "email").rglob("*.txt")):
        payload = path.read_bytes()
        assert FORMAT.recognises(payload[:4096]), path.name
        found = read_or_reject(FORMAT, payload)
        assert isinstance(found, Document), path.name
        ((metadata, blocks),) = items(found)
        assert metadata.guid
        assert "@" in metadata.guid
        assert metadata.published_at is not None
        assert metadata.headline
        assert "=?" not in metadata.headline
        assert len(blocks) >= 2
        assert bool(metadata.media) == (path.name == "composite_email.txt")
