"""What fitting weights needs beyond the project."""

from __future__ import annotations

import importlib.util

from tests.accuracy.composer import texts


def missing(*, numpy: bool) -> str | None:
    """What of it is not here, as it is told to whoever wants to fit; None where all of it is."""
    if numpy and importlib.util.find_spec("numpy") is None:
        return "fitting needs NumPy, which nothing that runs does: pip install numpy"
    if not texts.whole():
        return "the real articles of ../shared/data are not here, and the weights need them"
    return None
