"""`python -m tests.accuracy.exam`: a finished ruleset meets agencies, shells and texts that nobody tuned on.

Prints figures of the composer's held split by language, shape and format, and none of single pages or agencies: whoever looks at what went
wrong has to write the next exam. Run it when a ruleset is done, not while it is made.

    python -m tests.accuracy.exam      pages of the project's own prose; again with the real articles kept for it, where they are there
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import Any

from tests.accuracy.composer import texts
from tests.accuracy.composer.compose import compose
from tests.accuracy.composer.furniture import pack
from tests.accuracy.composer.report import score, table
from tests.accuracy.running import as_printed, records_of
from tests.accuracy.sets.composed import own_prose

PAGES, SEED = 660, 61


def main(arguments: list[str]) -> int:
    """Print a table for each kind of texts; 1 where no split is held."""
    argparse.ArgumentParser(prog="python -m tests.accuracy.exam", description="Score held pages, in figures alone.").parse_args(arguments)
    if not pack("held").agencies:
        print("no split is held: the last was opened, and the next is not written", file=sys.stderr)
        return 1
    with own_prose():
        print(f"{PAGES} held pages of the project's own prose\n{figures(compose('held', PAGES, SEED, beyond=True))}", flush=True)
    if texts.whole():
        print(f"{PAGES} held pages of prose and real articles\n{figures(compose('held', PAGES, SEED, beyond=True))}")
    return 0


def figures(rows: Iterable[dict[str, Any]]) -> str:
    """The table of composed pages, each a row of `event` and `gold`."""
    return table((row, score(row["gold"], as_printed(records_of(row["event"])))) for row in rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
