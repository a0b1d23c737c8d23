"""When an item was published, and what says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.pipeline.enrich.days.published import AHEAD, EARLIEST, LATEST, published

EVENT = datetime(2026, 3, 12, 20, tzinfo=UTC)
ITEM = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


def at(hour: int, minute: int = 0, day: int = 12) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def test_the_item_s_own_metadata_come_first() -> None:
    assert published(ITEM, EVENT, ["Published 12 March 2026 10:00 GMT"], "en") == (ITEM, "item")
    assert published(ITEM.astimezone(timezone(timedelta(hours=3))), EVENT, [], "en")[0] == ITEM
    assert published(ITEM.replace(tzinfo=None), None, [], "en") == (ITEM, "item")


@pytest.mark.parametrize(
    ("line", "language", "time"),
    [
        ("نشر في 12 مارس 2026 الساعة 14:30 بتوقيت غرينتش", "ar", at(14, 30)),
        ("نشر: 12/3/2026 - 5:30 مساءً بتوقيت مكة المكرمة", "ar", at(14, 30)),
        ("Published: 12 March 2026, 14:30 UTC", "en", at(14, 30)),
        ("Published Mar 12, 2026 2:30 PM ET", "en", at(18, 30)),
        ("Published 12 March 2026 14:30 GMT+3", "en", at(11, 30)),
        ("2026-03-12T14:30:00+03:00", "en", at(11, 30)),
        ("Yayınlanma: 12.03.2026 - 14.30 (TSİ)", "tr", at(11, 30)),
        ("Veröffentlicht am 12.03.2026, 14:30 Uhr MEZ", "de", at(13, 30)),
        ("Publié le 12 mars 2026 à 14h30 (heure de Paris)", "fr", at(13, 30)),
        ("تاریخ انتشار: ۲۱ اسفند ۱۴۰۴ - ۱۴:۳۰ به وقت تهران", "fa", at(11)),
        ("شائع: 12 مارچ 2026 شام 07:30 PKT", "ur", at(2, 30)),
        ("بڵاوکراوەتەوە ١٢ی ئازاری ٢٠٢٦ ١٤:٣٠ KSA", "ckb", at(11, 30)),
        ("Hat weşandin: 12ê Adara 2026an 14:30 GMT", "kmr", at(14, 30)),
        ("12 March, 10:00 GMT", "en", at(10)),
    ],
)
def test_a_line_that_tells_day_clock_time_and_zone(line: str, language: str, time: datetime) -> None:
    assert published(None, EVENT, [line], language) == (time, "text")


@pytest.mark.parametrize(
    "line",
    [
        "Published 12 March 2026, 14:30",
        "Published 12 March 2026 GMT",
        "Published 14:30 GMT",
        "Published 05/03/2026 14:30 GMT",
        "Embargoed until 12 March 2026 14:30 GMT",
        "Cet article est publié le 12 mars 2026 à 14:30",
        "Published 12 March 2026, 14:30 IST",
        "Published 12 March 1926, 14:30 GMT",
        "Published 14 March 2026, 14:30 GMT",
        "Published 12 March 2026, 25:30 GMT",
        "",
    ],
)
def test_a_line_that_leaves_something_open_tells_nothing(line: str) -> None:
    assert published(None, EVENT, [line], "en") == (EVENT, "event")


def test_a_published_time_comes_before_an_updated_one() -> None:
    both = "Updated 12 March 2026 16:00 GMT | Published 12 March 2026 10:00 GMT"
    assert published(None, EVENT, [both], "en") == (at(10), "text")
    assert published(None, EVENT, ["آخر تحديث 12/3/2026 16:00 غرينتش", "12/3/2026 10:00 غرينتش"], "ar") == (at(10), "text")
    assert published(None, EVENT, ["Updated 12 March 2026 16:00 GMT"], "en") == (at(16), "text")


def test_one_zone_at_the_end_of_a_line_is_that_of_all_its_times() -> None:
    line = "Published 12 March 2026 10:00, updated 12 March 2026 16:00 GMT"
    assert published(None, EVENT, [line], "en") == (at(10), "text")


def test_what_is_absurd_is_not_believed() -> None:
    beginning = datetime(1601, 1, 1, tzinfo=UTC)
    assert published(beginning, EVENT, [], "en") == (EVENT, "event")
    assert published(EVENT + AHEAD + timedelta(seconds=1), EVENT, [], "en") == (EVENT, "event")
    assert published(EVENT + AHEAD, EVENT, [], "en") == (EVENT + AHEAD, "item")
    assert published(beginning, beginning, [], "en") == (None, None)
    assert published(None, beginning, ["Published 12 March 2026 10:00 GMT"], "en") == (at(10), "text")


def test_nothing_says_when() -> None:
    assert published(None, None, [], "ar") == (None, None)


@given(
    st.none() | st.datetimes() | st.datetimes(timezones=st.timezones()),
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.lists(
        st.text(max_size=80)
        | st.lists(
            st.sampled_from(
                "Published Updated 12 March مارس 2026 14:30 14h30 2.30 GMT UTC+3 +99:99 ET Z 2026-03-12T14:30Z 99:99 PM م / :".split()
            ),
            max_size=12,
        ).map(" ".join),
        max_size=3,
    ),
    st.sampled_from(("ar", "en", "fr", "und")),
)
def test_a_time_is_in_utc_and_one_that_can_be(item: datetime | None, event: datetime | None, lines: list[str], language: str) -> None:
    time, told = published(item, event, lines, language)
    assert (time is None) == (told is None)
    if time is not None:
        assert time.tzinfo is UTC
        assert EARLIEST <= time.year <= LATEST
