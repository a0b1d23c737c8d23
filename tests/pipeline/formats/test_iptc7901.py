from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Link
from streams.pipeline.decode.document import Document, Metadata
from streams.pipeline.decode.formats import anpa1312, iptc7901, teletype
from streams.pipeline.errors import Malformed, TooComplex, UnsupportedItem

from .wires import VENDORS, check, items, read_or_reject

FORMAT = iptc7901.FORMAT


def message(
    text: str,
    *,
    header: str = "lvw062 3 i 120 xxxxb   lvw 061",
    keywords: str = "Jordan-water/dams/",
    trailer: str = "131137 GMT Nov 24",
    charset: str = "ascii",
) -> bytes:
    """A message framed as the standard says, with lines ended as the wires do."""
    return f"\x01{header}\n\n{keywords}\n\x02{text}\n\n\x03{trailer}\n\x7f\n\x7f\x04".replace("\n", "\r\n").encode(charset)


ENGLISH = """Jordan Valley farmers get first water from new dam =

   Karameh (lvw) - Farmers in the southern Jordan Valley received the
first water from a new dam on Wednesday, two years after work on it
was due to end.

   "We have waited for three summers," said Salma Haddad, who grows
dates on four hectares.

   The ministry plans:
- a second pumping station
- forty kilometres of pipes

lvw sah mkd"""


def only(document: Document) -> tuple[Metadata, list[tuple[str | None, str]]]:
    check(document)
    ((metadata, blocks),) = items(document)
    return metadata, blocks


def test_story_with_all_that_its_header_says() -> None:
    document = FORMAT.read(message(ENGLISH), None)
    ((metadata, blocks),) = items(document)
    assert blocks == [
        ("headline", "Jordan Valley farmers get first water from new dam"),
        (
            None,
            "Karameh (lvw) - Farmers in the southern Jordan Valley received the first water from a new dam on Wednesday, two years after "
            "work on it was due to end.",
        ),
        (None, '"We have waited for three summers," said Salma Haddad, who grows dates on four hectares.'),
        (None, "The ministry plans:"),
        (None, "- a second pumping station"),
        (None, "- forty kilometres of pipes"),
        ("note", "lvw sah mkd"),
    ]
    assert metadata.urgency == 3
    assert metadata.section == "i"
    assert metadata.slugline == "Jordan-water/dams"
    assert metadata.keywords == ("Jordan-water", "dams")
    assert metadata.published_at == datetime(2024, 11, 13, 11, 37, tzinfo=UTC)
    assert metadata.guid == "lvw062-20241113"
    assert metadata.agencies == ("lvw",)
    assert (metadata.version, metadata.status, metadata.editorial_note) == (None, None, None)
    assert document.decisions[0].what == "charset"


def test_headline_in_two_lines_and_byline() -> None:
    text = "Ministers of four countries meet in Amman to talk about the\nsharing of rivers\nBy Huda Qasim, lvw =\n\nAmman (lvw) - They met."
    _, blocks = only(FORMAT.read(message(text), None))
    assert blocks[:2] == [
        ("headline", "Ministers of four countries meet in Amman to talk about the sharing of rivers"),
        ("byline", "By Huda Qasim, lvw"),
    ]


def test_a_headline_wider_than_the_text_does_not_change_how_the_text_is_joined() -> None:
    text = """Farmers of the Jordan Valley get the first water from a dam two years late =

   Karameh (lvw) - The ministry of water said on Wednesday that it
expects the farmers in the valley to pay for the first water only in
spring.

   Pumps run at night, when electricity costs less, said an engineer
of the dam."""
    _, blocks = only(FORMAT.read(message(text), None))
    assert [text.split()[-1] for _, text in blocks[1:]] == ["spring.", "dam."]


def test_labels_of_the_desk_tell_the_version_and_are_notes() -> None:
    text = "REFILE\n2ND LEAD\n(adds minister, background)\nDam opens in Jordan =\n\nAmman (lvw) - It opened."
    metadata, blocks = only(FORMAT.read(message(text), None))
    assert blocks[:4] == [
        ("note", "REFILE"),
        ("note", "2ND LEAD"),
        ("note", "(adds minister, background)"),
        ("headline", "Dam opens in Jordan"),
    ]
    assert metadata.version == 3
    assert metadata.editorial_note == "REFILE; 2ND LEAD; (adds minister, background)"


def test_headline_in_capitals_is_no_label() -> None:
    _, blocks = only(FORMAT.read(message("EARTHQUAKE SHAKES VAN\nNO ONE IS HURT =\n\nVan (lvw) - The earth shook."), None))
    assert blocks[0] == ("headline", "EARTHQUAKE SHAKES VAN NO ONE IS HURT")


@pytest.mark.parametrize(
    ("label", "status"), [("KILL", "canceled"), ("STORY WITHDRAWN", "canceled"), ("HOLD", "withheld"), ("EXTRA", None)]
)
def test_labels_that_stop_a_story(label: str, status: str | None) -> None:
    metadata, _ = only(FORMAT.read(message(f"{label}\nDam opens in Jordan =\n\nAmman (lvw) - It opened."), None))
    assert metadata.status == status


def test_note_to_clients_under_the_text() -> None:
    text = (
        "Dam opens in Jordan =\n\nAmman (lvw) - The dam in the southern Jordan Valley opened two years\n"
        "later than planned, and farmers who had waited for three summers came\nto see it fill.\n\n# Notebook\n\n"
        "## Note to editors\n- adds quotes from farmers in the southern valley and figures in grafs\n"
        "  4 and 5\n\n## Internet links\n- [Ministry](https://water.example/dam)\n\n* * * *\nThe following is not for publication\n\n"
        "## Contacts\n- Editing by: M K, <desk@lvw.example>\n\nlvw sah mkd"
    )
    metadata, blocks = only(FORMAT.read(message(text), None))
    assert [told for told, _ in blocks] == ["headline", None] + ["note"] * 10
    assert blocks[4] == ("note", "- adds quotes from farmers in the southern valley and figures in grafs 4 and 5")
    assert metadata.editorial_note == "adds quotes from farmers in the southern valley and figures in grafs 4 and 5"
    assert metadata.links == (Link(href="https://water.example/dam", title="Ministry"),)


def test_table_and_verse_keep_their_lines() -> None:
    text = (
        "Prices in Amman =\n\nAmman (lvw) - Prices that the ministry of agriculture gave out\non Monday, for a kilogram:\n\n"
        "Tomatoes          0.45        0.50\nCucumbers         0.60        0.55\n\nRoses are red\nViolets are blue"
    )
    _, blocks = only(FORMAT.read(message(text), None))
    assert [text for _, text in blocks[2:]] == ["Tomatoes 0.45 0.50", "Cucumbers 0.60 0.55", "Roses are red", "Violets are blue"]


ARABIC = """مزارعو الغور يتسلمون أول مياه من السد الجديد =

   الكرامة (المشرق) - تسلم المزارعون في الأغوار الجنوبية الأربعاء
أول دفعة من مياه السد الجديد، بعد عامين على الموعد المقرر لانتهاء
الأعمال فيه، كما أعلنت وزارة المياه.

   وقالت المزارعة سلمى حداد إن الأسر انتظرت ثلاثة مواسم صيفية."""


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-8"])
def test_arabic_in_the_charsets_of_arab_wires(charset: str) -> None:
    payload = message(ARABIC, keywords="الأردن/مياه/", charset=charset)
    assert FORMAT.recognises(payload)
    metadata, blocks = only(FORMAT.read(payload, None))
    assert blocks[0] == ("headline", "مزارعو الغور يتسلمون أول مياه من السد الجديد")
    assert blocks[1][1].endswith("بعد عامين على الموعد المقرر لانتهاء الأعمال فيه، كما أعلنت وزارة المياه.")
    assert len(blocks) == 3
    assert metadata.keywords == ("الأردن", "مياه")


@pytest.mark.parametrize(
    ("text", "charset", "trailer", "published"),
    [
        (
            "Bürgermeister der Zwillingsstädte treffen sich in Köln =\n\nKöln (lvw) - Sie sprachen über Züge für die Grenzregion.",
            "iso-8859-1",
            "071341 Okt 24",
            datetime(2024, 10, 7, 13, 41, tzinfo=UTC),
        ),
        (
            "Izmir'de yağış: İki köprü kapandı =\n\nİzmir (lvw) - Şiddetli yağış yüzünden iki köprü ulaşıma kapandı.",
            "iso-8859-9",
            "010905 GMT Şub 24",
            datetime(2024, 2, 1, 9, 5, tzinfo=UTC),
        ),
        (
            "Inondations: deux ponts fermés à Namur =\n\nNamur (lvw) - La préfecture a fermé deux ponts après les pluies de février.",
            "iso-8859-1",
            "292359 CET Fév 24",
            datetime(2024, 2, 29, 22, 59, tzinfo=UTC),
        ),
    ],
)
def test_western_wires(text: str, charset: str, trailer: str, published: datetime) -> None:
    metadata, blocks = only(FORMAT.read(message(text, charset=charset, trailer=trailer), None))
    headline, body = text.split(" =\n\n")
    assert blocks == [("headline", headline), (None, body)]
    assert metadata.published_at == published


@pytest.mark.parametrize("trailer", ["", "321137 GMT Nov 24", "131137 GMT Foo 24", "131137 XYZ Nov 24", "1311 Nov 24"])
def test_without_a_date_there_is_none_and_no_number_of_the_day(trailer: str) -> None:
    metadata, _ = only(FORMAT.read(message(ENGLISH, trailer=trailer), None))
    assert metadata.published_at is None
    assert metadata.guid is None


def test_own_id_with_version() -> None:
    metadata, _ = only(FORMAT.read(message(ENGLISH, header="bkn014 4 pl 171 vvvvb LVW 170123-89-00065#2"), None))
    assert (metadata.guid, metadata.version, metadata.agencies) == ("170123-89-00065", 2, ("LVW",))


def test_several_messages_in_one_payload() -> None:
    payload = message(ENGLISH) + message("FLASH: Bridge over the Jordan closed =\n\nAmman (lvw) - Police closed it.", header="lvw063 1 i 9")
    document = FORMAT.read(payload, None)
    check(document)
    (first, _), (second, blocks) = items(document)
    assert (first.urgency, second.urgency) == (3, 1)
    assert second.guid == "lvw063-20241113"
    assert blocks[0] == ("headline", "FLASH: Bridge over the Jordan closed")


BARE = (
    "EXT010 3 GEN 0336 F LEVANT-0102\r\nJORDANIE/EAU/\r\nPremière eau du nouveau barrage pour la vallée\r\n\r\n"
    "   AMMAN 15/06 (AFX) = Les agriculteurs de la vallée du Jourdain ont\r\nreçu mercredi la première eau du nouveau barrage.\r\n"
    "./.CVN\r\n150920 JUN 07\r\n"
)


def test_wire_that_lost_its_control_characters() -> None:
    payload = (BARE + BARE.replace("EXT010", "EXT011").replace("150920", "150931")).encode("iso-8859-1")
    assert FORMAT.recognises(payload)
    document = FORMAT.read(payload, None)
    check(document)
    assert [metadata.published_at.minute for metadata, _ in items(document) if metadata.published_at] == [20, 31]
    metadata, blocks = items(document)[0]
    assert blocks == [
        ("headline", "Première eau du nouveau barrage pour la vallée"),
        (
            None,
            "AMMAN 15/06 (AFX) = Les agriculteurs de la vallée du Jourdain ont reçu mercredi la première eau du nouveau barrage.",
        ),
        ("note", "./.CVN"),
    ]
    assert (metadata.guid, metadata.section, metadata.agencies) == ("EXT010-20070615", "GEN", ("LEVANT",))


def test_text_mark_or_end_mark_lost() -> None:
    whole = items(FORMAT.read(message(ENGLISH), None))
    assert items(FORMAT.read(message(ENGLISH).replace(b"\x02", b""), None)) == whole
    assert items(FORMAT.read(message(ENGLISH).replace(b"\x03", b""), None)) == whole


def test_message_with_a_broken_header_keeps_its_text() -> None:
    document = FORMAT.read(message(ENGLISH) + message("Bridge closed =\n\nPolice closed the bridge.", header="???"), None)
    check(document)
    assert items(document)[1][0].urgency is None
    assert "Police closed the bridge." in document.text


@pytest.mark.parametrize(
    "payload",
    [
        b"lvw062 3 i 120\r\n\r\nA line that only looks like a header.\r\n",
        b"\x01\x02text\x03",
        b"F16 jets cost 3 to 5 million\n\nmore/\n",
        "قالت الوزارة إن السد افتتح".encode("windows-1256"),
        b"<html><body>lvw062 3 i 120</body></html>",
        b"From: desk@lvw.example\r\nSubject: lvw062 3 i 120\r\n\r\n",
    ],
)
def test_what_it_is_not(payload: bytes) -> None:
    assert not FORMAT.recognises(payload)


def test_recognised_by_its_own_format_only() -> None:
    assert FORMAT.recognises(b"\x16\x16" + message(ENGLISH))
    assert not anpa1312.FORMAT.recognises(message(ENGLISH))


def test_no_header_is_malformed() -> None:
    with pytest.raises(Malformed, match="header"):
        FORMAT.read(b"Amman (lvw) - It opened.", None)


def test_test_of_the_line_is_no_news() -> None:
    with pytest.raises(UnsupportedItem, match="test"):
        FORMAT.read(message("Test =\n\nRYRYRYRYRYRY lvw lvw RYRYRYRYRYRY"), None)


@pytest.mark.parametrize(
    "payload",
    [
        b"\x01" * 100_000,
        message(ENGLISH) * (teletype.MAX_MESSAGES + 1),
        message("a\n" * (teletype.MAX_LINES + 1)),
        message("\x02" * 200_000),
    ],
    ids=["soh", "messages", "lines", "stx"],
)
def test_too_much(payload: bytes) -> None:
    with pytest.raises(TooComplex):
        FORMAT.read(payload, None)


@given(
    st.lists(st.sampled_from([message(ENGLISH), b"\x01", b"\x02", b"\x03", b"\r\n", b"=", b"# a\n", b"By x =\n"]) | st.binary(max_size=40))
)
def test_whatever_comes_is_read_or_rejected(pieces: list[bytes]) -> None:
    read_or_reject(FORMAT, b"".join(pieces))


@pytest.mark.skipif(not VENDORS.is_dir(), reason="the vendors' files (../shared/data/formats) are not on this machine")
def test_files_of_vendors() -> None:
    for path in sorted((VENDORS / "iptc7901").rglob("*.txt")):
        payload = path.read_bytes()
        assert FORMAT.recognises(payload[:4096]), path.name
        found = read_or_reject(FORMAT, payload)
        if path.name == "dpa_copyright.txt":
            assert isinstance(found, UnsupportedItem)
            continue
        assert isinstance(found, Document), path.name
        ((metadata, blocks),) = items(found)
        assert metadata.published_at is not None
        assert metadata.urgency in (3, 4)
        assert metadata.slugline
        told = [what for what, _ in blocks]
        assert told.count("headline") == 1
        assert told.count(None) > 3
        assert not any(text.isupper() for what, text in blocks if what == "headline")
