"""Records, rejects and raw items of every shape that their structs allow, for hypothesis."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

from hypothesis import strategies as st

from schemas import (
    Brief,
    BriefForm,
    Dateline,
    Decision,
    Direction,
    Link,
    Media,
    MediaKind,
    RawItem,
    Reason,
    Reject,
    Related,
    Removed,
    Role,
    Stage,
    Status,
    Story,
    Subject,
)

# No lone surrogates: what comes out of a decoder has none.
_WORDS = st.sampled_from(["", "عاجل: زلزال", "Şırnak", "می\u200cشود", 'quote " and \\', "\u2028", "👩\u200d👧", "\x00"])
_TEXT = _WORDS | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_SAID = _TEXT.filter(bool)
_HEX = st.text("0123456789abcdef", min_size=32, max_size=32)
_TIMES = st.none() | st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
_COUNT = st.integers(0, 2**40)
_SCORE = st.floats(0, 1)

_RELATED = st.builds(Related, id=_HEX, kind=st.sampled_from(["story", "brief"]), ordinal=_COUNT)
_DECISIONS = st.builds(Decision, what=_TEXT, value=_TEXT, score=_SCORE, rule=_TEXT)
_REMOVED = st.builds(Removed, role=st.sampled_from(get_args(Role)), text=_TEXT, start=_COUNT, end=_COUNT, rule=_TEXT)
_DATELINES = st.builds(Dateline, text=_TEXT, place=st.none() | _TEXT, date=st.none() | _TEXT, agency=st.none() | _TEXT)


def _several(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=2).map(tuple)


_FIELDS = {
    "id": _HEX,
    "uri": _TEXT,
    "version": st.integers(1, 99),
    "source": _TEXT,
    "source_event": _TEXT,
    "ordinal": _COUNT,
    "headline": st.none() | _TEXT,
    "standfirst": st.none() | _TEXT,
    "lead": _SAID,
    "body": _several(_TEXT),
    "byline": st.none() | _TEXT,
    "dateline": st.none() | _DATELINES,
    "credit": st.none() | _TEXT,
    "notice": st.none() | _TEXT,
    "language": _TEXT,
    "direction": st.sampled_from(get_args(Direction)),
    "urgency": st.none() | st.integers(1, 9),
    "status": st.sampled_from(get_args(Status)),
    "published_at": _TIMES,
    "received_at": _TIMES,
    "processed_at": _TIMES,
    "created_at": _TIMES,
    "embargoed_until": _TIMES,
    "guid": st.none() | _TEXT,
    "slugline": st.none() | _TEXT,
    "editorial_note": st.none() | _TEXT,
    "copyright": st.none() | _TEXT,
    "section": st.none() | _TEXT,
    "keywords": _several(_TEXT),
    "subjects": _several(st.builds(Subject, code=st.none() | _TEXT, name=st.none() | _TEXT)),
    "links": _several(st.builds(Link, href=_SAID, rel=st.none() | _TEXT, title=st.none() | _TEXT)),
    "media": _several(
        st.builds(
            Media,
            kind=st.sampled_from(get_args(MediaKind)),
            href=st.none() | _TEXT,
            media_type=st.none() | _TEXT,
            caption=st.none() | _TEXT,
            credit=st.none() | _TEXT,
        )
    ),
    "word_count": _COUNT,
    "match_key": _HEX,
    "related": _several(_RELATED),
    "decisions": _several(_DECISIONS),
    "removed": _several(_REMOVED),
    "ruleset": _TEXT,
}

STORIES = st.builds(Story, **_FIELDS)
BRIEFS = st.builds(Brief, form=st.sampled_from(get_args(BriefForm)), **_FIELDS)
REJECTS = st.builds(
    Reject,
    reason=st.sampled_from(Reason),
    message=_TEXT,
    stage=st.sampled_from(get_args(Stage)),
    source=st.none() | _TEXT,
    source_event=st.none() | _TEXT,
    topic=st.none() | _TEXT,
    partition=st.none() | st.integers(0, 999),
    offset=st.none() | _COUNT,
    time=_TIMES,
    size=_COUNT,
    version=_TEXT,
)
_EVENT = {
    "specversion": st.just("1.0"),
    "id": _SAID,
    "source": _SAID,
    "type": _SAID,
    "time": _TIMES,
    "datacontenttype": st.none() | _TEXT,
    "subject": st.none() | _TEXT,
    "traceparent": st.none() | _TEXT,
    "tracestate": st.none() | _TEXT,
}
_JSON = _TEXT | st.integers(-(2**40), 2**40) | st.booleans() | st.lists(_TEXT, max_size=2) | st.dictionaries(_TEXT, _TEXT, max_size=2)
RAW_ITEMS = st.builds(RawItem, data=_JSON, **_EVENT) | st.builds(RawItem, data_base64=st.binary(max_size=40), **_EVENT)
