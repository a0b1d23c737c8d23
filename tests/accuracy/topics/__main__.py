"""`python -m tests.accuracy.topics`: fit the weights of `streams/pipeline/enrich/topics/topics.tsv`, a language at a time.

    python -m tests.accuracy.topics            fit on the training halves of MewsC-16 and ANT and on the listed words, and write the weights
    python -m tests.accuracy.topics --table    print what the weights come to on the held half, which nothing was fitted or chosen on
    python -m tests.accuracy.topics --cross    print what cross-validation within the training half says, which is what choices were made by

Needs NumPy, and MewsC-16 and ANT in `../shared/data`.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys

from tests.accuracy.topics import table, texts

LACKING_NUMPY = "fitting needs NumPy, which nothing else here does: pip install numpy"


def main(arguments: list[str]) -> int:
    """Fit and write, or print; 1 where something that this needs is not there."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.topics", description="Weigh the words of topics.")
    parser.add_argument("--table", action="store_true", help="print figures on the held half")
    parser.add_argument("--cross", action="store_true", help="print figures by cross-validation within the training half")
    told = parser.parse_args(arguments)
    if lacking := [path for path in (*texts.FILES, texts.ANT) if not path.is_file()]:
        print(f"{lacking[0]} is not here, and the weights need it", file=sys.stderr)
        return 1
    if told.table:
        print(table.held())
        return 0
    if importlib.util.find_spec("numpy") is None:
        print(LACKING_NUMPY, file=sys.stderr)
        return 1
    from tests.accuracy.topics import writing

    print(writing.cross() if told.cross else writing.write())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
