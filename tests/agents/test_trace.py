"""W3C Trace Context: a trace that comes in goes on; anything else begins a new one."""

from __future__ import annotations

import re

import pytest

from streams.agents.trace import continue_trace, continues

AGENCY = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
VALID = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def test_a_trace_goes_on_with_a_span_of_its_own_and_its_flags() -> None:
    continued = continue_trace(AGENCY, "record 1")
    assert VALID.fullmatch(continued)
    assert continued.startswith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
    assert continued.endswith("-01")
    assert "00f067aa0ba902b7" not in continued
    assert continues(AGENCY, continued)


def test_the_same_item_gives_the_same_ids_and_each_record_its_own() -> None:
    assert continue_trace(AGENCY, "record 1") == continue_trace(AGENCY, "record 1")
    assert continue_trace(AGENCY, "record 1") != continue_trace(AGENCY, "record 2")
    assert continue_trace(None, "record 1") == continue_trace(None, "record 1")
    assert continue_trace(None, "record 1") != continue_trace(None, "record 2")


@pytest.mark.parametrize(
    "malformed",
    [
        None,
        "",
        "00",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e473٦-00f067aa0ba902b7-01",
        AGENCY + "0",
    ],
)
def test_what_is_no_trace_begins_a_new_one(malformed: str | None) -> None:
    begun = continue_trace(malformed, "record 1")
    assert VALID.fullmatch(begun)
    assert begun == continue_trace(None, "record 1")
    assert not continues(malformed, begun)


def test_a_later_version_is_read_as_far_as_it_is_known() -> None:
    continued = continue_trace("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes-later", "record 1")
    assert continued.startswith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
    assert VALID.fullmatch(continued)
