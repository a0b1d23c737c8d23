from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Media
from streams.pipeline.decode.document import Document, Metadata
from streams.pipeline.decode.formats import anpa1312, iptc7901, teletype
from streams.pipeline.errors import Malformed, TooComplex

from .wires import VENDORS, check, items, read_or_reject

FORMAT = anpa1312.FORMAT


def message(
    text: str,
    *,
    first: str = "W2870\x1fmideast",
    second: str = "u i\x13\x11 BC-ML--Jordan-WaterDam     11-13 1049",
    trailer: str = "LW-WF-11-13-24 1509GMT<",
    charset: str = "ascii",
) -> bytes:
    """A message framed as the bulletin says."""
    framed = f"\x16\x16\x01{first}\n{second}\n\x02{text}\n\n\t   \x03{trailer}\n\n\x0c\n\x04"
    return framed.replace("\n", "\r\n").encode(charset)


ENGLISH = """^BC-ML--Jordan-Water Dam, 1st Ld-Writethru,118<
^Jordan Valley farmers get first water from new dam<
^LW Photo JOR101, JOR102<
^(Eds: Adds quotes. With LW Photos.)<
^A dam that was due two years ago fills at last.<
^By HUDA QASIM and MAJD KARAM=
^Levant Wire=
\t   KARAMEH, Jordan (LW) _ Farmers in the southern Jordan Valley received the first water from a new dam on Wednesday. \x20
\x20
\t   ``We have waited for three summers,'' said Salma Haddad _ she grows dates.
^At a glance=
\x08^;OLD;NEW\x10
\x08New\x10 Karameh;3{;7\x10
\x08Dead\x10 Sea\x1f\x1e 12\x1e \x1e 9
^Pumps for the north<
\t   ___
^END<"""


def only(document: Document) -> tuple[Metadata, list[tuple[str | None, str]]]:
    check(document)
    ((metadata, blocks),) = items(document)
    return metadata, blocks


def test_story_with_all_that_it_says_about_itself() -> None:
    document = FORMAT.read(message(ENGLISH), None)
    metadata, blocks = only(document)
    assert blocks == [
        ("headline", "Jordan Valley farmers get first water from new dam"),
        ("note", "LW Photo JOR101, JOR102"),
        ("note", "(Eds: Adds quotes. With LW Photos.)"),
        ("standfirst", "A dam that was due two years ago fills at last."),
        ("byline", "By HUDA QASIM and MAJD KARAM"),
        ("byline", "Levant Wire"),
        (None, "KARAMEH, Jordan (LW) — Farmers in the southern Jordan Valley received the first water from a new dam on Wednesday."),
        (None, "“We have waited for three summers,” said Salma Haddad — she grows dates."),
        (None, "At a glance"),
        (None, ";OLD;NEW"),
        (None, "New Karameh;3½;7"),
        (None, "Dead Sea 12 9"),
        (None, "Pumps for the north"),
        (None, "___"),
        (None, "END"),
    ]
    assert [block.kind for block in document.blocks[8:13]] == ["heading", "cell", "cell", "cell", "item"]
    assert metadata.urgency == 3
    assert metadata.version == 2
    assert metadata.section == "i"
    assert metadata.slugline == "BC-ML--Jordan-Water Dam"
    assert metadata.published_at == datetime(2024, 11, 13, 15, 9, tzinfo=UTC)
    assert metadata.guid == "W2870-20241113"
    assert metadata.editorial_note == "(Eds: Adds quotes. With LW Photos.)"
    assert metadata.media == (Media(kind="picture", href="JOR101"), Media(kind="picture", href="JOR102"))
    assert metadata.agencies == ("LW",)
    assert metadata.status is None


@pytest.mark.parametrize(("letter", "urgency"), [("f", 1), ("b", 2), ("u", 3), ("r", 4), ("d", 6), ("w", None)])
def test_priority_is_urgency(letter: str, urgency: int | None) -> None:
    metadata, _ = only(FORMAT.read(message(ENGLISH, second=f"{letter} i\x13\x11 BC-ML--Dam 11-13 1049"), None))
    assert metadata.urgency == urgency


@pytest.mark.parametrize(
    ("keyword_line", "version", "status", "slug"),
    [
        ("^BC-ML--Dam,118<", None, None, "BC-ML--Dam"),
        ("^BC-ML--Dam<", None, None, "BC-ML--Dam"),
        ("^BC-ML--Dam, 3rd Ld-Writethru,118<", 4, None, "BC-ML--Dam"),
        ("^BC-ML--Dam, Kill<", None, "canceled", "BC-ML--Dam"),
        ("^*9006< ^AM-ML--Dam, Withhold,90<", None, "withheld", "AM-ML--Dam"),
    ],
)
def test_keyword_line(keyword_line: str, version: int | None, status: str | None, slug: str) -> None:
    text = f"{keyword_line}\n^Dam opens<\n\t   AMMAN (LW) _ It opened."
    metadata, blocks = only(FORMAT.read(message(text), None))
    assert (metadata.version, metadata.status, metadata.slugline) == (version, status, slug)
    assert blocks == [("headline", "Dam opens"), (None, "AMMAN (LW) — It opened.")]


def test_flash_of_one_sentence_has_no_headline() -> None:
    text = "^BC-ML--NewsAlert,12<\n\t   AMMAN, Jordan (LW) _ Police close the bridge over the Jordan."
    metadata, blocks = only(FORMAT.read(message(text, second="b a\x13\x11 BC-ML--NewsAlert     11-13 0358"), None))
    assert metadata.urgency == 2
    assert blocks == [(None, "AMMAN, Jordan (LW) — Police close the bridge over the Jordan.")]


def test_list_of_headlines() -> None:
    text = "^LW-Top-Headlines,40<\n^Top news at 11:23 p.m.<\n^Dam opens in the valley\n^Bridge closed for a week\n^Dates get cheaper"
    document = FORMAT.read(message(text), None)
    _, blocks = only(document)
    assert [told for told, _ in blocks] == ["headline", None, None, None]
    assert {block.kind for block in document.blocks[1:]} == {"item"}


def test_lines_that_go_on_are_of_their_paragraph() -> None:
    text = "^BC-ML--Dam<\n^Dam opens<\n\t   AMMAN (LW) _ Farmers received\nthe first water on\nWednesday.\n\t   They had waited."
    _, blocks = only(FORMAT.read(message(text), None))
    assert blocks[1:] == [(None, "AMMAN (LW) — Farmers received the first water on Wednesday."), (None, "They had waited.")]


@pytest.mark.parametrize(
    ("trailer", "published"),
    [
        ("LW-NY-07-04-99 2330EDT<", datetime(1999, 7, 5, 3, 30, tzinfo=UTC)),
        ("LW-WF-11-13-24 1509<", datetime(2024, 11, 13, 15, 9, tzinfo=UTC)),
        ("LW-WF-13-13-24 1509GMT<", None),
        ("", None),
    ],
)
def test_time_of_the_trailer(trailer: str, published: datetime | None) -> None:
    metadata, _ = only(FORMAT.read(message(ENGLISH, trailer=trailer), None))
    assert metadata.published_at == published
    assert (metadata.guid is None) == (published is None)


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-8"])
def test_arabic(charset: str) -> None:
    text = (
        "^BC-الأردن-سد<\n^مزارعو الغور يتسلمون أول مياه من السد الجديد<\n\t   الكرامة (المشرق) _ تسلم المزارعون في الأغوار الجنوبية "
        "الأربعاء أول دفعة من مياه السد الجديد، كما أعلنت وزارة المياه.\n\t   وقالت المزارعة سلمى حداد إن الأسر انتظرت ثلاثة مواسم."
    )
    metadata, blocks = only(FORMAT.read(message(text, charset=charset), None))
    assert metadata.slugline == "BC-الأردن-سد"
    assert blocks[0] == ("headline", "مزارعو الغور يتسلمون أول مياه من السد الجديد")
    assert blocks[1][1].startswith("الكرامة (المشرق) — تسلم المزارعون")


def test_latin_letters_of_eight_bits() -> None:
    text = "^BC-EU--Bridge<\n^Köln sperrt zwei Brücken<\n\t   KÖLN (LW) _ Die Stadt sperrt zwei Brücken über den Rhein für Züge."
    _, blocks = only(FORMAT.read(message(text, charset="iso-8859-1"), None))
    assert blocks[0] == ("headline", "Köln sperrt zwei Brücken")


def test_several_messages_and_one_that_is_cut() -> None:
    cut = message(ENGLISH, first="W2871\x1fmideast").split(b"Wednesday")[0]
    document = FORMAT.read(message(ENGLISH) + cut, None)
    check(document)
    (first, _), (second, blocks) = items(document)
    assert (first.guid, second.guid) == ("W2870-20241113", None)
    assert blocks[-1][1].endswith("the first water from a new dam on")


def test_text_mark_lost() -> None:
    assert items(FORMAT.read(message(ENGLISH).replace(b"\x02", b""), None)) == items(FORMAT.read(message(ENGLISH), None))


@pytest.mark.parametrize(
    ("head", "is_anpa"),
    [
        (message(ENGLISH)[:200], True),
        (message(ENGLISH).lstrip(b"\x16"), True),
        (message(ENGLISH, second="u i BC-ML--Dam 11-13 1049"), True),
        (message(ENGLISH, second="u i Dam opens"), False),
        (b"W2870 mideast\r\nu i BC-ML--Dam 11-13 1049\r\n", False),
        (b"\x01lvw062 3 i 120 xxxxb   lvw 061\r\n\r\nJordan/\r\n\x02Dam opens =\r\n", False),
        (b"^By HUDA QASIM=\r\nAMMAN (LW) _ It opened.", False),
    ],
)
def test_recognised(head: bytes, is_anpa: bool) -> None:
    assert FORMAT.recognises(head) is is_anpa
    assert not (is_anpa and iptc7901.FORMAT.recognises(head))


def test_no_header_is_malformed() -> None:
    with pytest.raises(Malformed, match="header"):
        FORMAT.read(b"AMMAN (LW) _ It opened.", None)


@pytest.mark.parametrize(
    "payload", [message(ENGLISH) * (teletype.MAX_MESSAGES + 1), message("\ta\n" * (teletype.MAX_LINES + 1))], ids=["messages", "lines"]
)
def test_too_much(payload: bytes) -> None:
    with pytest.raises(TooComplex):
        FORMAT.read(payload, None)


def test_head_without_an_end_is_read_in_time() -> None:
    check(FORMAT.read(message("^BC-A<\n" + "^By x=\n" * 90_000), None))


@given(
    st.lists(
        st.sampled_from([message(ENGLISH), b"\x01", b"\x02^", b"\x03", b"\r\n", b"\t", b"\x08", b"<", b"^By x=\n"]) | st.binary(max_size=40)
    )
)
def test_whatever_comes_is_read_or_rejected(pieces: list[bytes]) -> None:
    read_or_reject(FORMAT, b"".join(pieces))


@pytest.mark.skipif(not VENDORS.is_dir(), reason="the vendors' files (../shared/data/formats) are not on this machine")
def test_files_of_vendors() -> None:
    for path in sorted((VENDORS / "anpa1312").rglob("*.tst")):
        payload = path.read_bytes()
        assert FORMAT.recognises(payload[:4096]), path.name
        found = read_or_reject(FORMAT, payload)
        assert isinstance(found, Document), path.name
        ((metadata, blocks),) = items(found)
        assert metadata.published_at is not None
        assert metadata.urgency is not None
        assert metadata.slugline
        assert metadata.agencies == ("AP",)
        assert blocks
        # No code of the format is left in the text.
        assert not any(char in text for _, text in blocks for char in "^<\x08\x10\x1e\x1f")
        assert not any("``" in text or " _ " in text for _, text in blocks)
