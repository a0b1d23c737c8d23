"""Signs and short forms of units, which all languages write alike: 45%, 120 km, $3."""

from __future__ import annotations

import re
from collections.abc import Iterable

from streams.pipeline.enrich.clause import STOPS
from streams.pipeline.enrich.figures.words import signs, signs_before


def _any(of: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(of, key=len, reverse=True)))


SIGNS, BEFORE = signs(), signs_before()
"""Units by the signs behind a number, and right before one."""
SIGN = re.compile(rf"[ \xa0\u202f-]?({_any(SIGNS)})(?!\w)")
SIGN_BEFORE = re.compile(rf"(?<!\w)({_any(BEFORE)})$")
BEGINS, BEFORE_ENDS = frozenset(sign[0] for sign in SIGNS), frozenset(sign[-1] for sign in BEFORE)
"""Characters that the ones begin with, and the others end with."""
RUNS = frozenset(sign + stop for sign in SIGNS for stop in ("", *STOPS))
"""Signs as they stand in a run without white space."""
