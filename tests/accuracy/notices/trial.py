"""A trial: the pages of a family of agencies, taken apart with weights and a voice that have not learned from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from streams.pipeline.segment import weights as module
from tests.accuracy.composer.compose import compose
from tests.accuracy.composer.furniture import families
from tests.accuracy.composer.report import score, table
from tests.accuracy.lexicons import voiced
from tests.accuracy.notices.pages import Voice
from tests.accuracy.running import as_printed, records_of
from tests.accuracy.sets.composed import own_prose

PAGES, SEED = 660, 71
_TOLD = ("all", "beyond", "format", "lang ", "shape")


def trial(family: str, voice: Voice, text: str) -> str:
    """Figures of pages of `family`; `voice` and `text`, a file of weights, are those of the other families."""
    with own_prose():
        rows = list(compose("tune", PAGES, SEED, beyond=True, of=families()[family]))
    with voiced(voice), weighed_by(text):
        lines = table((row, score(row["gold"], as_printed(records_of(row["event"])))) for row in rows).splitlines()
    return "\n".join(line for line in lines if line.startswith(_TOLD))


@contextmanager
def weighed_by(text: str) -> Iterator[None]:
    """Notices are weighed by the file of this `text`."""
    real = module._file
    module._file = lambda name: text.encode("utf-8") if name == module.NOTICES else real(name)
    module.fitted_notices.cache_clear()
    try:
        yield
    finally:
        module._file = real
        module.fitted_notices.cache_clear()
