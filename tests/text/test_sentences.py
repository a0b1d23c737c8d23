"""Sentences: counted as a reader counts them, in the scripts of the wire."""

from __future__ import annotations

import pytest

from streams.text.sentences import count_sentences, ends_sentence


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


@pytest.mark.timeout(20)
def test_a_line_of_dots_takes_no_longer_than_its_length_asks() -> None:
    assert count_sentences("Contents " + "." * 100_000 + "x") == 1
