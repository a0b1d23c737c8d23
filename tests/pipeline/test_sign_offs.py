"""Sign-offs behind the last sentence that a listed word tells: who reported, the source, an end mark with or without initials."""

from __future__ import annotations

import pytest

from schemas import Record
from tests.pipeline.pages import HEADLINE, HTML, STORY, paragraphs, records


def _signed(sign_off: str, *, markup: bool = False) -> Record:
    """The one record of the story with `sign_off` behind its last sentence."""
    text = [*STORY[:-1], f"{STORY[-1]} {sign_off}"]
    if markup:
        page = f"<h1>{HEADLINE}</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in text)
        (record,) = records(page, HTML)
    else:
        (record,) = records("\n".join([HEADLINE, *text]))
    assert paragraphs(record) == list(STORY)
    return record


@pytest.mark.parametrize("markup", [False, True])
@pytest.mark.parametrize(
    ("sign_off", "credit"),
    [
        ("Source: Madar", "Madar"),
        ("Kaynak: MHA", "MHA"),
        ("Quelle: ndk", "ndk"),
        ("(Schluss) ndk/mh", "ndk/mh"),
        ("انتهى / مدار برس", "مدار برس"),
        ("انتهای پیام/ تالاب", "تالاب"),
        ("Botan/ Rojda Amedî", "Botan/ Rojda Amedî"),
    ],
)
def test_the_agency_behind_a_word_or_a_stroke(sign_off: str, credit: str, markup: bool) -> None:
    assert _signed(sign_off, markup=markup).credit == credit


@pytest.mark.parametrize(
    "byline",
    [
        "Reporting by Hannah Cole; editing by Piet Vries",
        "Reporting by Hannah Cole in Senna and Piet Vries; additional reporting by U. S. Hale. Editing by Mark Dale and Ines Roth",
    ],
)
def test_who_reported_and_edited(byline: str) -> None:
    record = _signed(f"({byline})")
    assert (record.byline, record.credit) == (byline, None)


@pytest.mark.parametrize("end", ["(Ende)", "انتهى", "انتهای پیام/۲۰۱", "Schluss"])
def test_an_end_mark_signs_for_nobody(end: str) -> None:
    record = _signed(end)
    assert record.credit is None
    assert [removed.text for removed in record.removed if removed.role == "terminator"] == [end]


@pytest.mark.parametrize(
    "sentence",
    [
        'The clerk read the list. "Reporting by post is over," she said.',
        "He gave the source: the ministry. Its spokesman did not answer (reporting by telephone is free).",
        "Nobody won. The end of the week brings rain.",
        "Both sides signed. Copies went to Senna/Hallam by boat.",
    ],
)
def test_a_sentence_is_no_sign_off(sentence: str) -> None:
    (record,) = records("\n".join([HEADLINE, *STORY[:-1], sentence]))
    assert paragraphs(record) == [*STORY[:-1], sentence]
    assert (record.credit, record.byline) == (None, None)
