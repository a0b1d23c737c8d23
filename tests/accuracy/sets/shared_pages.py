"""1,000 pages composed of real articles, where they stand beside the checkout: the figures are those that the judging script prints."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.accuracy.figures import Figure, Measured, digest
from tests.accuracy.running import DATA, SHARED

PAGES = DATA / "pages" / "pages.jsonl.gz"
SCORER = SHARED / "eval" / "score_pages.py"
_MEASURES = ("F1_page", "pages_right", "paragraphs", "headline", "credit", "leak")
_GROUPS = {"lang": "language", "shape": "shape", "format": "format"}


def measure() -> Measured:
    """What the judging script prints of `barqiya process -`: page F1 by language, shape and format, and all measures over all pages."""
    command = [sys.executable, str(SCORER), str(PAGES), "--", sys.executable, "-m", "streams", "process", "-"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=280)
    figures: list[Figure] = []
    for line in done.stdout.splitlines():
        group, _, rest = line.partition(" ")
        if group not in {"all", *_GROUPS}:
            continue
        name, told = rest.split("{")[0].strip(), ast.literal_eval("{" + rest.partition("{")[2])
        if group == "all":
            figures += [Figure("all", measure, told[measure], told["pages"]) for measure in _MEASURES]
        else:
            figures.append(Figure(_GROUPS[group], name.removeprefix("text/"), told["F1_page"], told["pages"]))
    misses = tuple(line.removeprefix("miss ") for line in done.stdout.splitlines() if line.startswith("miss "))
    return Measured(digest=digest([PAGES.read_bytes(), SCORER.read_bytes()]), figures=tuple(figures), misses=misses)
