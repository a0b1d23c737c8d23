"""`python -m tests.accuracy.composer`: compose pages, or score a command on composed pages."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tests.accuracy.composer.compose import compose
from tests.accuracy.composer.report import report


def main(arguments: list[str]) -> None:
    """Write pages, or print figures by group."""
    if arguments[:1] == ["score"]:
        _score(arguments[1:])
    else:
        _compose(arguments)


def _compose(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.composer", description="Compose pages with known answers.")
    parser.add_argument("--split", choices=("tune", "held"), default="tune", help="whose agencies, shells and texts")
    parser.add_argument("--pages", type=int, default=900)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--beyond", action="store_true", help="pages in languages that the lexicon has no file for, too")
    parser.add_argument("--out", type=Path, required=True)
    told = parser.parse_args(arguments)
    with told.out.open("w", encoding="utf-8") as out:
        for row in compose(told.split, told.pages, told.seed, beyond=told.beyond):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _score(arguments: list[str]) -> None:
    at = arguments.index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser(
        prog="python -m tests.accuracy.composer score", usage="%(prog)s [-h] [--misses FILE] PAGES -- COMMAND …"
    )
    parser.add_argument("pages", type=Path)
    parser.add_argument("--misses", type=Path, help="write the pages that are not wholly right, with what was found, to this file")
    told = parser.parse_args(arguments[:at])
    if not arguments[at + 1 :]:
        parser.error("no command after --")
    print(report(told.pages, arguments[at + 1 :], misses=told.misses))


if __name__ == "__main__":
    main(sys.argv[1:])
