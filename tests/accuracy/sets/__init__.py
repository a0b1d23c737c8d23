"""The sets of pages that accuracy is measured on, by the name that each has in `floors.toml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from tests.accuracy.figures import Measured
from tests.accuracy.language.texts import LANGID
from tests.accuracy.running import DATA
from tests.accuracy.sets import (
    articles,
    composed,
    corpus,
    days,
    figures_named,
    langid,
    language,
    mewsc,
    offsets,
    places,
    quotes,
    shared_pages,
    topics,
    urgency,
)


class PageSet(msgspec.Struct, frozen=True, kw_only=True):
    """A set: what measures it, and the files beside the checkout that it needs. `long` ones are measured only when they are asked for."""

    measure: Callable[[], Measured]
    needs: tuple[Path, ...] = ()
    long: bool = False

    @property
    def there(self) -> bool:
        """Whether the files that it needs are on this machine."""
        return all(path.exists() for path in self.needs)


SETS: Mapping[str, PageSet] = {
    "corpus": PageSet(measure=corpus.measure),
    "language": PageSet(measure=language.measure),
    "topics": PageSet(measure=topics.measure),
    "places": PageSet(measure=places.measure),
    "days": PageSet(measure=days.measure),
    "figures": PageSet(measure=figures_named.measure),
    "quotes": PageSet(measure=quotes.measure),
    "urgency": PageSet(measure=urgency.measure),
    "langid": PageSet(measure=langid.measure, needs=(LANGID,)),
    "mewsc": PageSet(measure=mewsc.measure, needs=tuple(mewsc.FILES)),
    "composed": PageSet(measure=composed.measure_own),
    "composed_real": PageSet(measure=composed.measure_real, needs=(DATA,)),
    "shared_pages": PageSet(measure=shared_pages.measure, needs=(shared_pages.PAGES, shared_pages.SCORER)),
    "pages_composed": PageSet(measure=offsets.measure_composed, needs=offsets.COMPOSED),
    "multi_item": PageSet(measure=offsets.measure_digests, needs=offsets.DIGESTS),
    "articles": PageSet(measure=articles.measure, needs=tuple(articles.FILES.values())),
    "articles_all": PageSet(measure=articles.measure_all, needs=tuple(articles.FILES.values()), long=True),
}
