from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.pipeline.decode.formats.times import time_of

TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-24T10:00:00Z",
        "2026-11-24T13:00:00+03:00",
        "2026-11-24T13:00:00+0300",
        "2026-11-24T13:00+03",
        "2026-11-24 10:00:00",
        "2026-11-24 10:00",
        "2026-11-24T09:59:60Z",
        "20261124T100000Z",
        "Tue, 24 Nov 2026 10:00:00 GMT",
        "Tue, 24 Nov 2026 10:00:00 +0000",
        "Tue, 24 Nov 2026 13:00:00 +0300",
        "Tue, 24 Nov 2026 13:00:00 +03:00",
        "Tue, 24 Nov 2026 13:00:00 GMT+0300",
        "Tue Nov 24 2026 13:00:00 GMT+0300 (Arabian Standard Time)",
        "Tuesday, 24 November 2026 10:00:00 GMT",
        "Tue, 24 Nov 2026 05:00:00 EST",
        "Tue, 24 Nov 2026 11:00:00 CET",
        "Tue, 24 Nov 2026 13:00:00 TRT",
        "Tue, 24 Nov 2026 13:30:00 IRST",
        "24 Nov 26 10:00 UT",
        "Tue Nov 24 10:00:00 UTC 2026",
        "Tue, 24 Nov 2026 10:00:00",
        " 2026-11-24T10:00:00Z\n",
        "1795514400",
        "1795514400000",
        1795514400,
        1795514400000,
        1795514400.0,
    ],
)
def test_ten_oclock(written: Any) -> None:
    assert time_of(written) == TEN


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-11-24", datetime(2026, 11, 24, tzinfo=UTC)),
        ("20261124", datetime(2026, 11, 24, tzinfo=UTC)),
        ("2026-11-24T24:00:00Z", datetime(2026, 11, 25, tzinfo=UTC)),
        ("2026-11-24T10:00:00.123456789Z", TEN.replace(microsecond=123456)),
        ("2024-02-29T23:30:00-08:00", datetime(2024, 3, 1, 7, 30, tzinfo=UTC)),
    ],
)
def test_other_times(written: str, expected: datetime) -> None:
    assert time_of(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        None,
        True,
        "",
        "Last Tuesday",
        "2026-13-01",
        "2026-02-30T10:00:00Z",
        "2026-11-24T25:00:00Z",
        "0000-01-01",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "Sun, 31 Dec 9999 23:59:59 -9999",
        "Tue, 24 Nov 2026 10:00:00 AST",
        "Tue, 24 Nov 2026 10:00:00 Asia/Baghdad",
        "Tue, 24 Nov 2026 10:00 PM",
        "24 تشرين الثاني 2026",
        "31/12/2026",
        12,
        20261124,
        float("inf"),
        10**400,
        ["2026-11-24"],
        "2026-11-24T10:00:00Z" + " " * 100,
    ],
)
def test_what_tells_no_time(written: Any) -> None:
    """A zone of two meanings, a month in words that are not read: the time is not known, and none is guessed."""
    assert time_of(written) is None


@given(st.text(max_size=70) | st.text(alphabet="0123456789-+:TZ ,GMTonuev", max_size=40) | st.floats() | st.integers())
def test_anything_is_a_time_in_utc_or_none(written: Any) -> None:
    found = time_of(written)
    assert found is None or found.tzinfo is UTC
