"""`python -m tests.accuracy.notices`: fit the weights of `notices.toml` again. Takes some minutes; needs NumPy and `../shared/data`.

Prints, for each strength of the penalty, how well the lines of each family of agencies are told by weights that were fitted on the others,
heard with a voice that has not learned from them. `--left-out FAMILY` takes pages of that family apart with such weights and such a voice:
the nearest thing to an exam that pages for tuning give. It writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

import msgspec

from streams.pipeline.segment import weights as module
from tests.accuracy import needs
from tests.accuracy.composer.furniture import families

FILE = Path(module.__file__).with_name(module.NOTICES)


def main(arguments: list[str]) -> int:
    """Fit and write; 1 where something that it needs is not there."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.notices", description="Weigh the evidence for notices.")
    parser.add_argument("--left-out", choices=sorted(families()), metavar="FAMILY", help="try on its pages what is fitted on the others")
    left_out = parser.parse_args(arguments).left_out
    if lacking := needs.missing(numpy=True):
        print(lacking, file=sys.stderr)
        return 1
    from tests.accuracy.notices.pages import all_lines, voices
    from tests.accuracy.notices.regression import STRENGTHS, design, fit, loss, moved

    heard = voices()
    built = design(list(all_lines(heard)))
    print(f"{len(built.rows)} lines, {int(built.notice.sum())} of the house", flush=True)
    tried = []
    for strength in STRENGTHS:
        missed = []
        for name in families():
            others, own = built.of(built.family != name), built.of(built.family == name)
            found = fit(others, strength)
            odds = own.rows @ found
            missed.append(loss(own, found))
            told = f"loss {missed[-1]:.4f}, left in {(odds[own.notice] < 0).mean():.3f}, lost {(odds[~own.notice] >= 0).mean():.4f}"
            print(f"strength {strength}: {name} left out: {told}", flush=True)
        tried.append((sum(missed) / len(missed), strength))
    best = min(tried)[1]
    print(f"strength {best}")
    if left_out is None:
        _write(_toml(built.names, moved(built, fit(built, best)).tolist()))
        return 0
    from tests.accuracy.notices.trial import trial

    text = _toml(built.names, moved(built, fit(built.of(built.family != left_out), best)).tolist())
    print(trial(left_out, heard[left_out], text))
    return 0


def _toml(names: tuple[tuple[str, str], ...], weights: list[float]) -> str:
    """The weights, by table, under the comment at the head of the file; what is not fitted stays as it is."""
    comment = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    tables: dict[str, dict[str, float]] = defaultdict(dict)
    tables |= {table: dict(found) for table, found in msgspec.structs.asdict(module.fitted_notices()).items()}
    for (table, name), weight in zip(names, weights, strict=True):
        tables[table][name] = round(weight, 2)
    parts = ["\n".join(comment)]
    parts += ["\n".join((f"[{table}]", *(f"{name} = {weight}" for name, weight in found.items()))) for table, found in tables.items()]
    return "\n\n".join(parts) + "\n"


def _write(text: str) -> None:
    FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
