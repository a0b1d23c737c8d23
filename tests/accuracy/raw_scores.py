"""The pipeline without its mapping of evidence to scores, for who fits that mapping."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

_MODULE = "streams.pipeline.scores"


@contextmanager
def uncalibrated() -> Iterator[None]:
    """Decisions keep their rule's own evidence as their score."""
    if importlib.util.find_spec(_MODULE) is None:
        yield
        return
    module = importlib.import_module(_MODULE)
    table = module.table

    def none() -> Mapping[str, Any]:
        return {}

    module.table = none  # type: ignore[attr-defined]
    try:
        yield
    finally:
        module.table = table  # type: ignore[attr-defined]
