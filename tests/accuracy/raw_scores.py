"""The pipeline without its mapping of evidence to scores, for who fits that mapping."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

_MODULE = "streams.pipeline.scores"


@contextmanager
def uncalibrated() -> Iterator[None]:
    """Decisions keep their rule's own evidence as their score. Without the module that maps it they always do."""
    if importlib.util.find_spec(_MODULE) is None:
        yield
        return
    module = importlib.import_module(_MODULE)
    real = module.table
    bare = msgspec.structs.replace(real(), curves={})
    module.table = lambda: bare  # type: ignore[attr-defined]
    try:
        yield
    finally:
        module.table = real  # type: ignore[attr-defined]
