"""The design: a row of evidence for each place where a page may be split, read off the program itself.

Every score is linear in the weights, so a table of weights that holds unit vectors gives vectors of evidence for scores: what is
fitted is what runs.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from streams.pipeline.segment.boundary import split_scores
from streams.pipeline.segment.weights import Weights, fitted
from tests.accuracy.boundary.examples import Example

SET_WEIGHTS = {"own": 1.5, "real": 1.5, "shared": 2.0, "fixtures": 8.0, "offsets": 1.0, "articles": 0.5, "sites": 6.0}
"""How much a page counts by its set."""
BY_HAND = "by_hand"
"""The table of weights that are not fitted."""


class Design(msgspec.Struct, frozen=True, kw_only=True):
    """Evidence of all splits of all pages, a row each, those of a page together.

    `offset` is what the weights that are not fitted come to in each row, `starts` the first row of each page, `page` the page of each row,
    `worth` that of each split, `weight` how much each page counts, `sources` the source of each page, by number.
    """

    names: tuple[tuple[str, str], ...]
    rows: np.ndarray
    offset: np.ndarray
    starts: np.ndarray
    page: np.ndarray
    worth: np.ndarray
    weight: np.ndarray
    sources: np.ndarray

    def of(self, kept: np.ndarray) -> Design:
        """The pages that `kept` says."""
        of_rows = kept[self.page]
        page = np.unique(self.page[of_rows], return_inverse=True)[1]
        return Design(
            names=self.names,
            rows=self.rows[of_rows],
            offset=self.offset[of_rows],
            starts=np.flatnonzero(np.diff(page, prepend=-1)),
            page=page,
            worth=self.worth[of_rows],
            weight=self.weight[kept],
            sources=self.sources[kept],
        )


def design(examples: Sequence[Example]) -> Design:
    """The rows of `examples`."""
    tables = msgspec.structs.asdict(fitted())
    names = tuple((table, name) for table, weights in tables.items() for name in weights)
    units = dict(zip(names, np.eye(len(names)), strict=True))
    unit = Weights(**{table: {name: units[table, name] for name in weights} for table, weights in tables.items()})
    rows, page, worth = [], [], []
    for n, example in enumerate(examples):
        for at, row in split_scores(*example.asked, unit).items():
            rows.append(np.zeros(len(names)) + row)
            page.append(n)
            worth.append(example.worth[at])
    pages, found = np.array(page), np.array(rows)
    kept = np.array([table == BY_HAND for table, _ in names])
    return Design(
        names=tuple(name for name in names if name[0] != BY_HAND),
        rows=found[:, ~kept],
        offset=found[:, kept] @ [tables[table][name] for table, name in names if table == BY_HAND],
        starts=np.flatnonzero(np.diff(pages, prepend=-1)),
        page=pages,
        worth=np.array(worth),
        weight=np.array([SET_WEIGHTS[example.set] for example in examples]),
        sources=np.unique([example.source for example in examples], return_inverse=True)[1],
    )
