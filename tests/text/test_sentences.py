"""Sentences: counted as a reader counts them, in the scripts of the wire."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.sentences import count_sentences, ends_sentence, sentences, spans


@pytest.mark.parametrize(
    ("count", "text"),
    [
        pytest.param(1, "أعلنت الوزارة افتتاح ثلاثة مستشفيات.", id="arabic-one"),
        pytest.param(2, "أعلنت الوزارة الخطة. وقال الوزير إن العمل يبدأ غدًا.", id="arabic-two"),
        pytest.param(2, "هل تكفي الأموال؟ يقول الوزير إنها تكفي.", id="arabic-question"),
        pytest.param(1, "قال د. سامر حداد إن النسبة بلغت 3.5 في المئة.", id="arabic-title-and-decimal"),
        pytest.param(2, "قال: «انتهى العمل.» ثم غادر القاعة.", id="arabic-stop-inside-a-quote"),
        pytest.param(1, "قال الوزير إن العمل انتهى...", id="dots-at-the-end"),
        pytest.param(2, "وزیر بهداشت از تهران بازدید کرد. وی گفت کار آغاز شد.", id="persian"),
        pytest.param(2, "وزیر نے ہسپتال کا افتتاح کیا۔ انہوں نے کہا کہ کام جاری ہے۔", id="urdu-full-stop"),
        pytest.param(2, "وەزیر سەردانی کرد. گوتی کار دەستی پێ کرد.", id="sorani"),
        pytest.param(2, "Bakan hastaneyi açtı. Çalışmalar saat 10.30'da başladı.", id="turkish-time-of-day"),
        pytest.param(2, "Wezîr nexweşxane vekir. Kar dest pê kir.", id="kurmanji"),
        pytest.param(2, "The minister opened it. Work begins on Monday.", id="english-two"),
        pytest.param(1, "The runner J. K. Barrow of the U.S. team took 9.8 seconds.", id="english-initials-and-decimal"),
        pytest.param(1, "J. K. Barrow won the race.", id="an-initial-opens-the-line"),
        pytest.param(1, "د. سامر حداد يفتتح المؤتمر.", id="arabic-title-opens-the-line"),
        pytest.param(1, "The shop opens at 5 p.m. on Fridays.", id="english-time-of-day"),
        pytest.param(2, "Stop! Nobody moved…", id="exclamation-and-ellipsis"),
        pytest.param(2, "What?! Nobody knows", id="marks-together-then-an-open-end"),
        pytest.param(1, "Central bank raises key rate to 4.5 percent", id="headline-without-a-stop"),
    ],
)
def test_count(count: int, text: str) -> None:
    assert count_sentences(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "انتهى الاجتماع.",
        "قال: «انتهى.»",
        "کیا کام ختم ہوا؟",
        "کام ختم ہوا۔",
        "Work is done.",
        '"Work is done."',
        "(The report was updated.)",
        "And then…",
        "Done!  ",
    ],
)
def test_ends_a_sentence(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "عاجل:", "زلزال يضرب جنوب البلاد", "The plan has three parts:", "one, two,", "(مدار)", "--"])
def test_does_not_end_a_sentence(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        pytest.param("tr", ["Tasarının 29. maddesi kabul edildi.", "Görüşme 3. Oturuma kaldı."], id="turkish-ordinals"),
        pytest.param("de", ["Am 3. Oktober kam sie z. B. nach Ulm.", "Das 2. Treffen folgt."], id="german-ordinals-and-abbreviations"),
        pytest.param("en", ["Mr. Vale met Dr. Orr of the U.S. Senate.", "It was late."], id="english-titles"),
        pytest.param("fr", ["M. Aubert et Mme. Roy sont arrivés.", "« Enfin ! »", "Ils repartent."], id="french-titles-and-quotes"),
        pytest.param("ar", ["قال أ.د. سامر حداد وأ. ليلى عمران ذلك.", "ثم غادرا."], id="arabic-titles"),
        pytest.param("ur", ["ایم۔ اے۔ خان نے خطاب کیا۔", "جلسہ ختم ہوا۔"], id="urdu-initials"),
        pytest.param("en", ["1. Apples are in.", "2. Pears are out."], id="points-of-a-list"),
        pytest.param("kmr", ["Rewş aram e.", "Tîm li cih in."], id="kurmanji-copula-is-no-initial"),
        pytest.param(None, ["And so it goes...", "Nobody knew."], id="dots-that-end"),
        pytest.param(None, ["Nobody… not even he… knew."], id="dots-that-do-not"),
    ],
)
def test_sentences(language: str | None, parts: list[str]) -> None:
    assert sentences(" ".join(parts), language) == parts


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_holds_no_sentence(text: str) -> None:
    assert sentences(text) == []
    assert count_sentences(text) == 0


@given(st.text(alphabet='aAéİ1 .!?؟۔…"»«”و،د\n', max_size=40), st.sampled_from([None, "ar", "tr", "en", "de", "ur"]))
def test_nothing_visible_is_lost_between_sentences(text: str, language: str | None) -> None:
    assert "".join("".join(sentences(text, language)).split()) == "".join(text.split())
    assert all(start < end for start, end in spans(text, language))


@pytest.mark.timeout(20)
@pytest.mark.parametrize("noise", ["1. A ", "A. ", "د. ", "a.b.c. ", "ایم۔ ", "“. ", "x. \u00a0"])
def test_many_stops_take_no_longer_than_their_number_asks(noise: str) -> None:
    assert count_sentences("Text " + noise * 50_000 + "x") >= 1


@pytest.mark.timeout(20)
def test_a_line_of_dots_takes_no_longer_than_its_length_asks() -> None:
    assert count_sentences("Contents " + "." * 100_000 + "x") == 1
