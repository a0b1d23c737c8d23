"""`python -m tests.accuracy.boundary`: fit the weights of `boundary.toml` again. Takes some minutes; needs NumPy and `../shared/data`.

The evidence that is weighed is what the tables of the file name: a new piece gets a line there, with any number, before it is fitted.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean

from streams.pipeline.segment import weights as module
from tests.accuracy import needs

FILE = Path(module.__file__).with_name("boundary.toml")


def main() -> int:
    """Fit and write; 1 where something that it needs is not there."""
    if lacking := needs.missing(numpy=True):
        print(lacking, file=sys.stderr)
        return 1
    from tests.accuracy.boundary.design import design
    from tests.accuracy.boundary.examples import examples
    from tests.accuracy.boundary.pages import labelled_pages
    from tests.accuracy.boundary.softmax import STRENGTHS, fit, left_out

    known = list(examples(labelled_pages()))
    built = design(known)
    tried = []
    for strength in STRENGTHS:
        missed, worth = left_out(built, strength)
        by_set = defaultdict(list)
        for example, each in zip(known, worth, strict=True):
            by_set[example.set].append(each)
        tried.append((mean(map(mean, by_set.values())), strength))
        told = " ".join(f"{name} {sum(found) / len(found):.4f}" for name, found in by_set.items())
        print(f"strength {strength}: loss {missed:.4f} of a page whose source is left out, F1 {told}", flush=True)
    _write(built.names, fit(built, max(tried)[1]).tolist())
    return 0


def _write(names: tuple[tuple[str, str], ...], weights: list[float]) -> None:
    """The weights, by table, under the comment at the head of the file and above the table that is not fitted."""
    head, _, by_hand = FILE.read_text(encoding="utf-8").partition("# Set by hand")
    comment = [line for line in head.splitlines() if line.startswith("#")]
    tables: defaultdict[str, list[str]] = defaultdict(list)
    for (table, name), weight in zip(names, weights, strict=True):
        tables[table].append(f"{name} = {round(weight, 2)}")
    parts = [
        "\n".join(comment),
        *("\n".join((f"[{table}]", *lines)) for table, lines in tables.items()),
        "# Set by hand" + by_hand.rstrip("\n"),
    ]
    FILE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
