"""Topics: what a record is about, on the top level of Media Topics, and nothing where nothing is sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.enrichment import Topic
from streams.lexicon import languages
from streams.pipeline.enrich.record_text import RecordText, Role
from streams.pipeline.enrich.topics.weighed import FEWEST, MOST_WORDS, SURE, codes, parts_of, shares_of, topics_of, version
from streams.text.match_key import words

SPORT, WEATHER, HEALTH, ECONOMY, RELIGION, POLITICS = (f"medtop:{number}000000" for number in ("15", "17", "07", "04", "12", "11"))


def record(language: str, *paragraphs: str, headline: str | None = None) -> RecordText:
    parts: list[tuple[Role, str]] = [("headline", headline)] if headline is not None else []
    parts += [("paragraph", paragraph) for paragraph in paragraphs]
    return RecordText.of([(role, text, words(text)) for role, text in parts], language)


def told(language: str, *paragraphs: str, headline: str | None = None) -> list[str]:
    return [topic.code for topic in topics_of(record(language, *paragraphs, headline=headline))]


@pytest.mark.parametrize(
    ("language", "headline", "lead", "topic"),
    [
        ("ar", "الفريق يتوج بكأس البطولة", "سجل اللاعب هدفين في المباراة النهائية أمام جمهور الملعب.", SPORT),
        ("fa", "قیمت نفت و سهام شرکت‌ها افزایش یافت", "بازار بورس پس از انتشار آمار تورم سبز شد.", ECONOMY),
        ("ur", "اسپتال میں مریضوں کی تعداد بڑھ گئی", "ڈاکٹروں کے مطابق وائرس تیزی سے پھیل رہا ہے اور ویکسین کم ہے۔", HEALTH),
        ("ckb", "یانەی هەولێر بوو بە پاڵەوانی خول", "یاریزانەکان لە کۆتایی یارییەکەدا دوو گۆڵیان تۆمار کرد.", SPORT),
        ("kmr", "Dê sibe berf û baran bibare", "Germahî li çiyan dadikeve û bager tê.", WEATHER),
        ("tr", "Camide bayram namazı", "İmam hutbede yardımlaşmayı anlattı, cemaat dua etti.", RELIGION),
        ("en", "Striker's late goal wins the cup", "The coach praised his players after the match.", SPORT),
        ("de", "Gewitter und Hagel am Wochenende", "Der Wetterdienst erwartet Sturmböen und sinkende Temperaturen.", WEATHER),
        ("fr", "L'hôpital manque d'infirmières", "Les médecins soignent des patients atteints de la grippe.", HEALTH),
    ],
)
def test_a_record_has_the_topic_that_its_words_are_of(language: str, headline: str, lead: str, topic: str) -> None:
    assert told(language, lead, headline=headline) == [topic]


def test_a_topic_has_its_name_in_the_records_language_and_a_score() -> None:
    (topic,) = topics_of(record("de", "Die Mannschaft gewann das Finale, der Torwart hielt zwei Elfmeter."))
    assert isinstance(topic, Topic)
    assert (topic.code, topic.name) == (SPORT, "Sport")
    assert SURE <= topic.score <= 1


def test_two_topics_may_share_a_record_the_surer_first() -> None:
    text = "The parliament and the cabinet met the bishop; the church and its clergy want prayer, the ministers an election."
    found = topics_of(record("en", text))
    assert {topic.code for topic in found} == {RELIGION, POLITICS}
    assert found[0].score >= found[1].score


def test_a_compound_is_of_the_topic_of_its_last_part() -> None:
    assert parts_of("landesverwaltungsgericht", {"-gericht": 0})[-1] == "-gericht"


def test_nothing_is_told_of_few_words() -> None:
    assert told("en", "Police.") == []
    assert told("en", "") == []


def test_nothing_is_told_of_words_that_any_topic_has() -> None:
    assert told("en", "He said on Tuesday that it would be done by then, and that they had known of it before.") == []


def test_nothing_is_told_in_a_language_without_weights() -> None:
    assert told("und", "The striker scored a goal in the final match.") == []
    assert told("ja", "決勝戦で得点した。") == []


def test_what_comes_after_the_beginning_does_not_count() -> None:
    lead = "The striker scored a goal in the final match and the coach praised the team. " * 5
    assert len(words(lead)) >= MOST_WORDS
    assert told("en", lead, "The bishop prayed in the church with the pope.") == told("en", lead) == [SPORT]


def test_numbers_and_function_words_are_not_weighed() -> None:
    bare = shares_of(record("en", "Striker goal match coach"))
    assert shares_of(record("en", "The striker 2026 and his goal, 3 to 1, of the match 17 with the coach")) == pytest.approx(bare)


def test_there_are_seventeen_topics_each_named_in_every_language() -> None:
    assert len(set(codes())) == 17
    for language in languages():
        assert len(shares_of(record(language, _WORDS[language]))) == 17
    assert len(version()) == 8


@given(st.sampled_from((*languages(), "und", "xx")), st.lists(st.text(max_size=200), max_size=4))
def test_scores_are_shares_whatever_the_text(language: str, paragraphs: list[str]) -> None:
    text = record(language, *paragraphs)
    shares, found = shares_of(text), topics_of(text)
    assert not shares or sum(shares) == pytest.approx(1)
    assert [topic.score for topic in found] == sorted((topic.score for topic in found), reverse=True)
    assert all(SURE - 0.001 <= topic.score <= 1 for topic in found)
    assert sum(topic.score for topic in found) <= 1.002
    assert {topic.code for topic in found} <= set(codes())


@given(
    st.lists(st.sampled_from("church goal virus market snow jury school war union".split()), min_size=FEWEST, max_size=60),
    st.integers(0, 59),
)
def test_order_of_words_says_nothing(said: list[str], at: int) -> None:
    turned = said[at % len(said) :] + said[: at % len(said)]
    assert shares_of(record("en", " ".join(turned))) == pytest.approx(shares_of(record("en", " ".join(said))))


@pytest.mark.timeout(10)
def test_a_long_text_takes_no_longer_than_its_beginning() -> None:
    hostile = record("en", "goal " * 200_000 + "9" * 1_000_000, headline="x" * 1_000_000 + " match")
    for _ in range(1_000):
        topics_of(hostile)


_WORDS = {
    "ar": "مباراة هدف لاعب",
    "fa": "فوتبال مربی بازیکن",
    "ur": "کرکٹ میچ کھلاڑی",
    "ckb": "یاریزان گۆڵ ڕاهێنەر",
    "kmr": "futbol gol rahêner",
    "tr": "futbol maç antrenör",
    "en": "football match coach",
    "de": "Fußball Spiel Trainer",
    "fr": "football match entraîneur",
}
